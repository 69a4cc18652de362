"""The deadlines of a measure, found by place: which one speaks for a task."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from leqing_desktop.domain.deadline_reading import Deadline

_SENTENCE_END = re.compile(r"[。；;！？\n]")
_NEAR = 40
"""Deadlines looked at in one direction; a measure has fewer, a hostile text does not."""


class Deadlines:
    """Deadlines in the order of the text ``start`` to ``end`` of a masked text."""

    def __init__(self, found: Sequence[Deadline], masked: str, start: int, end: int) -> None:
        self.all = tuple(found)
        self._said = [deadline for deadline in found if not deadline.labelled]
        self._labelled = [deadline for deadline in found if deadline.labelled]
        self._starts = [deadline.start for deadline in self._said]
        self._label_starts = [deadline.start for deadline in self._labelled]
        stops = (stop.end() for stop in _SENTENCE_END.finditer(masked, start, end))
        self._cuts = [start, *stops, end]

    def within(self, start: int, end: int) -> list[Deadline]:
        """What is said from ``start`` to before ``end``."""
        return self._said[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def labelled(self, offset: int) -> list[Deadline]:
        """完成时限：… speaks for what stands before it, up to the one before; at most one."""
        at = bisect_left(self._label_starts, offset)
        return self._labelled[at : at + 1]

    def of_target(self, start: int, end: int, year: int | None) -> tuple[date | None, str]:
        """The nearest deadline before a target whose year is the target's, else in its sentence
        behind it, else behind a label; a year alone is its last day.
        """
        first, last = self._sentence(start)
        at = bisect_right(self._starts, start)
        before = (
            deadline
            for deadline in reversed(self._said[max(0, at - _NEAR) : at])
            if deadline.end <= start
            and _fits(deadline, year)
            and (year is not None or deadline.start >= first)
        )
        behind = (
            deadline
            for deadline in self._said[at : at + _NEAR]
            if end <= deadline.start < last and deadline.date and _fits(deadline, year)
        )
        nearest = next(before, None) or next(behind, None)
        if nearest is None or nearest.text == f"{year}年":
            # 2026年9月底前 in the bracket says more than 到2026年.
            labelled = (deadline for deadline in self.labelled(start) if _fits(deadline, year))
            nearest = next(labelled, nearest)
        if nearest is not None:
            return nearest.date, nearest.text
        return (None, "") if year is None else (date(year, 12, 31), f"{year}年")

    def _sentence(self, offset: int) -> tuple[int, int]:
        at = bisect_right(self._cuts, offset)
        return self._cuts[max(0, at - 1)], self._cuts[min(at, len(self._cuts) - 1)]


def _fits(deadline: Deadline, year: int | None) -> bool:
    return year is None or (deadline.date is not None and deadline.date.year == year)
