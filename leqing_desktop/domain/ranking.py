"""Ranking of units: submissions on time, lights, notices answered, by one open formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.light import Light, LightSummary
from leqing_desktop.domain.rule_version import Values, whole

_NO_LIGHTS = LightSummary()


@dataclass(frozen=True, slots=True)
class RankingRule:
    """排名公式: three weights that make 100, and what a yellow light is worth (per cent)."""

    version: int = 1
    effective_from: date = date(2024, 1, 1)
    submissions: int = 40
    lights: int = 40
    notices: int = 20
    yellow_worth: int = 50

    def __post_init__(self) -> None:
        weights = (self.submissions, self.lights, self.notices)
        if min(weights) < 0 or sum(weights) != 100:
            raise ValueError(
                f"报送、亮灯、督办三项权重之和应为 100，现在是 {sum(weights)}，请调整。"
            )
        if not 0 <= self.yellow_worth <= 100:
            raise ValueError("黄灯折算请填 0 到 100 之间的数。")

    @classmethod
    def from_values(cls, version: int, effective_from: date, values: Values) -> RankingRule:
        """The rule as kept; ValueError or TypeError for what is none."""
        kept = (whole(values, name, getattr(_USUAL, name)) for name in _VALUES)
        return cls(version, effective_from, *kept)

    def to_values(self) -> dict[str, int]:
        """The weights and the worth of a yellow light by name."""
        return {name: getattr(self, name) for name in _VALUES}

    @property
    def name(self) -> str:
        """How a sentence cites the rule: 排名公式第 1 版（2024-01-01 起）."""
        return f"排名公式第 {self.version} 版（{self.effective_from.isoformat()} 起）"

    @property
    def formula(self) -> str:
        """The formula in words, shown beside the rank and printed in the 通报."""
        return (
            f"得分 = 报送 {self.submissions} × 按时报送数/应报送数"
            f" + 亮灯 {self.lights} ×（绿灯数 + 黄灯数 × {self.yellow_worth}%）/绿黄红灯总数"
            f" + 督办 {self.notices} × 已答复数/应答复数；配合事项和灰灯不计，"
            f"没有应计事项的一项记满分，各项保留一位小数，同分同名次（排名公式第 {self.version} 版）"
        )


_VALUES = ("submissions", "lights", "notices", "yellow_worth")
_USUAL = RankingRule()


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """What a unit is ranked by in a period; 配合 counts nowhere, so it must not be in here.

    ``due`` and ``on_time`` are submissions owed and in by the due date; ``asked`` and ``answered``
    are notices whose deadline has come and those of them answered by it.
    """

    unit: str
    due: int = 0
    on_time: int = 0
    lights: LightSummary = _NO_LIGHTS
    asked: int = 0
    answered: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.on_time <= self.due and 0 <= self.answered <= self.asked):
            raise ValueError(f"{self.unit}的按时数大于应有数，请检查报送和督办记录。")

    @property
    def counts(self) -> bool:
        """Whether anything of the unit is counted; one without is not ranked at all."""
        return bool(self.due or self.asked or _lit(self.lights))


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """The three parts of a score, each rounded to one decimal, so that a printed row adds up."""

    submissions: float
    lights: float
    notices: float


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's place. ``change`` is places won (+) or lost (−) since last time; None: new."""

    unit: str
    parts: ScoreParts
    score: float
    place: int
    change: int | None


def count_lights(items: Iterable[tuple[str, Role, Light]]) -> dict[str, LightSummary]:
    """Lights by unit from (unit, role, light), 配合 left out."""
    counts: dict[str, dict[Light, int]] = {}
    for unit, role, light in items:
        if role is not Role.SUPPORT:
            counts.setdefault(unit, dict.fromkeys(Light, 0))[light] += 1
    return {
        unit: LightSummary(
            green=of[Light.GREEN], yellow=of[Light.YELLOW], red=of[Light.RED], grey=of[Light.GREY]
        )
        for unit, of in counts.items()
    }


def rank_units(
    records: Iterable[UnitRecord],
    rule: RankingRule | None = None,
    previous: Mapping[str, int] | None = None,
) -> list[UnitScore]:
    """The units by score, best first; equal scores share a place and the next is left out (1, 1, 3).

    ``previous`` maps a unit to its place last time. Units with nothing to count are left out.
    """
    rule, previous = rule or RankingRule(), previous or {}
    scored = [(record.unit, _tenths(record, rule)) for record in records if record.counts]
    scored.sort(key=lambda row: -sum(row[1]))
    result: list[UnitScore] = []
    for index, (unit, tenths) in enumerate(scored):
        total = sum(tenths)
        tied = index > 0 and sum(scored[index - 1][1]) == total
        place = result[-1].place if tied else index + 1
        change = previous[unit] - place if unit in previous else None
        parts = ScoreParts(*(part / 10 for part in tenths))
        result.append(UnitScore(unit, parts, total / 10, place, change))
    return result


def _lit(lights: LightSummary) -> int:
    return lights.green + lights.yellow + lights.red


def _tenths(record: UnitRecord, rule: RankingRule) -> tuple[int, int, int]:
    """The parts in tenths of a point: whole numbers, so equal scores are equal."""
    worth = 100 * record.lights.green + rule.yellow_worth * record.lights.yellow
    return (
        _part(rule.submissions, record.on_time, record.due),
        _part(rule.lights, worth, 100 * _lit(record.lights)),
        _part(rule.notices, record.answered, record.asked),
    )


def _part(weight: int, reached: int, possible: int) -> int:
    share = Fraction(reached, possible) if possible else Fraction(1)
    return int(10 * weight * share + Fraction(1, 2))
