"""What our own decomposition table says when it is read back: its lines as a sheet, without a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from leqing_desktop.documents.table_grid import SheetFacts, SheetGrid, Value
from leqing_desktop.documents.table_reader import read_sheets
from leqing_desktop.documents.workbook_decomposition import COLUMNS, ROW_ID, SHEET, lines_of
from leqing_desktop.documents.workbook_text import cell_text
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.table_proposal import ProposedTable


def read_back(
    rows: Sequence[Row], row_ids: Mapping[int, str], title: str, year: int | None
) -> ProposedTable:
    """The plan that an export of ``rows`` would propose; ``year`` for dates that name none."""
    labels: list[Value] = [column.label for column in (*COLUMNS, ROW_ID)]
    lines = [[_cell(value) for value in line] for line in lines_of(rows, row_ids)]
    above: list[list[Value]] = [[title, *[None] * (len(labels) - 1)], [None] * len(labels)]
    facts = SheetFacts(merges=[(row, 0, row, len(COLUMNS) - 1) for row in (0, 1)])
    grid = SheetGrid(SHEET, [*above, labels, *lines], facts)
    return read_sheets([grid], Path(title), None, year)


def _cell(value: object) -> Value:
    if isinstance(value, str):
        return cell_text(value)
    assert value is None or isinstance(value, Value)
    return value
