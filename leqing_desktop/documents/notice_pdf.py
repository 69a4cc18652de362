"""督办通知单 and other notices as a PDF: the parts of an official document put on pages and drawn."""

from __future__ import annotations

from leqing_desktop.documents import gongwen_draw, gongwen_page
from leqing_desktop.documents.font_policy import use_fonts
from leqing_desktop.documents.gongwen_annex import annex_pages
from leqing_desktop.documents.gongwen_body import required, text_rows
from leqing_desktop.documents.gongwen_colophon import Colophon, colophon, page_number
from leqing_desktop.documents.gongwen_flow import Row, paginate
from leqing_desktop.documents.gongwen_head import HeadWords, head, ink_top
from leqing_desktop.documents.gongwen_page import Ink, Page, PlacedRun, rows_within
from leqing_desktop.documents.gongwen_rows import placed_rows
from leqing_desktop.documents.gongwen_text import copy_number, single_line
from leqing_desktop.documents.paper_form_pdf import reply_pages
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused

TITLE_GAP = 2 * gongwen_page.PITCH
"""7.3.1: the title stands two lines under the red rule."""
_INKS: dict[NoticeColour, Ink] = {
    NoticeColour.BLUE: gongwen_page.BLUE,
    NoticeColour.ORANGE: gongwen_page.ORANGE,
    NoticeColour.RED: gongwen_page.RED,
}
_MOST_PAGES = 999
_AIR = gongwen_page.SIZE_BODY / 2  # between the last line and the 版记


def render_notice(notice: NoticeDocument) -> bytes:
    """The notice as a PDF; the same notice gives the same bytes.

    Raises Refused, with one Chinese sentence, for a character no font has, a notice without
    title or body, or a head that is too long for its place.
    """
    return gongwen_draw.pdf(
        [page for part in sheets(notice) for page in part],
        title=single_line(notice.title),
        author=single_line(notice.sender),
        day=notice.issued_on,
    )


def placed_runs(notice: NoticeDocument) -> list[list[PlacedRun]]:
    """Every string of the notice with its place, font, size, spacing and ink, page by page."""
    return [list(page.runs) for page in notice_pages(notice)]


def notice_pages(notice: NoticeDocument) -> list[Page]:
    """The notice laid out in the fonts that it asks for: what is drawn, and nothing drawn yet."""
    use_fonts(notice.fonts)
    foot = colophon(
        single_line(notice.copies_to),
        single_line(notice.printed_by),
        chinese_date(notice.printed_on or notice.issued_on),
    )
    pages = _text_pages(notice, foot if not notice.annexes else Colophon())
    reserved = foot.height + _AIR if foot.height else 0.0
    last = len(notice.annexes) - 1
    for at, (annex, label) in enumerate(zip(notice.annexes, notice.annex_labels, strict=True)):
        pages += annex_pages(annex, label, reserved if at == last else 0.0)
    if len(pages) > _MOST_PAGES:
        raise Refused(f"正文太长，超过 {_MOST_PAGES} 页，请精简，或把材料作为附件另印。")
    pages[-1] = Page((*pages[-1].runs, *foot.runs), (*pages[-1].rules, *foot.rules))
    return [
        Page((*content.runs, *page_number(number)), content.rules)
        for number, content in enumerate(pages, 1)
    ]


def sheets(notice: NoticeDocument) -> list[list[Page]]:
    """The notice's pages, and the pages of the 整改反馈单 behind it: each begins a sheet of paper.

    The form is torn off and sent back, so it has no page number, and the 版记 is not on it.
    """
    form = notice.reply_form
    return [notice_pages(notice), *([reply_pages(form)] if form is not None else [])]


def _text_pages(notice: NoticeDocument, foot: Colophon) -> list[Page]:
    """The pages before the annexes, with the place of ``foot`` kept free on the last one."""
    top = head(
        HeadWords(
            sender=single_line(required(notice.sender, "发文机关")),
            number=single_line(notice.number),
            urgency=single_line(notice.urgency or ""),
            tag=_tag(notice.colour),
            tag_ink=_INKS[notice.colour] if notice.colour else gongwen_page.RED,
            copy_number=copy_number(notice.copy_number),
            approved_by=tuple(filter(None, map(single_line, notice.approved_by))),
            preprinted=notice.preprinted,
        )
    )
    rows = text_rows(notice)
    first_top = _under_rule(top.bottom, rows[0])
    pages = paginate(
        rows,
        first=rows_within(first_top - gongwen_page.BOTTOM),
        other=gongwen_page.ROWS,
        reserved_first=_reserved(first_top, foot),
        reserved_other=_reserved(gongwen_page.TOP, foot),
    )
    first, *others = pages
    return [
        Page((*top.runs, *placed_rows(first, first_top)), top.rules),
        *(Page(tuple(placed_rows(rows, gongwen_page.TOP)), ()) for rows in others),
    ]


def _tag(colour: NoticeColour | None) -> str:
    """The colour in words, so that a black and white copy tells it too."""
    return f"{colour.label}单·{colour.meaning}" if colour else ""


def _under_rule(rule: float, title: Row) -> float:
    """Where the first row begins so that the title's ink stands TITLE_GAP under the rule."""
    text = "".join(run.text for run in title.runs)
    base = rule - TITLE_GAP - ink_top(text) * title.size
    return base - gongwen_page.baseline(0.0, title.size)


def _reserved(top: float, foot: Colophon) -> int:
    """Rows that the 版记 takes from a page whose text begins at ``top``."""
    if not foot.height:
        return 0
    room = top - gongwen_page.BOTTOM
    return rows_within(room) - rows_within(room - foot.height - _AIR)
