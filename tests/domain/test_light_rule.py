from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.light_rule import (
    Band,
    Light,
    LightRule,
    rule_from_bands,
)
from leqing_desktop.domain.rule_version import rule_in_force

DAY = date(2024, 10, 1)


@given(st.integers(0, 98), st.integers(0, 98))
def test_a_rule_and_its_bands_are_the_same(first: int, second: int) -> None:
    yellow, red = sorted((first, second + 1)) if first != second + 1 else (first, first + 1)
    if red >= 100:
        return
    rule = LightRule(4, DAY, yellow, red)
    assert rule_from_bands(4, DAY, rule.bands) == rule
    assert rule_from_bands(4, DAY, rule.bands[::-1]) == rule


def bands(
    green: float | None, yellow: tuple[float | None, float | None], red: float | None
) -> list[Band]:
    return [
        Band(Light.GREEN, None, green),
        Band(Light.YELLOW, *yellow),
        Band(Light.RED, red, None),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (bands(5, (10, 25), 25), "绿灯和黄灯之间有空档：落后 5 到 10 点"),
        (bands(10, (10, 20), 30), "黄灯和红灯之间有空档：落后 20 到 30 点"),
        (bands(15, (10, 30), 30), "绿灯和黄灯重叠：落后 10 到 15 点"),
        (bands(None, (10, 30), 30), "没有填"),
        (bands(30, (30, 10), 10), "黄灯界限必须小于红灯界限"),
        (bands(10, (10, 30), 30)[:2], "每档一行"),
        ([*bands(10, (10, 30), 30)[:2], Band(Light.RED, 30, 90)], "不设上限"),
    ],
)
def test_holes_and_overlaps_are_named(typed: list[Band], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rule_from_bands(2, DAY, typed)


@pytest.mark.parametrize(("yellow", "red"), [(30, 10), (10, 10), (-1, 5), (10, 100)])
def test_limits_must_rise(yellow: int, red: int) -> None:
    with pytest.raises(ValueError, match="黄灯界限"):
        LightRule(1, DAY, yellow, red)


def test_the_rule_of_a_day() -> None:
    first, second = LightRule(1, date(2024, 1, 1)), LightRule(2, DAY, 5, 25)
    assert rule_in_force([second, first], date(2024, 9, 30)) is first
    assert rule_in_force([second, first], DAY) is second
    assert rule_in_force([second, first], date(2023, 3, 31)) is first
    with pytest.raises(ValueError, match="没有一版规则"):
        rule_in_force([], DAY)
