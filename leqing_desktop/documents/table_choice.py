"""Which header and which columns of a sheet count: the clerk's choice, our own, else what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.documents.table_header import (
    LOOK,
    Header,
    find_header,
    header_at,
)
from leqing_desktop.documents.table_meanings import map_columns
from leqing_desktop.documents.workbook_decomposition import OWN_TABLE, ROW_ID
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import (
    NO_HEADER,
    SheetMapping,
    TableMapping,
    fingerprint_of,
)

_CONTENTS = frozenset(
    {Meaning.NUMBER, Meaning.TASK, Meaning.REMARK, Meaning.PROGRESS, Meaning.IGNORED}
)
"""What the columns of a table of contents or of statistics mean at most."""


def map_sheets(grids: Sequence[SheetGrid], kept: TableMapping | None) -> TableMapping:
    """The mapping of all sheets; ``kept`` is the clerk's, for this file or one of the same shape.

    Beside a sheet that says more, one with but names (and how much is done) is a table of contents
    or of statistics and left out.
    """
    found = [_map_sheet(grid, kept) for grid in grids]
    bare = [_meanings(each) <= _CONTENTS for each in found]
    if not any(each.used and not only for each, only in zip(found, bare, strict=True)):
        return TableMapping(tuple(found))
    return TableMapping(
        tuple(
            replace(each, used=False, why="只有名称，没有单位、期限和目标，像是目录或统计")
            if only and each.used and (kept is None or kept.of(each.sheet) is None)
            else each
            for each, only in zip(found, bare, strict=True)
        )
    )


def _meanings(mapping: SheetMapping) -> set[Meaning]:
    return {each.meaning for each in mapping.columns}


def _map_sheet(grid: SheetGrid, kept: TableMapping | None) -> SheetMapping:
    """The mapping of one sheet."""
    header = find_header(grid)
    if kept is not None:
        mine = kept.of(grid.name)
        if mine is not None and mine.has_header and not mine.columns:
            chosen = header_at(grid, mine.first, mine.last)
            if chosen is not None:
                return map_columns(grid, chosen)
        others = [each for each in kept.sheets if each is not mine]
        for each in ([mine] if mine is not None else []) + others:
            same = _of_shape(grid, each, header)
            if same is not None:
                return _with_choices(grid, map_columns(grid, same), each)
    if _has_own_ids(grid) and (own := _of_shape(grid, OWN_TABLE, header)) is not None:
        return _unless_hidden(grid, _with_choices(grid, map_columns(grid, own), OWN_TABLE))
    if header is None:
        why = "没有找到任务表的表头"
        return SheetMapping(grid.name, NO_HEADER, NO_HEADER, (), used=False, why=why)
    return _unless_hidden(grid, map_columns(grid, header))


def _has_own_ids(grid: SheetGrid) -> bool:
    """Whether a sheet may be our own table: a cell of its upper rows says so."""
    return any(ROW_ID.label in row for row in grid.rows[:LOOK])


def _of_shape(grid: SheetGrid, kept: SheetMapping, found: Header | None) -> Header | None:
    """The header that looks like the kept one: in its rows, as found, or further up or down."""
    if not kept.columns:
        return None
    wanted = kept.fingerprint
    for each in (header_at(grid, kept.first, kept.last), found):
        if each is not None and _shape(each) == wanted:
            return each
    height = kept.last - kept.first
    for first in range(min(LOOK, len(grid.rows) - height)):
        moved = header_at(grid, first, first + height)
        if moved is not None and _shape(moved) == wanted:
            return moved
    return None


def _shape(header: Header) -> str:
    return fingerprint_of(enumerate(header.names))


def _with_choices(grid: SheetGrid, mapping: SheetMapping, kept: SheetMapping) -> SheetMapping:
    """The meanings of ``kept``; whether a sheet is used is remembered for that very sheet only."""
    meanings = {each.column: each.meaning for each in kept.columns}
    columns = tuple(
        replace(each, meaning=meanings.get(each.column, each.meaning), confidence=1.0)
        for each in mapping.columns
    )
    chosen = replace(mapping, columns=columns)
    if kept.sheet == grid.name:
        return replace(chosen, used=kept.used, why=kept.why)
    return _unless_hidden(grid, chosen)


def _unless_hidden(grid: SheetGrid, mapping: SheetMapping) -> SheetMapping:
    return replace(mapping, used=False, why="隐藏的表") if grid.hidden else mapping
