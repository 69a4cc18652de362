"""From the start page to a ledger and back, with real ledgers, whole and damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.dialogs.clerk_name import ClerkNameDialog
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.page_table import PAGES, PageEntry, settings_page
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.shell import LedgerDoors, Shell


@pytest.fixture
def shell(
    doors: LedgerDoors, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[Shell]:
    made = Shell(doors, desk, [entry for entry in PAGES if entry.id == "settings"], CrashReporter())
    yield made
    if made.window is not None:
        made.window.close()
    if made.start_page is not None:
        made.start_page.close()
    made.shutdown()


def at_rest(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shell.background.busy, timeout=20_000)


def test_a_ledger_given_at_the_start_is_shown(
    shell: Shell, ledger: Path, desk: DeskSettings
) -> None:
    shell.start(ledger)
    assert shell.window is not None
    assert shell.window.isVisible()
    assert desk.recent == (ledger.resolve(),)


def test_without_a_ledger_the_start_page_lists_the_recent_ones(
    shell: Shell, ledger: Path, desk: DeskSettings
) -> None:
    desk.remember(ledger)
    desk.remember(ledger.with_name("移走了.leqing"))
    shell.start()
    page = shell.start_page
    assert page is not None
    texts = [page.recent.item(row).text() for row in range(page.recent.count())]
    assert texts[0].startswith("移走了（文件不在了）")
    assert texts[1].startswith("空白台账\n")


def test_a_recent_ledger_opens_at_a_click_and_closes_back(
    shell: Shell, ledger: Path, desk: DeskSettings, qtbot: QtBot
) -> None:
    desk.remember(ledger)
    shell.start()
    page = shell.start_page
    assert page is not None
    page.recent.itemActivated.emit(page.recent.item(0))
    at_rest(shell, qtbot)
    window = shell.window
    assert window is not None
    assert not page.isVisible()
    window.acts["file.close"].trigger()
    at_rest(shell, qtbot)
    assert shell.window is None
    assert page.isVisible()
    shell.open(ledger)
    at_rest(shell, qtbot)
    assert shell.window is not None


def test_a_missing_recent_ledger_can_be_taken_off_the_list(
    shell: Shell, desk: DeskSettings, tmp_path: Path
) -> None:
    desk.remember(tmp_path / "没有.leqing")
    shell.start()
    page = shell.start_page
    assert page is not None
    page.recent.itemActivated.emit(page.recent.item(0))
    assert "找不到" in page.banner.text
    next(b for b in page.banner.findChildren(QPushButton) if b.text() == "从列表中去掉").click()
    assert desk.recent == ()
    assert page.recent.count() == 0


def test_a_file_that_is_no_ledger_is_refused_in_words(shell: Shell, tmp_path: Path) -> None:
    strange = tmp_path / "表.leqing"
    strange.write_bytes(b"PK\x03\x04 no ledger at all" * 50)
    before = strange.read_bytes()
    shell.start(strange)
    assert shell.window is None
    assert shell.start_page is not None
    assert shell.start_page.banner.text
    assert strange.read_bytes() == before


def test_a_damaged_ledger_offers_its_backup(
    shell: Shell, workspace: Workspace, ledger: Path, qtbot: QtBot
) -> None:
    services = workspace.open(ledger)
    services.ledger.backup()
    services.ledger.close()
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[: len(whole) // 2])
    shell.start(ledger)
    page = shell.start_page
    assert page is not None
    offer = next(b for b in page.banner.findChildren(QPushButton) if "备份" in b.text())

    def agree() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        dialog.go_button.click()

    QTimer.singleShot(0, agree)
    offer.click()
    at_rest(shell, qtbot)
    assert shell.window is not None
    assert shell.window.view.info.path.name == "空白台账-恢复.leqing"
    assert ledger.read_bytes() == whole[: len(whole) // 2]


def test_the_clerk_is_asked_once(shell: Shell, ledger: Path, desk: DeskSettings) -> None:
    desk.clerk = ""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClerkNameDialog)
        dialog._name.setText(" 李楠 ")
        dialog._go.click()

    QTimer.singleShot(0, answer)
    shell.start(ledger)
    assert desk.clerk == "李楠"
    assert shell.window is not None


def test_without_a_name_nothing_is_opened(shell: Shell, ledger: Path, desk: DeskSettings) -> None:
    desk.clerk = ""
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())
    shell.start(ledger)
    assert shell.window is None
    assert shell.start_page is not None
    assert shell.start_page.isVisible()


def test_a_name_of_blanks_is_no_name(qtbot: QtBot) -> None:
    dialog = ClerkNameDialog()
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog._name, "   ")
    assert not dialog._go.isEnabled()
    dialog._name.insert("王")
    assert dialog._go.isEnabled()
    qtbot.keyClick(dialog._name, Qt.Key.Key_Return)
    assert dialog.name == "王"


def test_shutdown_gives_the_ledger_free(
    doors: LedgerDoors, desk: DeskSettings, workspace: Workspace, ledger: Path, qtbot: QtBot
) -> None:
    shell = Shell(doors, desk, PAGES[-1:], CrashReporter())
    shell.start(ledger)
    assert shell.window is not None
    shell.window.close()
    shell.shutdown()
    services = workspace.open(ledger)
    assert services.ledger.info().why_read_only == ""
    services.ledger.close()


def test_a_crash_while_opening_leaves_a_start_page_to_work_with(
    doors: LedgerDoors, desk: DeskSettings, ledger: Path, qtbot: QtBot, light_look: None
) -> None:
    broken = [True]

    def page(context: PageContext) -> Page:
        if broken[0]:
            raise ZeroDivisionError
        return settings_page(context)

    crashes = CrashReporter()
    shell = Shell(doors, desk, [PageEntry("settings", page)], crashes)
    shell.show_start()
    assert shell.start_page is not None
    with qtbot.captureExceptions() as raised:
        shell.open(ledger)
        at_rest(shell, qtbot)
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]
    assert shell.window is None
    assert shell.start_page.isVisible()
    assert shell.start_page.open.isEnabled()
    assert shell.start_page.banner.text == ""
    broken[0] = False
    shell.open(ledger)
    at_rest(shell, qtbot)
    assert shell.window is not None
    assert shell.window.view.info.why_read_only == ""
    shell.window.close()
    shell.shutdown()


def test_a_crash_of_the_database_worker_while_opening_frees_the_start_page(
    doors: LedgerDoors, desk: DeskSettings, ledger: Path, qtbot: QtBot, light_look: None
) -> None:
    def fall(_path: Path) -> object:
        raise ZeroDivisionError

    crashes = CrashReporter()
    shell = Shell(replace(doors, open=fall), desk, PAGES, crashes)
    shell.show_start()
    assert shell.start_page is not None
    with qtbot.waitSignal(crashes.happened, timeout=20_000) as told:
        shell.open(ledger)
    assert "ZeroDivisionError" in told.args[0]
    assert shell.start_page.open.isEnabled()
    assert shell.start_page.banner.text == ""
    shell.start_page.close()
    shell.shutdown()
