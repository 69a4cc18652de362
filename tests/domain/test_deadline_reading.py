from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.deadline_reading import read_deadlines


@pytest.mark.parametrize(
    ("text", "when", "day"),
    [
        ("2025年6月底前，建成示范点20个。", "2025年6月底前", date(2025, 6, 30)),
        ("力争2026年上半年，完成加装电梯。", "2026年上半年", date(2026, 6, 30)),
        ("到2027年底，建成园区。", "2027年底", date(2027, 12, 31)),
        ("到2027年，建成园区。", "2027年", date(2027, 12, 31)),
        ("2025年9月15日前印发实施。", "2025年9月15日前", date(2025, 9, 15)),
        ("出台管理办法，2024年10月底前印发。", "2024年10月底前", date(2024, 10, 31)),
        ("2025年第三季度完成选址。", "2025年第三季度", date(2025, 9, 30)),
        ("2025年启动规划编制。", "2025年", date(2025, 12, 31)),
        ("2024—2026年，实施排涝工程。", "2024—2026年", date(2026, 12, 31)),
        ("到“十五五”末，建成海绵城区。", "“十五五”末", date(2030, 12, 31)),
        ("2030年前实现达峰。", "2030年前", None),
        ("2025年6月前完成选址。", "2025年6月前", None),
        ("每季度报送进展情况。", "每季度", None),
        ("三年内完成改造。", "三年内", None),
        ("（牵头单位：市发改局；完成时限：2026年9月底前）", "2026年9月底前", date(2026, 9, 30)),
        ("完成时限：长期坚持", "长期坚持", None),
    ],
)
def test_a_deadline_as_printed_and_its_day(text: str, when: str, day: date | None) -> None:
    (found,) = read_deadlines(text)
    assert (found.text, found.date) == (when, day)
    assert text[found.start : found.end] == when


@pytest.mark.parametrize(
    "text",
    [
        "较2020年扩大面积。",
        "自2024年起推行绿地认养。",
        "2021年以来，全县新建公园。",
        "截至2023年底，已建成公园20个。",
        "落实2025年度计划。",
        "推广《2025年行动方案》。",
        "按照2024年版名录管理。",
        "修订2019年标准。",
        "",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    assert read_deadlines(text) == ()


def test_a_month_alone_takes_the_year_that_stands() -> None:
    assert [d.date for d in read_deadlines("6月底前，编制方案。")] == [None]
    assert [d.date for d in read_deadlines("6月底前，编制方案。", 2024)] == [date(2024, 6, 30)]
    days = [d.date for d in read_deadlines("2024年，启动规划编制；9月底前，完成招标。")]
    assert days == [date(2024, 12, 31), date(2024, 9, 30)]


def test_several_in_one_sentence() -> None:
    text = "2024年底前完成主体工程，2025年6月底前投入使用。"
    assert [d.date for d in read_deadlines(text)] == [date(2024, 12, 31), date(2025, 6, 30)]


_WORDS = (
    "2025年 6月 底 前 ， 完成时限： 到 每季度 十四五 末 建成 。 上半年 - — 31日 三年内 起 ” “ 13月"
)
_PIECES = st.sampled_from(_WORDS.split())


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=20).map("".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found in read_deadlines(text, 2025):
        assert 0 <= found.start < found.end <= len(text)
        assert found.text
