"""A notice as a .docx that an office can go on writing in: the measures of GB/T 9704-2012 as Word's own.

Written as the package's XML, with the standard library: a notice needs a dozen kinds of paragraph.
The fonts are named, not embedded; where one is absent the word processor puts its own in its place.
"""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

from leqing_desktop.documents.gongwen_docx_annex import annex_parts
from leqing_desktop.documents.gongwen_docx_foot import section, turned_footer, upright_colophon
from leqing_desktop.documents.gongwen_docx_head import docx_head
from leqing_desktop.documents.gongwen_docx_parts import (
    CONTENT_TYPES,
    DOCUMENT_RELS,
    PACKAGE_RELS,
    SETTINGS,
    STYLES,
    W,
    core_properties,
    footer,
)
from leqing_desktop.documents.gongwen_docx_words import (
    BODY_FONT,
    body_paragraphs,
    lines_of,
    paragraph,
    plain_words,
    raw,
    right_line,
    run,
    text_width,
    title_paragraphs,
    twips,
)
from leqing_desktop.documents.gongwen_page import (
    CELL,
    PITCH,
    WIDTH,
)
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused


def render_docx(notice: NoticeDocument) -> bytes:
    """The notice as .docx; the same notice gives the same bytes.

    Refused, with one Chinese sentence, for a notice without sender, title or body.
    """
    sender = "".join(_required(notice.sender, "发文机关"))
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
    title = plain_words(notice.title)
    return docx_package("".join(body) + sheet, title, plain_words(notice.sender), notice.issued_on)


def text_parts(notice: NoticeDocument, before: float) -> list[str]:
    """Title, ``before`` points under what precedes, 主送, text, 附件说明, signature and 附注."""
    body = [
        *title_paragraphs(_required(notice.title, "标题"), before),
        paragraph("", "body", keep=True),
    ]
    if to := plain_words(notice.to):
        body.append(paragraph(to.rstrip("：:") + "：", "flush"))
    text = body_paragraphs(notice.paragraphs)
    if not text:
        raise Refused("这份公文没有正文，请先写明事项和要求。")
    return [*body, *text, *_attachments(notice), *_ending(notice)]


def docx_package(body: str, title: str, author: str, day: date) -> bytes:
    """The .docx of a body of WordprocessingML that ends with its section."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELS,
        "docProps/core.xml": core_properties(title, author, day),
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/document.xml": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f"<w:document {W}><w:body>{body}</w:body></w:document>"
        ),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": footer(odd=True),
        "word/footer2.xml": footer(odd=False),
        "word/footer3.xml": turned_footer(odd=True),
        "word/footer4.xml": turned_footer(odd=False),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, words.encode())
    return stream.getvalue()


def _attachments(notice: NoticeDocument) -> list[str]:
    """附件说明 after a blank line, wraps hanging under the name (7.3.4)."""
    names = [name for each in notice.attachment_names if (name := plain_words(each))]
    found = [paragraph("", "body", keep=True)] if names else []
    for at, name in enumerate(names):
        number = f"{at + 1}." if len(names) > 1 else ""
        label = "附件：" if at == 0 else "\u3000" * 3
        hanging = 3 + (1 if number else 0)
        left = twips((2 + hanging) * CELL)
        properties = f'<w:keepNext/><w:ind w:left="{left}" w:hanging="{twips(hanging * CELL)}"/>'
        found.append(raw(properties, run(label + number + name.rstrip("。；;"), BODY_FONT)))
    return found


def _ending(notice: NoticeDocument) -> list[str]:
    """署名, 成文日期 and 附注 (7.3.5, 7.3.6); the blank lines are the seal's place."""
    day, signer = chinese_date(notice.issued_on), plain_words(notice.signer)
    dated, named = text_width(day), text_width(signer)
    if notice.sealed:
        right = 4 * CELL
        name_right = max(0.0, right + (dated - named) / 2)
    else:
        # The date begins two characters right of the name, or the longer of both stands 右空二字.
        name_right = 2 * CELL
        right = name_right + named - dated - 2 * CELL
        if dated > named or right < 0:
            right = 2 * CELL
            name_right = max(right, min(right + dated + 2 * CELL, WIDTH) - named)
    found = [paragraph("", "body", keep=True)] * (2 if notice.sealed else 1)
    if signer:
        found.append(right_line(signer, name_right, keep=True))
    note = plain_words(notice.note)
    found.append(right_line(day, right, keep=bool(note)))
    if note:
        shown = note if note.startswith("（") and note.endswith("）") else f"（{note}）"
        found.append(paragraph(shown, "body"))
    return found


def _required(text: str, what: str) -> list[str]:
    lines = lines_of(text)
    if not lines:
        raise Refused(f"这份公文没有{what}，请先填写。")
    return lines
