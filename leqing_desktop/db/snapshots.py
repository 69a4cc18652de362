"""The snapshots of locked periods; what was unlocked stays, with who released it and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.period import Period

_snapshot = schema.snapshot
_period = schema.period


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A snapshot without its content; ``released_at`` is None while it is in force."""

    id: int
    taken_at: datetime
    taken_by: str
    released_at: datetime | None
    released_by: str
    released_reason: str


def add(uow: UnitOfWork, period_id: int, content: dict[str, Any]) -> int:
    """Keep what a period is locked with; returns the snapshot's id."""
    row = {
        "period_id": period_id,
        "taken_at": uow.now,
        "taken_by": uow.clerk,
        "content": content,
    }
    return uow.insert(_snapshot, [row])[0]


def release(uow: UnitOfWork, period_id: int, reason: str) -> None:
    """Take every snapshot of a period out of force, saying why."""
    query = select(_snapshot.c.id).where(
        _snapshot.c.period_id == period_id, _snapshot.c.released_at.is_(None)
    )
    words = {"released_at": uow.now, "released_by": uow.clerk, "released_reason": reason}
    uow.update(_snapshot, dict.fromkeys(uow.connection.execute(query).scalars().all(), words))


def in_force(connection: Connection, period: Period) -> dict[str, Any] | None:
    """The content of a locked period's newest snapshot; None where it is open or has none."""
    query = (
        select(_snapshot.c.content)
        .join(_period, _period.c.id == _snapshot.c.period_id)
        .where(
            _period.c.year == period.year,
            _period.c.quarter == period.quarter,
            _period.c.locked_on.is_not(None),
            _snapshot.c.released_at.is_(None),
        )
        .order_by(_snapshot.c.id.desc())
        .limit(1)
    )
    content: dict[str, Any] | None = connection.execute(query).scalar()
    return content


def of_period(connection: Connection, period_id: int) -> tuple[StoredSnapshot, ...]:
    """Every snapshot of a period, newest first."""
    shown = (_snapshot.c[name] for name in StoredSnapshot.__slots__)
    query = select(*shown).where(_snapshot.c.period_id == period_id).order_by(_snapshot.c.id.desc())
    return tuple(StoredSnapshot(*row) for row in connection.execute(query))
