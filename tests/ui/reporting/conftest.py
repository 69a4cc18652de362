"""A ledger made once, and a window on a copy of it for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PageEntry, reporting_page
from tests.returned import open_return
from tests.ui.reporting.return_steps import BANKERS, TOWN, Issued, issue_quarter
from tests.ui.reporting.steps import (
    NOW,
    Desk,
    fill,
    workspace,
)


@pytest.fixture(scope="module")
def built_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the built-in plan, made once and copied for each test."""
    path = tmp_path_factory.mktemp("ledger") / "样.leqing"
    workspace().create(path)
    return path


@pytest.fixture
def make_desk(qtbot: Any, tmp_path: Path, built_in: Path) -> Iterator[Any]:
    made: list[Desk] = []

    def make(plan: str = "builtin", prepare: Any = fill, ledger: Path | None = None) -> Desk:
        path = tmp_path / "试.leqing"
        if ledger is not None:
            shutil.copy(ledger, path)
        elif plan == "builtin":
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


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """A ledger whose third quarter went out, with the workbooks, made once."""
    return issue_quarter(tmp_path_factory.mktemp("issued"))


@pytest.fixture(scope="session")
def filled(issued: Issued, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    for unit in (TOWN, BANKERS):
        shutil.copy(issued.workbook(unit), folder)
    for path in folder.glob("*.xlsx"):
        sheet = open_return(path)
        sheet.fill(lambda _row: 100)
        sheet.save()
    return folder


@pytest.fixture
def back(filled: Path, tmp_path: Path) -> Path:
    """The workbooks of two small units, filled by careful clerks."""
    return Path(shutil.copytree(filled, tmp_path / "收回"))


@pytest.fixture
def review_desk(make_desk: Any, issued: Issued) -> Desk:
    """The window on the ledger whose workbooks went out."""
    found: Desk = make_desk(prepare=lambda _services: None, ledger=issued.ledger)
    found.window.set_period(NOW)
    found.settle()
    return found
