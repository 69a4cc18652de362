"""Finds the header of a task table: one to three rows below titles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from leqing_desktop.documents.table_content import guess_content
from leqing_desktop.documents.table_grid import Merge, SheetGrid
from leqing_desktop.domain.table_columns import (
    LEVELS,
    UNITS,
    Meaning,
    guess_column,
    heading_year,
)
from leqing_desktop.domain.table_mapping import SheetMapping

LOOK = 60
"""Rows in which a header is looked for."""
_LONGEST_LABEL = 24
_SHORT_LABEL = 12
_SAMPLES = 60
_DOERS = (Meaning.RESPONSIBLE, Meaning.SECTION, Meaning.PERSON)
_ENOUGH = 1.7
_LOOK_BY_CONTENT = 15
"""Rows that may be a header for what stands below them alone."""
_CUT_GROUP = 0.6
"""What a header loses that ends between a group and its leaves."""


@dataclass(frozen=True, slots=True)
class Header:
    """Header rows (from 0, inclusive), the heading of each column by steps, and how good it is."""

    first: int
    last: int
    headings: tuple[tuple[str, ...], ...]
    score: float

    @property
    def names(self) -> tuple[str, ...]:
        """The heading of each column on one line: group › leaf."""
        return tuple(
            " › ".join(" ".join(step.split()) for step in steps) for steps in self.headings
        )


class _Top:
    """The upper rows of a sheet with their merges."""

    def __init__(self, grid: SheetGrid, rows: int = LOOK) -> None:
        self.grid = grid
        self.rows = min(rows, len(grid.rows))
        self.width = grid.width
        self._owner: dict[tuple[int, int], Merge] = {}
        for merge in grid.facts.merges:
            if merge[0] < self.rows and merge[1] < self.width:
                for row in range(merge[0], min(merge[2], self.rows) + 1):
                    for column in range(merge[1], min(merge[3], self.width - 1) + 1):
                        self._owner[row, column] = merge

    def merge(self, row: int, column: int) -> Merge | None:
        return self._owner.get((row, column))

    def own(self, row: int, column: int) -> str:
        """The text of a cell that is no hidden part of a merged one."""
        merge = self._owner.get((row, column))
        if merge is not None and merge[:2] != (row, column):
            return ""
        return self.grid.text(row, column)

    def filled(self, row: int, column: int, first: int) -> str:
        """The text that stands over a cell, merged ones included, if it begins in the block."""
        merge = self._owner.get((row, column))
        if merge is None:
            return self.grid.text(row, column)
        return self.grid.text(merge[0], merge[1]) if merge[0] >= first else ""


def find_header(grid: SheetGrid) -> Header | None:
    """The best header of the sheet, or None where nothing looks like one."""
    top = _Top(grid)
    best: Header | None = None
    for first in range(top.rows):
        if _is_title(top, first):
            continue
        if best is not None and first > best.last + 25:
            break
        last = first
        while True:
            more = last - first < 2 and last + 1 < top.rows and _goes_on(top, last)
            header = _header(top, first, last)
            if header is not None and more:
                header = replace(header, score=header.score - _CUT_GROUP)
            if header is not None and (best is None or header.score > best.score):
                best = header
            if not more:
                break
            last += 1
    return best if best is not None and best.score >= _ENOUGH else _by_content(grid, top)


def _by_content(grid: SheetGrid, top: _Top) -> Header | None:
    """A row of short texts below which units or people and dates stand, whatever it calls them."""
    for row in range(min(top.rows, _LOOK_BY_CONTENT)):
        names = [text for column in range(top.width) if (text := top.own(row, column))]
        if len(names) < 3 or max(map(len, names)) > _SHORT_LABEL or _is_title(top, row):
            continue
        if Meaning.DUE in {guess_content([name]).meaning for name in names}:
            return None  # a row of the body: there is no header above it
        below = range(row + 1, min(row + _SAMPLES, len(grid.rows)))
        kinds = {
            guess_content([text for each in below if (text := grid.text(each, column))]).meaning
            for column in range(top.width)
        }
        if Meaning.DUE in kinds and not kinds.isdisjoint(_DOERS):
            return header_at(grid, row, row)
    return None


def header_at(grid: SheetGrid, first: int, last: int) -> Header | None:
    """The header that these rows make, whatever stands in them; None where no cell is filled."""
    if last >= len(grid.rows):
        return None
    top = _Top(grid, last + 1)
    headings = tuple(_steps(top, first, last, column) for column in range(top.width))
    return Header(first, last, headings, 0.0) if any(headings) else None


_STATED = re.compile(r".{2,8}[:：].+")


def _is_title(top: _Top, row: int) -> bool:
    """Whether a row is a title over the whole table, or says who fills it in, and no heading."""
    texts = 0
    for column in range(top.width):
        text = top.own(row, column)
        if not text:
            continue
        texts += 1
        if _is_wide(top, row, column):
            return True
        if _STATED.fullmatch(text):
            return True
    return texts < 2


def _is_wide(top: _Top, row: int, column: int) -> bool:
    """Whether a cell is merged over the whole table, as titles and the headings of rows are."""
    merge = top.merge(row, column)
    return merge is not None and merge[3] - merge[1] + 1 >= max(3, 0.8 * top.width)


def _header(top: _Top, first: int, last: int) -> Header | None:
    texts = [top.own(last, column) for column in range(top.width)]
    if sum(1 for text in texts if text) < 2 and first == last:
        return None
    headings = tuple(_steps(top, first, last, column) for column in range(top.width))
    score, kinds, unnamed = 0.0, Counter[Meaning](), 0
    for steps in headings:
        if not steps:
            continue
        guess = guess_column(steps)
        if guess.meaning is None or len(steps[-1]) > _LONGEST_LABEL:
            score -= 0.15
            unnamed += len(steps[-1]) <= _LONGEST_LABEL
            continue
        if guess.meaning is Meaning.IGNORED:
            continue
        kinds[guess.meaning] += 1
        score += guess.confidence if kinds[guess.meaning] == 1 else 0.1
    # A group over its leaf, and no row more than is needed.
    score -= 0.05 * (last - first)
    levels = {*LEVELS, Meaning.INDICATOR, Meaning.TARGET, Meaning.MILESTONE} & set(kinds)
    # A table of tasks may call them by a name that nobody knows, but not its units and dates too.
    if unnamed and Meaning.DUE in kinds and not kinds.keys().isdisjoint((*UNITS, Meaning.SECTION)):
        levels.add(Meaning.TASK)
    return Header(first, last, headings, score) if len(kinds) >= 2 and levels else None


def _steps(top: _Top, first: int, last: int, column: int) -> tuple[str, ...]:
    parts: list[str] = []
    for row in range(first, last + 1):
        text = top.filled(row, column, first)
        if not text and row < last and top.own(row + 1, column):
            text = _group_at_left(top, row, column)
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return tuple(parts)


def _group_at_left(top: _Top, row: int, column: int) -> str:
    """The group's label where its cells were not merged: it stands over the first leaf only."""
    for left in range(column - 1, -1, -1):
        if top.merge(row, left) is not None or not top.own(row + 1, left):
            return ""
        if text := top.own(row, left):
            return text
    return ""


def _goes_on(top: _Top, last: int) -> bool:
    """Whether the row below ``last`` is a further row of the header and no content."""
    under = 0
    for column in range(top.width):
        text = top.own(last + 1, column)
        if not text:
            continue
        if _is_wide(top, last + 1, column):
            return False
        merge = top.merge(last, column)
        if len(text) > _LONGEST_LABEL or not isinstance(top.grid.rows[last + 1][column], str):
            return False
        grouped = merge is not None and merge[3] > merge[1]
        bare = not top.own(last, column)
        leads = bool(column + 1 < top.width and not top.own(last, column + 1))
        if not grouped and not bare and not (leads and top.own(last + 1, column + 1)):
            return False
        under += 1
    return under >= 1


def table_year(grid: SheetGrid, header: SheetMapping) -> int | None:
    """The year that the title or the sheet's name states, or None."""
    for row in range(header.first):
        for column in range(min(grid.width, 30)):
            year = heading_year(grid.text(row, column))
            if year is not None and "日期" not in grid.text(row, column):
                return year
    return heading_year(grid.name) or _year_of_note(grid, header)


_DATED = re.compile(r"日期\s*[:：]\s*(20\d\d)\s*[年./-]\s*(\d{1,2})")
_LATE = 11
"""The month from which on a table may well be about the year to come."""


def _year_of_note(grid: SheetGrid, header: SheetMapping) -> int | None:
    """The year in which a table was given out (交办日期：2024年3月10日), not at the end of one."""
    for row in range(header.first):
        for column in range(min(grid.width, 30)):
            dated = _DATED.search(grid.text(row, column))
            if dated is not None and int(dated[2]) < _LATE:
                return int(dated[1])
    return None
