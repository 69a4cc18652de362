"""A whole plan as data: what the built-in plan, every reader and ``plan show --json`` agree on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from leqing_desktop.domain.assignment import Assignment
from leqing_desktop.domain.indicator import Indicator

Number = int | str | None
"""The printed number: an integer where it is one, else the string printed, else None."""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A dated node of a task with the evidence that proves it."""

    title: str
    due: date | None = None
    due_text: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A doable piece of a measure. Empty ``units`` means: the measure's units."""

    title: str
    units: tuple[Assignment, ...] = ()
    section: str = ""
    person: str = ""
    target: str = ""
    start: date | None = None
    due: date | None = None
    due_text: str = ""
    milestones: tuple[MilestoneFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A numbered measure (举措); ``open_list`` is the printed trailing 等(有关部门)."""

    no: Number
    title: str | None
    open_list: bool = False
    units: tuple[Assignment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[TaskFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """A programme (工程) with its measures."""

    no: Number
    title: str | None
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A development goal (发展目标) with its indicators."""

    no: Number
    title: str
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """An organisation: 部门, 镇街, 功能区, 领导小组, 办公室, 专班, 协会 …; ``members`` of a body with their duty."""

    name: str
    kind: str
    full_name: str = ""
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place or platform the plan names."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A named construction project; ``measure`` is the number of the measure that names it, or None."""

    name: str
    kind: str
    measure: Number = None
    investment: float | None = None
    uom: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the source that needs the clerk's eye, kept as printed."""

    kind: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan document as facts."""

    title: str
    start_year: int | None = None
    end_year: int | None = None
    goals: tuple[GoalFacts, ...] = ()
    programmes: tuple[ProgrammeFacts, ...] = ()
    units: tuple[UnitFacts, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    projects: tuple[ProjectFacts, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
