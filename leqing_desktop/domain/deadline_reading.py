"""When running text wants something done: 2025年6月底前, 力争2026年上半年, 每季度, 完成时限：…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.target_context import Context


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed at ``start`` to ``end``; ``date`` is None where the words name no day.

    ``labelled``: said behind 完成时限：, for everything in front of it.
    """

    date: date | None
    text: str
    start: int
    end: int
    labelled: bool = False


_PART = r"(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末|份)?|第?[一二三四1-4]季度(?:底|末)?|前[二三23]个?季度|[上下]半年)"
_BEFORE = r"(?:之?前|以前)?"
_LEAD = r"(?P<lead>到|至|于|在|力争在?|争取在?|确保在?|计划|截至|截止|自|从|由|较|比|以|与)?"
_YEAR = re.compile(
    rf"{_LEAD}(?P<when>(?:(?P<first>20\d\d)年?[-—–~～至]{{1,2}})?(?P<year>20\d\d)年(?P<part>{_PART}|年?底|年?末|年内|内)?{_BEFORE}"
    r"|[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?:期末|末))(?P<tail>起|以来|以后|后|度|版|全年)?"
)
_NO_YEAR = re.compile(
    rf"(?<![\d年一二三四第])(?P<when>(?:今年|本年|当年)?(?:{_PART}|年?底|年末|年内|全年){_BEFORE})"
    r"(?P<tail>起|以来|以后|后|度(?!底))?"
)
# Without a year only what is plainly a deadline: 6月底前, 二季度末, 上半年完成; not 6月, 年底.
_SURE = re.compile(r"前$|[底末]$|半年$|季度$|年内$|全年$")
_RECURRING = re.compile(
    r"每(?:个?季度?|半年|年|月|周|两年|两个月|学期|学年)(?:度)?(?=[^级薪均租])(?!.{0,8}(?:补贴|补助|最高|不超过\d+元))"
)
_WITHIN = re.compile(
    r"(?:用)?(?:未来|今后)?(?:[一二两三四五]|\d)(?:年|个月)(?:时间)?(?:左右)?(?:之?内)"
)
_LABEL = re.compile(
    r"(?:完成|办结|实施|推进|建设)?(?:时限|期限|时间节点|完成时间)(?:要求|安排)?[：:]\s*(?P<when>[^；;，,。）)〕】\n]{2,40})"
)
_NOT_AHEAD = ("截至", "截止", "自", "从", "由", "较", "比", "以", "与")
_OPENS = re.compile(
    r"[，,：:]|力争|争取|确保|计划|拟|全面|基本|实现|完成|建成|新增|新建|开工|投|启动|达到|累计|力|要|将|再|每|编制|出台|制定|开展|培育|引进|建设|推进|组织|举办|打造|创建|改造"
)
_LAST_YEAR = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}


def read_deadlines(
    text: str, year: int | None = None, since: int | None = None
) -> tuple[Deadline, ...]:
    """The deadlines of a measure's text in order; past, comparing and starting dates are none.

    ``year`` stands in for 6月底前 where the text has named none before, ``since`` is the plan's first
    year: what is said of it or later lies ahead. A phrase without a day
    (每季度, 2030年前, 三年内) is kept as printed without a date; nothing is invented.
    """
    context = Context(text, year)
    found: list[Deadline] = []
    taken = bytearray(len(text))
    for one in (
        *_labelled(text, context, year),
        *_with_year(text, context, since),
        *_without_year(text, context, year),
        *_vague(text),
    ):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"x" * (one.end - one.start)
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _labelled(text: str, context: Context, year: int | None) -> Iterator[Deadline]:
    for match in _LABEL.finditer(text):
        said = match["when"].strip()
        stands = context.calendar_year_at(match.start()) or year
        yield Deadline(_day(said, stands), said, match.start("when"), match.end("when"), True)


def _with_year(text: str, context: Context, since: int | None) -> Iterator[Deadline]:
    for match in _YEAR.finditer(text):
        at = match.start("when")
        if match["lead"] in _NOT_AHEAD or match["tail"]:
            continue
        if match["plan"]:
            day = date(_LAST_YEAR[match["plan"]], 12, 31)
            yield Deadline(day, match["when"], at, match.end("when"))
            continue
        plain = not match["part"] and not match["when"].endswith("前")
        if context.in_name(at) or (plain and not (match["lead"] or _opens(text, match))):
            continue
        ahead = match["first"] or (since is not None and int(match["year"]) >= since)
        if not ahead and context.is_past(match.end()):
            continue
        said = text[match.start("year") : match.end("when")]
        yield Deadline(_day(said, None), match["when"], at, match.end("when"))


def _opens(text: str, match: re.Match[str]) -> bool:
    """A bare year is a deadline only at the head of a statement: 2025年，… or 2025年建成…."""
    before = text[match.start() - 1 : match.start()]
    return before in ("", *"。；;，,：:\n （(") and bool(_OPENS.match(text, match.end()))


def _without_year(text: str, context: Context, year: int | None) -> Iterator[Deadline]:
    for match in _NO_YEAR.finditer(text):
        sure = _SURE.search(match["when"])
        if not sure or match["tail"] or context.in_name(match.start()):
            continue
        if context.is_past(match.end()):
            continue
        stands = context.calendar_year_at(match.start()) or year
        day = _day(match["when"], stands)
        if day is None and not match["when"].endswith("前"):
            continue
        yield Deadline(day, match["when"], match.start(), match.end("when"))


def _vague(text: str) -> Iterator[Deadline]:
    for form in (_RECURRING, _WITHIN):
        for match in form.finditer(text):
            yield Deadline(None, match[0], match.start(), match.end())


def _day(said: str, year: int | None) -> date | None:
    try:
        return parse_date_text(said, year).date
    except ValueError:
        return None
