"""The look of a return workbook: one reusable cell per look and column, what may be filled tinted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leqing_desktop.documents.return_workbook_layout import Look, PlacedCell
from leqing_desktop.documents.workbook_layout import Value
from leqing_desktop.documents.workbook_style import (
    BODY_FONT,
    DATE_FORMAT,
    HEAD_FONT,
    TITLE_FONT,
    pressed_cell_type,
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
    """How a look is drawn; colours as ARGB, no ``edge`` no frame."""

    font: str = BODY_FONT
    colour: str = "FF000000"
    tint: str = ""
    edge: str = ""
    horizontal: str = "left"
    vertical: str = "center"
    wrap: bool = True
    shrink: bool = False
    number_format: str = GENERAL
    locked: bool = True


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
    Look.TITLE: Style(TITLE_FONT, horizontal="center"),
    Look.LINE: Style(HEAD_FONT),
    Look.HINT: Style(),
    Look.HEAD: Style(HEAD_FONT, tint=HEAD_TINT, edge=EDGE, horizontal="center"),
    Look.HEAD_INPUT: Style(HEAD_FONT, tint=HEAD_INPUT_TINT, edge=INPUT_EDGE, horizontal="center"),
    Look.BLOCK: Style(HEAD_FONT, wrap=False),
    Look.TEXT: Style(edge=EDGE),
    Look.CENTRED: Style(edge=EDGE, horizontal="center"),
    Look.FIGURE: _figure("0"),
    Look.FRACTION: _figure("0.0###"),
    Look.OLD_TEXT: Style(colour=OLD_COLOUR, edge=EDGE),
    Look.OLD_FIGURE: _figure("0", OLD_COLOUR),
    Look.OLD_FRACTION: _figure("0.0###", OLD_COLOUR),
    Look.INPUT_TEXT: _input("left", TEXT_FORMAT),
    Look.INPUT_WORD: _input(number_format=TEXT_FORMAT),
    Look.INPUT_FIGURE: _input(),
    Look.INPUT_DATE: _input(number_format=DATE_FORMAT),
    Look.LABEL: Style(HEAD_FONT, horizontal="right"),
    Look.MARK: Style(number_format=TEXT_FORMAT, wrap=False),
    Look.BARE: Style(number_format=TEXT_FORMAT, wrap=False),
}


class ReturnPress:
    """Makes the cells of the workbook's sheets; each kind of cell of a column is made once.

    A cell is valid until the next row is asked for: openpyxl writes it when its row is appended.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._cells: dict[tuple[int, Look, float, bool], Any] = {}

    def row(self, cells: Sequence[PlacedCell]) -> list[Any]:
        """The cells of one row from column A on; None where nothing stands."""
        made: list[Any] = []
        for each in cells:
            while len(made) < each.column - 1:
                made.append(None)
            made.append(self._cell(each))
        return made

    def _cell(self, placed: PlacedCell) -> Any:
        value = placed.value
        quoted = isinstance(value, str) and needs_prefix(value)
        key = (placed.column, placed.look, placed.size, quoted)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = self._new(placed, quoted=quoted)
        _put(cell, value)
        return cell

    def _new(self, placed: PlacedCell, *, quoted: bool) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        style = _STYLES[placed.look]
        cell = pressed_cell_type()(self._sheet, row=1, column=1)
        cell.font = Font(name=style.font, size=placed.size, color=style.colour)
        cell.alignment = Alignment(
            horizontal=style.horizontal,
            vertical=style.vertical,
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
        cell.quotePrefix = quoted
        cell.settle()
        return cell


def _put(cell: Any, value: Value) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, never an error code
