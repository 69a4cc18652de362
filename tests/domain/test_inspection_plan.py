"""What an inspection's plan and a finding need before they are kept or signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from leqing_desktop.domain.inspection_plan import (
    DEFAULT_CHECKLIST,
    CheckPoint,
    FindingEntry,
    InspectionPlan,
    clean_finding,
    clean_plan,
    first_state,
    inspected_kind,
    require_complete,
    units_in_words,
)

PLAN = InspectionPlan(
    "2024年第三季度专项督查",
    date(2024, 10, 21),
    date(2024, 10, 25),
    "第一督查组",
    date(2024, 10, 18),
    ("市经信局",),
    DEFAULT_CHECKLIST,
)
ENTRY = FindingEntry(
    1, 2, Verdict.UNMET, "任务没有分解到人", "分解到人", date(2024, 10, 22), date(2024, 11, 5)
)


def test_the_default_checklist_looks_at_both_areas_and_is_sound() -> None:
    for area in InspectionArea:
        assert sum(each.area is area for each in DEFAULT_CHECKLIST) >= 5
    assert clean_plan(PLAN) == PLAN
    require_complete(PLAN)


def test_a_plan_is_put_in_order() -> None:
    policy, progress = InspectionArea.POLICY, InspectionArea.PROGRESS
    points = (CheckPoint(policy, "兑现"), CheckPoint(progress, " "), CheckPoint(progress, "序时 "))
    clean = clean_plan(replace(PLAN, title=" 督查\n一 ", units=("甲", "乙", "甲"), points=points))
    assert clean.title == "督查 一"
    assert clean.units == ("甲", "乙")
    assert clean.points == (CheckPoint(progress, "序时"), CheckPoint(policy, "兑现"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "督查名称"),
        ({"title": "督查\u202e"}, "督查名称"),
        ({"ends_on": date(2024, 10, 20)}, "结束日期早于开始日期"),
        ({"report_due": date(2024, 10, 26)}, "晚于督查结束"),
        ({"points": DEFAULT_CHECKLIST[:1] * 2}, "写了两次"),
        ({"team": "组" * 201}, "督查组"),
    ],
)
def test_a_faulty_plan_is_refused_in_words(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=rf"{words}.*。$"):
        clean_plan(replace(PLAN, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [{"units": ()}, {"points": ()}, {"begins_on": None}, {"report_due": None}, {"team": ""}],
)
def test_signing_needs_everything_that_the_notice_says(change: dict[str, object]) -> None:
    unfinished = replace(PLAN, **change)  # type: ignore[arg-type]
    assert clean_plan(unfinished) == unfinished
    with pytest.raises(ValueError, match=r"请.*。$"):
        require_complete(unfinished)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"wording": " "}, "发现了什么"),
        ({"demand": ""}, "整改要求"),
        ({"due": None}, "整改期限"),
        ({"due": date(2024, 10, 21)}, "早于发现日期"),
    ],
)
def test_a_problem_needs_words_demand_and_day(change: dict[str, object], words: str) -> None:
    assert clean_finding(ENTRY) == ENTRY
    with pytest.raises(ValueError, match=rf"{words}.*。$"):
        clean_finding(replace(ENTRY, **change))  # type: ignore[arg-type]


def test_what_is_met_asks_for_nothing() -> None:
    met = clean_finding(replace(ENTRY, verdict=Verdict.MET))
    assert (met.demand, met.due) == ("", None)
    assert first_state(Verdict.MET) is FindingState.SETTLED
    assert first_state(Verdict.PARTLY) is FindingState.OPEN


def test_the_kind_is_the_units_own_else_its_names() -> None:
    assert inspected_kind("柳市镇", "") == "镇街"
    assert inspected_kind("柳白新区管委会", "") == "功能区"
    assert inspected_kind("市经信局", "") == "部门"
    assert inspected_kind("市经信局", "专班") == "专班"


def test_units_are_named_while_they_are_few_and_counted_by_kind_when_many() -> None:
    few = [("市经信局", ""), ("柳市镇", "")]
    assert units_in_words(few) == "市经信局、柳市镇"
    many = [*few, *((f"{at}街道", "镇街") for at in range(5)), ("乐清湾港区", "")]
    assert units_in_words(many) == "市经信局等8个单位（1个部门、6个镇街、1个功能区）"
