"""A quarter at the window: plan, reports, notices, workbook; closed and opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.dialogs.clerk_name import ClerkNameDialog
from leqing_desktop.ui.dialogs.issue_notices import IssueNoticesDialog
from leqing_desktop.ui.dialogs.notice_action import NoticeActionDialog
from leqing_desktop.ui.dialogs.period import PeriodDialog
from leqing_desktop.ui.dialogs.recycle_bin import RecycleBinDialog
from leqing_desktop.ui.models.reporting_columns import PROGRESS_AT
from leqing_desktop.ui.models.tree_columns import position_of
from leqing_desktop.ui.pages.decomposition_filters import BEHIND
from leqing_desktop.ui.pages.reporting import ReportingPage
from leqing_desktop.ui.pages.supervision import SupervisionPage
from tests.journeys.clerk import CTRL, SHIFT, Clerk, Key

PERSON, DUE = position_of(Column.PERSON), position_of(Column.DUE)
RESPONSIBLE = position_of(Column.RESPONSIBLE)
PASTED = 12
FIRST_PASTED = "26.6"
LAST_PASTED = "26.17"


@pytest.fixture
def clerk(qtbot: QtBot) -> Iterator[Clerk]:
    clerk = Clerk(qtbot)
    yield clerk
    if clerk.shell is not None:
        clerk.leave()


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    def choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))

    return choose


def test_a_whole_quarter(clerk: Clerk, choose_file: Callable[[Path], None], tmp_path: Path) -> None:
    """Every step of the clerk's quarter, in one ledger, by key and click."""
    ledger, notices = tmp_path / "一季度.leqing", tmp_path / "督办单"
    choose_file(ledger)
    begin(clerk)
    type_into_cells(clerk)
    paste_and_undo(clerk)
    fill_down_filter_and_delete(clerk)
    new_period(clerk)
    report(clerk)
    number = sign(clerk, notices)
    reply_and_close(clerk, number)
    choose_file(tmp_path / "分解表.xlsx")
    export_and_read_back(clerk, tmp_path / "分解表.xlsx")
    close_and_open_again(clerk, ledger, number)


def begin(clerk: Clerk) -> None:
    """新建 with the built-in plan; the name is asked once."""
    clerk.start()
    assert clerk.shell is not None and clerk.shell.start_page is not None
    start = clerk.shell.start_page
    clerk.wait(start.isActiveWindow)

    def give_name(_dialog: ClerkNameDialog) -> None:
        clerk.type("王敏")
        clerk.press(Key.Key_Return)

    clerk.answer(ClerkNameDialog, give_name, lambda: clerk.click(start.builtin))
    clerk.in_the_window()
    assert not start.isVisible()
    assert clerk.tree.model.rowCount() > 150
    assert clerk.tree.view.currentIndex().row() == 0


def type_into_cells(clerk: Clerk) -> None:
    """A name, a date nobody can read and its mending, a unit from the list."""
    page = clerk.tree
    clerk.click_task("1.1", PERSON)
    clerk.fill("陈立")
    assert clerk.shown("1.1", PERSON) == "陈立"
    assert page.view.currentIndex().row() == clerk.row("1.2")

    clerk.click_task("1.2", DUE)
    clerk.fill("2025-13-45")
    assert "没有 13 月" in page.banner.text
    assert clerk.shown("1.2", DUE) == "2025-13-45"
    clerk.press(Key.Key_F8)
    assert page.view.currentIndex().row() == clerk.row("1.2")
    clerk.fill("2025.6")
    assert page.banner.text == ""
    assert clerk.shown("1.2", DUE) == "2025-06-30"

    clerk.click_task("1.2", RESPONSIBLE)
    clerk.type("科技")
    clerk.press(Key.Key_Return)  # takes the name from the list
    clerk.press(Key.Key_Return)  # leaves the cell
    clerk.rest()
    assert clerk.shown("1.2", RESPONSIBLE) == "市科技局"


def paste_and_undo(clerk: Clerk) -> None:
    """A block from Excel over the last row and below it; back, and there again."""
    model = clerk.tree.model
    before = model.rowCount()
    clerk.copy("".join(f"新任务{n}\t\t\t市商务局\r\n" for n in range(1, PASTED + 1)))
    clerk.press(Key.Key_End, CTRL)
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Tab)
    clerk.press(Key.Key_V, CTRL)
    clerk.rest()
    assert model.rowCount() == before + PASTED - 1
    assert clerk.undo_name == f"撤销：粘贴 {PASTED} 行"
    assert clerk.shown(LAST_PASTED, RESPONSIBLE) == "市商务局"

    clerk.press(Key.Key_Z, CTRL)
    clerk.rest()
    assert model.rowCount() == before
    assert clerk.window.toast.text == f"已撤销：粘贴 {PASTED} 行"
    clerk.press(Key.Key_Y, CTRL)
    clerk.rest()
    assert model.rowCount() == before + PASTED - 1


def fill_down_filter_and_delete(clerk: Clerk) -> None:
    """Ctrl+D, a column's filter, the recycle bin and back."""
    page = clerk.tree
    clerk.click_task(FIRST_PASTED, PERSON)
    clerk.fill("周宁")
    clerk.press(Key.Key_Up)
    for _ in range(3):
        clerk.press(Key.Key_Down, SHIFT)
    clerk.press(Key.Key_D, CTRL)
    clerk.rest()
    assert [clerk.shown(f"26.{n}", PERSON) for n in range(6, 11)] == ["周宁"] * 4 + [""]

    everything = page.model.rowCount()
    clerk.press(Key.Key_L, CTRL | SHIFT)
    clerk.type("周宁")
    clerk.wait(lambda: page.model.rowCount() < everything)
    clerk.rest()
    titles = [page.model.item(row).title for row in range(page.model.rowCount())]
    assert titles[2:] == ["新任务1", "新任务2", "新任务3", "新任务4"]
    clerk.click(page.bar.clear_button)
    clerk.rest()
    assert page.model.rowCount() == everything

    clerk.click_task(LAST_PASTED, position_of(Column.NUMBER))
    clerk.press(Key.Key_Delete, CTRL)
    clerk.rest()
    assert page.model.rowCount() == everything - 1
    restore_from_bin(clerk)
    assert page.model.rowCount() == everything


def restore_from_bin(clerk: Clerk) -> None:
    """回收站 lists what was deleted and puts it back where it was."""

    def restore(dialog: RecycleBinDialog) -> None:
        clerk.wait(lambda: dialog.table.rowCount() == 1)
        clerk.click(dialog.restore_button)
        clerk.wait(lambda: dialog.table.rowCount() == 0)
        clerk.press(Key.Key_Escape)

    page = clerk.tree
    clerk.answer(RecycleBinDialog, restore, page.actions_of_table.by_id["row.bin"].trigger)


def new_period(clerk: Clerk) -> None:
    """The list of periods, by keys only."""

    def third_quarter_of_2024(_dialog: PeriodDialog) -> None:
        clerk.press(Key.Key_A, CTRL)
        clerk.type("2024")
        clerk.press(Key.Key_Tab)
        clerk.press(Key.Key_Home)
        clerk.press(Key.Key_Down)
        clerk.press(Key.Key_Down)
        clerk.press(Key.Key_Return)

    def ask() -> None:
        clerk.press(Key.Key_F, CTRL)
        clerk.press(Key.Key_Backtab, SHIFT)
        assert clerk.window.top.period_box.hasFocus()
        clerk.press(Key.Key_Down)

    clerk.answer(PeriodDialog, third_quarter_of_2024, ask)
    clerk.rest()
    assert clerk.window.period == Period(2024, 3)
    assert clerk.tree.filters.counts()[BEHIND] > 100


def report(clerk: Clerk) -> None:
    """Two units: one by a column from Excel, one figure by figure."""
    clerk.press(Key.Key_5, CTRL)
    clerk.rest()
    page = clerk.page
    assert isinstance(page, ReportingPage)
    first = page.board.unit(0)
    assert page.view.currentIndex().column() == PROGRESS_AT
    clerk.copy("\r\n".join(str(20 + n % 3 * 30) for n in range(first.expected)))
    clerk.press(Key.Key_V, CTRL)
    clerk.rest()
    assert page.board.unit(0).filled == first.expected

    clerk.press(Key.Key_Down, CTRL)
    clerk.rest()
    second = page.board.unit(1)
    clerk.fill("abc")
    assert "abc" in page.banner.text
    clerk.press(Key.Key_Up)
    for _ in range(second.expected):
        clerk.fill("80")
    assert page.banner.text == ""
    assert page.board.unit(1).filled == second.expected
    assert page.board.count("reported") == 2


def sign(clerk: Clerk, folder: Path) -> str:
    """Two proposals with their reasons, ticked by the space bar, signed into a folder."""
    clerk.press(Key.Key_6, CTRL)
    clerk.rest()
    page = clerk.page
    assert isinstance(page, SupervisionPage)
    shown = len(page.notices.proposals.proposals.rows)
    assert shown > 10
    assert all(row.why for row in page.notices.proposals.proposals.rows)
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Space)
    clerk.wait(lambda: len(page.notices.proposals.chosen()) == 2)

    def put_into(dialog: IssueNoticesDialog) -> None:
        clerk.click(dialog.folder_edit)
        clerk.press(Key.Key_A, CTRL)
        clerk.type(str(folder))
        clerk.press(Key.Key_Return, CTRL)

    clerk.answer(IssueNoticesDialog, put_into, lambda: clerk.press(Key.Key_Return, CTRL))
    clerk.wait(lambda: not page.notices.issuing.busy)
    clerk.rest()
    numbers = [row.number for row in page.notices.register.table.table.rows]
    assert len(numbers) == 2 and all(number.startswith("乐电专督〔") for number in numbers)
    pdfs = sorted(folder.glob("*.pdf"))
    assert len(pdfs) == len(list(folder.glob("*.docx"))) == 2
    assert all(path.read_bytes().startswith(b"%PDF") for path in pdfs)
    assert page.notices.proposals.chosen() == []
    assert len(page.notices.proposals.proposals.rows) == shown - 2
    assert not clerk.window.acts["edit.undo"].isEnabled() or "签发" not in clerk.undo_name
    return str(numbers[0])


def reply_and_close(clerk: Clerk, number: str) -> None:
    """The unit answered; seen, and closed."""
    page = clerk.page
    assert isinstance(page, SupervisionPage)
    register = page.notices.register.table
    row = [each.number for each in register.table.rows].index(number)
    clerk.click_cell(register, row, 0)
    clerk.rest()
    for action in (NoticeAction.REPLY, NoticeAction.CLOSE):

        def note(_dialog: NoticeActionDialog) -> None:
            clerk.type("已开工，年底前完成")
            clerk.press(Key.Key_Tab)
            clerk.press(Key.Key_Tab)
            clerk.press(Key.Key_Return)

        button = page.notices.panel.buttons[action]
        clerk.answer(NoticeActionDialog, note, lambda button=button: clerk.click(button))
    closed = {each.number: each.state for each in register.table.rows}
    assert closed[number] is NoticeState.CLOSED


def export_and_read_back(clerk: Clerk, path: Path) -> None:
    """重点任务分解表.xlsx says what the window says."""
    clerk.press(Key.Key_2, CTRL)
    clerk.rest()
    clerk.press(Key.Key_E, CTRL)
    clerk.wait(path.exists)
    clerk.rest()
    sheet = load_workbook(path).active
    cells = {value for row in sheet.iter_rows(values_only=True) for value in row if value}
    assert {f"新任务{n}" for n in range(1, PASTED + 1)} <= cells
    assert {"陈立", "周宁"} <= cells


def close_and_open_again(clerk: Clerk, ledger: Path, number: str) -> None:
    """The next day: everything is there, and Ctrl+Z goes on where it ended."""
    clerk.click_task("1.3", PERSON)
    clerk.type("最后一格")  # the window is closed while it is still typed
    rows = clerk.tree.model.rowCount()
    clerk.leave()
    backups = list((ledger.parent / "备份").glob("*.leqing"))
    assert backups
    assert not list(ledger.parent.glob("~$*"))

    clerk.start(ledger)
    assert clerk.window.period == Period(2024, 3)
    assert clerk.tree.model.rowCount() == rows
    assert clerk.shown("1.2", DUE) == "2025-06-30"
    assert clerk.shown("1.3", PERSON) == "最后一格"
    clerk.wait(lambda: clerk.undo_name == "撤销：修改“责任人”")
    clerk.press(Key.Key_Z, CTRL)
    clerk.rest()
    assert clerk.shown("1.3", PERSON) == ""
    clerk.press(Key.Key_6, CTRL)
    clerk.rest()
    page = clerk.page
    assert isinstance(page, SupervisionPage)
    states = {each.number: each.state for each in page.notices.register.table.table.rows}
    assert states[number] is NoticeState.CLOSED and len(states) == 2
