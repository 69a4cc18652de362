"""Write laid-out tables as worksheets, streaming, the same input giving the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, BinaryIO

from leqing_desktop.documents.workbook_layout import (
    Heading,
    Layout,
    Table,
    lay_out,
    text_height,
)
from leqing_desktop.documents.workbook_package import in_order, new_book, no_leftovers, save_book
from leqing_desktop.documents.workbook_style import (
    TITLE_SIZE,
    CellPress,
    header_cells,
    note_cells,
    set_paper,
    title_cells,
)
from leqing_desktop.documents.workbook_text import cell_text
from leqing_desktop.errors import Refused

Progress = Callable[[int, int], None]
"""``progress(done, total)`` in lines of the table; an exception from it cancels the writing."""

HEADER_ROW = 3
TITLE_LIMIT = 120
NOTE_LIMIT = 500
_EVERY = 200


def write_table(
    table: Table, heading: Heading, stream: BinaryIO, progress: Progress | None = None
) -> None:
    """Write one sheet as ``write_tables`` does."""
    write_tables([(table, heading)], stream, progress)


def write_tables(
    sheets: Sequence[tuple[Table, Heading]], stream: BinaryIO, progress: Progress | None = None
) -> None:
    """Write each table under its heading to ``stream`` (seekable or not) as one .xlsx.

    The first heading names the workbook. Nothing is written to ``stream`` before all sheets stand:
    a text that fits no cell raises ``Refused``, an exception from ``progress`` passes through, and
    the stream is untouched.
    """
    for _, heading in sheets:
        _check(heading)
    total = sum(len(table.lines) for table, _ in sheets)
    report = progress or _silent
    report(0, total)
    layouts = [lay_out(table) for table, _ in sheets]
    first = sheets[0][1]
    book = new_book(first.title, first.printed)
    done = 0
    with no_leftovers(book):
        for (table, heading), layout in zip(sheets, layouts, strict=True):
            sheet: Any = book.create_sheet(table.sheet)
            _furnish(sheet, table, heading.demo)
            _write_heading(sheet, table, heading)
            _write_body(sheet, table, layout, partial(_from, report, done, total))
            _write_tail(sheet, table, layout)
            done += len(table.lines)
        save_book(book, stream)
    report(total, total)


def _from(report: Progress, before: int, total: int, done: int, _of_this: int) -> None:
    """Progress of one sheet as progress of the whole."""
    report(before + done, total)


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _check(heading: Heading) -> None:
    for name, text, limit in (
        ("表题", heading.title, TITLE_LIMIT),
        ("填报单位", heading.sender, NOTE_LIMIT),
        ("说明", heading.note, NOTE_LIMIT),
    ):
        if len(text) > limit:
            raise Refused(f"{name}有 {len(text)} 个字，超过 {limit} 个字，请先把它缩短再导出。")


def _furnish(sheet: Any, table: Table, demo: bool) -> None:
    """What a streamed sheet must know before its first row."""
    from openpyxl.utils import get_column_letter

    set_paper(sheet, demo=demo)
    for index, column in enumerate(table.columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    sheet.freeze_panes = f"{get_column_letter(table.frozen + 1)}{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _write_heading(sheet: Any, table: Table, heading: Heading) -> None:
    # The whole width in em of the body type, from which the title's is computed.
    across = sum(column.capacity for column in table.seen)
    title = cell_text(heading.title)
    note = cell_text(heading.note_line(table.note))
    title_room = across * 11 / TITLE_SIZE
    heights = (
        max(42.0, text_height(title, title_room, TITLE_SIZE * 1.45)),
        max(24.0, text_height(note, across)),
        40.0,
    )
    for row, height in enumerate(heights, 1):
        sheet.row_dimensions[row].height = height
    width = len(table.seen)
    sheet.append(title_cells(sheet, title, width))
    sheet.append(note_cells(sheet, note, width))
    sheet.append(header_cells(sheet, table.columns))


def _write_body(sheet: Any, table: Table, layout: Layout, report: Progress) -> None:
    from openpyxl.worksheet.dimensions import RowDimension

    press = CellPress(sheet, table.columns)
    dimensions = sheet.row_dimensions
    known: dict[float, Any] = {}
    total = len(layout.lines)
    row = HEADER_ROW
    for done, (values, heights) in enumerate(zip(layout.lines, layout.rows, strict=True)):
        if done % _EVERY == 0:
            report(done, total)
        for height in heights:
            row += 1
            if height not in known:
                known[height] = RowDimension(sheet, index=row, ht=height)
            # A row's number is written apart from it, so rows of one height share one object.
            dimensions[row] = known[height]
            # Below a merged cell the values stand again, so that a filter finds every row.
            sheet.append(press.row(values, tall=len(heights) > 1))


def _write_tail(sheet: Any, table: Table, layout: Layout) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.pagebreak import Break

    width = len(table.seen)
    last = HEADER_ROW + sum(len(parts) for parts in layout.rows)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(width)}{last}"
    if width < len(table.columns):
        sheet.print_area = f"A1:{get_column_letter(width)}{last}"
    ranges = [CellRange(min_col=1, min_row=row, max_col=width, max_row=row) for row in (1, 2)]
    top = HEADER_ROW + 1
    ranges += [
        CellRange(min_col=column + 1, min_row=top + first, max_col=column + 1, max_row=top + end)
        for column, first, end in layout.merges
    ]
    sheet.merged_cells = in_order(ranges)
    for first in layout.breaks:
        # A break stands below the row it names.
        sheet.row_breaks.append(Break(id=HEADER_ROW + first))
