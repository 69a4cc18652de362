"""季度报送: the board, periods, filters and what a ledger without them shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from leqing_desktop.ui.dialogs.period import PeriodDialog
from leqing_desktop.ui.dialogs.reminders import RemindersDialog
from leqing_desktop.ui.dialogs.unlock_period import UnlockPeriodDialog
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.models.reporting_columns import AT
from tests.ui.reporting.return_steps import in_dialog
from tests.ui.reporting.steps import (
    BEFORE,
    CONTROL,
    DONE,
    FIGURE,
    NEXT,
    NOW,
    Desk,
    Key,
    lock,
    support,
)


def test_the_board_follows_the_figures(desk: Desk) -> None:
    assert desk.state("市金融服务中心") == "未报"
    assert desk.page.units.rate.text().startswith("本季报送率 0 %")
    desk.at(0, FIGURE)
    desk.write("50")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.state("市金融服务中心") == "填报中"
    assert desk.page.card.state.text() == "填报中 1/2"
    desk.write("60")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.state("市金融服务中心") == "已报"
    assert desk.page.board.count("reported") == 1
    assert "已报 1" in desk.page.subtitle.text()
    assert desk.page.units.rate.text().startswith("本季报送率 8 %")


def test_ctrl_down_goes_to_the_next_unit_and_saves_on_the_way(desk: Desk) -> None:
    first = desk.page.model.sheet
    desk.at(0, FIGURE)
    desk.write("33")
    desk.press(Key.Key_Down, CONTROL)
    desk.settle()
    assert desk.page.model.sheet != first
    assert desk.page.view.currentIndex().column() == FIGURE
    desk.press(Key.Key_Up, CONTROL)
    desk.settle()
    assert desk.page.model.sheet == first
    assert desk.stored(0).progress == 33


def test_a_bad_cell_of_a_unit_left_behind_is_found_again(desk: Desk) -> None:
    first = desk.page.model.sheet
    desk.at(1, FIGURE)
    desk.write("?")
    desk.press(Key.Key_Return)
    desk.unit("柳市镇")
    assert desk.page.model.sheet != first
    assert not desk.page.leave()
    desk.page.typing.go_to_refused()
    desk.settle()
    assert desk.page.model.sheet == first
    index = desk.page.view.currentIndex()
    assert (index.row(), index.column()) == (1, FIGURE)
    assert desk.text(1, FIGURE) == "?"


def test_filters_list_the_units_of_one_state_and_keep_the_one_in_work(desk: Desk) -> None:
    desk.page.picking.filter("missing")
    assert desk.page.board.rowCount() == 12
    for row in (0, 1):
        desk.at(row, FIGURE)
        desk.write("90")
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.page.board.count("missing") == 11
    assert desk.page.board.row_of(desk.page.model.sheet[1]) >= 0
    desk.page.picking.filter("reported")
    assert desk.page.board.rowCount() == 1


def test_another_period_shows_its_own_sheet(desk: Desk) -> None:
    desk.window.set_period(BEFORE)
    desk.settle()
    assert desk.text(0, FIGURE) == "40"
    assert desk.text(0, AT["last"]) == ""


def test_search_finds_units_else_tasks(desk: Desk) -> None:
    desk.page.set_search("柳")
    assert [desk.page.board.unit(row).unit for row in range(desk.page.board.rowCount())] == [
        "市金融服务中心",
        "柳白新区管委会",
        "柳市镇",
    ]
    desk.page.set_search("放款")
    assert desk.page.model.rowCount() == 2
    desk.page.set_search("没有这样的任务")
    assert desk.page.model.rowCount() == 0
    desk.page.set_search("")
    assert desk.page.model.rowCount() == 2


def test_the_reminder_names_who_is_missing(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("50")
    desk.press(Key.Key_Return)
    desk.settle()
    desk.page.units.reminder.copy.click()
    first, second = QApplication.clipboard().text().split("。")[:2]
    assert "柳市镇" in first
    assert "市金融服务中心" not in first
    assert "10月15日" in first
    assert second.startswith("市金融服务中心：")


def test_a_ledger_without_periods_offers_to_make_one(make_desk: Any) -> None:
    desk = make_desk(prepare=lambda _services: None)
    assert desk.page._blanks.whole.button.text() == "新建报送期"
    assert desk.page._blanks.whole.isVisible()
    desk.services.periods.set_period(NOW)
    desk.window.set_period(NOW)
    desk.settle()
    assert not desk.page._blanks.whole.isVisible()
    assert desk.page.board.rowCount() == 12


def test_the_first_period_is_made_from_the_empty_page(make_desk: Any) -> None:
    desk = make_desk(prepare=lambda _services: None)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PeriodDialog)
        dialog.findChildren(QPushButton)[-1].click()

    QTimer.singleShot(0, answer)
    desk.page._blanks.whole.button.click()
    desk.settle()
    assert len(desk.services.period_list.stored()) == 1
    assert desk.window.period == desk.services.period_list.current()
    assert desk.page.board.rowCount() == 12
    assert not desk.page._blanks.whole.isVisible()


def test_the_list_of_units_and_the_sheet_are_reached_by_keys(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.press(Key.Key_Escape)
    assert desk.page.units.view.hasFocus()
    before = desk.page.model.sheet
    desk.press(Key.Key_Down)
    desk.settle()
    assert desk.page.model.sheet != before
    desk.press(Key.Key_Return)
    assert desk.page.view.hasFocus()
    assert desk.page.view.currentIndex().column() == FIGURE


def test_what_another_window_part_changes_is_shown(desk: Desk) -> None:
    task = desk.page.model.row(0).task_id
    unit_id = desk.page.model.sheet[1]
    desk.page.operations.run(
        desk.services.reporting.save, NOW, unit_id, task, "done", "由表格收入", initiator=None
    )
    desk.settle()
    assert desk.text(0, DONE) == "由表格收入"


def test_tasks_a_unit_only_assists_come_last_and_are_not_typed(make_desk: Any) -> None:
    desk = make_desk(prepare=support)
    desk.window.set_period(NOW)
    desk.settle()
    desk.unit("柳市镇")
    last = desk.page.model.rowCount() - 1
    assert [desk.page.model.row(at).support for at in range(last + 1)] == [False] * 4 + [True]
    assert desk.text(last, FIGURE) == "配合"
    assert not desk.page.model.editable(last, FIGURE)
    assert "另配合 1 项" in desk.page.card.facts.text()
    assert desk.page.board.unit_of(desk.page.model.sheet[1]).expected == 4
    desk.at(last - 1, FIGURE)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    index = desk.page.view.currentIndex()
    assert (index.row(), index.column()) == (last - 1, NEXT)


def test_a_ledger_without_units_points_to_the_decomposition(make_desk: Any) -> None:
    desk = make_desk("empty", lambda services: services.periods.set_period(NOW))
    desk.window.set_period(NOW)
    desk.settle()
    assert desk.page._blanks.whole.button.text() == "去分解表"


def test_a_locked_period_can_be_read_and_not_typed_into(make_desk: Any) -> None:
    desk = make_desk(prepare=lock)
    desk.window.set_period(NOW)
    desk.settle()
    assert "已锁定" in desk.page.banner.text
    desk.at(0, FIGURE)
    desk.write("50")
    assert desk.page.view.indexWidget(desk.page.view.currentIndex()) is None
    assert desk.text(0, FIGURE) == ""
    desk.window.set_period(BEFORE)
    desk.settle()
    assert desk.page.banner.text == ""
    assert desk.page.model.editable(0, FIGURE)


def test_dragged_widths_are_remembered(desk: Desk) -> None:
    desk.page.view.setColumnWidth(DONE, 333)
    assert desk.page.leave()
    assert desk.page.context.settings.get("reporting.widths")[DONE] == 333
    desk.window.resize(1700, 900)
    assert desk.page.view.columnWidth(DONE) == 333


def test_each_unit_that_owes_has_its_own_text(desk: Desk) -> None:
    desk.page.traffic.remind.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RemindersDialog)
    assert len(dialog.table.table.rows) == 12
    dialog.copy_one.click()
    unit, _text = dialog.table.table.rows[0]
    assert QApplication.clipboard().text().startswith(f"{unit.unit}：")
    dialog.copy_all.click()
    assert QApplication.clipboard().text().count("10月15日") == 1
    dialog.accept()


def test_a_letter_is_written_for_each_unit_that_owes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    desk.page.traffic.remind.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RemindersDialog)
    dialog.letters.click()
    dialog.accept()
    desk.qtbot.waitUntil(lambda: "催报通知 12 份" in desk.page.banner.text, timeout=60_000)
    pdfs = sorted(tmp_path.glob("催报通知 *.pdf"))
    assert len(pdfs) == len(list(tmp_path.glob("催报通知 *.docx"))) == 12
    with pdfplumber.open(pdfs[0]) as pdf:
        text = "".join((pdf.pages[0].extract_text() or "").split())
    assert pdfs[0].stem.removeprefix("催报通知 ") in text and "2024年10月15日" in text


def test_a_quarter_is_locked_after_a_warning_and_opened_with_a_reason(desk: Desk) -> None:
    def agree(dialog: ConfirmDialog) -> None:
        dialog.go_button.click()

    in_dialog(ConfirmDialog, agree)
    desk.page.locking.button.click()
    desk.qtbot.waitUntil(lambda: "已锁定" in desk.page.banner.text)
    desk.settle()
    assert desk.page.locking.button.text() == "解锁…"
    assert not desk.page.model.editable(0, FIGURE)

    def reason(dialog: UnlockPeriodDialog) -> None:
        assert not dialog.go_button.isEnabled()
        dialog.edit.setText("市经信局补报")
        dialog.go_button.click()

    in_dialog(UnlockPeriodDialog, reason)
    desk.page.locking.button.click()
    desk.qtbot.waitUntil(lambda: desk.page.model.editable(0, FIGURE))
    assert desk.page.banner.text == ""


def test_without_a_period_enter_makes_one(make_desk: Any) -> None:
    desk: Desk = make_desk(prepare=lambda _services: None)
    whole = desk.page._blanks.whole
    desk.qtbot.waitUntil(whole.button.hasFocus)
    in_dialog(PeriodDialog, lambda dialog: dialog.accept())
    whole.button.click()
    desk.settle()
    assert desk.page._reader.period is not None
