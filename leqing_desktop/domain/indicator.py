"""An indicator's target as the plan words it: value, comparator, unit of measure, year, kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Comparator(StrEnum):
    """How a value is to be compared with its target (DESIGN §3: 以上 is >=, a bare 达到 is =)."""

    AT_LEAST = ">="
    MORE = ">"
    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    ABOUT = "≈"


class IndicatorKind(StrEnum):
    """What the number counts: 累计, 新增, 存量, 增速, 占比, 每年."""

    CUMULATIVE = "累计"
    ADDED = "新增"
    STOCK = "存量"
    GROWTH = "增速"
    SHARE = "占比"
    YEARLY = "每年"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantified target. ``value`` and ``upper`` are in ``uom`` (亿元, 家, %, 台/万人 …).

    ``upper`` is the end of a range; ``literal`` the few printed words that carry the number.
    """

    name: str
    value: float
    uom: str | None
    comparator: Comparator
    year: int | None
    kind: IndicatorKind
    upper: float | None = None
    literal: str = ""
    baseline: float | None = None
    baseline_year: int | None = None

    @property
    def target_text(self) -> str:
        """The target as a cell shows it: ``≥1000 家``, ``85 %``, ``3–5 个``."""
        sign = {">=": "≥", ">": "＞", "=": "", "<": "＜", "<=": "≤", "≈": "约 "}[self.comparator]
        number = plain_number(self.value)
        if self.upper is not None:
            number += "–" + plain_number(self.upper)
        return f"{sign}{number} {self.uom or ''}".rstrip()


def plain_number(value: float) -> str:
    """A number without a trailing ``.0`` and without exponent: 1000, 22.4, 0.35."""
    return str(int(value)) if value == int(value) else repr(round(value, 6))
