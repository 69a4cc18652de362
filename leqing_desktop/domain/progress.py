"""Whose figure is the task's, and which figure is in force for a period (DESIGN §4, Progress)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.period import Period


@dataclass(frozen=True, slots=True)
class ProgressInForce:
    """The figure that counts for a period (0–100) and whether it was reported in that period."""

    value: float
    reported: bool


def counting_unit(assignments: Sequence[Assignment]) -> str | None:
    """The unit whose figure is the task's: the first lead, else the responsible one that counts.

    ``counts_first`` wins among the responsible units, else the first; None if all only support.
    """
    for assignment in assignments:
        if assignment.role is Role.LEAD:
            return assignment.unit
    responsible = [a for a in assignments if a.role is Role.RESPONSIBLE]
    for assignment in responsible:
        if assignment.counts_first:
            return assignment.unit
    return responsible[0].unit if responsible else None


def differing_units(figures: Mapping[str, float], counting: str) -> tuple[str, ...]:
    """Units that reported another figure than the counting one; empty while that one is missing."""
    if counting not in figures:
        return ()
    return tuple(unit for unit, value in figures.items() if value != figures[counting])


def progress_in_force(
    reports: Iterable[tuple[Period, float]], period: Period, due: date | None
) -> ProgressInForce:
    """The figure that counts for ``period`` out of the counting unit's reports, in any order.

    Not reported keeps the last value of the same year. Progress is counted by the year, so a task
    that goes on starts the new year at 0; one that was due in an earlier year has no new year's
    goal and keeps its last value, whatever year that is from.
    """
    best: tuple[Period, float] | None = None
    for at, value in reports:
        if at > period or (best is not None and at <= best[0]):
            continue
        best = (at, value)
    if best is None:
        return ProgressInForce(0, False)
    at, value = best
    if at.year == period.year or (due is not None and due < date(period.year, 1, 1)):
        return ProgressInForce(value, at == period)
    return ProgressInForce(0, False)


def check_progress(value: float) -> float:
    """A progress figure; ValueError unless 0–100."""
    if not 0 <= value <= 100:
        raise ValueError("完成进度只能是 0 到 100 之间的数，不带 % 号。")
    return value
