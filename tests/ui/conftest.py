"""A real empty ledger with one period, and its services, for the tests of the window's frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.shell import LedgerDoors
from leqing_desktop.ui.theme import theme

Q3 = Period(2024, 3)


@pytest.fixture
def desk(tmp_path: Path) -> DeskSettings:
    settings = DeskSettings(tmp_path / "desk" / "settings.json")
    settings.clerk = "王敏"
    return settings


@pytest.fixture
def workspace(desk: DeskSettings) -> Workspace:
    return Workspace(lambda: desk.clerk, datetime.now)


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("master") / "空白台账.leqing"
    maker = Workspace(lambda: "王敏", datetime.now)
    maker.create(path, "empty")
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def ledger(empty_ledger: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "空白台账.leqing"
    path.write_bytes(empty_ledger)
    return path


@pytest.fixture
def doors(workspace: Workspace) -> LedgerDoors:
    def create(path: Path, plan: str) -> Services:
        workspace.create(path, plan)
        return workspace.open(path)

    return LedgerDoors(
        open=workspace.open,
        create=create,
        close=lambda services: services.ledger.close(),
        newest_backup=workspace.newest_backup,
        restore=workspace.restore,
    )


@pytest.fixture
def light_look(qapp: QApplication) -> Iterator[None]:
    theme().apply("light")
    yield
    theme().apply("light")
