"""The marks of a 退回稿: faults with their places, comments and yellow cells put in and taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leqing_desktop.documents.return_workbook_style import INPUT_TINT
from leqing_desktop.documents.workbook_text import cell_text
from leqing_desktop.domain.official_text import strip_hidden
from leqing_desktop.domain.return_form import IndicatorField, TaskField
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_reading import ReadReturn

AUTHOR = "工作专班"
LIST_SHEET = "退回说明"
YELLOW = "FFFFFF00"
_WORDS_LIMIT = 1_000
_PLACE = re.compile(r"[A-Z]{1,2}[1-9]\d{0,5}")
_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS = 330, 19, 22
"""Pixels of a comment, of a line in it, and the characters that a line holds."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the original's rows and cells stand in a workbook made anew; ``extra`` says what stands
    nowhere.
    """

    rows: Mapping[int, int] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding with its place in the copy; ``row`` as words, ``cell`` "" where it has none."""

    row: str
    cell: str
    subject: str
    words: str
    serious: bool


def faults_of(
    findings: Iterable[Finding], read: ReadReturn, places: Places | None = None
) -> list[Fault]:
    """The findings from top to bottom, those about the whole file first.

    ``places``: where a workbook made anew has the original's rows.
    """
    subjects = {row.row: row.text(TaskField.TITLE) for row in read.tasks}
    subjects |= {row.row: row.text(IndicatorField.NAME) for row in read.indicators}
    every = [*findings, *(places.extra if places else ())]
    every.sort(key=lambda each: (each.row or 0, _column(each.cell)))
    return [
        Fault(
            _row_words(each.row, places),
            _cell(each.cell, places),
            strip_hidden(subjects.get(each.row or 0, "")),
            strip_hidden(each.question or each.message)[:_WORDS_LIMIT],
            each.serious,
        )
        for each in every
    ]


def mark(sheet: Any, faults: Sequence[Fault]) -> None:
    """Put a comment and a yellow ground on every cell that a fault names."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    by_cell: dict[str, list[str]] = {}
    for fault in faults:
        if fault.cell:
            by_cell.setdefault(_anchor(sheet, fault.cell), []).append(fault.words)
    for place, words in by_cell.items():
        cell = sheet[place]
        said = [cell.comment.text] if cell.comment is not None else []
        if len(words) > 1:
            words = [f"{at}．{each}" for at, each in enumerate(words, 1)]
        text = "\n".join([*map(cell_text, words), *said])
        lines = sum(1 + len(line) // _NOTE_CHARACTERS for line in text.split("\n"))
        height = min(600, _NOTE_LINE * (lines + 1))
        cell.comment = Comment(text, AUTHOR, height=height, width=_NOTE_WIDTH)
        cell.fill = PatternFill("solid", fgColor=YELLOW)


def take_out_marks(book: Any) -> None:
    """Take the marks of an earlier 退回稿 out, so that only this round's are seen."""
    from openpyxl.styles import PatternFill

    for sheet in [each for each in book.worksheets if each.title.startswith(LIST_SHEET)]:
        if len(book.worksheets) > 1:
            book.remove(sheet)
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            if getattr(cell, "comment", None) is None or cell.comment.author != AUTHOR:
                continue
            cell.comment = None
            if cell.fill.fgColor.rgb == YELLOW:
                locked = cell.protection.locked
                tint = PatternFill() if locked else PatternFill("solid", fgColor=INPUT_TINT)
                cell.fill = tint


def _row_words(row: int | None, places: Places | None) -> str:
    if row is None:
        return "全表"
    if places is None:
        return f"第 {row} 行"
    return f"第 {places.rows[row]} 行" if row in places.rows else f"原表第 {row} 行"


def _cell(cell: str, places: Places | None) -> str:
    found = cell if places is None else places.cells.get(cell, "")
    return found if _PLACE.fullmatch(found) else ""


def _column(cell: str) -> tuple[int, str]:
    letters = cell.rstrip("0123456789")
    return len(letters), letters


def _anchor(sheet: Any, place: str) -> str:
    """The cell that shows what stands at ``place``: of a merged one its first."""
    for area in sheet.merged_cells.ranges:
        if place in area:
            return str(area.start_cell.coordinate)
    return place
