"""From the rows of a task table to a proposed plan: the tree, its places and what needs an eye."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.official_text import TITLE_LIMIT
from leqing_desktop.domain.plan import (
    Finding,
    MeasureFacts,
    Number,
    PlanFacts,
    ProgrammeFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.domain.table_columns import UNITS, Meaning
from leqing_desktop.domain.table_dates import NO_DATE, CellDate
from leqing_desktop.domain.table_nodes import Stage, milestones_of, own_remark
from leqing_desktop.domain.table_proposal import TaskPlace
from leqing_desktop.domain.table_target import read_target
from leqing_desktop.domain.table_titles import one_line, printed_number, single_targets
from leqing_desktop.domain.table_units import assignments, read_units, unit_kind

ROLES = {
    Meaning.LEAD: Role.LEAD,
    Meaning.RESPONSIBLE: Role.RESPONSIBLE,
    Meaning.SUPPORT: Role.SUPPORT,
}
EXTRAS = (
    Meaning.LEADER,
    Meaning.CONTACT,
    Meaning.PHONE,
    Meaning.PROGRESS,
    Meaning.EVIDENCE,
    Meaning.REMARK,
)
"""What a row says that a task has no field for; kept beside the plan, never lost."""


@dataclass(slots=True)
class TableRow:
    """One row of a table as read: texts by meaning, dates, stages; ``row`` from 1.

    ``continues``: the task's cell is merged with the one above, so the row is more of the same.
    """

    sheet: str
    row: int
    texts: dict[Meaning, str]
    letters: Mapping[Meaning, str]
    due: CellDate = NO_DATE
    start: CellDate = NO_DATE
    stages: tuple[Stage, ...] = ()
    year: int | None = None
    uom: str = ""
    continues: bool = False

    def place(self, meaning: Meaning | None = None) -> str:
        """Where it stands: 表1!E4, or the row where the column is unknown."""
        letter = self.letters.get(meaning, "") if meaning is not None else ""
        return f"{self.sheet}!{letter or 'A'}{self.row}"


@dataclass(slots=True)
class _Measure:
    no: Number
    title: str | None
    open_list: bool = False
    units: list[tuple[str, Role]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    tasks: list[TaskFacts] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Programme:
    no: Number
    title: str | None
    measures: dict[str, tuple[int, _Measure]] = field(default_factory=dict)


_Node = TypeVar("_Node")
_Make = Callable[[Number, str | None], _Node]


class PlanBuilder:
    """Takes rows in the table's order and gives the proposed plan."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.places: list[TaskPlace] = []
        self._programmes: dict[str, tuple[int, _Programme]] = {}
        self._units: dict[str, None] = {}
        self._last: tuple[_Measure, TableRow] | None = None

    def say(self, kind: str, message: str, place: str) -> None:
        """Keep a finding."""
        self.findings.append(Finding(kind, message, place))

    def add(self, row: TableRow) -> None:
        """Take one row in."""
        if row.continues and self._last is not None:
            self._more(row)
            return
        title = one_line(row.texts.get(Meaning.TASK, ""))
        programme_at, programme = self._programme(row.texts.get(Meaning.PROGRAMME, ""))
        measure_text = row.texts.get(Meaning.MEASURE, "")
        if not title and not measure_text and not row.texts.get(Meaning.PROGRAMME):
            self.say(
                "没有任务名称",
                "这一行没有任务名称，未导入，请补写后再导入。",
                row.place(Meaning.TASK),
            )
            return
        measure_at, measure = self._measure(programme, measure_text)
        self._measure_target(measure, row)
        if not title and not self._stand_in(row):
            self._about_measure(measure, row)
            self._keep_place(row, programme_at, measure_at, None)
            return
        if not title:
            title = measure.title or programme.title or ""
            self.say(
                "没有任务名称", f"任务一栏空白，以“{title}”作为任务名称。", row.place(Meaning.TASK)
            )
        self._add_task(measure, row, title)
        self._keep_place(row, programme_at, measure_at, len(measure.tasks) - 1)

    def plan(self, title: str, years: tuple[int | None, int | None]) -> PlanFacts:
        """The proposed plan; ``years`` its first and last year where the title states them."""
        return PlanFacts(
            title=title,
            start_year=years[0],
            end_year=years[1],
            programmes=tuple(
                ProgrammeFacts(
                    each.no, each.title, tuple(_facts(m) for _, m in each.measures.values())
                )
                for _, each in self._programmes.values()
            ),
            units=tuple(UnitFacts(name, unit_kind(name)) for name in self._units),
            findings=tuple(self.findings),
        )

    def _programme(self, text: str) -> tuple[int, _Programme]:
        return _node(self._programmes, text, _Programme)

    def _measure(self, programme: _Programme, text: str) -> tuple[int, _Measure]:
        return _node(programme.measures, text, _Measure)

    @staticmethod
    def _stand_in(row: TableRow) -> bool:
        """Whether a row without a task's name says what only a task can hold."""
        own = (Meaning.TARGET, Meaning.PERSON, Meaning.SECTION, Meaning.MILESTONE)
        return bool(row.due.day or row.due.text or any(row.texts.get(each) for each in own))

    def _about_measure(self, measure: _Measure, row: TableRow) -> None:
        units, is_open = self._read_units(row)
        measure.units += units
        measure.open_list = measure.open_list or is_open

    def _add_task(self, measure: _Measure, row: TableRow, title: str) -> None:
        self._tell_dates(row)
        units, is_open = self._read_units(row)
        measure.open_list = measure.open_list or is_open
        target = row.texts.get(Meaning.TARGET, "")
        if len(title) > TITLE_LIMIT:
            self.say(
                "名称过长",
                f"任务名称有 {len(title)} 个字，最多 {TITLE_LIMIT} 个字，全文放在目标栏。",
                row.place(Meaning.TASK),
            )
            target = "\n".join(filter(None, (target, title)))
            title = title[: TITLE_LIMIT - 1] + "…"
        remark = own_remark(row.texts.get(Meaning.REMARK, ""))
        self._indicators(measure, row, title)
        indicator = row.texts.get(Meaning.INDICATOR, "")
        uom = row.texts.get(Meaning.UOM, "") or row.uom
        measure.tasks.append(
            TaskFacts(
                title=title,
                units=assignments(units),
                section=one_line(row.texts.get(Meaning.SECTION, "")),
                person=one_line(row.texts.get(Meaning.PERSON, "")),
                target=_target_text(indicator, target, uom),
                start=row.start.day or row.due.start or remark.start,
                due=row.due.day,
                due_text=remark.due_text or row.due.text,
                milestones=milestones_of(
                    row.texts.get(Meaning.MILESTONE, ""), row.stages, _year(row)
                ),
            )
        )
        self._last = (measure, row)

    def _more(self, row: TableRow) -> None:
        """Take in what a further row of a merged task adds: units, target, a later date."""
        assert self._last is not None
        measure, first = self._last
        task = measure.tasks[-1]
        fresh = {m: text for m, text in row.texts.items() if text and text != first.texts.get(m)}
        if not fresh and row.due == first.due:
            return
        self._tell_dates(row)
        units = [(each.unit, each.role) for each in task.units] + self._read_units(row)[0]
        target = task.target
        if Meaning.TARGET in fresh and fresh[Meaning.TARGET] not in target.split("\n"):
            target = "\n".join(filter(None, (target, fresh[Meaning.TARGET])))
        days = [day for day in (task.due, row.due.day) if day is not None]
        if len(set(days)) > 1:
            self.say(
                "一项任务两个期限",
                f"合并的任务有两个期限（{days[0]}、{days[1]}），取较晚的一个。",
                row.place(Meaning.DUE),
            )
        measure.tasks[-1] = TaskFacts(
            title=task.title,
            units=assignments(units),
            section=task.section or fresh.get(Meaning.SECTION, ""),
            person=_both(task.person, fresh.get(Meaning.PERSON, "")),
            target=target,
            start=task.start,
            due=max(days) if days else None,
            due_text=task.due_text if len(days) < 2 else "",
            milestones=task.milestones
            + milestones_of(fresh.get(Meaning.MILESTONE, ""), row.stages, _year(row)),
        )

    def _tell_dates(self, row: TableRow) -> None:
        for meaning, read in ((Meaning.START, row.start), (Meaning.DUE, row.due)):
            if read.problem:
                self.say("日期有误", read.problem, row.place(meaning))
        if row.start.day and row.due.day and row.start.day > row.due.day:
            self.say(
                "日期有误",
                f"开始（{row.start.day}）晚于期限（{row.due.day}），请核对。",
                row.place(Meaning.START),
            )

    def _read_units(self, row: TableRow) -> tuple[list[tuple[str, Role]], bool]:
        units: list[tuple[str, Role]] = []
        is_open = False
        for meaning in UNITS:
            if text := row.texts.get(meaning, ""):
                found, more = read_units(text, ROLES[meaning])
                units += found
                is_open = is_open or more
        for name, _ in units:
            self._units[name] = None
        return units, is_open

    def _indicators(self, measure: _Measure, row: TableRow, title: str) -> None:
        text = row.texts.get(Meaning.TARGET, "")
        if not text:
            return
        uom = row.texts.get(Meaning.UOM, "") or row.uom
        name = row.texts.get(Meaning.INDICATOR, "") or title
        pieces = single_targets(text)
        for piece in pieces:
            alone = name if len(pieces) == 1 else ""
            indicator = read_target(piece, alone, uom, _year(row))
            if indicator is not None:
                measure.indicators.append(indicator)

    def _measure_target(self, measure: _Measure, row: TableRow) -> None:
        text = row.texts.get(Meaning.MEASURE_TARGET, "")
        if not text or text in measure.targets:
            return
        measure.targets.add(text)
        for line in text.split("\n"):
            indicator = read_target(line, "", "", row.year)
            if indicator is not None:
                measure.indicators.append(indicator)

    def _keep_place(self, row: TableRow, programme: int, measure: int, task: int | None) -> None:
        texts = row.texts
        extras = {each: texts[each] for each in EXTRAS if texts.get(each)}
        place = TaskPlace(
            programme, measure, task, row.sheet, row.row, row.letters, extras,
            texts.get(Meaning.ID, ""),
        )  # fmt: skip
        self.places.append(place)


def _node(nodes: dict[str, tuple[int, _Node]], text: str, make: _Make[_Node]) -> tuple[int, _Node]:
    title = one_line(text)
    known = nodes.get(title)
    if known is None:
        no, bare = printed_number(title)
        known = nodes[title] = (len(nodes), make(no, bare or None))
    return known


def _target_text(indicator: str, target: str, uom: str) -> str:
    value = target
    if uom and re.fullmatch(r"[≥≤＞＜><=]?\s*[\d.,]+", target):
        value = f"{target}{uom}"
    if indicator and value and indicator not in value:
        return f"{indicator}：{value}"
    return value or indicator


def _year(row: TableRow) -> int | None:
    return row.due.day.year if row.due.day is not None else row.year


def _both(one: str, other: str) -> str:
    return "、".join(dict.fromkeys(filter(None, (one, other))))


def _facts(measure: _Measure) -> MeasureFacts:
    return MeasureFacts(
        no=measure.no,
        title=measure.title,
        open_list=measure.open_list,
        units=assignments(measure.units),
        indicators=tuple(measure.indicators),
        tasks=tuple(measure.tasks),
    )
