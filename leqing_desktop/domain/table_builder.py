"""From the rows of a task table to a proposed plan: the tree, its places and what needs an eye."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from leqing_desktop.domain.assignment import Assignment, Role
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
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_nodes import marked_days, milestones_of, own_remark
from leqing_desktop.domain.table_proposal import TaskPlace
from leqing_desktop.domain.table_row import TableRow
from leqing_desktop.domain.table_target import read_target
from leqing_desktop.domain.table_titles import one_line, printed_number, single_targets
from leqing_desktop.domain.table_units import assignments, read_units
from leqing_desktop.domain.unit_name import unit_kind

_ROLES = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)


@dataclass(frozen=True, slots=True)
class _Units:
    """The units of a row: as named, as assigned, and whether more were meant (等有关部门)."""

    named: list[tuple[str, Role]]
    assigned: tuple[Assignment, ...]
    open_list: bool


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


@dataclass(frozen=True, slots=True)
class _Branch:
    """Where a row hangs in the tree: its programme and measure, as written and as made."""

    programme_text: str
    measure_text: str
    programme_at: int
    measure_at: int
    programme: _Programme
    measure: _Measure


_Node = TypeVar("_Node")
_Make = Callable[[Number, str | None], _Node]


class PlanBuilder:
    """Takes rows in the table's order and gives the proposed plan."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.places: list[TaskPlace] = []
        self._programmes: dict[str, tuple[int, _Programme]] = {}
        self._units: dict[tuple[str, str, str, bool], _Units] = {}
        self._last: tuple[_Measure, TableRow] | None = None
        self._branch: _Branch | None = None

    def say(self, kind: str, message: str, place: str) -> None:
        """Keep a finding."""
        self.findings.append(Finding(kind, message, place))

    def add(self, row: TableRow) -> None:
        """Take one row in."""
        if row.continues and self._last is not None:
            self._more(row)
            return
        title = row.task
        if not (title or row.measure or row.programme):
            self.say(
                "没有任务名称",
                "这一行没有任务名称，未导入，请补写后再导入。",
                row.place(Meaning.TASK),
            )
            return
        branch = self._branch
        # Rows of one measure come together, mostly with the very same texts.
        if (
            branch is None
            or branch.measure_text is not row.measure
            or branch.programme_text is not row.programme
        ):
            branch = self._branch = self._branch_of(row.programme, row.measure)
        measure = branch.measure
        if row.measure_target:
            self._measure_target(measure, row)
        task = None
        if title or self._stand_in(row):
            task = len(measure.tasks)
            self._add_task(measure, row, title or self._borrowed_title(branch, row))
        else:
            self._about_measure(measure, row)
        frame = row.frame
        self.places.append(
            TaskPlace(
                branch.programme_at, branch.measure_at, task,
                frame.sheet, row.row, frame.letters, row.extras, row.id,
            )
        )  # fmt: skip

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
            units=tuple(UnitFacts(name, unit_kind(name)) for name in self._unit_names()),
            findings=tuple(self.findings),
        )

    def _unit_names(self) -> dict[str, None]:
        return {name: None for units in self._units.values() for name, _ in units.named}

    def _branch_of(self, programme_text: str, measure_text: str) -> _Branch:
        programme_at, programme = _node(self._programmes, programme_text, _Programme)
        measure_at, measure = _node(programme.measures, measure_text, _Measure)
        return _Branch(programme_text, measure_text, programme_at, measure_at, programme, measure)

    def _borrowed_title(self, branch: _Branch, row: TableRow) -> str:
        title = branch.measure.title or branch.programme.title or ""
        self.say(
            "没有任务名称", f"任务一栏空白，以“{title}”作为任务名称。", row.place(Meaning.TASK)
        )
        return title

    @staticmethod
    def _stand_in(row: TableRow) -> bool:
        """Whether a row without a task's name says what only a task can hold."""
        return bool(
            row.due.day or row.due.text or row.target or row.person or row.section or row.milestone
        )

    def _about_measure(self, measure: _Measure, row: TableRow) -> None:
        units = self._read_units(row)
        measure.units += units.named
        measure.open_list = measure.open_list or units.open_list

    def _add_task(self, measure: _Measure, row: TableRow, title: str) -> None:
        due, start, day = row.due, row.start, row.due.day
        if due.problem or start.problem or (start.day and day and start.day > day):
            self._tell_dates(row)
        units = self._read_units(row)
        if units.open_list:
            measure.open_list = True
        uom = row.uom or row.frame.uom
        year = row.frame.year if day is None else day.year
        planned = row.frame.stated_year or year
        target, begins, due_text = row.target, start.day or due.start, due.text
        if len(title) > TITLE_LIMIT:
            title, target = self._shortened(row, title)
        if remark := row.extras.get(Meaning.REMARK):
            own = own_remark(remark)
            begins, due_text = begins or own.start, own.due_text or due_text
        if row.stages and day is None and not due.text:
            marked, day = marked_days(row.stages, planned)
            begins = begins or marked
        if target:
            self._indicators(measure, row, title, uom, row.frame.target_year or year)
        measure.tasks.append(
            TaskFacts(
                title,
                units.assigned,
                row.section,
                row.person,
                _target_text(row.indicator, target, uom) if row.indicator or uom else target,
                begins,
                day,
                due_text,
                milestones_of(row.milestone, row.stages, planned, uom)
                if row.milestone or row.stages
                else (),
            )
        )
        self._last = (measure, row)

    def _shortened(self, row: TableRow, title: str) -> tuple[str, str]:
        """A title of a length that can be kept, and the target with the whole of it."""
        self.say(
            "名称过长",
            f"任务名称有 {len(title)} 个字，最多 {TITLE_LIMIT} 个字，全文放在目标栏。",
            row.place(Meaning.TASK),
        )
        return title[: TITLE_LIMIT - 1] + "…", "\n".join(filter(None, (row.target, title)))

    def _more(self, row: TableRow) -> None:
        """Take in what a further row of a merged task adds: units, target, a later date."""
        assert self._last is not None
        measure, first = self._last
        task = measure.tasks[-1]
        if row[2:] == first[2:-1] + row[-1:]:
            return
        self._tell_dates(row)
        units = [(each.unit, each.role) for each in task.units] + self._read_units(row).named
        days = [day for day in (task.due, row.due.day) if day is not None]
        if len(set(days)) > 1:
            self.say(
                "一项任务两个期限",
                f"合并的任务有两个期限（{days[0]}、{days[1]}），取较晚的一个。",
                row.place(Meaning.DUE),
            )
        more = row.milestone if row.milestone != first.milestone else ""
        measure.tasks[-1] = TaskFacts(
            title=task.title,
            units=assignments(units),
            section=task.section or row.section,
            person=_both(task.person, row.person, "、"),
            target=_both(task.target, row.target, "\n"),
            start=task.start,
            due=max(days) if days else None,
            due_text=task.due_text if len(days) < 2 else "",
            milestones=task.milestones
            + milestones_of(more, row.stages, row.frame.stated_year or row.year),
        )

    def _tell_dates(self, row: TableRow) -> None:
        if row.start.problem:
            self.say("日期有误", row.start.problem, row.place(Meaning.START))
        if row.due.problem:
            self.say("日期有误", row.due.problem, row.place(Meaning.DUE))
        if row.start.day and row.due.day and row.start.day > row.due.day:
            self.say(
                "日期有误",
                f"开始（{row.start.day}）晚于期限（{row.due.day}），请核对。",
                row.place(Meaning.START),
            )

    def _read_units(self, row: TableRow) -> _Units:
        first_leads = row.frame.first_leads and not row.lead
        cells = (row.lead, row.responsible, row.support, first_leads)
        known = self._units.get(cells)
        if known is None:
            named: list[tuple[str, Role]] = []
            is_open = False
            for role, text in zip(_ROLES, cells[:3], strict=True):
                found, more = read_units(text, role)
                named += found
                is_open = is_open or more
            if first_leads and named and all(role is Role.RESPONSIBLE for _, role in named):
                named[0] = (named[0][0], Role.LEAD)
            known = self._units[cells] = _Units(named, assignments(named), is_open)
        return known

    @staticmethod
    def _indicators(
        measure: _Measure, row: TableRow, title: str, uom: str, year: int | None
    ) -> None:
        pieces = single_targets(row.target)
        own_name = row.indicator or title
        for piece in pieces:
            # Of several targets one that names nothing belongs to the task only if it has its year.
            name = own_name if len(pieces) == 1 or piece.startswith("20") else ""
            indicator = read_target(piece, name, uom, year)
            if indicator is not None:
                measure.indicators.append(indicator)

    @staticmethod
    def _measure_target(measure: _Measure, row: TableRow) -> None:
        text = row.measure_target
        if text in measure.targets:
            return
        measure.targets.add(text)
        for line in text.split("\n"):
            indicator = read_target(line, "", "", row.frame.year)
            if indicator is not None:
                measure.indicators.append(indicator)


def _node(nodes: dict[str, tuple[int, _Node]], text: str, make: _Make[_Node]) -> tuple[int, _Node]:
    """The node of that title, made where it is new; wrapped in another way it is the same."""
    known = nodes.get(text)
    if known is None:
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


def _both(one: str, other: str, mark: str) -> str:
    """Two texts joined, each said once."""
    parts = [*one.split(mark), *other.split(mark)]
    return mark.join(dict.fromkeys(filter(None, parts)))


def _facts(measure: _Measure) -> MeasureFacts:
    return MeasureFacts(
        no=measure.no,
        title=measure.title,
        open_list=measure.open_list,
        units=assignments(measure.units),
        indicators=tuple(measure.indicators),
        tasks=tuple(measure.tasks),
    )
