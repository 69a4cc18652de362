"""Files that prove what a unit reported, and its stamped return (盖章件)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leqing_desktop.db import schema

_evidence = schema.evidence


def items_with_files(connection: Connection, period_id: int) -> set[int]:
    """The tasks and milestones for which a file is kept in a period."""
    query = select(_evidence.c.item_id).where(
        _evidence.c.period_id == period_id,
        _evidence.c.kind == "evidence",
        _evidence.c.item_id.is_not(None),
    )
    return set(connection.execute(query).scalars())


def units_with_stamped(connection: Connection, period_id: int) -> set[int]:
    """The units whose stamped return is kept."""
    query = select(_evidence.c.unit_id).where(
        _evidence.c.period_id == period_id, _evidence.c.kind == "stamped"
    )
    return set(connection.execute(query).scalars())
