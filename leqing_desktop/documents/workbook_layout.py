"""Lay a printed table out: row heights from the text, tall rows cut, merges kept to a page.

Spreadsheet programs do not fit the height of merged cells, and never make a row taller than
409 points; what does not fit is clipped on paper. So every height is computed here, with lines
spaced widely enough for a substitute font where 仿宋_GB2312 is absent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.documents.workbook_text import (
    CELL_LIMIT,
    cell_text,
    lines_needed,
    stored_length,
)
from leqing_desktop.errors import Refused

BODY_SIZE = 11
"""Body type in points."""
LINE_PITCH = 16.0
"""Points a printed line takes: Noto and Droid, which stand in for 仿宋, need 1.3 to 1.45 em."""
UNIT_POINTS = 5.25
"""Points a unit of column width has where the default font's digit is 7 pixels wide."""
CELL_PADDING = 5.0
"""Points of a column that no text enters (both sides)."""
MAX_HEIGHT = 400.0
"""Tallest row in points; Excel's own limit is 409.5."""
MIN_HEIGHT = 30.0
"""Shortest body row in points, so that a row can be read along its line."""
PAGE_HEIGHT = 640.0
"""Body height of an A3 landscape page in points; a merged cell is kept below it."""

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


def chinese_date(day: date) -> str:
    """A date as documents print it: 2024年10月15日 (GB/T 9704: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """A column: heading, width in spreadsheet units, whether its text is centred."""

    label: str
    width: float
    centred: bool = False

    @property
    def capacity(self) -> float:
        """Width for text in em of the body type."""
        return (self.width * UNIT_POINTS - CELL_PADDING) / BODY_SIZE


@dataclass(frozen=True, slots=True)
class Group:
    """Lines ``first`` to ``last`` (from 0, both in) that share one merged cell in ``columns``.

    ``stops`` are lines at which the merged cell may be cut first where it is taller than a page.
    """

    columns: tuple[int, ...]
    first: int
    last: int
    stops: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table to print: every line has one value a column, also below a merged cell."""

    sheet: str
    columns: tuple[PrintColumn, ...]
    lines: Sequence[Line]
    groups: Sequence[Group] = ()
    frozen: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out table.

    ``lines`` hold texts as they are stored; ``rows`` are the heights in points of the sheet rows of
    each line (more than one where the line is too tall for one row); ``merges`` are
    (column, first, last) in sheet rows counted from 0 at the first body row.
    """

    lines: list[list[Value]]
    rows: list[list[float]]
    merges: list[tuple[int, int, int]]


def lay_out(table: Table) -> Layout:
    """Texts, heights and merges of ``table``; ``Refused`` for a text too long for a cell."""
    lines = [_stored(table, index, line) for index, line in enumerate(table.lines)]
    heights = [
        _height(table.columns, line, shared)
        for line, shared in zip(lines, _grouped_columns(table), strict=True)
    ]
    groups = [part for group in table.groups for part in _cut(group, heights)]
    for group in groups:
        _make_room(table.columns, lines[group.first], group, heights)
    rows = [_split(height) for height in heights]
    return Layout(lines, rows, _merges(len(table.columns), groups, rows))


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
        if isinstance(value, str) and len(value) > 3 and index not in without:
            most = max(most, lines_needed(value, columns[index].capacity))
    return max(MIN_HEIGHT, most * LINE_PITCH + 6.0)


def _cut(group: Group, heights: Sequence[float]) -> list[Group]:
    """The group in parts of even height below a page, so that every page shows its label."""
    total = sum(heights[group.first : group.last + 1])
    if total <= PAGE_HEIGHT or group.first == group.last:
        return [group]
    aim = total / math.ceil(total / PAGE_HEIGHT)
    parts: list[Group] = []
    stops = frozenset(group.stops)
    first, height, stop = group.first, 0.0, None
    for index in range(group.first, group.last + 1):
        if index > first and index in stops:
            stop = index
        if index > first and height + heights[index] > aim + 1.0:
            cut = stop if stop is not None else index
            parts.append(Group(group.columns, first, cut - 1))
            first, stop = cut, None
            height = sum(heights[cut:index])
        height += heights[index]
    return [*parts, Group(group.columns, first, group.last)]


def _make_room(
    columns: Sequence[PrintColumn], line: Line, group: Group, heights: list[float]
) -> None:
    """Make the group's lines taller where its label needs more than they have."""
    count = group.last - group.first + 1
    if count == 1:
        wanted = _height(columns, line, frozenset())
        heights[group.first] = max(heights[group.first], wanted)
        return
    have = sum(heights[group.first : group.last + 1])
    for index in group.columns:
        value = line[index]
        need = text_height(value, columns[index].capacity) if isinstance(value, str) else 0.0
        if need > have:
            for row in range(group.first, group.last + 1):
                heights[row] += (need - have) / count
            have = need


def _split(height: float) -> list[float]:
    if height <= MAX_HEIGHT:
        return [height]
    # Whole lines a row, so that a page break between two rows cuts no line of text.
    pitches = math.ceil(height / LINE_PITCH)
    most = int(MAX_HEIGHT // LINE_PITCH)
    full, rest = divmod(pitches, most)
    return [most * LINE_PITCH] * full + ([rest * LINE_PITCH] if rest else [])


def _merges(
    width: int, groups: Sequence[Group], rows: Sequence[Sequence[float]]
) -> list[tuple[int, int, int]]:
    starts, position = [], 0
    for parts in rows:
        starts.append(position)
        position += len(parts)
    merges: list[tuple[int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    tall = [index for index, parts in enumerate(rows) if len(parts) > 1]
    for group in groups:
        last = starts[group.last] + len(rows[group.last]) - 1
        for column in group.columns:
            taken.update((column, index) for index in tall if group.first <= index <= group.last)
            if last > starts[group.first]:
                merges.append((column, starts[group.first], last))
    for index in tall:
        end = starts[index] + len(rows[index]) - 1
        merges.extend(
            (column, starts[index], end) for column in range(width) if (column, index) not in taken
        )
    return merges
