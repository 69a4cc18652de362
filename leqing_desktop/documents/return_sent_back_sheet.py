"""The sheet 退回说明 of a 退回稿: what is to be mended, where, and how to send it in again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leqing_desktop.documents.return_sent_back_marks import LIST_SHEET, Fault
from leqing_desktop.documents.return_workbook_rules import protect
from leqing_desktop.documents.workbook_layout import (
    BODY_SIZE,
    CELL_PADDING,
    MAX_HEIGHT,
    UNIT_POINTS,
    text_height,
)
from leqing_desktop.documents.workbook_style import (
    A4_PAPER,
    BODY_FONT,
    HEAD_FONT,
    TITLE_FONT,
    TITLE_SIZE,
    set_paper,
    thin_border,
)
from leqing_desktop.documents.workbook_text import cell_text, needs_prefix
from leqing_desktop.domain.return_form import ReturnForm

HEADS = ("序号", "所在行", "所在格", "任务或指标", "要核实补正的问题", "要求")
WIDTHS = (6.5, 13.0, 9.0, 38.0, 74.0, 9.0)
_CENTRED = (1, 2, 3, 6)
_HEAD_TINT = "FFE7E6E6"


def add_list(
    book: Any, sheet: Any, faults: Sequence[Fault], sent: ReturnForm | None, note: str
) -> None:
    """Add the list behind the return sheet ``sheet`` and let the workbook open on it."""
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(LIST_SHEET, book.index(sheet) + 1)
    set_paper(page, demo=sent is not None and sent.demo, paper=A4_PAPER)
    protect(page)
    for at, width in enumerate(WIDTHS, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    row = 0
    for at, text in enumerate(_head(faults, sent, note)):
        row += 1
        font, size = (TITLE_FONT, TITLE_SIZE) if at == 0 else (BODY_FONT, BODY_SIZE + 1)
        _across(page, row, text, font, size)
    row += 1
    _line(page, row, HEADS, head=True)
    page.print_title_rows = f"{row}:{row}"
    page.freeze_panes = f"A{row + 1}"
    for number, fault in enumerate(faults, 1):
        row += 1
        _line(page, row, _cells(number, fault), head=False)
        if fault.cell:
            _link(page.cell(row, 3), sheet.title, fault.cell)
    _open_on(book, page)


def _head(faults: Sequence[Fault], sent: ReturnForm | None, note: str) -> list[str]:
    """Title and paragraphs above the list."""
    unit = f"{sent.unit}：" if sent is not None else ""
    what = f"{sent.period.label}重点任务报送表" if sent is not None else "报送表"
    marked = sum(1 for fault in faults if fault.cell)
    lines = [
        f"{what}退回说明",
        f"{unit}你单位报来的{what}有 {len(faults)} 处需要核实补正，逐条列在下面；"
        f"其中 {marked} 处已在“报送表”页标为黄色，鼠标移上去可看批注，点“所在格”可跳到那一格。",
    ]
    if note.strip():
        lines.append(f"审核意见：{note.strip()}")
    lines.append(_how(sent))
    return lines


def _how(sent: ReturnForm | None) -> str:
    sender = f"报{sent.sender}" if sent is not None and sent.sender else "报回"
    when = ""
    if sent is not None and sent.due_on is not None:
        when = f"请于 {sent.due_on.isoformat()} 前报回；"
    return (
        f"怎么改：就在本文件“报送表”页里改，不要另做新表；“须改”的必须改正或写明原因，"
        f"“请核对”的核对无误可不改。改好存为 .xlsx，经审核人审阅后{sender}。"
        f"{when}批注和黄色不用去掉。"
    )


def _cells(number: int, fault: Fault) -> tuple[int | str, ...]:
    demand = "须改" if fault.serious else "请核对"
    return (number, fault.row, fault.cell or "—", fault.subject, fault.words, demand)


def _across(page: Any, row: int, text: str, font: str, size: float) -> None:
    from openpyxl.styles import Alignment, Font

    stored = cell_text(text)
    cell = page.cell(row, 1)
    _put(cell, stored)
    cell.font = Font(name=font, size=size)
    centred = "center" if font == TITLE_FONT else "left"
    cell.alignment = Alignment(horizontal=centred, vertical="center", wrap_text=True)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(WIDTHS))
    room = (sum(WIDTHS) * UNIT_POINTS - CELL_PADDING) / size
    page.row_dimensions[row].height = min(MAX_HEIGHT, text_height(stored, room, size * 1.45))


def _line(page: Any, row: int, values: Sequence[int | str], *, head: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    height = 30.0
    for at, value in enumerate(values, 1):
        cell = page.cell(row, at)
        if isinstance(value, str):
            stored = cell_text(value)
            _put(cell, stored)
            room = (WIDTHS[at - 1] * UNIT_POINTS - CELL_PADDING) / BODY_SIZE
            height = max(height, text_height(stored, room))
        else:
            cell.value = value
        cell.font = Font(name=HEAD_FONT if head else BODY_FONT, size=BODY_SIZE)
        cell.border = thin_border()
        centred = "center" if head or at in _CENTRED else "left"
        cell.alignment = Alignment(horizontal=centred, vertical="center", wrap_text=True)
        if head:
            cell.fill = PatternFill("solid", fgColor=_HEAD_TINT)
    page.row_dimensions[row].height = min(MAX_HEIGHT, height)


def _put(cell: Any, stored: str) -> None:
    cell.value = stored or None
    if stored:
        cell.data_type = "s"  # never a formula, never an error code
        cell.quotePrefix = needs_prefix(stored)


def _link(cell: Any, sheet: str, place: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = Font(name=BODY_FONT, size=BODY_SIZE, color="FF0563C1", underline="single")


def _open_on(book: Any, page: Any) -> None:
    # Two selected sheets would be a group, where what is typed into one goes into both.
    for each in book.worksheets:
        for view in each.views.sheetView:
            view.tabSelected = each is page
    book.active = book.index(page)
