"""The texts below a header, column by column, as far as they tell what a column holds."""

from __future__ import annotations

import re
from itertools import pairwise

from leqing_desktop.documents.table_grid import SheetGrid

_LOOK = 400
"""Rows in which a column's content is looked at."""
_SAMPLES = 60
FEWER = 0.85
"""The share of different words from which on a column clearly groups another one."""


class TableBody:
    """The texts below a header, column by column, as far as they are looked at."""

    def __init__(self, grid: SheetGrid, first: int) -> None:
        self._columns: dict[int, dict[int, str]] = {}
        self._grid = grid
        self._every = range(first, min(len(grid.rows), first + _LOOK))
        filled = {
            row: sum(1 for value in grid.rows[row] if value not in (None, ""))
            for row in self._every
        }
        # A row with few texts is a heading or a note and says nothing about its columns.
        usual = sorted(filled.values())[len(filled) // 2] if filled else 0
        self._rows = [row for row, texts in filled.items() if texts > max(1, 0.4 * usual)]

    def cells(self, column: int) -> dict[int, str]:
        """The filled cells of a column, by row."""
        found = self._columns.get(column)
        if found is None:
            texts = ((row, self._grid.text(row, column)) for row in self._rows)
            found = self._columns[column] = {row: text for row, text in texts if text}
        return found

    def samples(self, column: int) -> list[str]:
        """The first filled cells of a column."""
        return list(self.cells(column).values())[:_SAMPLES]

    def distinct(self, column: int) -> int:
        """How many different texts a column has."""
        return len(set(self.cells(column).values()))

    def is_prose(self, column: int) -> bool:
        """Whether words stand in a column, not figures, dates or marks."""
        samples = self.samples(column)
        words = sum(1 for text in samples if len(re.findall("[\u4e00-\u9fff]", text)) >= 2)
        return bool(samples) and words >= 0.7 * len(samples)

    def is_figures(self, column: int) -> bool:
        """Whether hardly any words stand in a column that is filled."""
        samples = self.samples(column)
        words = sum(1 for text in samples if any(map(str.isalpha, text)))
        return bool(samples) and words < 0.3 * len(samples)

    def is_bare(self, column: int) -> bool:
        """Whether nothing stands in a column though the table has rows."""
        return bool(self._rows) and not any(self._grid.text(row, column) for row in self._every)

    def groups(self, upper: int, lower: int) -> bool:
        """Whether cells of ``upper`` stand for several filled cells of ``lower``."""
        over, under = self.cells(upper), self.cells(lower)
        if not over or self.distinct(upper) > FEWER * len(under):
            return False
        texts = list(over.values())
        runs = 1 + sum(1 for one, following in pairwise(texts) if one != following)
        return any(row not in over for row in under) or runs == self.distinct(upper)

    def names(self, one: int, other: int) -> bool:
        """Whether each filled cell of ``other`` has a cell of its own in ``one``."""
        rows = self.cells(other).keys()
        return rows <= self.cells(one).keys() and self.distinct(one) >= self.distinct(other)
