"""Imported documents and tables, and what each of them says of an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork

_source, _excerpt = schema.source, schema.excerpt

TEXT, TABLE = "text", "table"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a source says of an item: its span in the words, its place as told, its facts as JSON."""

    item_id: int
    start: int
    end: int
    place: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words behind an item, with some of what stands around them; ``name`` is the file's."""

    name: str
    place: str
    before: str
    words: str
    after: str


AROUND = 120
"""Characters of a text that are shown before and behind an excerpt."""


def add(uow: UnitOfWork, name: str, kind: str, words: str, excerpts: Iterable[Excerpt]) -> None:
    """Keep a source and what it says of the items."""
    row = {"name": name, "kind": kind, "imported_at": uow.now, "words": words}
    (source_id,) = uow.insert(_source, [row])
    uow.insert(
        _excerpt,
        [
            {
                "source_id": source_id,
                "item_id": each.item_id,
                "start": each.start,
                "end": each.end,
                "place": each.place,
                "facts": each.facts,
            }
            for each in excerpts
        ],
    )


def latest_words(connection: Connection) -> str:
    """The text of the document imported last; "" where none was."""
    query = select(_source.c.words).where(_source.c.kind == TEXT).order_by(_source.c.id.desc())
    return connection.execute(query.limit(1)).scalar() or ""


def latest_facts(connection: Connection) -> dict[int, dict[str, Any]]:
    """Item id → how the source imported last states it."""
    query = select(_excerpt.c.item_id, _excerpt.c.facts).order_by(_excerpt.c.source_id)
    return {row.item_id: row.facts for row in connection.execute(query)}


def quotation(connection: Connection, item_id: int) -> Quotation | None:
    """Where an item comes from, by the newest source that says anything of it."""
    query = (
        select(_excerpt, _source.c.name, _source.c.words)
        .join(_source, _source.c.id == _excerpt.c.source_id)
        .where(_excerpt.c.item_id == item_id)
        .order_by(_source.c.id.desc())
    )
    row = connection.execute(query.limit(1)).mappings().first()
    if row is None:
        return None
    start, end, words = row["start"], row["end"], row["words"]
    return Quotation(
        row["name"],
        row["place"],
        words[max(0, start - AROUND) : start],
        words[start:end],
        words[end : end + AROUND] if end else "",
    )
