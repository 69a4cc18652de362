"""The journal as undo stack and history: one linear stack per ledger that survives a restart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select, update

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork, chunks, from_json
from leqing_desktop.domain.change import Changes
from leqing_desktop.errors import Refused

_operation = schema.journal_operation
_entry = schema.journal_entry


@dataclass(frozen=True, slots=True)
class StackTop:
    """What Ctrl+Z and Ctrl+Y would do: names in words, None where there is nothing."""

    undo: str | None
    redo: str | None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One journalled change of a record, with the operation it belongs to."""

    at: datetime
    clerk: str
    label: str
    operation_id: int
    table: str
    record_id: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def stack_top(connection: Connection) -> StackTop:
    """The labels of the next undo and redo; a barrier ends the stack."""
    last = connection.execute(_last("done")).first()
    following = connection.execute(_last("undone", newest=False)).first()
    return StackTop(
        last.label if last is not None and not last.barrier else None,
        following.label if following is not None else None,
    )


def undo(uow: UnitOfWork) -> Changes:
    """Take back the newest operation; Refused where there is none or a barrier stands."""
    last = uow.connection.execute(_last("done")).first()
    if last is None:
        raise Refused("没有可以撤销的操作。")
    if last.barrier:
        raise Refused(f"“{last.label}”之前的操作不能再撤销。")
    _replay(uow, last.id, backwards=True)
    _set_state(uow, last.id, "undone")
    return uow.commit(f"撤销：{last.label}", kind="undo", target_id=last.id)


def redo(uow: UnitOfWork) -> Changes:
    """Do the operation again that was undone last; Refused where there is none."""
    following = uow.connection.execute(_last("undone", newest=False)).first()
    if following is None:
        raise Refused("没有可以重做的操作。")
    _replay(uow, following.id, backwards=False)
    _set_state(uow, following.id, "done")
    return uow.commit(f"重做：{following.label}", kind="redo", target_id=following.id)


def entries_of(connection: Connection, records: Mapping[str, Iterable[int]]) -> list[StoredEntry]:
    """Every journalled change of the given records by table, newest first."""
    found: list[StoredEntry] = []
    for table, ids in records.items():
        for chunk in chunks(ids):
            query = (
                select(
                    _operation.c.at,
                    _operation.c.clerk,
                    _operation.c.label,
                    _entry.c.operation_id,
                    _entry.c.record_id,
                    _entry.c.action,
                    _entry.c.before,
                    _entry.c.after,
                )
                .join(_operation, _operation.c.id == _entry.c.operation_id)
                .where(_entry.c.table_name == table, _entry.c.record_id.in_(chunk))
            )
            for row in connection.execute(query):
                found.append(
                    StoredEntry(
                        row.at,
                        row.clerk,
                        row.label,
                        row.operation_id,
                        table,
                        row.record_id,
                        row.action,
                        row.before or {},
                        row.after or {},
                    )
                )
    found.sort(key=lambda entry: entry.operation_id, reverse=True)
    return found


def last_operation(connection: Connection) -> tuple[int, datetime] | None:
    """Number and time of the newest operation of any kind, None in a fresh file."""
    query = select(_operation.c.id, _operation.c.at).order_by(_operation.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else (row.id, row.at)


def _last(state: str, newest: bool = True) -> Select[Any]:
    order = _operation.c.id.desc() if newest else _operation.c.id.asc()
    return (
        select(_operation.c.id, _operation.c.label, _operation.c.barrier)
        .where(_operation.c.kind == "do", _operation.c.state == state)
        .order_by(order)
        .limit(1)
    )


def _set_state(uow: UnitOfWork, operation_id: int, state: str) -> None:
    uow.connection.execute(
        update(_operation).where(_operation.c.id == operation_id).values(state=state)
    )


def _replay(uow: UnitOfWork, operation_id: int, backwards: bool) -> None:
    order = _entry.c.id.desc() if backwards else _entry.c.id.asc()
    query = select(_entry).where(_entry.c.operation_id == operation_id).order_by(order)
    for table, action, group in _runs(uow.connection.execute(query)):
        adds = action == ("delete" if backwards else "insert")
        stored = "before" if backwards else "after"
        if action == "update":
            uow.update(table, {e.record_id: from_json(table, getattr(e, stored)) for e in group})
        elif adds:
            uow.insert(table, [from_json(table, getattr(e, stored)) for e in group])
        else:
            uow.delete(table, [e.record_id for e in group])


def _runs(entries: Iterable[Row[Any]]) -> Iterable[tuple[Any, str, list[Row[Any]]]]:
    """Neighbouring entries of one table and action, so that they are written in bulk.

    A record that changed twice within one operation starts a new run: order matters then.
    """
    run: list[Row[Any]] = []
    seen: set[int] = set()
    for entry in entries:
        same = run and (run[-1].table_name, run[-1].action) == (entry.table_name, entry.action)
        if run and (not same or entry.record_id in seen):
            yield schema.JOURNALLED[run[0].table_name], run[0].action, run
            run, seen = [], set()
        run.append(entry)
        seen.add(entry.record_id)
    if run:
        yield schema.JOURNALLED[run[0].table_name], run[0].action, run


def entries_about(connection: Connection, item_id: int) -> list[StoredEntry]:
    """The history of an item: its record, source, units, year goals and check-ins, newest first."""
    records: dict[str, list[int]] = {"item": [item_id]}
    for table in ("assignment", "check_in", "item_origin", "year_goal"):
        owned = or_(
            *(side["item_id"].as_integer() == item_id for side in (_entry.c.before, _entry.c.after))
        )
        query = select(_entry.c.record_id).where(
            _entry.c.table_name == table, _entry.c.action != "update", owned
        )
        records[table] = list(dict.fromkeys(connection.execute(query).scalars()))
    return entries_of(connection, records)
