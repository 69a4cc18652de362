"""The text of a notice's .docx from its title to its 附注: paragraphs of WordprocessingML."""

from __future__ import annotations

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
from leqing_desktop.documents.gongwen_page import CELL, WIDTH
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused


def text_parts(notice: NoticeDocument, before: float) -> list[str]:
    """Title, ``before`` points under what precedes, 主送, text, 附件说明, signature and 附注."""
    body = [
        *title_paragraphs(required(notice.title, "标题"), before),
        paragraph("", "body", keep=True),
    ]
    if to := plain_words(notice.to):
        body.append(paragraph(to.rstrip("：:") + "：", "flush"))
    text = body_paragraphs(notice.paragraphs)
    if not text:
        raise Refused("这份公文没有正文，请先写明事项和要求。")
    return [*body, *text, *_attachments(notice), *_ending(notice)]


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


def required(text: str, what: str) -> list[str]:
    """The text's lines; Refused, naming ``what`` is missing, where there is none."""
    lines = lines_of(text)
    if not lines:
        raise Refused(f"这份公文没有{what}，请先填写。")
    return lines
