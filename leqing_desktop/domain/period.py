"""A reporting period: one quarter of one year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""The years a period may lie in; anything else is a slip of the pen."""

_NAMES = "一二三四"
_WRITTEN = re.compile(
    r"(\d{4})(?:[年\-/.]?Q([1-4])|(?:年第?|第)([1-4一二三四])季度?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter; orders by time, ``str()`` gives ``2024Q3``. ValueError where it is none."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                f"报送期的年份 {self.year} 不对，请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的四位年份。"
            )
        if not 1 <= self.quarter <= 4:
            raise ValueError(f"没有第 {self.quarter} 季度，请写 1 到 4，例如 2024Q3。")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2024Q3``, ``2024q3``, ``2024-Q3``, ``2024年第三季度``, ``2024年3季度``.

        Blanks and full-width forms do not matter. ValueError with what to type instead.
        """
        typed = "".join(unicodedata.normalize("NFKC", text).split())
        found = _WRITTEN.fullmatch(typed)
        if found is None:
            raise ValueError(f"看不懂报送期“{typed[:20]}”，请写成 2024Q3 或 2024年第三季度。")
        quarter = found[2] or found[3]
        number = _NAMES.index(quarter) + 1 if quarter in _NAMES else int(quarter)
        return cls(int(found[1]), number)

    @classmethod
    def containing(cls, day: date) -> Period:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}"

    @property
    def label(self) -> str:
        """The period as documents write it: 2024年第三季度."""
        return f"{self.year}年第{_NAMES[self.quarter - 1]}季度"

    @property
    def first_day(self) -> date:
        """First calendar day of the quarter."""
        return _bounds(self.year, self.quarter)[0]

    @property
    def last_day(self) -> date:
        """Last calendar day of the quarter; lights are as of this day."""
        return _bounds(self.year, self.quarter)[1]

    @property
    def previous(self) -> Period:
        """The quarter before."""
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def next(self) -> Period:
        """The quarter after."""
        return Period(self.year, self.quarter + 1) if self.quarter < 4 else Period(self.year + 1, 1)


@cache
def _bounds(year: int, quarter: int) -> tuple[date, date]:
    following = date(year, 3 * quarter + 1, 1) if quarter < 4 else date(year + 1, 1, 1)
    return date(year, 3 * quarter - 2, 1), following - timedelta(days=1)
