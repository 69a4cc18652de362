"""The surroundings of a number: its sentence, the year in force, past figures, subsidies."""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass

from leqing_desktop.domain.target_name import LEADING_VERB

_FIVE_YEARS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_YEAR = re.compile(
    r"(?P<lead>到|至|截至|截止到?|于|较|比|相比|以|自|从|由|与)?"
    r"(?P<first>20\d\d)(?:年?[-—–~～至]{1,2}(?P<last>20\d\d)|[、和](?=20\d\d年))?年(?P<tail>(?:底|末)之?前|底|末|前|初|起|以来|以前|以后|度|的|期间)?"
    r"|(?P<lead2>到|至|较|比)?[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?P<tail2>末|期末|期间|时期|以来|规划期)"
)
_DATE = re.compile(
    r"(?:19|20)\d\d年?(?:[-—–~～至、和]{1,2}(?:19|20)\d\d)?年?(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"|\d{1,2}(?:[-—~至]\d{1,2})?月(?:\d{1,2}日)?|20\d\d\.\d{1,2}(?:\.\d{1,2})?"
)
_NARROWED = re.compile(r"\d{1,2}月|第?[一二三四1-4]季度|[上下]半年")
_ELSEWHEN = ("起", "以来", "以前", "以后")
_STOP = re.compile("[。；;！!？?\n]")
_PAST = re.compile(
    r"已(?!有的)|目前|(?<!在)现有|现已|截至|截止|近年来|近几年|以来|去年|上年|[“\"]?十[二三]五[”\"]?(?:期间|时期|末)|"
    r"(?:达到|提高|提升|增加|增长|下降|降低|减少|突破|建成|实现|完成|取得|新增|上升)了|共有|共分|上一年|过去|曾|连续\d+年|"
    r"共(?:征集|收到|收集|排查|梳理)"
)
_TOLD = re.compile("(?:达到|提高|增长|下降|突破|建成|实现|完成|形成|取得)了|已形成|已成为")
_FUTURE = re.compile(
    r"力争|争取|确保|目标|计划|将(?!于)|到20\d\d年|20\d\d年(?:底|末)?前|预计|拟|到[“\"]?十"
)
_SUBSIDY = re.compile(
    r"补助|奖励|补贴|支持额度|支持资金|资助|奖补|贴息|封顶|罚款|处以|奖金|[^证]券[、（(]|安家费|扶持资金|一次性|最高(?:可达|不超过|限额)?$"
)
_GIVING = re.compile(
    r"给予|予以|发给|单[户个项家]|按[^，。；]{0,20}(?:标准|比例|%|的\d)|最高|(?:奖励|补助|补贴|资助|奖补|罚款)\d|每(?:家|人|亩|套|户|项|辆|台|个|场|次|件|名|座|所)|(?:补贴|补助|奖励|贴息|资助|奖补)(?:比例|标准|额度|金额|总额|上限)|总额(?:不超过|控制)"
)
# A year with a figure to four places (265.3亿元) and no 以上 reports what was counted.
_MEANT = re.compile(
    "(?:^|[，；])(?:并|同时)?(?:对|凡|符合|首次|达到|被)|首次|新认定|新引进|获得|入选"
)
_CLASS = re.compile("的[^，。；]{0,14}$|(?:企业|项目|单位|个人|人才|团队|主体)$")
_COUNTED = re.compile(r"\d{3,}\.\d|\d{2,}\.\d\d")
_PART_YEAR = re.compile("上半年|下半年以来|(?:一|前[二三]|[1-3])季度|1[-—至]\\d{1,2}月")
_AHEAD = re.compile("(?:力争|争取|确保|计划|拟)(?:在|于|到)?$")
_BEFORE = re.compile("[^，]{0,6}前")
_AIMED = re.compile("以上|以内|不低于|不少于|左右|不超过|超过|突破|至少|目标")
_ELIGIBLE = re.compile(
    "可申[报请]|可享受?|方可|授予[^，。]{0,6}称号"
    "|符合[^。]{0,30}条件[^。]{0,40}(?:给予|予以|可以?|享受|优先|补|奖)"
)
_REACH = 200
"""How far, in characters, a cue is looked for: sentences are shorter, a hostile text is not."""
_PAYOUT = re.compile(
    r"(?:兑现|发放|落实|争取|拨付|安排)[^，。；]{0,14}(?:资金|消费券|奖补|补助|补贴)[^，。；每]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year named in the text: where, which, and whether it looks forward (到2026年).

    ``horizon``: it ends a span (到2026年, 2024—2026年), so a month said later is not of this year.
    """

    start: int
    end: int
    year: int
    forward: bool
    past: bool
    horizon: bool = False


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences and half-sentences (cut at 。；！？), in order."""
    cuts = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


def date_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of everything that is a date, so that its figures are not read as amounts."""
    return [match.span() for match in _DATE.finditer(text) if _is_date(match[0])]


def _is_date(word: str) -> bool:
    return "年" in word or "月" in word or "-" in word or "." in word or "—" in word


def year_marks(text: str) -> list[YearMark]:
    """Years that open a statement, in order; a year compared with (较2020年) opens none."""
    marks = []
    for match in _YEAR.finditer(text):
        lead = match["lead"] or match["lead2"] or ""
        tail = match["tail"] or match["tail2"] or ""
        if lead in ("较", "比", "相比", "以", "自", "从", "由", "与", "于") or tail in _ELSEWHEN:
            continue
        year = _FIVE_YEARS[match["plan"]] if match["plan"] else int(match["last"] or match["first"])
        forward = lead in ("到", "至") or tail.endswith("前") or year >= 2035
        past = lead.startswith("截") or (match["plan"] in ("十二五", "十三五"))
        spans = lead in ("到", "至") or match["last"] or match["plan"]
        horizon = bool(spans) and not _NARROWED.match(text, match.end())
        marks.append(YearMark(match.start(), match.end(), year, forward, past, horizon))
    return marks


def year_of(text: str) -> int | None:
    """The year that holds at the end of ``text``: the last one named that is no past figure."""
    return next((mark.year for mark in reversed(year_marks(text)) if not mark.past), None)


class Context:
    """What holds at a place of a text: year, past or not, subsidy or not, inside a name or not."""

    def __init__(self, text: str, year: int | None) -> None:
        self.text = text
        self._default = year
        self._spans = sentences(text)
        self._starts = [start for start, _ in self._spans]
        self._marks = year_marks(text)
        self._mark_starts = [mark.start for mark in self._marks]
        self._past_marks = {mark for mark in self._marks if self._looks_back(mark)}
        self._dates = date_spans(text)
        self._date_starts = [start for start, _ in self._dates]
        self._quoted = [
            m.span() for m in re.finditer("“[^”。]{0,40}”|《[^》]{0,60}》|「[^」]{0,40}」", text)
        ]
        self._quote_starts = [start for start, _ in self._quoted]
        self._funding = [
            bool(_ELIGIBLE.search(text[a:b]))
            or (bool(_SUBSIDY.search(text[a:b])) and bool(_GIVING.search(text[a:b])))
            for a, b in self._spans
        ]

    def sentence(self, place: int) -> tuple[int, int]:
        """The (half-)sentence that holds ``place``."""
        return self._spans[max(0, bisect.bisect_right(self._starts, place) - 1)]

    def year_at(self, place: int) -> int | None:
        """The year in force: the last one named before ``place`` that is no past figure."""
        for index in range(bisect.bisect_right(self._mark_starts, place) - 1, -1, -1):
            if self._marks[index] not in self._past_marks:
                return self._marks[index].year
        return self._default

    def calendar_year_at(self, place: int) -> int | None:
        """The year that a month without one is of: the last named, unless it ends a span."""
        for index in range(bisect.bisect_right(self._mark_starts, place) - 1, -1, -1):
            mark = self._marks[index]
            if mark not in self._past_marks:
                return None if mark.horizon else mark.year
        return None

    def names_year(self, place: int) -> bool:
        """Whether the year in force at ``place`` is named in the text and not just the default."""
        low = bisect.bisect_right(self._mark_starts, place)
        return any(mark not in self._past_marks for mark in self._marks[max(0, low - 4) : low])

    def marks_between(self, start: int, end: int) -> list[YearMark]:
        """The years named between two places."""
        low = bisect.bisect_left(self._mark_starts, start)
        return self._marks[low : bisect.bisect_left(self._mark_starts, end)]

    def is_past(self, place: int) -> bool:
        """Whether the number at ``place`` tells what was: since a past cue nothing looks forward."""
        start, end = self.sentence(place)
        start, end = max(start, place - _REACH), min(end, place + _REACH)
        stop = self.text.find("，", place, end)
        clause = self.text[start : end if stop < 0 else stop]
        own = self.marks_between(start, place)
        if _TOLD.search(self.text, place, end) and not _FUTURE.search(self.text, start, end):
            return True
        if own and own[-1] in self._past_marks:
            return not _FUTURE.search(self.text, own[-1].end, place)
        past = [match.end() for match in _PAST.finditer(clause) if not self._cited(start, match)]
        if not past:
            return False
        future = [match.start() for match in _FUTURE.finditer(clause)]
        return not (future and future[-1] > past[0])

    def is_subsidy(self, place: int) -> bool:
        """Whether the number is a condition or a cap of money that is handed out."""
        start, _ = self.sentence(place)
        index = max(0, bisect.bisect_right(self._starts, place) - 1)
        if not self._funding[index] or self._before_giving(place):
            return False
        start = max(start, place - _REACH)
        spoken = [found.end() for found in _SUBSIDY.finditer(self.text, start, place)]
        since = max(spoken, default=start)
        return not (self.is_payout(place) or _FUTURE.search(self.text, since, place))

    def _before_giving(self, place: int) -> bool:
        """建设园区5个，对入园企业给予…: a clause before all talk of money, that names no condition."""
        start, end = self.sentence(place)
        start, end = max(start, place - _REACH), min(end, place + _REACH)
        comma = self.text.find("，", place, end)
        stop = end if comma < 0 else comma
        head = self.text[start:stop]
        if _SUBSIDY.search(head) or _GIVING.search(head) or _MEANT.search(head):
            return False
        return not _CLASS.search(head)

    def is_payout(self, place: int) -> bool:
        """Whether the number is a sum to be paid out as a task (兑现资金5亿元)."""
        start = max(self.sentence(place)[0], place - 40)
        return bool(_PAYOUT.search(self.text, start, place))

    def in_date(self, place: int) -> bool:
        """Whether ``place`` lies in a date."""
        return _covers(self._dates, self._date_starts, place)

    def in_name(self, place: int) -> bool:
        """Whether ``place`` lies in quotation marks or a title: a number there is part of a name."""
        return _covers(self._quoted, self._quote_starts, place)

    def _looks_back(self, mark: YearMark) -> bool:
        if mark.past:
            return True
        if mark.forward:
            return False
        if self._default is not None and mark.year <= self._default - 5:
            return True
        start, end = self.sentence(mark.start)
        start, end = max(start, mark.start - _REACH), min(end, mark.end + _REACH)
        index = bisect.bisect_right(self._mark_starts, mark.start)
        later = self._marks[index] if index < len(self._marks) else None
        stop = min(end, later.start if later else end)
        own = self.text[mark.end : stop]
        if _PART_YEAR.match(own):
            return not (_AHEAD.search(self.text, start, mark.start) or _BEFORE.match(own))
        if _COUNTED.search(own) and not (_FUTURE.search(own) or _AIMED.search(own)):
            return True
        if _PAST.search(self.text[start:stop]) or re.search("[多余](?:家|个|万|名)", own):
            return True
        if _FUTURE.search(own) or re.search("达到|实现|新增|完成|建成|力争|以上|不低于", own):
            return False
        if LEADING_VERB.match(own.lstrip("，")):
            return False
        if re.match("[^，]{0,8}(?:共有|实有|有各|全[市县区省]?(?:共|现)有)", own.lstrip("，")):
            return True
        return bool(later and later.forward and later.year > mark.year)

    def _cited(self, start: int, match: re.Match[str]) -> bool:
        return self.in_name(start + match.start())


def _covers(spans: list[tuple[int, int]], starts: list[int], place: int) -> bool:
    index = bisect.bisect_right(starts, place) - 1
    return index >= 0 and spans[index][0] <= place < spans[index][1]
