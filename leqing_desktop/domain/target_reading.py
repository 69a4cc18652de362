"""Reads the quantified targets out of one paragraph of a plan (DESIGN §3, 规划用语)."""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass, replace

from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.target_context import Context
from leqing_desktop.domain.target_filter import is_goal, qualifies
from leqing_desktop.domain.target_name import (
    ADDING,
    DOING,
    GROWING,
    LEADING_VERB,
    REACH,
    is_amount,
    is_generic,
    is_verb,
    kind_of,
    short,
    split_names,
    tidy,
)
from leqing_desktop.domain.target_numbers import Quantity, compact, quantities

_CLAUSE_END = re.compile("[，,；;。！!？?：:\n]")
_MARK = re.compile("[，,；;。！!？?：:\n（(“《）)”》]")
_NO_NOUN = re.compile(
    r"$|[，,。；;、：:！!？?）)】\]（(”—\s]|和|与|及(?!时)|以及|或|并|且|其中|等|同时|左右|的同时|后|时(?!代)|力争|从而|大关|关口|台阶"
)
_JOINT = re.compile("[、和及与并](?=[^、和及与并]*$)")
_FROM = re.compile("(?:由|从)(?!业|事|教|医|属)[^，由从]{0,24}$")
# Characters looked back at for a name, numbers in one list behind 分别, and characters of a
# literal on either side of its number: sentences keep to less, a hostile text does not.
_NEAR, _LISTED, _LITERAL = 160, 12, 24
_TITLE = 16
_LITERAL_LEAD = re.compile("^(?:[，、；：。 ]|和|及|并|其中|到20[0-9]{2}年底?，?|力争|争取)+")
_INSIDE = re.compile(r"[0-9A-Za-z.][0-9A-Za-z.年]")
_TOTALS = ("累计", "每年", "年均", "总量", "总数", "数量")
_HANDED_ON = (IndicatorKind.ADDED, IndicatorKind.CUMULATIVE, IndicatorKind.YEARLY)
_SINCE = re.compile(r"(?:由|从)(20\d\d)年")
_FAR_COMPARED = re.compile(
    "(?:至少|最少)[^，；\\d]{1,10}$|(?:不(?:低|少|小)于|(?P<most>不(?:超过|高于|大于|多于)))[^，；\\d]{1,14}的$"
)
_BEING = re.compile("(?:由|从)$|(?:由|从)(?:20\\d\\d年)?(?:底|末)?的?$")


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """An indicator and the span of the source text that carries its number."""

    indicator: Indicator
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words about one number: ``begin``/``stop`` hold them; ``listed`` is behind 分别."""

    before: str
    after: str
    begin: int
    stop: int
    grows: bool
    listed: bool = False
    year: int | None = None


@dataclass(slots=True)
class _Thread:
    """What one number hands on to the next: its name, verb, kind and unit."""

    name: str = ""
    verb: str = ""
    kind: IndicatorKind | None = None
    uom: str | None = None
    sentence: int = -1
    found: int = 0


def read_targets(text: str, year: int | None = None) -> tuple[ReadTarget, ...]:
    """The targets of one paragraph, in the order of the text.

    ``year`` holds until the paragraph names one. Offsets are into ``text``; a target that is one
    of several behind 分别 spans its own number. Never raises; text without targets gives ().
    """
    plain, places = compact(text)
    reader = _Reader(plain, year)
    return tuple(
        ReadTarget(target.indicator, places[target.start], places[target.end - 1] + 1)
        for target in reader.read()
    )


class _Reader:
    def __init__(self, text: str, year: int | None) -> None:
        self.text = text
        self.context = Context(text, year)
        self.thread = _Thread()
        self.found: list[ReadTarget] = []
        self.baseline: Quantity | None = None
        self.listed: list[str] = []
        self.clauses = _clauses(text)
        self.clause_starts = [start for start, _ in self.clauses]

    def read(self) -> list[ReadTarget]:
        """All targets; the clauses are gone through one by one."""
        numbers = [
            q
            for q in quantities(self.text)
            if not self.context.in_date(q.digits) and not self.context.in_name(q.digits)
        ]
        index = 0
        while index < len(numbers):
            clause = bisect.bisect_right(self.clause_starts, numbers[index].digits) - 1
            start, end = self.clauses[clause]
            last = index
            while last < len(numbers) and numbers[last].digits < end:
                last += 1
            self._read_clause(start, end, numbers[index:last])
            index = max(last, index + 1)
        return self.found

    def _read_clause(self, start: int, end: int, numbers: list[Quantity]) -> None:
        sentence = self.context.sentence(numbers[0].digits)[0]
        if sentence != self.thread.sentence:
            self.thread = _Thread(name=self.thread.name, sentence=sentence)
        cursor, index, self.baseline = start, 0, None
        while index < len(numbers):
            number = numbers[index]
            follower = numbers[index + 1] if index + 1 < len(numbers) else None
            cursor = max(cursor, number.start - _NEAR)
            before = self.text[cursor : number.start]
            group = self._group(before, numbers[index : index + _LISTED])
            if len(group) > 1:
                self._read_group(cursor, group)
                cursor, index = group[-1].end, index + len(group)
                continue
            index += 1
            if _BEING.search(before) and follower is not None:
                self.baseline = number
                continue
            noun_end = self._noun_end(number, follower, end)
            after = self.text[number.end : noun_end]
            # 收入80万元以上且经营性收入30万元以上的村: both are conditions.
            joined = bool(number.post) and self.text.startswith("且", number.end)
            clause = self._clause(start, number)
            joined = joined or (follower is not None and self._both_meant(number, follower))
            if joined or qualifies(number, before, after, clause, follower):
                continue
            if follower is not None and self._listed_threshold(number, follower, end):
                continue
            self._take(cursor, number, noun_end, start)
            cursor, self.baseline = max(noun_end, number.end), None

    # -- what a number is ----------------------------------------------------------------------

    def _clause(self, start: int, number: Quantity) -> str:
        """The clause up to a number, no more of it than clauses have."""
        return self.text[max(start, number.start - 3 * _NEAR) : number.start]

    def _listed_threshold(self, number: Quantity, follower: Quantity, end: int) -> bool:
        """年产值超100亿元、50亿元企业分别达到8家和20家: both amounts only name what is counted."""
        between = self.text[number.end : follower.start]
        if between not in ("、", "和", "及", "或", "与") or number.counts or follower.counts:
            return False
        behind = re.compile("[^，、0-9]{2,10}(?:分别|均|各)")
        return number.uom == follower.uom and bool(behind.match(self.text, follower.end, end))

    def _both_meant(self, number: Quantity, follower: Quantity) -> bool:
        """投资1亿元以下、用地20亩以下的项目: two bounds in a row say which are meant."""
        if not number.post or number.post != follower.post or "下" not in number.post:
            return False
        listed = self.text.startswith("、", number.end)
        return listed and re.match("的[^，；]", self.text[follower.end :][:2]) is not None

    def _noun_end(self, number: Quantity, follower: Quantity | None, end: int) -> int:
        """Where the noun behind the number ends; the number's own end where none follows."""
        if _NO_NOUN.match(self.text, number.end, end) or number.end >= end:
            return number.end
        stop = follower.start if follower is not None else end
        if follower is not None:
            joint = _JOINT.search(self.text, number.end, stop)
            stop = joint.start() if joint else stop
        bracket = re.compile("[（(](?:其中|含|包括)").search(self.text, number.end, stop)
        return bracket.start() if bracket else stop

    def _is_target(self, number: Quantity, before: str, after: str, clause: str) -> bool:
        """Past figures, subsidies and mere descriptions are no targets."""
        place = number.digits
        if self.context.is_past(place) or self.context.is_subsidy(place):
            return False
        year = self.context.names_year(place)
        found = 2 if self.thread.found else 1 if self.found else 0
        return is_goal(number, before, after, clause, year, found)

    # -- lists ---------------------------------------------------------------------------------

    def _group(self, before: str, numbers: list[Quantity]) -> list[Quantity]:
        """The numbers behind 分别: N、N 和 N; otherwise the first alone."""
        if not re.search("分别(?!连续)[^，；]{0,8}$", before):
            return numbers[:1]
        group = [numbers[0]]
        for number in numbers[1:]:
            between = self.text[group[-1].end : number.start]
            if not re.fullmatch("[、和及与，]?(?:达到|不低于|不少于|超过)?", between):
                break
            group.append(number)
        return group

    def _read_group(self, cursor: int, group: list[Quantity]) -> None:
        """分别达到 N 和 M gives one indicator each, 以上 behind the last holding for all."""
        before = self.text[cursor : group[0].start]
        head, _, verb = before.rpartition("分别")
        final = group[-1]
        whole = [
            replace(
                q,
                uom=q.uom if q.uom not in (None, "万", "亿") or final.uom is None else final.uom,
                comparator=q.comparator or final.comparator or group[0].comparator,
            )
            for q in group
        ]
        years = self._years_of(cursor, group)
        growth = GROWING.search(_growth_tail(head) + verb) if group[-1].relative else None
        stem = head[: len(head) - len(_growth_tail(head))] if growth else head
        names = split_names(_FROM.sub("", stem))
        if years:
            names = [tidy(stem) or tidy(verb) or self._inherited(cursor, "")] * len(group)
        names = self._fit(names, len(group), stem, cursor)
        if growth:
            names = [self._grown(name, growth["verb"]) for name in names]
        begin = group[0].start - len(verb) - 2 - len(_growth_tail(head))
        each_year: list[int | None] = [*years] if years else [None] * len(group)
        self.listed = names
        if not self._is_target(group[0], before, "", before):
            self.thread.name = names[-1]
            return
        for number, name, year in zip(whole, names, each_year, strict=True):
            words = _Words(before, "", begin, group[-1].end, bool(growth), True, year)
            self._emit(number, name, words)

    def _fit(self, names: list[str], size: int, stem: str, cursor: int) -> list[str]:
        if len(names) == size:
            return names
        if len(names) > size:
            return ["、".join(names[: len(names) - size + 1]), *names[len(names) - size + 1 :]]
        earlier = self._earlier_names(cursor, size)
        if earlier:
            return earlier
        whole = tidy(stem) or self._inherited(cursor, "")
        return [*names, *([whole] * (size - len(names)))]

    def _earlier_names(self, cursor: int, size: int) -> list[str]:
        """A，B，分别达到 …: the list may stand in the clauses before."""
        low = self.context.sentence(cursor)[0]
        parts = [tidy(part) for part in re.split("[，、]", self.text[low:cursor]) if tidy(part)]
        return parts[-size:] if len(parts) >= size else []

    def _years_of(self, cursor: int, group: list[Quantity]) -> list[int] | None:
        low = self.context.sentence(cursor)[0]
        marks = self.context.marks_between(low, group[0].start)[-len(group) :]
        if len(marks) != len(group) or len({mark.year for mark in marks}) != len(group):
            return None
        joined = all(b.start - a.end <= 2 for a, b in itertools.pairwise(marks))
        return [mark.year for mark in marks] if joined else None

    # -- one number ----------------------------------------------------------------------------

    def _take(self, cursor: int, number: Quantity, noun_end: int, clause: int) -> None:
        before = self.text[cursor : number.start]
        after = self.text[number.end : noun_end]
        wanted = self._is_target(number, before, after, self._clause(clause, number))
        words = _FROM.sub("", before) if self.baseline else before
        growth = GROWING.search(words) if number.relative else None
        if growth is not None:
            words = words[: growth.start()]
        name = tidy(words)
        if after:
            name = (
                tidy(name + after.removeprefix("的"))
                if not number.percent or name
                else tidy(after.removeprefix("的"))
            )
        elif not name or is_generic(name) or is_verb(name):
            name = self._inherited(cursor, name)
        same = re.search(
            "(?:均|都|各)(?:下降|降低|减少|增长|提高|提升|不低于|不少于|达到|达|超过|实现|稳定在|保持在|为)?$",
            before,
        )
        names = (split_names(words) or self.listed or [name]) if same and not after else [name]
        self.listed = names
        if growth is not None:
            names = [self._grown(one, growth["verb"]) for one in names]
        if number.doubling:
            names = [one + "翻番" if not one.endswith("翻番") else one for one in names]
        about = _Words(before, after, cursor, max(noun_end, number.end), growth is not None)
        for one in names or [name]:
            if wanted:
                self._emit(number, one, about)
            else:
                self.thread.name = one

    def _grown(self, name: str, verb: str) -> str:
        word = re.sub("分别|(?<!年)(?<!平)均|各|实现", "", verb)
        if word.endswith(("增长", "递增")) and not re.search("较|比", name):
            word = word[:-2] + "增速"
        return name + word

    def _inherited(self, cursor: int, name: str) -> str:
        """A name for a number that has none of its own: what the sentence spoke of before."""
        low = self.context.sentence(cursor)[0]
        if self.thread.name and self.thread.sentence == low and not is_generic(self.thread.name):
            base = re.sub(
                "(?:年均)?(?:增速|下降|提高|提升|降低|减少|上升|翻番)$", "", self.thread.name
            )
            if is_verb(name):
                return name + (self._plain(base) or base)
            base = self._plain(base) if ADDING.match(base) else base
            return base if name in base or name in _TOTALS else base + name
        name = "" if name in _TOTALS else name
        near = self.text[max(low, cursor - _NEAR) : max(low, cursor - 1)]
        clauses = [tidy(part) for part in _CLAUSE_END.split(near)]
        spoken = [part for part in clauses if len(part) >= 2]
        if spoken:
            return spoken[-1][-16:] + name
        if self.thread.name:
            return name or self.thread.name
        return name + self._titled(low) if is_verb(name) or not name else name

    def _titled(self, low: int) -> str:
        """建设体育公园。2023年建成2个: the noun of the short sentence in front, a measure's title."""
        title = self.context.sentence(low - 1) if low else (0, 0)
        words = tidy(self.text[slice(*title)])
        return self._plain(words) if len(words) <= _TITLE and not re.search(r"\d", words) else ""

    def _emit(self, number: Quantity, name: str, words: _Words) -> None:
        thread = self.thread
        name = short(self._carried(self._headed(name), number, words)) or "指标"
        reaches = bool(REACH.search(words.before)) or number.pre in ("超过", "突破")
        grows = words.grows or number.doubling
        nouns = name if re.match("每(?:个|所|家|镇|县|村|乡|街|社区)", name) else words.after
        kind = kind_of(words.before, name, number.uom, grows, reaches, nouns)
        if kind is None:
            handed_on = thread.kind in _HANDED_ON and not is_amount(name)
            if handed_on and thread.uom != number.uom and DOING.search(name):
                kind = IndicatorKind.CUMULATIVE
            else:
                kind = thread.kind if handed_on and thread.kind else IndicatorKind.STOCK
        indicator = Indicator(
            name=name,
            value=number.value,
            uom=number.uom,
            comparator=number.comparator or self._farther(words.before),
            year=words.year or self.context.year_at(number.digits),
            kind=kind,
            upper=number.upper,
            literal=self._literal(number, words),
            baseline=self.baseline.value if self.baseline and not words.listed else None,
            baseline_year=self._baseline_year(words),
        )
        self.found.append(ReadTarget(indicator, number.start, number.end))
        verb = LEADING_VERB.match(name)
        handed = verb["verb"] if verb else "" if words.listed else thread.verb
        self.thread = _Thread(name, handed, kind, number.uom, thread.sentence, thread.found + 1)

    def _baseline_year(self, words: _Words) -> int | None:
        """由2020年的55%提高到68%: the year said with the first value, None where none is."""
        found = _SINCE.search(words.before) if self.baseline and not words.listed else None
        return int(found[1]) if found else None

    def _literal(self, number: Quantity, words: _Words) -> str:
        """The few printed words that carry the number: at most ``_LITERAL`` before and behind."""
        begin = max(words.begin, number.start - _LITERAL)
        stop = min(words.stop, number.end + _LITERAL)
        begin = words.begin if words.listed else begin
        while begin < number.start and begin > words.begin and _INSIDE.match(self.text, begin - 1):
            begin += 1
        return _LITERAL_LEAD.sub("", self.text[begin : words.stop if words.listed else stop])

    @staticmethod
    def _plain(name: str) -> str:
        verb = LEADING_VERB.match(name)
        return name[verb.end() :] if verb else name

    def _headed(self, name: str) -> str:
        """其中国家级2家, 超10亿元13家: the noun that the sentence has already named is added."""
        if re.search("级(?:以上)?$", name) and self.thread.name:
            return name + re.sub(".*级", "", self._plain(self.thread.name))
        if re.fullmatch(r"(?:[^，]{0,8}超)?(?:过)?[\d.百千十]*[万亿]元(?:以上)?", name):
            return name + "企业"
        return name

    @staticmethod
    def _farther(before: str) -> Comparator:
        """至少配备1名, 不低于总数的10%: the comparing word may stand farther in front."""
        far = _FAR_COMPARED.search(before)
        if far is None:
            return Comparator.EQUAL
        return Comparator.AT_MOST if far["most"] else Comparator.AT_LEAST

    def _carried(self, name: str, number: Quantity, words: _Words) -> str:
        """新增A 5家，B 3家: the verb holds for B too, behind 、 always, behind ， for the same unit."""
        thread = self.thread
        if not thread.found or not thread.verb or words.listed or number.percent:
            return name
        if LEADING_VERB.match(name) or name.startswith(("每", thread.verb)):
            return name
        if REACH.search(words.before):
            return name
        joined = self.text[words.begin : words.begin + 1] in "、和及与"
        alike = thread.uom == number.uom and number.counts
        return thread.verb + name if joined or alike else name


def _clauses(text: str) -> list[tuple[int, int]]:
    """Offsets of the clauses, without the mark at the end; marks inside brackets do not cut."""
    spans, depth, start = [], 0, 0
    for mark in _MARK.finditer(text):
        sign, at = mark[0], mark.start()
        if sign in "（(“《":
            depth += 1
        elif sign in "）)”》":
            depth = max(0, depth - 1)
        elif depth == 0 or at - start > 80 or sign in "。；;\n":
            spans.append((start, at))
            start, depth = at + 1, 0
    return [*spans, (start, len(text))]


def _growth_tail(head: str) -> str:
    """年均 at the end of the words before 分别: it belongs to the verb, not to the name."""
    match = re.search("(?:年均|平均|累计|每年)$", head)
    return match[0] if match else ""
