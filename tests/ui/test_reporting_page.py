"""The 季度报送 page in the real window on a real ledger, driven by keys."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.period import PeriodDialog
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.models.reporting_columns import AT
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PageEntry, reporting_page
from leqing_desktop.ui.pages.reporting import ReportingPage

NOW, BEFORE = Period(2024, 3), Period(2024, 2)
FIGURE, DONE, NEXT = AT["progress"], AT["done"], AT["next_step"]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """A window with its ledger and the ways to use it."""

    qtbot: Any
    services: Services
    window: MainWindow
    background: Background

    @property
    def page(self) -> ReportingPage:
        page = self.window.page
        assert isinstance(page, ReportingPage)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def press(self, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, held)

    def write(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def at(self, row: int, column: int) -> None:
        self.page.view.setFocus()
        self.page.view.go_to(row, column)

    def text(self, row: int, column: int) -> str:
        return self.page.model.cell(row, column).text

    def unit(self, name: str) -> None:
        self.page.open_at(name)
        self.settle()

    def stored(self, row: int) -> Any:
        """What the ledger itself holds of a shown row."""
        period, unit_id = self.page.model.sheet or (NOW, -1)
        task = self.page.model.row(row).task_id
        rows = self.services.reporting.sheet(period, unit_id)
        return next(each.entry for each in rows if each.task_id == task)

    def state(self, name: str) -> str:
        return next(unit.state for unit in self.page.board.all_units if unit.unit == name)


def workspace() -> Workspace:
    return Workspace(lambda: "王敏", lambda: datetime(2024, 10, 10, 9, 0))


def fill(services: Services) -> None:
    """A second quarter with words, a third one just begun."""
    reporting = services.reporting
    reporting.set_period(BEFORE)
    reporting.set_period(NOW, date(2024, 9, 20), date(2024, 10, 15))
    unit = next(each for each in reporting.board(NOW) if each.unit == "市金融服务中心")
    cells = {
        row.task_id: {"progress": "40", "done": "上季已签约。", "next_step": "年内放款。"}
        for row in reporting.sheet(BEFORE, unit.unit_id)
    }
    reporting.save_many(BEFORE, unit.unit_id, cells)


@pytest.fixture(scope="module")
def built_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the built-in plan, made once and copied for each test."""
    path = tmp_path_factory.mktemp("ledger") / "样.leqing"
    workspace().create(path)
    return path


@pytest.fixture
def make_desk(qtbot: Any, tmp_path: Path, built_in: Path) -> Iterator[Any]:
    made: list[Desk] = []

    def make(plan: str = "builtin", prepare: Any = fill) -> Desk:
        path = tmp_path / "试.leqing"
        if plan == "builtin":
            shutil.copy(built_in, path)
        else:
            workspace().create(path, plan)
        services = workspace().open(path, keep_backups=False)
        prepare(services)
        background = Background()
        operations = Operations(background, services.journal)
        settings = DeskSettings(tmp_path / "desk.json")
        pages = [PageEntry("reporting", reporting_page)]
        window = MainWindow(LedgerView.read(services), operations, settings, pages)
        window.resize(1600, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        desk = Desk(qtbot, services, window, background)
        made.append(desk)
        desk.settle()
        return desk

    yield make
    for desk in made:
        desk.background.shutdown()
        desk.window.deleteLater()
        desk.services.ledger.close()


@pytest.fixture
def desk(make_desk: Any) -> Desk:
    found: Desk = make_desk()
    found.window.set_period(NOW)
    found.settle()
    found.unit("市金融服务中心")
    return found


def test_typed_figure_and_text_are_in_the_ledger_as_soon_as_the_cell_is_left(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("72.5")
    desk.press(Key.Key_Tab)
    desk.write("done")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    desk.write("more")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored(0).progress == 72.5
    assert desk.stored(0).done == "done\nmore"
    assert not desk.page.model.cell(0, DONE).edited
    index = desk.page.view.currentIndex()
    assert (index.row(), index.column()) == (1, DONE)


def test_last_quarter_stands_beside_and_is_not_typed_over(desk: Desk) -> None:
    assert desk.text(0, AT["last"]) == "40"
    assert desk.text(0, AT["last_text"]) == "上季已签约。\n下一步：年内放款。"
    desk.at(0, AT["last_text"])
    desk.write("x")
    assert desk.page.view.indexWidget(desk.page.view.currentIndex()) is None
    assert desk.text(0, AT["last_text"]).startswith("上季")


def test_a_bad_figure_stays_with_its_sentence_until_it_is_mended(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("120")
    desk.press(Key.Key_Return)
    desk.settle()
    cell = desk.page.model.cell(0, FIGURE)
    assert cell.text == "120"
    assert "0 到 100" in cell.error
    assert "0 到 100" in desk.page.banner.text
    assert desk.stored(0) is None
    assert not desk.page.leave()
    desk.at(0, FIGURE)
    desk.write("95")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored(0).progress == 95
    assert desk.page.banner.text == ""
    assert desk.page.leave()


def test_esc_gives_back_what_the_ledger_holds(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("x")
    desk.press(Key.Key_Return)
    desk.at(0, FIGURE)
    assert desk.page.model.cell(0, FIGURE).error
    desk.press(Key.Key_Escape)
    assert desk.text(0, FIGURE) == ""
    assert desk.page.leave()


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


def test_the_light_follows_the_figure(desk: Desk) -> None:
    before = desk.text(0, AT["light"])
    desk.at(0, FIGURE)
    desk.write("100")
    desk.press(Key.Key_Return)
    desk.settle()
    assert before != "绿"
    assert desk.text(0, AT["light"]) == "绿"
    assert "完成 100 %" in desk.page.model.cell(0, AT["light"]).tip


def test_ctrl_z_takes_a_saved_cell_back(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("50")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.window.acts["edit.undo"].isEnabled()
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert desk.stored(0) is None
    assert desk.text(0, FIGURE) == ""
    assert desk.state("市金融服务中心") == "未报"


def test_a_block_from_excel_is_one_step_and_its_bad_cell_waits(desk: Desk) -> None:
    QApplication.clipboard().setText('10\t绿\tx\t"两\n行"\r\n很多\t绿\tx\t完成\r\n')
    desk.at(0, FIGURE)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.stored(0).progress == 10
    assert desk.stored(0).done == "两\n行"
    assert desk.stored(1).progress is None
    assert desk.stored(1).done == "完成"
    assert desk.page.model.cell(1, FIGURE).error
    assert "粘贴" in desk.window.toast.text
    desk.page._forget_refused()
    desk.window.acts["edit.undo"].trigger()
    desk.settle()
    assert desk.stored(0) is None
    assert desk.stored(1) is None


def test_fill_down_copies_the_first_chosen_row(desk: Desk) -> None:
    desk.at(0, NEXT)
    desk.write("go")
    desk.press(Key.Key_Return)
    desk.settle()
    desk.at(0, NEXT)
    desk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_D, CONTROL)
    desk.settle()
    assert desk.stored(1).next_step == "go"


def test_copied_cells_can_be_read_by_a_spreadsheet(desk: Desk) -> None:
    desk.at(0, AT["last"])
    for _step in range(3):
        desk.press(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_C, CONTROL)
    light = desk.text(0, AT["light"])
    copied = QApplication.clipboard().text().replace("\r\n", "\n")
    assert copied == f'40\t\t{light}\t"上季已签约。\n下一步：年内放款。"\n'


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
    desk.page._go_to_refused()
    desk.settle()
    assert desk.page.model.sheet == first
    index = desk.page.view.currentIndex()
    assert (index.row(), index.column()) == (1, FIGURE)
    assert desk.text(1, FIGURE) == "?"


def test_filters_list_the_units_of_one_state_and_keep_the_one_in_work(desk: Desk) -> None:
    desk.page._filter("missing")
    assert desk.page.board.rowCount() == 12
    for row in (0, 1):
        desk.at(row, FIGURE)
        desk.write("90")
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.page.board.count("missing") == 11
    assert desk.page.board.row_of(desk.page.model.sheet[1]) >= 0
    desk.page._filter("reported")
    assert desk.page.board.rowCount() == 1


def test_a_long_text_is_cut_in_its_row_and_kept_whole(desk: Desk) -> None:
    text = "很长的情况，" * 1666
    desk.page.model.setData(desk.page.model.index(0, DONE), text)
    desk.settle()
    assert desk.stored(0).done == text
    assert desk.page.view.rowHeight(0) < 130
    desk.at(0, DONE)
    desk.press(Key.Key_F2)
    editor = desk.page.view.indexWidget(desk.page.view.currentIndex())
    assert editor.toPlainText() == text
    assert editor.geometry().bottom() <= desk.page.view.viewport().height()


def test_rows_grow_with_their_text(desk: Desk) -> None:
    before = desk.page.view.rowHeight(0)
    desk.page.model.setData(desk.page.model.index(0, DONE), "一\n二\n三\n四")
    desk.settle()
    assert desk.page.view.rowHeight(0) > before


def test_a_marked_text_is_refused_in_words(desk: Desk) -> None:
    desk.page.model.setData(desk.page.model.index(0, DONE), "机密★1年")
    desk.settle()
    assert "非涉密" in desk.page.model.cell(0, DONE).error
    assert desk.stored(0) is None


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
    desk.page.remind.click()
    first, second = QApplication.clipboard().text().split("。")[:2]
    assert "柳市镇" in first
    assert "市金融服务中心" not in first
    assert "10月15日" in first
    assert second.startswith("市金融服务中心：")


def test_a_ledger_without_periods_offers_to_make_one(make_desk: Any) -> None:
    desk = make_desk(prepare=lambda _services: None)
    assert desk.page._blanks.whole.button.text() == "新建报送期"
    assert desk.page._blanks.whole.isVisible()
    desk.services.reporting.set_period(NOW)
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
    assert len(desk.services.reporting.periods()) == 1
    assert desk.window.period == desk.services.reporting.current()
    assert desk.page.board.rowCount() == 12
    assert not desk.page._blanks.whole.isVisible()


def compose(text: str, shown: str = "") -> None:
    event = QInputMethodEvent(shown, [])
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_words_of_an_input_method_begin_a_cell(desk: Desk) -> None:
    desk.at(0, DONE)
    compose("", "yi qian")
    compose("已签")
    compose("约")
    desk.press(Key.Key_Return)
    compose("，")
    compose("后")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored(0).done == "已签约"
    assert desk.stored(1).done == "，后"


def test_typing_replaces_and_f2_goes_on_writing(desk: Desk) -> None:
    for key, expected in ((None, "new"), (Key.Key_F2, "oldnew")):
        desk.page.model.setData(desk.page.model.index(0, DONE), "old")
        desk.settle()
        desk.at(0, DONE)
        if key is not None:
            desk.press(key)
        desk.write("new")
        desk.press(Key.Key_Return)
        desk.settle()
        assert desk.stored(0).done == expected


def test_tab_goes_through_the_input_cells_only(desk: Desk) -> None:
    desk.at(0, FIGURE)
    visited = []
    for _step in range(4):
        desk.press(Key.Key_Tab)
        index = desk.page.view.currentIndex()
        visited.append((index.row(), index.column()))
    assert visited == [(0, DONE), (0, AT["problems"]), (0, NEXT), (1, FIGURE)]
    desk.press(Key.Key_Backtab)
    assert desk.page.view.currentIndex().column() == NEXT


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


def support(services: Services) -> None:
    fill(services)
    unit = next(each for each in services.reporting.board(NOW) if each.unit == "市金融服务中心")
    task = services.reporting.sheet(NOW, unit.unit_id)[0].task_id
    services.decomposition.apply((Edit(task, Column.SUPPORT, "柳市镇"),))


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
    desk = make_desk("empty", lambda services: services.reporting.set_period(NOW))
    desk.window.set_period(NOW)
    desk.settle()
    assert desk.page._blanks.whole.button.text() == "去分解表"


def lock(services: Services) -> None:
    fill(services)
    with sqlite3.connect(services.ledger.info().path) as connection:
        connection.execute("UPDATE period SET locked_on = '2024-11-01' WHERE quarter = 3")
    connection.close()


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


def test_one_copied_cell_fills_all_chosen_ones(desk: Desk) -> None:
    QApplication.clipboard().setText("一样的情况")
    desk.at(0, DONE)
    desk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.stored(0).done == desk.stored(1).done == "一样的情况"


def test_cells_that_find_no_place_are_told(desk: Desk) -> None:
    QApplication.clipboard().setText("1\r\n2\r\n3\r\n4\r\n")
    desk.at(1, FIGURE)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.stored(1).progress == 1
    assert "3 格" in desk.page.banner.text


def test_delete_empties_the_chosen_cells(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("50")
    desk.press(Key.Key_Return)
    desk.settle()
    desk.at(0, FIGURE)
    desk.press(Key.Key_Delete)
    desk.settle()
    assert desk.stored(0).progress is None
    assert desk.text(0, FIGURE) == ""


def test_dragged_widths_are_remembered(desk: Desk) -> None:
    desk.page.view.setColumnWidth(DONE, 333)
    assert desk.page.leave()
    assert desk.page.context.settings.get("reporting.widths")[DONE] == 333
    desk.window.resize(1700, 900)
    assert desk.page.view.columnWidth(DONE) == 333
