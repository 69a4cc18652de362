"""Draw finished pages: the only place of the official documents that knows reportlab's canvas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.fonts import face
from leqing_desktop.documents.gongwen_page import Ink, Page

CREATOR = "乐清规划督办"


def pdf(
    pages: Iterable[Page],
    *,
    title: str,
    author: str,
    day: date,
    marks: Mapping[int, str] | None = None,
) -> bytes:
    """The pages as a PDF: all fonts embedded, same input same bytes.

    ``day``, the document's own date, stands for the dates of making; no clock and no user go in.
    ``marks`` are bookmarks at pages, counted from 0.
    """
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(page.PAPER_WIDTH, page.PAPER_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=face("FS").name,
        lang="zh-CN",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(title)
    canvas.setCreator(CREATOR)
    canvas.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000+00'00'")
    for at, content in enumerate(pages):
        if marks and at in marks:
            canvas.bookmarkPage(f"page{at}")
            canvas.addOutlineEntry(marks[at], f"page{at}")
        _draw(canvas, content)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Any, content: Page) -> None:
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    spacing: float = 0.0
    fill: Ink | None = None
    for run in content.runs:
        if (run.font, run.size) != font:
            font = (run.font, run.size)
            text.setFont(*font)
        if run.charspace != spacing:
            spacing = run.charspace
            text.setCharSpace(spacing)
        if run.fill != fill:
            fill = run.fill
            text.setFillColorCMYK(*fill)
        if run.turned:
            text.setTextTransform(0, 1, -1, 0, run.x, run.y)
        else:
            text.setTextOrigin(run.x, run.y)
        text.textOut(run.text)
    text.setCharSpace(0)
    canvas.drawText(text)
    for rule in content.rules:
        canvas.setStrokeColorCMYK(*rule.fill)
        canvas.setLineWidth(rule.thickness)
        canvas.line(rule.x, rule.y, rule.x + rule.width, rule.y + rule.height)
