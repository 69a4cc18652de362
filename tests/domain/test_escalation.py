from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.escalation import (
    Candidate,
    EscalationRule,
    Proposal,
    StandingNotice,
    propose,
)
from leqing_desktop.domain.light import LightRule, TaskState, assess
from leqing_desktop.domain.notice import NoticeColour, NoticeDeadlines
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.standing import Standing
from leqing_desktop.domain.working_day import monday_to_friday

Q3 = Period(2024, 3)
AS_OF = date(2024, 10, 17)
BLUE, ORANGE, RED = NoticeColour
ISSUED, REPLIED, REJECTED = NoticeState.ISSUED, NoticeState.REPLIED, NoticeState.REJECTED
PAST, TO_COME = date(2024, 10, 12), date(2024, 10, 25)


def candidate(state: TaskState, task_id: int = 7, unit: str = "市经信局") -> Candidate:
    return Candidate(task_id, unit, assess(state, Q3, LightRule()))


def notice(
    colour: NoticeColour, deadline: date, state: NoticeState = ISSUED, unit: str = "市经信局"
) -> StandingNotice:
    return StandingNotice(3, 7, unit, colour, deadline, state, "乐电专督〔2024〕3号")


def run(state: TaskState, *notices: StandingNotice) -> Proposal | None:
    proposals = propose([candidate(state)], notices, AS_OF, monday_to_friday)
    assert len(proposals) <= 1
    return proposals[0] if proposals else None


BEHIND = TaskState(41, True)
FINE = TaskState(80, True)
OVERDUE = TaskState(90, True, due=date(2024, 10, 5))


@pytest.mark.parametrize(
    ("state", "notices", "colour"),
    [
        (FINE, [], None),
        (TaskState(70, True), [], None),
        (TaskState(60, True), [], BLUE),
        (BEHIND, [], BLUE),
        (TaskState(90, True, due=date(2024, 10, 31)), [], BLUE),
        (TaskState(90, True, due=AS_OF), [], BLUE),
        (TaskState(90, True, due=date(2024, 11, 1)), [], None),
        (OVERDUE, [], RED),
        (TaskState(100, True, due=date(2024, 10, 5)), [], None),
        (TaskState(0, standing=Standing.SUSPENDED), [], None),
        (TaskState(0, due=date(2024, 6, 1), standing=Standing.CANCELLED), [], None),
        (TaskState(0, start=date(2024, 10, 20), due=date(2024, 10, 22)), [], None),
        # A blue one: still running, answered, unanswered on its last day and after it.
        (BEHIND, [notice(BLUE, TO_COME)], None),
        (BEHIND, [notice(BLUE, AS_OF)], None),
        (BEHIND, [notice(BLUE, PAST, REPLIED)], None),
        (BEHIND, [notice(BLUE, PAST)], ORANGE),
        (BEHIND, [notice(BLUE, PAST, REJECTED)], ORANGE),
        (FINE, [notice(BLUE, PAST)], ORANGE),
        (OVERDUE, [notice(BLUE, TO_COME)], RED),
        # An orange one, alone and with the blue one it came from.
        (BEHIND, [notice(ORANGE, TO_COME)], None),
        (BEHIND, [notice(BLUE, PAST), notice(ORANGE, TO_COME)], None),
        (BEHIND, [notice(BLUE, PAST), notice(ORANGE, PAST)], RED),
        (OVERDUE, [notice(RED, TO_COME)], None),
        (OVERDUE, [notice(RED, PAST, REPLIED)], None),
        (OVERDUE, [notice(RED, PAST)], RED),
        # What is at its end no longer counts, and another unit's notice is its own.
        (BEHIND, [notice(BLUE, PAST, NoticeState.CLOSED)], BLUE),
        (BEHIND, [notice(BLUE, PAST, NoticeState.VOID)], BLUE),
        (BEHIND, [notice(BLUE, PAST, NoticeState.ESCALATED)], BLUE),
        (BEHIND, [notice(BLUE, PAST, unit="市科技局")], BLUE),
    ],
)
def test_the_rule(
    state: TaskState, notices: list[StandingNotice], colour: NoticeColour | None
) -> None:
    proposal = run(state, *notices)
    assert (proposal.colour if proposal else None) == colour


@pytest.mark.parametrize(
    ("state", "notices", "why"),
    [
        (BEHIND, [], "完成 41 %，序时 75 %，落后 34 点，超过 30 点。"),
        (
            TaskState(90, True, due=date(2024, 10, 21)),
            [],
            "离完成期限 2024-10-21 还有 2 个工作日，不超过 10 个。",
        ),
        (OVERDUE, [], "已过完成期限 2024-10-05，逾期 12 天。"),
        (
            TaskState(90, False, due=date(2024, 10, 5)),
            [notice(ORANGE, PAST)],
            "已过完成期限 2024-10-05，逾期 12 天；橙单 乐电专督〔2024〕3号 答复期限 2024-10-12 已过，"
            "没有反馈；本期未报。",
        ),
        (
            FINE,
            [notice(BLUE, PAST)],
            "蓝单 乐电专督〔2024〕3号 答复期限 2024-10-12 已过，没有反馈。",
        ),
    ],
)
def test_every_proposal_says_why(state: TaskState, notices: list[StandingNotice], why: str) -> None:
    proposal = run(state, *notices)
    assert proposal is not None
    assert proposal.why == f"{why.removesuffix('。')}；按督办规则第 1 版（2024-01-01 起）。"
    assert proposal.follows == (3 if notices else None)


def test_deadlines_are_counted_in_working_days_by_colour() -> None:
    rule = EscalationRule(deadlines=NoticeDeadlines(blue=3, orange=2, red=1))
    items = [candidate(BEHIND, 1), candidate(OVERDUE, 2), candidate(BEHIND, 7)]
    proposals = propose(items, [notice(BLUE, PAST)], AS_OF, monday_to_friday, rule)
    assert [(p.task_id, p.colour, p.deadline) for p in proposals] == [
        (2, RED, date(2024, 10, 18)),
        (7, ORANGE, date(2024, 10, 21)),
        (1, BLUE, date(2024, 10, 22)),
    ]


NOTICES = st.lists(
    st.builds(
        notice,
        st.sampled_from(NoticeColour),
        st.sampled_from([PAST, TO_COME]),
        st.sampled_from(NoticeState),
    ),
    max_size=4,
)
STATES = st.builds(
    TaskState,
    progress=st.integers(0, 100),
    reported=st.booleans(),
    due=st.none() | st.dates(date(2024, 6, 1), date(2025, 3, 1)),
)


@given(STATES, NOTICES)
def test_issuing_what_is_proposed_leaves_nothing_to_propose(
    state: TaskState, notices: list[StandingNotice]
) -> None:
    proposal = run(state, *notices)
    if proposal is None:
        return
    assert proposal.why.endswith("。") and len(proposal.why) > 5
    assert run(state, *notices, notice(proposal.colour, proposal.deadline)) is None
