"""Proposed tasks of a measure: its items, its targets and its actions, with units and deadlines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.documents.plan_reader_actions import read_action, sentences, short_title
from leqing_desktop.documents.plan_reader_deadlines import Deadlines
from leqing_desktop.documents.plan_reader_structure import ReadMeasure
from leqing_desktop.domain.assignment import Assignment
from leqing_desktop.domain.deadline_reading import Deadline, read_deadlines
from leqing_desktop.domain.indicator import Indicator, IndicatorKind
from leqing_desktop.domain.plan import MilestoneFacts, TaskFacts
from leqing_desktop.domain.plan_outline_reading import Node
from leqing_desktop.domain.responsibility_reading import Clause, ClauseIndex, counted, each_once

FoundTarget = tuple[Indicator, int, int]
_CLAUSE_END = re.compile(r"[，,；;。\n]")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A proposed task and the words of the text it stands for."""

    facts: TaskFacts
    start: int
    end: int


class TaskReader:
    """Reads the tasks of one measure; ``masked`` is the text without clauses and numbers.

    ``years``: the plan's first and last; in a plan of one year it stands in for 6月底前.
    """

    def __init__(
        self,
        text: str,
        masked: str,
        read: ReadMeasure,
        clauses: tuple[Clause, ...],
        years: tuple[int | None, int | None],
    ) -> None:
        self._text = text
        self._masked = masked
        self._read = read
        self._clauses = clauses
        self._spoken = ClauseIndex(clauses)
        since, last = years
        found = read_deadlines(text[read.start : read.end], last if last == since else None, since)
        placed = [self._placed(each, read.start) for each in found]
        self.deadlines = Deadlines(placed, masked, read.start, read.end)
        self._tasks: dict[str, ReadTask] = {}

    def _placed(self, found: Deadline, begin: int) -> Deadline:
        """The deadline with its place in the whole text; within a clause it speaks like a label."""
        start = found.start + begin
        labelled = found.labelled or self._spoken.touches(start, start)
        return replace(found, start=start, end=found.end + begin, labelled=labelled)

    def read(self, targets: Sequence[FoundTarget]) -> list[ReadTask]:
        """The tasks in the document's order; an item speaks for all that stands in it."""
        items = [node for node in self._read.subitems if node.title]
        begins = [node.start for node in items]
        aims = [start for _, start, _ in targets]
        for node in items:
            task = self._item(node, aims)
            self._add(task, node.title_start, node.title_start + len(node.title))

        def outside(offset: int) -> bool:
            at = bisect_right(begins, offset) - 1
            return at < 0 or offset >= items[at].end

        for indicator, start, end in targets:
            if outside(start):
                self._add_target(indicator, start, end)
        for start, end in sentences(self._masked, self._read.title_span[1], self._read.end):
            if outside(start):
                self._add_actions(start, end, aims)
        if not self._tasks and self._read.title:
            # Nothing but a title and its units: the measure is its own task.
            start, end = self._read.title_span
            task = TaskFacts(short_title(self._read.title))
            self._add(self._dated(task, start, end, self.deadlines.within(start, end)), start, end)
        return sorted(self._tasks.values(), key=lambda task: task.start)

    def _add(self, task: TaskFacts, start: int, end: int) -> None:
        if task.title and task.title not in self._tasks:
            self._tasks[task.title] = ReadTask(task, start, end)

    # The three kinds

    def _item(self, node: Node, aims: Sequence[int]) -> TaskFacts:
        inside = tuple(c for c in self._clauses if node.start <= c.start < node.end)
        parts = each_once(tuple(part for clause in inside for part in clause.parts))
        several = len(inside) < len(self._clauses)
        units = counted(tuple(part.assignment for part in parts)) if several else ()
        task = TaskFacts(short_title(node.title), units=units)
        said = self.deadlines.within(node.start, node.end)
        task = self._dated(task, node.start, node.end, said)
        last = next((each for each in said if each.date and each.date == task.due), None)
        if last is None or self._is_of_all(last, node, aims):
            return task
        # 2025年6月底前完成诊断 in the midst of more to do is a step on the way.
        steps = task.milestones or (self._milestone(last, node.start, node.end),)
        return replace(task, due=None, due_text="", milestones=steps)

    def _is_of_all(self, deadline: Deadline, node: Node, aims: Sequence[int]) -> bool:
        """Whether a deadline speaks for all that an item asks for, and not for one clause of several."""
        begin, end = self.deadlines.clause_of(deadline)
        if self.deadlines.opens(deadline) or self.deadlines.is_finishing(begin, end):
            return True
        first, last = bisect_left(aims, node.start), bisect_left(aims, node.end)
        if any(not begin <= place < end for place in aims[first:last]):
            return False
        clauses = self.deadlines.clauses(node.title_start + len(node.title), node.end)
        return not any(
            self._action(*span) for span in clauses if span[0] >= end or span[1] <= begin
        )

    def _add_target(self, indicator: Indicator, start: int, end: int) -> None:
        name = short_title(indicator.name)
        yearly = indicator.kind is IndicatorKind.YEARLY
        due, due_text = self.deadlines.of_target(start, end, indicator.year, yearly)
        task = TaskFacts(
            title=name if read_action(name, 0, len(name)) else f"{name}达到目标",
            units=self._units_at(start),
            target=indicator.literal,
            due=due,
            due_text=due_text,
        )
        before = self._tasks.get(task.title)
        if before is None or due is None or before.facts.due is None or due <= before.facts.due:
            self._add(task, start, end)
            return
        # 到2026年建成5个，到2030年建成9个: one task with a milestone on the way.
        first = before.facts
        passed = first.milestones or (_reached(first),)
        later = replace(task, units=first.units, milestones=(*passed, _reached(task)))
        self._tasks[task.title] = ReadTask(later, before.start, before.end)

    def _add_actions(self, start: int, end: int, aims: Sequence[int]) -> None:
        """The first action of a sentence without targets, and every one with its own deadline.

        完善机制，2025年6月底前完成诊断: the date is the second's alone. 2025年完成改造，2026年投入使用:
        what only says that it is finished is a milestone of the action before it.
        """

        def aimed(first: int, last: int) -> bool:
            return bisect_left(aims, first) != bisect_left(aims, last)

        acting: list[tuple[int, int, int]] = []
        goes_on, silent = False, aimed(start, end)
        for first, last in self.deadlines.clauses(start, end):
            own = self.deadlines.within(first, last)
            finishing = bool(own) and self.deadlines.is_finishing(first, last)
            if aimed(first, last):
                goes_on = False
            elif finishing and acting:
                if goes_on:
                    acting[-1] = (*acting[-1][:2], last)
            elif self._action(first, last):
                goes_on = not finishing and (bool(own) or not (acting or silent))
                if goes_on or (finishing and not silent):
                    acting.append((first, last, last))
        for first, last, stop in acting:
            speaking = self.deadlines.speaking(first, last) + self.deadlines.within(last, stop)
            task = TaskFacts(self._action(first, last), units=self._units_at(first))
            self._add(self._dated(task, first, stop, speaking), first, stop)

    def _action(self, start: int, end: int) -> str:
        words = self._undated(start, end)
        action = read_action(words, 0, len(words))
        return action.title if action else ""

    def _undated(self, start: int, end: int) -> str:
        """The words of a sentence without its deadlines: 9月底前实现开放 is to 实现开放."""
        words, at = "", start
        for deadline in self.deadlines.within(start, end):
            if deadline.end <= end and deadline.start >= at:
                words, at = words + self._masked[at : deadline.start], deadline.end
        return words + self._masked[at:end]

    def _units_at(self, offset: int) -> tuple[Assignment, ...]:
        """With several clauses in a measure, each speaks for the sentences before it."""
        if len(self._clauses) < 2:
            return ()
        clause = next((clause for clause in self._clauses if clause.start >= offset), None)
        parts = () if clause is None else each_once(clause.parts)
        return counted(tuple(part.assignment for part in parts))

    # Deadlines

    def _dated(
        self, task: TaskFacts, start: int, end: int, speaking: Sequence[Deadline]
    ) -> TaskFacts:
        """The task with the deadlines that speak for it, several of them being milestones."""
        days = [d for d in speaking if d.date is not None]
        if len({d.date for d in days}) > 1:
            nodes = tuple(self._milestone(d, start, end) for d in days)
            last = max(days, key=lambda d: d.date or date.min)
            return replace(task, due=last.date, due_text=last.text, milestones=nodes)
        own = (days or list(speaking) or self.deadlines.labelled(start))[:1]
        return replace(task, due=own[0].date, due_text=own[0].text) if own else task

    def _milestone(self, deadline: Deadline, start: int, end: int) -> MilestoneFacts:
        """The words of the clause around a deadline; where there are none, the next clause's."""
        cuts = [found.end() for found in _CLAUSE_END.finditer(self._masked, start, deadline.start)]
        begin = max([start, *cuts])
        around = self._masked[begin : deadline.start] + self._until_cut(deadline.end, end)
        if not re.search(
            r"[\u4e00-\u9fff]{2}", re.sub(r"^.*(?:力争|争取|确保|到|在)$", "", around)
        ):
            follows = _CLAUSE_END.search(self._masked, deadline.end, end)
            around = self._until_cut(follows.end(), end) if follows else ""
        return MilestoneFacts(short_title(around), deadline.date, deadline.text)

    def _until_cut(self, start: int, end: int) -> str:
        cut = _CLAUSE_END.search(self._masked, start, end)
        return self._masked[start : cut.start() if cut else end]


def _reached(task: TaskFacts) -> MilestoneFacts:
    return MilestoneFacts(task.target, task.due, task.due_text)
