"""A target cell that is one clear quantity (95%以上, ≥1000 个, 2000万) as an indicator."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind

_UOM = (
    r"个百分点|百分点|%|倍|(?:万|亿|千|百)?(?:元|美元|平方米|平方公里|千瓦时|千瓦|立方米|公里|人次|人|家|个|台|套|项|吨|亩|件|户|"
    r"条|座|辆|处|所|名|次|场|批|米|只|篇|份|起|宗|支|种|款|期|天|标准煤)(?:/(?:万)?(?:人|亩|家|年|台|吨))?|万|亿"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = (
    r"≥|>=|≤|<=|>|<|=|≈|不低于|不少于|不小于|至少|超过|突破|大于|高于|不超过|不高于|不大于|控制在|小于|低于|少于|约|达到|"
    r"增至|提高到|提升到|降至|达|为|完成|实现"
)
_FORM = re.compile(
    rf"(?:到(?!位))?(?:(?P<year>20\d\d)年(?:底|末)?[,，:]?)?(?P<name>[^\d≥≤<>=≈,，;；。]*?)(?P<before>(?:{_BEFORE})*)"
    rf"(?P<value>{_NUMBER})(?:(?:[-–—~至到])(?P<upper>{_NUMBER}))?(?P<uom>{_UOM})?"
    r"(?P<after>以上|及以上|以内|以下|左右|之内)?[。;；]?"
)
_FILLER = re.compile(r"(?:力争|累计|计划|预计|全年|新增|完成|达到|实现|建成)+")
"""A name that says only that something is done, not what is counted."""
_SIGNS = (
    (("≥", ">=", "不低于", "不少于", "不小于", "至少"), Comparator.AT_LEAST),
    (("≤", "<=", "不超过", "不高于", "不大于", "控制在"), Comparator.AT_MOST),
    (("超过", "突破", ">", "大于", "高于"), Comparator.MORE),
    (("<", "小于", "低于", "少于"), Comparator.LESS),
    (("≈", "约"), Comparator.ABOUT),
)
_AFTER = {
    "以上": Comparator.AT_LEAST,
    "及以上": Comparator.AT_LEAST,
    "以内": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "左右": Comparator.ABOUT,
}


@dataclass(frozen=True, slots=True)
class _Quantity:
    """What a cell says by itself; ``compared`` where it says how to compare."""

    name: str
    value: float
    upper: float | None
    uom: str | None
    comparator: Comparator
    compared: bool
    year: int | None
    counted: str
    literal: str


def read_target(text: str, name: str, uom: str, year: int | None) -> Indicator | None:
    """The indicator that a cell states, or None where it is not one clear quantity.

    ``name`` stands in where the cell names none, ``uom`` where it gives no unit of measure; a year
    in the cell wins over ``year``. 以上 is >=, 超过 >, 以内 <=, 左右 ≈, else = (DESIGN §3).
    """
    found = _quantity(text)
    if found is None:
        return None
    filler = _FILLER.fullmatch(found.name)
    called = (name or found.name) if filler else (found.name or name)
    unit = found.uom or uom or None
    # A bare number may be anything: a quantity has a unit of measure or says how to compare.
    if not called or (unit is None and not found.compared):
        return None
    if uom and unit in ("万", "亿") and uom not in unit:
        unit = unit + uom
    kind = _kind(called + found.name + found.counted, unit)
    year = found.year or year
    return Indicator(
        called, found.value, unit, found.comparator, year, kind, found.upper, found.literal
    )


@lru_cache(maxsize=8192)
def _quantity(text: str) -> _Quantity | None:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = _FORM.fullmatch(plain) if len(plain) <= 60 else None
    if found is None:
        return None
    before, after = found["before"] or "", found["after"] or ""
    value = float(found["value"].replace(",", ""))
    upper = float(found["upper"].replace(",", "")) if found["upper"] else None
    return _Quantity(
        name=re.sub(r"^[:、—-]+|[:、—的-]+$", "", found["name"]),
        value=value,
        upper=upper if upper is not None and upper > value else None,
        uom=found["uom"],
        comparator=_comparator(before, after),
        compared=bool(before or after),
        year=int(found["year"]) if found["year"] else None,
        counted=before,
        literal=text.strip(),
    )


@lru_cache(maxsize=1024)
def _comparator(before: str, after: str) -> Comparator:
    if after:
        return _AFTER[after]
    for words, sign in _SIGNS:
        if any(word in before for word in words):
            return sign
    return Comparator.EQUAL


_GROWTH = ("增长", "增速", "增幅")
_TELLS_KIND = re.compile("每年|年均|累计|增长|增速|增幅|新增|新建|新引进|新培育")


def _kind(name: str, uom: str | None) -> IndicatorKind:
    if _TELLS_KIND.search(name) is None:
        return IndicatorKind.SHARE if uom == "%" else IndicatorKind.STOCK
    words = set(_TELLS_KIND.findall(name))
    if not words.isdisjoint(("每年", "年均")):
        return IndicatorKind.GROWTH if "增长" in words else IndicatorKind.YEARLY
    if "累计" in words:
        return IndicatorKind.CUMULATIVE
    if uom == "%":
        grows = not words.isdisjoint(_GROWTH)
        return IndicatorKind.GROWTH if grows else IndicatorKind.SHARE
    return IndicatorKind.ADDED if words.difference(_GROWTH) else IndicatorKind.STOCK
