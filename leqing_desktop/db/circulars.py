"""The circulars (通报): one draft at most for a period, and what was signed, void numbers included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.notice import NoticeNumber
from leqing_desktop.domain.period import Period

_circular = schema.circular
_period = schema.period


class CircularState(StrEnum):
    """Where a circular stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class StoredCircular:
    """A circular; ``document`` is what was printed, None and no number while it is a draft.

    ``state_on``: the day of signing, or on which it was made void; None where an earlier version
    did so.
    """

    id: int
    period: Period
    snapshot_id: int
    state: CircularState
    state_note: str
    number: NoticeNumber | None
    issued_on: date | None
    prose: Mapping[str, Any]
    said: Mapping[str, str]
    with_basis: bool
    document: Mapping[str, Any] | None
    state_on: date | None


def of_period(connection: Connection, period: Period) -> tuple[StoredCircular, ...]:
    """Every circular of a period, the newest first."""
    query = _query().where(_period.c.year == period.year, _period.c.quarter == period.quarter)
    return tuple(map(_stored, connection.execute(query)))


def find(connection: Connection, circular_id: int) -> StoredCircular | None:
    """One circular; None where there is none."""
    row = connection.execute(_query().where(_circular.c.id == circular_id)).first()
    return None if row is None else _stored(row)


def register(connection: Connection) -> tuple[StoredCircular, ...]:
    """What was signed in all periods, void numbers included, the newest first."""
    return tuple(map(_stored, connection.execute(_query().where(_circular.c.number.is_not(None)))))


def snapshot_in_force(connection: Connection, period_id: int) -> int | None:
    """The id of the snapshot that a locked period answers from."""
    table = schema.snapshot
    query = select(table.c.id).where(table.c.period_id == period_id, table.c.released_at.is_(None))
    return connection.execute(query.order_by(table.c.id.desc()).limit(1)).scalar()


def add(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Enter a draft; returns its id."""
    return uow.insert(_circular, [values])[0]


def update(uow: UnitOfWork, circular_id: int, values: Mapping[str, Any]) -> None:
    """Change a circular: its words while it is a draft, its number when it is signed."""
    uow.update(_circular, {circular_id: values})


def remove(uow: UnitOfWork, circular_id: int) -> None:
    """Take a draft away."""
    uow.delete(_circular, [circular_id])


def _query() -> Any:
    return (
        select(_circular, _period.c.year.label("period_year"), _period.c.quarter)
        .join(_period, _period.c.id == _circular.c.period_id)
        .order_by(_circular.c.id.desc())
    )


def _stored(row: Any) -> StoredCircular:
    return StoredCircular(
        row.id,
        Period(row.period_year, row.quarter),
        row.snapshot_id,
        CircularState(row.state),
        row.state_note,
        None
        if row.number is None
        else NoticeNumber(row.series, row.year, row.number, (row.document or {}).get("number", "")),
        row.issued_on,
        row.prose,
        row.said,
        row.with_basis,
        row.document,
        row.state_on,
    )
