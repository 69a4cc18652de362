"""审核: accept, send back, settle what is doubtful; by keyboard, on real workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.domain.return_outcome import RowState
from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.ui.dialogs.return_changes import TAKE, ReturnChangesDialog
from leqing_desktop.ui.dialogs.send_back import SendBackDialog
from leqing_desktop.ui.models.review_columns import Mark
from leqing_desktop.ui.models.review_model import CHANGED
from leqing_desktop.ui.widgets.return_card import REVIEW, TYPING
from tests.ui.reporting.return_steps import (
    BANKERS,
    TOWN,
    Issued,
    changed,
    collect,
    copy_to,
    faulty,
    in_dialog,
)
from tests.ui.reporting.steps import CONTROL, NOW, Desk, Key


@pytest.fixture
def town(review_desk: Desk, back: Path) -> Desk:
    """The town's return is in: its first row's figure fell, its second row's title was changed."""
    faulty(back)
    collect(review_desk, back)
    review_desk.unit(TOWN)
    return review_desk


def states(desk: Desk) -> list[RowState]:
    review = desk.page.review.review
    assert review is not None
    return [row.state for row in review.rows]


def stored(desk: Desk, at: int) -> Any:
    """The figure that the ledger itself holds for a row of the return."""
    review = desk.page.review.review
    assert review is not None
    sheet = desk.services.reporting.sheet(NOW, review.unit_id)
    entry = next(each.entry for each in sheet if each.task_id == review.rows[at].subject_id)
    return entry.progress if entry is not None else None


def test_clean_rows_are_in_and_the_others_wait(town: Desk) -> None:
    assert town.state(TOWN) == BoardState.WAITING
    assert states(town)[:2] == [RowState.WAITING] * 2
    assert set(states(town)[2:]) == {RowState.ACCEPTED}
    assert stored(town, 0) is None and stored(town, 2) is not None
    first, second = (town.page.rows.row(at) for at in (0, 1))
    assert town.page.rows.mark(first) is Mark.SEND_BACK
    assert town.page.rows.mark(second) is Mark.WAIT
    assert not town.page.card.accept.isEnabled()
    assert town.page.card.review.table.hasFocus()


def test_space_and_ctrl_enter_accept_a_row_and_undo_takes_it_back(town: Desk) -> None:
    table = town.page.card.review.table
    table.go_to(0)
    town.press(Key.Key_Space)
    assert town.page.rows.mark(town.page.rows.row(0)) is Mark.ACCEPT
    assert town.page.card.accept.text().startswith("审核通过 1 条")
    assert "留下 1 条" in town.page.card.accept.toolTip()
    town.press(Key.Key_Return, CONTROL)
    town.settle()
    assert states(town)[0] is RowState.ACCEPTED
    assert stored(town, 0) == 20
    town.window.operations.undo()
    town.settle()
    assert states(town)[0] is RowState.WAITING
    assert stored(town, 0) is None


def test_a_settled_row_waits_again_by_space(town: Desk) -> None:
    town.page.card.review.table.go_to(2)
    town.press(Key.Key_Space)
    town.settle()
    assert states(town)[2] is RowState.WAITING
    assert stored(town, 2) is None


def test_a_row_with_an_undecided_change_does_not_pass(town: Desk) -> None:
    town.page.card.review.table.go_to(1)
    town.press(Key.Key_Space)
    assert town.page.rows.mark(town.page.rows.row(1)) is Mark.WAIT


def test_outside_changes_are_decided_one_by_one(town: Desk) -> None:
    banner = town.page.card.review.banner
    assert "1 个单元格在填报区以外被改动" in banner.text

    def decide(dialog: ReturnChangesDialog) -> None:
        ((_row, cell, taken),) = dialog.answer
        assert cell and taken is False
        dialog.choices[0].choose(TAKE)
        dialog.go_button.click()

    in_dialog(ReturnChangesDialog, decide)
    town.page.review.check_changes()
    town.settle()
    assert not banner.text
    review = town.page.review.review
    assert review is not None
    assert review.rows[1].changes[0].taken is True
    assert town.page.rows.mark(town.page.rows.row(1)) is Mark.ACCEPT


def test_sending_back_asks_with_the_questions_and_saves_the_copy(
    town: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "退回稿.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(copy), ""))

    def send(dialog: SendBackDialog) -> None:
        assert dialog.note.startswith("柳市镇：")
        assert "1. " in dialog.note
        dialog.go_button.click()

    in_dialog(SendBackDialog, send)
    town.press(Key.Key_Backspace, CONTROL)
    town.qtbot.waitUntil(copy.exists, timeout=30_000)
    town.settle()
    assert states(town)[0] is RowState.SENT_BACK
    review = town.page.review.review
    assert review is not None and review.shown is not None
    assert review.shown.note.startswith("柳市镇：")
    assert "已存好 退回稿.xlsx" in town.page.banner.text


def test_a_second_return_shows_what_changed_since_the_first(town: Desk, back: Path) -> None:
    path = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    collect(town, changed(path, 0, TaskField.PROGRESS, 75))
    town.unit(TOWN)
    assert town.page.card.state.text().endswith("v2")
    rows = town.page.rows
    assert rows.count(CHANGED) == 1
    assert rows.row(0).before["progress"] == "20"
    assert rows.cell(0, 3).corner
    town.page._show_version(1)
    town.settle()
    assert rows.row(0).progress == 20
    town.page.card.review.table.go_to(0)
    town.press(Key.Key_Space)
    assert "旧版" in town.page.banner.text


def test_f8_walks_the_findings_with_the_rows(town: Desk) -> None:
    table = town.page.card.review.table
    table.go_to(3)
    town.press(Key.Key_F8)
    assert table.currentIndex().row() == 0
    town.press(Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert town.page.card.review.findings.table.currentIndex().row() > 0


def test_the_next_and_previous_unit_are_a_key_away(town: Desk) -> None:
    before = town.page.review.review
    assert before is not None
    town.press(Key.Key_Up, CONTROL)
    town.settle()
    shown = town.page.board.unit_of(town.page._reader.unit_id)
    assert shown is not None and shown.unit_id != before.unit_id
    town.unit(BANKERS)
    assert town.page.card.mode == REVIEW


def test_without_a_workbook_the_sheet_is_typed(review_desk: Desk) -> None:
    review_desk.unit(TOWN)
    card = review_desk.page.card
    assert card.mode == TYPING and card.view.isVisible()
    review_desk.page._set_mode(REVIEW)
    assert card.no_return.isVisible()
    assert not card.accept.isVisible()
    card.no_return.button.click()
    assert card.mode == TYPING


def test_clean_rows_of_all_units_pass_in_one_step(town: Desk) -> None:
    table = town.page.card.review.table
    table.go_to(2)
    town.press(Key.Key_Space)
    town.settle()
    assert states(town)[2] is RowState.WAITING
    town.page.traffic.accept_clean.click()
    town.settle()
    # The row has no finding: it passes, while the two doubtful ones stay.
    assert states(town)[2] is RowState.ACCEPTED
    assert states(town)[0] is RowState.WAITING


def test_a_row_that_nobody_can_tell_is_assigned(review_desk: Desk, back: Path) -> None:
    from leqing_desktop.ui.dialogs.assign_row import AssignRowDialog
    from tests.returned import open_return

    desk = review_desk
    path = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    sheet = open_return(path)
    for name in sheet.book.sheetnames[1:]:
        del sheet.book[name]
    row = sheet.task_rows[0]
    sheet.sheet.cell(row, 1).value = None
    sheet.cell(row, TaskField.NUMBER).value = "甲"
    sheet.cell(row, TaskField.TITLE).value = "完全是另外一件事情"
    sheet.save()
    collect(desk, path)
    desk.unit(TOWN)
    unknown = next(each for each in desk.page.review.review.rows if each.subject_id is None)
    wanted = desk.services.reporting.sheet(NOW, desk.page.review.review.unit_id)[0].task_id
    assert unknown.title == "甲 完全是另外一件事情"
    assert desk.page.rows.data(desk.page.rows.index(0, 1)).startswith("甲 完全")
    lines = desk.page.card.review.findings.model.rows
    mine = [each for each in lines if each.row_id == unknown.id]
    assert mine and all("完全是另外一件事情" in each.finding.message for each in mine)

    def choose(dialog: AssignRowDialog) -> None:
        dialog.choose(wanted)
        dialog.go_button.click()

    in_dialog(AssignRowDialog, choose)
    desk.page.review.assign(unknown)
    desk.qtbot.waitUntil(
        lambda: all(each.subject_id for each in desk.page.review.review.rows), timeout=10_000
    )


def test_a_row_of_the_units_own_is_struck(review_desk: Desk, back: Path) -> None:
    from leqing_desktop.ui.dialogs.assign_row import AssignRowDialog
    from tests.returned import open_return

    desk = review_desk
    path = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    sheet = open_return(path)
    last = sheet.task_rows[-1]
    sheet.sheet.insert_rows(last)
    sheet.cell(last, TaskField.TITLE).value = "我镇新增工作"
    sheet.cell(last, TaskField.DONE).value = "新增的一行，完成12件。"
    sheet.save()
    collect(desk, path)
    desk.unit(TOWN)
    assert desk.state(TOWN) == BoardState.WAITING
    in_dialog(AssignRowDialog, lambda dialog: dialog.strike_button.click())
    desk.page.review.assign_first()
    desk.qtbot.waitUntil(lambda: desk.state(TOWN) == BoardState.ACCEPTED, timeout=10_000)
    desk.window.operations.undo()
    desk.settle()
    assert desk.state(TOWN) == BoardState.WAITING


def test_changes_decided_together_are_one_step_of_undo(review_desk: Desk, back: Path) -> None:
    from tests.returned import open_return

    desk = review_desk
    path = faulty(back)
    sheet = open_return(path)
    for row in sheet.task_rows[2:4]:
        title = sheet.cell(row, TaskField.TITLE)
        title.value = f"{title.value}（调整）"
    sheet.save()
    collect(desk, path)
    desk.unit(TOWN)

    def decide(dialog: ReturnChangesDialog) -> None:
        assert len(dialog.choices) == 3
        dialog.choices[0].choose(TAKE)
        dialog.go_button.click()

    def taken() -> list[bool | None]:
        review = desk.page.review.review
        assert review is not None
        return [each.taken for row in review.rows for each in row.changes]

    in_dialog(ReturnChangesDialog, decide)
    desk.page.review.check_changes()
    desk.settle()
    assert taken() == [True, False, False]
    assert desk.services.journal.undo_label() == "改动核对：认可 1 处，不认可 2 处"
    desk.window.operations.undo()
    desk.settle()
    assert taken() == [None] * 3


def test_an_indicator_that_nobody_can_tell_is_assigned(
    review_desk: Desk, issued: Issued, tmp_path: Path
) -> None:
    from leqing_desktop.ui.dialogs.assign_row import AssignRowDialog
    from tests.returned import open_return

    desk = review_desk
    path = copy_to(issued.workbook("市资规局"), tmp_path / "指标")
    sheet = open_return(path)
    sheet.fill()
    rows = [
        row
        for row in range(1, sheet.sheet.max_row + 1)
        if str(sheet.sheet.cell(row, 1).value or "").startswith("I")
    ]
    sheet.sheet.cell(rows[0], 1).value = None
    sheet.sheet.cell(rows[0], 4).value = "供出来的地"
    sheet.sheet.cell(rows[0], 2).value = "丙"
    sheet.sheet.cell(rows[0], 10).value = 3200
    for name in sheet.book.sheetnames[1:]:
        del sheet.book[name]
    sheet.save()
    collect(desk, path)
    desk.unit("市资规局")
    review = desk.page.review.review
    assert review is not None
    (unknown,) = [row for row in review.rows if row.indicator and row.subject_id is None]
    assert unknown.title == "丙 供出来的地"

    def choose(dialog: AssignRowDialog) -> None:
        offered = [dialog.list.item(at).text() for at in range(dialog.list.count())]
        assert any("新增工业供地" in each and "已有一行" not in each for each in offered)
        at = next(n for n, each in enumerate(offered) if "新增工业供地" in each)
        dialog.list.setCurrentRow(at)
        dialog.go_button.click()

    in_dialog(AssignRowDialog, choose)
    desk.page.review.assign(unknown)

    def assigned() -> Any:
        return next(row for row in desk.page.review.review.rows if row.id == unknown.id)

    desk.qtbot.waitUntil(lambda: assigned().subject_id is not None, timeout=10_000)
    assert "新增工业供地" in assigned().title
    desk.services.review.accept(NOW, review.unit_id, [unknown.id])
