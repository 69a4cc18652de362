"""What the window does with the file that a second start of the program brings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from leqing_desktop import paths
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.main_window import IMPORT
from leqing_desktop.ui.page_table import PAGES
from leqing_desktop.ui.pages.plan_import import PlanImportPage
from leqing_desktop.ui.shell import LedgerDoors, Shell


@pytest.fixture
def shell(
    doors: LedgerDoors, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[Shell]:
    made = Shell(
        doors,
        desk,
        [e for e in PAGES if e.id in ("decomposition", "settings", IMPORT)],
        CrashReporter(),
    )
    yield made
    if made.window is not None:
        made.window.close()
    if made.start_page is not None:
        made.start_page.close()
    made.shutdown()


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "另一本 台账.LEQING"
    workspace.create(path, "empty")
    return path


def at_rest(shell: Shell, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shell.background.busy, timeout=20_000)


def test_the_start_page_takes_the_ledger(shell: Shell, ledger: Path, qtbot: QtBot) -> None:
    shell.start()
    shell.receive(ledger)
    at_rest(shell, qtbot)
    assert shell.window is not None and shell.window.view.info.path == ledger


def test_another_ledger_takes_the_place_of_the_open_one(
    shell: Shell, ledger: Path, other: Path, qtbot: QtBot
) -> None:
    shell.start(ledger)
    shell.receive(other)
    at_rest(shell, qtbot)
    assert shell.window is not None and shell.window.view.info.path == other.resolve()
    assert shell.window.isVisible() and not shell.start_page.isVisible()
    assert shell.window.view.info.why_read_only == ""


def test_a_ledger_dropped_on_the_window_is_opened(
    shell: Shell, ledger: Path, other: Path, qtbot: QtBot
) -> None:
    shell.start(ledger)
    shell.window._drops.dropped.emit(other)
    qtbot.waitUntil(lambda: shell.window is None, timeout=20_000)
    at_rest(shell, qtbot)
    assert shell.window is not None and shell.window.view.info.path == other.resolve()


def test_the_same_ledger_or_none_only_shows_the_window(shell: Shell, ledger: Path) -> None:
    shell.start(ledger)
    window = shell.window
    assert window is not None
    for given in (ledger, None):
        window.showMinimized()
        shell.receive(given)
        assert shell.window is window
        assert window.isVisible() and not window.isMinimized()


def test_a_file_that_is_no_ledger_is_imported(shell: Shell, ledger: Path, qtbot: QtBot) -> None:
    shell.start(ledger)
    shell.receive(paths.resources() / "samples" / "示例任务表.xlsx")
    assert shell.window is not None and isinstance(shell.window.page, PlanImportPage)
    at_rest(shell, qtbot)


def test_an_open_dialog_is_dealt_with_first(
    shell: Shell, ledger: Path, other: Path, qtbot: QtBot
) -> None:
    shell.start(ledger)
    dialog = QDialog(shell.window)
    dialog.open()
    shell.receive(other)
    assert shell.window is not None and shell.window.view.info.path == ledger
    assert "先处理完打开的对话框" in shell.window.toast._text.text()
    dialog.close()


def test_a_dialog_of_the_start_page_is_dealt_with_first(
    shell: Shell, other: Path, qtbot: QtBot
) -> None:
    shell.start()
    assert shell.start_page is not None
    dialog = QDialog(shell.start_page)
    dialog.open()
    shell.receive(other)
    assert shell.window is None
    assert "先处理完打开的对话框" in shell.start_page.banner.text
    dialog.close()


def test_a_new_ledger_keeps_the_ending_that_was_typed(
    shell: Shell, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "新 台账.LEQING"), "")
    )
    shell.start()
    assert shell.start_page is not None
    shell.start_page.create_wanted.emit("empty")
    at_rest(shell, qtbot)
    assert shell.window is not None
    assert shell.window.view.info.path == tmp_path / "新 台账.LEQING"
