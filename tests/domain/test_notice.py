from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leqing_desktop.domain.notice import (
    NoticeColour,
    NoticeDeadlines,
    NoticeNumber,
    NumberPattern,
    parse_notice_number,
)
from tests.ledgers import is_sentence


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
    assert str(NoticeNumber("乐电专督", 2026, 1)) == "乐电专督〔2026〕1号"
    assert str(NumberPattern().number("乐电专督", 2026, 1)) == "乐电专督〔2026〕1号"
    assert str(NoticeNumber("乐电专督", 2026, 1, "乐电专督2026-1")) == "乐电专督2026-1"
    assert NoticeNumber("乐电专督", 2026, 1, "乐电专督2026-1") == NoticeNumber("乐电专督", 2026, 1)


SERIES = st.text(st.sampled_from("乐电专督政函字年号ABc一"), min_size=2, max_size=20)
YEARS, NUMBERS = st.integers(2000, 2099), st.integers(1, 999_999)
WORDS = st.text(st.sampled_from("〔〕（）[]-—·.号年字督乐电 +^$(?一"), max_size=6)


@st.composite
def patterns(draw: st.DrawFn) -> NumberPattern:
    """Any pattern that is taken."""
    places = draw(st.permutations(["{机关代字}", "{年份}", "{序号}"]))
    text = "".join(draw(WORDS) + each for each in places) + draw(WORDS)
    try:
        return NumberPattern(text)
    except ValueError as error:
        assert str(error).endswith("。")
        assume(False)
        raise


@given(patterns(), SERIES, YEARS, NUMBERS)
def test_numbers_read_back(pattern: NumberPattern, series: str, year: int, n: int) -> None:
    number = pattern.number(series, year, n)
    read = pattern.read(str(number))
    assert (read, str(read)) == (number, str(number))


@given(patterns(), SERIES, SERIES, YEARS, YEARS, NUMBERS, NUMBERS)
def test_no_two_numbers_of_a_pattern_are_alike(
    pattern: NumberPattern, one: str, other: str, year: int, later: int, n: int, m: int
) -> None:
    first, second = pattern.number(one, year, n), pattern.number(other, later, m)
    assert (str(first) == str(second)) == (first == second)


@given(st.text(max_size=80))
def test_any_text_is_a_pattern_or_refused_in_words(text: str) -> None:
    try:
        pattern = NumberPattern(text)
    except ValueError as error:
        assert is_sentence(str(error))
    else:
        assert pattern.read(str(pattern.number("乐督", 2026, 12))) == NoticeNumber("乐督", 2026, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有 {机关代字}"),
        ("{机关代字}〔{年份}〕号", "没有 {序号}"),
        ("{机关代字}〔〕{序号}号", "没有 {年份}"),
        # Another 机关代字 counts by itself: without it its first number would read as this one's.
        ("乐电专督〔{年份}〕{序号}号", "没有 {机关代字}"),
        ("{机关代字}〔{年份}〕{序号}号{序号}", "写了两次 {序号}"),
        ("{机关代字}〔{年份}〕第{序号}号", "第"),
        ("{机关代字}〔{年份}〕0{序号}号", "不补 0"),
        ("{机关代字}〔{年份}〕{序号}-２号", "不能有数字"),
        ("{机关代字}{年份}{序号}号", "隔开"),
        ("{机关代字}{序号} {年份}号", "隔开"),
        ("{机关代字}〔{年份}〕{序号}号{类别}", "只能写"),
        ("{机关代字}〔{年份}〕{序号号", "只能写"),
        ("｛机关代字｝〔{年份}〕{序号}号{机关代字}", "半角"),
        ("{机关代字}/{年份}/{序号}", "文件名"),
        ("{机关代字}〔{年份}〕{序号}号\n", "换行"),
        ("{机关代字}〔{年份}〕{序号}\u202e号", "改变文字方向"),
        ("{机关代字}〔{年份}〕{序号}号" + "字" * 60, "最多 60 个字"),
        ("机密★{机关代字}〔{年份}〕{序号}号", "密级"),
    ],
)
def test_a_pattern_that_can_stand_on_no_document_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as caught:
        NumberPattern(text)
    assert words in str(caught.value) and is_sentence(str(caught.value))


def test_what_departs_from_the_standard_is_told() -> None:
    assert NumberPattern().advice == ""
    assert "六角括号" in NumberPattern("{机关代字}[{年份}]{序号}号").advice
    assert "号" in NumberPattern("{机关代字}〔{年份}〕{序号}").advice


@pytest.mark.parametrize(
    "printed",
    ["", "乐电专督2026-12", "〔2026〕12号", "乐电督〔26〕12号", "乐电督〔2026〕0号", "乐电督〔1999〕1号"],
)  # fmt: skip
def test_what_the_pattern_never_writes_is_not_read(printed: str) -> None:
    assert NumberPattern().read(printed) is None


@pytest.mark.parametrize("values", [("督", 2026, 1), ("乐电督", 26, 1), ("乐电督", 2026, 0)])
def test_no_number(values: tuple[str, int, int]) -> None:
    with pytest.raises(ValueError, match=r"。$"):
        NumberPattern().number(*values)


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
def test_no_number_was_typed(typed: str) -> None:
    with pytest.raises(ValueError, match="号"):
        parse_notice_number(typed)
