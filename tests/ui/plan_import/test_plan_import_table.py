"""A task table beside its review: rows light up together, columns are set otherwise, doubts mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.services.bundle import Services
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.models.draft_cells import DUE_AT, TITLE_AT
from leqing_desktop.ui.widgets.sheet_panel import SheetPanel
from leqing_desktop.ui.widgets.tree_editors import CellEdit
from tests.ui.plan_import.steps import Key, Reviewer

ROWS = [
    ["2025年渔业重点任务分解表"],
    ["序号", "工作任务", "责任单位", "完成时限", "责任人"],
    [1, "建设深水网箱", "县农业农村局", "2025年6月底", "陈立"],
    [2, "改造池塘", "县农业农村局、县发改局", "6月31日", "周楠"],
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.title = "任务表"
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "任务表.xlsx"
    book.save(path)
    return path


@pytest.fixture
def tabular(reviewer: Reviewer, table: Path) -> Reviewer:
    reviewer.read(table)
    return reviewer


def sheet_of(reviewer: Reviewer) -> SheetPanel:
    sheet = reviewer.page.panes.sheet
    assert sheet is not None and sheet.isVisible()
    return sheet


def test_a_row_of_the_table_and_its_task_light_up_together(tabular: Reviewer) -> None:
    tabular.go("改造池塘", TITLE_AT)
    assert sheet_of(tabular).view.currentIndex().row() == 3
    sheet_of(tabular).row_chosen.emit("任务表", 3)
    assert tabular.page.panes.view.key == tabular.node("建设深水网箱").key
    assert not tabular.page.panes.source.isVisible()


def test_a_date_nobody_has_is_typed_in_place(tabular: Reviewer, services: Services) -> None:
    number = tabular.doubt("日期有误")
    tabular.choose(number, "填期限…")
    editor = tabular.page.panes.view.findChildren(CellEdit)[-1]
    editor.selectAll()
    tabular.bot.keyClicks(editor, "2025-07-31")
    tabular.bot.keyClick(editor, Key.Key_Return)
    assert tabular.page.session.draft.doubts[number].settled == "已填期限"
    assert tabular.text(tabular.node("改造池塘").key, DUE_AT) == "2025-07-31"
    tabular.bring_in()
    rows = {row.title: row for row in services.decomposition.tree()}
    assert str(rows["改造池塘"].due) == "2025-07-31"


def test_another_meaning_of_a_column_reads_the_table_again(
    tabular: Reviewer, services: Services
) -> None:
    sheet = sheet_of(tabular)
    mapping = tabular.page.session.review.file.mapping
    assert mapping is not None
    sheet.mapping_changed.emit(mapping.with_meaning("任务表", 4, Meaning.SECTION))
    tabular.rest()
    tabular.bring_in()
    rows = {row.title: row for row in services.decomposition.tree()}
    assert (rows["改造池塘"].section, rows["改造池塘"].person) == ("周楠", "")


def test_what_was_changed_is_asked_for_before_the_table_is_read_again(tabular: Reviewer) -> None:
    tabular.go("改造池塘", TITLE_AT)
    tabular.press(Key.Key_Space)
    before = tabular.page.session.draft
    mapping = tabular.page.session.review.file.mapping
    assert mapping is not None
    other = mapping.with_meaning("任务表", 4, Meaning.SECTION)

    def stay(dialog: ConfirmDialog) -> None:
        dialog.stay_button.click()

    tabular.answer(ConfirmDialog, stay, lambda: sheet_of(tabular).mapping_changed.emit(other))
    tabular.rest()
    assert tabular.page.session.draft == before
    assert sheet_of(tabular)._mapping == mapping


def test_a_mapping_nothing_can_be_read_with_leaves_the_review(tabular: Reviewer) -> None:
    mapping = tabular.page.session.review.file.mapping
    assert mapping is not None
    sheet_of(tabular).mapping_changed.emit(mapping.with_use("任务表", False))
    tabular.rest()
    assert tabular.page.panes.isVisible()
    # Nothing is taken from a sheet that is left out; the table stays to be set right.
    assert tabular.page.head_parts.go.text() == "没有要导入的"
    assert sheet_of(tabular).isVisible()
    sheet_of(tabular).mapping_changed.emit(mapping)
    tabular.rest()
    assert tabular.node("改造池塘")


def test_a_plan_after_a_table_shows_its_text(tabular: Reviewer, tmp_path: Path) -> None:
    from tests.ui.plan_import.steps import PLAN

    path = tmp_path / "文.txt"
    first, second = PLAN.split("三、主要任务")
    path.write_text(f"{first}\f三、主要任务{second}", encoding="utf-8")
    tabular.read(path)
    panes = tabular.page.panes
    assert panes.source.isVisible() and panes.sheet is not None and not panes.sheet.isVisible()
    assert panes.source._page.text() == "第 1 / 2 页"
