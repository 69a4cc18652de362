"""Tasks as the quarter sees them: dates, standing, and the units that answer for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from leqing_desktop.db import items, schema, units
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.outline import child_number
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.standing import Standing, asks_no_report

_item = schema.item
_measure, _programme = _item.alias("measure"), _item.alias("programme")
_COLUMNS = (
    _item.c.id,
    _measure.c.id,
    _programme.c.id,
    _measure.c.number,
    _measure.c.title,
    _item.c.title,
    _item.c.section,
    _item.c.person,
    _item.c.target,
    _item.c.start,
    _item.c.due,
    _item.c.due_text,
    _item.c.standing,
    _item.c.standing_since,
    _item.c.standing_reason,
)


class StoredTask(NamedTuple):
    """A live task with its measure and the units in force (its own, else the measure's)."""

    id: int
    measure_id: int
    programme_id: int
    number: str
    title: str
    measure_number: str
    measure_title: str
    section: str
    person: str
    target: str
    start: date | None
    due: date | None
    due_text: str
    standing: Standing
    standing_since: date | None
    standing_reason: str
    units: Sequence[Assignment]


def all_tasks(connection: Connection) -> list[StoredTask]:
    """Every live task in the order of the decomposition table."""
    query = (
        select(*_COLUMNS)
        .join(_measure, _measure.c.id == _item.c.parent_id)
        .join(_programme, _programme.c.id == _measure.c.parent_id)
        .where(_item.c.level == Level.TASK, _item.c.deleted_at.is_(None))
        .order_by(
            _programme.c.position, _programme.c.id, _measure.c.position, _measure.c.id,
            _item.c.position, _item.c.id,
        )
    )  # fmt: skip
    parts = units.assignments(connection)
    standings = {standing.value: standing for standing in Standing}
    found: list[StoredTask] = []
    place, before = 0, 0
    for (
        task_id, measure_id, programme_id, measure_number, measure_title, title, section, person,
        target, start, due, due_text, standing, since, reason,
    ) in connection.execute(query).all():  # fmt: skip
        place = place + 1 if measure_id == before else 1
        before = measure_id
        own = tuple(parts.get(task_id) or parts.get(measure_id) or ())
        found.append(
            StoredTask(
                task_id, measure_id, programme_id, child_number(measure_number, place), title,
                measure_number, measure_title, section, person, target, start, due, due_text,
                standings[standing], since, reason, own,
            )
        )  # fmt: skip
    return found


def units_of(connection: Connection, task_ids: Iterable[int]) -> dict[int, Sequence[Assignment]]:
    """Task → the units in force on it; whatever is no live task is left out."""
    measures = {
        place.id: place.parent_id
        for place in items.places(connection, task_ids).values()
        if place.level is Level.TASK and place.parent_id is not None
    }
    parts = units.assignments(connection, {*measures, *measures.values()})
    return {key: parts.get(key) or parts.get(above) or () for key, above in measures.items()}


def milestones(connection: Connection) -> dict[int, list[tuple[str, date | None]]]:
    """Task → its live milestones as (title, due), in order."""
    query = (
        select(_item.c.parent_id, _item.c.title, _item.c.due)
        .where(_item.c.level == Level.MILESTONE, _item.c.deleted_at.is_(None))
        .order_by(_item.c.parent_id, _item.c.position, _item.c.id)
    )
    found: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.parent_id].append((row.title, row.due))
    return found


def rests(task: StoredTask, period: Period) -> bool:
    """Whether no report of a task is asked for in a period: it is 挂起, 取消 or long 办结."""
    return asks_no_report(task.standing, task.standing_since, period)


def answered_for(tasks: Iterable[StoredTask], period: Period) -> dict[str, set[int]]:
    """Unit → the tasks on which it owes a report in a period; 配合 owes none, nor what rests."""
    found: dict[str, set[int]] = defaultdict(set)
    for task in tasks:
        if rests(task, period):
            continue
        for part in task.units:
            if part.role is not Role.SUPPORT:
                found[part.unit].add(task.id)
    return found
