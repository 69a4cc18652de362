"""Days that the clerk adds to the official calendar: extra days off and 补班 days, by span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_SPAN = 31
"""Days that can be added at once; no official holiday is longer than two weeks."""
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days one after the other, both ends included, all worked or all off."""

    first: date
    last: date
    worked: bool

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def label(self) -> str:
        """补班 or 放假."""
        return "补班" if self.worked else "放假"


@dataclass(frozen=True, slots=True)
class OwnDays:
    """``working`` and ``off`` have no day in common."""

    working: frozenset[date] = frozenset()
    off: frozenset[date] = frozenset()

    def spans(self) -> tuple[DaySpan, ...]:
        """The days as the clerk thinks of them: neighbours of a kind together, by date."""
        both = [*_spans(self.working, worked=True), *_spans(self.off, worked=False)]
        return tuple(sorted(both, key=lambda span: span.first))

    def added(self, span: DaySpan) -> OwnDays:
        """With the days of a span; a day that was of the other kind changes its kind.

        ValueError for a span that runs backwards, is longer than a month or out of reach.
        """
        if span.last < span.first:
            raise ValueError(f"最后一天 {span.last} 早于第一天 {span.first}，请改正日期。")
        if span.days > LONGEST_SPAN:
            raise ValueError(
                f"一次最多填 {LONGEST_SPAN} 天，现在是 {span.days} 天，请核对起止日期。"
            )
        if span.first.year < FIRST_YEAR or span.last.year > LAST_YEAR:
            raise ValueError(f"日期要在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间。")
        days = frozenset(_days(span))
        if span.worked:
            return OwnDays(self.working | days, self.off - days)
        return OwnDays(self.working - days, self.off | days)

    def without(self, span: DaySpan) -> OwnDays:
        """Without the days of a span: they are again what the official calendar says."""
        days = frozenset(_days(span))
        return OwnDays(self.working - days, self.off - days)

    def to_json(self) -> dict[str, list[str]]:
        """``{"working": ["2027-02-14"], "off": ["2027-02-15", …]}``."""
        return {
            "working": [day.isoformat() for day in sorted(self.working)],
            "off": [day.isoformat() for day in sorted(self.off)],
        }

    @classmethod
    def from_json(cls, facts: object) -> OwnDays:
        """Days as they were stored; what is no day is left out, a day of both kinds is worked."""
        kept = facts if isinstance(facts, Mapping) else {}
        working = frozenset(_read(kept.get("working")))
        return cls(working, frozenset(_read(kept.get("off"))) - working)


def _days(span: DaySpan) -> Iterator[date]:
    return (span.first + timedelta(days=each) for each in range(span.days))


def _spans(days: Iterable[date], *, worked: bool) -> list[DaySpan]:
    found: list[DaySpan] = []
    for day in sorted(days):
        if found and day - found[-1].last == _ONE:
            found[-1] = DaySpan(found[-1].first, day, worked)
        else:
            found.append(DaySpan(day, day, worked))
    return found


def _read(listed: Any) -> Iterator[date]:
    for text in listed if isinstance(listed, list) else ():
        try:
            yield date.fromisoformat(text)
        except (TypeError, ValueError):
            continue
