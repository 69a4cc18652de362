"""报送体检 as a table: every rule with its words, its limit and whether it is on, and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from leqing_desktop.domain.indicator import plain_number


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """The words and limits of a rule.

    ``message`` (to the clerk) and ``question`` (back to the unit) are filled with the row's figures;
    both begin with the row, which ``CheckRule`` puts in front. ``limit`` None: nothing to tune.
    """

    label: str
    description: str
    message: str
    question: str
    serious: bool = False
    limit: float | None = None
    unit: str = ""
    least: float = 0
    most: float = 0


class CheckRule(StrEnum):
    """A rule of 报送体检; the value is the finding's ``kind``."""

    REQUIRED = "required"
    FIGURE = "figure"
    STATUS = "status"
    FELL = "fell"
    COPIED = "copied"
    HOLLOW = "hollow"
    NO_EVIDENCE = "no_evidence"
    MILESTONE = "milestone"
    NO_UNIT = "no_unit"
    PARTS = "parts"
    OVERRATED = "overrated"
    OVER_TOTAL = "over_total"
    SUM = "sum"
    DEFINITION = "definition"
    TENFOLD = "tenfold"

    @property
    def facts(self) -> RuleFacts:
        """The rule's words and limits."""
        return RULES[self]

    @property
    def label(self) -> str:
        """Its short name."""
        return RULES[self].label

    @property
    def description(self) -> str:
        """What it looks for, in one sentence."""
        return RULES[self].description

    @property
    def question(self) -> str:
        """The question that goes back to the unit, with places for the figures."""
        return "贵单位报送表第 {row} 行“{title}”" + RULES[self].question

    @property
    def message(self) -> str:
        """The clerk's sentence, with places for the figures."""
        return "第 {row} 行“{title}”：" + RULES[self].message

    @property
    def serious(self) -> bool:
        """须处理; the others are reminders (提醒)."""
        return RULES[self].serious

    @property
    def can_switch(self) -> bool:
        """Whether it may be off; without the first three, rows without a figure would be taken in."""
        return self not in (CheckRule.REQUIRED, CheckRule.FIGURE, CheckRule.STATUS)

    @property
    def default_limit(self) -> float | None:
        """Its limit in a new ledger, in ``limit_unit``; None where there is nothing to tune."""
        return RULES[self].limit

    @property
    def limit_unit(self) -> str:
        """What the limit counts."""
        return RULES[self].unit

    @property
    def limit_range(self) -> tuple[float, float] | None:
        """The least and the greatest limit that makes sense."""
        facts = RULES[self]
        return None if facts.limit is None else (facts.least, facts.most)


RULES: Mapping[CheckRule, RuleFacts] = MappingProxyType(
    {
        CheckRule.REQUIRED: RuleFacts(
            "必填项空着",
            "本季进度、状态、本季进展有一项没有填，或只填了“无”“同上”。",
            "“{label}”{empty}，请补填。",
            "的“{label}”{empty}，请补填。",
            serious=True,
        ),
        CheckRule.FIGURE: RuleFacts(
            "数字不对",
            "本季进度不是 0 到 100 之间的数，或指标值不是数字。",
            "“{label}”填的是“{text}”，请改为{wanted}。",
            "的“{label}”填的是“{text}”，请改填{wanted}，文字说明请写在“{other}”栏。",
            serious=True,
        ),
        CheckRule.STATUS: RuleFacts(
            "状态不在选项里",
            "状态不是下拉选项中的一个。",
            "状态填的是“{text}”，请改选{options}之一。",
            "的状态填的是“{text}”，请在下拉选项（{options}）中选择一项。",
            serious=True,
        ),
        CheckRule.FELL: RuleFacts(
            "进度倒退",
            "本季进度或累计数比上季报的低；每年第一季度重新起算，不作比较。",
            "本季{what} {now}{unit}，低于上季的 {before}{unit}，请核对或写明调减原因。",
            "本季{what}为 {now}{unit}，低于上季报送的 {before}{unit}，请核实；确需调减的，请说明原因。",
            serious=True,
        ),
        CheckRule.COPIED: RuleFacts(
            "照抄上季",
            "本季进展与上季进展的相同程度达到界限；上季已完成的任务不查。",
            "本季进展与上季 {percent}% 相同，请补写本季新做的工作。",
            "本季进展与上季报送内容 {percent}% 相同，请补充本季度新开展的工作和取得的结果。",
            limit=90,
            unit="%",
            least=50,
            most=100,
        ),
        CheckRule.HOLLOW: RuleFacts(
            "空话",
            "进展只写“持续推进”“正在开展”一类的话，没有数字、日期、名称或办成的事。",
            "本季进展写“{text}”，没有数字、日期或名称，请写明做了什么、做到哪一步。",
            "本季进展表述为“{text}”，请补充具体做法、完成数量、时间节点或有关单位、项目名称。",
        ),
        CheckRule.NO_EVIDENCE: RuleFacts(
            "缺佐证",
            "进度报 100%，但没有写佐证材料名称，也没有附件。",
            "进度报 100%，没有佐证材料，请补佐证材料名称或附件。",
            "已报完成 100%，未附佐证材料，请补报佐证材料（如批复、验收单、合同、照片等）。",
        ),
        CheckRule.MILESTONE: RuleFacts(
            "节点已过",
            "进度低于序时（界限可放宽到超前几点），有到期的节点没有写明已完成，状态仍选“正常推进”。",
            "节点“{milestone}”已到期，状态仍是“正常推进”，请写明是否完成或改选状态。",
            "的节点“{milestone}”已到期，状态仍为“正常推进”，请说明该节点是否完成；未完成的，"
            "请调整状态并写明原因和预计完成时间。",
            limit=0,
            unit="点",
            most=100,
        ),
        CheckRule.NO_UNIT: RuleFacts(
            "数字缺单位",
            "文字里的数字后面没有计量单位。",
            "“{label}”中“{text}”的数字没有单位，请补上单位。",
            "“{label}”中“{text}”的数字未写计量单位，请补充（如家、个、万元、%）。",
        ),
        CheckRule.PARTS: RuleFacts(
            "分项合计不符",
            "文字里的分项之和与总数不一致，或一个分项比总数还大。",
            "“{label}”中“{text}”，{fault}，请核对。",
            "“{label}”中“{text}”，{fault}，请核对后重新填报。",
        ),
        CheckRule.OVERRATED: RuleFacts(
            "自评偏高",
            "单位自己选的状态好于按序时进度算出的灯，或选“已完成”而进度不到 100%。",
            "状态选“{status}”，{against}，请核对状态或进度。",
            "的状态为“{status}”，{against}，请核实状态和进度，并说明情况。",
        ),
        CheckRule.OVER_TOTAL: RuleFacts(
            "本季大于累计",
            "指标的本季新增大于本季累计。",
            "本季新增 {part}{unit}，大于本季累计 {now}{unit}，请核对是否填反了列。",
            "的本季新增为 {part}{unit}，大于本季累计 {now}{unit}，请核对两栏数字是否填反。",
            serious=True,
        ),
        CheckRule.SUM: RuleFacts(
            "累计对不上",
            "上季累计加本季新增不等于本季累计；只查累计类、新增类指标。",
            "上季累计 {before}{unit}加本季新增 {part}{unit}应为 {total}{unit}，"
            "本季累计填的是 {now}{unit}，请核对。",
            "的上季累计 {before}{unit}加本季新增 {part}{unit}应为 {total}{unit}，"
            "本季累计填报为 {now}{unit}，请核对；上季数字有更正的，请在“说明”栏写明。",
            serious=True,
        ),
        CheckRule.DEFINITION: RuleFacts(
            "与口径不符",
            "指标值与口径、计量单位不合：占比超过 100%、个数为负或带小数、百分数填成小数等。",
            "“{label}”填的是 {text}{unit}，{fault}，请按口径核对。",
            "的“{label}”填报为 {text}{unit}，{fault}，请按指标口径和计量单位核对。",
            serious=True,
        ),
        CheckRule.TENFOLD: RuleFacts(
            "相差悬殊",
            "指标值达到上季的若干倍，或不到上季的若干分之一，多半是小数点或单位填错。",
            "本季累计 {now}{unit}，上季是 {before}{unit}，{fault}，请核对小数点和单位。",
            "的本季累计为 {now}{unit}，上季为 {before}{unit}，{fault}，请核对小数点和计量单位；"
            "数字属实的，请说明原因。",
            limit=10,
            unit="倍",
            least=2,
            most=1000,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which rules are on and their limits; immutable, only what differs from the defaults is kept."""

    off: frozenset[CheckRule] = frozenset()
    limits: Mapping[CheckRule, float] = field(default_factory=dict)

    def on(self, rule: CheckRule) -> bool:
        """Whether the rule is looked for."""
        return rule not in self.off

    def limit(self, rule: CheckRule) -> float:
        """The rule's limit in its unit; 0 for a rule without one."""
        return self.limits.get(rule, rule.default_limit or 0)

    def switched(self, rule: CheckRule, on: bool) -> CheckSettings:
        """The same settings with a rule switched; ValueError for one that is always looked for."""
        if not on and not rule.can_switch:
            raise ValueError(f"“{rule.label}”不能关，关了就会收进没有数字的行。")
        return replace(self, off=self.off - {rule} if on else self.off | {rule})

    def tuned(self, rule: CheckRule, limit: float) -> CheckSettings:
        """The same settings with another limit; ValueError where it makes no sense."""
        reach = rule.limit_range
        if reach is None:
            raise ValueError(f"“{rule.label}”没有可调的界限。")
        least, most = reach
        if not least <= limit <= most:
            raise ValueError(
                f"“{rule.label}”的界限要在 {plain_number(least)} 到 "
                f"{plain_number(most)}{rule.limit_unit}之间。"
            )
        others = {each: kept for each, kept in self.limits.items() if each is not rule}
        own = {} if limit == rule.default_limit else {rule: float(limit)}
        return replace(self, limits={**others, **own})

    def to_json(self) -> dict[str, Any]:
        """``{"copied": {"on": true, "limit": 90}, …}``, every rule."""
        return {
            rule.value: {
                "on": self.on(rule),
                "limit": None if rule.default_limit is None else self.limit(rule),
            }
            for rule in CheckRule
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> CheckSettings:
        """Settings as they were stored; what is unknown or makes no sense is as in a new ledger."""
        settings = cls()
        for rule in CheckRule:
            kept = facts.get(rule.value)
            if not isinstance(kept, Mapping):
                continue
            if isinstance(kept.get("on"), bool) and rule.can_switch:
                settings = settings.switched(rule, kept["on"])
            limit = kept.get("limit")
            if isinstance(limit, int | float) and not isinstance(limit, bool) and rule.limit_range:
                try:
                    settings = settings.tuned(rule, limit)
                except (ValueError, OverflowError):
                    continue
        return settings
