"""A whole plan into an empty ledger and out of it again, as domain facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema, units
from leqing_desktop.db.plan_rows import (
    Values,
    indicator_values,
    milestone_values,
    printed,
    printed_number,
    task_values,
)
from leqing_desktop.db.plans import indicators, title, years
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.assignment import Assignment
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan import (
    Finding,
    GoalFacts,
    MeasureFacts,
    MilestoneFacts,
    Number,
    PlaceFacts,
    PlanFacts,
    ProgrammeFacts,
    ProjectFacts,
    TaskFacts,
    UnitFacts,
)

_item = schema.item


def write(uow: UnitOfWork, facts: PlanFacts) -> None:
    """Put a plan with its organisation, targets and tasks into a ledger that has none."""
    plan = {"title": facts.title, "start_year": facts.start_year, "end_year": facts.end_year}
    (plan_id,) = uow.insert(schema.plan, [plan])
    unit_ids = _write_units(uow, facts)
    goal_rows = [
        {"plan_id": plan_id, "position": p, "number": printed(goal.no), "title": goal.title}
        for p, goal in enumerate(facts.goals)
    ]
    goal_ids = uow.insert(schema.goal, goal_rows)
    targets = [
        _indicator(target, p, goal_id=goal_id)
        for goal_id, goal in zip(goal_ids, facts.goals, strict=True)
        for p, target in enumerate(goal.indicators)
    ]
    measures = _write_programmes(uow, facts.programmes, unit_ids)
    by_number: dict[Number, int] = {}
    for item_id, measure in measures:
        by_number.setdefault(measure.no, item_id)
        targets += [_indicator(t, p, item_id=item_id) for p, t in enumerate(measure.indicators)]
    uow.insert(schema.indicator, targets)
    uow.insert(schema.place, [asdict(x) | {"position": p} for p, x in enumerate(facts.places)])
    uow.insert(schema.finding, [asdict(x) | {"position": p} for p, x in enumerate(facts.findings)])
    projects = [
        {
            "name": project.name,
            "kind": project.kind,
            "item_id": by_number.get(project.measure) if project.measure is not None else None,
            "investment": project.investment,
            "uom": project.uom,
            "position": position,
        }
        for position, project in enumerate(facts.projects)
    ]
    uow.insert(schema.project, projects)


def _write_units(uow: UnitOfWork, facts: PlanFacts) -> dict[str, int]:
    rows = [
        {"name": u.name, "full_name": u.full_name, "kind": u.kind, "position": position}
        for position, u in enumerate(facts.units)
    ]
    ids = dict(zip((u.name for u in facts.units), uow.insert(schema.unit, rows), strict=True))
    parts = (
        part.unit
        for programme in facts.programmes
        for measure in programme.measures
        for part in (*measure.units, *(p for task in measure.tasks for p in task.units))
    )
    unknown = [name for name in dict.fromkeys(parts) if name not in ids]
    ids |= units.add(uow, unknown)
    members = [
        {"body_id": ids[u.name], "position": position, "member": member, "duty": duty}
        for u in facts.units
        for position, (member, duty) in enumerate(u.members)
    ]
    uow.insert(schema.membership, members)
    return ids


def _write_programmes(
    uow: UnitOfWork, programmes: Sequence[ProgrammeFacts], unit_ids: dict[str, int]
) -> list[tuple[int, MeasureFacts]]:
    tops = [
        _row(None, Level.PROGRAMME, place, programme.no, programme.title)
        for place, programme in enumerate(programmes)
    ]
    programme_ids = uow.insert(_item, tops)
    pairs = [
        (parent, place, measure)
        for parent, programme in zip(programme_ids, programmes, strict=True)
        for place, measure in enumerate(programme.measures)
    ]
    rows = [
        _row(parent, Level.MEASURE, place, measure.no, measure.title)
        | {"open_list": measure.open_list}
        for parent, place, measure in pairs
    ]
    measures = list(zip(uow.insert(_item, rows), (m for _, _, m in pairs), strict=True))
    tasks = _write_tasks(uow, measures)
    wanted: dict[int, Iterable[Assignment]] = {key: m.units for key, m in measures}
    wanted |= {key: task.units for key, task in tasks if task.units}
    units.replace_assignments(uow, wanted, unit_ids)
    return measures


def _write_tasks(
    uow: UnitOfWork, measures: Sequence[tuple[int, MeasureFacts]]
) -> list[tuple[int, TaskFacts]]:
    pairs = [(parent, place, task) for parent, m in measures for place, task in enumerate(m.tasks)]
    rows = [
        _row(parent, Level.TASK, place, None, task.title) | task_values(task)
        for parent, place, task in pairs
    ]
    tasks = list(zip(uow.insert(_item, rows), (task for _, _, task in pairs), strict=True))
    milestones = [
        _row(parent, Level.MILESTONE, place, None, milestone.title) | milestone_values(milestone)
        for parent, task in tasks
        for place, milestone in enumerate(task.milestones)
    ]
    uow.insert(_item, milestones)
    return tasks


def _row(parent: int | None, level: Level, place: int, no: Number, title: str | None) -> Values:
    return {
        "parent_id": parent,
        "level": int(level),
        "position": place,
        "number": printed(no),
        "title": title or "",
    }


def _indicator(
    target: Indicator, position: int, goal_id: int | None = None, item_id: int | None = None
) -> Values:
    owner = {"goal_id": goal_id, "item_id": item_id, "position": position}
    return owner | indicator_values(target)


def read(connection: Connection) -> PlanFacts:
    """The ledger's plan as facts, as it stands now."""
    first, last = years(connection)
    goal_targets = indicators(connection, "goal_id")
    goals = connection.execute(select(schema.goal).order_by(schema.goal.c.position))
    return PlanFacts(
        title=title(connection),
        start_year=first,
        end_year=last,
        goals=tuple(
            GoalFacts(printed_number(g.number), g.title, tuple(goal_targets.get(g.id, ())))
            for g in goals
        ),
        programmes=_read_programmes(connection),
        units=_read_units(connection),
        places=tuple(PlaceFacts(r.name, r.kind) for r in _ordered(connection, schema.place)),
        projects=_read_projects(connection),
        findings=tuple(
            Finding(r.kind, r.message, r.place) for r in _ordered(connection, schema.finding)
        ),
    )


def _ordered(connection: Connection, table: Any) -> Iterable[Any]:
    return connection.execute(select(table).order_by(table.c.position, table.c.id))


def _read_programmes(connection: Connection) -> tuple[ProgrammeFacts, ...]:
    query = select(_item).where(_item.c.deleted_at.is_(None)).order_by(_item.c.position, _item.c.id)
    below: dict[int | None, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        below[row.parent_id].append(row)
    parts = units.assignments(connection)
    targets = indicators(connection, "item_id")

    def task(row: Any) -> TaskFacts:
        milestones = tuple(
            MilestoneFacts(m.title, m.due, m.due_text, m.evidence) for m in below.get(row.id, ())
        )
        own = tuple(parts.get(row.id, ()))
        return TaskFacts(
            row.title, own, row.section, row.person, row.target, row.start, row.due, row.due_text,
            milestones,
        )  # fmt: skip

    def measure(row: Any) -> MeasureFacts:
        return MeasureFacts(
            no=printed_number(row.number),
            title=row.title or None,
            open_list=row.open_list,
            units=tuple(parts.get(row.id, ())),
            indicators=tuple(targets.get(row.id, ())),
            tasks=tuple(task(t) for t in below.get(row.id, ())),
        )

    return tuple(
        ProgrammeFacts(
            printed_number(row.number),
            row.title or None,
            tuple(measure(m) for m in below.get(row.id, ())),
        )
        for row in below[None]
    )


def _read_units(connection: Connection) -> tuple[UnitFacts, ...]:
    members: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in _ordered(connection, schema.membership):
        members[row.body_id].append((row.member, row.duty))
    return tuple(
        UnitFacts(row.name, row.kind, row.full_name, tuple(members.get(row.id, ())))
        for row in _ordered(connection, schema.unit)
    )


def _read_projects(connection: Connection) -> tuple[ProjectFacts, ...]:
    project = schema.project
    query = (
        select(project, _item.c.number.label("measure"))
        .outerjoin(_item, _item.c.id == project.c.item_id)
        .order_by(project.c.position)
    )
    return tuple(
        ProjectFacts(row.name, row.kind, printed_number(row.measure or ""), row.investment, row.uom)
        for row in connection.execute(query)
    )
