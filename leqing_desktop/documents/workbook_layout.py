"""Lay a printed table out: row heights from the text, tall rows cut, merges kept to a page.

Spreadsheet programs do not fit the height of merged cells, and never make a row taller than
409 points; what does not fit is clipped on paper. So every height is computed here, with lines
spaced widely enough for a substitute font where 仿宋_GB2312 is absent.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from leqing_desktop.documents.workbook_text import (
    CELL_LIMIT,
    cell_text,
    lines_needed,
    stored_length,
)
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused

BODY_SIZE = 11
"""Body type in points."""
LINE_PITCH = 16.0
"""Points a printed line takes: Noto and Droid, which stand in for 仿宋, need 1.3 to 1.45 em."""
UNIT_POINTS = 5.25
"""Points a unit of column width has where the default font (Arial 10) has digits of 7 pixels."""
CELL_PADDING = 5.0
"""Points of a column that no text enters (both sides)."""
MAX_HEIGHT = 400.0
"""Tallest row in points; Excel's own limit is 409.5."""
MIN_HEIGHT = 30.0
"""Shortest body row in points, so that a row can be read along its line."""
PAGE_ROOM = 690.0
"""Points of body rows on an A3 landscape page below the repeated header, a little kept free."""
FIRST_PAGE_LESS = 75.0
"""Points that title and note take from the first page."""
MAX_BREAKS = 1000
"""Most page breaks set by hand; Excel takes 1,026 a sheet (Excel specifications and limits)."""

Value = str | int | float | date | None
Line = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a table: its title, who sends it, the date printed, a note.

    ``demo`` marks the sheet as a demonstration on every page. ``note`` ends the note line.
    """

    title: str
    sender: str = ""
    printed: date | None = None
    note: str = ""
    demo: bool = False

    def note_line(self, more: str = "") -> str:
        """The line below the title; ``more`` is what the table itself has to say."""
        parts = [
            f"填报单位：{self.sender}" if self.sender else "",
            f"印制日期：{chinese_date(self.printed)}" if self.printed else "",
            self.note,
            more,
            "演示数据，不作正式使用" if self.demo else "",
        ]
        return "\u3000\u3000".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """A column: heading, width in spreadsheet units, whether its text is centred.

    ``hidden``: not seen and not printed; such columns stand last and hold what the program reads.
    """

    label: str
    width: float
    centred: bool = False
    hidden: bool = False

    @property
    def capacity(self) -> float:
        """Width for text in em of the body type."""
        return (self.width * UNIT_POINTS - CELL_PADDING) / BODY_SIZE


@dataclass(frozen=True, slots=True)
class Group:
    """Lines ``first`` to ``last`` (from 0, both in) that share one merged cell in ``columns``."""

    columns: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table to print: every line has one value a column, also below a merged cell."""

    sheet: str
    columns: tuple[PrintColumn, ...]
    lines: Sequence[Line]
    groups: Sequence[Group] = ()
    frozen: int = 0
    note: str = ""

    @property
    def seen(self) -> tuple[PrintColumn, ...]:
        """The columns that are seen and printed."""
        return tuple(column for column in self.columns if not column.hidden)


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out table; sheet rows are counted from 0 at the first body row.

    ``lines`` hold texts as they are stored; ``rows`` are the heights in points of the sheet rows of
    each line (more than one where the line is too tall for one row); ``merges`` are
    (column, first, last) in sheet rows; ``breaks`` are the rows that begin a new page.
    """

    lines: list[list[Value]]
    rows: list[list[float]]
    merges: list[tuple[int, int, int]]
    breaks: list[int]


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a group on one page, in sheet rows."""

    group: Group
    first: int
    last: int


def lay_out(table: Table) -> Layout:
    """Texts, heights, merges and pages of ``table``; ``Refused`` for a text too long for a cell.

    A merged cell is cut where a page ends, and its label stands again on the next page.
    """
    lines = [_stored(table, index, line) for index, line in enumerate(table.lines)]
    heights = [
        _height(table.columns, line, shared)
        for line, shared in zip(lines, _grouped_columns(table), strict=True)
    ]
    stops = {group.first for group in table.groups}
    # A label that has too little room makes its rows taller, which moves the page ends.
    for _ in range(6):
        rows = [_split(height) for height in heights]
        starts = [0, *accumulate(len(parts) for parts in rows)]
        pages = _pages(rows, {starts[index] for index in stops})
        parts = [part for group in table.groups for part in _cut(group, starts, pages)]
        if not _made_room(table.columns, lines, parts, rows, heights):
            break
    merges = _merges(len(table.columns), table.groups, parts, rows, starts)
    return Layout(lines, rows, merges, pages[1:] if len(pages) <= MAX_BREAKS else [])


def text_height(text: str, capacity: float, pitch: float = LINE_PITCH) -> float:
    """Points a text takes in a cell ``capacity`` em wide, with air above and below."""
    return lines_needed(text, capacity) * pitch + 6.0


def _stored(table: Table, index: int, line: Line) -> list[Value]:
    values: list[Value] = []
    for column, value in zip(table.columns, line, strict=True):
        if isinstance(value, str):
            text = cell_text(value)
            if len(text) * 2 > CELL_LIMIT and max(len(text), stored_length(text)) > CELL_LIMIT:
                raise Refused(_too_long(index, line[0], column.label, len(value)))
            values.append(text or None)
        else:
            values.append(value)
    return values


def _too_long(index: int, number: Value, label: str, length: int) -> str:
    named = f"（序号 {number}）" if number not in (None, "") else ""
    return (
        f"第 {index + 1} 行{named}的“{label}”有 {length} 个字，"
        f"超过表格一格 {CELL_LIMIT} 个字的上限，请先把它缩短再导出。"
    )


def _grouped_columns(table: Table) -> list[frozenset[int]]:
    """For each line the columns whose text has several lines' height to itself."""
    found: list[frozenset[int]] = [frozenset()] * len(table.lines)
    for group in table.groups:
        if group.last > group.first:
            columns = frozenset(group.columns)
            for index in range(group.first, group.last + 1):
                found[index] |= columns
    return found


def _height(columns: Sequence[PrintColumn], line: Line, without: frozenset[int]) -> float:
    most = 1
    for index, value in enumerate(line):
        # Dates and numbers take one line, and so does a text of three characters.
        if columns[index].hidden:
            continue
        if isinstance(value, str) and len(value) > 3 and index not in without:
            most = max(most, lines_needed(value, columns[index].capacity))
    return max(MIN_HEIGHT, most * LINE_PITCH + 6.0)


def _pages(rows: Sequence[Sequence[float]], stops: set[int]) -> list[int]:
    """The sheet rows that begin a page; a group's beginning is preferred near its foot."""
    pages = [0]
    room, used, stop = PAGE_ROOM - FIRST_PAGE_LESS, 0.0, None
    since = 0.0
    flat = [height for parts in rows for height in parts]
    for row, height in enumerate(flat):
        if row in stops and used >= room * 0.85:
            stop, since = row, 0.0
        if used and used + height > room:
            whole = stop is not None
            pages.append(stop if stop is not None else row)
            room, used, stop = PAGE_ROOM, since if whole else 0.0, None
        used += height
        since += height
    return pages


def _cut(group: Group, starts: Sequence[int], pages: Sequence[int]) -> list[_Part]:
    first, end = starts[group.first], starts[group.last + 1]
    inner = pages[bisect_right(pages, first) : bisect_left(pages, end)]
    edges = [first, *inner, end]
    return [_Part(group, low, high - 1) for low, high in pairwise(edges)]


def _made_room(
    columns: Sequence[PrintColumn],
    lines: Sequence[Line],
    parts: Sequence[_Part],
    rows: Sequence[Sequence[float]],
    heights: list[float],
) -> bool:
    """Make lines taller where a label needs more than its part has; True if any was."""
    flat = [(index, height) for index, some in enumerate(rows) for height in some]
    grown: dict[int, float] = {}
    for part in parts:
        if part.group.first == part.group.last:
            continue
        have = sum(height for _, height in flat[part.first : part.last + 1])
        line = lines[part.group.first]
        need = max(_text_need(line[index], columns[index].capacity) for index in part.group.columns)
        if need > have:
            touched = {index for index, _ in flat[part.first : part.last + 1]}
            for index in touched:
                more = (need - have) / len(touched)
                grown[index] = max(grown.get(index, 0.0), more)
    for index, more in grown.items():
        heights[index] += more
    return bool(grown)


def _text_need(value: Value, capacity: float) -> float:
    return text_height(value, capacity) if isinstance(value, str) else 0.0


def _split(height: float) -> list[float]:
    if height <= MAX_HEIGHT:
        return [height]
    # Whole lines a row, so that a page break between two rows cuts no line of text; two to a page.
    pitches = math.ceil(height / LINE_PITCH)
    most = int(PAGE_ROOM / 2 // LINE_PITCH)
    full, rest = divmod(pitches, most)
    return [most * LINE_PITCH] * full + ([rest * LINE_PITCH] if rest else [])


def _merges(
    width: int,
    groups: Sequence[Group],
    parts: Sequence[_Part],
    rows: Sequence[Sequence[float]],
    starts: Sequence[int],
) -> list[tuple[int, int, int]]:
    merges = [
        (column, part.first, part.last)
        for part in parts
        if part.last > part.first and part.group.first != part.group.last
        for column in part.group.columns
    ]
    tall = [index for index, heights in enumerate(rows) if len(heights) > 1]
    shared = {
        (column, index)
        for group in groups
        if group.first != group.last
        for index in tall
        if group.first <= index <= group.last
        for column in group.columns
    }
    merges.extend(
        (column, starts[index], starts[index + 1] - 1)
        for index in tall
        for column in range(width)
        if (column, index) not in shared
    )
    return merges
