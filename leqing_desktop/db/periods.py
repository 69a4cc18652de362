"""Reporting periods with their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.period import Period

_period = schema.period


@dataclass(frozen=True, slots=True)
class StoredPeriod:
    """A period of the ledger with its id and dates."""

    id: int
    period: Period
    issue_on: date | None
    due_on: date | None
    locked: bool


def all_periods(connection: Connection) -> tuple[StoredPeriod, ...]:
    """The ledger's periods, oldest first."""
    query = select(_period).order_by(_period.c.year, _period.c.quarter)
    return tuple(_stored(row) for row in connection.execute(query))


def find(connection: Connection, period: Period) -> StoredPeriod | None:
    """One period, None where the ledger has not got it."""
    query = select(_period).where(
        _period.c.year == period.year, _period.c.quarter == period.quarter
    )
    row = connection.execute(query).first()
    return None if row is None else _stored(row)


def by_id(connection: Connection, period_id: int) -> StoredPeriod:
    """The period of an id that another record names."""
    return _stored(connection.execute(select(_period).where(_period.c.id == period_id)).one())


def put(
    uow: UnitOfWork, period: Period, issue_on: date | None = None, due_on: date | None = None
) -> int:
    """Make the period where it is missing and set the given dates; returns its id."""
    dates = {
        name: day for name, day in (("issue_on", issue_on), ("due_on", due_on)) if day is not None
    }
    known = find(uow.connection, period)
    if known is None:
        row = {"year": period.year, "quarter": period.quarter, **dates}
        return uow.insert(_period, [row])[0]
    uow.update(_period, {known.id: dates})
    return known.id


def set_locked(uow: UnitOfWork, period_id: int, on: date | None) -> None:
    """Lock a period as of a day, or open it again (None)."""
    uow.update(_period, {period_id: {"locked_on": on}})


def _stored(row: Any) -> StoredPeriod:
    return StoredPeriod(
        row.id,
        Period(row.year, row.quarter),
        row.issue_on,
        row.due_on,
        row.locked_on is not None,
    )
