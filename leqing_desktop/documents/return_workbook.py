"""The return workbook (报送表) of one unit: what it fills, how to fill it, and the sealed sheet.

The sealed sheet is *very* hidden: the spreadsheet program's 取消隐藏 does not offer it, so nobody
deletes or mends it by accident; LibreOffice, which knows one kind of hiding, keeps it hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from leqing_desktop.documents import return_workbook_guide as guide
from leqing_desktop.documents.return_workbook_cells import (
    FIRST_COLUMN,
    HEADER_ROW,
    LAST_COLUMN,
    SHEET,
    TASK_COLUMNS,
    WIDTHS,
    Look,
    PlacedCell,
    PlacedRow,
)
from leqing_desktop.documents.return_workbook_layout import (
    ReturnLayout,
    lay_out_return,
    title_of,
)
from leqing_desktop.documents.return_workbook_rules import add_rules, protect
from leqing_desktop.documents.return_workbook_style import palette, rows_xml
from leqing_desktop.documents.safe_file import write_file
from leqing_desktop.documents.workbook_layout import LINE_PITCH
from leqing_desktop.documents.workbook_package import in_order, new_book, no_leftovers, save_book
from leqing_desktop.documents.workbook_style import A4_PAPER, set_paper
from leqing_desktop.documents.workbook_text import cell_text, shown_text
from leqing_desktop.domain.return_form import ReturnForm, TaskField
from leqing_desktop.domain.return_seal import SHEET_NAME, seal

Progress = Callable[[int, int], None]
"""``progress(done, total)`` in workbooks; an exception from it ends the writing between two."""


def write_returns(
    forms: Sequence[ReturnForm],
    key: bytes,
    folder: Path,
    names: Sequence[str],
    progress: Progress | None = None,
) -> list[Path]:
    """Write a workbook a form into ``folder`` under the file names given; their paths in order.

    Each file is put in place whole. ``Refused`` in words where a text fits no cell or a file cannot
    be written; the workbooks before it stand.
    """
    made = []
    for done, (form, name) in enumerate(zip(forms, names, strict=True)):
        if progress is not None:
            progress(done, len(forms))
        made.append(write_file(folder / name, partial(write_return, form, key)))
    if progress is not None:
        progress(len(forms), len(forms))
    return made


def write_return(form: ReturnForm, key: bytes, stream: BinaryIO) -> None:
    """Write ``form`` as .xlsx to ``stream``, sealed under ``key``; equal input gives equal bytes.

    ``Refused`` for a text that fits no cell; nothing is written then.
    """
    from openpyxl.workbook.protection import WorkbookProtection

    layout = lay_out_return(form)
    explained = list(guide.guide_rows(form))
    rows = {
        SHEET: rows_xml(layout.rows),
        guide.SHEET: rows_xml(explained),
        SHEET_NAME: rows_xml(_sealed(form, key)),
    }
    book = new_book(title_of(form), form.issued_on)
    # Nobody renames or deletes a sheet by accident; there is no password.
    book.security = WorkbookProtection(lockStructure=True)
    with no_leftovers(book):
        _furnish_report(book.create_sheet(SHEET), layout, demo=form.demo)
        _furnish_guide(book.create_sheet(guide.SHEET), explained, demo=form.demo)
        sealed = book.create_sheet(SHEET_NAME)
        sealed.sheet_state = "veryHidden"
        protect(sealed)
        save_book(book, stream, rows, palette().part)


def _sealed(form: ReturnForm, key: bytes) -> Iterator[PlacedRow]:
    # The unit's name stands in the sheet's lines: it is signed as it will be read back.
    unit = " ".join(shown_text(form.unit).split())
    for name, text in seal(replace(form, unit=unit), key):
        cells = (PlacedCell(1, Look.BARE, name), PlacedCell(2, Look.BARE, cell_text(text)))
        yield PlacedRow(LINE_PITCH, cells)


def _furnish_report(sheet: Any, layout: ReturnLayout, *, demo: bool) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    furnish(sheet, WIDTHS, demo=demo)
    sheet.column_dimensions["A"].hidden = True
    frozen = TASK_COLUMNS[TaskField.TITLE] + 1
    sheet.freeze_panes = f"{get_column_letter(frozen)}{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    last = get_column_letter(LAST_COLUMN)
    sheet.print_area = f"{get_column_letter(FIRST_COLUMN)}1:{last}{len(layout.rows)}"
    # Fourteen columns are wider than a usual screen.
    sheet.sheet_view.zoomScale = 85
    for first in layout.breaks:
        # A break stands below the row it names.
        sheet.row_breaks.append(Break(id=first - 1))
    add_rules(sheet, layout)
    merge_cells(sheet, layout.merges)


def _furnish_guide(sheet: Any, rows: Sequence[PlacedRow], *, demo: bool) -> None:
    furnish(sheet, dict(enumerate(guide.WIDTHS, 1)), demo=demo)
    # The whole guide on one page.
    sheet.page_setup.fitToHeight = 1
    wide = [at for at, row in enumerate(rows, 1) if len(row.cells) == 1]
    merge_cells(sheet, [(at, 1, len(guide.WIDTHS)) for at in wide])


def furnish(sheet: Any, widths: dict[int, float], *, demo: bool) -> None:
    """Paper, locks and columns."""
    from openpyxl.utils import get_column_letter

    set_paper(sheet, demo=demo, paper=A4_PAPER)
    protect(sheet)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width


def merge_cells(sheet: Any, merges: Sequence[tuple[int, int, int]]) -> None:
    """Merge cells: row, first column, last column."""
    from openpyxl.worksheet.cell_range import CellRange

    sheet.merged_cells = in_order(
        [
            CellRange(min_col=first, min_row=row, max_col=last, max_row=row)
            for row, first, last in merges
        ]
    )
