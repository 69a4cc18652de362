"""The text of an official document as lines of the grid, from its title to its 附注."""

from __future__ import annotations

from leqing_desktop.documents.gongwen_flow import Row
from leqing_desktop.documents.gongwen_rows import (
    addressee_rows,
    attachment_rows,
    kept_with,
    note_rows,
    paragraph_rows,
    signature_rows,
    title_rows,
)
from leqing_desktop.documents.gongwen_text import paragraphs, single_line
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused


def text_rows(notice: NoticeDocument) -> list[Row]:
    """Title, 主送, text, 附件说明, signature and 附注 as lines of the grid."""
    title = paragraphs(required(notice.title, "标题"))
    names = [single_line(name) for name in (notice.sender, notice.signer, notice.to)]
    rows = [*title_rows(title, names), Row(keep=True)]
    if single_line(notice.to):
        rows += addressee_rows(single_line(notice.to))
    before = len(rows)
    for paragraph in notice.paragraphs:
        for index, text in enumerate(paragraphs(paragraph.text)):
            rows += paragraph_rows(text, 0 if index else paragraph.level)
    if len(rows) == before:
        raise Refused("这份公文没有正文，请先写明事项和要求。")
    attachments = [single_line(name) for name in notice.attachment_names]
    ending = signature_rows(
        single_line(notice.signer), chinese_date(notice.issued_on), sealed=notice.sealed
    )
    return kept_with(
        rows,
        attachment_rows([name for name in attachments if name]),
        ending + note_rows(single_line(notice.note)),
    )


def required(text: str, what: str) -> str:
    """The text; Refused, naming ``what`` is missing, where there is none."""
    if not single_line(text):
        raise Refused(f"这份公文没有{what}，请先填写。")
    return text
