"""The organisation: units with their names and what they are assigned to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork, chunks
from leqing_desktop.domain.assignment import Assignment, Role

_unit = schema.unit
_assignment = schema.assignment


def names(connection: Connection) -> tuple[str, ...]:
    """All unit names in the order of the list."""
    query = select(_unit.c.name).order_by(_unit.c.position, _unit.c.id)
    return tuple(connection.execute(query).scalars())


def ids_by_name(connection: Connection) -> dict[str, int]:
    """Unit name → id, in the order of the list."""
    query = select(_unit.c.name, _unit.c.id).order_by(_unit.c.position, _unit.c.id)
    return {row.name: row.id for row in connection.execute(query)}


def names_by_id(connection: Connection) -> dict[int, str]:
    """Unit id → name."""
    return {row.id: row.name for row in connection.execute(select(_unit.c.id, _unit.c.name))}


def add(uow: UnitOfWork, new_names: Iterable[str], kind: str = "") -> dict[str, int]:
    """Add units at the end of the list; returns name → id."""
    return add_described(uow, [(name, "", kind) for name in dict.fromkeys(new_names)])


def add_described(uow: UnitOfWork, new: Sequence[tuple[str, str, str]]) -> dict[str, int]:
    """Add units (name, full name, kind) at the end of the list; returns name → id."""
    last = uow.connection.execute(select(func.coalesce(func.max(_unit.c.position), 0))).scalar_one()
    rows = [
        {"name": name, "full_name": full_name, "kind": kind, "position": last + offset}
        for offset, (name, full_name, kind) in enumerate(new, start=1)
    ]
    return dict(zip((name for name, _, _ in new), uow.insert(_unit, rows), strict=True))


def assignments(
    connection: Connection, item_ids: Iterable[int] | None = None
) -> dict[int, list[Assignment]]:
    """Item id → its own assignments in order; of all items where no ids are given."""
    query = (
        select(_assignment.c.item_id, _unit.c.name, _assignment.c.role, _assignment.c.counts_first)
        .join(_unit, _unit.c.id == _assignment.c.unit_id)
        .order_by(_assignment.c.item_id, _assignment.c.position)
    )
    found: dict[int, list[Assignment]] = {}
    parts = [query]
    if item_ids is not None:
        parts = [query.where(_assignment.c.item_id.in_(chunk)) for chunk in chunks(item_ids)]
    roles = {role.value: role for role in Role}
    for part in parts:
        for item_id, name, role, counts_first in connection.execute(part).all():
            found.setdefault(item_id, []).append(Assignment(name, roles[role], counts_first))
    return found


def replace_assignments(
    uow: UnitOfWork, wanted: Mapping[int, Iterable[Assignment]], unit_ids: Mapping[str, int]
) -> None:
    """Give each item exactly these assignments, in this order."""
    stored: dict[int, dict[int, Any]] = {}
    for chunk in chunks(wanted):
        query = select(_assignment).where(_assignment.c.item_id.in_(chunk))
        for row in uow.connection.execute(query):
            stored.setdefault(row.item_id, {})[row.unit_id] = row
    inserts: list[dict[str, Any]] = []
    updates: dict[int, dict[str, Any]] = {}
    gone: list[int] = []
    for item_id, list_ in wanted.items():
        kept = stored.get(item_id, {})
        for position, part in enumerate(list_):
            values = {
                "role": part.role.value,
                "counts_first": part.counts_first,
                "position": position,
            }
            row = kept.pop(unit_ids[part.unit], None)
            if row is None:
                owner = {"item_id": item_id, "unit_id": unit_ids[part.unit]}
                inserts.append(owner | values)
            else:
                updates[row.id] = values
        gone.extend(row.id for row in kept.values())
    uow.delete(_assignment, gone)
    uow.update(_assignment, updates)
    uow.insert(_assignment, inserts)
