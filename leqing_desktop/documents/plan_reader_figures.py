"""规划体检 of the figures: two values for one indicator, growth that falls short of its end value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leqing_desktop.documents.plan_reader_cleaning import CleanText
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind, plain_number
from leqing_desktop.domain.plan import Finding, GoalFacts, ProgrammeFacts
from leqing_desktop.domain.plan_proposal import GoalPlaces, Place, ProgrammePlaces, named
from leqing_desktop.domain.target_name import is_generic, is_verb
from leqing_desktop.domain.target_unit import UNIT

Placed = tuple[Finding, Place | None]


@dataclass(frozen=True, slots=True)
class PlacedIndicator:
    """An indicator with its place and the goal or measure that it stands in."""

    indicator: Indicator
    place: Place
    owner: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A past figure that the text gives for an indicator, as printed at ``place``."""

    value: float
    year: int
    place: Place


def gather(
    goals: Iterable[tuple[GoalFacts, GoalPlaces]],
    programmes: Iterable[tuple[ProgrammeFacts, ProgrammePlaces]],
) -> list[PlacedIndicator]:
    """All indicators of goals and measures in the document's order."""
    found: list[PlacedIndicator] = []
    for goal, places in goals:
        pairs = zip(goal.indicators, places.indicators, strict=True)
        found += [PlacedIndicator(i, p, f"目标“{goal.title}”") for i, p in pairs]
    for programme, of in programmes:
        for measure, at in zip(programme.measures, of.measures, strict=True):
            pairs = zip(measure.indicators, at.indicators, strict=True)
            found += [PlacedIndicator(i, p, named(programme, measure)) for i, p in pairs]
    return found


# Two values


def two_values(indicators: Sequence[PlacedIndicator]) -> list[Placed]:
    """The same indicator of the same year with two values, or once with 以上 and once without."""
    found: list[Placed] = []
    first: dict[tuple[object, ...], PlacedIndicator] = {}
    for each in indicators:
        i = each.indicator
        name = _plain_name(i.name)
        if len(name) < 3 or is_generic(name) or is_verb(name):
            continue
        before = first.setdefault((name, i.year, _base(i.uom), i.kind), each)
        b = before.indicator
        if _size(i) != _size(b):
            kind, what = "数字不一致", "请核对以哪个为准。"
        elif i.comparator is not b.comparator and each.owner != before.owner:
            kind, what = "口径不一", "请核对要不要“以上”一类的词。"
        else:
            continue
        found.append(
            _placed(
                kind,
                f"“{i.name}”在{before.owner}（{before.place.label}）是{b.target_text}，"
                f"在{each.owner}是{i.target_text}，{what}",
                each.place,
            )
        )
    return found


def _plain_name(name: str) -> str:
    return re.sub(r"[\s“”\"]|^(?:全|我|本)[省市县区州镇](?=.{3})", "", name)


_SCALES = {"万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4}
_SCALE = re.compile("|".join(_SCALES))


def _base(uom: str | None) -> str | None:
    """The unit without its 万 or 亿 in front: 2000万元 and 0.2亿元 are compared."""
    return None if uom is None else _SCALE.sub("", uom, count=1) if _SCALE.match(uom) else uom


def _size(indicator: Indicator) -> tuple[float, float | None]:
    scale = _SCALE.match(indicator.uom or "")
    by = _SCALES[scale[0]] if scale else 1.0
    upper = indicator.upper
    return round(indicator.value * by, 6), None if upper is None else round(upper * by, 6)


# Growth

_GROWTH = re.compile(
    r"(?:年均|平均|每年|同比|累计)*(?:增长|增速|增长率|增幅|递增|下降|降低|减少)+率?$"
)
_DOWN = re.compile(r"(?:下降|降低|减少)率?$")
_FIGURE = re.compile(
    rf"(?:数量|总量|规模|总数)?(?:已|均|共|就|分别|达到?了?|实现了?|完成|为|约|近|超过?|突破|有|增加到|增长到|提高到)*(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>{UNIT})"
)
_PAST_YEAR = re.compile(r"(20\d\d)年(?!.{0,3}前)")


def unreachable(
    indicators: Sequence[PlacedIndicator], cleaned: CleanText, before: int
) -> list[Placed]:
    """Yearly growth that does not lead from a written baseline to the written end value.

    The baseline stands with the target (由…提高到…) or in the text before ``before``.
    """
    ends = {
        e.indicator.name: e
        for e in reversed(indicators)
        if e.indicator.kind is not IndicatorKind.GROWTH and e.indicator.upper is None
    }
    found: list[Placed] = []
    for each in indicators:
        growth = each.indicator
        stem = _GROWTH.sub("", growth.name)
        end = ends.get(stem)
        if growth.kind is not IndicatorKind.GROWTH or growth.uom != "%" or end is None:
            continue
        if growth.upper is not None or growth.comparator in (Comparator.AT_MOST, Comparator.LESS):
            continue
        base = _baseline(end, cleaned, before)
        if base is None or end.indicator.year is None:
            continue
        years = end.indicator.year - base.year
        yearly = re.search("年均|每年|平均", growth.name + growth.literal)
        if 1 <= years <= 15 and (yearly or years == 1):
            found += _compared(stem, growth, end.indicator, base, years, each.place)
    return found


def _compared(
    stem: str, growth: Indicator, end: Indicator, base: Baseline, years: int, place: Place
) -> list[Placed]:
    falls = _DOWN.search(growth.name) is not None
    rate = -growth.value if falls else growth.value
    reached = base.value * (1 + rate / 100) ** years
    short = reached > 1.01 * end.value if falls else reached < 0.99 * end.value
    if not short:
        return []
    needed = abs((end.value / base.value) ** (1 / years) - 1) * 100
    word, uom = ("下降", "高于") if falls else ("增长", "不到"), end.uom or ""
    return [
        _placed(
            "测算不符",
            f"“{stem}”{base.year}年写的是{plain_number(base.value)}{uom}（{base.place.label}），"
            f"按年均{word[0]}{plain_number(growth.value)}%算，到{end.year}年约{plain_number(round(reached, 1))}{uom}，"
            f"{word[1]}{plain_number(end.value)}{uom}；须年均{word[0]}约{needed:.1f}%，请核对基数和口径。",
            place,
        )
    ]


def _baseline(end: PlacedIndicator, cleaned: CleanText, before: int) -> Baseline | None:
    i = end.indicator
    if i.baseline is not None and i.baseline_year is not None:
        return Baseline(i.baseline, i.baseline_year, end.place) if i.baseline > 0 else None
    if i.year is None or i.uom is None:
        return None
    name = _plain_name(i.name)
    for length in range(len(name), min(4, len(name) - 1), -1):
        told = _told(name[:-length], name[-length:], i, cleaned, before)
        if told:
            latest = max(one.year for one in told)
            values = {one.value: one for one in told if one.year == latest}
            # Two figures for one year: whose is meant is not for us to say.
            return next(iter(values.values())) if len(values) == 1 else None
    return None


def _told(
    rest: str, head: str, indicator: Indicator, cleaned: CleanText, before: int
) -> list[Baseline]:
    """Past figures behind ``head``; the other words of the name must stand in the same clause."""
    text, found = cleaned.text, []
    for match in re.finditer(re.escape(head), text[:before]):
        figure = _FIGURE.match(text, match.end())
        if figure is None or figure["unit"] not in (indicator.uom, (indicator.uom or "")[:-1]):
            continue
        begin = max(text.rfind(sign, 0, match.start()) for sign in "。；\n") + 1
        clause = text[max(text.rfind("，", begin, match.start()), begin) : match.start()]
        years = _PAST_YEAR.findall(text, begin, match.start())
        value = float(figure["value"].replace(",", ""))
        if years and value and all(sign in clause for sign in rest):
            year = int(years[-1])
            if indicator.year and year < indicator.year:
                found.append(Baseline(value, year, cleaned.place(match.start(), figure.end())))
    return found


def _placed(kind: str, message: str, place: Place) -> Placed:
    return Finding(kind, message, place.label), place
