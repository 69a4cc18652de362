"""The inspections themselves: draft, units, checklist, number and printed notice, void ones included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.inspection import InspectionArea
from leqing_desktop.domain.inspection_life import InspectionState
from leqing_desktop.domain.inspection_plan import CheckPoint, InspectionPlan
from leqing_desktop.domain.notice import NoticeNumber
from leqing_desktop.domain.period import Period

_inspection = schema.inspection
_unit = schema.inspection_unit
_point = schema.inspection_point


@dataclass(frozen=True, slots=True)
class InspectedUnit:
    """A unit of an inspection; ``kind`` as the organisation has it, perhaps empty."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """A point of the checklist."""

    id: int
    area: InspectionArea
    question: str


@dataclass(frozen=True, slots=True)
class StoredInspection:
    """An inspection; ``document`` is what was printed, None and no number while it is a draft."""

    id: int
    period: Period
    title: str
    begins_on: date | None
    ends_on: date | None
    team: str
    report_due: date | None
    state: InspectionState
    state_note: str
    state_on: date | None
    number: NoticeNumber | None
    issued_on: date | None
    document: Mapping[str, Any] | None
    units: tuple[InspectedUnit, ...]
    points: tuple[StoredPoint, ...]

    @property
    def plan(self) -> InspectionPlan:
        """The inspection as the clerk planned it."""
        return InspectionPlan(
            self.title,
            self.begins_on,
            self.ends_on,
            self.team,
            self.report_due,
            tuple(each.name for each in self.units),
            tuple(CheckPoint(each.area, each.question) for each in self.points),
        )


def all_units(connection: Connection) -> tuple[InspectedUnit, ...]:
    """Every unit of the organisation with its kind, in the order of the list."""
    table = schema.unit
    query = select(table.c.id, table.c.name, table.c.kind).order_by(table.c.position, table.c.id)
    return tuple(InspectedUnit(*row) for row in connection.execute(query))


def register(
    connection: Connection, period: Period | None = None, ids: Sequence[int] | None = None
) -> tuple[StoredInspection, ...]:
    """Drafts first, then the signed ones by number, the newest first; of a period where asked."""
    table = schema.period
    query = select(_inspection, table.c.year.label("period_year"), table.c.quarter).join(
        table, table.c.id == _inspection.c.period_id
    )
    if period is not None:
        query = query.where(table.c.year == period.year, table.c.quarter == period.quarter)
    if ids is not None:
        query = query.where(_inspection.c.id.in_(ids))
    rows = connection.execute(query.order_by(_inspection.c.id.desc())).all()
    units, points = _units(connection), _points(connection)
    found = (_stored(row, units.get(row.id, ()), points.get(row.id, ())) for row in rows)
    return tuple(sorted(found, key=_place))


def find(connection: Connection, inspection_id: int) -> StoredInspection | None:
    """One inspection; None where there is none."""
    return next(iter(register(connection, ids=[inspection_id])), None)


def add(uow: UnitOfWork, period_id: int, plan: InspectionPlan) -> int:
    """Enter a draft; returns its id."""
    values = {
        "period_id": period_id,
        "state": InspectionState.DRAFT.value,
        "document": None,
        **_values(plan),
    }
    (key,) = uow.insert(_inspection, [values])
    _put_parts(uow, key, plan)
    return key


def change(uow: UnitOfWork, stored: StoredInspection, plan: InspectionPlan) -> None:
    """Write a draft's plan anew; parts that stay the same are left alone."""
    uow.update(_inspection, {stored.id: _values(plan)})
    if stored.plan.units != plan.units or stored.plan.points != plan.points:
        _remove_parts(uow, stored)
        _put_parts(uow, stored.id, plan)


def update(uow: UnitOfWork, inspection_id: int, values: Mapping[str, Any]) -> None:
    """Change an inspection's own columns, such as state and number."""
    uow.update(_inspection, {inspection_id: values})


def remove(uow: UnitOfWork, stored: StoredInspection) -> None:
    """Take a draft away with its units and its checklist."""
    _remove_parts(uow, stored)
    uow.delete(_inspection, [stored.id])


def _values(plan: InspectionPlan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "begins_on": plan.begins_on,
        "ends_on": plan.ends_on,
        "team": plan.team,
        "report_due": plan.report_due,
    }


def _put_parts(uow: UnitOfWork, key: int, plan: InspectionPlan) -> None:
    ids = {each.name: each.id for each in all_units(uow.connection)}
    uow.insert(
        _unit,
        [
            {"inspection_id": key, "unit_id": ids[name], "position": at}
            for at, name in enumerate(plan.units)
        ],
    )
    uow.insert(
        _point,
        [
            {
                "inspection_id": key,
                "position": at,
                "area": each.area.value,
                "question": each.question,
            }
            for at, each in enumerate(plan.points)
        ],
    )


def _remove_parts(uow: UnitOfWork, stored: StoredInspection) -> None:
    links = select(_unit.c.id).where(_unit.c.inspection_id == stored.id)
    uow.delete(_unit, uow.connection.execute(links).scalars().all())
    uow.delete(_point, [each.id for each in stored.points])


def _units(connection: Connection) -> dict[int, list[InspectedUnit]]:
    unit = schema.unit
    query = (
        select(_unit.c.inspection_id, unit.c.id, unit.c.name, unit.c.kind)
        .join(unit, unit.c.id == _unit.c.unit_id)
        .order_by(_unit.c.position)
    )
    found: dict[int, list[InspectedUnit]] = defaultdict(list)
    for inspection_id, *rest in connection.execute(query):
        found[inspection_id].append(InspectedUnit(*rest))
    return found


def _points(connection: Connection) -> dict[int, list[StoredPoint]]:
    found: dict[int, list[StoredPoint]] = defaultdict(list)
    for row in connection.execute(select(_point).order_by(_point.c.position)):
        point = StoredPoint(row.id, InspectionArea(row.area), row.question)
        found[row.inspection_id].append(point)
    return found


def _place(stored: StoredInspection) -> tuple[int, int, int]:
    if stored.number is None:
        return (0, 0, -stored.id)
    return (1, -stored.number.year, -stored.number.n)


def _stored(
    row: Any, units: Sequence[InspectedUnit], points: Sequence[StoredPoint]
) -> StoredInspection:
    return StoredInspection(
        row.id,
        Period(row.period_year, row.quarter),
        row.title,
        row.begins_on,
        row.ends_on,
        row.team,
        row.report_due,
        InspectionState(row.state),
        row.state_note,
        row.state_on,
        None
        if row.number is None
        else NoticeNumber(row.series, row.year, row.number, (row.document or {}).get("number", "")),
        row.issued_on,
        row.document,
        tuple(units),
        tuple(points),
    )
