"""报送体检 of an indicator's figures: totals, last quarter's, the definition, slips of the point."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leqing_desktop.domain.indicator import Indicator, IndicatorKind, plain_number
from leqing_desktop.domain.return_check_rules import CheckRule
from leqing_desktop.domain.return_check_text import is_blank
from leqing_desktop.domain.return_form import IndicatorField
from leqing_desktop.domain.target_unit import COUNT

_ADDING = (IndicatorKind.CUMULATIVE, IndicatorKind.ADDED)
_RATIOS = (IndicatorKind.GROWTH, IndicatorKind.SHARE)
_MAY_EXCEED = re.compile("完成率|增长|增速|增幅|利润率|收益率|回报率|利用率|产销率|倍率")
_MAY_FALL = re.compile("净|增长|增速|增幅|下降|降幅|盈亏|利润|同比|环比")
_PERCENT = ("%", "％", "百分点", "个百分点")
_SMALL = 20
"""A difference of a few pieces is no slip of the point, whatever the ratio."""
_GREATEST = 1e15
_WRONG_SCALE = 100
"""Times the target from which the unit of measure is doubted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a row breaks, the field where, and the figures for its sentence.

    ``reminder``: no more than one, whatever the rule is elsewhere.
    """

    rule: CheckRule
    field: str
    figures: Mapping[str, Any]
    reminder: bool = False


Typed = tuple[float | None, str]
"""A number and the text it stood in."""


def indicator_faults(
    name: str,
    uom: str | None,
    kind: IndicatorKind,
    value: Typed,
    in_quarter: Typed,
    last: float | None,
    target: Indicator | None,
    *,
    times: float,
    first_quarter: bool,
    note: str = "",
) -> Iterator[Fault]:
    """What is doubtful about an indicator's figures, each field at most once a rule.

    ``times``: how many times last quarter's is too many.
    """
    last = _finite(last)
    typed = {IndicatorField.VALUE: value, IndicatorField.IN_QUARTER: in_quarter}
    for field, (number, text) in typed.items():
        number = _finite(number)
        if not is_blank(text) and number is None:
            yield Fault(CheckRule.FIGURE, field.value, _no_number(field, text))
        elif number is not None:
            reference = target.value if target is not None else last
            wrong = _against_definition(name, uom, kind, number, reference)
            if not wrong and field is IndicatorField.VALUE:
                wrong = _wrong_scale(kind, number, last, target)
            if wrong:
                figures = {"text": plain_number(number), "fault": wrong}
                yield Fault(
                    CheckRule.DEFINITION,
                    field.value,
                    {**figures, "label": field.label, "unit": _unit(uom)},
                )
    now, part = _finite(value[0]), _finite(in_quarter[0])
    # Many are counted once a year: an empty value is doubtful beside a figure or after one.
    if now is None and is_blank(value[1]) and is_blank(note) and not (part is last is None):
        empty = {"label": IndicatorField.VALUE.label, "empty": "没有填"}
        yield Fault(CheckRule.REQUIRED, IndicatorField.VALUE.value, empty, reminder=True)
    if now is not None:
        yield from _totals(uom, kind, now, part, last, first_quarter)
        if last is not None and (
            words := _tenfold(uom, kind, now, part, last, times, first_quarter)
        ):
            figures = {"now": plain_number(now), "before": plain_number(last), "fault": words}
            yield Fault(
                CheckRule.TENFOLD, IndicatorField.VALUE.value, {**figures, "unit": _unit(uom)}
            )


def _no_number(field: IndicatorField, text: str) -> dict[str, Any]:
    shown = " ".join(text.split())[:24]
    other = IndicatorField.NOTE.label
    return {"label": field.label, "text": shown, "wanted": "一个数字（不带单位）", "other": other}


def _finite(number: float | None) -> float | None:
    """A number that can be one; a statistic of more than 15 digits is a slip of the keyboard."""
    return number if number is not None and abs(number) < _GREATEST else None


def _totals(
    uom: str | None,
    kind: IndicatorKind,
    now: float,
    part: float | None,
    last: float | None,
    first_quarter: bool,
) -> Iterator[Fault]:
    figures: dict[str, Any] = {"now": plain_number(now), "unit": _unit(uom)}
    if part is not None and kind not in _RATIOS and part > now:
        yield Fault(
            CheckRule.OVER_TOTAL,
            IndicatorField.IN_QUARTER.value,
            {**figures, "part": plain_number(part)},
        )
        return
    if last is None or kind not in _ADDING:
        return
    # What is counted by the year starts again in the first quarter.
    fresh = first_quarter and (part is None or _adds_up(0, part, now))
    if part is not None:
        if not fresh and not _adds_up(last, part, now):
            more = {"before": last, "part": part, "total": last + part}
            shown = {word: plain_number(number) for word, number in more.items()}
            yield Fault(CheckRule.SUM, IndicatorField.VALUE.value, {**figures, **shown})
    elif kind is IndicatorKind.CUMULATIVE and now < last and not fresh:
        yield Fault(
            CheckRule.FELL,
            IndicatorField.VALUE.value,
            {**figures, "what": "累计", "before": plain_number(last)},
        )


def _adds_up(last: float, part: float, now: float) -> bool:
    """Whether a total is right to the decimals in which it is written."""
    decimals = [_decimals(each) for each in (last, part, now)]
    # Whole numbers are exact; figures with decimals may have been rounded one by one.
    slack = 0.5 * 10.0 ** -decimals[2] + 0.51 * 10.0 ** -max(decimals) if any(decimals) else 0
    return abs(last + part - now) <= max(slack, 1e-9 * max(abs(last), abs(now)))


def _decimals(number: float) -> int:
    return len(plain_number(number).partition(".")[2])


def _against_definition(
    name: str, uom: str | None, kind: IndicatorKind, number: float, reference: float | None
) -> str:
    percent = uom in _PERCENT or (kind is IndicatorKind.SHARE and not uom)
    if number < 0 and kind is not IndicatorKind.GROWTH and not _MAY_FALL.search(name):
        return "不应为负数"
    if kind is IndicatorKind.SHARE and percent and number > 100 and not _MAY_EXCEED.search(name):
        return "占比不应超过 100%"
    if uom in COUNT and number != int(number):
        return f"以“{uom}”计的数不应带小数"
    if percent and 0 < number <= 1 and reference is not None:
        near = reference / 3 <= number * 100 <= reference * 3
        if reference >= 10 if kind is IndicatorKind.SHARE else near and reference > 3:
            shown = plain_number(round(number * 100, 4))
            return f"百分数似填成了小数，{shown}% 应填 {shown}"
    return ""


def _wrong_scale(
    kind: IndicatorKind, number: float, last: float | None, target: Indicator | None
) -> str:
    """Whether a value is so far beyond its target that its unit of measure must be another."""
    if target is None or kind in _RATIOS or target.value < 1:
        return ""
    goal = target.upper or target.value
    if number < goal * _WRONG_SCALE or (last is not None and last * 10 > number):
        return ""
    return f"是目标 {target.target_text}的 {_WRONG_SCALE} 倍以上，计量单位可能不一致"


def _tenfold(
    uom: str | None,
    kind: IndicatorKind,
    now: float,
    part: float | None,
    last: float,
    times: float,
    first_quarter: bool,
) -> str:
    if last <= 0 or now <= 0 or (first_quarter and now < last and kind is not IndicatorKind.STOCK):
        return ""
    apart = abs(now - last)
    if kind is IndicatorKind.GROWTH and apart < _SMALL:
        return ""
    confirmed = part is not None and _adds_up(last, part, now)
    if uom in COUNT and apart < _SMALL and (confirmed or last < 3):
        return ""
    if now >= last * times:
        ratio = now / last
        return f"达到上季的 {plain_number(round(ratio, 1))} 倍" if ratio < 1e6 else "远大于上季"
    if now <= last / times:
        return (
            f"不到上季的 {plain_number(times)} 分之一"
            if now < last / times
            else (f"只有上季的 {plain_number(times)} 分之一")
        )
    return ""


def _unit(uom: str | None) -> str:
    if not uom:
        return ""
    return uom if uom == "%" else f" {uom}"
