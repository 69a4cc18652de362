from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services.work_calendar import WorkCalendar


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        # National day 2024 with its two make-up days, as the State Council announced them.
        (date(2024, 9, 29), True),
        (date(2024, 9, 30), True),
        (date(2024, 10, 1), False),
        (date(2024, 10, 7), False),
        (date(2024, 10, 8), True),
        (date(2024, 10, 12), True),
        (date(2024, 10, 13), False),
    ],
)
def test_official_days(day: date, worked: bool) -> None:
    assert WorkCalendar().is_working_day(day) is worked


def test_deadline_over_a_holiday() -> None:
    calendar = WorkCalendar()
    assert add_working_days(date(2024, 9, 27), 5, calendar.is_working_day) == date(2024, 10, 10)


def test_beyond_the_last_year_it_is_monday_to_friday_and_says_so() -> None:
    calendar = WorkCalendar()
    assert calendar.last_year >= 2024
    week = [date(calendar.last_year + 1, 11, day) for day in range(1, 8)]
    assert [calendar.is_working_day(day) for day in week] == [day.weekday() < 5 for day in week]
    assert calendar.warning(date(calendar.last_year, 12, 31)) == ""
    assert f"只到 {calendar.last_year} 年" in calendar.warning(week[0])
    assert "没有 1999 年" in calendar.warning(date(1999, 5, 4))


def test_the_clerks_own_days_win() -> None:
    calendar = WorkCalendar(working=[date(2024, 10, 1)], off=[date(2024, 10, 8)])
    assert calendar.is_working_day(date(2024, 10, 1))
    assert not calendar.is_working_day(date(2024, 10, 8))


def test_own_days_for_a_later_year_end_the_warning() -> None:
    year = WorkCalendar().last_year + 1
    assert WorkCalendar(off=[date(year, 10, 1)]).warning(date(year, 12, 1)) == ""


def test_one_day_cannot_be_both() -> None:
    with pytest.raises(Refused, match="2024-10-01"):
        WorkCalendar(working=[date(2024, 10, 1)], off=[date(2024, 10, 1)])


def test_the_calendar_is_not_loaded_at_start() -> None:
    code = (
        "import sys, leqing_desktop.services.work_calendar as w; w.WorkCalendar();"
        "sys.exit('chinese_calendar' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_beyond_the_last_year_the_holidays_of_the_solar_calendar_stay() -> None:
    calendar = WorkCalendar()
    for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)):
        assert not calendar.is_working_day(date(calendar.last_year + 1, month, day))
    made_up = WorkCalendar(working=[date(calendar.last_year + 1, 1, 1)])
    assert made_up.is_working_day(date(calendar.last_year + 1, 1, 1))
