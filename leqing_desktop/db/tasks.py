"""Tasks as the quarter sees them: dates, standing, and the units that answer for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from leqing_desktop.db import schema, units
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.outline import child_number
from leqing_desktop.domain.standing import Standing

_item = schema.item


@dataclass(frozen=True, slots=True)
class StoredTask:
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
    measure, programme = _item.alias("measure"), _item.alias("programme")
    query = (
        select(
            _item,
            measure.c.number.label("measure_number"),
            measure.c.title.label("measure_title"),
            measure.c.parent_id.label("programme_id"),
        )
        .join(measure, measure.c.id == _item.c.parent_id)
        .join(programme, programme.c.id == measure.c.parent_id)
        .where(_item.c.level == Level.TASK, _item.c.deleted_at.is_(None))
        .order_by(
            programme.c.position, programme.c.id, measure.c.position, measure.c.id,
            _item.c.position, _item.c.id,
        )
    )  # fmt: skip
    parts = units.assignments(connection)
    standings = {standing.value: standing for standing in Standing}
    tasks: list[StoredTask] = []
    place, measure_id = 0, 0
    for row in connection.execute(query):
        place = place + 1 if row.parent_id == measure_id else 1
        measure_id = row.parent_id
        tasks.append(
            StoredTask(
                row.id,
                measure_id,
                row.programme_id,
                child_number(row.measure_number, place),
                row.title,
                row.measure_number,
                row.measure_title,
                row.section,
                row.person,
                row.target,
                row.start,
                row.due,
                row.due_text,
                standings[row.standing],
                row.standing_since,
                row.standing_reason,
                parts.get(row.id) or parts.get(measure_id) or (),
            )
        )
    return tasks


def answered_for(tasks: Iterable[StoredTask]) -> dict[str, set[int]]:
    """Unit → the tasks on which it owes a report; 配合 owes none."""
    found: dict[str, set[int]] = defaultdict(set)
    for task in tasks:
        for part in task.units:
            if part.role is not Role.SUPPORT:
                found[part.unit].add(task.id)
    return found
