"""规划体检: what in a plan needs the clerk's eye before it becomes a ledger.

A finding says what was looked at and not found; it does not say what the document lacks beyond that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from leqing_desktop.domain.plan import Finding, MeasureFacts, ProgrammeFacts
from leqing_desktop.domain.plan_draft_doubts import STRANGER
from leqing_desktop.domain.plan_proposal import MeasurePlaces, Place, ProgrammePlaces, named
from leqing_desktop.domain.responsibility_names import nearest, short_forms

Placed = tuple[Finding, Place | None]
Programmes = Iterable[tuple[ProgrammeFacts, ProgrammePlaces]]


def of_measures(programmes: Programmes, dated: Collection[int]) -> list[Placed]:
    """Measures without unit, target or date; ``dated``: where measures with a date begin."""
    found: list[Placed] = []
    for programme, of in programmes:
        for measure, at in zip(programme.measures, of.measures, strict=True):
            found += _of_measure(named(programme, measure), measure, at, at.whole.start in dated)
    return found


def _of_measure(
    name: str, measure: MeasureFacts, places: MeasurePlaces, dated: bool
) -> list[Placed]:
    found: list[Placed] = []
    if not measure.units:
        found.append(_placed("责任缺失", f"{name}没有写责任单位，请补上。", places.title))
    if not measure.indicators:
        found.append(_placed("无法量化", f"{name}没有读到量化目标。", places.title))
    if not dated and not any(i.year for i in measure.indicators):
        found.append(
            _placed("没有时间节点", f"{name}没有读到完成时间或时间节点，请补上。", places.title)
        )
    return found


def of_units(
    programmes: Programmes, known: Collection[str], stated: Mapping[str, str]
) -> list[Placed]:
    """Units that the organisation list does not know, and units under two names.

    An empty list of organisations knows nothing and is not compared with.
    """
    first: dict[str, Place] = {}
    for programme, of in programmes:
        for measure, at in zip(programme.measures, of.measures, strict=True):
            for part, place in zip(measure.units, at.units, strict=True):
                first.setdefault(part.unit, place)
    found: list[Placed] = []
    for unit, place in first.items():
        if known and unit not in known:
            near = nearest(unit, known)
            hint = f"，最接近的是“{near}”" if near else ""
            sentence = f"单位名单里没有“{unit}”{hint}，请核对名称或加入名单。"
            found.append(_placed(STRANGER, sentence, place))
    same = short_forms(list(first)) | {s: f for s, f in stated.items() if s in first and f in first}
    for short, full in same.items():
        sentence = f"“{short}”看来就是“{full}”（{first[full].label}），请确认是同一个单位。"
        found.append(_placed("简称", sentence, first[short]))
    return found


def unclaimed(place: Place, sentence: str) -> Placed:
    """A sentence with an obligation that no measure covers."""
    shown = sentence if len(sentence) <= 32 else f"{sentence[:30]}……"
    return _placed("无人认领", f"{place.label}这句话无人领：“{shown}”", place)


def of_document(kind: str, message: str, place: Place) -> Placed:
    """A finding about the document as a whole, shown at its beginning."""
    return _placed(kind, message, place)


def _placed(kind: str, message: str, place: Place) -> Placed:
    return Finding(kind, message, place.label), place
