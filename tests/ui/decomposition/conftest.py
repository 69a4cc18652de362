"""The 分解表 page with real services on a real ledger of the built-in plan."""

from datetime import datetime
from pathlib import Path

import pytest

from leqing_desktop.domain.level import Level
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.decomposition import DecompositionPage
from leqing_desktop.ui.theme import theme


@pytest.fixture(scope="session")
def built_ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "规划.leqing"
    Workspace(lambda: "王敏", datetime.now).create(path)
    return path


@pytest.fixture
def services(built_ledger, tmp_path):
    path = tmp_path / "规划.leqing"
    path.write_bytes(Path(built_ledger).read_bytes())
    services = Workspace(lambda: "王敏", datetime.now).open(path, keep_backups=False)
    yield services
    services.ledger.close()


@pytest.fixture
def page(services, tmp_path, qtbot):
    theme()
    background = Background()
    operations = Operations(background, services.journal)
    settings = DeskSettings(tmp_path / "settings.json")
    page = DecompositionPage(PageContext(services, operations, settings))
    operations.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.set_compact(False)
    page.set_width(1900)
    page.resize(1900, 900)
    page.show()
    page.activate()
    page.idle = lambda: qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    page.idle()
    page.model.expand_to(Level.MILESTONE)
    yield page
    page.idle()
    background.shutdown()


@pytest.fixture
def tasks(page):
    return [row.id for row in page.model.outline.rows if row.level is Level.TASK]
