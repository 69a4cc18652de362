"""Tells the task table of a sheet from a smaller one beside it: statistics, a legend, a contact list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from leqing_desktop.documents.table_grid import SheetGrid, Value, place_name
from leqing_desktop.domain.plan import Finding

Block = range
"""Neighbouring columns."""
_LOOK = 40
"""Rows whose cells show whether a column may be a gap at all."""
_FULL = 3
"""Filled cells from which on a row is one of the task table's own."""
_ALONG = 0.6
"""The share of the task table's rows that a part of it fills beyond a gap."""
_TOTAL = re.compile(r"(?:小|合|总|共)\s*计|总\s*数")


def without_neighbours(grid: SheetGrid) -> tuple[SheetGrid, list[Finding]]:
    """The sheet with its task table alone, and what stands beside it; mostly the sheet itself.

    Tables side by side have a blank column between them. What goes along with the rows beyond such
    a column is more of the same table.
    """
    blocks = _blocks(grid)
    if len(blocks) < 2:
        return grid, []
    main = max(blocks, key=lambda block: _cells(grid, block))
    apart = [block for block in blocks if block is not main and _is_apart(grid, main, block)]
    if not apart:
        return grid, []
    top = next(row for row in range(len(grid.rows)) if _filled(grid, row, main) >= _FULL)
    return _blanked(grid, apart, top), [_told(grid, block, top) for block in apart]


def _blocks(grid: SheetGrid) -> list[Block]:
    """The runs of columns between the blank ones."""
    blank = [column for column in range(grid.width) if _is_gap(grid, column)]
    if not blank:
        return []
    edges = [-1, *blank, grid.width]
    runs = (range(left + 1, right) for left, right in pairwise(edges))
    return [run for run in runs if run]


def _is_gap(grid: SheetGrid, column: int) -> bool:
    """Whether nothing stands in a column and no merged cell lies over it, titles aside."""
    if any(row[column] not in (None, "") for row in grid.rows[:_LOOK]):
        return False
    if any(row[column] not in (None, "") for row in grid.rows[_LOOK:]):
        return False
    return not any(
        left <= column <= right and top < len(grid.rows) and not _stands_alone(grid, top)
        for top, left, _, right in grid.facts.merges
        if left < right
    )


def _stands_alone(grid: SheetGrid, row: int) -> bool:
    return sum(1 for value in grid.rows[row] if value not in (None, "")) < 2


def _cells(grid: SheetGrid, block: Block) -> int:
    return sum(1 for row in grid.rows for column in block if row[column] not in (None, ""))


def _is_apart(grid: SheetGrid, main: Block, block: Block) -> bool:
    """Whether a block has rows of its own; a single column has none, it is a remark or a mark."""
    if len(block) < 2:
        return False
    head, *rows = [row for row in range(len(grid.rows)) if _filled(grid, row, main) >= _FULL] or [0]
    if len(_texts(grid, head, main) & _texts(grid, head, block)) > 1:
        return True  # the same table once more
    along = [row for row in rows if _filled(grid, row, block)]
    totals = any(_TOTAL.fullmatch(grid.text(row, column)) for row in rows for column in block[:1])
    return bool(rows) and (totals or len(along) < _ALONG * len(rows))


def _texts(grid: SheetGrid, row: int, block: Block) -> set[str]:
    return {grid.text(row, column) for column in block} - {""}


def _filled(grid: SheetGrid, row: int, block: Block) -> int:
    return sum(1 for column in block if grid.rows[row][column] not in (None, ""))


def _blanked(grid: SheetGrid, apart: Sequence[Block], top: int) -> SheetGrid:
    """The sheet without these columns from its header on; what stands above is everybody's."""
    gone = {column for block in apart for column in block}
    rows = [*grid.rows[:top], *(_row_without(row, gone) for row in grid.rows[top:])]
    merges = [merge for merge in grid.facts.merges if merge[0] < top or merge[1] not in gone]
    return replace(grid, rows=rows, facts=replace(grid.facts, merges=merges))


def _row_without(row: Iterable[Value], gone: set[int]) -> list[Value]:
    return ["" if column in gone else value for column, value in enumerate(row)]


def _told(grid: SheetGrid, block: Block, top: int) -> Finding:
    row = next((r for r in range(top, len(grid.rows)) if _filled(grid, r, block)), top)
    return Finding(
        "另一张表",
        "空列旁边像是另一张表（统计、图例等），未读；若是同一张表，请删去中间的空列再导入。",
        f"{grid.name}!{place_name(row, block[0])}",
    )
