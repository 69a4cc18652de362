"""发文稿纸 and 整改反馈单 as .docx: the boxes as tables that a unit can write in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from leqing_desktop.documents import paper_form
from leqing_desktop.documents.gongwen_docx_annex import annex_parts
from leqing_desktop.documents.gongwen_docx_body import text_parts
from leqing_desktop.documents.gongwen_docx_foot import section
from leqing_desktop.documents.gongwen_docx_head import RED
from leqing_desktop.documents.gongwen_docx_package import docx_package
from leqing_desktop.documents.gongwen_docx_words import (
    BODY_FONT,
    HEAD_FONT,
    TITLE_FONT,
    lines_of,
    plain_words,
    raw,
    run,
    spacing,
    title_paragraphs,
    twips,
)
from leqing_desktop.documents.gongwen_page import PITCH, SIZE_TITLE, WIDTH
from leqing_desktop.documents.paper_form import FormCell, FormRow
from leqing_desktop.documents.workbook_text import shown_text
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm

SIZE, LEADING, LABEL_WIDTH = 14.0, 21.0, 80.0
_GROWN = 120.0
"""Points of the rows that grow: a word processor breaks pages by itself, so some place is left."""
_BLACK = "000000"


def reply_form_docx(form: ReplyForm, day: date) -> bytes:
    """The 整改反馈单 as .docx; ``day`` stands for the dates of making.

    Refused for a form without unit or matter.
    """
    body = "".join(reply_form_parts(form)) + section(numbered=False)
    name = plain_words(f"{paper_form.REPLY_TITLE} {form.number}")
    return docx_package(body, name, plain_words(form.sender), day)


def reply_form_parts(form: ReplyForm) -> list[str]:
    """The 整改反馈单 as paragraphs and a table. Refused for a form without unit or matter."""
    rows = paper_form.reply_rows(form)
    body = title_paragraphs([paper_form.REPLY_TITLE], 0.0)
    # The form's end stays together, a matter with it, where several pages are needed.
    kept = paper_form.REPLY_TAIL + 1 if len(form.matters) > 1 else 0
    body += [raw(spacing(0, 0, 14), ""), _table(rows, _BLACK, kept)]
    stub = _stub(form) if form.with_stub else [raw(spacing(0, 0, 1), "")]
    return [*body, *(map(_kept, stub[:-1]) if kept else stub[:-1]), stub[-1]]


def draft_sheet_docx(notice: NoticeDocument, sheet: DraftSheet) -> bytes:
    """The 发文稿纸 with the draft and its annexes as .docx; Refused as ``render_docx`` does."""
    title = shown_text(paper_form.draft_title(notice))
    red = run(title, TITLE_FONT, SIZE_TITLE, RED)
    look = "<w:keepNext/>" + spacing(0, 8, PITCH) + '<w:jc w:val="center"/>'
    body = [raw(look, red), _table(paper_form.draft_rows(notice, sheet), RED)]
    body += text_parts(notice, PITCH)
    page = section()
    if notice.annexes:
        annexes, page = annex_parts(notice, colophon=False)
        body += annexes
    name = plain_words(notice.title)
    return docx_package("".join(body) + page, name, plain_words(notice.sender), notice.issued_on)


def _table(rows: Sequence[FormRow], ink: str, kept: int = 0) -> str:
    """One table a row of boxes would not do: the columns are the union of all boxes' edges.

    The last ``kept`` rows stay with each other and with what follows.
    """
    edges = sorted({round(edge, 2) for row in rows for edge in _edges(row)})
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{ink}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(
        f'<w:gridCol w:w="{twips(right) - twips(left)}"/>' for left, right in pairwise(edges)
    )
    grown = _GROWN / max(1, sum(row.grows for row in rows))
    drawn = [_row(row, edges, ink, max(row.height, grown)) for row in rows]
    loose = len(drawn) - kept
    drawn = [each if at < loose else _kept(each) for at, each in enumerate(drawn)]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(WIDTH)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(drawn)}</w:tbl>"
    )


def _kept(words: str) -> str:
    """Paragraphs of the file that stay on the page of what follows them."""
    return re.sub(r"(<w:pPr>(?:<w:pStyle [^>]*/>)?)", r"\1<w:keepNext/>", words)


def _edges(row: FormRow) -> list[float]:
    """Where the boxes of a row begin and end, label boxes too, in points from the left."""
    whole = sum(cell.share for cell in row.cells)
    found, left = [0.0], 0.0
    for cell in row.cells:
        if not cell.inside:
            found.append(left + LABEL_WIDTH)
        left += WIDTH * cell.share / whole
        found.append(left)
    return found


def _row(row: FormRow, edges: Sequence[float], ink: str, grown: float) -> str:
    height = grown if row.grows else row.height
    places = [round(edge, 2) for edge in _edges(row)]
    boxes: list[str] = []
    at = 0
    for cell in row.cells:
        words = _words(cell)
        if cell.inside:
            label = run(f"{cell.label}：", HEAD_FONT, SIZE, ink)
            boxes.append(_box(places[at : at + 2], edges, [_line(label), *words], "top"))
            at += 1
        else:
            label = run(cell.label, HEAD_FONT, SIZE, ink)
            middle = [_line(label, '<w:jc w:val="center"/>')]
            boxes.append(_box(places[at : at + 2], edges, middle, "center"))
            side = "top" if row.grows else "center"
            boxes.append(_box(places[at + 1 : at + 3], edges, words, side))
            at += 2
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
        f"</w:trPr>{''.join(boxes)}</w:tr>"
    )


def _box(ends: Sequence[float], edges: Sequence[float], words: Sequence[str], side: str) -> str:
    left, right = ends
    span = edges.index(right) - edges.index(left)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(right) - twips(left)}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{span}"/><w:vAlign w:val="{side}"/></w:tcPr>'
        f"{''.join(words) or _line('')}</w:tc>"
    )


def _words(cell: FormCell) -> list[str]:
    lines = [cell.text] if cell.text == paper_form.DAY else lines_of(cell.text)
    return [_line(run(line, BODY_FONT, SIZE)) for line in lines]


def _line(runs: str, properties: str = "") -> str:
    return raw(spacing(0, 0, LEADING) + properties, runs, "gwTable")


def _stub(form: ReplyForm) -> list[str]:
    """The 回执 under a line to cut along."""
    cut = '<w:pBdr><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    title = spacing(8, 4, 28) + '<w:jc w:val="center"/>'
    found = [
        raw(cut + spacing(0, 0, 18), ""),
        raw(title, run(paper_form.STUB_TITLE, TITLE_FONT, 18.0)),
    ]
    for at, words in enumerate(paper_form.stub_lines(form)):
        indent = f'<w:ind w:firstLine="{twips(2 * SIZE)}"/>' if at else ""
        found.append(raw(spacing(0, 0, 23) + indent, run(shown_text(words), BODY_FONT, SIZE)))
    return found
