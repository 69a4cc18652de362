"""The quarter's lists from real returns: 汇总表 by programme and unit, 未报送名单, 疑问清单, 退回稿."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from leqing_desktop.documents.workbook_layout import Heading
from leqing_desktop.documents.workbook_progress import write_progress
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.progress_sheet import ProgressRow
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.domain.return_outcome import Outcome
from leqing_desktop.domain.return_review import BoardState
from tests.ledgers import Q3, Desk
from tests.returned import open_return


@pytest.fixture
def returned(small: Desk, tmp_path: Path) -> Path:
    """The workbooks of the small ledger; 市经信局's filled, with one row left empty."""
    small.services.periods.set_period(Q3, date(2024, 9, 1), date(2024, 10, 10))
    folder = tmp_path / "下发"
    issue = small.services.return_issue
    issue.record(Q3, issue.issuing(Q3, folder, date(2024, 9, 1)).run())
    path = next(folder.glob("*市经信局*"))
    sheet = open_return(path)
    sheet.fill(lambda _: 40)
    sheet.cell(sheet.task_rows[0], TaskField.PROGRESS).value = None
    sheet.cell(sheet.task_rows[1], TaskField.YEAR_GOAL).value = "随便一个目标"
    return sheet.save()


def collect(desk: Desk, path: Path) -> list[Outcome]:
    service = desk.services.collect
    found = service.collecting(Q3, [path]).run()
    try:
        return [each.outcome for each in service.take_all(Q3, found.files).files]
    finally:
        found.clean_up()


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Sheet → its rows as stored, also below a merged cell."""
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_progress_by_programme_and_by_unit(small: Desk, tmp_path: Path) -> None:
    task = small.row("1.1").id
    for unit, progress, done in (("市经信局", "50", "已登记"), ("市科技局", "20", "配合登记")):
        cells = {task: {"progress": progress, "done": done}}
        small.services.reporting.save_many(Q3, small.unit(unit), cells)
    found = sheets(small.services.exports.progress(Q3, tmp_path / "进展.xlsx").run())
    assert list(found) == ["按工程", "按单位"]
    whole, by_unit = found["按工程"], found["按单位"]
    assert [row[1] for row in whole[3:]] == [*["一 高端化工程"] * 3, "二 绿色化工程"]
    assert (whole[3][7], whole[3][10]) == (50, "已登记")
    (own,) = (row for row in by_unit if row[0] == "1.1" and row[1] == "市科技局")
    assert (own[6], own[9]) == (20, "配合登记")
    assert {row[1] for row in by_unit[3:]} == {"市经信局", "市科技局"}
    missing = [row for row in by_unit if row[1] == "市科技局" and row[0] != "1.1"]
    assert missing and all(str(row[9]).startswith("〔未报〕") for row in missing)


def test_the_unit_s_own_word_stands_beside_the_light() -> None:
    row = ProgressRow(
        "1.1", "1 甲", "乙", light=Light.RED, status=ReportedStatus.NORMAL, unit="甲局"
    )
    agreed = replace(row, light=Light.GREEN)
    stream = io.BytesIO()
    write_progress([row, agreed], Heading("汇总表"), stream, by_unit=[row])
    book = openpyxl.load_workbook(stream)
    first = book.worksheets[0]
    assert [first["I4"].value, first["J4"].value] == ["■红", "正常推进（与灯不一致）"]
    assert [first["I5"].value, first["J5"].value] == ["●绿", "正常推进"]
    assert "不一致 1 项" in first["A2"].value
    assert [cell.value for cell in book.worksheets[1][3]][7:9] == ["灯", "单位自评"]


def test_who_has_not_reported(small: Desk, returned: Path, tmp_path: Path) -> None:
    collect(small, returned)
    small.clock.set(date(2024, 10, 11))
    (rows,) = sheets(small.services.exports.unreported(Q3, tmp_path / "名单.xlsx").run()).values()
    assert [row[1:3] for row in rows[3:]] == [["市科技局", "逾期"]]
    assert "应报 2 家，已报 1 家，报送率 50%" in rows[1][0]
    assert "2024年10月10日" in rows[1][0]


def test_an_empty_quarter_gives_empty_lists(small: Desk, tmp_path: Path) -> None:
    exports = small.services.exports
    (rows,) = sheets(exports.questions(Q3, tmp_path / "疑问.xlsx").run()).values()
    assert len(rows) == 3 and "没有疑问" in rows[1][0]
    (rows,) = sheets(exports.unreported(Q3, tmp_path / "名单.xlsx").run()).values()
    assert {row[2] for row in rows[3:]} == {BoardState.MISSING.value}


def test_the_questions_are_listed_and_go_back_and_the_mended_copy_is_taken_in(
    small: Desk, returned: Path, tmp_path: Path
) -> None:
    assert collect(small, returned) == [Outcome.FAULTY]
    unit = small.unit("市经信局")
    (rows,) = sheets(small.services.exports.questions(Q3, tmp_path / "疑问.xlsx").run()).values()
    listed = rows[3:]
    first = open_return(returned).task_rows[0]
    assert {row[1] for row in listed} == {"市经信局"}
    assert any(str(row[4]).startswith(f"第 {first} 行") for row in listed)
    assert any("随便一个目标" in str(row[6]) for row in listed)
    review = small.services.review
    small.services.review.send_back(Q3, unit, None, "请补齐进度。")
    shown = review.review(Q3, unit).shown
    assert shown is not None
    # Sent back on a Friday after the due date: three working days from then.
    small.clock.set(date(2024, 11, 1))
    copy = review.sent_back_copy(shown.id, tmp_path / "市经信局（退回）.xlsx").run()
    sheet = open_return(copy)
    told = [str(cell.value) for row in sheet.book["退回说明"] for cell in row]
    assert any("请于 2024-11-06 前报回" in each for each in told)
    marked = sheet.cell(first, TaskField.PROGRESS)
    assert marked.comment is not None and marked.fill.fgColor.rgb == "FFFFFF00"
    assert any("请补齐进度" in str(cell.value) for row in sheet.book["退回说明"] for cell in row)
    sheet.fill()
    sheet.cell(sheet.task_rows[1], TaskField.YEAR_GOAL).value = None
    again = collect(small, sheet.save())
    assert again == [Outcome.ACCEPTED]
    newest = review.review(Q3, unit)
    assert newest.shown is not None and newest.shown.version == 2
    row = next(row for row in newest.rows if row.row == first)
    assert row.progress == row.schedule
    assert not any(each.cell == marked.coordinate for each in row.findings)


def test_a_locked_quarter_is_printed_as_it_was_locked(small: Desk, tmp_path: Path) -> None:
    services = small.services
    services.periods.set_period(Q3, date(2024, 9, 1), date(2024, 10, 10))
    unit, task = small.unit("市经信局"), small.row("1.1")
    services.reporting.save_many(Q3, unit, {task.id: {"progress": "50", "done": "已登记"}})
    small.clock.set(date(2024, 10, 20))
    services.periods.lock(Q3)
    before = sheets(services.exports.progress(Q3, tmp_path / "一.xlsx").run())
    programme = next(row for row in small.rows if row.title == "高端化工程")
    edits = [Edit(programme.id, Column.TITLE, "改名工程"), Edit(task.id, Column.TITLE, "改名任务")]
    services.decomposition.apply(edits)
    assert sheets(services.exports.progress(Q3, tmp_path / "二.xlsx").run()) == before
    assert any("高端化工程" in str(row[1]) for row in before["按工程"])
