"""The ledger's plan as records that an import is held against, each with its id."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, func, select

from leqing_desktop.db import schema, units
from leqing_desktop.db.plan_rows import printed_number
from leqing_desktop.db.plans import indicators_by_id
from leqing_desktop.db.unit_of_work import chunks
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan import (
    GoalFacts,
    MeasureFacts,
    MilestoneFacts,
    ProgrammeFacts,
    TaskFacts,
)
from leqing_desktop.domain.plan_draft import NodeFacts, NodeKind
from leqing_desktop.domain.plan_pairing import StoredNode

_item, _goal = schema.item, schema.goal
_KINDS = {
    Level.PROGRAMME: NodeKind.PROGRAMME,
    Level.MEASURE: NodeKind.MEASURE,
    Level.TASK: NodeKind.TASK,
}


def nodes(connection: Connection) -> tuple[StoredNode, ...]:
    """Goals, programmes, measures, tasks (with their milestones) and indicators that are live."""
    goals = connection.execute(select(_goal).order_by(_goal.c.position)).all()
    found = [
        StoredNode(row.id, None, NodeKind.GOAL, GoalFacts(printed_number(row.number), row.title))
        for row in goals
    ]
    live = {row.id for row in goals}
    for record in _items(connection):
        found.append(record)
        live.add(record.id)
    for record_id, (owner, target) in indicators_by_id(connection).items():
        if owner in live:
            found.append(StoredNode(record_id, owner, NodeKind.INDICATOR, target))
    return tuple(found)


def _items(connection: Connection) -> list[StoredNode]:
    query = (
        select(_item)
        .where(_item.c.deleted_at.is_(None))
        .order_by(_item.c.level, _item.c.position, _item.c.id)
    )
    rows = connection.execute(query).all()
    milestones: dict[int, list[MilestoneFacts]] = defaultdict(list)
    for row in rows:
        if row.level == Level.MILESTONE:
            milestone = MilestoneFacts(row.title, row.due, row.due_text, row.evidence)
            milestones[row.parent_id].append(milestone)
    parts = units.assignments(connection)
    return [
        StoredNode(
            row.id,
            row.parent_id,
            _KINDS[Level(row.level)],
            _facts(row, parts.get(row.id, []), tuple(milestones.get(row.id, ()))),
        )
        for row in rows
        if row.level != Level.MILESTONE
    ]


def _facts(row: Any, parts: list[Any], milestones: tuple[MilestoneFacts, ...]) -> NodeFacts:
    if row.level == Level.PROGRAMME:
        return ProgrammeFacts(printed_number(row.number), row.title or None)
    if row.level == Level.MEASURE:
        return MeasureFacts(
            printed_number(row.number), row.title or None, row.open_list, tuple(parts)
        )
    return TaskFacts(
        title=row.title,
        units=tuple(parts),
        section=row.section,
        person=row.person,
        target=row.target,
        start=row.start,
        due=row.due,
        due_text=row.due_text,
        milestones=milestones,
    )


def milestone_ids(connection: Connection, task_ids: list[int]) -> dict[int, list[tuple[int, str]]]:
    """Task id → ids and titles of its live milestones, in order."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for chunk in chunks(task_ids):
        query = (
            select(_item.c.id, _item.c.parent_id, _item.c.title)
            .where(_item.c.parent_id.in_(chunk), _item.c.deleted_at.is_(None))
            .order_by(_item.c.position, _item.c.id)
        )
        for row in connection.execute(query):
            found[row.parent_id].append((row.id, row.title))
    return found


def indicator_ids(connection: Connection, goal_ids: list[int]) -> list[int]:
    """The indicators of some goals."""
    query = select(schema.indicator.c.id).where(schema.indicator.c.goal_id.in_(goal_ids))
    return list(connection.execute(query).scalars())


def last_indicator_places(connection: Connection) -> dict[int, int]:
    """Goal or item id → the place of its last indicator."""
    table = schema.indicator
    owner = func.coalesce(table.c.item_id, table.c.goal_id)
    query = select(owner, func.max(table.c.position)).group_by(owner)
    return {row[0]: row[1] for row in connection.execute(query)}
