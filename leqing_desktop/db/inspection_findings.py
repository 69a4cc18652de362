"""The findings of inspections, every step of their 整改, and the files that prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from leqing_desktop.domain.inspection_life import FindingAction, FindingStanding

_finding = schema.inspection_finding
_point = schema.inspection_point
_step = schema.inspection_step
_file = schema.inspection_file


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with the unit and the point that it is about."""

    id: int
    inspection_id: int
    point_id: int
    area: InspectionArea
    question: str
    unit_id: int
    unit: str
    item_id: int | None
    verdict: Verdict
    wording: str
    demand: str
    found_on: date
    due: date | None
    state: FindingState
    state_on: date

    @property
    def standing(self) -> FindingStanding:
        """The finding as its life sees it."""
        return FindingStanding(self.state, self.state_on, self.due)


@dataclass(frozen=True, slots=True)
class StoredFindingFile:
    """A file that proves a step."""

    id: int
    name: str
    sha256: str
    downloaded: bool


@dataclass(frozen=True, slots=True)
class StoredFindingStep:
    """A step of a finding's life; ``due`` is the day of 整改 as it stood after it."""

    id: int
    finding_id: int
    action: FindingAction
    state: FindingState
    on: date
    due: date | None
    note: str
    person: str
    clerk: str
    files: tuple[StoredFindingFile, ...] = ()


def findings(
    connection: Connection, inspection_id: int | None = None, finding_id: int | None = None
) -> tuple[StoredFinding, ...]:
    """Findings by point, unit and id: of one inspection, or a single one, where asked."""
    unit = schema.unit
    query = (
        select(
            _finding,
            _point.c.inspection_id,
            _point.c.area,
            _point.c.question,
            unit.c.name.label("unit"),
        )
        .join(_point, _point.c.id == _finding.c.inspection_point_id)
        .join(unit, unit.c.id == _finding.c.unit_id)
        .order_by(_point.c.inspection_id, _point.c.position, unit.c.position, _finding.c.id)
    )
    if inspection_id is not None:
        query = query.where(_point.c.inspection_id == inspection_id)
    if finding_id is not None:
        query = query.where(_finding.c.id == finding_id)
    return tuple(map(_stored, connection.execute(query)))


def add(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Enter findings; returns their ids."""
    return uow.insert(_finding, rows)


def update(uow: UnitOfWork, finding_id: int, values: Mapping[str, Any]) -> None:
    """Change a finding."""
    uow.update(_finding, {finding_id: values})


def remove(uow: UnitOfWork, finding_id: int) -> None:
    """Take away a finding that has no steps."""
    uow.delete(_finding, [finding_id])


def take_step(
    uow: UnitOfWork,
    finding_id: int,
    action: FindingAction,
    after: FindingStanding,
    note: str,
    person: str,
    files: Sequence[Mapping[str, Any]],
) -> None:
    """Move a finding on in its life and enter the step with records of its files."""
    moved = {"state": after.state.value, "state_on": after.state_on, "due": after.due}
    uow.update(_finding, {finding_id: moved})
    (step_id,) = uow.insert(
        _step,
        [
            {
                "inspection_finding_id": finding_id,
                "action": action.value,
                "state": after.state.value,
                "on_day": after.state_on,
                "due": after.due,
                "note": note,
                "person": person,
                "clerk": uow.clerk,
            }
        ],
    )
    uow.insert(_file, [{**each, "inspection_step_id": step_id} for each in files])


def steps(connection: Connection, finding_ids: Sequence[int]) -> tuple[StoredFindingStep, ...]:
    """The steps of findings with their files, oldest first."""
    query = select(_step).where(_step.c.inspection_finding_id.in_(finding_ids))
    rows = connection.execute(query.order_by(_step.c.id)).all()
    files: dict[int, list[StoredFindingFile]] = defaultdict(list)
    kept = select(_file).where(_file.c.inspection_step_id.in_([row.id for row in rows]))
    for row in connection.execute(kept.order_by(_file.c.id)):
        files[row.inspection_step_id].append(_stored_file(row))
    return tuple(
        StoredFindingStep(
            row.id,
            row.inspection_finding_id,
            FindingAction(row.action),
            FindingState(row.state),
            row.on_day,
            row.due,
            row.note,
            row.person,
            row.clerk,
            tuple(files.get(row.id, ())),
        )
        for row in rows
    )


def file_of_step(connection: Connection, file_id: int) -> StoredFindingFile | None:
    """A file that proves a step; None where there is none."""
    row = connection.execute(select(_file).where(_file.c.id == file_id)).first()
    return None if row is None else _stored_file(row)


def _stored_file(row: Any) -> StoredFindingFile:
    return StoredFindingFile(row.id, row.name, row.sha256, row.downloaded)


def _stored(row: Any) -> StoredFinding:
    return StoredFinding(
        row.id,
        row.inspection_id,
        row.inspection_point_id,
        InspectionArea(row.area),
        row.question,
        row.unit_id,
        row.unit,
        row.item_id,
        Verdict(row.verdict),
        row.wording,
        row.demand,
        row.found_on,
        row.due,
        FindingState(row.state),
        row.state_on,
    )
