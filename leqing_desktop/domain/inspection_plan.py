"""A 专项督查 as the clerk plans it: title, days, team, units, checklist; and a finding as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from leqing_desktop.domain.official_text import clean_line, clean_text
from leqing_desktop.domain.unit_name import unit_kind

QUESTION_LIMIT, WORDING_LIMIT, TEAM_LIMIT = 300, 2_000, 200
POINTS_LIMIT = 60
"""Points of one checklist: more than anybody checks at a unit in a day."""
KINDS = ("部门", "镇街", "功能区")
"""Whom the plan's chapter 六（二） wants inspected, in its order."""


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point of the checklist."""

    area: InspectionArea
    question: str


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """What is inspected, when, by whom, at which units (names), on which points.

    ``report_due`` is the day by which the units hand in their own 自查报告.
    """

    title: str
    begins_on: date | None
    ends_on: date | None
    team: str
    report_due: date | None
    units: tuple[str, ...]
    points: tuple[CheckPoint, ...]


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding as typed: unit, point, what was found, what is asked for by when.

    ``item_id`` is the task that it is about, where it is about one.
    """

    unit_id: int
    point_id: int
    verdict: Verdict
    wording: str
    demand: str
    found_on: date
    due: date | None
    item_id: int | None = None


_PROGRESS = (
    "年度任务是否分解到科室、到人，责任科室、责任人、完成时限是否明确",
    "各项任务是否达到序时进度，滞后任务有无原因分析和赶超措施",
    "季度报送是否按时、真实，报送数据与现场、台账、佐证材料是否一致",
    "重点项目的开工、投资和投产进度是否符合年度推进计划",
    "督办、通报指出的问题是否按期整改到位，有无反复",
    "牵头单位会商调度、配合单位协同推进的机制是否运转",
)
_POLICY = (
    "产业扶持政策和奖补资金是否按时足额兑现，兑现台账是否完整",
    "专项资金的安排、拨付和使用是否合规，有无滞留、挪用",
    "土地、能耗、人才、融资等要素保障措施是否落实到企业和项目",
    "惠企政策是否送达企业，企业的知晓情况和申报渠道是否畅通",
    "一企一策服务和企业诉求是否有专人负责、限时办结",
    "规划确定由本单位出台的配套政策、实施细则是否按时出台",
)
DEFAULT_CHECKLIST = tuple(
    CheckPoint(area, question)
    for area, questions in ((InspectionArea.PROGRESS, _PROGRESS), (InspectionArea.POLICY, _POLICY))
    for question in questions
)
"""What an inspection asks when no earlier one says otherwise; the clerk edits it."""


def inspected_kind(name: str, kind: str) -> str:
    """部门, 镇街 or 功能区: the unit's own kind, else what its name shows; other kinds as they are."""
    return kind or unit_kind(name)


def clean_plan(plan: InspectionPlan) -> InspectionPlan:
    """The plan fit to keep; ValueError with one sentence where it is not.

    Only a title is needed to keep a draft; ``require_complete`` says what signing needs.
    """
    title = clean_line(plan.title, "督查名称")
    if not title:
        raise ValueError("请写督查名称，如“2024年第三季度工作推进情况专项督查”。")
    if plan.begins_on and plan.ends_on and plan.ends_on < plan.begins_on:
        raise ValueError("督查结束日期早于开始日期，请改其中一个。")
    if plan.report_due and plan.ends_on and plan.report_due > plan.ends_on:
        raise ValueError("自查报告的期限晚于督查结束日期，请改其中一个。")
    points = tuple(
        replace(each, question=clean_line(each.question, "督查内容", QUESTION_LIMIT))
        for each in plan.points
    )
    points = tuple(each for each in points if each.question)
    if len(points) > POINTS_LIMIT:
        raise ValueError(f"清单有 {len(points)} 条，最多 {POINTS_LIMIT} 条，请删减。")
    asked = [each.question for each in points]
    twice = next((each for each in asked if asked.count(each) > 1), "")
    if twice:
        raise ValueError(f"清单里“{twice[:20]}”写了两次，请删去一条。")
    ordered = sorted(points, key=lambda each: list(InspectionArea).index(each.area))
    return replace(
        plan,
        title=title,
        team=clean_line(plan.team, "督查组", TEAM_LIMIT),
        units=tuple(dict.fromkeys(plan.units)),
        points=tuple(ordered),
    )


def require_complete(plan: InspectionPlan) -> None:
    """ValueError saying the first thing that a 通知 about this plan would lack."""
    if not plan.units:
        raise ValueError("还没有选督查对象，请至少选一个单位。")
    if not plan.points:
        raise ValueError("督查清单是空的，请至少写一条督查内容。")
    if plan.begins_on is None or plan.ends_on is None:
        raise ValueError("还没有定督查时间，请填开始和结束日期。")
    if plan.report_due is None:
        raise ValueError("还没有定自查报告的期限，请填上。")
    if not plan.team:
        raise ValueError("还没有写督查组，请写明由谁督查。")


def clean_finding(entry: FindingEntry) -> FindingEntry:
    """The finding fit to keep; ValueError with one sentence where something is missing.

    A point that is met needs no words and no 整改.
    """
    wording = clean_text(entry.wording, "发现的情况", WORDING_LIMIT)
    demand = clean_text(entry.demand, "整改要求", WORDING_LIMIT)
    if entry.verdict is Verdict.MET:
        return replace(entry, wording=wording, demand="", due=None)
    if not wording:
        raise ValueError("请写明发现了什么问题，单位要照着整改。")
    if not demand:
        raise ValueError("请写明整改要求。")
    if entry.due is None:
        raise ValueError("请定整改期限。")
    if entry.due < entry.found_on:
        raise ValueError(f"整改期限 {entry.due} 早于发现日期 {entry.found_on}，请改正日期。")
    return replace(entry, wording=wording, demand=demand)


def first_state(verdict: Verdict) -> FindingState:
    """Where a finding begins: what is met is settled, anything else asks for 整改."""
    return FindingState.SETTLED if verdict is Verdict.MET else FindingState.OPEN


def units_in_words(units: Sequence[tuple[str, str]]) -> str:
    """督查对象 in a sentence: all names where they are few, else how many of each kind.

    ``units`` are (name, kind).
    """
    names = [name for name, _ in units]
    if len(names) <= _NAMED:
        return "、".join(names)
    kinds = [inspected_kind(name, kind) for name, kind in units]
    ordered = [kind for kind in KINDS if kind in kinds]
    ordered += [kind for kind in dict.fromkeys(kinds) if kind not in KINDS]
    counted = "、".join(f"{kinds.count(kind)}个{kind}" for kind in ordered)
    return f"{names[0]}等{len(names)}个单位（{counted}）"


_NAMED = 6
