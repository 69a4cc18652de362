"""The decomposition's items: their places in the tree, and the recycle bin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork, chunks
from leqing_desktop.domain.level import Level

_item = schema.item

_LIVE = _item.c.deleted_at.is_(None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its level, parent, and the order among its siblings."""

    id: int
    level: Level
    parent_id: int | None
    position: int
    title: str


def places(connection: Connection, ids: Iterable[int]) -> dict[int, Place]:
    """The places of live items by id; unknown and deleted ids are left out."""
    found: dict[int, Place] = {}
    for chunk in chunks(ids):
        for place in _places(connection, _item.c.id.in_(chunk)):
            found[place.id] = place
    return found


def siblings(connection: Connection, parent_id: int | None) -> list[Place]:
    """The live children of an item (of the plan for None) in order."""
    return _places(connection, _item.c.parent_id.is_not_distinct_from(parent_id))


def _places(connection: Connection, condition: ColumnElement[bool]) -> list[Place]:
    query = (
        select(_item.c.id, _item.c.level, _item.c.parent_id, _item.c.position, _item.c.title)
        .where(condition, _LIVE)
        .order_by(_item.c.position, _item.c.id)
    )
    return [
        Place(r.id, Level(r.level), r.parent_id, r.position, r.title)
        for r in _rows(connection, query)
    ]


def _rows(connection: Connection, query: Any) -> Sequence[Any]:
    return connection.execute(query).all()


@dataclass(frozen=True, slots=True)
class WrongDates:
    """An item that would be due before it starts."""

    id: int
    start: date
    due: date


def starting_after_due(connection: Connection, ids: Iterable[int]) -> list[WrongDates]:
    """Those of the items whose start lies behind their due date."""
    found: list[WrongDates] = []
    for chunk in chunks(ids):
        query = select(_item.c.id, _item.c.start, _item.c.due).where(
            _item.c.id.in_(chunk), _item.c.start > _item.c.due
        )
        found.extend(WrongDates(*row) for row in connection.execute(query))
    return found


def with_descendants(connection: Connection, ids: Iterable[int]) -> list[int]:
    """The live items and everything live below them, parents before children."""
    level = list(dict.fromkeys(ids))
    everything = list(level)
    while level:
        below: list[int] = []
        for chunk in chunks(level):
            query = select(_item.c.id).where(_item.c.parent_id.in_(chunk), _LIVE)
            below.extend(connection.execute(query.order_by(_item.c.position)).scalars())
        level = below
        everything.extend(level)
    return list(dict.fromkeys(everything))


def renumber(uow: UnitOfWork, ordered: Sequence[int]) -> None:
    """Give siblings the positions of this order."""
    uow.update(_item, {key: {"position": place} for place, key in enumerate(ordered)})


def delete(uow: UnitOfWork, ids: Iterable[int], now: datetime, clerk: str) -> list[int]:
    """Move items with all below to the recycle bin; returns the ids that went."""
    gone = with_descendants(uow.connection, ids)
    # The moment tells what was deleted together, so no two deletions may share one.
    while uow.connection.execute(select(exists().where(_item.c.deleted_at == now))).scalar():
        now += timedelta(microseconds=1)
    uow.update(_item, {key: {"deleted_at": now, "deleted_by": clerk} for key in gone})
    return gone


def restore(uow: UnitOfWork, ids: Iterable[int]) -> list[int]:
    """Take items out of the bin, with what went with them and with parents that lie there too.

    Each goes back to its place; where another stands there by now, they stand side by side.
    """
    back: dict[int, None] = {}
    parents: dict[int | None, None] = {}
    for key in ids:
        row = _stored(uow.connection, key)
        if row is None or row.deleted_at is None:
            continue
        back.update(dict.fromkeys(_gone_with(uow.connection, row.id, row.deleted_at)))
        parents[row.parent_id] = None
        parent = _stored(uow.connection, row.parent_id)
        while parent is not None and parent.deleted_at is not None:
            back[parent.id] = None
            parents[parent.parent_id] = None
            parent = _stored(uow.connection, parent.parent_id)
    uow.update(_item, {key: {"deleted_at": None, "deleted_by": ""} for key in back})
    for parent_id in parents:
        renumber(uow, [place.id for place in siblings(uow.connection, parent_id)])
    return list(back)


def _stored(connection: Connection, key: int | None) -> Any:
    return connection.execute(select(_item).where(_item.c.id == key)).first()


def _gone_with(connection: Connection, root: int, at: datetime) -> list[int]:
    level, everything = [root], [root]
    while level:
        below: list[int] = []
        for chunk in chunks(level):
            query = select(_item.c.id).where(_item.c.parent_id.in_(chunk), _item.c.deleted_at == at)
            below.extend(connection.execute(query).scalars())
        level = below
        everything.extend(level)
    return everything


@dataclass(frozen=True, slots=True)
class BinRow:
    """An item in the recycle bin; only the top of what was deleted together is listed."""

    id: int
    level: Level
    title: str
    parent_title: str
    deleted_at: datetime
    deleted_by: str
    below: int


def bin_rows(connection: Connection) -> tuple[BinRow, ...]:
    """What lies in the recycle bin, newest first."""
    parent = _item.alias("parent")
    query = (
        select(_item, parent.c.title.label("parent_title"), parent.c.deleted_at.label("parent_at"))
        .outerjoin(parent, parent.c.id == _item.c.parent_id)
        .where(_item.c.deleted_at.is_not(None))
        .order_by(_item.c.deleted_at.desc(), _item.c.id)
    )
    rows = connection.execute(query).all()
    children: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)

    def count(row: Any) -> int:
        same = [r for r in children[row.id] if r.deleted_at == row.deleted_at]
        return len(same) + sum(count(r) for r in same)

    return tuple(
        BinRow(
            row.id,
            Level(row.level),
            row.title,
            row.parent_title or "",
            row.deleted_at,
            row.deleted_by,
            count(row),
        )
        for row in rows
        if row.parent_at != row.deleted_at
    )


def path(connection: Connection, item_id: int) -> str:
    """Where an item stands, from the programme down: ``实施…工程 › 深化…研发``."""
    titles: list[str] = []
    row = _stored(connection, item_id)
    while row is not None and row.parent_id is not None:
        row = _stored(connection, row.parent_id)
        if row is not None:
            titles.append(row.title)
    return " › ".join(reversed(titles))


def next_measure_number(connection: Connection) -> int:
    """The number a new measure gets: one more than the highest, since measures count through."""
    return _next_number(connection, Level.MEASURE)


def next_programme_number(connection: Connection) -> int:
    """The number a new programme gets: one more than the highest."""
    return _next_number(connection, Level.PROGRAMME)


def _next_number(connection: Connection, level: Level) -> int:
    query = select(_item.c.number).where(_item.c.level == level, _LIVE)
    numbers = [int(n) for n in connection.execute(query).scalars() if n.isdecimal()]
    return max(numbers, default=0) + 1
