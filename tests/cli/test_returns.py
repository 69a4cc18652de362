"""``leqing returns``: a quarter's workbooks out and back through the console."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from leqing_desktop.cli import Desk, main
from leqing_desktop.domain.return_form import TaskField
from tests.console import NOW, Console, assert_refused, draw_nothing
from tests.returned import filled, open_return

P = ("--period", "2024Q3")


@dataclass(frozen=True)
class Quarter:
    """2024Q3 in a ledger, its workbooks as they went out and as careful clerks filled them."""

    ledger: Path
    out: Path
    back: Path


@pytest.fixture(scope="module")
def made(masters: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    """Made once for all tests; each works on copies."""
    folder = tmp_path_factory.mktemp("made")
    quarter = Quarter(folder / "规划.leqing", folder / "下发", folder / "收回")
    shutil.copy(masters["plan"], quarter.ledger)
    issue = ("returns", "issue", quarter.ledger, *P, "--out", quarter.out, "--date", "2024-09-20")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEQING_HOME", str(folder / "home"))
        desk = Desk("王敏", lambda: NOW, draw_nothing)
        assert main([str(each) for each in issue], desk) == 0
    rest = shutil.ignore_patterns("*.pdf", "*.docx", "*.txt")
    shutil.copytree(quarter.out, quarter.back, ignore=rest)
    assert len(list(filled(quarter.back))) > 5
    return quarter


@pytest.fixture
def issued(made: Quarter, ledger: Path, folder: Path) -> Path:
    """Every unit's workbook of 2024Q3, as it goes out."""
    shutil.copy(made.ledger, ledger)
    return Path(shutil.copytree(made.out, folder / "下发"))


@pytest.fixture
def back(made: Quarter, issued: Path, folder: Path) -> Path:
    """The same, filled by careful clerks."""
    return Path(shutil.copytree(made.back, folder / "收回"))


def collect(console: Console, ledger: Path, *paths: Path, more: tuple[str, ...] = ()) -> Any:
    said = console("returns", "collect", ledger, *P, *paths, "--json", *more)
    assert said.err == ""
    document = said.json
    settled = {each["outcome"] for each in document["files"]} <= {"accepted", "duplicate"}
    assert said.code == (0 if settled else 1)
    return document


def outcomes(document: Any) -> dict[str, str]:
    return {Path(each["path"]).name: each["outcome"] for each in document["files"]}


def test_one_workbook_per_unit_and_no_other(console: Console, ledger: Path, issued: Path) -> None:
    books = sorted(issued.glob("*.xlsx"))
    rows = {path: open_return(path) for path in books}
    assert all(sheet.task_rows for sheet in rows.values())
    assert any("市经信局" in path.name for path in books)
    others = {path.name for path in issued.iterdir()} - {path.name for path in books}
    label = "2024年第三季度"
    assert others == {f"{label}报送通知.pdf", f"{label}报送通知.docx", f"{label}催报文字.txt"}
    reminders = (issued / f"{label}催报文字.txt").read_text("utf-8-sig").split("\n\n")
    assert len(reminders) == len(books) and all("10月" in each for each in reminders)
    # Issuing again replaces the workbooks and asks for the same.
    console.done("returns", "issue", ledger, *P, "--out", issued, "--date", "2024-09-20")
    assert sorted(issued.glob("*.xlsx")) == books


def test_careful_returns_are_all_taken_in(console: Console, ledger: Path, back: Path) -> None:
    document = collect(console, ledger, back, more=("--received", "2024-10-08"))
    assert set(outcomes(document).values()) == {"accepted"}
    assert document["missing"] == [] and document["late"] == []
    status = console.done("status", ledger, *P, "--json").json
    assert status["counts"]["unreported"] == 0
    assert all(each["reported"] for each in status["items"] if each["light"] != "grey")


def test_a_dry_run_tells_the_same_and_writes_nothing(
    console: Console, ledger: Path, back: Path
) -> None:
    before = ledger.read_bytes()
    tried = collect(console, ledger, back, more=("--dry-run",))
    assert ledger.read_bytes() == before
    assert collect(console, ledger, back) == tried


def test_a_second_collection_finds_only_duplicates(
    console: Console, ledger: Path, back: Path
) -> None:
    collect(console, ledger, back)
    again = collect(console, ledger, back)
    assert set(outcomes(again).values()) == {"duplicate"}
    assert again["missing"] == []


def test_rows_with_findings_wait_and_the_others_are_taken_in(
    console: Console, ledger: Path, back: Path
) -> None:
    path = next(back.glob("*市经信局*.xlsx"))
    sheet = open_return(path)
    bad = sheet.task_rows[0]
    sheet.cell(bad, TaskField.PROGRESS).value = "约七成"
    sheet.save()
    document = collect(console, ledger, path)
    (file,) = document["files"]
    assert (file["outcome"], file["unit"]) == ("faulty", "市经信局")
    assert {each["row"] for each in file["findings"]} == {bad}
    status = console.done("status", ledger, *P, "--json").json
    mine = [each for each in status["items"] if each["unit"] == "市经信局"]
    assert sum(not each["reported"] for each in mine) == 1
    assert "市经信局" not in document["missing"] and document["missing"]


def test_what_is_changed_outside_the_input_cells_is_shown_cell_by_cell(
    console: Console, ledger: Path, back: Path
) -> None:
    path = next(back.glob("*市经信局*.xlsx"))
    sheet = open_return(path)
    row = sheet.task_rows[1]
    cell = sheet.cell(row, TaskField.YEAR_GOAL)
    sent, cell.value = str(cell.value or ""), "少做一点"
    sheet.save()
    (file,) = collect(console, ledger, path)["files"]
    (change,) = file["changes_outside_input"]
    assert change == {
        "cell": cell.coordinate,
        "field": "year_goal",
        "sent": sent,
        "returned": "少做一点",
    }


def test_every_file_of_a_wild_folder_gets_one_outcome(
    console: Console, ledger: Path, issued: Path, back: Path, folder: Path
) -> None:
    first = next(back.glob("*市经信局*.xlsx"))
    (back / "~$市经信局.xlsx").write_bytes(b"owner")
    (back / "坏表.xlsx").write_bytes(b"PK\x03\x04 broken")
    (back / "盖章.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (back / "旧.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    deep = back / "子文件夹" / "再一层"
    deep.mkdir(parents=True)
    shutil.copy(first, deep / "同一份.xlsx")
    with zipfile.ZipFile(back / "微信.zip", "w") as archive:
        archive.write(first, "压缩包里的同一份.xlsx")
    other = Workbook()
    other.active.append(["随便", "一张", "表"])
    other.save(back / "别的表.xlsx")
    document = collect(console, ledger, back)
    found = outcomes(document)
    assert found["~$市经信局.xlsx"] == "unknown"
    assert found["坏表.xlsx"] == "unreadable"
    assert found["盖章.jpg"] == "unknown"
    assert found["旧.et"] == "unreadable"
    assert found["别的表.xlsx"] == "unknown"
    same = [found[first.name], found["同一份.xlsx"], found["压缩包里的同一份.xlsx"]]
    assert sorted(same) == ["accepted", "duplicate", "duplicate"]
    assert len(document["files"]) == len(list(issued.glob("*.xlsx"))) + 7


def test_two_differing_returns_of_a_unit_are_both_faulty(
    console: Console, ledger: Path, back: Path
) -> None:
    path = next(back.glob("*市经信局*.xlsx"))
    sheet = open_return(path)
    sheet.cell(sheet.task_rows[0], TaskField.DONE).value = "8月底完成了第二批12家企业的改造。"
    sheet.save(back / "市经信局（更正）.xlsx")
    document = collect(console, ledger, path, back / "市经信局（更正）.xlsx")
    assert set(outcomes(document).values()) == {"faulty"}
    kinds = [{each["kind"] for each in file["findings"]} for file in document["files"]]
    assert all("two_versions" in each for each in kinds)


def test_another_quarter_and_another_ledger_are_told(
    console: Console, ledger: Path, back: Path, folder: Path
) -> None:
    console.done("returns", "issue", ledger, "--period", "2024Q4", "--out", folder / "四季度")
    wrong = next((folder / "四季度").glob("*市经信局*.xlsx"))
    console.done("init", folder / "别的.leqing")
    console.done("returns", "issue", folder / "别的.leqing", *P, "--out", folder / "别处")
    foreign = next((folder / "别处").glob("*市经信局*.xlsx"))
    document = collect(console, ledger, wrong, foreign)
    assert [each["outcome"] for each in document["files"]] == ["wrong_period", "unknown"]
    assert "市经信局" in document["missing"]


def test_without_the_hidden_sheet_rows_are_matched_and_asked_about(
    console: Console, ledger: Path, back: Path
) -> None:
    path = next(back.glob("*市经信局*.xlsx"))
    sheet = open_return(path)
    del sheet.book["校验"]
    sheet.save()
    (file,) = collect(console, ledger, path)["files"]
    assert (file["outcome"], file["unit"]) == ("faulty", "市经信局")
    assert file["rows_read"] == len(sheet.task_rows)
    assert "seal_missing" in {each["kind"] for each in file["findings"]}


def test_accepting_takes_the_reminders_in_and_names_what_waits(
    console: Console, ledger: Path, back: Path
) -> None:
    path = next(back.glob("*市经信局*.xlsx"))
    sheet = open_return(path)
    first, second = sheet.task_rows[:2]
    sheet.cell(first, TaskField.DONE).value = "持续推进。"
    sheet.cell(second, TaskField.PROGRESS).value = None
    sheet.save()
    collect(console, ledger, path)
    said = console("returns", "accept", ledger, *P)
    assert said.code == 1 and "市经信局还有 1 处待定" in said.out
    status = console.done("status", ledger, *P, "--json").json
    mine = [each for each in status["items"] if each["unit"] == "市经信局"]
    assert sum(not each["reported"] for each in mine) == 1
    assert_refused(console("returns", "accept", ledger, *P, "没有的局"), "没有的局")


def test_late_returns_are_named(console: Console, ledger: Path, back: Path) -> None:
    console.done("period", "set", ledger, "2024Q3", "--due", "2024-10-15")
    path = next(back.glob("*市经信局*.xlsx"))
    document = collect(console, ledger, path, more=("--received", "2024-10-16"))
    assert document["late"] == ["市经信局"]


def test_collecting_before_issuing_or_from_nowhere_is_refused(
    console: Console, ledger: Path, folder: Path
) -> None:
    before = ledger.read_bytes()
    assert_refused(console("returns", "collect", ledger, *P, folder / "没有"), "找不到")
    empty = folder / "空"
    empty.mkdir()
    assert_refused(console("returns", "collect", ledger, *P, empty), "还没有")
    assert ledger.read_bytes() == before


def test_a_unit_that_was_renamed_since_is_known_by_its_seal(
    console: Console, ledger: Path, back: Path
) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE unit SET name = '市工信局' WHERE name = '市经信局'")
        connection.commit()
    (file,) = collect(console, ledger, next(back.glob("*市经信局*.xlsx")))["files"]
    assert (file["outcome"], file["unit"]) == ("accepted", "市工信局")


def test_a_figure_counts_whatever_its_format_makes_of_it(
    console: Console, ledger: Path, back: Path
) -> None:
    path = next(back.glob("*市经信局*.xlsx"))
    sheet = open_return(path)
    cell = sheet.cell(sheet.task_rows[0], TaskField.PROGRESS)
    cell.value, cell.number_format = 85, '0"分"'
    sheet.save()
    (file,) = collect(console, ledger, path)["files"]
    assert file["outcome"] == "accepted"
