"""Imported documents and tables, and what each of them says of an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.level import Level

_source, _excerpt, _item = schema.source, schema.excerpt, schema.item

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
    """The words behind an item, with some of what stands around them; ``name`` is the file's.

    ``before`` and ``after`` show by …… where they were cut.
    """

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
    """Where an item comes from, by the newest source that says anything of it.

    A milestone comes from where its task does.
    """
    task = select(_item.c.parent_id).where(
        _item.c.id == item_id, _item.c.level == Level.MILESTONE.value
    )
    query = (
        select(_excerpt, _source.c.name, _source.c.words)
        .join(_source, _source.c.id == _excerpt.c.source_id)
        .where(or_(_excerpt.c.item_id == item_id, _excerpt.c.item_id.in_(task)))
        .order_by(_source.c.id.desc())
    )
    row = connection.execute(query.limit(1)).mappings().first()
    if row is None:
        return None
    start, end, words = row["start"], row["end"], row["words"]
    before = ("……" if start > AROUND else "") + words[max(0, start - AROUND) : start]
    after = words[end : end + AROUND] + ("……" if end + AROUND < len(words) else "")
    return Quotation(row["name"], row["place"], before, words[start:end], after if end else "")
