"""The rule that turns points behind 序时进度 into a light: three bands, versioned and dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leqing_desktop.domain.indicator import plain_number


class Light(StrEnum):
    """A computed light; the unit's own word stands beside it and is never mixed in."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        """The light's one letter, readable in black and white."""
        return {"green": "绿", "yellow": "黄", "red": "红", "grey": "灰"}[self.value]


@dataclass(frozen=True, slots=True)
class Band:
    """One line of the rule editor: behind more than ``over``, up to and with ``up_to`` points."""

    light: Light
    over: float | None
    up_to: float | None


@dataclass(frozen=True, slots=True)
class LightRule:
    """亮灯规则: behind ≤ yellow_over 绿, > yellow_over 黄, > red_over 红 (points of 100)."""

    version: int = 1
    effective_from: date = date(2024, 1, 1)
    yellow_over: float = 10
    red_over: float = 30

    def __post_init__(self) -> None:
        if self.version < 1:
            raise ValueError("亮灯规则的版本号从 1 开始。")
        if not 0 <= self.yellow_over < self.red_over < 100:
            raise ValueError(
                "黄灯界限必须小于红灯界限，两者都在 0 到 100 之间，"
                f"现在是 {plain_number(self.yellow_over)} 和 {plain_number(self.red_over)}。"
            )

    @property
    def bands(self) -> tuple[Band, Band, Band]:
        """The three bands from green to red, without hole or overlap by construction."""
        return (
            Band(Light.GREEN, None, self.yellow_over),
            Band(Light.YELLOW, self.yellow_over, self.red_over),
            Band(Light.RED, self.red_over, None),
        )

    @property
    def name(self) -> str:
        """How a sentence cites the rule: 亮灯规则第 1 版（2024-01-01 起）."""
        return f"亮灯规则第 {self.version} 版（{self.effective_from.isoformat()} 起）"


def rule_from_bands(version: int, effective_from: date, bands: Sequence[Band]) -> LightRule:
    """The rule that typed bands describe; ValueError naming the hole or overlap between them."""
    by_light = {band.light: band for band in bands}
    if len(bands) != 3 or set(by_light) != {Light.GREEN, Light.YELLOW, Light.RED}:
        raise ValueError("亮灯规则要有绿、黄、红三档，每档一行。")
    green, yellow, red = by_light[Light.GREEN], by_light[Light.YELLOW], by_light[Light.RED]
    if green.over is not None or red.up_to is not None:
        raise ValueError("绿灯不设下限、红灯不设上限，否则会有进度对不上任何一种灯。")
    limits: list[float] = []
    for lower, upper in ((green, yellow), (yellow, red)):
        pair = f"{lower.light.label}灯和{upper.light.label}灯"
        if lower.up_to is None or upper.over is None:
            raise ValueError(f"{pair}之间的界限没有填，请填落后多少点。")
        if lower.up_to < upper.over:
            raise ValueError(
                f"{pair}之间有空档：落后 {plain_number(lower.up_to)} 到 "
                f"{plain_number(upper.over)} 点没有对应的灯。"
            )
        if lower.up_to > upper.over:
            raise ValueError(
                f"{pair}重叠：落后 {plain_number(upper.over)} 到 "
                f"{plain_number(lower.up_to)} 点对应两种灯。"
            )
        limits.append(lower.up_to)
    return LightRule(version, effective_from, limits[0], limits[1])
