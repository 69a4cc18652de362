"""One write to the ledger: a transaction that rolls back unless committed, journalled as it goes.

Every change of a record passes through ``insert``, ``update`` or ``delete`` here; so the journal
is complete by construction and undo needs no knowledge of the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from leqing_desktop.db import schema
from leqing_desktop.db.engine import writing
from leqing_desktop.domain.change import NOTHING, Changes

Record = dict[str, Any]
CHUNK = 400  # ids in one IN list, well below every database's limit of parameters


class UnitOfWork:
    """The transaction of one verb. ``connection`` serves reads within it."""

    def __init__(self, connection: Connection, clerk: str, now: datetime) -> None:
        self.connection = connection
        self.clerk = clerk
        self.now = now
        self._entries: list[Record] = []
        self._next_id: int | None = None

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add records; returns their new ids in order. A row that brings an ``id`` keeps it."""
        if not rows:
            return []
        fresh = iter(self._take_ids(sum("id" not in row for row in rows)))
        records = [{"id": row["id"] if "id" in row else next(fresh), **row} for row in rows]
        # Neighbours with the same columns in one go; never out of order: a parent comes first.
        for _, group in groupby(records, key=tuple):
            insert_many(self.connection, table, list(group))
        for record in records:
            self._note(table, record["id"], "insert", None, record)
        return [record["id"] for record in records]

    def update(self, table: Table, values: Mapping[int, Mapping[str, Any]]) -> None:
        """Change records by id; values that stay the same are neither written nor journalled."""
        before = self._fetch(table, values)
        by_columns: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for record_id, wanted in values.items():
            old = before[record_id]
            changed = {name: value for name, value in wanted.items() if old[name] != value}
            if not changed:
                continue
            by_columns[tuple(changed)].append(
                {"_id": record_id} | {f"_{name}": value for name, value in changed.items()}
            )
            self._note(table, record_id, "update", {name: old[name] for name in changed}, changed)
        for columns, group in by_columns.items():
            statement = update(table).where(table.c.id == bindparam("_id"))
            self.connection.execute(
                statement.values({name: bindparam(f"_{name}") for name in columns}), group
            )

    def delete(self, table: Table, ids: Iterable[int]) -> None:
        """Take records out; the journal keeps them whole, so undo brings them back."""
        wanted = list(ids)
        found = self._fetch(table, wanted)
        # In the order asked for: undo names children before their parents.
        before = {key: found[key] for key in wanted if key in found}
        if not before:
            return
        self.connection.execute(
            delete(table).where(table.c.id == bindparam("_id")), [{"_id": key} for key in before]
        )
        for record_id, old in before.items():
            self._note(table, record_id, "delete", old, None)

    def commit(
        self,
        label: str,
        *,
        kind: str = "do",
        target_id: int | None = None,
        barrier: bool = False,
    ) -> Changes:
        """End the transaction under the operation's name in words and say what changed.

        ``barrier``: undo does not reach behind this operation (a number was spent, a lock set).
        """
        if not self._entries and not barrier:
            self.connection.rollback()
            return NOTHING
        if kind == "do":
            self._drop_undone()
        (operation_id,) = self._take_ids(1)
        self.connection.execute(
            insert(schema.journal_operation),
            {
                "id": operation_id,
                "at": self.now,
                "clerk": self.clerk,
                "label": label,
                "kind": kind,
                "target_id": target_id,
                "state": "done",
                "barrier": barrier,
            },
        )
        ids = self._take_ids(len(self._entries))
        touched: dict[str, set[int]] = defaultdict(set)
        for entry_id, entry in zip(ids, self._entries, strict=True):
            entry["id"] = entry_id
            entry["operation_id"] = operation_id
            touched[entry["table_name"]].add(entry["record_id"])
        if self._entries:
            insert_many(self.connection, schema.journal_entry, self._entries)
        self._store_next_id()
        self.connection.commit()
        return Changes(operation_id, label, {t: frozenset(ids) for t, ids in touched.items()})

    def _drop_undone(self) -> None:
        # Something new was done: what had been undone can no longer be redone.
        operations = schema.journal_operation
        self.connection.execute(
            update(operations).where(operations.c.state == "undone").values(state="dropped")
        )

    def _fetch(self, table: Table, ids: Iterable[int]) -> dict[int, Record]:
        found: dict[int, Record] = {}
        for chunk in chunks(ids):
            query = select(table).where(table.c.id.in_(chunk))
            found.update(
                (row["id"], dict(row)) for row in self.connection.execute(query).mappings()
            )
        return found

    def _note(
        self, table: Table, record_id: int, action: str, before: Record | None, after: Record | None
    ) -> None:
        self._entries.append(
            {
                "table_name": table.name,
                "record_id": record_id,
                "action": action,
                "before": None if before is None else as_json(before),
                "after": None if after is None else as_json(after),
            }
        )

    def _take_ids(self, count: int) -> list[int]:
        if self._next_id is None:
            query = select(schema.sequence.c.next_id).where(schema.sequence.c.name == "record")
            self._next_id = int(self.connection.execute(query).scalar_one())
        first = self._next_id
        self._next_id += count
        return list(range(first, first + count))

    def _store_next_id(self) -> None:
        self.connection.execute(
            update(schema.sequence)
            .where(schema.sequence.c.name == "record")
            .values(next_id=self._next_id)
        )


@contextmanager
def unit_of_work(engine: Engine, clerk: str, now: datetime) -> Iterator[UnitOfWork]:
    """Open the transaction of one verb; leaving without ``commit`` takes everything back."""
    with writing(engine) as connection:
        yield UnitOfWork(connection, clerk, now)


def insert_many(connection: Connection, table: Table, records: Sequence[Record]) -> None:
    """Write records that have the same columns.

    The statement and what makes a value fit for its column are found once for all records: for
    the thousands of rows of a collection they cost as much as the writing. Defaults are the
    database's own.
    """
    if len(records) == 1:
        connection.execute(insert(table), records)
        return
    sql, positional, plan = _inserting(table, tuple(records[0]), connection.dialect)
    rows = [
        tuple([make(row[name]) if make else row[name] for name, make in plan]) for row in records
    ]
    if positional:
        connection.exec_driver_sql(sql, rows)
    else:
        names = [name for name, _ in plan]
        connection.exec_driver_sql(sql, [dict(zip(names, row, strict=True)) for row in rows])


@lru_cache(maxsize=256)
def _inserting(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> tuple[str, bool, list[tuple[str, Callable[[Any], Any] | None]]]:
    """The statement, whether it takes values by position, and its columns with their makers."""
    statement = insert(table).compile(dialect=dialect, column_keys=columns)
    order = getattr(statement, "positiontup", None) or columns
    makers = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in order]
    return str(statement), bool(dialect.positional), list(zip(order, makers, strict=True))


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in lists short enough for one IN clause."""
    everything = list(ids)
    for start in range(0, len(everything), CHUNK):
        yield everything[start : start + CHUNK]


def as_json(record: Mapping[str, Any]) -> Record:
    """A record as the journal stores it: dates and times in ISO form."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in record.items()
    }


def from_json(table: Table, stored: Mapping[str, Any]) -> Record:
    """The record back in the column's own types."""
    record: Record = {}
    for name, value in stored.items():
        kind = table.c[name].type.python_type if value is not None else None
        record[name] = kind.fromisoformat(value) if kind in (date, datetime) else value
    return record
