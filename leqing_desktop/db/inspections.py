"""专项督查: the inspections of a period, their checklists, units and findings."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.domain.inspection import (
    FindingResult,
    FindingState,
    InspectionArea,
    InspectionResult,
    Verdict,
)

_inspection = schema.inspection
_unit = schema.inspection_unit
_point = schema.inspection_point
_finding = schema.inspection_finding


def results(connection: Connection, period_id: int) -> tuple[InspectionResult, ...]:
    """What the signed inspections of a period found, by number; void ones and drafts left out."""
    query = select(_inspection).where(
        _inspection.c.period_id == period_id, _inspection.c.state.in_(("issued", "closed"))
    )
    rows = connection.execute(query.order_by(_inspection.c.year, _inspection.c.number)).all()
    ids = [row.id for row in rows]
    units: dict[int, list[str]] = defaultdict(list)
    inspected = (
        select(_unit.c.inspection_id, schema.unit.c.name)
        .join(schema.unit, schema.unit.c.id == _unit.c.unit_id)
        .where(_unit.c.inspection_id.in_(ids))
        .order_by(_unit.c.position)
    )
    for inspection_id, name in connection.execute(inspected):
        units[inspection_id].append(name)
    listed = select(_point.c.inspection_id).where(_point.c.inspection_id.in_(ids))
    points = Counter(connection.execute(listed).scalars())
    found = _findings(connection, ids)
    return tuple(
        InspectionResult(
            row.title,
            row.document["number"],
            row.begins_on,
            row.ends_on,
            tuple(units[row.id]),
            points[row.id],
            tuple(found[row.id]),
        )
        for row in rows
    )


def _findings(connection: Connection, ids: list[int]) -> dict[int, list[FindingResult]]:
    query = (
        select(
            _point.c.inspection_id, _point.c.area, _point.c.question, schema.unit.c.name, _finding
        )
        .join(_point, _point.c.id == _finding.c.inspection_point_id)
        .join(schema.unit, schema.unit.c.id == _finding.c.unit_id)
        .where(_point.c.inspection_id.in_(ids))
        .order_by(_point.c.position, schema.unit.c.position, _finding.c.id)
    )
    found: dict[int, list[FindingResult]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.inspection_id].append(
            FindingResult(
                row.name,
                InspectionArea(row.area),
                row.question,
                Verdict(row.verdict),
                row.wording,
                row.demand,
                row.due,
                FindingState(row.state),
            )
        )
    return found
