"""Outline numbers as offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.outline import child_number, chinese_number, programme_number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"),
        (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"),
        (120, "一百二十"), (203, "二百零三"), (999, "九百九十九"), (0, "0"), (-3, "-3"), (1000, "1000"),
    ],
)  # fmt: skip
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese_number(number) == text


@given(st.integers(1, 999), st.integers(1, 999))
def test_no_two_numbers_are_written_alike(one: int, other: int) -> None:
    assert (chinese_number(one) == chinese_number(other)) == (one == other)


@pytest.mark.parametrize(
    ("stored", "shown"), [("1", "一"), ("12", "十二"), ("三", "三"), ("第一篇", "第一篇"), ("", ""), ("2.1", "2.1")]
)  # fmt: skip
def test_programmes_are_shown_in_chinese(stored: str, shown: str) -> None:
    assert programme_number(stored) == shown


def test_children_count_from_one() -> None:
    assert child_number("7", 2) == "7.2"
    assert child_number(child_number("7", 2), 1) == "7.2.1"
    assert child_number("", 3) == "3"
