"""A notice as a .docx that an office can go on writing in: the measures of GB/T 9704-2012 as Word's own.

Written as the package's XML, with the standard library: a notice needs a dozen kinds of paragraph.
The fonts are named, not embedded; where one is absent the word processor puts its own in its place.
"""

from __future__ import annotations

from leqing_desktop.documents.gongwen_docx_annex import annex_parts
from leqing_desktop.documents.gongwen_docx_body import required, text_parts
from leqing_desktop.documents.gongwen_docx_foot import section, upright_colophon
from leqing_desktop.documents.gongwen_docx_head import docx_head
from leqing_desktop.documents.gongwen_docx_package import docx_package
from leqing_desktop.documents.gongwen_docx_words import plain_words, tiny
from leqing_desktop.documents.gongwen_page import PITCH
from leqing_desktop.documents.paper_form_docx import reply_form_parts
from leqing_desktop.domain.notice_document import NoticeDocument


def render_docx(notice: NoticeDocument) -> bytes:
    """The notice as .docx; the same notice gives the same bytes.

    Refused, with one Chinese sentence, for a notice without sender, title or body.
    """
    sender = "".join(required(notice.sender, "发文机关"))
    body = docx_head(notice, sender)
    text = text_parts(notice, 2 * PITCH - 6)
    body += text
    sheet = section()
    if notice.annexes:
        annexes, sheet = annex_parts(notice)
        body += annexes
    else:
        # It stands on the page of the paragraph behind it.
        body.insert(-1, upright_colophon(notice))
    if notice.reply_form is not None:
        body += [tiny(sheet), *reply_form_parts(notice.reply_form)]
        sheet = section(numbered=False)
    title = plain_words(notice.title)
    return docx_package("".join(body) + sheet, title, plain_words(notice.sender), notice.issued_on)
