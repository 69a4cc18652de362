"""What is doubtful about an indicator's figures: against its definition, its sums, its last quarter."""

from __future__ import annotations

from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.target_unit import COUNT

_SUMMED = (IndicatorKind.CUMULATIVE, IndicatorKind.ADDED)
_BY_YEAR = (IndicatorKind.ADDED, IndicatorKind.YEARLY)
_PERCENT = frozenset({"%", "％"})


def starts_anew(kind: IndicatorKind, first_quarter: bool) -> bool:
    """Whether the count began again after last quarter: what is counted by the year, in its first."""
    return first_quarter and kind in _BY_YEAR


def quarter_over_total(kind: IndicatorKind, uom: str | None, quarter: float, total: float) -> bool:
    """Whether more was added in the quarter than there is; shares and growth rates do not add."""
    if kind in (IndicatorKind.GROWTH, IndicatorKind.SHARE) or uom in _PERCENT:
        return False
    return quarter > total + _rounding(quarter, total)


def total_off(
    kind: IndicatorKind, uom: str | None, last: float, quarter: float, total: float
) -> bool:
    """Whether 上季累计 + 本季新增 is not 本季累计, rounding allowed; for 累计 and 新增 only."""
    if kind not in _SUMMED or uom in _PERCENT:
        return False
    return abs(last + quarter - total) > _rounding(last, quarter, total)


def tenfold(last: float, value: float, times: float) -> float | None:
    """How many times one figure is the other, from ``times`` on; None below and where one is 0."""
    if last == 0 or value == 0 or (last < 0) != (value < 0):
        return None
    ratio = max(value / last, last / value)
    return ratio if ratio >= times * (1 - 1e-9) else None


def against_definition(
    kind: IndicatorKind,
    uom: str | None,
    value: float,
    last: float | None,
    target: Indicator | None,
    name: str,
) -> str:
    """What in a value contradicts the indicator's definition, as a clause; "" for nothing."""
    if kind is IndicatorKind.SHARE and uom in _PERCENT and value > 100:
        return "占比超过了 100 %"
    if value < 0 and kind is not IndicatorKind.GROWTH and not _may_be_negative(name):
        return "是负数"
    if uom in COUNT and value != int(value):
        return f"以“{uom}”计数却有小数"
    if uom in _PERCENT and 0 < value <= 1 and _looks_like_a_ratio(value, last, target):
        return "像是把百分数填成了小数"
    falls = target is not None and target.comparator in (Comparator.AT_MOST, Comparator.LESS)
    counted = kind is IndicatorKind.CUMULATIVE and uom not in _PERCENT and not falls
    if counted and last is not None and value < last - _rounding(last, value):
        return "累计数比上季还少"
    return ""


def _may_be_negative(name: str) -> bool:
    return any(word in name for word in ("净", "差额", "增减", "变动", "降"))


def _looks_like_a_ratio(value: float, last: float | None, target: Indicator | None) -> bool:
    known = [last] if last else []
    if target is not None and target.value:
        known.append(target.value)
    return any(each >= 2 and 0.3 <= 100 * value / each <= 3 for each in known)


def _rounding(*values: float) -> float:
    """What rounding to the printed places may make of a sum."""
    places = max(_places(value) for value in values)
    return 1.01 * 10**-places if places else 0.001


def _places(value: float) -> int:
    text = f"{value:.4f}".rstrip("0")
    return len(text) - text.index(".") - 1
