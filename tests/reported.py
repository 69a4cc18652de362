"""A quarter of the built-in plan in which most units reported, two late and two not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.ledgers import Q3, Clock, Desk, opened

LATE = ("市科技局", "柳白新区管委会")
MISSING = ("市生态环境局", "市发改局")
FIGURES = (30, 50, 62, 70, 75, 80, 90, 95)
DUE, AFTER = date(2024, 10, 15), date(2024, 10, 20)


def report_quarter(desk: Desk) -> None:
    """Make the period and enter what the units said; the day after is 20 October."""
    services = desk.services
    services.periods.set_period(Q3, date(2024, 9, 20), DUE)
    for at, row in enumerate(services.review.board(Q3)):
        if row.unit in MISSING:
            continue
        desk.clock.set(date(2024, 10, 18) if row.unit in LATE else date(2024, 10, 10))
        sheet = [each for each in services.reporting.sheet(Q3, row.unit_id) if not each.support]
        said = {
            each.task_id: {"progress": str(FIGURES[(at + n) % 8]), "done": f"已摸底{n}家。"}
            for n, each in enumerate(sheet)
        }
        services.reporting.save_many(Q3, row.unit_id, said)
    desk.clock.set(AFTER)


@pytest.fixture(scope="session")
def reported_master(master: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with that quarter."""
    path = Path(shutil.copy(master, tmp_path_factory.mktemp("reported")))
    for desk in opened(path, Clock()):
        report_quarter(desk)
    return path


@pytest.fixture
def reported(reported_master: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A quarter in which most units reported, two late and two not at all; it is 20 October."""
    clock.set(AFTER)
    yield from opened(Path(shutil.copy(reported_master, tmp_path)), clock)
