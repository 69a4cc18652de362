"""Where an entered task comes from, in the words of cells and documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.item_origin import (
    DOCUMENT_LIMIT,
    SOURCE_LIMIT,
    ItemOrigin,
    OriginKind,
    item_origin,
)
from tests.ledgers import is_sentence

DAY = date(2026, 3, 5)
names = st.text("市长办公会议张副局科0123〔〕号第次AB", min_size=1, max_size=SOURCE_LIMIT)
papers = st.text("纪要办批〔〕0123456789号", max_size=DOCUMENT_LIMIT)


def test_a_decision_is_quoted_with_its_minutes() -> None:
    origin = item_origin(OriginKind.DECISION, "市长办公会议", "纪要〔2026〕3号", DAY)
    assert origin.note == "市长办公会议议定（纪要〔2026〕3号，2026年3月5日）"
    assert origin.grounds == "根据市长办公会议议定（纪要〔2026〕3号，2026年3月5日）"
    assert origin.clause == "，系市长办公会议议定事项（纪要〔2026〕3号，2026年3月5日）"


def test_an_instruction_is_quoted_with_its_paper() -> None:
    origin = item_origin(OriginKind.INSTRUCTION, "张某副市长", "乐府办批〔2026〕12号", DAY)
    assert origin.note == "张某副市长批示（乐府办批〔2026〕12号，2026年3月5日）"
    assert origin.clause == "，系张某副市长批示交办事项（乐府办批〔2026〕12号，2026年3月5日）"


def test_what_is_not_known_leaves_no_empty_brackets() -> None:
    assert item_origin(OriginKind.DECISION, "专题会").note == "专题会议定"
    assert item_origin(OriginKind.DECISION, "专题会", "", DAY).note == "专题会议定（2026年3月5日）"
    assert item_origin(OriginKind.DECISION, "专题会", "纪要3号").note == "专题会议定（纪要3号）"


@pytest.mark.parametrize(
    ("kind", "typed", "note"),
    [
        (OriginKind.INSTRUCTION, "张某副市长批示", "张某副市长批示"),
        (OriginKind.DECISION, "市政府专题会议议定", "市政府专题会议议定"),
    ],
)
def test_a_source_typed_with_its_verb_is_not_said_twice(
    kind: OriginKind, typed: str, note: str
) -> None:
    assert item_origin(kind, typed).note == note


@pytest.mark.parametrize("typed", ["（纪要〔2026〕3号）", "(纪要〔2026〕3号)", " 纪要〔2026〕3号 "])
def test_brackets_around_a_number_are_ours(typed: str) -> None:
    assert item_origin(OriginKind.DECISION, "专题会", typed).document == "纪要〔2026〕3号"


def test_brackets_inside_a_number_stay() -> None:
    typed = "（乐府）纪要（3）"
    assert item_origin(OriginKind.DECISION, "专题会", typed).document == typed


@pytest.mark.parametrize("kind", OriginKind)
@pytest.mark.parametrize(
    "values",
    [
        ("", "", ""),
        ("  ", "", ""),
        ("长" * (SOURCE_LIMIT + 1), "", ""),
        ("专题会", "号" * (DOCUMENT_LIMIT + 1), ""),
        ("专题会\u202e", "", ""),
        ("专题会", "", "字" * 2001),
        ("专题会", "机密★1年", ""),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    kind: OriginKind, values: tuple[str, str, str]
) -> None:
    source, document, wording = values
    with pytest.raises(ValueError) as caught:
        item_origin(kind, source, document, None, wording)
    assert is_sentence(str(caught.value))


@given(kind=st.sampled_from(OriginKind), source=names, document=papers, day=st.none() | st.dates())
def test_every_source_is_quoted_whole(
    kind: OriginKind, source: str, document: str, day: date | None
) -> None:
    origin = item_origin(kind, source, document, day)
    for words in (origin.note, origin.grounds, origin.clause):
        assert source in words
        assert origin.document in words
        assert "（）" not in words
        assert "\n" not in words
        if day is not None:
            assert f"{day.year}年{day.month}月{day.day}日" in words
    assert item_origin(kind, origin.source, origin.document, day, origin.wording) == origin
    assert isinstance(origin, ItemOrigin)
