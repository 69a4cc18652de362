from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.period import Period

PERIODS = st.builds(Period, st.integers(2001, 2098), st.integers(1, 4))


@pytest.mark.parametrize(
    "typed",
    [
        "2024Q3",
        "2024q3",
        "2024-Q3",
        " ２０２４Ｑ３ ",
        "2024年第三季度",
        "2024年3季度",
        "2024年第3季度",
        "2024 年 三季度",
        "2024第三季度",
        "2024年Q3",
    ],
)
def test_reads_what_clerks_type(typed: str) -> None:
    assert Period.parse(typed) == Period(2024, 3)


@pytest.mark.parametrize(
    "typed", ["", "2024", "20243", "2024Q5", "2024Q0", "24Q3", "Q3", "2024年第五季度", "1024Q1"]
)
def test_refuses_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"。$"):
        Period.parse(typed)


@given(PERIODS)
def test_text_and_label_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == Period.parse(period.label) == period


@given(PERIODS)
def test_quarters_follow_without_gap(period: Period) -> None:
    assert period.last_day + timedelta(days=1) == period.next.first_day
    assert period.next.previous == period
    assert period < period.next
    assert Period.containing(period.first_day) == Period.containing(period.last_day) == period


def test_known_quarter() -> None:
    period = Period(2024, 4)
    assert (period.first_day, period.last_day) == (date(2024, 10, 1), date(2024, 12, 31))
    assert period.label == "2024年第四季度"
    assert str(period.next) == "2025Q1"


@pytest.mark.parametrize(("year", "quarter"), [(1999, 1), (2100, 1), (2024, 0), (2024, 5)])
def test_there_is_no_other_period(year: int, quarter: int) -> None:
    with pytest.raises(ValueError):
        Period(year, quarter)
