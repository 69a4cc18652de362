"""The look of a return workbook: its styles, made once, and its rows as the text of a worksheet.

Every return workbook has the same styles, so openpyxl makes them once a process; a cell then only
names its style's number. (With openpyxl's own cells sixty workbooks took three times as long.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from leqing_desktop.documents.return_workbook_cells import (
    BLOCK_SIZE,
    OLD_SIZE,
    TEXT_SIZES,
    Look,
    PlacedCell,
    PlacedRow,
)
from leqing_desktop.documents.workbook_layout import BODY_SIZE
from leqing_desktop.documents.workbook_package import STYLES_PART, new_book, save_book
from leqing_desktop.documents.workbook_style import (
    BODY_FONT,
    DATE_FORMAT,
    HEAD_FONT,
    TITLE_FONT,
    TITLE_SIZE,
)
from leqing_desktop.documents.workbook_text import needs_prefix

INPUT_TINT = "FFFFF8DC"
HEAD_TINT, HEAD_INPUT_TINT = "FFE7E6E6", "FFFFE699"
INPUT_EDGE, EDGE = "FF7F6000", "FFA6A6A6"
OLD_COLOUR = "FF7F7F7F"
TEXT_FORMAT = "@"
"""What is typed stays as typed: =1+1 is no formula and 10-15 no date."""
GENERAL = "General"
"""Of the figures to fill: a typed 50% then shows as 50% and the reader knows it for 50."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a look is drawn; size in points, colours as ARGB, no ``edge`` no frame."""

    font: str = BODY_FONT
    size: float = BODY_SIZE
    colour: str = "FF000000"
    tint: str = ""
    edge: str = ""
    horizontal: str = "left"
    wrap: bool = True
    shrink: bool = False
    number_format: str = GENERAL
    locked: bool = True
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles' part of the package and each style's number in it: (look, size, quoted) → s."""

    part: bytes
    numbers: Mapping[tuple[Look, float, bool], int]


def _input(horizontal: str = "center", number_format: str = GENERAL) -> Style:
    return Style(
        tint=INPUT_TINT,
        edge=INPUT_EDGE,
        horizontal=horizontal,
        number_format=number_format,
        locked=False,
    )


def _figure(number_format: str, colour: str = "FF000000") -> Style:
    # A long figure is printed smaller rather than as ####.
    return Style(
        colour=colour,
        edge=EDGE,
        horizontal="center",
        wrap=False,
        shrink=True,
        number_format=number_format,
    )


_STYLES = {
    Look.TITLE: Style(TITLE_FONT, TITLE_SIZE, horizontal="center"),
    Look.LINE: Style(HEAD_FONT, BLOCK_SIZE),
    Look.HINT: Style(),
    Look.HEAD: Style(HEAD_FONT, tint=HEAD_TINT, edge=EDGE, horizontal="center"),
    Look.HEAD_INPUT: Style(HEAD_FONT, tint=HEAD_INPUT_TINT, edge=INPUT_EDGE, horizontal="center"),
    Look.BLOCK: Style(HEAD_FONT, BLOCK_SIZE, wrap=False),
    Look.TEXT: Style(edge=EDGE),
    Look.CENTRED: Style(edge=EDGE, horizontal="center"),
    Look.FIGURE: _figure("0"),
    Look.FRACTION: _figure("0.0#"),
    Look.OLD_TEXT: Style(size=OLD_SIZE, colour=OLD_COLOUR, edge=EDGE),
    Look.OLD_FIGURE: _figure("0", OLD_COLOUR),
    Look.OLD_FRACTION: _figure("0.0#", OLD_COLOUR),
    Look.INPUT_TEXT: _input("left", TEXT_FORMAT),
    Look.INPUT_WORD: _input(number_format=TEXT_FORMAT),
    Look.INPUT_FIGURE: _input(),
    Look.INPUT_DATE: _input(number_format=DATE_FORMAT),
    Look.LABEL: Style(HEAD_FONT, horizontal="right"),
    Look.BARE: Style(number_format=TEXT_FORMAT, wrap=False),
}
_SHRINKING = (Look.TEXT, Look.CENTRED, Look.OLD_TEXT)


@cache
def palette() -> Palette:
    """All styles of a return workbook."""
    book = new_book("", None)
    sheet = book.create_sheet()
    numbers: dict[tuple[Look, float, bool], int] = {}
    for look, style in _STYLES.items():
        sizes = [size for size in TEXT_SIZES if size <= style.size] if look in _SHRINKING else []
        for size in sizes or [style.size]:
            for quoted in (False, True):
                drawn = replace(style, size=size, quoted=quoted)
                numbers[look, size, quoted] = _number(sheet, drawn)
    stream = BytesIO()
    save_book(book, stream)
    with ZipFile(stream) as package:
        return Palette(package.read(STYLES_PART), numbers)


def _number(sheet: Any, style: Style) -> int:
    """Make openpyxl keep a style; its number."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    cell: Any = WriteOnlyCell(sheet)
    cell.font = Font(name=style.font, size=style.size, color=style.colour)
    cell.alignment = Alignment(
        horizontal=style.horizontal,
        vertical="center",
        wrap_text=style.wrap,
        shrink_to_fit=style.shrink,
    )
    cell.number_format = style.number_format
    if style.edge:
        side = Side(style="thin", color=style.edge)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if style.tint:
        cell.fill = PatternFill("solid", fgColor=style.tint)
    if not style.locked:
        cell.protection = Protection(locked=False)
    cell.quotePrefix = style.quoted
    return int(cell.style_id)


def rows_xml(rows: Iterable[PlacedRow]) -> bytes:
    """The rows as they stand between the sheetData tags (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4)."""
    numbers = palette().numbers
    parts: list[str] = []
    for at, row in enumerate(rows, 1):
        # A row that is filled in has no fixed height, so that it grows with what is typed.
        fixed = "" if row.grows else ' customHeight="1"'
        parts.append(f'<row r="{at}" ht="{row.height:g}"{fixed}>')
        parts.extend(_cell_xml(at, cell, numbers) for cell in row.cells)
        parts.append("</row>")
    return "".join(parts).encode()


def _cell_xml(row: int, cell: PlacedCell, numbers: Mapping[tuple[Look, float, bool], int]) -> str:
    place, value = f"{chr(64 + cell.column)}{row}", cell.value
    if not isinstance(value, str):
        style = numbers[cell.look, cell.size, False]
        shown = "" if value is None else f"<v>{value!r}</v>"
        return f'<c r="{place}" s="{style}">{shown}</c>'
    # A text is always stored as a text: never a formula, never an error code.
    style = numbers[cell.look, cell.size, needs_prefix(value)]
    kept = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept}>{escape(value)}</t></is></c>'
