"""The notices of a round as one PDF for the printer: the same pages, each notice on paper of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from leqing_desktop.documents import gongwen_draw
from leqing_desktop.documents.font_policy import use_fonts
from leqing_desktop.documents.gongwen_page import Page
from leqing_desktop.documents.gongwen_text import single_line
from leqing_desktop.documents.notice_pdf import sheets
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.errors import Refused

BLANK = Page((), ())
"""The back of a sheet whose notice ends on its front."""


@contextmanager
def named_refusal(notice: NoticeDocument) -> Iterator[None]:
    """Say of which notice a refusal is: among a hundred the clerk must find the one to mend."""
    try:
        yield
    except Refused as error:
        title = notice.title.replace("\n", "")
        raise Refused(f"{notice.to}的“{title}”排不出来：{error}") from error


def render_together(
    notices: Sequence[NoticeDocument],
    *,
    duplex: bool,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """All notices in one PDF, in order, with a bookmark each; the same notices give the same bytes.

    Page numbers begin anew with each notice. ``duplex``: where a notice, or the 整改反馈单 behind
    it, ends on an odd page of the file, a blank one follows, so that the next begins a sheet.
    ``progress(done, total)`` counts notices. Raises Refused for no notices, and as
    ``render_notice`` does, naming the notice.
    """
    if not notices:
        raise Refused("没有选中要打印的督办单。")
    pages: list[Page] = []
    marks: dict[int, str] = {}
    for at, notice in enumerate(notices, 1):
        with named_refusal(notice):
            parts = sheets(notice)
        for part in parts:
            if duplex and len(pages) % 2:
                pages.append(BLANK)
            if part is parts[0]:
                marks[len(pages)] = f"{single_line(notice.number)} {single_line(notice.to)}".strip()
            pages += part
        if progress is not None:
            progress(at, len(notices))
    # Pages name their fonts; those of the computer must still be at hand when all are drawn.
    use_fonts("system" if any(each.fonts == "system" for each in notices) else "bundled")
    return gongwen_draw.pdf(
        pages,
        title=f"督办单打印稿（{len(notices)}份）",
        author=single_line(notices[0].sender),
        day=max(notice.issued_on for notice in notices),
        marks=marks,
    )
