"""A ledger opened to look: the reason stands on every page, and no cell takes typing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.models.reporting_columns import PROGRESS_AT
from leqing_desktop.ui.models.tree_columns import TITLE_AT
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PAGES
from leqing_desktop.ui.pages.decomposition import DecompositionPage
from leqing_desktop.ui.pages.reporting import ReportingPage

WAIT = 20_000


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("read_only") / "规划.leqing"
    maker = Workspace(lambda: "王敏", datetime.now)
    maker.create(path)
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Period(2024, 3), date(2024, 9, 20), date(2024, 10, 15))
    services.ledger.close()
    return path


@pytest.fixture
def holder(workspace: Workspace, filled: Path) -> Iterator[Services]:
    """The first instance, which keeps the ledger."""
    services = workspace.open(filled, keep_backups=False)
    yield services
    services.ledger.close()


@pytest.fixture
def window(
    qtbot: QtBot, workspace: Workspace, filled: Path, holder: Services, desk: DeskSettings
) -> Iterator[MainWindow]:
    """The second instance, which may only look."""
    services = workspace.open_or_look(filled)
    background = Background()
    operations = Operations(background, services.journal)
    made = MainWindow(LedgerView.read(services), operations, desk, PAGES)
    made.resize(1600, 900)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    background.shutdown()
    services.ledger.close()


def show(qtbot: QtBot, window: MainWindow, page_id: str) -> None:
    window.show_page(page_id)
    qtbot.waitUntil(lambda: not window.operations.background.busy, timeout=WAIT)


def editors(view: QAbstractItemView) -> list[object]:
    cells = view.viewport()
    return [
        each
        for kind in (QLineEdit, QPlainTextEdit)
        for each in cells.findChildren(kind)
        if each.isVisible()
    ]


def hint_of(window: MainWindow) -> str:
    return window.status._hint.text()


def test_the_reason_stands_on_every_page_and_stays(qtbot: QtBot, window: MainWindow) -> None:
    why = window.view.info.why_read_only
    assert why
    for entry in PAGES:
        show(qtbot, window, entry.id)
        window.page.banner.say("warn", "别的话。")
        window.page.banner.clear()
        told = [each.text for each in window.page.findChildren(Banner) if each.isVisible()]
        assert told == [why]


def test_the_cells_of_the_tree_open_no_editor_and_say_why(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "decomposition")
    page = window.page
    assert isinstance(page, DecompositionPage)
    before = page.model.item(0).title
    for column in (TITLE_AT, TITLE_AT + 3):
        page.view.selectionModel().setCurrentIndex(
            page.model.index(0, column), page.view.selectionModel().SelectionFlag.ClearAndSelect
        )
        qtbot.keyClick(page.view, Qt.Key.Key_F2)
        qtbot.keyClicks(page.view, "x")
        assert not page.view.typing and editors(page.view) == []
        assert hint_of(window) == window.view.info.why_read_only
    QGuiApplication.clipboard().setText("改名")
    page.cells.paste()
    assert page.banner.text == window.view.info.why_read_only
    assert page.edits.unsent == 0 and page.model.item(0).title == before


def test_the_cells_of_a_sheet_open_no_editor_and_say_why(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "reporting")
    page = window.page
    assert isinstance(page, ReportingPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=WAIT)
    page.view.go_to(0, PROGRESS_AT)
    qtbot.keyClicks(page.view, "5")
    assert page.view.state() != QAbstractItemView.State.EditingState
    assert editors(page.view) == []
    assert hint_of(window) == window.view.info.why_read_only
    QGuiApplication.clipboard().setText("50")
    page.view.paste_block()
    assert page.model.cell(0, PROGRESS_AT).text == ""
    assert len(page.drafts) == 0
