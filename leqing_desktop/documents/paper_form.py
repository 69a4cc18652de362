"""发文稿纸 and 整改反馈单 as boxes with words: the same for the PDF and for the .docx."""

from __future__ import annotations

from dataclasses import dataclass

from leqing_desktop.documents.gongwen_text import single_line
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused

DAY = "　　　年　　月　　日"
"""A date for the hand."""
REPLY_TITLE = "整改反馈单"
STUB_TITLE = "回　　执"


@dataclass(frozen=True, slots=True)
class FormCell:
    """A box: its label in a box of its own at the left, or (``inside``) over its words.

    ``share`` is its part of the row's width.
    """

    label: str
    text: str = ""
    share: float = 1.0
    inside: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """Boxes side by side, at least ``height`` points tall; ``grows``: takes what a page has left."""

    cells: tuple[FormCell, ...]
    height: float = 30.0
    grows: bool = False


REPLY_TAIL = 4
"""Rows at the foot of a 整改反馈单 that stay together: the day, the proofs, the signatures."""


def reply_rows(form: ReplyForm) -> list[FormRow]:
    """The boxes of a 整改反馈单, several matters each with a box for its own answer.

    Raises Refused for a form without unit or matter.
    """
    for words, what in ((form.unit, "单位"), (form.matter, "督办事项")):
        if not single_line(words):
            raise Refused(f"这份反馈单没有{what}，请先填写。")
    deadline = chinese_date(form.deadline) if form.deadline else ""
    return [
        FormRow((FormCell("单位", form.unit, 0.45), FormCell("文号", form.number, 0.55))),
        *_matter_rows(form),
        FormRow((FormCell("完成时限", deadline), FormCell("联系电话", form.contact))),
        FormRow((FormCell("佐证", form.evidence or "（材料另附，请在此列出名称和份数）"),), 52.0),
        FormRow((FormCell("负责人签字"), FormCell("盖章")), 64.0),
        FormRow((FormCell("日期", DAY),)),
    ]


def _matter_rows(form: ReplyForm) -> list[FormRow]:
    if len(form.matters) < 2:
        return [
            FormRow((FormCell("事项", form.matter),), 48.0),
            FormRow((FormCell("整改情况", form.done),), 120.0, grows=True),
        ]
    return [
        FormRow(
            (
                FormCell(f"事项{at}", matter, 0.35, inside=True),
                FormCell("整改情况", form.done, 0.65, inside=True),
            ),
            72.0,
            grows=True,
        )
        for at, matter in enumerate(form.matters, 1)
    ]


def stub_lines(form: ReplyForm) -> list[str]:
    """The words of the 回执 under the cut line."""
    title = "".join(single_line(form.title).split())
    number = f"（{single_line(form.number)}）" if single_line(form.number) else ""
    return [
        f"{single_line(form.sender)}：",
        f"你单位发来的《{title or '督办通知单'}》{number}已收到，将按要求办理和反馈。",
        f"签收单位：{single_line(form.unit)}（盖章）",
        f"签收人：　　　　　　　签收日期：{DAY}",
    ]


def draft_title(notice: NoticeDocument) -> str:
    """The red words over a 发文稿纸. Raises Refused for a notice without sender."""
    sender = single_line(notice.sender)
    if not sender:
        raise Refused("这份公文没有发文机关，请先填写。")
    return f"{sender}发文稿纸"


def draft_rows(notice: NoticeDocument, sheet: DraftSheet) -> list[FormRow]:
    """The boxes of a 发文稿纸; the number's stays empty, for it is given at 签发."""
    day = chinese_date(sheet.drafted_on) if sheet.drafted_on else ""
    who = "　".join(filter(None, (sheet.unit, sheet.drafter)))
    drafted = "\n".join((who, "　".join(filter(None, (day, sheet.phone)))))
    names = [name for each in notice.attachment_names if (name := single_line(each))]
    listed = "\n".join(f"{at}.{name}" for at, name in enumerate(names, 1))
    copies = f"{sheet.copies}份" if sheet.copies is not None else ""
    return [
        FormRow(
            (
                FormCell("签发", sheet.approver, inside=True),
                FormCell("会签", "、".join(sheet.countersigners), inside=True),
            ),
            84.0,
        ),
        FormRow(
            (FormCell("核稿", sheet.checker, inside=True), FormCell("拟稿", drafted, inside=True)),
            48.0,
        ),
        FormRow((FormCell("标题", single_line(notice.title)),)),
        FormRow((FormCell("主送", notice.to),)),
        FormRow((FormCell("抄送", notice.copies_to),)),
        FormRow((FormCell("附件", listed if len(names) > 1 else "".join(names)),)),
        FormRow(
            (
                FormCell("文号", "", 1.6),
                FormCell("紧急程度", notice.urgency or "", 1.0),
                FormCell("份数", copies, 1.0),
            )
        ),
    ]
