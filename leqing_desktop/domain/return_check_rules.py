"""The rules of 报送体检: what each looks for, its limit, and the question that goes back to the unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class CheckRule(StrEnum):
    """A rule of 报送体检; ``value`` is the finding's kind and the rule's name in the settings."""

    REQUIRED_EMPTY = "required_empty"
    BAD_FIGURE = "bad_figure"
    BAD_STATUS = "bad_status"
    COPIED = "copied_text"
    VAGUE = "vague_text"
    WENT_BACK = "progress_back"
    NO_EVIDENCE = "no_evidence"
    MILESTONE_PAST = "milestone_past"
    NO_UNIT = "figure_without_unit"
    QUARTER_OVER_TOTAL = "quarter_over_total"
    TOTAL_OFF = "total_off"
    PARTS_OFF = "parts_off"
    AGAINST_DEFINITION = "against_definition"
    TENFOLD = "tenfold"
    SELF_RATED_HIGH = "self_rated_high"

    @property
    def label(self) -> str:
        """The rule's short name."""
        return _RULES[self].label

    @property
    def description(self) -> str:
        """What the rule looks for, in one sentence."""
        return _RULES[self].description

    @property
    def default_limit(self) -> float | None:
        """The limit as delivered; None for a rule without one."""
        limit = _RULES[self].limit
        return limit.default if limit is not None else None

    @property
    def limit_unit(self) -> str:
        """What the limit counts (%, 倍); "" for a rule without one."""
        limit = _RULES[self].limit
        return limit.unit if limit is not None else ""

    @property
    def limit_range(self) -> tuple[float, float] | None:
        """Lowest and highest limit that make sense; None for a rule without one."""
        limit = _RULES[self].limit
        return (limit.lowest, limit.highest) if limit is not None else None

    @property
    def default_on(self) -> bool:
        """Whether the rule is on as delivered."""
        return True

    @property
    def can_switch(self) -> bool:
        """Whether it can be switched off; without the first three no row could be taken in."""
        return self not in (CheckRule.REQUIRED_EMPTY, CheckRule.BAD_FIGURE, CheckRule.BAD_STATUS)

    @property
    def serious(self) -> bool:
        """须处理 (True) or 提醒 (False)."""
        return _RULES[self].serious

    @property
    def question(self) -> str:
        """The question to the unit, a template for ``str.format``; see ``return_check``."""
        return _RULES[self].question


@dataclass(frozen=True, slots=True)
class _Limit:
    default: float
    lowest: float
    highest: float
    unit: str


@dataclass(frozen=True, slots=True)
class _Rule:
    label: str
    description: str
    serious: bool
    question: str
    limit: _Limit | None = None


_RULES = {
    CheckRule.REQUIRED_EMPTY: _Rule(
        "必填未填",
        "本季进度、状态、本季进展没有填；上季报过的指标本季没有填只作提醒。",
        True,
        "贵单位报送的“{title}”未填写{field}，请补充填写后再报。",
    ),
    CheckRule.BAD_FIGURE: _Rule(
        "数字不对",
        "本季进度不是 0 到 100 之间的数，或指标数值不是数字。",
        True,
        "贵单位报送的“{title}”{field}填为“{text}”，{remedy}。",
    ),
    CheckRule.BAD_STATUS: _Rule(
        "状态不对",
        "状态不在下拉选项里。",
        True,
        "贵单位报送的“{title}”状态填为“{text}”，请从{options}中选择一项。",
    ),
    CheckRule.COPIED: _Rule(
        "照抄上季",
        "本季进展与上季进展相同的字数达到界限；只改了数字的作提醒。",
        True,
        "贵单位报送的“{title}”本季进展与上季内容有 {share} % 相同，请按本季实际工作重新填写。",
        _Limit(90, 50, 100, "%"),
    ),
    CheckRule.VAGUE: _Rule(
        "空话",
        "只写持续推进、正在开展等，没有数字、日期或名称。",
        False,
        "贵单位报送的“{title}”本季进展为“{text}”，请补充具体做法、完成数量、时间节点或项目名称。",
    ),
    CheckRule.WENT_BACK: _Rule(
        "进度倒退",
        "本季进度比同一年上季的进度低。",
        True,
        "贵单位报送的“{title}”本季进度为 {now} %，低于上季的 {before} %，请核实并说明原因。",
    ),
    CheckRule.NO_EVIDENCE: _Rule(
        "缺佐证",
        "本季进度达到界限，却没有佐证材料名称，也没有附件。",
        True,
        "贵单位报送的“{title}”本季进度为 {now} %，请提供佐证材料。",
        _Limit(100, 50, 100, "%"),
    ),
    CheckRule.MILESTONE_PAST: _Rule(
        "节点已过",
        "里程碑已到期，进度低于序时（界限可放宽到超前几点），状态仍是正常推进。",
        False,
        "贵单位报送的“{title}”节点{nodes}已到期，本季进度为 {now} %，状态填为“正常推进”，"
        "请说明该节点是否已完成，未完成的请如实调整状态。",
        _Limit(0, 0, 100, "点"),
    ),
    CheckRule.NO_UNIT: _Rule(
        "数字缺单位",
        "本季进展里的数字后面没有计量单位。",
        False,
        "贵单位报送的“{title}”本季进展中“{text}”未注明计量单位，请补充。",
    ),
    CheckRule.QUARTER_OVER_TOTAL: _Rule(
        "本季大于累计",
        "指标的本季新增比本季累计大。",
        True,
        "贵单位报送的指标“{title}”本季新增 {quarter}，大于本季累计 {now}，请核实后重新填写。",
    ),
    CheckRule.TOTAL_OFF: _Rule(
        "累计对不上",
        "累计类、新增类指标的上季累计加本季新增不等于本季累计。",
        True,
        "贵单位报送的指标“{title}”上季累计 {before}，本季新增 {quarter}，相加应为 {sum}，"
        "所报本季累计为 {now}，请核实后重新填写。",
    ),
    CheckRule.PARTS_OFF: _Rule(
        "分项不等于总数",
        "本季进展里各分项相加与总数不一致。",
        False,
        "贵单位报送的“{title}”本季进展中总数为 {whole}，所列分项相加为 {sum}，请核实是否一致。",
    ),
    CheckRule.AGAINST_DEFINITION: _Rule(
        "不合口径",
        "占比超过 100 %、个数为负数或小数、百分数填成 0.85、累计数减少等。",
        True,
        "贵单位报送的指标“{title}”本季累计为 {now}，{fault}，请按口径核实后重新填写。",
    ),
    CheckRule.TENFOLD: _Rule(
        "差数量级",
        "指标本季累计是上季的若干倍以上，或若干分之一以下。",
        False,
        "贵单位报送的指标“{title}”本季累计为 {now}，上季为 {before}，相差 {times} 倍，"
        "请核实数值和计量单位是否填错。",
        _Limit(10, 2, 1000, "倍"),
    ),
    CheckRule.SELF_RATED_HIGH: _Rule(
        "自评偏高",
        "单位填的状态比按序时进度算出的灯好。",
        False,
        "贵单位报送的“{title}”状态填为“{text}”，本季进度为 {now} %，按序时进度应为{light}灯，"
        "请核实状态或说明情况。",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How one rule is set; ``limit`` is None for a rule without one."""

    on: bool = True
    limit: float | None = None


def _defaults() -> Mapping[CheckRule, RuleSetting]:
    return MappingProxyType(
        {rule: RuleSetting(rule.default_on, rule.default_limit) for rule in CheckRule}
    )


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which rules of 报送体检 are on, and with which limits."""

    rules: Mapping[CheckRule, RuleSetting] = field(default_factory=_defaults)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> CheckSettings:
        """The settings kept in a ledger; unknown names are ignored, bad values are the default's."""
        rules = dict(_defaults())
        for rule in CheckRule:
            kept = stored.get(rule.value)
            if isinstance(kept, Mapping):
                on = kept.get("on")
                switched = on if isinstance(on, bool) and rule.can_switch else rules[rule].on
                limit = kept.get("limit")
                if not _fits(rule, limit):
                    limit = rules[rule].limit
                rules[rule] = RuleSetting(switched, limit)
        return cls(MappingProxyType(rules))

    def to_json(self) -> dict[str, dict[str, Any]]:
        """The settings as a ledger keeps them."""
        return {
            rule.value: {"on": setting.on, "limit": setting.limit}
            for rule, setting in self.rules.items()
        }

    def with_rule(self, rule: CheckRule, on: bool, limit: float | None = None) -> CheckSettings:
        """The settings with one rule set otherwise; ``limit`` None keeps its limit.

        ValueError for a limit out of range and for switching off what cannot be.
        """
        if not on and not rule.can_switch:
            raise ValueError(f"“{rule.label}”不能关，关了就有收不进台账的行。")
        if limit is not None and not _fits(rule, limit):
            if rule.limit_range is None:
                raise ValueError(f"“{rule.label}”没有界限可设，请只选开或关。")
            low, high = rule.limit_range
            raise ValueError(
                f"“{rule.label}”的界限请填 {low:g} 到 {high:g} 之间的数（{rule.limit_unit}）。"
            )
        kept = self.rules[rule].limit if limit is None else float(limit)
        changed = {**self.rules, rule: replace(self.rules[rule], on=on, limit=kept)}
        return CheckSettings(MappingProxyType(changed))

    def is_on(self, rule: CheckRule) -> bool:
        """Whether a rule is looked at."""
        return self.rules[rule].on

    def limit(self, rule: CheckRule) -> float:
        """The limit of a rule that has one."""
        limit = self.rules[rule].limit
        assert limit is not None, rule
        return limit


def _fits(rule: CheckRule, limit: object) -> bool:
    if rule.limit_range is None or isinstance(limit, bool) or not isinstance(limit, int | float):
        return False
    low, high = rule.limit_range
    return math.isfinite(limit) and low <= limit <= high
