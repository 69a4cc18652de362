"""Dates in a task table: real dates, serial numbers, words, and spans with a start and an end."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.period import FIRST_YEAR, LAST_YEAR

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = (36526, 73050)
"""2000-01-01 and 2099-12-31 in the 1900 date system; 1,462 days less in the 1904 one."""
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DASH = r"\s*(?:[-–—~～－]+|至|到)\s*"
_MONTHS = re.compile(
    rf"(?:(?P<y>20\d\d)[年./-])?(?P<m>1[0-2]|0?[1-9])月?份?{_DASH}"
    r"(?:(?P<y2>20\d\d)[年./-])?(?P<m2>1[0-2]|0?[1-9])月(?:份|底|末)?(?:前|完成)?"
)
_YEARS = re.compile(rf"(?P<y>20\d\d)年?{_DASH}(?P<y2>20\d\d)年?(?:底|末)?(?:前)?")
_DAYS = re.compile(
    rf"(20\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?){_DASH}(20\d\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?)"
)
_IMPOSSIBLE = re.compile(r"^没有 \d+ 月|没有 \d+ 日|年份不对")
_FULL = re.compile(r"[日号]|\d[-/.]\d{1,2}[-/.]\d|^\d{8}$|旬")


@dataclass(frozen=True, slots=True)
class CellDate:
    """What a date cell says: the day, the words where it is no plain day, or what is wrong."""

    day: date | None = None
    text: str = ""
    start: date | None = None
    problem: str = ""


NO_DATE = CellDate()
"""An empty cell."""


def real_date(value: date | datetime) -> CellDate:
    """A cell that is stored as a date; years outside of 2000–2099 are slips of the pen."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return CellDate(problem=f"日期 {value.year}年{value.month}月{value.day}日 的年份不对")
    return CellDate(date(value.year, value.month, value.day))


@lru_cache(maxsize=8192)
def due_date(text: str, year: int | None, date1904: bool = False) -> CellDate:
    """The day by which something is due; a span gives its start too.

    An impossible day leaves everything empty with the problem; words without a clear day (6月前) are
    kept as words with the problem; 长期坚持 is words without a problem.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if serial := _serial(plain, date1904):
        return CellDate(serial)
    span = _span(plain, year)
    if span is not None:
        return CellDate(span[1], text, span[0])
    try:
        reading = parse_date_text(text, year)
    except ValueError as error:
        problem = _worse(text, year) or str(error)
        return CellDate(text="" if _IMPOSSIBLE.search(problem) else text, problem=problem)
    iso = reading.date is not None and re.fullmatch(r"\d{4}-\d{2}-\d{2}", reading.text)
    return CellDate(reading.date, "" if iso else reading.text)


def _worse(text: str, year: int | None) -> str:
    """The fault that any year would have (13月), hidden behind a missing year."""
    if year is not None:
        return ""
    try:
        parse_date_text(text, 2024)
    except ValueError as error:
        return str(error)
    return ""


@lru_cache(maxsize=8192)
def start_date(text: str, year: int | None, date1904: bool = False) -> CellDate:
    """The day from which something runs: a month, quarter or year means its first day."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if serial := _serial(plain, date1904):
        return CellDate(serial)
    span = _span(plain, year)
    if span is not None:
        return CellDate(span[0])
    try:
        day = parse_date_text(text, year).date
    except ValueError as error:
        return CellDate(problem=str(error))
    return CellDate(_first_day(day, plain) if day is not None else None)


def _first_day(day: date, text: str) -> date:
    if _FULL.search(text) or "底" in text or "末" in text:
        return day
    if "季" in text or re.search("[Qq][1-4]", text):
        return date(day.year, day.month - 2, 1)
    if "半年" in text:
        return date(day.year, 1 if day.month == 6 else 7, 1)
    if re.fullmatch(r"\d{4}年?度?|全年|今年|本年", text):
        return date(day.year, 1, 1)
    return day.replace(day=1)


def _serial(text: str, date1904: bool) -> date | None:
    found = _SERIAL.fullmatch(text)
    if found is None:
        return None
    days = int(found[1])
    low, high = (edge - 1462 if date1904 else edge for edge in _SERIALS)
    if not low <= days <= high:
        return None
    return (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(days=days)


def _span(text: str, year: int | None) -> tuple[date, date] | None:
    text = re.sub(r"(?<=\d)\s+|\s+(?=\d)", "", text)
    if found := _DAYS.fullmatch(text):
        try:
            low, high = (parse_date_text(each, year).date for each in found.groups())
        except ValueError:
            return None
        return (low, high) if low and high and low <= high else None
    if found := _YEARS.fullmatch(text):
        low, high = date(int(found["y"]), 1, 1), date(int(found["y2"]), 12, 31)
        return (low, high) if low < high else None
    if (found := _MONTHS.fullmatch(text)) and (found["y"] or found["y2"] or year):
        first = int(found["y"] or year or found["y2"])
        last = int(found["y2"] or first)
        month = int(found["m2"])
        low = date(first, int(found["m"]), 1)
        high = date(last, month, monthrange(last, month)[1])
        return (low, high) if low < high else None
    return None
