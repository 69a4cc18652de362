"""Finds the header of a task table, of one to three rows below titles, and maps its columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from leqing_desktop.documents.table_content import guess_content
from leqing_desktop.documents.table_grid import Merge, SheetGrid
from leqing_desktop.domain.table_columns import (
    JOINED,
    LEVELS,
    UNITS,
    Guess,
    Meaning,
    guess_column,
    heading_year,
)
from leqing_desktop.domain.table_mapping import ColumnChoice, SheetMapping

LOOK = 60
"""Rows in which a header is looked for."""
_LONGEST_LABEL = 24
_FAMILY: dict[Meaning, frozenset[Meaning]] = {
    Meaning.RESPONSIBLE: frozenset({*UNITS, Meaning.SECTION}),
    Meaning.SECTION: frozenset({*UNITS, Meaning.SECTION}),
    Meaning.DUE: frozenset({Meaning.DUE, Meaning.START}),
    Meaning.TARGET: frozenset({Meaning.TARGET, Meaning.PROGRESS, Meaning.STAGE}),
    Meaning.PHONE: frozenset({Meaning.PHONE}),
    Meaning.UOM: frozenset({Meaning.UOM}),
}
"""What content of a kind agrees with: a column of units may be of any role."""
_ENOUGH = 1.7
_BY_STANDING = 0.65
"""How sure a step of the tree is that has no known name."""
_CUT_GROUP = 0.6
"""What a header loses that ends between a group and its leaves."""
_SAMPLES = 60


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
    return best if best is not None and best.score >= _ENOUGH else None


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
        merge = top.merge(row, column)
        if merge is not None and merge[3] - merge[1] + 1 >= max(3, 0.8 * top.width):
            return True
        if _STATED.fullmatch(text):
            return True
    return texts < 2


def _header(top: _Top, first: int, last: int) -> Header | None:
    texts = [top.own(last, column) for column in range(top.width)]
    if sum(1 for text in texts if text) < 2 and first == last:
        return None
    headings = tuple(_steps(top, first, last, column) for column in range(top.width))
    score, kinds = 0.0, Counter[Meaning]()
    for steps in headings:
        if not steps:
            continue
        guess = guess_column(steps)
        if guess.meaning in (None, Meaning.IGNORED) or len(steps[-1]) > _LONGEST_LABEL:
            score -= 0.15
            continue
        assert guess.meaning is not None
        kinds[guess.meaning] += 1
        score += guess.confidence if kinds[guess.meaning] == 1 else 0.1
    # A group over its leaf, and no row more than is needed.
    score -= 0.05 * (last - first)
    levels = {*LEVELS, Meaning.INDICATOR, Meaning.TARGET, Meaning.MILESTONE} & set(kinds)
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


def map_columns(grid: SheetGrid, header: Header) -> SheetMapping:
    """A meaning and a confidence for every column that has a heading or content."""
    choices: list[ColumnChoice] = []
    for column, (steps, name) in enumerate(zip(header.headings, header.names, strict=True)):
        samples = _samples(grid, header.last + 1, column)
        if not steps and not samples:
            continue
        guess = _decide(guess_column(steps), steps, samples)
        choices.append(
            ColumnChoice(
                column,
                name,
                guess.meaning or Meaning.IGNORED,
                guess.confidence,
                tuple(samples[:3]),
            )
        )
    settled = _settle_doubles(_settle_levels(_find_steps(grid, header, choices)))
    return SheetMapping(grid.name, header.first, header.last, tuple(settled))


def _samples(grid: SheetGrid, first: int, column: int) -> list[str]:
    found: list[str] = []
    for row in range(first, min(len(grid.rows), first + 400)):
        if text := grid.text(row, column):
            found.append(text)
            if len(found) >= _SAMPLES:
                break
    return found


def _decide(named: Guess, steps: tuple[str, ...], samples: list[str]) -> Guess:
    """The name's meaning where it is sure, else what the content shows."""
    if named.confidence >= 0.85 and named.meaning is not None:
        return named
    shown = guess_content(samples)
    if shown.meaning is None:
        return named
    if named.meaning is not None and named.meaning in _FAMILY.get(shown.meaning, ()):
        return Guess(named.meaning, min(0.95, named.confidence + 0.2))
    if named.meaning is None or shown.confidence > named.confidence:
        # Never so sure that the clerk is not asked: a heading was there and said something else.
        return Guess(shown.meaning, min(0.65, shown.confidence * (0.9 if steps else 0.7)))
    return named


def _find_steps(grid: SheetGrid, header: Header, choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Give columns of free text without a known name their step in the tree by how they stand.

    Text beside a merged (or blank) task is the finer step; text left of all steps that is merged or
    blank over several rows is the upper one.
    """
    steps = [each for each in choices if each.meaning in LEVELS]
    if not steps or len(steps) >= len(LEVELS):
        return choices
    lowest = max(steps, key=lambda each: (_rank(each.meaning), each.column))
    leftmost = min(each.column for each in steps)
    found: dict[int, Meaning] = {}
    for each in choices:
        if each.confidence or not each.heading or not _is_prose(grid, header, each.column):
            continue
        if each.column > lowest.column and _spans(grid, header, lowest.column, each.column):
            found.setdefault(each.column, Meaning.TASK)
        elif each.column < leftmost and _spans(grid, header, each.column, leftmost):
            found.setdefault(each.column, Meaning.PROGRAMME)
    if Meaning.TASK in found.values() and lowest.meaning is Meaning.TASK:
        found[lowest.column] = Meaning.MEASURE
    return [
        replace(each, meaning=found[each.column], confidence=max(each.confidence, _BY_STANDING))
        if each.column in found
        else each
        for each in choices
    ]


def _is_prose(grid: SheetGrid, header: Header, column: int) -> bool:
    samples = _samples(grid, header.last + 1, column)
    han = sum(1 for text in samples if len(re.findall("[\u4e00-\u9fff]", text)) >= 2)
    return len(samples) >= 2 and han >= 0.8 * len(samples)


def _spans(grid: SheetGrid, header: Header, upper: int, lower: int) -> bool:
    """Whether a cell of ``upper`` stands for several filled cells of ``lower``."""
    first = header.last + 1
    rows = range(first, min(len(grid.rows), first + 400))
    covered = {
        row
        for top, left, bottom, right in grid.facts.merges
        if left == right == upper and top >= first
        for row in range(top + 1, min(bottom, first + 400) + 1)
    }
    return any(
        grid.text(row, lower) and (row in covered or not grid.text(row, upper))
        for row in rows
        if row > first
    )


def _settle_levels(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Name the steps of the tree by how many there are: the lowest one is the task (DESIGN §6)."""
    found = [each for each in choices if each.meaning in LEVELS]
    if not found:
        for stand_in in (Meaning.INDICATOR, Meaning.MILESTONE, Meaning.TARGET):
            found = [each for each in choices if each.meaning is stand_in][:1]
            if found:
                break
    ranked = sorted(found, key=lambda each: (_rank(each.meaning), each.column))
    names: dict[int, Meaning] = {}
    if ranked:
        names[ranked[-1].column] = Meaning.TASK
    if len(ranked) == 2:
        upper = ranked[0]
        over = Meaning.PROGRAMME if upper.meaning is Meaning.PROGRAMME else Meaning.MEASURE
        names[upper.column] = over
    elif len(ranked) > 2:
        names |= {each.column: Meaning.IGNORED for each in ranked[2:-1]}
        names |= {ranked[0].column: Meaning.PROGRAMME, ranked[1].column: Meaning.MEASURE}
    return [
        replace(each, meaning=names[each.column]) if each.column in names else each
        for each in choices
    ]


def _rank(meaning: Meaning) -> int:
    return LEVELS.index(meaning) if meaning in LEVELS else len(LEVELS)


def _settle_doubles(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Of two columns with one meaning the surer one keeps it, the other is left out."""
    best: dict[Meaning, ColumnChoice] = {}
    for each in choices:
        kept = best.get(each.meaning)
        if kept is None or each.confidence > kept.confidence:
            best[each.meaning] = each
    return [
        each
        if each.meaning in JOINED or best[each.meaning] is each
        else replace(each, meaning=Meaning.IGNORED)
        for each in choices
    ]


def table_year(grid: SheetGrid, header: SheetMapping) -> int | None:
    """The year that the title or the sheet's name states, or None."""
    for row in range(header.first):
        for column in range(min(grid.width, 30)):
            year = heading_year(grid.text(row, column))
            if year is not None and "日期" not in grid.text(row, column):
                return year
    return heading_year(grid.name)
