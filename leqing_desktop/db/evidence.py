"""Files that prove what a unit reported, and its stamped return (盖章件)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.evidence import EvidenceKind, EvidenceRow
from leqing_desktop.domain.level import Level

_evidence = schema.evidence
_file = schema.stored_file
_unit = schema.unit
_item = schema.item


def add(uow: UnitOfWork, new: Sequence[Mapping[str, Any]]) -> None:
    """Keep records of files, each with the table's columns but the id and the time."""
    uow.insert(_evidence, [{**each, "added_at": uow.now} for each in new])


def remove(uow: UnitOfWork, evidence_id: int) -> None:
    """Take a record out; its file stays in the ledger, so that undo finds it."""
    uow.delete(_evidence, [evidence_id])


def of_period(
    connection: Connection, period_id: int, unit_id: int | None = None
) -> tuple[EvidenceRow, ...]:
    """The files kept in a period, of one unit where given, as they came in."""
    query = _joined().where(_evidence.c.period_id == period_id)
    if unit_id is not None:
        query = query.where(_evidence.c.unit_id == unit_id)
    return tuple(_row(found) for found in connection.execute(query.order_by(_evidence.c.id)))


def find(connection: Connection, evidence_id: int) -> tuple[EvidenceRow, int] | None:
    """A record and the id of its period; None where there is none."""
    found = connection.execute(_joined().where(_evidence.c.id == evidence_id)).first()
    return None if found is None else (_row(found), int(found.period_id))


def can_be_proved(connection: Connection, item_id: int) -> bool:
    """Whether the id is a task's or a milestone's that is not in the bin."""
    query = select(_item.c.id).where(
        _item.c.id == item_id, _item.c.level >= Level.TASK.value, _item.c.deleted_at.is_(None)
    )
    return connection.execute(query).first() is not None


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


def _joined() -> Select[Any]:
    return (
        select(_evidence, _unit.c.name.label("unit"), _file.c.size)
        .join(_unit, _unit.c.id == _evidence.c.unit_id)
        .join(_file, _file.c.sha256 == _evidence.c.sha256)
    )


def _row(found: Any) -> EvidenceRow:
    return EvidenceRow(
        found.id,
        found.unit_id,
        found.unit,
        found.item_id,
        EvidenceKind(found.kind),
        found.name,
        found.size,
        found.sha256,
        found.added_at,
        found.downloaded,
    )
