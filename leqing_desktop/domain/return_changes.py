"""改动核对: cells outside the input area that came back otherwise than they went out."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.return_form import FormIndicator, FormTask, IndicatorField, TaskField
from leqing_desktop.domain.return_outcome import OutsideChange
from leqing_desktop.domain.return_reading import ReadCell, ReadIndicator, ReadTask

_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无"})
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+(?:[eE][+-]?\d{1,3})?%?")


def outside_changes(row: ReadTask, sent: FormTask) -> tuple[OutsideChange, ...]:
    """What a unit changed in the printed cells of a task's row; none for a column that is gone."""
    return tuple(_changes(row.row, _task_cells(row, sent)))


def indicator_changes(row: ReadIndicator, sent: FormIndicator) -> tuple[OutsideChange, ...]:
    """The same of an indicator's row."""
    return tuple(_changes(row.row, _indicator_cells(row, sent)))


def same_content(sent: str, returned: ReadCell) -> bool:
    """Whether a cell still says what it said: type, width, blanks and line ends do not count."""
    if sent == returned.text:
        return True
    one, other = _plain(sent), _plain(returned.text)
    if one == other or (one in _NOTHING and other in _NOTHING):
        return True
    before = _number(one)
    after = returned.number if returned.number is not None else _number(other)
    return before is not None and after is not None and math.isclose(before, after, rel_tol=1e-9)


_Cells = Iterable[tuple[str, str, str, ReadCell]]
"""Field, head of its column, what was sent, what came back."""


def _task_cells(row: ReadTask, sent: FormTask) -> _Cells:
    texts = {
        TaskField.NUMBER: sent.number,
        TaskField.MEASURE: sent.measure,
        TaskField.TITLE: sent.title,
        TaskField.YEAR_GOAL: sent.year_goal,
        TaskField.MILESTONES: sent.milestones,
        TaskField.SCHEDULE: _figure(sent.schedule),
        TaskField.LAST_PROGRESS: _figure(sent.last_progress),
        TaskField.LAST_DONE: sent.last_done,
    }
    for name, text in texts.items():
        cell = row.cells.get(name)
        if cell is not None:
            yield name.value, name.label, text, cell


def _indicator_cells(row: ReadIndicator, sent: FormIndicator) -> _Cells:
    texts = {
        IndicatorField.NUMBER: sent.number,
        IndicatorField.MEASURE: sent.measure,
        IndicatorField.NAME: sent.name,
        IndicatorField.DEFINITION: sent.definition,
        IndicatorField.UOM: sent.uom,
        IndicatorField.TARGET: sent.target,
        IndicatorField.LAST_VALUE: _figure(sent.last_value),
    }
    for name, text in texts.items():
        cell = row.cells.get(name)
        if cell is not None:
            yield name.value, name.label, text, cell


def _changes(row: int, cells: _Cells) -> Iterable[OutsideChange]:
    for field, label, sent, cell in cells:
        if not same_content(sent, cell):
            yield OutsideChange(cell.cell, row, field, label, sent, cell.text)


def _figure(value: float | None) -> str:
    return "" if value is None else plain_number(value)


def _plain(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if not char.isspace() and unicodedata.category(char)[0] != "C"
    )


def _number(text: str) -> float | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    return float(text.rstrip("%").replace(",", ""))
