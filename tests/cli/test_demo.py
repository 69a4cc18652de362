"""``leqing demo``: whole or not at all, labelled, and never over somebody's files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.console import Console, assert_refused, tree

LEDGER = "乐清电气产业规划（演示）.leqing"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the demonstration leaves, made once; filled by the first test that needs it."""
    return {}


@pytest.fixture
def demo(console: Console, made: dict[str, bytes], tmp_path: Path) -> Path:
    """A folder with a demonstration."""
    folder = tmp_path / "演 示"
    if not made:
        console.done("demo", folder)
        made.update(tree(folder))
    for name, content in made.items():
        target = folder / name
        if content == b"/":
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return folder


def test_it_prints_where_each_part_lies_and_leaves_nothing_else(
    console: Console, tmp_path: Path
) -> None:
    folder = tmp_path / "新 建" / "演 示"
    said = console.done("demo", folder)
    told = {Path(line.split("：", 1)[1]) for line in said.out.splitlines()}
    files = {path for path in folder.rglob("*") if path.is_file()}
    assert {path for path in files if not {path, *path.parents} & told} == set()
    assert all(path.exists() for path in told)
    assert folder / LEDGER in files
    sent, came = folder / "下发的报送表", folder / "收回的报送表"
    assert {sent, came} <= told
    assert (len(list(sent.glob("*.xlsx"))), len(list(came.glob("*.xlsx")))) == (12, 10)
    assert {path.suffix for path in files} == {
        *(".leqing", ".pdf", ".docx", ".xlsx", ".txt", ".png"),
    }
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith((".", "~"))]


def test_a_demonstration_is_left_alone(console: Console, demo: Path) -> None:
    before = tree(demo)
    said = console.done("demo", demo)
    assert "已有演示" in said.out and str(demo / LEDGER) in said.out
    assert tree(demo) == before


def test_both_quarters_are_reported_and_more_can_be_issued(console: Console, demo: Path) -> None:
    ledger = demo / LEDGER
    console.done("check", ledger)
    third = console.done("status", ledger, "--period", "2024Q3", "--json").json
    fourth = console.done("status", ledger, "--period", "2024Q4", "--json").json
    for status in (third, fourth):
        counts = status["counts"]
        assert min(counts["green"], counts["yellow"], counts["red"]) > 0
        assert len({row["unit"] for row in status["ranking"]}) > 5
    assert third["counts"]["unreported"] == 0 < fourth["counts"]["unreported"]
    assert any(row["change"] for row in fourth["ranking"])
    quarter = ("--period", "2024Q4", "--date", "2024-12-31")
    proposed = console.done("notices", "propose", ledger, *quarter, "--json").json
    assert {"blue", "orange"} <= {each["colour"] for each in proposed["notices"]}


def test_everything_made_up_says_so(console: Console, demo: Path) -> None:
    sheet = load_workbook(demo / "2024年第四季度进展汇总表.xlsx").active
    texts = [
        value
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if isinstance(value, str) and ("完成全年工作量" in value or "年度任务已经完成" in value)
    ]
    assert len(texts) > 100 and all(text.startswith("【演示】") for text in texts)
    for name in ("重点任务分解表.xlsx", "2024年第四季度进展汇总表.xlsx", "督办台账.xlsx"):
        book = load_workbook(demo / name).active
        heading = [str(cell) for row in book.iter_rows(max_row=3, values_only=True) for cell in row]
        assert "演示" in "".join(heading), name


def test_somebodys_other_files_stay_beside_it(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "工作"
    folder.mkdir()
    (folder / "我的.txt").write_text("我的", encoding="utf-8")
    console.done("demo", folder)
    assert (folder / "我的.txt").read_text(encoding="utf-8") == "我的"
    assert (folder / LEDGER).exists()


def test_somebodys_file_of_the_same_name_is_not_overwritten(
    console: Console, tmp_path: Path
) -> None:
    folder = tmp_path / "工作"
    folder.mkdir()
    (folder / "督办台账.xlsx").write_bytes(b"mine")
    assert_refused(console("demo", folder), "督办台账.xlsx")
    assert tree(folder) == {"督办台账.xlsx": b"mine"}


def test_a_place_that_cannot_be_written_is_refused(console: Console, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    assert_refused(console("demo", tmp_path / "文件"), "文件夹")
    assert_refused(console("demo", tmp_path / "文件" / "演示"), "文件夹")


def test_a_run_broken_off_half_way_leaves_nothing_that_looks_done(
    console: Console, tmp_path: Path
) -> None:
    def interrupted(ledger: Path, folder: Path) -> list[Path]:
        raise KeyboardInterrupt

    folder, pictures = tmp_path / "演示", console.take_pictures
    console.take_pictures = interrupted
    assert_refused(console("demo", folder), "已中断")
    assert not folder.exists()
    console.take_pictures = pictures
    console.done("demo", folder)
    assert (folder / LEDGER).exists()


def test_what_a_killed_run_left_is_finished_or_done_again(
    console: Console, demo: Path, tmp_path: Path
) -> None:
    complete = tree(demo)
    # Killed while it was built: what lies there is thrown away.
    begun = tmp_path / "一" / "~$演示"
    begun.mkdir(parents=True)
    (begun / LEDGER).write_bytes(b"half")
    console.done("demo", begun.parent)
    assert set(tree(begun.parent)) == set(complete)
    # Killed while it was moved in: the rest is moved, the ledger last.
    finished = demo / "~$演示（已做好）"
    finished.mkdir()
    for name in (LEDGER, "督办台账.xlsx"):
        (demo / name).rename(finished / name)
    assert "已有演示" not in console.done("demo", demo).out
    assert tree(demo) == complete


def test_without_pictures_the_rest_is_there_and_it_is_said(
    console: Console, tmp_path: Path
) -> None:
    def impossible(ledger: Path, folder: Path) -> list[Path]:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    console.take_pictures = impossible
    said = console("demo", tmp_path / "演示", fault=True)
    assert said.code == 1
    assert re.fullmatch("界面图片没有做成，.*leqing.log 。\n", said.err)
    assert (tmp_path / "演示" / LEDGER).exists()


def test_the_samples_can_be_imported_beside_it(
    console: Console, demo: Path, tmp_path: Path
) -> None:
    samples = sorted((demo / "导入示例").iterdir())
    assert [path.suffix for path in samples] == [".xlsx", ".txt"]
    for number, sample in enumerate(samples):
        ledger = tmp_path / f"{number}.leqing"
        console.done("init", ledger, "--plan", "empty")
        said = console("plan", "import", ledger, sample, "--json")
        # Each holds a fault to be found: a number that disagrees, a 31st of June.
        assert said.code == 1 and said.json["plan"]["findings"]
        assert len(said.json["plan"]["programmes"]) == 3
