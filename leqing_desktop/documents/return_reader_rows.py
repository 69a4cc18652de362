"""Goes down a returned sheet row by row: which block a row belongs to, and what its cells say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from typing import Any

from leqing_desktop.documents.return_reader_cells import SheetCells
from leqing_desktop.documents.return_reader_heads import (
    indicator_columns,
    is_support_header,
    task_columns,
)
from leqing_desktop.documents.table_passing import why_no_task
from leqing_desktop.domain.return_form import IndicatorField, TaskField
from leqing_desktop.domain.return_reading import ReadIndicator, ReadTask
from leqing_desktop.domain.return_seal import marked

_SUPPORT = re.compile(r"配合事项")
_SIGNATURE = re.compile(r"(?:填报人|填表人|审核人|填报日期|填表日期|联系电话)")
_MARK_WIDTH = 20
"""Characters; a longer text is no mark."""
_BODY = frozenset(TaskField) - {TaskField.NUMBER, TaskField.MEASURE}


class Block(Enum):
    """The part of the sheet that a row without a mark belongs to."""

    TASKS = "tasks"
    INDICATORS = "indicators"
    OTHER = "other"


class ReturnRows:
    """The rows of a sheet below its header (``header`` from 0), as ``tasks`` and ``indicators``."""

    def __init__(self, cells: SheetCells, header: int, columns: Mapping[int, TaskField]) -> None:
        self._cells = cells
        self._columns = columns
        self._indicator_columns: Mapping[int, IndicatorField] = {}
        self._block = Block.TASKS
        self._marks = row_marks(cells, columns)
        self.tasks: list[ReadTask] = []
        self.indicators: list[ReadIndicator] = []
        self.signature_rows: list[int] = []
        for row in range(header + 1, len(cells.rows)):
            self._take(row)

    def _take(self, row: int) -> None:
        mark = self._marks.get(row)
        if mark is None:
            self._take_unmarked(row)
        elif mark[0] == "T":
            self._add_task(row, mark[1])
        else:
            self._add_indicator(row, mark[1])

    def _take_unmarked(self, row: int) -> None:
        texts = self._cells.texts(row)
        filled = [text for text in texts if text]
        if not filled or self._turns(row, texts, filled):
            return
        if self._block is Block.TASKS:
            said = {name for at, name in self._columns.items() if texts[at]}
            if said & _BODY and not why_no_task(filled, set()):
                self._add_task(row, None)
        elif self._block is Block.INDICATORS:
            named = [at for at, name in self._indicator_columns.items() if texts[at]]
            if len(named) >= 2 and not why_no_task(filled, set()):
                self._add_indicator(row, None)

    def _turns(self, row: int, texts: list[str], filled: list[str]) -> bool:
        """Whether a row only says what the rows below are, or who signed."""
        if filled == ["指标"] or _SUPPORT.match(filled[0]) or is_support_header(texts):
            self._block = Block.OTHER
        elif columns := indicator_columns(texts):
            self._indicator_columns = columns
            self._block = Block.INDICATORS
        elif again := task_columns(texts):
            self._columns = again
            self._block = Block.TASKS
        elif _SIGNATURE.match(unicodedata.normalize("NFKC", "".join(filled[0].split()))):
            self.signature_rows.append(row)
        else:
            return False
        return True

    def _add_task(self, row: int, mark: int | None) -> None:
        self.tasks.append(ReadTask(row + 1, mark, self._cells.cells(row, self._columns)))

    def _add_indicator(self, row: int, mark: int | None) -> None:
        read = self._cells.cells(row, self._indicator_columns)
        self.indicators.append(ReadIndicator(row + 1, mark, read))


def row_marks(cells: SheetCells, columns: Mapping[int, Any]) -> Mapping[int, tuple[str, int]]:
    """Row from 0 → its mark, from the column with most marks that is no column of the form."""
    marks = _marks_in(cells, 0) if 0 not in columns else {}
    if marks:
        return marks
    found: Counter[int] = Counter()
    for row in cells.rows:
        for column, value in enumerate(row):
            if column not in columns and type(value) is str and marked(value[:_MARK_WIDTH]):
                found[column] += 1
    return _marks_in(cells, found.most_common(1)[0][0]) if found else {}


def _marks_in(cells: SheetCells, column: int) -> dict[int, tuple[str, int]]:
    marks = {}
    for row, values in enumerate(cells.rows):
        value = values[column]
        if type(value) is str and value and (mark := marked(value[:_MARK_WIDTH])):
            marks[row] = mark
    return marks
