"""A fault in a slot, in the database worker, in the child process: told, and the work goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from leqing_desktop import paths
from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.crash import CrashDialog
from leqing_desktop.ui.models.tree_columns import position_of
from tests.journeys.clerk import CTRL, Clerk, Key
from tests.ui import file_work

PERSON, DUE = position_of(Column.PERSON), position_of(Column.DUE)


@pytest.fixture
def clerk(qtbot: QtBot, tmp_path: Path) -> Iterator[Clerk]:
    """At the decomposition table of a new ledger, with the program's own hooks in place."""
    ledger = tmp_path / "规划.leqing"
    Workspace(lambda: "王敏", datetime.now).create(ledger)
    DeskSettings(paths.settings_file()).clerk = "王敏"
    clerk = Clerk(qtbot)
    clerk.start(ledger)
    hook = sys.excepthook
    clerk.crashes.install()
    yield clerk
    clerk.leave()
    clerk.crashes.uninstall()
    sys.excepthook = hook


def fall() -> None:
    """A fault nobody foresaw."""
    raise ZeroDivisionError("boom")


def in_a_slot(clerk: Clerk) -> None:
    action = QAction(clerk.window)
    action.triggered.connect(fall)
    action.trigger()


def in_the_database_worker(clerk: Clerk) -> None:
    clerk.window.operations.read(fall)


def in_the_child_process(clerk: Clerk) -> None:
    clerk.window.operations.background.run_file("正在试算", file_work.fail)


@pytest.mark.parametrize("happen", [in_a_slot, in_the_database_worker, in_the_child_process])
def test_a_fault_is_told_with_a_report_to_copy_and_the_work_goes_on(
    clerk: Clerk, happen: Callable[[Clerk], None]
) -> None:
    def copy_and_close(dialog: CrashDialog) -> None:
        clerk.click(dialog.copy_button)
        clerk.click(dialog.close_button)

    clerk.answer(CrashDialog, copy_and_close, lambda: happen(clerk))
    report = QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in report and "Traceback" in report
    type_and_take_back(clerk)


def test_a_child_process_that_dies_is_told_in_words_and_the_next_export_works(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clerk.window.operations.background.run_file("正在试算", file_work.die)
    clerk.wait(lambda: "意外结束" in clerk.page.banner.text)
    type_and_take_back(clerk)
    book = tmp_path / "表.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(book), ""))
    clerk.press(Key.Key_E, CTRL)
    clerk.wait(book.exists)
    clerk.rest()
    assert load_workbook(book).active.max_row > 140


def type_and_take_back(clerk: Clerk) -> None:
    """The table still takes what is typed, the ledger still keeps it, undo still works."""
    clerk.click_task("1.1", PERSON)
    clerk.fill("陈立")
    assert clerk.shown("1.1", PERSON) == "陈立"
    clerk.press(Key.Key_Z, CTRL)
    clerk.rest()
    assert clerk.shown("1.1", PERSON) == ""


def test_closing_never_drops_what_was_typed_without_a_word(clerk: Clerk, tmp_path: Path) -> None:
    clerk.click_task("1.1", DUE)
    clerk.type("2025-13-45")
    clerk.window.close()
    assert clerk.window.isVisible()
    assert "1 格填写有误" in clerk.page.banner.text
    assert clerk.shown("1.1", DUE) == "2025-13-45"
    clerk.press(Key.Key_Escape)
    assert clerk.page.banner.text == ""

    (ledger,) = tmp_path.glob("*.leqing")
    ledger.rename(tmp_path / "移走了.leqing")
    clerk.fill("2025-06-30")
    clerk.window.close()
    assert clerk.window.isVisible()
    assert "1 处修改没有存上" in clerk.page.banner.text
    (tmp_path / "移走了.leqing").rename(ledger)
    window = clerk.window
    window.close()
    assert not window.isVisible()
    clerk.rest()
    opened = Workspace(lambda: "王敏", datetime.now).open(ledger, keep_backups=False)
    assert "2025-06-30" in {str(row.due) for row in opened.decomposition.tree()}
    opened.ledger.close()


def test_closing_waits_for_the_last_figure_of_a_report(clerk: Clerk, tmp_path: Path) -> None:
    period = Period(2024, 3)
    save = clerk.window.view.services.periods.set_period
    clerk.window.operations.run(save, period, date(2024, 9, 20), date(2024, 10, 15))
    clerk.rest()
    clerk.press(Key.Key_5, CTRL)
    clerk.rest()
    (ledger,) = tmp_path.glob("*.leqing")
    ledger.rename(tmp_path / "移走了.leqing")
    clerk.type("80")
    clerk.window.close()
    assert clerk.window.isVisible()
    assert "1 格没有存上" in clerk.page.banner.text
    clerk.press(Key.Key_Escape)
    window = clerk.window
    window.close()
    assert not window.isVisible()


def test_what_cannot_be_stored_can_be_given_up(clerk: Clerk, tmp_path: Path) -> None:
    (ledger,) = tmp_path.glob("*.leqing")
    ledger.rename(tmp_path / "移走了.leqing")
    clerk.click_task("1.1", PERSON)
    clerk.fill("陈立")
    # What else cannot be read from a ledger that is gone is told on the same banner.
    clerk.rest()
    clerk.window.close()
    assert clerk.window.isVisible()

    def offered() -> list[QPushButton]:
        # Asked anew each time: the banner may speak twice, and then its buttons are others.
        buttons = clerk.page.banner.findChildren(QPushButton)
        return [each for each in buttons if each.text() == "放弃这些修改" and each.isVisible()]

    clerk.wait(lambda: bool(offered()))
    clerk.rest()
    clerk.click(offered()[-1])
    window = clerk.window
    window.close()
    assert not window.isVisible()
