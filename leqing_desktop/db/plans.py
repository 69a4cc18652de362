"""What single reads need of a plan: its title, its years, and its targets."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, RowMapping, select

from leqing_desktop.db import schema
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind


def title(connection: Connection) -> str:
    """The plan's title; empty in an empty ledger."""
    return connection.execute(select(schema.plan.c.title)).scalars().first() or ""


def years(connection: Connection) -> tuple[int | None, int | None]:
    """The plan's first and last year where it names them."""
    row = connection.execute(select(schema.plan.c.start_year, schema.plan.c.end_year)).first()
    return (None, None) if row is None else (row.start_year, row.end_year)


def indicators(
    connection: Connection, owner: str, owner_id: int | None = None
) -> dict[int, list[Indicator]]:
    """Targets by the id of their goal (``owner`` "goal_id") or item ("item_id"), in order."""
    table = schema.indicator
    query = select(table).where(table.c[owner].is_not(None)).order_by(table.c.position)
    if owner_id is not None:
        query = query.where(table.c[owner] == owner_id)
    found: dict[int, list[Indicator]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row[owner]].append(_indicator(row))
    return found


def indicators_by_id(connection: Connection) -> dict[int, tuple[int, Indicator]]:
    """Indicator id → the id of its goal or item, and the target; in order."""
    table = schema.indicator
    query = select(table).order_by(table.c.position, table.c.id)
    return {
        row["id"]: (row["item_id"] or row["goal_id"], _indicator(row))
        for row in connection.execute(query).mappings()
    }


def _indicator(row: RowMapping) -> Indicator:
    return Indicator(
        name=row["name"],
        value=row["value"],
        uom=row["uom"],
        comparator=Comparator(row["comparator"]),
        year=row["year"],
        kind=IndicatorKind(row["kind"]),
        upper=row["upper"],
        literal=row["literal"],
        baseline=row["baseline"],
        baseline_year=row["baseline_year"],
    )
