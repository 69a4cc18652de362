"""The columns of a return workbook's first sheet, and cells and rows with their places and looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from leqing_desktop.documents.workbook_layout import BODY_SIZE, Value
from leqing_desktop.domain.return_form import IndicatorField, TaskField

SHEET = "报送表"
HEADER_ROW = 4
FIRST_COLUMN = 2
"""Column B; column A is hidden and says which record a row is about."""
TASK_COLUMNS = {name: at for at, name in enumerate(TaskField, FIRST_COLUMN)}
INDICATOR_COLUMNS = {name: at for at, name in enumerate(IndicatorField, FIRST_COLUMN)}
LAST_COLUMN = max(TASK_COLUMNS.values())
_TASK_WIDTHS = {
    TaskField.NUMBER: 6.5,
    TaskField.MEASURE: 12.0,
    TaskField.TITLE: 21.0,
    TaskField.YEAR_GOAL: 14.0,
    TaskField.MILESTONES: 16.0,
    TaskField.SCHEDULE: 8.5,
    TaskField.LAST_PROGRESS: 9.5,
    TaskField.LAST_DONE: 22.0,
    TaskField.PROGRESS: 9.5,
    TaskField.STATUS: 10.5,
    TaskField.DONE: 34.0,
    TaskField.PROBLEMS: 18.0,
    TaskField.NEXT_STEP: 18.0,
    TaskField.EVIDENCE: 15.0,
}
WIDTHS = {1: 6.0} | {TASK_COLUMNS[name]: width for name, width in _TASK_WIDTHS.items()}
"""Column number → width in spreadsheet units."""
NOTE_MERGE = (INDICATOR_COLUMNS[IndicatorField.NOTE], LAST_COLUMN)
"""An indicator's note stands in a narrow column and takes those to its right too."""
SUPPORT_LABELS = ("序号", "所属举措", "重点任务", "牵头单位")
INDICATOR_TITLE = "指标"
SUPPORT_TITLE = "配合事项（供了解，不用填）"
SIGN_FIELDS = ("填报人", "审核人（主要领导审阅）", "填报日期", "联系电话")
SIGN_COLUMNS = (3, 5, 9, 12)
"""Where the labels of the signatures stand; what is filled in stands to the right of each."""
DATE_MERGE = (SIGN_COLUMNS[2] + 1, SIGN_COLUMNS[2] + 2)
TEXT_SIZES = (float(BODY_SIZE), 9.0, 7.0, 5.0)
"""Type in points of a locked text: the largest in which it fits a row."""
OLD_SIZE = 9.0
"""Type in points of last quarter's text, for comparison only."""
BLOCK_SIZE = 12


class Look(Enum):
    """What a cell is, which decides its type, frame, tint, lock and number format."""

    TITLE = "title"
    LINE = "line"
    HINT = "hint"
    HEAD = "head"
    HEAD_INPUT = "head input"
    BLOCK = "block"
    TEXT = "text"
    CENTRED = "centred"
    FIGURE = "figure"
    FRACTION = "fraction"
    OLD_TEXT = "old text"
    OLD_FIGURE = "old figure"
    OLD_FRACTION = "old fraction"
    INPUT_TEXT = "input text"
    INPUT_WORD = "input word"
    INPUT_FIGURE = "input figure"
    INPUT_DATE = "input date"
    LABEL = "label"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a row: column from 1, look, value as stored; ``size`` is the type in points."""

    column: int
    look: Look
    value: Value = None
    size: float = BODY_SIZE


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row: cells from left to right, height in points; ``grows`` with what is typed into it."""

    height: float
    cells: Sequence[PlacedCell] = ()
    grows: bool = False
