"""The deadlines of a measure, found by place: which one speaks for a task."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from leqing_desktop.domain.deadline_reading import Deadline
from leqing_desktop.domain.target_context import year_marks

_SENTENCE_END = re.compile(r"[。；;！？\n]")
_CLAUSE_END = re.compile(r"[，,。；;！？\n]")
# What may stand between a clause's beginning and a deadline that opens it.
_OPENING = re.compile(r"(?:力争|争取|确保|计划|并|同时|在|到|至|于|[\s“\"])*")
_SPAN_END = re.compile(r"[到至][“\"]?$")
_YEAR_ALONE = re.compile(r"(?:20\d\d年?[-—–~～至]{1,2})?20\d\d年|[“\"]?十.五[”\"]?(?:期末|末)")
# 投入使用, 完成验收: what is finished stands in the words before.
_FINISHED = re.compile(
    r"(?:全面|全部|基本|正式|力争|争取|确保|并|率先|陆续|建设)*(?:(?:完成|建成|实现|投入|通过|交付)[\u4e00-\u9fff]{0,2}"
    r"|投用|启用|启动|竣工|开工|开放|印发(?:实施)?|投产|开通|封顶|落地|到位|上线|运行|运营|发布|实施)"
)
_LONGEST_FINISHING = 60
_LEADING = ("", *"，,：:、和")
_NEAR = 40
"""Deadlines looked at in one direction; a measure has fewer, a hostile text does not."""


class Deadlines:
    """Deadlines in the order of the text ``start`` to ``end`` of a masked text.

    到2027年，… and 2025年6月底前，… open a sentence and speak for all of it; 2025年6月底前完成诊断，…
    and 每年… are bound to their clause.
    """

    def __init__(self, found: Sequence[Deadline], masked: str, start: int, end: int) -> None:
        self.all = tuple(found)
        self._masked = masked
        self._said = [deadline for deadline in found if not deadline.labelled]
        self._labelled = [deadline for deadline in found if deadline.labelled]
        self._starts = [deadline.start for deadline in self._said]
        self._label_starts = [deadline.start for deadline in self._labelled]
        stops = (stop.end() for stop in _SENTENCE_END.finditer(masked, start, end))
        self._cuts = [start, *stops, end]
        pauses = (stop.end() for stop in _CLAUSE_END.finditer(masked, start, end))
        self._pauses = [start, *pauses, end + 1]
        self._reaches = [self._reach(deadline) for deadline in self._said]
        self._years = self._years_alone(start, end)

    def within(self, start: int, end: int) -> list[Deadline]:
        """What is said from ``start`` to before ``end``."""
        return self._said[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def labelled(self, offset: int) -> list[Deadline]:
        """完成时限：… speaks for what stands before it, up to the one before; at most one."""
        at = bisect_left(self._label_starts, offset)
        return self._labelled[at : at + 1]

    def clauses(self, start: int, end: int) -> list[tuple[int, int]]:
        """The clauses of ``start`` to ``end``, without the marks between them."""
        first, last = bisect_right(self._pauses, start), bisect_left(self._pauses, end)
        cuts = [start, *self._pauses[first:last], end + 1]
        return [(a, b - 1) for a, b in itertools.pairwise(cuts) if b - 1 > a]

    def speaking(self, start: int, end: int) -> list[Deadline]:
        """What speaks for a clause: the deadlines in it, or the one that opens its sentence."""
        return self.within(start, end) or self._reaching(start, self._sentence(start)[0])[:1]

    def opens(self, deadline: Deadline) -> bool:
        """Whether a deadline opens its sentence and speaks for all of it."""
        begin, _ = self.clause_of(deadline)
        before = self._masked[begin : deadline.start]
        if _recurs(deadline) or not _OPENING.fullmatch(before):
            return False
        behind = self._masked[deadline.end : deadline.end + 1]
        alone = _YEAR_ALONE.fullmatch(deadline.text) or _SPAN_END.search(before)
        return bool(alone) or behind in _LEADING

    def clause_of(self, deadline: Deadline) -> tuple[int, int]:
        """The clause that a deadline stands in."""
        at = bisect_right(self._pauses, deadline.start)
        return self._pauses[at - 1], self._pauses[bisect_right(self._pauses, deadline.end)] - 1

    def is_finishing(self, start: int, end: int) -> bool:
        """Whether a clause says no more than that something is finished, and when."""
        words = self._masked[start:end]
        if len(words) > _LONGEST_FINISHING:
            return False
        for each in reversed(self.within(start, end)):
            words = words[: each.start - start] + words[each.end - start :]
        return _FINISHED.fullmatch(words.strip(" 。；;！？\n")) is not None

    def of_target(
        self, start: int, end: int, year: int | None, yearly: bool = False
    ) -> tuple[date | None, str]:
        """The deadline that speaks for a target and whose year is the target's, else the label's.

        A year alone is its last day and goes on to the next sentences; what is to be reached
        ``yearly`` has a date only if it stands in its clause or right before it.
        """
        first, last = self._sentence(start)
        clause = self._pauses[bisect_right(self._pauses, start) - 1]
        near = self._reaching(start, first)
        often = next((each for each in near if _recurs(each) and each.start >= clause), None)
        yearly = yearly or often is not None
        fitting = [each for each in near if each.date and _fits(each, year)]
        if yearly:
            fitting = [each for each in fitting if each.end >= clause - 1]
        behind = [] if fitting or yearly else self._finishing(end, last)
        # 6月底前 and 三年内 name no day, but nothing else is said.
        vague = [each for each in near if each.date is None and not _recurs(each)]
        # A year that only a finer deadline named (2024年底前…) was that one's alone.
        own_year = year if year in self._years else None
        behind = [each for each in behind if _fits(each, own_year)]
        nearest = next(iter(fitting or behind or vague), None)
        if nearest is None or nearest.text == f"{year}年":
            # 2026年9月底前 in the bracket says more than 到2026年.
            labelled = (deadline for deadline in self.labelled(start) if _fits(deadline, year))
            nearest = next(labelled, nearest)
        if nearest is not None:
            return nearest.date, nearest.text
        if yearly:
            return None, often.text if often else ""
        if year is not None and self._years.get(year, end) < end:
            return date(year, 12, 31), f"{year}年"
        return None, ""

    def _sentence(self, offset: int) -> tuple[int, int]:
        at = bisect_right(self._cuts, offset)
        return self._cuts[max(0, at - 1)], self._cuts[min(at, len(self._cuts) - 1)]

    def _reach(self, deadline: Deadline) -> int:
        """Where the words end that a deadline speaks for: its sentence, or its clause alone."""
        if self.opens(deadline):
            return self._sentence(deadline.start)[1]
        return self.clause_of(deadline)[1]

    def _reaching(self, place: int, first: int) -> list[Deadline]:
        """What was said since ``first`` and speaks for a place behind it, the nearest first."""
        at = bisect_right(self._starts, place)
        low = max(bisect_left(self._starts, first), at - _NEAR)
        near = (n for n in range(at - 1, low - 1, -1) if self._said[n].end <= place)
        return [self._said[n] for n in near if self._reaches[n] >= place]

    def _finishing(self, end: int, last: int) -> list[Deadline]:
        """A deadline behind in the same clause, or in a next one that says no more than 投入使用."""
        found = []
        at = bisect_right(self._pauses, end)
        pause, further = self._pauses[at], self._pauses[min(at + 1, len(self._pauses) - 1)]
        for begin, stop in self.clauses(end, min(last, further - 1)):
            for each in self.within(begin, stop)[:1]:
                if each.date and (stop < pause or self.is_finishing(begin, stop)):
                    found.append(each)
        return found[:1]

    def _years_alone(self, start: int, end: int) -> dict[int, int]:
        """Where each year is first named that is not part of a finer deadline (2025年6月底前)."""
        narrow = [each for each in self._said if not _YEAR_ALONE.fullmatch(each.text)]
        begins = [each.start for each in narrow]
        years: dict[int, int] = {}
        for mark in year_marks(self._masked[start:end]):
            place = start + mark.start
            at = bisect_right(begins, start + mark.end - 1) - 1
            if at < 0 or narrow[at].end < start + mark.end:
                years.setdefault(mark.year, place)
        return years


def _recurs(deadline: Deadline) -> bool:
    return deadline.text.startswith("每")


def _fits(deadline: Deadline, year: int | None) -> bool:
    return year is None or (deadline.date is not None and deadline.date.year == year)
