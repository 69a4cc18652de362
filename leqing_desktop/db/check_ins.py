"""What the units reported: one submission per unit and period, one check-in per task in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from leqing_desktop.db import schema, units
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.period import Period

_submission = schema.submission
_check_in = schema.check_in
_period = schema.period
_unit = schema.unit
_item = schema.item


@dataclass(frozen=True, slots=True)
class StoredCheckIn:
    """A unit's words and figure on one task in one period."""

    id: int
    period: Period
    unit: str
    item_id: int
    progress: float | None
    done: str
    problems: str
    next_step: str
    status: str
    evidence: str


def figures(connection: Connection, up_to: Period) -> dict[int, list[tuple[str, Period, float]]]:
    """Task id → the figures that may be in force in a period, as (unit, period, progress).

    Of each unit the last one of the year, and of an earlier year only where the task was due by
    its end: no other counts (see domain.progress), and a ledger holds many years of them.
    """
    this_year = _last_figures(
        _period.c.year == up_to.year,
        _period.c.quarter <= up_to.quarter,
    )
    due_before = select(_item.c.id).where(_item.c.due < date(up_to.year, 1, 1))
    earlier = _last_figures(_period.c.year < up_to.year, _check_in.c.item_id.in_(due_before))
    names = units.names_by_id(connection)
    found: dict[int, list[tuple[str, Period, float]]] = defaultdict(list)
    for query in (earlier, this_year):
        periods: dict[tuple[int, int], Period] = {}
        for item_id, unit_id, year, quarter, progress in connection.execute(query).all():
            period = periods.get((year, quarter))
            if period is None:
                period = periods[year, quarter] = Period(year, quarter)
            found[item_id].append((names[unit_id], period, progress))
    return found


def _last_figures(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The newest figure of each task and unit: (task, unit, year, quarter, progress)."""
    age = func.row_number().over(
        partition_by=(_check_in.c.item_id, _submission.c.unit_id),
        order_by=(_period.c.year.desc(), _period.c.quarter.desc()),
    )
    ranked = (
        select(
            _check_in.c.item_id,
            _submission.c.unit_id,
            _period.c.year,
            _period.c.quarter,
            _check_in.c.progress,
            age.label("age"),
        )
        .join(_submission, _submission.c.id == _check_in.c.submission_id)
        .join(_period, _period.c.id == _submission.c.period_id)
        .where(_check_in.c.progress.is_not(None), *conditions)
        .subquery()
    )
    shown = (ranked.c[name] for name in ("item_id", "unit_id", "year", "quarter", "progress"))
    return select(*shown).where(ranked.c.age == 1)


def of_period(
    connection: Connection, period: Period, unit_id: int | None = None
) -> list[StoredCheckIn]:
    """All check-ins of a period, of one unit where given."""
    query = _joined().where(_period.c.year == period.year, _period.c.quarter == period.quarter)
    if unit_id is not None:
        query = query.where(_submission.c.unit_id == unit_id)
    return [_stored(row) for row in connection.execute(query)]


def of_item(connection: Connection, item_id: int) -> list[StoredCheckIn]:
    """All check-ins of a task, newest period first."""
    query = (
        _joined()
        .where(_check_in.c.item_id == item_id)
        .order_by(_period.c.year.desc(), _period.c.quarter.desc(), _submission.c.id)
    )
    return [_stored(row) for row in connection.execute(query)]


def filled(connection: Connection, period: Period) -> dict[int, set[int]]:
    """Unit id → the live tasks for which it has given a progress figure in a period.

    A unit keeps its figure on a task that has since gone to another unit.
    """
    query = (
        select(_submission.c.unit_id, _check_in.c.item_id)
        .select_from(_check_in)
        .join(_submission, _submission.c.id == _check_in.c.submission_id)
        .join(_period, _period.c.id == _submission.c.period_id)
        .join(_item, _item.c.id == _check_in.c.item_id)
        .where(
            _period.c.year == period.year,
            _period.c.quarter == period.quarter,
            _check_in.c.progress.is_not(None),
            _item.c.deleted_at.is_(None),
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for unit_id, item_id in connection.execute(query):
        found[unit_id].add(item_id)
    return found


def put(
    uow: UnitOfWork,
    period_id: int,
    unit_id: int,
    entries: Mapping[int, Mapping[str, Any]],
    received_on: date,
) -> None:
    """Write a unit's check-ins by task id; fields that are not given stay as they are.

    The submission is made with the first entry; ``received_on`` is the day of its first entry.
    Clearing what was never filled is no entry.
    """
    query = select(_submission.c.id).where(
        _submission.c.period_id == period_id, _submission.c.unit_id == unit_id
    )
    submission_id = uow.connection.execute(query).scalar()
    said = {k: v for k, v in entries.items() if any(x not in (None, "") for x in v.values())}
    if submission_id is None:
        if not said:
            return
        row = {"period_id": period_id, "unit_id": unit_id, "received_on": received_on}
        (submission_id,) = uow.insert(_submission, [row])
    known_query = select(_check_in.c.item_id, _check_in.c.id).where(
        _check_in.c.submission_id == submission_id
    )
    known = {row.item_id: row.id for row in uow.connection.execute(known_query)}
    uow.update(_check_in, {known[k]: dict(v) for k, v in entries.items() if k in known})
    fresh = [
        {"submission_id": submission_id, "item_id": item_id, **values}
        for item_id, values in said.items()
        if item_id not in known
    ]
    uow.insert(_check_in, fresh)


def remove(uow: UnitOfWork, period_id: int, unit_id: int, item_ids: Iterable[int]) -> None:
    """Take back what a unit reported on some tasks; its submission stays."""
    query = (
        select(_check_in.c.id)
        .join(_submission, _submission.c.id == _check_in.c.submission_id)
        .where(_submission.c.period_id == period_id, _submission.c.unit_id == unit_id)
    )
    wanted = set(item_ids)
    if wanted:
        uow.delete(
            _check_in,
            list(uow.connection.execute(query.where(_check_in.c.item_id.in_(wanted))).scalars()),
        )


def receive(uow: UnitOfWork, period_id: int, unit_id: int, received_on: date) -> None:
    """Note the day on which a unit's report came in, unless an earlier one is known."""
    query = select(_submission.c.id, _submission.c.received_on).where(
        _submission.c.period_id == period_id, _submission.c.unit_id == unit_id
    )
    known = uow.connection.execute(query).first()
    if known is None:
        row = {"period_id": period_id, "unit_id": unit_id, "received_on": received_on}
        uow.insert(_submission, [row])
    elif known.received_on is None or known.received_on > received_on:
        uow.update(_submission, {known.id: {"received_on": received_on}})


def received_days(connection: Connection, period: Period) -> dict[int, date]:
    """Unit id → the day its submission of a period came in."""
    query = (
        select(_submission.c.unit_id, _submission.c.received_on)
        .join(_period, _period.c.id == _submission.c.period_id)
        .where(
            _period.c.year == period.year,
            _period.c.quarter == period.quarter,
            _submission.c.received_on.is_not(None),
        )
    )
    return {row.unit_id: row.received_on for row in connection.execute(query)}


def _joined() -> Any:
    return (
        select(_check_in, _period.c.year, _period.c.quarter, _unit.c.name.label("unit"))
        .join(_submission, _submission.c.id == _check_in.c.submission_id)
        .join(_period, _period.c.id == _submission.c.period_id)
        .join(_unit, _unit.c.id == _submission.c.unit_id)
    )


def _stored(row: Any) -> StoredCheckIn:
    return StoredCheckIn(
        row.id,
        Period(row.year, row.quarter),
        row.unit,
        row.item_id,
        row.progress,
        row.done,
        row.problems,
        row.next_step,
        row.status,
        row.evidence,
    )
