"""The official working days (法定节假日 and 调休), offline, with the days the clerk adds by hand."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from functools import cache

from leqing_desktop.domain.working_day import monday_to_friday
from leqing_desktop.errors import Refused

FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the statutory holidays that stand on the solar calendar: 元旦, 劳动节, 国庆节.

《全国年节及纪念日放假办法》 as revised on 2024-11-10; the others move with the moon or the sun.
"""


class WorkCalendar:
    """Working days from the packaged calendar; after its last year Monday to Friday without the
    fixed holidays.

    ``working`` are extra days worked (补班), ``off`` extra days off; they win over everything. The
    packaged calendar is loaded when the first day is asked for, not at program start.
    """

    def __init__(self, working: Iterable[date] = (), off: Iterable[date] = ()) -> None:
        self._working = frozenset(working)
        self._off = frozenset(off)
        both = sorted(self._working & self._off)
        if both:
            raise Refused(
                f"{both[0].isoformat()} 既填成了上班又填成了放假，请在设置的节假日里只留一种。"
            )

    @property
    def first_year(self) -> int:
        """First year the packaged calendar knows."""
        return _official().first_year

    @property
    def last_year(self) -> int:
        """Last year the packaged calendar knows."""
        return _official().last_year

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked."""
        if day in self._working:
            return True
        if day in self._off:
            return False
        official = _official()
        if day in official.holidays:
            return False
        if day.year > official.last_year and (day.month, day.day) in FIXED_HOLIDAYS:
            return False
        return day in official.worked or monday_to_friday(day)

    def knows(self, day: date) -> bool:
        """Whether the day's year has an official calendar here, or the clerk's own days."""
        if self.first_year <= day.year <= self.last_year:
            return True
        return any(own.year == day.year for own in self._working | self._off)

    def warning(self, day: date) -> str:
        """One sentence where a deadline on ``day`` rests on no official calendar, else empty."""
        if self.knows(day):
            return ""
        return (
            f"本机的节假日安排只到 {self.last_year} 年，{day.year} 年按周一至周五算工作日"
            "（元旦、劳动节、国庆节除外），请在设置里补上放假和调休的日子。"
            if day.year > self.last_year
            else f"本机没有 {day.year} 年的节假日安排，这一年按周一至周五算工作日。"
        )


class _Official:
    """The packaged calendar's two tables; its own look-up would search its years at each call."""

    def __init__(self) -> None:
        from chinese_calendar import holidays, workdays

        self.holidays: Container[date] = frozenset(holidays)
        self.worked: Container[date] = frozenset(workdays)
        years: list[int] = [day.year for day in holidays]
        self.first_year = min(years)
        self.last_year = max(years)


@cache
def _official() -> _Official:
    return _Official()
