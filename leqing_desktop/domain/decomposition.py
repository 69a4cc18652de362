"""The decomposition table (分解表) as flat rows, and the edits a clerk makes on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.standing import Standing


class Column(StrEnum):
    """A column of the decomposition table that can be typed into, filtered and pasted onto."""

    NUMBER = "number"
    TITLE = "title"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    SECTION = "section"
    PERSON = "person"
    TARGET = "target"
    START = "start"
    DUE = "due"
    EVIDENCE = "evidence"
    YEAR_GOAL = "goal"
    SCHEDULE = "schedule"

    @property
    def label(self) -> str:
        """The column's heading."""
        return COLUMN_LABELS[self]


COLUMN_LABELS: dict[Column, str] = {
    Column.NUMBER: "序号",
    Column.TITLE: "工程 / 举措 / 任务",
    Column.LEAD: "牵头单位",
    Column.RESPONSIBLE: "责任单位",
    Column.SUPPORT: "配合单位",
    Column.SECTION: "责任科室",
    Column.PERSON: "责任人",
    Column.TARGET: "目标",
    Column.START: "开始",
    Column.DUE: "期限",
    Column.EVIDENCE: "印证材料",
    Column.YEAR_GOAL: "年度目标",
    Column.SCHEDULE: "四季序时",
}


YEAR_COLUMNS = frozenset({Column.YEAR_GOAL, Column.SCHEDULE})
"""What is typed for one year: it needs to be known which."""


class Row(NamedTuple):
    """One row of the decomposition table, in display order, ready to show.

    ``number`` is the outline number (一, 7, 7.2, 7.2.1). ``lead``, ``responsible`` and ``support``
    are names joined with 、. ``inherited``: the units are the parent's (a task without its own).
    ``counts_first``: the responsible unit whose figure counts because nobody leads, else "".
    ``indicators`` are a measure's quantified targets (新增软件著作权 ≥1000 个), not typed here.
    ``due_text`` is what was printed or typed where it is no plain date (2025年底前, 长期坚持).
    ``goal`` and ``schedule`` (25/50/75/100) are those of the year asked for, else empty.
    ``origin`` is the meeting or the instruction that a task comes from, None for the plan's own.
    """

    id: int
    parent_id: int | None
    level: Level
    number: str
    title: str
    lead: str = ""
    responsible: str = ""
    support: str = ""
    inherited: bool = False
    counts_first: str = ""
    section: str = ""
    person: str = ""
    target: str = ""
    start: date | None = None
    due: date | None = None
    due_text: str = ""
    evidence: str = ""
    standing: Standing = Standing.ACTIVE
    indicators: tuple[str, ...] = ()
    goal: str = ""
    schedule: str = ""
    origin: ItemOrigin | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A typed value for one cell; ``text`` is exactly what the clerk typed (empty clears)."""

    item_id: int
    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added below ``parent_id`` (None for a programme), after ``after_id`` or last."""

    level: Level
    parent_id: int | None
    after_id: int | None = None
    values: dict[Column, str] = field(default_factory=dict)


_TYPED: dict[Level, frozenset[Column]] = {
    Level.PROGRAMME: frozenset({Column.NUMBER, Column.TITLE}),
    Level.MEASURE: frozenset(Column) - {Column.EVIDENCE} - YEAR_COLUMNS,
    Level.TASK: frozenset(Column) - {Column.NUMBER, Column.EVIDENCE},
    Level.MILESTONE: frozenset({Column.TITLE, Column.DUE, Column.EVIDENCE, Column.PERSON}),
}


def columns_of(level: Level) -> frozenset[Column]:
    """The columns that a row of this level can be typed into; the others are left empty.

    Tasks and milestones are numbered by their place, so their number is not typed.
    """
    return _TYPED[level]
