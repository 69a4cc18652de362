"""发文稿纸 and 整改反馈单: boxes with words on the page block, the same words in PDF and DOCX."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.paper_form_docx import draft_sheet_docx, reply_form_docx
from leqing_desktop.documents.paper_form_pdf import (
    draft_pages,
    render_draft_sheet,
    render_reply_form,
    reply_pages,
)
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm
from leqing_desktop.errors import Refused
from tests.documents.gongwen_annexes import ANNEXED
from tests.documents.gongwen_samples import LONG, MM, SHORT, pdf_text, sheets
from tests.documents.test_collection_notice import docx_lines
from tests.ledgers import is_sentence

DAY = date(2024, 9, 25)
REPLY = ReplyForm(
    sender="乐清市电气产业集群创建工作专班",
    unit="市经信局",
    number="乐电专督〔2024〕6号",
    title="关于“强化项目空间平台建设”的\n督办通知单（橙）",
    matter="举措7“强化项目空间平台建设”截至第三季度末完成41%，序时进度75%。",
    deadline=date(2024, 10, 25),
)
SHEET = DraftSheet("王敏", "综合协调组", DAY, "0577-62881234", "李强", ("市财政局",), "", 30)
DRAFT = replace(LONG, number="")
LABELS = ("单位", "文号", "事项", "整改情况", "完成时限", "佐证", "负责人签字", "盖章", "日期")


def test_a_reply_form_has_its_boxes_and_a_stub_on_one_page() -> None:
    pdf = render_reply_form(REPLY, DAY)
    (page,) = sheets(pdf)
    drawn = pdf_text(pdf)
    for wanted in (*LABELS, REPLY.unit, REPLY.number, REPLY.matter, "2024年10月25日", "回　　执"):
        assert wanted in drawn
    assert "《关于“强化项目空间平台建设”的督办通知单（橙）》（乐电专督〔2024〕6号）已收到" in drawn
    edges = [float(line[side]) / MM for line in page.page.lines for side in ("x0", "x1")]
    assert min(edges) == pytest.approx(28, abs=0.1) and max(edges) == pytest.approx(184, abs=0.1)
    assert max(float(line["bottom"]) / MM for line in page.page.lines) <= 262
    assert all(char["x0"] / MM >= 27.9 and char["x1"] / MM <= 184.2 for char in page.page.chars)
    assert max(char["bottom"] / MM for char in page.page.chars) <= 262.5
    assert render_reply_form(REPLY, DAY) == pdf


def test_the_stub_is_under_a_line_of_dashes_and_can_be_left_out() -> None:
    page = reply_pages(REPLY)[0]
    dashes = [rule for rule in page.rules if 0 < rule.width < 4 * MM]
    assert len(dashes) > 20 and len({rule.y for rule in dashes}) == 1
    title = next(run for run in page.runs if run.text == "回　　执")
    boxes = min(rule.y for rule in page.rules if rule.width > 100)
    assert title.y < dashes[0].y < boxes
    bare = reply_pages(replace(REPLY, with_stub=False))[0]
    assert not any("回" in run.text for run in bare.runs)
    assert min(rule.y for rule in bare.rules) < boxes


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 120), min_size=2, max_size=40), st.booleans())
def test_many_matters_run_over_pages_and_each_is_there_once(
    lengths: list[int], with_stub: bool
) -> None:
    matters = tuple(f"（{at:02}）" + "国" * length for at, length in enumerate(lengths))
    form = replace(REPLY, matters=matters, with_stub=with_stub)
    pages = reply_pages(form)
    texts = ["".join(run.text for run in page.runs) for page in pages]
    drawn = "".join(texts)
    assert [drawn.count(f"（{at:02}）") for at in range(len(matters))] == [1] * len(matters)
    assert drawn.count("国") == sum(lengths)
    assert drawn.count("整改情况：") == len(matters)
    for text in texts:
        assert REPLY.number in text
    assert "负责人签字" in texts[-1] and "负责人签字" not in "".join(texts[:-1])
    assert ("回　　执" in texts[-1]) == with_stub and "回　　执" not in "".join(texts[:-1])
    for page in pages:
        ends = [(rule.x, rule.x + rule.width) for rule in page.rules]
        assert (
            min(x for x, _ in ends) >= 28 * MM - 0.1 and max(x for _, x in ends) <= 184 * MM + 0.1
        )
        assert min(rule.y for rule in page.rules) >= 35 * MM - 0.1
        assert all(run.y >= 35 * MM - 0.1 for run in page.runs)


def test_a_draft_sheet_leaves_the_number_empty_and_the_draft_follows() -> None:
    drawn = pdf_text(render_draft_sheet(replace(DRAFT, number="乐电专督〔2024〕6号"), SHEET))
    for wanted in ("发文稿纸", "签发：", "会签：", "市财政局", "核稿：", "李强", "综合协调组　王敏",
                   "主送", "抄送", "标题", "附件", "文号", "份数", "30份"):  # fmt: skip
        assert wanted in drawn
    assert "乐电专督" not in drawn
    text = "".join(paragraph.text for paragraph in DRAFT.paragraphs).replace(" ", "")
    plain = "".join(
        run.text
        for page in draft_pages(DRAFT, SHEET)
        for run in page.runs
        if not run.text.startswith("— ")
    )
    assert text in plain.replace(" ", "")
    pages = draft_pages(ANNEXED, SHEET)
    assert any(run.turned for run in pages[-1].runs)
    assert not any("印发" in run.text for page in pages for run in page.runs)


def test_the_docx_say_what_the_pdfs_say() -> None:
    words = "".join(docx_lines(reply_form_docx(REPLY, DAY)))
    for wanted in (*LABELS, REPLY.matter, "回　　执", "2024年10月25日"):
        assert wanted in words
    words = "".join(docx_lines(draft_sheet_docx(DRAFT, SHEET)))
    for wanted in ("发文稿纸", "签发：", "市财政局", "30份", DRAFT.paragraphs[1].text):
        assert wanted in words
    assert draft_sheet_docx(DRAFT, SHEET) == draft_sheet_docx(DRAFT, SHEET)


def test_an_empty_sheet_is_for_the_hand() -> None:
    page = draft_pages(replace(SHORT, number=""), DraftSheet())[0]
    assert sum(run.text in ("签发：", "会签：", "核稿：", "拟稿：") for run in page.runs) == 4


@pytest.mark.parametrize("render", [render_reply_form, reply_form_docx])
def test_a_form_without_unit_or_matter_is_refused(render: Any) -> None:
    for lacking in (replace(REPLY, unit=" "), replace(REPLY, matter="\n")):
        with pytest.raises(Refused, match="请先填写") as caught:
            render(lacking, DAY)
        assert is_sentence(str(caught.value))


@pytest.mark.parametrize(
    "field", ["unit", "number", "matter", "title", "sender", "done", "contact"]
)
def test_a_hundred_thousand_characters_are_refused_in_one_sentence(field: str) -> None:
    with pytest.raises(Refused, match="太长") as caught:
        render_reply_form(replace(REPLY, **{field: "长" * 100_000}), DAY)
    assert is_sentence(str(caught.value))
