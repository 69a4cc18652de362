"""The return workbook as data: what a unit was promised to be asked, and which cells it may fill.

One form goes out per unit and period; the same form, read back from the workbook's sealed sheet,
says what stood in the cells when it went out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leqing_desktop.domain.period import Period

TEMPLATE_VERSION = 1
"""Of the workbook's layout and sealed sheet; a file of another version is 旧模板."""


class TaskField(StrEnum):
    """A column of the task block, left to right as printed; ``value`` is its name in JSON."""

    NUMBER = "number"
    MEASURE = "measure"
    TITLE = "title"
    YEAR_GOAL = "year_goal"
    MILESTONES = "milestones"
    SCHEDULE = "schedule"
    LAST_PROGRESS = "last_progress"
    LAST_DONE = "last_done"
    PROGRESS = "progress"
    STATUS = "status"
    DONE = "done"
    PROBLEMS = "problems"
    NEXT_STEP = "next_step"
    EVIDENCE = "evidence"

    @property
    def label(self) -> str:
        """The words in the column's head."""
        return TASK_LABELS[self]

    @property
    def is_input(self) -> bool:
        """Whether the unit may fill the cell."""
        return self in TASK_INPUTS


TASK_LABELS: dict[TaskField, str] = {
    TaskField.NUMBER: "序号",
    TaskField.MEASURE: "所属举措",
    TaskField.TITLE: "重点任务",
    TaskField.YEAR_GOAL: "年度目标",
    TaskField.MILESTONES: "本季节点",
    TaskField.SCHEDULE: "序时（%）",
    TaskField.LAST_PROGRESS: "上季进度（%）",
    TaskField.LAST_DONE: "上季进展",
    TaskField.PROGRESS: "本季进度（%）",
    TaskField.STATUS: "状态",
    TaskField.DONE: "本季进展",
    TaskField.PROBLEMS: "存在问题",
    TaskField.NEXT_STEP: "下一步",
    TaskField.EVIDENCE: "佐证材料名称",
}
TASK_INPUTS = (
    TaskField.PROGRESS,
    TaskField.STATUS,
    TaskField.DONE,
    TaskField.PROBLEMS,
    TaskField.NEXT_STEP,
    TaskField.EVIDENCE,
)
REQUIRED_INPUTS = (TaskField.PROGRESS, TaskField.STATUS, TaskField.DONE)


class IndicatorField(StrEnum):
    """A column of the indicator block, left to right as printed."""

    NUMBER = "number"
    MEASURE = "measure"
    NAME = "name"
    DEFINITION = "definition"
    UOM = "uom"
    TARGET = "target"
    LAST_VALUE = "last_value"
    IN_QUARTER = "in_quarter"
    VALUE = "value"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The words in the column's head."""
        return INDICATOR_LABELS[self]

    @property
    def is_input(self) -> bool:
        """Whether the unit may fill the cell."""
        return self in INDICATOR_INPUTS


INDICATOR_LABELS: dict[IndicatorField, str] = {
    IndicatorField.NUMBER: "序号",
    IndicatorField.MEASURE: "所属举措",
    IndicatorField.NAME: "指标",
    IndicatorField.DEFINITION: "口径",
    IndicatorField.UOM: "计量单位",
    IndicatorField.TARGET: "目标",
    IndicatorField.LAST_VALUE: "上季累计",
    IndicatorField.IN_QUARTER: "本季新增",
    IndicatorField.VALUE: "本季累计",
    IndicatorField.NOTE: "说明",
}
INDICATOR_INPUTS = (IndicatorField.IN_QUARTER, IndicatorField.VALUE, IndicatorField.NOTE)


@dataclass(frozen=True, slots=True)
class FormTask:
    """A task on which the unit owes a report. ``schedule``, ``last_progress``: 0–100 or None."""

    task_id: int
    number: str
    measure: str
    title: str
    year_goal: str = ""
    milestones: str = ""
    schedule: int | None = None
    last_progress: float | None = None
    last_done: str = ""


@dataclass(frozen=True, slots=True)
class FormIndicator:
    """An indicator that the unit answers for; ``last_value`` is 累计 at the last quarter's end.

    ``definition`` is its kind and what the plan says; ``target`` as a cell shows it.
    """

    indicator_id: int
    number: str
    measure: str
    name: str
    definition: str
    uom: str
    target: str
    last_value: float | None = None


@dataclass(frozen=True, slots=True)
class FormSupport:
    """A task in which the unit only assists: for information, without anybody's figures."""

    number: str
    measure: str
    title: str
    leads: str


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """Everything on one unit's workbook. ``ledger`` is the ledger's mark; ``sender`` who collects.

    ``due_on`` None: no date was set. ``demo``: printed 演示数据 on every page.
    """

    ledger: str
    period: Period
    unit_id: int
    unit: str
    plan: str
    sender: str
    issued_on: date
    due_on: date | None
    tasks: tuple[FormTask, ...]
    indicators: tuple[FormIndicator, ...] = ()
    supports: tuple[FormSupport, ...] = ()
    demo: bool = False
    template: int = TEMPLATE_VERSION
