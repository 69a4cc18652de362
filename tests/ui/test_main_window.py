"""The window's frame around pages of its own test: keys, rail, period, undo, saved state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.period import PeriodDialog
from leqing_desktop.ui.dialogs.unlock_period import UnlockPeriodDialog
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PageEntry
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.theme import theme

CTRL = Qt.KeyboardModifier.ControlModifier


class NotePage(Page):
    """A page that notes what the window tells it, and may refuse to be left."""

    def __init__(self, context: PageContext, title: str) -> None:
        super().__init__(context, title)
        self.told: list[tuple[str, object]] = []
        self.may_leave = True

    def activate(self) -> None:
        self.told.append(("activate", None))

    def leave(self) -> bool:
        return self.may_leave

    def set_period(self, period: Period | None) -> None:
        self.told.append(("period", period))

    def on_changed(self, changes: Changes, initiator: object) -> None:
        self.told.append(("changed", changes.label))

    def set_search(self, text: str) -> None:
        self.told.append(("search", text))

    def open_at(self, argument: object) -> None:
        self.told.append(("open", argument))


def table(context: PageContext) -> Page:
    return NotePage(context, "分解表")


def notices(context: PageContext) -> Page:
    return NotePage(context, "督办")


PAGES = (PageEntry("decomposition", table), PageEntry("supervision", notices))


@pytest.fixture
def window(
    workspace: Workspace, ledger: Path, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[MainWindow]:
    services = workspace.open(ledger)
    background = Background()
    operations = Operations(background, services.journal)
    made = MainWindow(LedgerView.read(services), operations, desk, PAGES)
    made.resize(1600, 900)
    made.show()
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    yield made
    background.shutdown()
    services.ledger.close()


def at_rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.operations.background.busy, timeout=20_000)


def note(window: MainWindow) -> NotePage:
    assert isinstance(window.page, NotePage)
    return window.page


def add_programme(window: MainWindow, qtbot: QtBot) -> None:
    row = NewRow(Level.PROGRAMME, None)
    window.operations.run(window.view.services.decomposition.add, row, toast="已新增工程")
    at_rest(window, qtbot)


def test_pages_are_made_when_first_shown(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.show_page("supervision")
    assert window.stack.count() == 2
    assert note(window).told == [("period", Period(2024, 3)), ("activate", None)]


def test_keys_open_pages_at_their_fixed_places(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_6, CTRL)
    assert window.stack.current_id == "supervision"
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.stack.current_id == "supervision"
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.stack.current_id == "decomposition"


def test_the_page_of_last_time_comes_back(
    window: MainWindow, desk: DeskSettings, qtbot: QtBot
) -> None:
    window.show_page("supervision")
    again = MainWindow(window.view, window.operations, desk, PAGES)
    qtbot.addWidget(again)
    assert again.stack.current_id == "supervision"


def test_a_page_with_faulty_edits_is_not_left(window: MainWindow) -> None:
    note(window).may_leave = False
    window.show_page("supervision")
    assert window.stack.current_id == "decomposition"
    assert not window.close()
    note(window).may_leave = True
    assert window.close()


def test_the_title_names_file_and_ledger(window: MainWindow) -> None:
    assert window.windowTitle() == "乐清规划督办 — 空白台账.leqing"
    assert window.top.ledger_button.text().strip() == "空白台账"


def test_search_is_handed_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(window.top.search.hasFocus)
    window.top.search.insert("绿色")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert note(window).told[-1] == ("search", "绿色")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: note(window).told[-1] == ("search", ""))


def test_a_change_reaches_all_pages_and_can_be_undone_by_name(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page("supervision")
    add_programme(window, qtbot)
    label = note(window).told[-1][1]
    assert note(window).told[-1][0] == "changed"
    assert window.toast.isVisible()
    undo = window.acts["edit.undo"]
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text() == f"撤销：{label}"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    at_rest(window, qtbot)
    qtbot.waitUntil(window.acts["edit.redo"].isEnabled)
    assert window.view.services.decomposition.tree() == ()
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    at_rest(window, qtbot)
    assert len(window.view.services.decomposition.tree()) == 1


def test_a_refusal_stands_on_the_page_in_view(window: MainWindow, qtbot: QtBot) -> None:
    row = NewRow(Level.TASK, 99999)
    window.operations.run(window.view.services.decomposition.add, row)
    at_rest(window, qtbot)
    assert window.page.banner.text


def test_a_new_period_can_be_chosen_afterwards(window: MainWindow, qtbot: QtBot) -> None:
    window.operations.run(window.view.services.periods.set_period, Period(2024, 4))
    at_rest(window, qtbot)
    qtbot.waitUntil(lambda: window.top.period_box.itemText(0) == "2024年第四季度")
    assert window.period == Period(2024, 3)
    window.top.period_box.setCurrentIndex(0)
    window.top.period_box.activated.emit(0)
    assert window.period == Period(2024, 4)
    assert note(window).told[-1] == ("period", Period(2024, 4))


def test_pending_edits_are_told_in_the_status_bar(window: MainWindow) -> None:
    page = window.page
    page.edits_pending.emit(2)
    texts = [label.text() for label in window.status.findChildren(QLabel)]
    assert "2 处修改还没有保存" in texts
    page.edits_pending.emit(0)
    texts = [label.text() for label in window.status.findChildren(QLabel)]
    assert any(text.startswith("所有修改已保存") for text in texts)


def test_hints_come_from_the_page_in_view_only(window: MainWindow) -> None:
    first = window.page
    window.show_page("supervision")
    window.page.hint_changed.emit("Space 勾选")
    first.hint_changed.emit("F2 编辑")
    texts = [label.text() for label in window.status.findChildren(QLabel)]
    assert "Space 勾选" in texts
    assert "F2 编辑" not in texts


def test_a_page_can_ask_for_another(window: MainWindow) -> None:
    window.page.page_wanted.emit("supervision", 42)
    assert window.stack.current_id == "supervision"
    assert note(window).told[-1] == ("open", 42)
    window.page.page_wanted.emit("wallchart", None)
    assert window.stack.current_id == "supervision"


@pytest.mark.parametrize(
    ("width", "zoom", "rail"), [(1600, 100, 152), (1400, 100, 76), (1600, 125, 95)]
)
def test_narrow_windows_get_the_narrow_rail(
    window: MainWindow, width: int, zoom: int, rail: int
) -> None:
    window.set_zoom(zoom)
    window.resize(width, 800)
    assert window.rail.width() == rail
    assert window.page.compact == (rail != 152)


def test_zoom_keys_go_through_the_steps(
    window: MainWindow, desk: DeskSettings, qtbot: QtBot
) -> None:
    for _ in range(9):
        qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL)
    assert theme().zoom == desk.zoom == 200
    qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert desk.zoom == 175


def test_size_and_place_are_remembered(
    window: MainWindow, desk: DeskSettings, qtbot: QtBot
) -> None:
    window.resize(window.minimumWidth(), 700)
    chosen = window.size()
    view, operations = window.view, window.operations
    assert window.close()
    again = MainWindow(view, operations, desk, PAGES)
    qtbot.addWidget(again)
    assert again.size() == chosen


def test_a_backup_now_is_told_with_its_place(window: MainWindow, qtbot: QtBot) -> None:
    window.acts["file.backup"].trigger()
    at_rest(window, qtbot)
    assert window.toast.text.startswith("已备份到")
    assert window.view.info.last_backup_at is not None


def test_the_help_dialogs_open(window: MainWindow, qtbot: QtBot) -> None:
    window.acts["help.keys"].trigger()
    window.acts["help.about"].trigger()
    titles = {child.windowTitle() for child in window.children() if child.isWidgetType()}
    assert {"快捷键", "关于"} <= titles


def answer(window: MainWindow, qtbot: QtBot, act: Callable[[Any], object], choose: QAction) -> None:
    """Choose a menu entry and act on the dialog that comes up."""

    def on_top() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, on_top)
        else:
            act(dialog)

    QTimer.singleShot(0, on_top)
    choose.trigger()
    at_rest(window, qtbot)


def test_the_period_in_view_is_dated_locked_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    top, services = window.top, window.view.services

    def other_day(dialog: PeriodDialog) -> None:
        dialog._due.setDate(QDate(2024, 10, 18))
        dialog._add.click()

    answer(window, qtbot, other_day, top.dates_action)
    (stored,) = services.period_list.stored()
    assert stored.due_on == date(2024, 10, 18)

    def agree(dialog: ConfirmDialog) -> None:
        told = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("不能再收表" in text for text in told)
        dialog.go_button.click()

    answer(window, qtbot, agree, top.lock_action)
    qtbot.waitUntil(lambda: top.lock_action.text() == "解锁…")
    assert services.period_list.stored()[0].locked
    assert not top.dates_action.isEnabled()

    def give_reason(dialog: UnlockPeriodDialog) -> None:
        assert not dialog.go_button.isEnabled()
        dialog.edit.setText("更正数字")
        dialog.go_button.click()

    answer(window, qtbot, give_reason, top.lock_action)
    qtbot.waitUntil(lambda: top.lock_action.text() == "锁定…")
    assert services.periods.snapshots(Period(2024, 3))[0].released_reason == "更正数字"
