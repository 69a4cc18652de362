"""The package around worksheets: a new streamed workbook, and the same input giving the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from leqing_desktop.documents.workbook_style import set_default_font
from leqing_desktop.documents.workbook_text import cell_text

PROGRAM_NAME = "乐清规划督办"
STYLES_PART = "xl/styles.xml"
_STAMP = datetime(2020, 1, 1)
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
"""How one or the other XML library writes a sheet without rows."""


def new_book(title: str, day: date | None) -> Any:
    """An empty write-only workbook whose properties name the program, a title and ``day`` only."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = PROGRAM_NAME
    book.properties.title = cell_text(title)
    stamp = datetime.combine(day, time()) if day else _STAMP
    book.properties.created = book.properties.modified = stamp
    set_default_font(book)
    return book


def save_book(
    book: Any,
    stream: BinaryIO,
    rows: Mapping[str, bytes] | None = None,
    styles: bytes | None = None,
) -> None:
    """Close the book's sheets and write the package to ``stream`` (seekable or not).

    ``rows``: sheet's title → the rows of a sheet to which none were appended, as they stand between
    its sheetData tags. ``styles``: the whole part in place of the book's own.
    """
    from openpyxl.writer.excel import ExcelWriter

    # Workbook.save would put today's time in; the parts are the same otherwise.
    with _TimelessZip(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for at, sheet in enumerate(book.worksheets, 1):
            if rows and sheet.title in rows:
                archive.rows[f"xl/worksheets/sheet{at}.xml"] = rows[sheet.title]
        if styles is not None:
            archive.parts[STYLES_PART] = styles
        ExcelWriter(book, archive).save()


def in_order(ranges: Sequence[Any]) -> Any:
    """Merged ranges that are written in the order given (openpyxl's own is a set's)."""
    from openpyxl.worksheet.cell_range import MultiCellRange

    class Ordered(MultiCellRange):
        def __iter__(self) -> Iterator[Any]:
            return iter(ranges)

        def __bool__(self) -> bool:
            return bool(ranges)

    return Ordered()


@contextmanager
def no_leftovers(book: Any) -> Iterator[None]:
    """Remove the temporary files of streamed sheets when the writing is broken off."""
    try:
        yield
    except BaseException:
        for sheet in book.worksheets:
            _clean_up(sheet)
        raise


def _clean_up(sheet: Any) -> None:
    with suppress(Exception):
        sheet.close()
    writer = getattr(sheet, "_writer", None)
    if writer is not None and Path(writer.out).exists():
        writer.cleanup()


class _TimelessZip(zipfile.ZipFile):
    """A zip whose members carry the zip format's first date, so that equal input is equal bytes.

    ``parts`` stand in place of what openpyxl writes under that name; ``rows`` go into its sheet.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self.parts: dict[str, bytes] = {}
        self.rows: dict[str, bytes] = {}
        super().__init__(*arguments, **more)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_rest: Any, **_more: Any) -> None:
        name = str(zinfo_or_arcname)
        super().writestr(_member(name), self.parts.get(name, data), zipfile.ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_rest: Any, **_more: Any) -> None:
        name = str(arcname)
        rows = self.rows.get(name)
        if rows is not None:
            before, after = _NO_ROWS.split(Path(filename).read_bytes(), maxsplit=1)
            self.writestr(name, b"".join((before, b"<sheetData>", rows, b"</sheetData>", after)))
            return
        member = _member(name)
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
