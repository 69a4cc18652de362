"""A return made anew from its form with what the unit had filled in, where its own file cannot be marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from leqing_desktop.documents.return_sent_back_marks import Places
from leqing_desktop.documents.return_workbook import write_return
from leqing_desktop.documents.return_workbook_cells import (
    DATE_MERGE,
    INDICATOR_COLUMNS,
    SIGN_COLUMNS,
    TASK_COLUMNS,
)
from leqing_desktop.documents.return_workbook_layout import lay_out_return
from leqing_desktop.documents.workbook_text import cell_text
from leqing_desktop.domain.return_form import (
    INDICATOR_INPUTS,
    TASK_INPUTS,
    IndicatorField,
    ReturnForm,
    TaskField,
)
from leqing_desktop.domain.return_matching import Match, match_indicators, match_tasks
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_reading import ReadCell, ReadIndicator, ReadReturn, ReadTask

_FIGURES = (TaskField.PROGRESS, IndicatorField.IN_QUARTER, IndicatorField.VALUE)


def refill(form: ReturnForm, key: bytes, read: ReadReturn) -> tuple[Any, Places]:
    """An open workbook of ``form`` filled as ``read`` was, and where the old rows now stand.

    A row that no task or indicator of the form can be found for is told in ``Places.extra``.
    """
    from openpyxl import load_workbook

    stream = BytesIO()
    write_return(form, key, stream)
    book = load_workbook(stream)
    sheet = book.worksheets[0]
    layout = lay_out_return(form)
    rows: dict[int, int] = {}
    cells: dict[str, str] = {}
    extra: list[Finding] = []
    first = layout.tasks[0] if layout.tasks else 0
    numbers = {task.task_id: first + at for at, task in enumerate(form.tasks)}
    for row, match in zip(read.tasks, match_tasks(read.tasks, form.tasks), strict=True):
        _place(row, match, numbers, rows, extra)
        _fill(sheet, row, rows, cells, TASK_COLUMNS, TASK_INPUTS)
    first = layout.indicators[0] if layout.indicators else 0
    numbers = {each.indicator_id: first + at for at, each in enumerate(form.indicators)}
    matches = match_indicators(read.indicators, form.indicators)
    for other, match in zip(read.indicators, matches, strict=True):
        _place(other, match, numbers, rows, extra)
        _fill(sheet, other, rows, cells, INDICATOR_COLUMNS, INDICATOR_INPUTS)
    _sign(sheet, layout.sign_row, read)
    return book, Places(rows, cells, tuple(extra))


def filled_return(form: ReturnForm, key: bytes, read: ReadReturn) -> bytes:
    """The workbook of ``form`` as .xlsx, filled with what ``read`` says."""
    book, _ = refill(form, key, read)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _place(
    row: ReadTask | ReadIndicator,
    match: Match,
    numbers: Mapping[int, int],
    rows: dict[int, int],
    extra: list[Finding],
) -> None:
    """Say where a row now stands, or that there is no place for it."""
    at = numbers.get(match.subject_id) if match.subject_id is not None else None
    if at is not None and at not in rows.values():
        rows[row.row] = at
        return
    said = "；".join(cell.text for cell in row.cells.values() if cell.text)
    words = f"原表第 {row.row} 行对不上下发的任务，没有填进本表，请把它填到对应的行：{said}"
    extra.append(Finding("match", words, row.row))


def _fill(
    sheet: Any,
    row: ReadTask | ReadIndicator,
    rows: Mapping[int, int],
    cells: dict[str, str],
    columns: Mapping[Any, int],
    inputs: Sequence[Any],
) -> None:
    at = rows.get(row.row)
    if at is None:
        return
    every: Mapping[Any, ReadCell] = row.cells
    for name, read in every.items():
        cell = sheet.cell(at, columns[name])
        cells[read.cell] = cell.coordinate
        if name not in inputs or not read.text:
            continue
        if name in _FIGURES and read.number is not None:
            cell.value = int(read.number) if read.number == int(read.number) else read.number
        else:
            _put(cell, read.text)


def _sign(sheet: Any, row: int, read: ReadReturn) -> None:
    for column, text in (
        (SIGN_COLUMNS[0] + 1, read.filled_by),
        (SIGN_COLUMNS[1] + 1, read.reviewed_by),
        (DATE_MERGE[0], read.filled_on),
    ):
        if text:
            _put(sheet.cell(row, column), text)


def _put(cell: Any, text: str) -> None:
    cell.value = cell_text(text)
    cell.data_type = "s"  # never a formula, never an error code
