from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.working_day import (
    add_working_days,
    monday_to_friday,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_day_of_sending_does_not_count() -> None:
    friday = date(2024, 10, 11)
    assert add_working_days(friday, 1, monday_to_friday) == date(2024, 10, 14)
    assert add_working_days(friday, 10, monday_to_friday) == date(2024, 10, 25)
    assert add_working_days(friday, 0, monday_to_friday) == friday
    assert add_working_days(date(2024, 10, 14), -1, monday_to_friday) == friday


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, n: int) -> None:
    end = add_working_days(start, n, monday_to_friday)
    assert monday_to_friday(end)
    assert working_days_between(start, end, monday_to_friday) == n
    assert working_days_between(end, start, monday_to_friday) == -n


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_spans_add_up(start: date, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert working_days_between(start, end, monday_to_friday) == working_days_between(
        start, middle, monday_to_friday
    ) + working_days_between(middle, end, monday_to_friday)


def test_a_calendar_without_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="工作日历"):
        add_working_days(date(2024, 1, 1), 1, lambda day: False)
