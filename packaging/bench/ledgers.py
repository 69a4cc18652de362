"""Ledgers to measure on, and the desk that opens them: the built-in plan, and a very large one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from leqing_desktop.db import plan_facts, schema
from leqing_desktop.db.ledger_file import create_ledger, open_ledger
from leqing_desktop.db.unit_of_work import UnitOfWork, unit_of_work
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.plan import (
    MeasureFacts,
    PlanFacts,
    ProgrammeFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.services.bundle import Workspace

CLERK = "测速"
PERIOD = Period(2024, 3)
TASKS_A_MEASURE = 20
MEASURES_A_PROGRAMME = 25

_UNITS = tuple(f"第{number}责任单位" for number in range(1, 31))
_NOW = datetime(2024, 10, 15, 9)


@contextmanager
def desk() -> Iterator[Path]:
    """A folder for ledgers with a desk of its own in ``home``: clerk known, 分解表 opens first."""
    with TemporaryDirectory(prefix="leqing-bench-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        settings = {"clerk": CLERK, "page": "decomposition"}
        (home / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        yield Path(folder)


def builtin_ledger(folder: Path) -> Path:
    """A ledger of the built-in plan with one quarter."""
    path = folder / "内置规划.leqing"
    _workspace().create(path)
    _open_period(path)
    return path


def large_ledger(folder: Path, tasks: int) -> Path:
    """A ledger of a generated plan with a reported quarter, its journal as if a clerk did it."""
    path = folder / "大台账.leqing"
    create_ledger(path)
    with (
        open_ledger(path, holder=CLERK, keep_backups=False) as file,
        unit_of_work(file.engine, CLERK, _NOW) as uow,
    ):
        plan_facts.write(uow, large_plan(tasks))
        uow.commit("建立台账", barrier=True)
    _open_period(path)
    with (
        open_ledger(path, holder=CLERK, keep_backups=False) as file,
        unit_of_work(file.engine, CLERK, _NOW) as uow,
    ):
        _report(uow)
        uow.commit("收表")
    return path


def large_plan(tasks: int) -> PlanFacts:
    """A plan of exactly so many tasks, with units, people, targets and dates."""
    measures = [
        _measure(at // TASKS_A_MEASURE + 1, range(at, min(at + TASKS_A_MEASURE, tasks)))
        for at in range(0, tasks, TASKS_A_MEASURE)
    ]
    size = MEASURES_A_PROGRAMME
    programmes = tuple(
        _programme(at // size + 1, measures[at : at + size]) for at in range(0, len(measures), size)
    )
    units = tuple(UnitFacts(name, "部门") for name in _UNITS)
    return PlanFacts("测速用规划", 2021, 2025, programmes=programmes, units=units)


def _programme(number: int, measures: Sequence[MeasureFacts]) -> ProgrammeFacts:
    return ProgrammeFacts(number, f"实施第{number}项工程", tuple(measures))


def _measure(number: int, tasks: range) -> MeasureFacts:
    names = [_UNITS[(number + step) % len(_UNITS)] for step in range(3)]
    units = (
        Assignment(names[0], Role.LEAD),
        Assignment(names[1], Role.RESPONSIBLE),
        Assignment(names[2], Role.SUPPORT),
    )
    return MeasureFacts(
        number, f"推进第{number}组重点工作", units=units, tasks=tuple(map(_task, tasks))
    )


def _task(number: int) -> TaskFacts:
    return TaskFacts(
        f"第{number + 1}项任务：组织开展智能化改造诊断服务，形成典型案例并推广",
        section=f"第{number % 9 + 1}科",
        person=f"经办{number % 40 + 1}",
        target=f"{number % 50 + 1} 家",
        due=date(2024 + number % 2, number % 12 + 1, number % 28 + 1),
    )


def _workspace() -> Workspace:
    return Workspace(lambda: CLERK, lambda: _NOW)


def _open_period(path: Path) -> None:
    services = _workspace().open(path, keep_backups=False)
    services.periods.set_period(PERIOD, date(2024, 9, 25), date(2024, 10, 12))
    services.ledger.close()


def _report(uow: UnitOfWork) -> None:
    """What the unit that leads a task reported on it, with figures from far behind to done."""
    item, lead = schema.item, schema.assignment
    query = (
        select(item.c.id, lead.c.unit_id)
        .join(lead, lead.c.item_id == item.c.parent_id)
        .where(item.c.level == Level.TASK, lead.c.role == Role.LEAD)
    )
    led = [tuple(row) for row in uow.connection.execute(query)]
    period_id = uow.connection.execute(select(schema.period.c.id)).scalar_one()
    unit_ids = sorted({unit_id for _item_id, unit_id in led})
    rows = [
        {"period_id": period_id, "unit_id": unit_id, "received_on": _NOW.date()}
        for unit_id in unit_ids
    ]
    submissions = dict(zip(unit_ids, uow.insert(schema.submission, rows), strict=True))
    uow.insert(
        schema.check_in,
        [
            {
                "submission_id": submissions[unit_id],
                "item_id": item_id,
                "progress": float(item_id * 7 % 101),
                "done": "已完成走访诊断，正在整改。",
            }
            for item_id, unit_id in led
        ],
    )
