from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.return_day import check_received

ISSUED, TODAY = date(2024, 9, 20), date(2024, 10, 10)


@given(st.integers(-60, 60))
def test_a_return_came_in_between_issue_and_today(offset: int) -> None:
    day = ISSUED + timedelta(offset)
    if ISSUED <= day <= TODAY:
        assert check_received(day, ISSUED, TODAY) == day
    else:
        with pytest.raises(ValueError, match=r"。$"):
            check_received(day, ISSUED, TODAY)


def test_without_a_day_of_issue_any_day_past_will_do() -> None:
    assert check_received(date(2020, 1, 1), None, TODAY) == date(2020, 1, 1)
