"""督办规则 as the clerk sets it: near days at their edge, no escalation, another colour for overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.escalation import EscalationRule, Proposal, StandingNotice, propose
from leqing_desktop.domain.light import TaskState
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.working_day import monday_to_friday, working_days_between
from tests.domain.test_escalation import (
    AS_OF,
    BEHIND,
    FINE,
    NOTICES,
    OVERDUE,
    PAST,
    REPLIED,
    STATES,
    TO_COME,
    candidate,
    notice,
)
from tests.domain.test_rule_version import ESCALATION_RULES

BLUE, ORANGE, RED = NoticeColour
SILENT = EscalationRule(escalates=False)


def run(state: TaskState, rule: EscalationRule, *notices: StandingNotice) -> Proposal | None:
    proposals = propose([candidate(state)], notices, AS_OF, monday_to_friday, rule)
    assert len(proposals) <= 1
    return proposals[0] if proposals else None


@given(st.integers(0, 40), st.integers(0, 60))
def test_near_is_counted_in_working_days_up_to_and_with_the_limit(near: int, ahead: int) -> None:
    due = AS_OF + timedelta(days=ahead)
    proposal = run(TaskState(100 - 1, True, due=due), EscalationRule(near_days=near))
    left = working_days_between(AS_OF, due, monday_to_friday)
    # A weekend day belongs to the working day before it.
    assert (proposal is not None) == (left <= near)
    if proposal is not None:
        assert f"还有 {left} 个工作日，不超过 {near} 个；" in proposal.why


@pytest.mark.parametrize(
    ("state", "notices", "rule", "colour"),
    [
        (BEHIND, [notice(BLUE, PAST)], SILENT, None),
        (BEHIND, [notice(ORANGE, PAST)], SILENT, None),
        (BEHIND, [], SILENT, BLUE),
        (OVERDUE, [notice(BLUE, PAST)], SILENT, RED),
        (OVERDUE, [notice(RED, PAST)], SILENT, None),
        (FINE, [notice(BLUE, PAST)], SILENT, None),
        (OVERDUE, [], EscalationRule(overdue=ORANGE), ORANGE),
        (OVERDUE, [], EscalationRule(overdue=BLUE), BLUE),
        (OVERDUE, [notice(BLUE, TO_COME)], EscalationRule(overdue=BLUE), None),
        (OVERDUE, [notice(BLUE, PAST)], EscalationRule(overdue=BLUE), ORANGE),
        (OVERDUE, [notice(ORANGE, PAST)], EscalationRule(overdue=BLUE), RED),
        (OVERDUE, [notice(ORANGE, PAST, REPLIED)], EscalationRule(overdue=ORANGE), None),
    ],
)
def test_the_switches(
    state: TaskState,
    notices: list[StandingNotice],
    rule: EscalationRule,
    colour: NoticeColour | None,
) -> None:
    proposal = run(state, rule, *notices)
    assert (proposal.colour if proposal else None) == colour


def test_the_stronger_notice_still_takes_over_from_the_unanswered_one() -> None:
    proposal = run(OVERDUE, SILENT, notice(BLUE, PAST))
    assert proposal is not None
    assert proposal.follows == 3


def test_the_sentence_names_the_rule_in_force() -> None:
    rule = EscalationRule(4, date(2024, 7, 1), near_days=3)
    proposal = run(BEHIND, rule)
    assert proposal is not None
    assert proposal.why.endswith("；按督办规则第 4 版（2024-07-01 起）。")


@given(STATES, NOTICES, ESCALATION_RULES)
def test_no_rule_asks_twice_for_the_same(
    state: TaskState, notices: list[StandingNotice], rule: EscalationRule
) -> None:
    proposal = run(state, rule, *notices)
    if proposal is None:
        return
    assert run(state, rule, *notices, notice(proposal.colour, proposal.deadline)) is None
    running = [n.colour.strength for n in notices if n.state is NoticeState.REPLIED]
    assert all(proposal.colour.strength > strength for strength in running)
    days = rule.deadlines.of(proposal.colour)
    assert working_days_between(AS_OF, proposal.deadline, monday_to_friday) == days


@given(ESCALATION_RULES)
def test_the_summary_says_every_number(rule: EscalationRule) -> None:
    words = rule.summary
    assert f"不超过 {rule.near_days} 个工作日发蓝单" in words
    assert f"已过完成期限发{rule.overdue.label}单" in words
    assert ("不自动升级" in words) is not rule.escalates
    for colour in NoticeColour:
        assert f"{colour.label}单 {rule.deadlines.of(colour)}" in words
