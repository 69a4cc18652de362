"""Real ledgers for tests: made once, copied for each test, opened at a desk with a clock of its own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from leqing_desktop.db import schema
from leqing_desktop.db.engine import Engine, make_engine, reading
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.bundle import Services, Workspace

CLERK = "王敏"
START = datetime(2024, 9, 20, 9, 30)
Q3 = Period(2024, 3)

Tables = dict[str, list[dict[str, Any]]]


@dataclass
class Clock:
    """A desk's clock, set by the test."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 9, 30)


@dataclass(frozen=True)
class Desk:
    """An open ledger with everything a test may want to look at."""

    path: Path
    clock: Clock
    services: Services

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.services.decomposition.tree()

    def row(self, number: str) -> Row:
        """The row that shows an outline number."""
        return next(row for row in self.rows if row.number == number)

    def by_id(self, item_id: int) -> Row:
        return next(row for row in self.rows if row.id == item_id)

    def unit(self, name: str) -> int:
        with reading(self.engine) as connection:
            query = select(schema.unit.c.id).where(schema.unit.c.name == name)
            return int(connection.execute(query).scalar_one())

    @property
    def engine(self) -> Engine:
        return make_engine(self.path)

    @property
    def tables(self) -> Tables:
        return tables(self.engine)


def workspace(clock: Clock) -> Workspace:
    return Workspace(lambda: CLERK, clock)


def access(path: Path, clock: Clock) -> LedgerAccess:
    """A ledger without the file's lock, for tests of the tables alone."""
    return LedgerAccess(make_engine(path), lambda: CLERK, clock, lambda: None)


def tables(engine: Engine) -> Tables:
    """Every record of the clerk's tables; the journal and the counter of ids are left out."""
    with reading(engine) as connection:
        return {
            name: [dict(row) for row in connection.execute(select(t).order_by(t.c.id)).mappings()]
            for name, t in schema.JOURNALLED.items()
        }


def lock(path: Path, period: Period, on: date) -> None:
    """Lock a period as a ledger of an earlier version has it: without a snapshot."""
    with unit_of_work(make_engine(path), CLERK, START) as uow:
        table = schema.period
        query = select(table.c.id).where(
            table.c.year == period.year, table.c.quarter == period.quarter
        )
        key = uow.connection.execute(query).scalar_one()
        uow.update(table, {key: {"locked_on": on}})
        uow.commit("锁定", barrier=True)


def is_sentence(text: str) -> bool:
    """What the clerk reads when something is refused: one line of Chinese that ends in 。"""
    return re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*。", text) is not None and "。；" not in text


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the built-in plan."""
    path = tmp_path_factory.mktemp("master") / "台账.leqing"
    workspace(Clock()).create(path)
    return path


@pytest.fixture(scope="session")
def small_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with two programmes, three measures, four tasks, a milestone and three units."""
    path = tmp_path_factory.mktemp("small") / "小台账.leqing"
    clock = Clock()
    workspace(clock).create(path, "empty")
    fill_small(path)
    return path


def fill_small(path: Path) -> None:
    with unit_of_work(make_engine(path), CLERK, START) as uow:
        names = ("市经信局", "市科技局", "市财政局")
        rows = [{"name": name, "position": at} for at, name in enumerate(names)]
        lead, responsible, _ = uow.insert(schema.unit, rows)

        def add(parent: int | None, level: Level, *titles: str) -> list[int]:
            return uow.insert(
                schema.item,
                [
                    {"parent_id": parent, "level": int(level), "position": at, "title": title}
                    for at, title in enumerate(titles)
                ],
            )

        first, second = add(None, Level.PROGRAMME, "高端化工程", "绿色化工程")
        research, brands = add(first, Level.MEASURE, "深化研发", "培育品牌")
        (power,) = add(second, Level.MEASURE, "改造用能")
        software, _ = add(research, Level.TASK, "新增软件著作权", "建设研究院")
        add(brands, Level.TASK, "培育名牌")
        add(power, Level.TASK, "推广光伏")
        add(software, Level.MILESTONE, "登记过半")
        numbers = {first: "1", second: "2", research: "1", brands: "2", power: "3"}
        uow.update(schema.item, {key: {"number": number} for key, number in numbers.items()})
        parts = (lead, "lead", 0), (responsible, "responsible", 1)
        uow.insert(
            schema.assignment,
            [
                {"item_id": measure, "unit_id": unit, "role": role, "position": at}
                for measure in (research, power)
                for unit, role, at in parts
            ],
        )
        uow.commit("准备台账", barrier=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(master: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The built-in plan, open for writing."""
    yield from opened(Path(shutil.copy(master, tmp_path / "台账.leqing")), clock)


@pytest.fixture
def small(small_master: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The small ledger, open for writing."""
    yield from opened(Path(shutil.copy(small_master, tmp_path / "小台账.leqing")), clock)


def opened(path: Path, clock: Clock) -> Iterator[Desk]:
    services = workspace(clock).open(path, keep_backups=False)
    try:
        yield Desk(path, clock, services)
    finally:
        services.ledger.close()
