"""What a doubt of a draft is about, and the ways to settle it that change the draft."""

from __future__ import annotations

import re
from dataclasses import replace

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import MeasureFacts, TaskFacts
from leqing_desktop.domain.plan_draft import Change, Doubt, Draft, DraftNode

TWO_VALUES = "数字不一致"
NO_UNIT = "责任缺失"
NO_TARGET = "无法量化"
NO_MILESTONE = "没有时间节点"
STRANGER = "单位不在名单"
UNCLAIMED = "无人认领"
MISSING = "新稿没有"
NO_TITLE = "题名"
BAD_DATE = "日期有误"
"""Kinds of findings that have their own ways out."""


def rival(draft: Draft, key: int) -> DraftNode | None:
    """The indicator of the same name, year and unit of measure that says another value."""
    own = draft.node(key).facts
    if not isinstance(own, Indicator):
        return None
    for node in draft.nodes:
        other = node.facts
        if (
            isinstance(other, Indicator)
            and node.change is not Change.GONE
            and _bare(other.name) == _bare(own.name)
            and (other.year, other.uom) == (own.year, own.uom)
            and (other.value, other.upper) != (own.value, own.upper)
        ):
            return node
    return None


def agree(draft: Draft, key: int, source: int) -> Draft:
    """Let one indicator say the value that another one says."""
    node, facts = draft.node(key), draft.node(source).facts
    own = node.facts
    if not isinstance(own, Indicator) or not isinstance(facts, Indicator):
        raise ValueError("只有指标的数值能互相照改。")
    same = replace(own, value=facts.value, upper=facts.upper, comparator=facts.comparator)
    return draft.with_nodes({key: replace(node, facts=same, edited=True)})


def stranger(draft: Draft, doubt: Doubt) -> str:
    """The unit that a doubt about the organisation list names; "" where it names none any more."""
    for node in draft.nodes:
        if isinstance(node.facts, MeasureFacts | TaskFacts):
            for part in node.facts.units:
                if f"“{part.unit}”" in doubt.finding.message:
                    return part.unit
    return ""


def strangers(draft: Draft, known: tuple[str, ...]) -> tuple[str, ...]:
    """The units of what is taken that the organisation list lacks; an empty list lacks nothing."""
    if not known:
        return ()
    named = (
        part.unit
        for node in draft.taken()
        if isinstance(node.facts, MeasureFacts | TaskFacts)
        for part in node.facts.units
    )
    return tuple(dict.fromkeys(name for name in named if name not in known))


def with_answers(draft: Draft, key: int) -> Draft:
    """Settle what asked for units or for a date that a record has now."""
    facts = draft.node(key).facts
    answers = {}
    if isinstance(facts, MeasureFacts | TaskFacts) and facts.units:
        answers[NO_UNIT] = "已填单位"
    if isinstance(facts, TaskFacts) and facts.due is not None:
        answers[BAD_DATE] = "已填期限"
    doubts = tuple(
        replace(doubt, settled=doubt.settled or answers[doubt.finding.kind])
        if doubt.key == key and doubt.finding.kind in answers
        else doubt
        for doubt in draft.doubts
    )
    return replace(draft, doubts=doubts)


def _bare(name: str) -> str:
    return re.sub(r"\s", "", name)
