"""What an item must reach in a year, and its own 序时 at the ends of the four quarters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork, chunks
from leqing_desktop.domain.schedule import QuarterFigures

_goal = schema.year_goal
QUARTERS = ("first", "second", "third", "fourth")
_EMPTY: dict[str, Any] = {"goal": "", **dict.fromkeys(QUARTERS)}


class StoredGoal(NamedTuple):
    """``schedule`` is None where 序时 is counted from the item's dates."""

    goal: str = ""
    schedule: QuarterFigures | None = None


NO_GOAL = StoredGoal()


def of_year(connection: Connection, year: int) -> dict[int, StoredGoal]:
    """Item id → what is written for a year."""
    query = select(_goal).where(_goal.c.year == year)
    return {
        row.item_id: StoredGoal(
            row.goal,
            None if row.first is None else (row.first, row.second, row.third, row.fourth),
        )
        for row in connection.execute(query)
    }


def put(uow: UnitOfWork, year: int, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Write ``goal`` and ``schedule`` (figures or None) by item id; what is not given stays.

    A goal without words and figures is taken out.
    """
    known: dict[int, dict[str, Any]] = {}
    for chunk in chunks(values):
        query = select(_goal).where(_goal.c.year == year, _goal.c.item_id.in_(chunk))
        for row in uow.connection.execute(query).mappings():
            known[row["item_id"]] = dict(row)
    updates, fresh, gone = {}, [], []
    for item_id, given in values.items():
        columns = _columns(given)
        stored = known.get(item_id)
        whole = {name: (stored or _EMPTY)[name] for name in _EMPTY} | columns
        if stored is None:
            if whole != _EMPTY:
                fresh.append({"item_id": item_id, "year": year, **whole})
        elif whole == _EMPTY:
            gone.append(stored["id"])
        else:
            updates[stored["id"]] = columns
    uow.update(_goal, updates)
    uow.insert(_goal, fresh)
    uow.delete(_goal, gone)


def _columns(given: Mapping[str, Any]) -> dict[str, Any]:
    columns = {"goal": given["goal"]} if "goal" in given else {}
    if "schedule" in given:
        figures = given["schedule"] or (None, None, None, None)
        columns |= dict(zip(QUARTERS, figures, strict=True))
    return columns
