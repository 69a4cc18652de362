"""What the units reported of their indicators: 累计 and 本季 by period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.period import Period

_value = schema.indicator_value
_period = schema.period


class StoredValue(NamedTuple):
    """What a unit reported of an indicator: 累计 and 本季 in the indicator's unit of measure."""

    indicator_id: int
    unit_id: int
    value: float | None
    in_quarter: float | None


def of_period(connection: Connection, period_id: int) -> tuple[StoredValue, ...]:
    """All that was reported in a period."""
    query = (
        select(*(_value.c[name] for name in StoredValue._fields))
        .where(_value.c.period_id == period_id)
        .order_by(_value.c.id)
    )
    return tuple(StoredValue(*row) for row in connection.execute(query))


def last(connection: Connection, before: Period) -> dict[tuple[int, int], float]:
    """(Indicator id, unit id) → the newest 累计 of an earlier period."""
    query = (
        select(
            _value.c.indicator_id,
            _value.c.unit_id,
            _value.c.value,
            _period.c.year,
            _period.c.quarter,
        )
        .join(_period, _period.c.id == _value.c.period_id)
        .where(_value.c.value.is_not(None), _period.c.year <= before.year)
        .order_by(_period.c.year, _period.c.quarter)
    )
    return {
        (row.indicator_id, row.unit_id): row.value
        for row in connection.execute(query)
        if (row.year, row.quarter) < (before.year, before.quarter)
    }


def put(
    uow: UnitOfWork, period_id: int, unit_id: int, values: Mapping[int, Mapping[str, Any]]
) -> None:
    """Write ``value`` and ``in_quarter`` by indicator id."""
    known = _known(uow.connection, period_id, unit_id)
    uow.update(_value, {known[k]: dict(v) for k, v in values.items() if k in known})
    owner = {"period_id": period_id, "unit_id": unit_id}
    fresh = [owner | {"indicator_id": k, **v} for k, v in values.items() if k not in known]
    uow.insert(_value, fresh)


def remove(uow: UnitOfWork, period_id: int, unit_id: int, indicator_ids: list[int]) -> None:
    """Take back what a unit reported of some indicators."""
    known = _known(uow.connection, period_id, unit_id)
    uow.delete(_value, [known[key] for key in indicator_ids if key in known])


def _known(connection: Connection, period_id: int, unit_id: int) -> dict[int, int]:
    query = select(_value.c.indicator_id, _value.c.id).where(
        _value.c.period_id == period_id, _value.c.unit_id == unit_id
    )
    return {row.indicator_id: row.id for row in connection.execute(query)}
