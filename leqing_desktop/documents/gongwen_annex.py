"""附件 of an official document: their pages behind the text, tables across the sheet where they are wide."""

from __future__ import annotations

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.gongwen_flow import Row, paginate
from leqing_desktop.documents.gongwen_page import Page, rows_within
from leqing_desktop.documents.gongwen_rows import paragraph_rows, placed_rows, title_rows
from leqing_desktop.documents.gongwen_table import (
    lay_table,
    lies_across,
    placed_table,
    table_pages,
)
from leqing_desktop.documents.gongwen_text import paragraphs, single_line
from leqing_desktop.documents.gongwen_type import body
from leqing_desktop.domain.notice_document import Annex
from leqing_desktop.errors import Refused

HEIGHT = page.TOP - page.BOTTOM


def annex_pages(annex: Annex, label: str, reserved: float) -> list[Page]:
    """The pages of one annex, without page numbers (7.3.7).

    ``label``, 附件 or 附件1, stands in the first line and the title in the third. The last page
    leaves ``reserved`` points over the block's lower edge free for the 版记; a table that lies
    across the sheet leaves that strip on all of its pages, so that its columns stay the same.
    Raises Refused for an annex without title or without content.
    """
    if not single_line(annex.title):
        raise Refused(f"{label}没有标题，请先填写附件的标题。")
    if annex.table is not None and not annex.table.columns:
        annex = Annex(annex.title, annex.paragraphs)
    # Where the 版记 is so tall that the strip beside it is narrower than the sheet, turning is no use.
    if annex.table and lies_across(annex.table) and HEIGHT - reserved > page.WIDTH:
        upright = _pages(annex, label, HEIGHT - reserved, page.WIDTH, 0.0)
        return [page.turned(each, page.BOTTOM + reserved) for each in upright]
    return _pages(annex, label, page.WIDTH, HEIGHT, reserved)


def _pages(annex: Annex, label: str, width: float, height: float, reserved: float) -> list[Page]:
    """The pages in a frame of this width and height, all upright."""
    rows = _rows(annex, label, width)
    whole = rows_within(height)
    kept = 0 if annex.table else whole - rows_within(height - reserved)
    pages = paginate(rows, first=whole, other=whole, reserved_first=kept, reserved_other=kept)
    result = [Page(tuple(placed_rows(each, page.TOP)), ()) for each in pages]
    if annex.table is None:
        return result
    layout = lay_table(annex.table, width)
    used = len(pages[-1]) * page.PITCH
    for order, bands in enumerate(table_pages(layout, height - used, height, reserved)):
        runs, rules = placed_table(layout, bands, page.TOP - (0.0 if order else used))
        if order == 0:
            first = result.pop()
            runs = [*first.runs, *runs]
        result.append(Page(tuple(runs), tuple(rules) if bands else ()))
    return result


def _rows(annex: Annex, label: str, width: float) -> list[Row]:
    head = body("HT").line(label)
    rows = [Row(head.runs, keep=True), Row(keep=True)]
    rows += title_rows(paragraphs(annex.title), width=width)
    rows.append(Row(keep=True))
    text: list[Row] = []
    for paragraph in annex.paragraphs:
        for index, words in enumerate(paragraphs(paragraph.text)):
            text += paragraph_rows(words, 0 if index else paragraph.level, width)
    if not text and annex.table is None:
        raise Refused(f"{label}“{single_line(annex.title)}”没有内容，请先填写或删去这个附件。")
    return rows + text
