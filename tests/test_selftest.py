"""The self-test as a process of its own: all is well here, and what is broken is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leqing_desktop.selftest.record import NOT_HERE, Failed, Record, require, run

ROOT = Path(__file__).parents[1]
START = """
if __name__ == "__main__":
    from leqing_desktop.app import window
    window()
"""


def selftest(root: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    start = folder / "start_window.py"
    start.write_text(START, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(start), "--selftest", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(root), "LEQING_HOME": str(folder / "desk")},
    )


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_this_machine_passes_and_everything_is_said_and_written(tmp_path: Path) -> None:
    out = tmp_path / "结果 文件夹" / "自检.json"
    done = selftest(ROOT, tmp_path, str(out))
    result = read(out)
    assert [check for check in result["checks"] if not check["ok"]] == []
    assert (done.returncode, result["ok"]) == (0, True), done.stderr
    assert len(result["checks"]) >= 20
    assert all(check.keys() == {"name", "ok", "detail", "seconds"} for check in result["checks"])
    assert len(done.stdout.splitlines()) == len(result["checks"]) + 1
    if sys.platform.startswith("linux"):
        left_out = {c["name"] for c in result["checks"] if c["detail"].startswith(NOT_HERE)}
        assert {"盘符", "被占用的文件"} <= left_out <= {"盘符", "被占用的文件", "只读的文件夹"}
    assert {"code_page", "utf8_mode", "user_data", "system"} <= result["system"].keys()
    # Neither ledgers nor settings of the self-test stay on the clerk's desk.
    assert {each.name for each in (tmp_path / "desk").iterdir()} <= {"leqing.log"}
    assert [each.name for each in out.parent.iterdir()] == [out.name]


@pytest.mark.skipif(sys.platform == "win32", reason="建链接要权限")
def test_a_broken_installation_is_found_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    broken = tmp_path / "program"
    broken.mkdir()
    for each in ("leqing_desktop", "migrations"):
        (broken / each).mkdir()
        for inner in (ROOT / each).iterdir():
            (broken / each / inner.name).symlink_to(inner)
    # paths.py itself must lie there, for it says where the program is.
    for name in ("paths.py", "__init__.py"):
        (broken / "leqing_desktop" / name).unlink()
        content = (ROOT / "leqing_desktop" / name).read_bytes()
        (broken / "leqing_desktop" / name).write_bytes(content)
    (broken / "resources" / "fonts").mkdir(parents=True)
    for each in (ROOT / "resources").iterdir():
        if each.name != "fonts":
            (broken / "resources" / each.name).symlink_to(each)
    done = selftest(broken, tmp_path, str(tmp_path / "a.json"))
    result = read(tmp_path / "a.json")
    assert (done.returncode, result["ok"]) == (1, False), done.stderr
    failed = {check["name"] for check in result["checks"] if not check["ok"]}
    assert {"字体", "督办单 PDF 和 DOCX", "界面字体"} <= failed
    assert "升级旧台账" not in failed and "导出工作簿" not in failed


def test_without_a_place_for_the_result_it_says_so(tmp_path: Path) -> None:
    done = selftest(ROOT, tmp_path)
    assert done.returncode == 2
    assert "--selftest" in done.stdout


def test_what_a_check_raises_becomes_its_detail(tmp_path: Path) -> None:
    def fault(_folder: Path) -> str:
        raise KeyError("丢了")

    def wrong(_folder: Path) -> str:
        require(False, "不对。")
        return "对"

    records = [run("坏", fault, tmp_path / "1"), run("错", wrong, tmp_path / "2")]
    assert [record.ok for record in records] == [False, False]
    assert "KeyError" in records[0].detail and records[1].detail == "不对。"
    assert Record("好", True, "对", 0.5).line() == "通过　好（0.50 秒）：对"
    with pytest.raises(Failed):
        require("", "空")
