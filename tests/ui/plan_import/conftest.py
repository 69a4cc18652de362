"""The review of an import in the real window, on a real empty ledger and real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PAGES
from tests.ui.plan_import.steps import PLAN, Reviewer


@pytest.fixture
def services(workspace: Workspace, ledger: Path) -> Iterator[Services]:
    services = workspace.open(ledger)
    yield services
    services.ledger.close()


@pytest.fixture
def window(
    services: Services, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[MainWindow]:
    background = Background()
    operations = Operations(background, services.journal)
    made = MainWindow(LedgerView.read(services), operations, desk, PAGES)
    made.resize(1900, 1000)
    made.show()
    # Whatever a test leaves unfinished, closing must not wait for an answer.
    qtbot.addWidget(made, before_close_func=lambda window: setattr(window, "_agreed", True))
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    yield made
    background.shutdown()


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str = PLAN, name: str = "行动计划.txt") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def reviewer(window: MainWindow, qtbot: QtBot, file: Callable[..., Path]) -> Reviewer:
    """The small plan, read and ready for review."""
    made = Reviewer(window, qtbot)
    made.read(file())
    return made
