"""附件 in a notice's .docx: on pages of their own, tables as tables, wide ones in a section that lies across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leqing_desktop.documents.fonts import printable
from leqing_desktop.documents.gongwen_docx_foot import (
    colophon_height,
    section,
    turned_colophon,
    upright_colophon,
)
from leqing_desktop.documents.gongwen_docx_words import (
    BODY_FONT,
    HEAD_FONT,
    body_paragraphs,
    lines_of,
    paragraph,
    plain_words,
    raw,
    run,
    spacing,
    tiny,
    title_paragraphs,
    twips,
)
from leqing_desktop.documents.gongwen_page import BOTTOM, TOP, WIDTH
from leqing_desktop.documents.gongwen_table import AIR, LEADING, RULE, column_widths, lies_across
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument
from leqing_desktop.errors import Refused


def annex_parts(notice: NoticeDocument, *, colophon: bool = True) -> tuple[list[str], str]:
    """Paragraphs and tables of all annexes with the 版记 (if wanted) on the last page, and the last section.

    The first of them closes the section of the text before it where the sheet is turned.
    Refused for an annex without title or content.
    """
    found: list[str] = []
    before = section()
    strip = colophon_height(notice) if colophon else 0.0
    last = len(notice.annexes) - 1
    for at, (annex, label) in enumerate(zip(notice.annexes, notice.annex_labels, strict=True)):
        room = TOP - BOTTOM - (strip if at == last else 0.0)
        table = _measurable(annex.table) if annex.table and annex.table.columns else None
        across = table is not None and lies_across(table) and room > WIDTH
        sheet = section(across=True, strip=TOP - BOTTOM - room) if across else section()
        turns = sheet != before
        if turns:
            found.append(tiny(before))
        before = sheet
        found += _head(annex, label, breaks=not turns)
        text = body_paragraphs(annex.paragraphs)
        found += text
        if annex.table and table:
            width = room if across else WIDTH
            found.append(_table(annex.table, table, width))
            found.append(tiny())
        elif not text:
            raise Refused(f"{label}“{plain_words(annex.title)}”没有内容，请先填写或删去这个附件。")
        if at == last and across and colophon:
            found[-1] = tiny(words=turned_colophon(notice))
        elif at == last and colophon:
            found.insert(-1, upright_colophon(notice))
    return found, before


def _head(annex: Annex, label: str, *, breaks: bool) -> list[str]:
    """附件1 flush in the first line, the title in the third (7.3.7)."""
    title = lines_of(annex.title)
    if not title:
        raise Refused(f"{label}没有标题，请先填写附件的标题。")
    page_break = "<w:pageBreakBefore/>" if breaks else ""
    return [
        raw(f"<w:keepNext/>{page_break}", run(label, HEAD_FONT), "gwAnnex"),
        paragraph("", "flush", keep=True),
        *title_paragraphs(title, 0.0),
        paragraph("", "flush", keep=True),
    ]


def _measurable(table: AnnexTable) -> AnnexTable:
    """The table in characters whose widths are known."""
    rows = tuple(tuple(map(printable, row)) for row in table.rows)
    return replace(table, head=tuple(map(printable, table.head)), rows=rows)


def _table(table: AnnexTable, measured: AnnexTable, width: float) -> str:
    widths, size = column_widths(measured, width)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    # A line of the file has its leading about it, which the air above and below must not double;
    # and a rule has its thickness between two rows, where the PDF draws it over their edge.
    above = AIR - (LEADING - 1) * size / 2 - RULE / 2
    air = "".join(
        f'<w:{side} w:w="{twips(each)}" w:type="dxa"/>'
        for side, each in (("top", above), ("left", AIR), ("bottom", above), ("right", AIR))
    )
    grid = "".join(f'<w:gridCol w:w="{twips(each)}"/>' for each in widths)
    rows = [_row(table.head, widths, size, (), is_head=True)] if any(table.head) else []
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        rows.append(_row(row, widths, size, table.figures, keep=at == last))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{air}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    row: Sequence[str],
    widths: Sequence[float],
    size: float,
    figures: Sequence[int],
    *,
    is_head: bool = False,
    keep: bool = False,
) -> str:
    cells = []
    for at, width in enumerate(widths):
        text = row[at] if at < len(row) else ""
        side = "center" if is_head else "right" if at in figures else "both"
        properties = (
            ("<w:keepNext/>" if keep else "")
            + spacing(0, 0, size * LEADING)
            + f'<w:jc w:val="{side}"/>'
        )
        font = HEAD_FONT if is_head else BODY_FONT
        words = [raw(properties, run(line, font, size), "gwTable") for line in lines_of(text)]
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
            f'<w:vAlign w:val="center"/></w:tcPr>'
            f"{''.join(words) or raw(properties, '', 'gwTable')}</w:tc>"
        )
    repeated = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"
