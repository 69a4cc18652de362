"""A measure's summary of a quarter as the clerk left it, kept apart from what the units wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork

_summary = schema.summary


@dataclass(frozen=True, slots=True)
class StoredSummary:
    """``sources``: of the draft it was made from, each {"sentence", "item_id", "unit"}."""

    words: str
    sources: list[dict[str, Any]]


def of_period(connection: Connection, period_id: int) -> dict[int, StoredSummary]:
    """Measure id → its summary of a period."""
    query = select(_summary).where(_summary.c.period_id == period_id)
    return {row.item_id: StoredSummary(row.words, row.sources) for row in connection.execute(query)}


def put(
    uow: UnitOfWork, period_id: int, item_id: int, words: str, sources: list[dict[str, Any]]
) -> None:
    """Write a measure's summary; empty words take it away, so that the draft shows again."""
    query = select(_summary.c.id).where(
        _summary.c.period_id == period_id, _summary.c.item_id == item_id
    )
    known = uow.connection.execute(query).scalar()
    if not words:
        uow.delete(_summary, [known] if known is not None else [])
    elif known is None:
        row = {"period_id": period_id, "item_id": item_id, "words": words, "sources": sources}
        uow.insert(_summary, [row])
    else:
        uow.update(_summary, {known: {"words": words, "sources": sources}})
