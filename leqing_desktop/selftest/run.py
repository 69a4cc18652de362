"""Runs every check, prints what was found, and writes it as JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop import __version__, paths
from leqing_desktop.errors import Refused
from leqing_desktop.selftest import guarded, papers, places, system
from leqing_desktop.selftest.record import Check, Record, run

if TYPE_CHECKING:
    from leqing_desktop.settings import DeskSettings
    from leqing_desktop.ui.shell import LedgerDoors

USAGE = "请写明结果存到哪个文件，例如：leqing-desktop --selftest 自检.json。"


def selftest(arguments: list[str], doors_of: Callable[[DeskSettings], LedgerDoors]) -> int:
    """Check the program on this machine; 0 if all is well, 1 if not, 2 if the result has no place.

    ``arguments``: the file for the result. The clerk's own desk and ledgers are left alone.
    """
    if len(arguments) != 1:
        return _say_and_give(USAGE, 2)
    out = Path(arguments[0]).absolute()
    started = time.perf_counter()
    facts = system.facts()
    records: list[Record] = []
    checks = _checks(paths.user_data(), bool(os.environ.get("LEQING_HOME")), doors_of)
    with _desk_of_its_own() as folder:
        for number, (name, check) in enumerate(checks):
            record = run(name, check, folder / str(number))
            _say(record.line())
            records.append(record)
    ok = all(record.ok for record in records)
    result = {
        "program": "乐清规划督办",
        "version": __version__,
        "ok": ok,
        "seconds": round(time.perf_counter() - started, 3),
        "system": facts,
        "checks": [
            {"name": r.name, "ok": r.ok, "detail": r.detail, "seconds": r.seconds} for r in records
        ],
    }
    _say("自检通过。" if ok else "自检没有通过。")
    return _write(out, result) or (0 if ok else 1)


def _checks(
    usual: Path, chosen: bool, doors_of: Callable[[DeskSettings], LedgerDoors]
) -> list[tuple[str, Check]]:
    """Name and check, in the order in which they are done.

    ``usual``: the desk's own folder, ``chosen`` by a variable or not.
    """
    return [
        ("编码", system.encodings),
        ("设置文件夹", lambda _folder: system.desk_folder(usual, chosen)),
        ("盘符", system.drives),
        ("新建台账", papers.new_ledger),
        ("升级旧台账", papers.older_ledger),
        ("字体", papers.fonts),
        ("导入任务表", papers.table_taken_in),
        ("导出工作簿", papers.workbook),
        ("督办单 PDF 和 DOCX", papers.notice),
        ("压缩炸弹", guarded.zip_bomb),
        ("吃内存的文件", guarded.memory_eater),
        ("读不完的文件", guarded.endless_reader),
        ("中文和空格的路径", places.chinese_path),
        ("超过 260 个字符的路径", places.long_path),
        ("保留的文件名", places.reserved_names),
        ("只读的台账", places.read_only_file),
        ("只读的文件夹", places.read_only_folder),
        ("被占用的文件", places.file_in_use),
        ("同步文件夹", places.synchronised_folder),
        ("界面中文", _with_qt("translation")),
        ("界面字体", _with_qt("screen_fonts")),
        ("只开一个窗口", _with_qt("second_start")),
        ("窗口", lambda folder: _window(folder, doors_of)),
    ]


def _with_qt(name: str) -> Check:
    """A check of ``ui.selftest_window``: where Qt does not load, only these fail."""

    def check(folder: Path) -> str:
        from leqing_desktop.ui import selftest_window

        found: str = getattr(selftest_window, name)(folder)
        return found

    return check


def _window(folder: Path, doors_of: Callable[[DeskSettings], LedgerDoors]) -> str:
    from leqing_desktop.settings import DeskSettings
    from leqing_desktop.ui.selftest_window import window_shown

    ledger = folder / "窗口 台账.leqing"
    places.workspace().create(ledger, "builtin")
    desk = DeskSettings(folder / "desk.json")
    desk.clerk = "自检"
    return window_shown(ledger, folder, doors_of(desk))


@contextlib.contextmanager
def _desk_of_its_own() -> Iterator[Path]:
    """A folder that is gone afterwards; settings, and what children remember, go there too."""
    with tempfile.TemporaryDirectory(prefix="leqing-selftest-", ignore_cleanup_errors=True) as name:
        before = os.environ.get("LEQING_HOME")
        os.environ["LEQING_HOME"] = str(Path(name, "desk"))
        try:
            yield Path(name).resolve()
        finally:
            if before is None:
                del os.environ["LEQING_HOME"]
            else:
                os.environ["LEQING_HOME"] = before


def _write(out: Path, result: dict[str, object]) -> int:
    from leqing_desktop.documents.safe_file import write_bytes

    text = json.dumps(result, ensure_ascii=False, indent=1)
    try:
        write_bytes(out, f"{text}\n".encode())
    except Refused as refused:
        return _say_and_give(str(refused), 2)
    return 0


def _say(line: str) -> None:
    # The window's launcher has no console: then the JSON alone says it.
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.buffer.write(f"{line}{os.linesep}".encode())
            sys.stdout.flush()


def _say_and_give(sentence: str, code: int) -> int:
    _say(sentence)
    return code
