from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_page import SettingsPage
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.tokens import DARK


@pytest.fixture
def page(
    workspace: Workspace, ledger: Path, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[SettingsPage]:
    services = workspace.open(ledger, keep_backups=False)
    background = Background()
    operations = Operations(background, services.journal)
    made = SettingsPage(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    yield made
    background.shutdown()
    services.ledger.close()


def press(page: SettingsPage, key: str) -> None:
    page.findChild(QToolButton, key).click()


def at_rest(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=20_000)


def test_the_look_changes_at_once_and_is_kept(page: SettingsPage, desk: DeskSettings) -> None:
    press(page, "dark")
    press(page, "roomy")
    assert theme().tokens is DARK
    assert theme().row_height == 34
    assert (desk.theme, desk.density) == ("dark", "roomy")


def test_the_clerks_name_is_never_lost(
    page: SettingsPage, desk: DeskSettings, qtbot: QtBot
) -> None:
    page.clerk.selectAll()
    page.clerk.insert("李楠")
    qtbot.keyClick(page.clerk, Qt.Key.Key_Return)
    assert desk.clerk == "李楠"
    page.clerk.clear()
    qtbot.keyClick(page.clerk, Qt.Key.Key_Return)
    assert page.clerk.text() == desk.clerk == "李楠"


def test_the_organisation_goes_into_the_ledger_as_one_step(
    page: SettingsPage, qtbot: QtBot
) -> None:
    page.name.setText("乐清市工作专班")
    page.series.setText("乐专督")
    page.leave()
    at_rest(page, qtbot)
    office = page.context.services.office.read()
    assert (office.sender, office.series) == ("乐清市工作专班", "乐专督")
    assert "乐专督〔2026〕1号" in page.example.text()
    page.operations.undo()
    at_rest(page, qtbot)
    assert page.context.services.office.read().sender == ""


def test_a_series_that_fits_no_number_is_refused_and_put_back(
    page: SettingsPage, qtbot: QtBot
) -> None:
    before = page.series.text()
    page.series.setText("1 号")
    page.leave()
    at_rest(page, qtbot)
    assert page.banner.text
    assert page.series.text() == before


def test_the_backup_folder_can_be_set_back(
    page: SettingsPage, desk: DeskSettings, tmp_path: Path
) -> None:
    page._set_folder(tmp_path)
    assert desk.backup_folder == tmp_path
    page.beside.click()
    assert desk.backup_folder is None
    assert page.folder.text() == ""
