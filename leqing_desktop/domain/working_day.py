"""Counting deadlines in working days; who is a working day is asked from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

IsWorkingDay = Callable[[date], bool]
"""Answers whether a day is worked, with holidays and 调休 (see services/work_calendar.py)."""

_ONE = timedelta(days=1)
_LONGEST_PAUSE = 60
"""No holiday is longer; a calendar that knows no working day in so long is broken."""


def monday_to_friday(day: date) -> bool:
    """The plain week, where no calendar is known."""
    return day.weekday() < 5


def add_working_days(start: date, n: int, is_working_day: IsWorkingDay) -> date:
    """The ``n``-th working day after ``start`` (before it for negative ``n``).

    The day of sending is not counted, as offices count 自发文次日起; ``n`` = 0 gives ``start``
    itself. ValueError where the calendar has no working day within two months.
    """
    step = _ONE if n >= 0 else -_ONE
    day, left, pause = start, abs(n), 0
    while left:
        day += step
        if is_working_day(day):
            left, pause = left - 1, 0
        else:
            pause += 1
            if pause > _LONGEST_PAUSE:
                raise ValueError("工作日历里连续两个月没有工作日，请检查设置里的节假日。")
    return day


def working_days_between(start: date, end: date, is_working_day: IsWorkingDay) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is earlier.

    So ``add_working_days(d, working_days_between(d, e), …)`` is ``e`` for a working day ``e``; for
    an earlier ``end`` the days after ``end`` up to ``start`` are counted (逾期 n 日).
    """
    if end < start:
        return -working_days_between(end, start, is_working_day)
    days = (end - start).days
    return sum(1 for i in range(1, days + 1) if is_working_day(start + timedelta(days=i)))
