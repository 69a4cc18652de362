"""规划体检: what in a plan needs the clerk's eye before it becomes a ledger."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from leqing_desktop.domain.indicator import Indicator, IndicatorKind, plain_number
from leqing_desktop.domain.plan import Finding, GoalFacts, MeasureFacts, ProgrammeFacts
from leqing_desktop.domain.plan_proposal import GoalPlaces, Place, ProgrammePlaces

Placed = tuple[Finding, Place | None]


@dataclass(frozen=True, slots=True)
class PlacedIndicator:
    """An indicator with its place and the goal or measure that it stands in."""

    indicator: Indicator
    place: Place
    owner: str


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


def named(programme: ProgrammeFacts, measure: MeasureFacts) -> str:
    """A measure as a finding names it: 举措“深化产品智能化研发”."""
    title = measure.title or programme.title
    return f"举措“{title}”" if title else f"举措{measure.no or ''}"


def of_measures(
    programmes: Iterable[tuple[ProgrammeFacts, ProgrammePlaces]], known: Collection[str]
) -> list[Placed]:
    """Measures without unit or target, and units that the organisation list does not know.

    An empty list of organisations knows nothing and is not compared with.
    """
    found: list[Placed] = []
    strangers: set[str] = set()
    for programme, of in programmes:
        for measure, at in zip(programme.measures, of.measures, strict=True):
            name = named(programme, measure)
            if not measure.units:
                found.append(_placed("责任缺失", f"{name}没有写责任单位，请补上。", at.title))
            if not measure.indicators:
                found.append(_placed("无法量化", f"{name}没有量化目标。", at.title))
            for part, place in zip(measure.units, at.units, strict=True):
                if known and part.unit not in known and part.unit not in strangers:
                    strangers.add(part.unit)
                    sentence = f"单位名单里没有“{part.unit}”，请核对名称或加入名单。"
                    found.append(_placed("单位不在名单", sentence, place))
    return found


def two_values(indicators: list[PlacedIndicator]) -> list[Placed]:
    """The same indicator of the same year with two different values."""
    found: list[Placed] = []
    first: dict[tuple[str, int | None], PlacedIndicator] = {}
    for each in indicators:
        i = each.indicator
        key = (re.sub(r"\s", "", i.name), i.year)
        before = first.setdefault(key, each)
        b = before.indicator
        if i.kind in (IndicatorKind.YEARLY, IndicatorKind.GROWTH) and i.kind is not b.kind:
            continue
        if i.uom == b.uom and (i.value, i.upper) != (b.value, b.upper):
            found.append(
                _placed(
                    "数字不一致",
                    f"“{i.name}”在{before.owner}（{before.place.label}）是{b.target_text}，"
                    f"在{each.owner}是{i.target_text}。",
                    each.place,
                )
            )
    return found


def unreachable(indicators: list[PlacedIndicator]) -> list[Placed]:
    """Yearly growth that does not lead from a written baseline to the written end value."""
    found: list[Placed] = []
    ends = {e.indicator.name: e for e in indicators if e.indicator.kind is not IndicatorKind.GROWTH}
    for each in indicators:
        growth = each.indicator
        stem = re.sub(r"(?:年均)?(?:增长|增速|增长率|增幅)+(?:率)?$", "", growth.name)
        end = ends.get(stem)
        if growth.kind is not IndicatorKind.GROWTH or end is None or growth.uom != "%":
            continue
        e = end.indicator
        if e.baseline is None or e.baseline_year is None or e.year is None or e.baseline <= 0:
            continue
        years = e.year - e.baseline_year
        if not 1 <= years <= 30:
            continue
        reached = e.baseline * (1 + growth.value / 100) ** years
        if reached < 0.99 * e.value and growth.upper is None:
            needed = ((e.value / e.baseline) ** (1 / years) - 1) * 100
            found.append(
                _placed(
                    "测算不符",
                    f"“{stem}”从{plain_number(e.baseline)}到{plain_number(e.value)}{e.uom or ''}，"
                    f"{years}年年均需增长{needed:.1f}%，文中写{plain_number(growth.value)}%。",
                    each.place,
                )
            )
    return found


def unclaimed(place: Place, sentence: str) -> Placed:
    """A sentence with an obligation that no measure covers."""
    shown = sentence if len(sentence) <= 20 else f"{sentence[:18]}……"
    return _placed("无人认领", f"{place.label}这句话无人领：“{shown}”", place)


def of_document(kind: str, message: str) -> Placed:
    """A finding about the document as a whole."""
    return Finding(kind, message), None


def _placed(kind: str, message: str, place: Place) -> Placed:
    return Finding(kind, message, place.label), place
