"""Dates in a task table: real dates, serial numbers, words, and spans with a start and an end."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from leqing_desktop.domain.date_text import parse_date_text

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = (36526, 73050)
"""2000-01-01 and 2099-12-31 in the 1900 date system; 1,462 days less in the 1904 one."""
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MONTHS = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])月?份?[-–—~～至到]+(?P<m2>1[0-2]|0?[1-9])月(?P<rest>.*)"
)
_YEARS = re.compile(r"(?P<y>20\d\d)年?[-–—~～至到]+(?P<y2>20\d\d)年?(?:底|末)?(?:前)?")
_PARTS = re.compile("-+|[–—~～]+|至|到")
_CLEAR = re.compile(r".*[年月日号季旬底末].*|20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?")
"""A side of a span that is a date beyond doubt; the dash of 2025-06-30 parts nothing of the kind."""
_FROM_NOW = re.compile(r"(?:自|从)?(?:即日|现在|发文之日|印发之日)起?[-–—~～至到,，]*")
_SHORT_YEAR = re.compile(r"(\d\d)年(?=.)")
_SHORT_DATE = re.compile(r"(1[3-9]|[2-9]\d)([./-])\d{1,2}\2\d{1,2}")
"""24.6.30, where it is the table's year or the one after."""
_CLOSE = 10
"""Years between the table's and a short one (25年9月底) that is meant beyond doubt."""
_YEAR_MONTH = re.compile(r"(20(?:1[3-9]|[2-9]\d))(0[1-9]|1[0-2])")
"""202509; before 2013 it could also be a day of 2020 (201209)."""
_AT_ONCE = re.compile(
    r"(?:立|即|边)[行知查]?[即立边]?[改行]|立即(?:整改|完成|执行|落实)?|已完成|已整改"
)
_TELLS_TIME = re.compile(r"[\d年月季旬日]")
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


_NOTHING = re.compile(r"[-–—―/\\]+")


@lru_cache(maxsize=8192)
def due_date(text: str, year: int | None, date1904: bool = False) -> CellDate:
    """The day by which something is due; a span gives its start too.

    What is no day (6月31日) or no clear one (6月前) stays as words with the problem; 长期坚持 is words
    without a problem.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _NOTHING.fullmatch(plain):
        return NO_DATE
    if serial := _serial(plain, date1904):
        return CellDate(serial)
    full = _in_full(plain, year)
    try:
        reading = parse_date_text(full, year)
    except ValueError as error:
        span = _span(full, year)
        if span is not None:
            return CellDate(span[1], text, span[0])
        if day := _day_and_after(full, year):
            return CellDate(day, text.strip())
        return CellDate(
            text=text.strip(), problem="" if _stands(full) else _worse(full, year) or str(error)
        )
    iso = reading.date is not None and re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain)
    return CellDate(reading.date, "" if iso else text.strip())


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
    full = _in_full(plain, year)
    try:
        day = parse_date_text(full, year).date
    except ValueError as error:
        span = _span(full, year)
        return CellDate(span[0]) if span is not None else CellDate(problem=str(error))
    return CellDate(_first_day(day, full) if day is not None else None)


def _in_full(text: str, year: int | None) -> str:
    """A date with what offices leave out: the century (25年), the stroke (202509); 即日起至 goes."""
    rest = (
        _FROM_NOW.sub("", text, count=1)
        if text.startswith(("自", "从", "即", "现", "发", "印"))
        else text
    )
    text = rest or text
    if found := _YEAR_MONTH.fullmatch(text):
        return f"{found[1]}年{int(found[2])}月"
    found = _SHORT_YEAR.match(text)
    if found is not None and year is not None and abs(2000 + int(found[1]) - year) <= _CLOSE:
        return f"20{text}"
    found = _SHORT_DATE.fullmatch(text)
    if found is not None and year is not None and 0 <= 2000 + int(found[1]) - year <= 1:
        return f"20{text}"
    return text


def _stands(text: str) -> bool:
    """Whether words say that something has no day of its own: 立行立改，长期坚持."""
    parts = re.split("[,，、;；和并]+", text)
    return all(_AT_ONCE.fullmatch(part) or _has_no_day(part) for part in parts if part)


def _day_and_after(text: str, year: int | None) -> date | None:
    """The one day of a text that goes on in words: 5月底前完成，长期坚持."""
    parts = [part for part in re.split("[,，、;；并]+", text) if part]
    dated = [part for part in parts if _TELLS_TIME.search(part)]
    if len(parts) < 2 or len(dated) != 1:
        return None
    try:
        return parse_date_text(dated[0], year).date
    except ValueError:
        return None


def _has_no_day(text: str) -> bool:
    try:
        return parse_date_text(text, 2024).date is None
    except ValueError:
        return False


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
    """The first and the last day of two dates with a dash or 至 between them."""
    text = re.sub(r"(?<=\d)\s+|\s+(?=\d)", "", text)
    if found := _YEARS.fullmatch(text):
        return _ordered(date(int(found["y"]), 1, 1), date(int(found["y2"]), 12, 31))
    if (found := _MONTHS.fullmatch(text)) and year is not None:
        text = f"{found['m']}月至{found['m2']}月{found['rest']}"
    for mark in _PARTS.finditer(text):
        begin, end = text[: mark.start()], text[mark.end() :]
        if begin and end and _CLEAR.fullmatch(begin) and _CLEAR.fullmatch(end):
            span = _both_days(begin, end, year)
            if span is not None:
                return span
    return None


def _both_days(begin: str, end: str, year: int | None) -> tuple[date, date] | None:
    begin = begin.removesuffix("起")
    stated = re.match(r"\D{0,2}(20\d\d)", begin)
    if re.fullmatch(r"(?:20\d\d[年./])?\d{1,2}", begin) and "月" in end:
        begin += "月" if "年" in begin or begin.isdecimal() else ""
    own_year = int(stated[1]) if stated is not None else year
    try:
        low = parse_date_text(begin, year if stated is not None else own_year).date
        high = parse_date_text(end, own_year).date
    except ValueError:
        return None
    if low is None or high is None:
        return None
    return _ordered(_first_day(low, begin), high)


def _ordered(low: date, high: date) -> tuple[date, date] | None:
    return (low, high) if low < high else None
