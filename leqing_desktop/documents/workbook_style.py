"""The look of printed sheets: type, borders, paper, and one reusable cell per kind and column."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from leqing_desktop.documents.workbook_layout import BODY_SIZE, PrintColumn, Value
from leqing_desktop.documents.workbook_text import needs_prefix

# Names only: where a font is absent the spreadsheet program puts its own in its place.
TITLE_FONT = "方正小标宋简体"
HEAD_FONT = "黑体"
BODY_FONT = "仿宋_GB2312"
TITLE_SIZE = 22
DATE_FORMAT = "yyyy-mm-dd"
A3_PAPER, A4_PAPER = 8, 9  # ECMA-376 part 1, 18.3.1.63, paperSize
DEMO_NOTE = "演示数据，不作正式使用"


class CellPress:
    """Makes the cells of a write-only sheet; each kind of cell of a column is made once.

    openpyxl writes a cell the moment its row is appended, so the same cell object can carry the
    next row's value: styles are looked up once a column instead of once a cell.
    """

    def __init__(self, sheet: Any, columns: tuple[PrintColumn, ...]) -> None:
        self._sheet = sheet
        self._columns = columns
        self._cells: dict[tuple[int, str, str], Any] = {}

    def row(self, values: list[Value], *, tall: bool = False) -> list[Any]:
        """The cells of one body row, valid until the next call.

        ``tall``: the line runs over several rows and perhaps pages, so its text begins at the top.
        """
        stand = "top" if tall else "center"
        return [self._cell(index, value, stand) for index, value in enumerate(values)]

    def _cell(self, index: int, value: Value, stand: str) -> Any:
        if isinstance(value, str):
            kind = "quoted" if needs_prefix(value) else "text"
        elif isinstance(value, date):
            kind = "date"
        else:
            kind = "empty" if value is None else "number"
        cell = self._cells.get((index, kind, stand))
        if cell is None:
            cell = self._cells[index, kind, stand] = self._new(index, kind, stand)
        cell.value = value
        if kind in ("text", "quoted"):
            cell.data_type = "s"  # never a formula, never an error code
        return cell

    def _new(self, index: int, kind: str, stand: str) -> Any:
        from openpyxl.styles import Alignment, Font

        centred = self._columns[index].centred or kind in ("date", "number")
        cell = _pressed_cell_type()(self._sheet, row=1, column=1)
        cell.font = Font(name=BODY_FONT, size=BODY_SIZE)
        cell.border = thin_border()
        cell.alignment = Alignment(
            horizontal="center" if centred else "left", vertical=stand, wrap_text=True
        )
        if kind == "date":
            cell.number_format = DATE_FORMAT
        if kind == "quoted":
            cell.quotePrefix = True
        cell.settle()
        return cell


@cache
def _pressed_cell_type() -> Any:
    """A cell that knows its style's number once its style is settled.

    openpyxl asks every cell for it three times a row, and prints the cell into an error message
    that it catches itself; both together cost an eighth of the time of a large sheet.
    """
    from openpyxl.cell import Cell

    class PressedCell(Cell):
        __slots__ = ("_settled",)
        style_id = property(lambda self: self._settled)
        has_style = property(lambda _self: True)

        def settle(self) -> None:
            self._settled = super().style_id

        def __repr__(self) -> str:
            return "cell"

    return PressedCell


def set_default_font(book: Any) -> None:
    """Arial 10 as the workbook's default font, by whose digits all programs measure columns.

    openpyxl's Calibri is missing outside Windows, and what stands in for it is a third wider, so
    that a sheet fitted to the page's width would shrink; Arial has an equal everywhere.
    """
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    font = Font(name="Arial", size=10)
    book._fonts = IndexedList([font])
    book._named_styles["Normal"].font = font


def new_cell(sheet: Any, font: Any) -> Any:
    """An empty cell of a write-only sheet in ``font``."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.font = font
    return cell


def thin_border() -> Any:
    """Thin lines on all four sides."""
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="FF000000")
    return Border(left=side, right=side, top=side, bottom=side)


def title_cells(sheet: Any, text: str, width: int) -> list[Any]:
    """The title row: the first cell carries the text, the row is merged across."""
    from openpyxl.styles import Alignment, Font

    return _across(
        sheet,
        text,
        width,
        Font(name=TITLE_FONT, size=TITLE_SIZE),
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    )


def note_cells(sheet: Any, text: str, width: int) -> list[Any]:
    """The note row below the title."""
    from openpyxl.styles import Alignment, Font

    return _across(
        sheet,
        text,
        width,
        Font(name=BODY_FONT, size=BODY_SIZE),
        Alignment(horizontal="left", vertical="center", wrap_text=True),
    )


def header_cells(sheet: Any, columns: tuple[PrintColumn, ...]) -> list[Any]:
    """The header row, in 黑体 on light grey."""
    from openpyxl.styles import Alignment, Font, PatternFill

    cells = []
    for column in columns:
        cell = new_cell(sheet, Font(name=HEAD_FONT, size=BODY_SIZE))
        cell.border = thin_border()
        cell.fill = PatternFill("solid", fgColor="FFE7E6E6")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.value = column.label
        cells.append(cell)
    return cells


def _across(sheet: Any, text: str, width: int, font: Any, alignment: Any) -> list[Any]:
    cells = []
    for index in range(width):
        cell = new_cell(sheet, font)
        cell.alignment = alignment
        if index == 0 and text:
            cell.value = text
            cell.data_type = "s"
        cells.append(cell)
    return cells


def set_paper(sheet: Any, *, demo: bool, paper: int = A3_PAPER) -> None:
    """Landscape, one page wide, page numbers at the foot; a demonstration says so on top."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(
        left=0.45, right=0.45, top=0.6, bottom=0.65, header=0.3, footer=0.3
    )
    sheet.HeaderFooter.oddFooter.center.text = "第 &P 页 共 &N 页"
    if demo:
        sheet.HeaderFooter.oddHeader.center.text = DEMO_NOTE
