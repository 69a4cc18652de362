"""The 整改反馈表 that goes out with a notice: one protected sheet to fill in and print, and its seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from leqing_desktop.documents.return_workbook import furnish, merge_cells
from leqing_desktop.documents.return_workbook_cells import (
    BLOCK_SIZE,
    FIRST_COLUMN,
    HEADER_ROW,
    Look,
    PlacedCell,
    PlacedRow,
)
from leqing_desktop.documents.return_workbook_layout import stored_text
from leqing_desktop.documents.return_workbook_rules import (
    FIRST_DAY,
    LAST_DAY,
    add_rule,
    area_of,
    protect,
)
from leqing_desktop.documents.return_workbook_style import palette, rows_xml
from leqing_desktop.documents.safe_file import write_file
from leqing_desktop.documents.workbook_layout import (
    BODY_SIZE,
    CELL_PADDING,
    LINE_PITCH,
    UNIT_POINTS,
    text_height,
)
from leqing_desktop.documents.workbook_package import new_book, no_leftovers, save_book
from leqing_desktop.documents.workbook_style import DEMO_NOTE, TITLE_SIZE
from leqing_desktop.documents.workbook_text import cell_text, shown_text
from leqing_desktop.domain.notice_reply import ReplyBook, ReplyField, ReplyItem
from leqing_desktop.domain.reply_seal import seal_reply
from leqing_desktop.domain.return_seal import SHEET_NAME, row_mark

SHEET = "整改反馈表"
TITLE = "整改反馈表"
COLUMNS = {name: at for at, name in enumerate(ReplyField, FIRST_COLUMN)}
LAST_COLUMN = max(COLUMNS.values())
_WIDTHS = {
    ReplyField.NUMBER: 5.5,
    ReplyField.MATTER: 20.0,
    ReplyField.WHY: 20.0,
    ReplyField.CAUSE: 21.0,
    ReplyField.MEASURES: 24.0,
    ReplyField.DONE: 21.0,
    ReplyField.PROGRESS: 9.0,
    ReplyField.FINISH: 11.5,
    ReplyField.PERSON: 9.0,
    ReplyField.PHONE: 13.0,
}
WIDTHS = {1: 6.0} | {COLUMNS[name]: width for name, width in _WIDTHS.items()}
"""Column number → width in spreadsheet units; together an A4 page across at nine tenths."""
_ACROSS = sum(_WIDTHS.values())
_LINES_TO_WRITE = {1: 14, 2: 9}
_LINES_OF_MANY = 6
"""Lines of type or handwriting that a task's row has at least, by how many tasks there are."""
_TALLEST = 405.0
_LOOKS = {
    ReplyField.PROGRESS: Look.INPUT_FIGURE,
    ReplyField.FINISH: Look.INPUT_DATE,
    ReplyField.PERSON: Look.INPUT_WORD,
    ReplyField.PHONE: Look.INPUT_WORD,
}
_SIGNS = (
    ("填报人", 3, Look.INPUT_WORD),
    ("审核人", 5, Look.INPUT_WORD),
    ("填报日期", 8, Look.INPUT_DATE),
)
"""Label, its column, the look of what is filled in to its right."""
_DATE_MERGE = (9, 10)
_SEAL_LINE = "主要负责人签字：　　　　　　　　　　　　　　单位（盖章）："
_PROMPTS = {
    ReplyField.CAUSE: "写为什么慢了、卡在哪里：对着“督办原因”写，要具体。",
    ReplyField.MEASURES: "写准备怎么改：做什么、谁来做、何时做完，一条一条写。",
    ReplyField.DONE: "写已经做了什么、做到多少；还没有开始的，写何时开始。",
    ReplyField.PERSON: "写这项整改由谁负责。",
    ReplyField.PHONE: "写责任人的联系电话。",
}


@dataclass(slots=True)
class _Layout:
    rows: list[PlacedRow] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    tasks: tuple[int, int] = (0, 0)
    sign_row: int = 0


def write_reply_book(book: ReplyBook, key: bytes, path: Path) -> Path:
    """Write a form to ``path``, whole or not at all; Refused in words where it cannot be."""
    return write_file(path, partial(write_reply, book, key))


def write_reply(book: ReplyBook, key: bytes, stream: BinaryIO) -> None:
    """Write ``book`` as .xlsx to ``stream``, sealed under ``key``; equal input gives equal bytes.

    ``Refused`` for a text that fits no cell; nothing is written then.
    """
    from openpyxl.workbook.protection import WorkbookProtection

    layout = _lay_out(book)
    rows = {SHEET: rows_xml(layout.rows), SHEET_NAME: rows_xml(_sealed(book, key))}
    made = new_book(f"{book.number} {TITLE}", book.issued_on)
    made.security = WorkbookProtection(lockStructure=True)
    with no_leftovers(made):
        _furnish(made.create_sheet(SHEET), layout, demo=book.demo)
        sealed = made.create_sheet(SHEET_NAME)
        sealed.sheet_state = "veryHidden"
        protect(sealed)
        save_book(made, stream, rows, palette().part)


def _sealed(book: ReplyBook, key: bytes) -> Iterator[PlacedRow]:
    # The unit's name stands in the sheet's lines: it is signed as it will be read back.
    unit = " ".join(shown_text(book.unit).split())
    for name, text in seal_reply(replace(book, unit=unit), key):
        cells = (PlacedCell(1, Look.BARE, name), PlacedCell(2, Look.BARE, cell_text(text)))
        yield PlacedRow(LINE_PITCH, cells)


def _lay_out(book: ReplyBook) -> _Layout:
    layout = _Layout()
    back = f"，盖章后报{book.sender}，同时报这份表格" if book.sender else ""
    hint = (
        f"只填浅黄色格子，其余内容请勿改动{back}。进度只作反馈，季度报送仍按报送表填报。"
        f"{DEMO_NOTE + '。' if book.demo else ''}"
    )
    line = f"文号：{book.number}　单位：{book.unit}　反馈期限：{book.deadline.isoformat()}"
    for text, look, size, least in (
        (TITLE, Look.TITLE, TITLE_SIZE, 42.0),
        (line, Look.LINE, BLOCK_SIZE, 26.0),
        (hint, Look.HINT, BODY_SIZE, 22.0),
    ):
        _across(layout, text, look, size, least)
    layout.rows.append(_header())
    least = LINE_PITCH * _LINES_TO_WRITE.get(len(book.items), _LINES_OF_MANY)
    layout.rows += [_task_row(at, item, least) for at, item in enumerate(book.items, 1)]
    layout.tasks = (HEADER_ROW + 1, len(layout.rows))
    layout.rows.append(PlacedRow(12.0))
    layout.rows.append(_signatures())
    layout.sign_row = len(layout.rows)
    layout.merges.append((layout.sign_row, *_DATE_MERGE))
    _across(layout, _SEAL_LINE, Look.HINT, BODY_SIZE, 46.0)
    return layout


def _across(layout: _Layout, text: str, look: Look, size: float, least: float) -> None:
    stored = stored_text(text, "表头")
    room = (_ACROSS * UNIT_POINTS - CELL_PADDING) / size
    height = min(_TALLEST, max(least, text_height(stored, room, size * 1.45)))
    layout.rows.append(PlacedRow(height, (PlacedCell(FIRST_COLUMN, look, stored, size),)))
    layout.merges.append((len(layout.rows), FIRST_COLUMN, LAST_COLUMN))


def _header() -> PlacedRow:
    cells = [
        PlacedCell(at, Look.HEAD_INPUT if name.is_input else Look.HEAD, name.label)
        for name, at in COLUMNS.items()
    ]
    return PlacedRow(36.0, cells)


def _task_row(at: int, item: ReplyItem, least: float) -> PlacedRow:
    place = f"任务“{item.title[:20]}”的"
    matter = stored_text(f"{item.number} {item.title}".strip(), place)
    why = stored_text(item.why, place)
    cells = [
        PlacedCell(1, Look.BARE, row_mark("T", item.item_id)),
        PlacedCell(COLUMNS[ReplyField.NUMBER], Look.FIGURE, at),
        PlacedCell(COLUMNS[ReplyField.MATTER], Look.TEXT, matter),
        PlacedCell(COLUMNS[ReplyField.WHY], Look.TEXT, why),
        *(
            PlacedCell(column, _LOOKS.get(name, Look.INPUT_TEXT))
            for name, column in COLUMNS.items()
            if name.is_input
        ),
    ]
    room = (_WIDTHS[ReplyField.MATTER] * UNIT_POINTS - CELL_PADDING) / BODY_SIZE
    needed = max(text_height(text, room) for text in (matter, why))
    return PlacedRow(min(_TALLEST, max(least, needed)), cells, grows=True)


def _signatures() -> PlacedRow:
    cells: list[PlacedCell] = []
    for label, at, look in _SIGNS:
        cells += [PlacedCell(at, Look.LABEL, label), PlacedCell(at + 1, look)]
    cells.append(PlacedCell(_DATE_MERGE[1], Look.INPUT_DATE))
    return PlacedRow(30.0, cells)


def _furnish(sheet: Any, layout: _Layout, *, demo: bool) -> None:
    from openpyxl.utils import get_column_letter

    furnish(sheet, WIDTHS, demo=demo)
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = f"{get_column_letter(COLUMNS[ReplyField.WHY])}{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    first, last = get_column_letter(FIRST_COLUMN), get_column_letter(LAST_COLUMN)
    sheet.print_area = f"{first}1:{last}{len(layout.rows)}"
    _add_rules(sheet, layout)
    merge_cells(sheet, layout.merges)


def _add_rules(sheet: Any, layout: _Layout) -> None:
    add_rule(
        sheet,
        area_of(COLUMNS[ReplyField.PROGRESS], layout.tasks),
        kind="decimal",
        low="0",
        high="100",
        title="当前进度（%）",
        prompt="填到今天完成了百分之几：0 到 100 的数，不写百分号，如 60。",
        error="请填 0 到 100 之间的数，不写文字和百分号，例如 60。",
    )
    for area, title in (
        (area_of(COLUMNS[ReplyField.FINISH], layout.tasks), "完成时限"),
        (area_of(_DATE_MERGE[0], (layout.sign_row, layout.sign_row)), "填报日期"),
    ):
        add_rule(
            sheet,
            area,
            kind="date",
            low=FIRST_DAY,
            high=LAST_DAY,
            title=title,
            prompt="写成 2026-12-31 的样子。",
            error="请填日期，写成 2026-12-31 的样子。",
        )
    for name, prompt in _PROMPTS.items():
        add_rule(sheet, area_of(COLUMNS[name], layout.tasks), title=name.label, prompt=prompt)
