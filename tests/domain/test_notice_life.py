"""The life of a notice: every pair of state and action, the days, extensions asked and decided."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.notice_life import (
    TRANSITIONS,
    NoticeAction,
    NoticeStanding,
    NoticeState,
    next_state,
    possible_actions,
    state_label,
    take_step,
)

ACT, STATE = NoticeAction, NoticeState
SIGNED, DUE = date(2024, 10, 8), date(2024, 10, 22)
NEW = NoticeStanding(STATE.ISSUED, SIGNED, SIGNED, DUE)
UNSIGNED = {STATE.PROPOSED, STATE.DROPPED, STATE.DRAFTED}
DECIDES = (ACT.EXTEND, ACT.DENY)


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize(("state", "action"), list(product(STATE, ACT)))
def test_what_is_not_possible_is_refused_in_words(
    state: NoticeState, action: NoticeAction, asked: bool
) -> None:
    waits = (action in DECIDES and not asked) or (action is ACT.ASK and asked)
    if (state, action) in TRANSITIONS and not waits:
        assert next_state(state, action, asked=asked) is TRANSITIONS[state, action]
        assert action in possible_actions(state, asked=asked)
        return
    with pytest.raises(ValueError) as refused:
        next_state(state, action, asked=asked)
    assert str(refused.value).endswith("。")
    if (state, action) not in TRANSITIONS:
        assert state.label in str(refused.value)
        assert action.label in str(refused.value)


def test_the_round_of_a_notice() -> None:
    """送签, 签发, 用印, 送达, 反馈, 退回, 再反馈, 销号, and reopened when it turned out untrue."""
    state = STATE.PROPOSED
    for word in ("submit", "issue", "seal", "deliver", "reply", "reject", "reply", "close"):
        state = next_state(state, ACT(word))
    assert state is STATE.CLOSED
    state = next_state(state, ACT.REOPEN)
    assert state.awaits_reply
    assert not next_state(state, ACT.ESCALATE).is_open


def test_every_state_can_be_reached() -> None:
    assert {STATE.PROPOSED, *TRANSITIONS.values()} == set(STATE)


def test_a_number_once_spent_is_never_unspent() -> None:
    """Nothing leads from a signed notice back to one without a number."""
    for (before, _), after in TRANSITIONS.items():
        if before not in UNSIGNED:
            assert after not in UNSIGNED


def test_late_answers_show_in_the_label() -> None:
    assert state_label(STATE.DELIVERED, DUE, DUE) == "办理中"
    assert state_label(STATE.ISSUED, DUE, DUE) == "已签发，待送达"
    assert state_label(STATE.DELIVERED, DUE, DUE + timedelta(days=1)) == "逾期未反馈"
    assert state_label(STATE.REPLIED, DUE, date(2024, 12, 1)) == "已反馈，待销号"


def test_an_extension_is_asked_for_and_granted() -> None:
    asked = take_step(NEW, ACT.ASK, DUE, date(2024, 11, 5))
    assert (asked.deadline, asked.asked_until) == (DUE, date(2024, 11, 5))
    assert take_step(asked, ACT.DELIVER, DUE).asked_until == date(2024, 11, 5)
    granted = take_step(asked, ACT.EXTEND, date(2024, 10, 23))
    assert (granted.deadline, granted.asked_until) == (date(2024, 11, 5), None)
    shorter = take_step(asked, ACT.EXTEND, date(2024, 10, 23), date(2024, 10, 30))
    assert shorter.deadline == date(2024, 10, 30)
    denied = take_step(asked, ACT.DENY, date(2024, 10, 23))
    assert (denied.deadline, denied.asked_until) == (DUE, None)
    answered = take_step(asked, ACT.REPLY, date(2024, 10, 23))
    assert answered.asked_until is None


@pytest.mark.parametrize(
    ("now", "action", "on", "until", "words"),
    [
        (NEW, ACT.ASK, DUE + timedelta(days=1), date(2024, 11, 5), "延期要在期限前申请"),
        (NEW, ACT.ASK, SIGNED, DUE, "之后"),
        (NEW, ACT.ASK, SIGNED, None, "之后"),
        (NEW, ACT.EXTEND, SIGNED, date(2024, 11, 5), "还没有登记延期申请"),
        (NEW, ACT.REPLY, date(2024, 10, 7), None, "早于签发日"),
        (take_step(NEW, ACT.DELIVER, DUE), ACT.REPLY, SIGNED, None, "早于上一步的日期"),
    ],
)
def test_a_step_on_a_wrong_day_is_refused(
    now: NoticeStanding, action: NoticeAction, on: date, until: date | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        take_step(now, action, on, until)


@given(st.lists(st.tuples(st.sampled_from(ACT), st.integers(0, 30)), max_size=12))
def test_no_walk_through_a_life_goes_back_in_time(walk: list[tuple[NoticeAction, int]]) -> None:
    now = NEW
    for action, days in walk:
        on = now.state_on + timedelta(days=days)
        try:
            after = take_step(now, action, on, on + timedelta(days=40))
        except ValueError as refused:
            assert str(refused).endswith("。")
            continue
        assert after.state_on >= now.state_on
        assert after.deadline >= now.deadline
        assert after.asked_until is None or after.state.awaits_reply
        now = after
