"""The life of an inspection and of a finding: every pair of state and action, and the days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.inspection import FindingState
from leqing_desktop.domain.inspection_life import (
    INSPECTION_TRANSITIONS,
    TRANSITIONS,
    UNSETTLED,
    FindingAction,
    FindingStanding,
    InspectionAction,
    InspectionState,
    is_overdue,
    next_inspection_state,
    next_state,
    possible_actions,
    require_closing,
    state_label,
    take_step,
)

ACT, STATE = FindingAction, FindingState
FOUND, DUE = date(2024, 10, 22), date(2024, 11, 5)
NEW = FindingStanding(STATE.OPEN, FOUND, DUE)


@pytest.mark.parametrize(("state", "action"), list(product(STATE, ACT)))
def test_what_is_not_possible_is_refused_in_words(
    state: FindingState, action: FindingAction
) -> None:
    if (state, action) in TRANSITIONS:
        assert next_state(state, action) is TRANSITIONS[state, action]
        assert action in possible_actions(state)
        return
    assert action not in possible_actions(state)
    with pytest.raises(ValueError, match=r"。$") as refused:
        next_state(state, action)
    assert state.label in str(refused.value)
    assert action.label in str(refused.value)


@pytest.mark.parametrize(("state", "action"), list(product(InspectionState, InspectionAction)))
def test_an_inspection_has_few_steps(state: InspectionState, action: InspectionAction) -> None:
    if (state, action) in INSPECTION_TRANSITIONS:
        assert next_inspection_state(state, action) is INSPECTION_TRANSITIONS[state, action]
        return
    with pytest.raises(ValueError, match=r"。$") as refused:
        next_inspection_state(state, action)
    assert action.label in str(refused.value)


def test_a_spent_number_is_never_unspent() -> None:
    assert InspectionState.DRAFT not in INSPECTION_TRANSITIONS.values()
    assert not [step for step in INSPECTION_TRANSITIONS if step[0] is InspectionState.VOID]


def test_the_round_of_a_finding() -> None:
    """整改中, 报整改, 退回重改, 再报, 核实销号, and reopened when it turned out untrue."""
    now = NEW
    later = FOUND + timedelta(days=40)
    for action, on, until in (
        (ACT.EXTEND, FOUND, date(2024, 11, 8)),
        (ACT.REPORT, date(2024, 11, 7), None),
        (ACT.REJECT, date(2024, 11, 8), date(2024, 11, 15)),
        (ACT.REPORT, date(2024, 11, 15), None),
        (ACT.CLOSE, date(2024, 11, 18), None),
        (ACT.REOPEN, later, None),
    ):
        now = take_step(now, action, on, until)
    assert now == FindingStanding(STATE.REJECTED, later, date(2024, 11, 15))
    assert is_overdue(now.state, now.due, later)


def test_days_out_of_order_are_refused() -> None:
    for action, on, until in (
        (ACT.REPORT, FOUND - timedelta(days=1), None),
        (ACT.EXTEND, FOUND, None),
        (ACT.EXTEND, FOUND, DUE),
    ):
        with pytest.raises(ValueError, match=r"请(改正|另选)日期。$"):
            take_step(NEW, action, on, until)
    reported = take_step(NEW, ACT.REPORT, DUE)
    with pytest.raises(ValueError, match="早于退回重改的日期"):
        take_step(reported, ACT.REJECT, DUE, DUE - timedelta(days=1))


def test_owing_past_the_day_shows_in_the_label() -> None:
    after = DUE + timedelta(days=1)
    assert state_label(STATE.OPEN, DUE, DUE) == "整改中"
    assert state_label(STATE.OPEN, DUE, after) == "逾期未整改"
    assert state_label(STATE.REPORTED, DUE, after) == "已报整改，待核实"
    assert state_label(STATE.CLOSED, DUE, after) == "已销号"


def test_closing_says_how_many_findings_wait() -> None:
    require_closing([STATE.SETTLED, STATE.CLOSED])
    with pytest.raises(ValueError, match="还有 2 条问题没有销号（其中 1 条已报整改，待核实）"):
        require_closing([STATE.OPEN, STATE.REPORTED, STATE.CLOSED])


DAYS = st.integers(min_value=-3, max_value=40).map(lambda n: FOUND + timedelta(days=n))
WALK = st.lists(
    st.tuples(st.sampled_from(list(ACT)), DAYS, st.none() | DAYS), min_size=1, max_size=12
)


@given(walk=WALK)
def test_whatever_is_tried_the_days_run_forward_and_a_finding_stays_in_its_life(
    walk: list[tuple[FindingAction, date, date | None]],
) -> None:
    now, due = NEW, DUE
    for action, on, until in walk:
        in_time = until is not None and until > max(on, due)
        try:
            after = take_step(now, action, on, until)
        except ValueError as refused:
            assert str(refused).endswith("。")
            assert (now.state, action) not in TRANSITIONS or on < now.state_on or not in_time
            continue
        assert (now.state, action) in TRANSITIONS and on >= now.state_on
        assert (after.state, after.state_on) == (TRANSITIONS[now.state, action], on)
        moved = action is ACT.EXTEND or (after.state is STATE.REJECTED and until is not None)
        assert after.due == (until if moved else due)
        assert after.due is not None
        if action is ACT.EXTEND:
            assert after.due > due
        elif moved:
            assert after.due >= on
        now, due = after, after.due
    assert (now.state in UNSETTLED) is (now.state is not STATE.CLOSED)
