"""A console, and a ledger of the built-in plan at a place with an awkward name."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from tests.console import Console


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Console:
    return Console(capsys, caplog)


@pytest.fixture(scope="session")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Ledgers made once: ``plan`` has the built-in plan, ``quarter`` a little reported in 2024Q3."""
    folder = tmp_path_factory.mktemp("masters")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEQING_HOME", str(folder / "home"))
        workspace = Workspace(lambda: "王敏", lambda: datetime(2024, 10, 10, 9, 0))
        plan, quarter = folder / "plan.leqing", folder / "quarter.leqing"
        workspace.create(plan)
        shutil.copy(plan, quarter)
        services = workspace.open(quarter, keep_backups=False)
        period = Period(2024, 3)
        services.periods.set_period(period)
        # All but three tasks of one unit are on their way, so that three notices are asked for.
        for report in services.review.board(period):
            rows = services.reporting.sheet(period, report.unit_id)
            cells = {row.task_id: {"progress": "80"} for row in rows if not row.support}
            if report.unit == "市人才办":
                late = list(cells)[:3]
                cells |= {late[0]: {"progress": "60"}, late[1]: {"progress": "40.5"}}
                del cells[late[2]]
            services.reporting.save_many(period, report.unit_id, cells)
        services.ledger.close()
    return {"plan": plan, "quarter": quarter}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "台 账 100%#？&"
    folder.mkdir()
    return folder


@pytest.fixture
def ledger(masters: dict[str, Path], folder: Path) -> Path:
    return Path(shutil.copy(masters["plan"], folder / "规划 1%41#.leqing"))


@pytest.fixture
def quarter(masters: dict[str, Path], folder: Path) -> Path:
    return Path(shutil.copy(masters["quarter"], folder / "季度 1%41#.leqing"))
