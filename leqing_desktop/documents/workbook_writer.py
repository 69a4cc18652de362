"""Write a laid-out table as one worksheet, streaming, the same input giving the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from leqing_desktop.documents.workbook_layout import (
    Heading,
    Layout,
    Table,
    lay_out,
    text_height,
)
from leqing_desktop.documents.workbook_style import (
    TITLE_SIZE,
    CellPress,
    header_cells,
    note_cells,
    set_default_font,
    set_paper,
    title_cells,
)
from leqing_desktop.documents.workbook_text import cell_text
from leqing_desktop.errors import Refused

Progress = Callable[[int, int], None]
"""``progress(done, total)`` in lines of the table; an exception from it cancels the writing."""

PROGRAM_NAME = "乐清规划督办"
HEADER_ROW = 3
TITLE_LIMIT = 120
NOTE_LIMIT = 500
_STAMP = datetime(2020, 1, 1)
_EVERY = 200


def write_table(
    table: Table, heading: Heading, stream: BinaryIO, progress: Progress | None = None
) -> None:
    """Write ``table`` under ``heading`` to ``stream`` (seekable or not) as .xlsx.

    Nothing is written to ``stream`` before the whole sheet stands: a text that fits no cell raises
    ``Refused``, an exception from ``progress`` passes through, and the stream is untouched.
    """
    from openpyxl import Workbook

    _check(heading)
    report = progress or _silent
    report(0, len(table.lines))
    layout = lay_out(table)
    book = Workbook(write_only=True)
    book.properties.creator = PROGRAM_NAME
    book.properties.title = cell_text(heading.title)
    stamp = datetime.combine(heading.printed, time()) if heading.printed else _STAMP
    book.properties.created = book.properties.modified = stamp
    set_default_font(book)
    sheet: Any = book.create_sheet(table.sheet)
    with _no_leftovers(sheet):
        _furnish(sheet, table, heading.demo)
        _write_heading(sheet, table, heading)
        _write_body(sheet, table, layout, report)
        _write_tail(sheet, table, layout)
        _save(book, stream)
    report(len(table.lines), len(table.lines))


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
    sheet.merged_cells = _in_order(ranges)
    for first in layout.breaks:
        # A break stands below the row it names.
        sheet.row_breaks.append(Break(id=HEADER_ROW + first))


def _in_order(ranges: list[Any]) -> Any:
    """Merged ranges that are written in the order given (openpyxl's own is a set's)."""
    from openpyxl.worksheet.cell_range import MultiCellRange

    class Ordered(MultiCellRange):
        def __iter__(self) -> Iterator[Any]:
            return iter(ranges)

        def __bool__(self) -> bool:
            return bool(ranges)

    return Ordered()


@contextmanager
def _no_leftovers(sheet: Any) -> Iterator[None]:
    """Remove the temporary file of a streamed sheet when the writing is broken off."""
    try:
        yield
    except BaseException:
        with suppress(Exception):
            sheet.close()
        writer = getattr(sheet, "_writer", None)
        if writer is not None and Path(writer.out).exists():
            writer.cleanup()
        raise


class _TimelessZip(zipfile.ZipFile):
    """A zip whose members carry the zip format's first date, so that equal input is equal bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_rest: Any, **_more: Any) -> None:
        super().writestr(_member(str(zinfo_or_arcname)), data, zipfile.ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_rest: Any, **_more: Any) -> None:
        member = _member(str(arcname))
        member.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(member, "w") as target:
            while block := source.read(1 << 20):
                target.write(block)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    member.create_system = 0
    return member


def _save(book: Any, stream: BinaryIO) -> None:
    from openpyxl.writer.excel import ExcelWriter

    # Workbook.save would put today's time in; the parts are the same otherwise.
    with _TimelessZip(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()
