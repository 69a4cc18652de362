"""Hostile words in every field of a notice, its annexes and its forms: one sentence or clean paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.notice_pdf import render_notice
from leqing_desktop.documents.paper_form_docx import draft_sheet_docx, reply_form_docx
from leqing_desktop.documents.paper_form_pdf import render_draft_sheet, render_reply_form
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm
from leqing_desktop.errors import Refused
from tests.documents.gongwen_samples import SHORT, pdf_text
from tests.ledgers import is_sentence

DAY = date(2024, 9, 25)
HOSTILE = (
    "<b>粗</b></w:t></w:p>",
    "{{甲}}{0}%s${乙}",
    "甲\x00\x07\x1b乙\u202e丙\u2066丁\ufeff",
    "\ud800半\udc00\udfff",
    "\U0001f600😀\ue000",
    "a\u0301\u0301\u0301\u20dd",
    "&amp;&#0;]]>",
    "\r\n\t\x0b\x0c\x85\u2028",
    "1" * 600,
    "（" * 200 + "，" * 200,
)
NOTICE_FIELDS: dict[str, Callable[[NoticeDocument, str], NoticeDocument]] = {
    name: lambda notice, text, name=name: replace(notice, **{name: text})  # type: ignore[misc]
    for name in ("sender", "number", "title", "to", "signer", "urgency", "note", "copies_to",
                 "printed_by", "copy_number")
} | {
    "paragraphs": lambda notice, text: replace(notice, paragraphs=(Paragraph(text, 1), Paragraph("文"))),
    "attachments": lambda notice, text: replace(notice, attachments=(text, "清单")),
    "approved_by": lambda notice, text: replace(notice, approved_by=(text, "王敏")),
    "annex title": lambda notice, text: replace(notice, annexes=(Annex(text, (Paragraph("文"),)),)),
    "annex text": lambda notice, text: replace(notice, annexes=(Annex("题", (Paragraph(text),)),)),
    "head": lambda notice, text: annexed(notice, ("序", text), ("一", "二")),
    "cell": lambda notice, text: annexed(notice, ("序", "题"), ("一", text)),
}  # fmt: skip
REPLY = ReplyForm("市创建专班", "市经信局", "乐电专督〔2024〕6号", "督办通知单", "事项", DAY)
REPLY_FIELDS = ("sender", "unit", "number", "title", "matter", "done", "evidence", "contact")
SHEET_FIELDS = ("drafter", "unit", "phone", "checker", "approver")


def annexed(
    notice: NoticeDocument, head: tuple[str, ...], *rows: tuple[str, ...]
) -> NoticeDocument:
    return replace(notice, annexes=(Annex("清单", table=AnnexTable(head, rows)),))


def outcome(render: Callable[..., bytes], *words: Any) -> str:
    """The text of clean paper, or the sentence of its refusal."""
    try:
        made = render(*words)
    except Refused as refusal:
        assert is_sentence(str(refusal)), str(refusal)
        return str(refusal)
    if made.startswith(b"%PDF"):
        assert made.rstrip().endswith(b"%%EOF")
        return pdf_text(made) if len(made) > 20 else ""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        return "".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())


def laid_out(notice: NoticeDocument) -> bytes:
    """The PDF of a long text: reading it back would take longer than making it."""
    return b"%PDF%%EOF" if render_notice(notice) else b""


@pytest.mark.parametrize("field", NOTICE_FIELDS)
@pytest.mark.parametrize("render", [render_notice, render_docx])
def test_every_field_of_a_notice_takes_or_refuses_hostile_words(
    render: Callable[..., bytes], field: str
) -> None:
    for text in HOSTILE:
        said = outcome(render, NOTICE_FIELDS[field](SHORT, text))
        assert not set(said) & set("\x00\x07\x1b\u202e\u2066\ufeff")
    shown = outcome(render, NOTICE_FIELDS[field](SHORT, "<i>x</i>"))
    assert "<i>x</i>" in shown or "份号" in shown


@pytest.mark.parametrize("field", NOTICE_FIELDS)
def test_a_hundred_thousand_characters_are_laid_out_or_refused(field: str) -> None:
    outcome(laid_out, NOTICE_FIELDS[field](SHORT, "长，" * 50_000))
    outcome(render_docx, NOTICE_FIELDS[field](SHORT, "长，" * 50_000))


@pytest.mark.parametrize("field", REPLY_FIELDS)
def test_every_field_of_a_reply_form_takes_or_refuses_hostile_words(field: str) -> None:
    for text in HOSTILE:
        form = replace(REPLY, **{field: text})
        for render in (render_reply_form, reply_form_docx):
            outcome(render, form, DAY)
    assert "<i>x</i>" in outcome(render_reply_form, replace(REPLY, **{field: "<i>x</i>"}), DAY)


@pytest.mark.parametrize("field", SHEET_FIELDS)
def test_every_field_of_a_draft_sheet_takes_or_refuses_hostile_words(field: str) -> None:
    for text in (*HOSTILE, "长，" * 50_000):
        sheet = replace(DraftSheet(countersigners=(text,)), **{field: text})
        for render in (render_draft_sheet, draft_sheet_docx):
            outcome(render, SHORT, sheet)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.sampled_from(sorted(NOTICE_FIELDS)))
def test_any_text_gives_paper_or_a_sentence(text: str, field: str) -> None:
    notice = NOTICE_FIELDS[field](SHORT, text)
    outcome(render_notice, notice)
    outcome(render_docx, notice)
