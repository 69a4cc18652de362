from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.notice import (
    NoticeColour,
    NoticeDeadlines,
    NoticeNumber,
    notice_number,
    parse_notice_number,
)


def test_colours_rise() -> None:
    assert [c.label for c in NoticeColour] == ["蓝", "橙", "红"]
    assert [c.meaning for c in NoticeColour] == ["提醒", "警告", "限期办结"]
    assert [c.higher for c in NoticeColour] == [
        NoticeColour.ORANGE,
        NoticeColour.RED,
        NoticeColour.RED,
    ]
    assert [NoticeDeadlines().of(c) for c in NoticeColour] == [10, 7, 5]


def test_deadlines_are_days() -> None:
    with pytest.raises(ValueError, match="工作日"):
        NoticeDeadlines(red=0)


def test_number_as_printed() -> None:
    assert notice_number("乐电专督", 2026, 1) == "乐电专督〔2026〕1号"


@given(
    st.sampled_from(["乐电专督", "乐专", "乐政督通"]),
    st.integers(2000, 2099),
    st.integers(1, 999999),
)
def test_numbers_read_back(series: str, year: int, n: int) -> None:
    number = NoticeNumber(series, year, n)
    assert parse_notice_number(str(number)) == number


@pytest.mark.parametrize(
    "typed",
    [
        "乐电专督[2026]12号",
        "乐电专督（2026）12 号",
        "乐电专督【2026】第12号",
        "乐电专督［２０２６］１２号",
        "乐电专督〔2026〕012号",
    ],
)
def test_other_brackets_are_understood(typed: str) -> None:
    assert str(parse_notice_number(typed)) == "乐电专督〔2026〕12号"


@pytest.mark.parametrize(
    "typed", ["", "乐电专督2026-12", "〔2026〕12号", "乐电专督〔26〕12号", "乐电专督〔2026〕0号"]
)
def test_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match="号"):
        parse_notice_number(typed)
