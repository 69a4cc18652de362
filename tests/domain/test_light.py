from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.light import (
    Ground,
    Light,
    LightRule,
    LightSummary,
    TaskState,
    assess,
    summarise,
)
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.standing import Standing

RULE = LightRule()
Q3 = Period(2024, 3)
CITED = "；按亮灯规则第 1 版（2024-01-01 起）。"


def test_the_sentence_of_the_office() -> None:
    assessment = assess(TaskState(41, reported=True), Q3, RULE)
    assert assessment.light is Light.RED
    assert assessment.why == "完成 41 %，序时 75 %，落后 34 点，超过 30 点" + CITED


@pytest.mark.parametrize(
    ("progress", "light"),
    [
        (100, Light.GREEN),
        (75, Light.GREEN),
        (65, Light.GREEN),
        (64.9, Light.YELLOW),
        (64, Light.YELLOW),
        (45, Light.YELLOW),
        (44.9, Light.RED),
        (0, Light.RED),
    ],
)
def test_the_limits_belong_to_the_milder_light(progress: float, light: Light) -> None:
    assert assess(TaskState(progress, reported=True), Q3, RULE).light is light


@pytest.mark.parametrize(
    ("state", "light", "reason"),
    [
        (TaskState(80, True), Light.GREEN, "完成 80 %，序时 75 %，超前 5 点"),
        (TaskState(75, True), Light.GREEN, "完成 75 %，序时 75 %，与序时持平"),
        (TaskState(70, True), Light.GREEN, "完成 70 %，序时 75 %，落后 5 点，不超过 10 点"),
        (
            TaskState(50, False),
            Light.YELLOW,
            "本期未报，按完成 50 % 计，序时 75 %，落后 25 点，超过 10 点、不超过 30 点",
        ),
        (
            TaskState(95, True, due=date(2024, 8, 31)),
            Light.RED,
            "完成 95 %，完成期限 2024-08-31 已过仍未完成",
        ),
        # The due date itself is not past.
        (
            TaskState(95, True, due=date(2024, 9, 30)),
            Light.GREEN,
            "完成 95 %，序时 100 %，落后 5 点，不超过 10 点",
        ),
        (TaskState(100, True, due=date(2024, 8, 31)), Light.GREEN, "完成 100 %，已全部完成"),
        (
            TaskState(100, True, due=date(2025, 8, 31)),
            Light.GREEN,
            "完成 100 %，序时 75 %，超前 25 点",
        ),
        (
            TaskState(0, False, start=date(2024, 10, 8)),
            Light.GREY,
            "2024-10-08 才启动，2024年第三季度末还未到启动时间",
        ),
        (
            TaskState(0, True, schedule=(0, 0, 0, 100)),
            Light.GREY,
            "完成 0 %，2024年第三季度没有序时要求",
        ),
        (
            TaskState(3, False, standing=Standing.SUSPENDED, standing_reason="用地未批"),
            Light.GREY,
            "任务已挂起（用地未批），不亮灯",
        ),
        (TaskState(3, standing=Standing.CANCELLED), Light.GREY, "任务已取消，不亮灯"),
        (
            TaskState(
                90,
                due=date(2024, 6, 30),
                standing=Standing.DONE,
                standing_since=date(2024, 7, 2),
            ),
            Light.GREEN,
            "任务已于 2024-07-02 超时办结",
        ),
        (
            TaskState(
                90,
                due=date(2024, 6, 30),
                standing=Standing.DONE,
                standing_since=date(2024, 6, 30),
            ),
            Light.GREEN,
            "任务已于 2024-06-30 办结",
        ),
    ],
)
def test_every_light_says_why(state: TaskState, light: Light, reason: str) -> None:
    assessment = assess(state, Q3, RULE)
    assert (assessment.light, assessment.why) == (light, reason + CITED)
    assert assessment.short_why == reason


def test_a_decision_holds_from_its_day_on() -> None:
    state = TaskState(10, True, standing=Standing.SUSPENDED, standing_since=date(2024, 10, 1))
    assert assess(state, Q3, RULE).ground is Ground.BEHIND
    assert assess(state, Q3.next, RULE).ground is Ground.SUSPENDED


def test_the_period_end_counts_unless_another_day_is_asked() -> None:
    state = TaskState(90, True, due=date(2024, 10, 8))
    assert assess(state, Q3, RULE).light is Light.GREEN
    assert assess(state, Q3, RULE, as_of=date(2024, 10, 9)).ground is Ground.OVERDUE


DAYS = st.none() | st.dates(date(2022, 1, 1), date(2026, 12, 31))
STATES = st.builds(
    TaskState,
    progress=st.integers(0, 100),
    reported=st.booleans(),
    start=DAYS,
    due=DAYS,
    standing=st.sampled_from(Standing),
    standing_since=DAYS,
    standing_reason=st.sampled_from(["", "用地未批"]),
)
RULES = st.builds(
    lambda yellow, more: LightRule(2, date(2024, 1, 1), yellow, yellow + more),
    st.integers(0, 49),
    st.integers(1, 49),
)
PERIODS = st.builds(Period, st.integers(2022, 2026), st.integers(1, 4))


@given(STATES, PERIODS, RULES)
def test_any_task_has_one_light_and_one_sentence(
    state: TaskState, period: Period, rule: LightRule
) -> None:
    assessment = assess(state, period, rule)
    why = assessment.why
    assert re.fullmatch(r"[^。]+；按亮灯规则第 2 版（2024-01-01 起）。", why)
    assert "None" not in why
    if assessment.ground is Ground.BEHIND:
        assert assessment.behind > rule.yellow_over
        assert (assessment.light is Light.RED) == (assessment.behind > rule.red_over)


@given(STATES, PERIODS, RULES, st.integers(0, 100))
def test_more_progress_never_gives_a_worse_light(
    state: TaskState, period: Period, rule: LightRule, other: int
) -> None:
    less, more = sorted((state.progress, other))
    severity = {Light.GREY: 0, Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}

    def light(progress: float) -> Light:
        changed = TaskState(progress, state.reported, state.start, state.due)
        return assess(changed, period, rule).light

    assert severity[light(more)] <= severity[light(less)]


def test_a_parent_shows_its_worst_child_and_the_counts() -> None:
    states = [
        TaskState(80, True),
        TaskState(80, False),
        TaskState(60, True),
        TaskState(0, False, start=date(2025, 1, 1)),
    ]
    summary = summarise(assess(state, Q3, RULE) for state in states)
    assert summary == LightSummary(green=2, yellow=1, red=0, grey=1, unreported=1)
    assert (summary.worst, summary.total, summary.behind) == (Light.YELLOW, 4, 1)
    assert summary.text == "绿 2 黄 1 灰 1"


@pytest.mark.parametrize(
    ("summary", "worst"),
    [
        (LightSummary(), None),
        (LightSummary(grey=3), Light.GREY),
        (LightSummary(grey=3, green=1), Light.GREEN),
        (LightSummary(green=9, yellow=9, red=1), Light.RED),
    ],
)
def test_worst(summary: LightSummary, worst: Light | None) -> None:
    assert summary.worst is worst


def test_letters_for_black_and_white() -> None:
    assert [light.label for light in Light] == ["绿", "黄", "红", "灰"]
