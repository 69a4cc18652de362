"""Where tasks come from that no plan holds: one record a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork, chunks
from leqing_desktop.domain.item_origin import ItemOrigin, OriginKind

_origin = schema.item_origin


def of_items(
    connection: Connection, item_ids: Iterable[int] | None = None
) -> dict[int, ItemOrigin]:
    """Item → its source, of the items asked for or of all; the recycle bin's items included."""
    if item_ids is None:
        return {row.item_id: _read(row) for row in connection.execute(select(_origin))}
    found: dict[int, ItemOrigin] = {}
    for chunk in chunks(item_ids):
        for row in connection.execute(select(_origin).where(_origin.c.item_id.in_(chunk))):
            found[row.item_id] = _read(row)
    return found


def of_item(connection: Connection, item_id: int) -> ItemOrigin | None:
    """The source of one item; None where it has none."""
    return of_items(connection, (item_id,)).get(item_id)


def put(uow: UnitOfWork, origins: Mapping[int, ItemOrigin]) -> None:
    """Give items a source, or another one."""
    known = _record_ids(uow.connection, origins)
    values = {key: _values(origin) for key, origin in origins.items()}
    uow.update(_origin, {known[key]: values[key] for key in origins if key in known})
    fresh = [{"item_id": key, **values[key]} for key in origins if key not in known]
    uow.insert(_origin, fresh)


def remove(uow: UnitOfWork, item_ids: Iterable[int]) -> None:
    """Take the sources of items away."""
    uow.delete(_origin, _record_ids(uow.connection, item_ids).values())


def _record_ids(connection: Connection, item_ids: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in chunks(item_ids):
        query = select(_origin.c.item_id, _origin.c.id).where(_origin.c.item_id.in_(chunk))
        found |= {row.item_id: row.id for row in connection.execute(query)}
    return found


def _values(origin: ItemOrigin) -> dict[str, Any]:
    return {
        "kind": origin.kind.value,
        "source": origin.source,
        "document": origin.document,
        "on_day": origin.on_day,
        "wording": origin.wording,
    }


def _read(row: Any) -> ItemOrigin:
    return ItemOrigin(OriginKind(row.kind), row.source, row.document, row.on_day, row.wording)
