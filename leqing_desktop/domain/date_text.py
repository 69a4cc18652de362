"""Dates as clerks type them: 2025-06-30, 2025.6, 6月底, 二季度, 年底前, 长期 (never a wrong date)."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.official_text import strip_hidden
from leqing_desktop.domain.period import FIRST_YEAR, LAST_YEAR

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a typed date means: ``date`` is None for no date (长期, empty); ``text`` as typed."""

    date: date | None
    text: str


_NOW = r"(?:今年|本年|当年)"
_Y = rf"(?:(?P<y>\d{{4}})年度?|{_NOW})?"
_Y_LOOSE = rf"(?:(?P<y>\d{{4}})(?:年度?|[-/.])?|{_NOW})?"
_M = r"(?P<m>\d{1,2})月份?"
_D = r"(?P<d>\d{1,2})[日号]?"
_END = r"(?P<end>底|末|内)?"

_FORMS = [
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s){_D}",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"{_Y}(?P<m>\d{{1,2}})月{_D}",
        rf"(?P<m>0?[1-9]|1[0-2])[-/.]{_D}",
        rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}}){_END}",
        rf"(?P<y>\d{{4}})[-/.]{_M}(?:(?P<x>[上中下])旬|{_END})",
        rf"{_Y}{_M}(?:(?P<x>[上中下])旬|{_END})",
        rf"{_Y_LOOSE}(?:第?(?P<q>[1-4])季度?|Q(?P<q2>[1-4])|前(?P<q3>[23])个?季度){_END}",
        rf"{_Y_LOOSE}(?P<h>[上下])半年{_END}",
        rf"(?P<y>\d{{4}})(?:年度?)?(?:全年|年?{_END})",
        rf"(?:{_NOW}?年|{_NOW})(?P<end>底|末|内)|{_NOW}|全年",
    )
]
_TIME = re.compile(r"(?<=\d)(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_LEAD = re.compile(r"^(?:截至|截止到|截止|到|至|于|在)")
_TAIL = re.compile(r"(?P<before>之前|以前|前)?(?:完成|完工|建成)?$")
# What a spreadsheet leaves of 2025.10 and 6.30 typed into a number cell.
_CUT_OFF = re.compile(r"(?:\d{4}\.(1)|\d{1,2}\.([123]))")
_SPAN_OR_DAY = re.compile(r"[1-9]-[1-9]")
_NO_DATE = re.compile(
    r"(?:长期|持续|常年|常态|经常|日常|随时|滚动|逐年|全程|全过程|贯穿|不定期|定期|按需|待定|未定|暂无|无)"
    r"[^\d年月日底末]*|每(?:年|半年|季|月|周|旬|两年|逢).*|[-—–/]+"
)
_NUMERALS = re.compile(
    r"[零一二三四五六七八九十廿卅]+(?=[年月日号季个])|(?<=月)[一二三四五六七八九十廿卅]+$"
)
_DIGITS = {numeral: str(value) for value, numeral in enumerate("零一二三四五六七八九")}


def parse_date_text(text: str, default_year: int | None) -> DateReading:
    """Read a typed date; ``default_year`` stands in where no year is written.

    A month, quarter, half or year means its last day (6月, 6月底, 二季度, 上半年, 年底前); 上旬 is the
    10th, 中旬 the 20th, 下旬 the month's last day. 长期, 持续推进, 每年 …, — and nothing at all have no
    date. ValueError with what to type for an impossible date, for anything with two readings
    (6月前, 月中, 2025.1 which may be a cut-off 2025.10, two-digit years, spans), and for all else.
    """
    shown = strip_hidden(text).strip()
    if len(shown) > _LONGEST:
        raise ValueError(f"日期写得太长（{len(shown)} 个字），请写成 2025-06-30 或 6月底。")
    typed = _plain(shown)
    if not typed or _NO_DATE.fullmatch(typed):
        return DateReading(None, shown)
    _refuse_cut_off(typed, shown)
    core = _LEAD.sub("", typed)
    tail = _TAIL.search(core)
    before = tail is not None and tail["before"] is not None
    core = _TAIL.sub("", core, count=1)
    for form in _FORMS:
        found = form.fullmatch(core)
        if found is not None:
            return DateReading(_resolve(found.groupdict(), before, default_year, shown), shown)
    raise ValueError(_unclear(shown, core))


def _plain(text: str) -> str:
    """Half-width digits, one kind of dash, no blanks but those that part two numbers."""
    text = _TIME.sub("", unicodedata.normalize("NFKC", text))
    text = re.sub(r"[–—−‐‑]", "-", text).replace("。", ".")
    text = re.sub(r"(?<=\d)\s+(?=\d)", "_", text)
    text = re.sub(r"\s+", "", text).rstrip(".;,")
    text = text.translate(str.maketrans("○◯〇", "零零零")).replace("个季度", "季度")
    if re.fullmatch(r"[零一二三四五六七八九]{4}", text):
        text += "年"
    return _NUMERALS.sub(_numeral, text)


def _numeral(found: re.Match[str]) -> str:
    """A Chinese numeral in digits; runs that are no one number (一二月, 二五年) stay as they are."""
    run = found[0].replace("廿", "二十").replace("卅", "三十")
    following = found.string[found.end() : found.end() + 1]
    apart = "年" if following == "季" and found.string[: found.start()][-1:].isdigit() else ""
    if re.fullmatch(r"[零一二三四五六七八九]{4}", run) and following == "年":
        return "".join(_DIGITS[numeral] for numeral in run)
    small = re.fullmatch(r"零?([一二三四五六七八九])|([二三]?)(十)([一二三四五六七八九]?)", run)
    if small is None:
        return found[0]
    if small[1]:
        return apart + _DIGITS[small[1]]
    return str(10 * int(_DIGITS[small[2] or "一"]) + int(_DIGITS[small[4] or "零"]))


def _resolve(
    found: dict[str, str | None], before: bool, default_year: int | None, shown: str
) -> date:
    year = _year(found.get("y"), default_year, shown)
    if found.get("d"):
        return _day(year, int(found["m"] or 0), int(found["d"] or 0))
    if before and found.get("end") not in ("底", "末"):
        raise ValueError(
            f"“{shown}”分不清包不包括这段时间，请写成“…底前”（例如 6月底前），或写具体日期。"
        )
    if found.get("m"):
        ten = {"上": 10, "中": 20}.get(found.get("x") or "")
        return _day(year, int(found["m"] or 0), ten)
    quarter = found.get("q") or found.get("q2") or found.get("q3")
    if quarter:
        return _day(year, 3 * int(quarter), None)
    return date(year, 6, 30) if found.get("h") == "上" else date(year, 12, 31)


def _refuse_cut_off(typed: str, shown: str) -> None:
    """Refuse bare numbers with two readings: 2025.1 may have been 2025.10, 1-6 January to June."""
    found = _CUT_OFF.fullmatch(typed)
    if found is not None:
        last = found[1] or found[2]
        raise ValueError(
            f"“{shown}”分不清是 {last} 还是 {last}0（表格会省去末尾的 0），"
            "请写成 2025-06-30 或 6月底。"
        )
    if _SPAN_OR_DAY.fullmatch(typed):
        raise ValueError(f"“{shown}”分不清是一天还是几个月，请写成 2025-06-30 或 6月底。")


def _year(typed: str | None, default_year: int | None, shown: str) -> int:
    if typed is None and default_year is None:
        raise ValueError(f"“{shown}”没有写年份，请写成 2025-06-30 或 2025年6月底。")
    year = int(typed) if typed is not None else int(default_year or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"“{shown}”的年份不对，请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的四位年份，例如 2025-06-30。"
        )
    return year


def _day(year: int, month: int, day: int | None) -> date:
    """A day of a month, its last one for None; ValueError where there is none."""
    if not 1 <= month <= 12:
        raise ValueError(f"没有 {month} 月，请检查月份，写成 2025-06-30 或 6月底。")
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        raise ValueError(
            f"{year}年{month}月没有 {day} 日，只到 {last} 日，请写成 {year}-{month:02}-{last} 或 {month}月底。"
        )
    return date(year, month, last if day is None else day)


def _unclear(shown: str, core: str) -> str:
    if re.search(r"[年月]中$", core):
        return f"“{shown}”没有确定的日子，请写具体日期或 6月中旬、6月底。"
    if re.search(r"[年月季]度?初$|年初", core):
        return f"“{shown}”没有确定的日子，请写具体日期或 1月上旬。"
    if re.fullmatch(r"\d{2}(?:年|[-/.]).*", core):
        return f"“{shown}”的年份不清楚，请写四位年份，例如 2025-06-30 或 2025年6月底。"
    if re.search(r"\d[年月日]?[-~至到]\d|[、,]", core):
        return f"“{shown}”不止一个日子，请只写完成的那一天，例如 2025-06-30 或 2025年底。"
    return f"看不懂日期“{shown}”，请写成 2025-06-30、2025.6、6月底、二季度 或 年底前。"
