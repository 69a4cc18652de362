"""What changed between two texts: nothing lost, figures whole, fast on long texts."""

from __future__ import annotations

import random
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.text_diff import Span, SpanKind, diff_spans

SAME, INSERTED, DELETED = SpanKind.SAME, SpanKind.INSERTED, SpanKind.DELETED
words = st.text(st.sampled_from("已登记个家、，。；0123456789.%ABCab \n完成"), max_size=60)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("", "", ()),
        ("完成。", "完成。", (Span(SAME, "完成。"),)),
        ("", "新写", (Span(INSERTED, "新写"),)),
        ("删去", "", (Span(DELETED, "删去"),)),
        (
            "已登记 655 个。",
            "已登记 720 个。",
            (Span(SAME, "已登记 "), Span(DELETED, "655"), Span(INSERTED, "720"), Span(SAME, " 个。")),
        ),
        (
            "投资3.5亿元",
            "投资3.51亿元",
            (Span(SAME, "投资"), Span(DELETED, "3.5"), Span(INSERTED, "3.51"), Span(SAME, "亿元")),
        ),
        (
            "引进ABB公司",
            "引进ABC公司",
            (Span(SAME, "引进"), Span(DELETED, "ABB"), Span(INSERTED, "ABC"), Span(SAME, "公司")),
        ),
        (
            "完成诊断，正在改造。",
            "完成诊断和验收，正在改造。",
            (Span(SAME, "完成诊断"), Span(INSERTED, "和验收"), Span(SAME, "，正在改造。")),
        ),
    ],
)  # fmt: skip
def test_spans(before: str, after: str, wanted: tuple[Span, ...]) -> None:
    assert diff_spans(before, after) == wanted


@given(words, words)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    spans = diff_spans(before, after)
    assert "".join(span.text for span in spans if span.kind is not INSERTED) == before
    assert "".join(span.text for span in spans if span.kind is not DELETED) == after
    assert all(span.text for span in spans)


@given(words, words)
def test_no_figure_is_cut(before: str, after: str) -> None:
    figures = {*re.findall(r"\d+", before), *re.findall(r"\d+", after)}
    for span in diff_spans(before, after):
        assert set(re.findall(r"\d+", span.text)) <= figures


def test_long_texts_take_no_time() -> None:
    chance = random.Random(5)
    letters = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    sentences = ["".join(chance.choices(letters, k=30)) + "。" for _ in range(600)]
    before = "".join(sentences)
    sentences[10], sentences[300] = "另写一句，完成 15 家。", sentences[300][:20] + "12%。"
    for after in ("".join(sentences), before[::-1], before.replace("。", "")):
        start = perf_counter()
        spans = diff_spans(before, after)
        assert perf_counter() - start < 1
        assert "".join(span.text for span in spans if span.kind is not INSERTED) == before
