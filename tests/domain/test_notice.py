from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.notice import (
    TRANSITIONS,
    NoticeAction,
    NoticeColour,
    NoticeDeadlines,
    NoticeNumber,
    NoticeState,
    next_state,
    notice_number,
    parse_notice_number,
    possible_actions,
    state_label,
)


def test_colours_rise() -> None:
    assert [c.label for c in NoticeColour] == ["蓝", "橙", "红"]
    assert [c.meaning for c in NoticeColour] == ["提醒", "警告", "限期办结"]
    assert [c.higher for c in NoticeColour] == [
        NoticeColour.ORANGE,
        NoticeColour.RED,
        NoticeColour.RED,
    ]
    assert [NoticeDeadlines().of(c) for c in NoticeColour] == [10, 7, 5]


def test_deadlines_are_days() -> None:
    with pytest.raises(ValueError, match="工作日"):
        NoticeDeadlines(red=0)


@pytest.mark.parametrize(("state", "action"), list(product(NoticeState, NoticeAction)))
def test_what_is_not_in_the_table_is_refused_in_words(
    state: NoticeState, action: NoticeAction
) -> None:
    if (state, action) in TRANSITIONS:
        assert next_state(state, action) is TRANSITIONS[state, action]
        assert action in possible_actions(state)
        return
    with pytest.raises(ValueError) as refused:
        next_state(state, action)
    assert state.label in str(refused.value)
    assert action.label in str(refused.value)


def test_the_round_of_a_notice() -> None:
    state = NoticeState.PROPOSED
    for action in ("issue", "reply", "reject", "extend", "reply", "close", "reopen", "escalate"):
        state = next_state(state, NoticeAction(action))
    assert state is NoticeState.ESCALATED
    assert not state.is_open


def test_every_state_can_be_reached() -> None:
    assert {NoticeState.PROPOSED, *TRANSITIONS.values()} == set(NoticeState)


def test_a_number_once_spent_is_never_unspent() -> None:
    """Nothing leads from a signed notice back to one without a number."""
    unsigned = {NoticeState.PROPOSED, NoticeState.DROPPED}
    for (before, _), after in TRANSITIONS.items():
        if before not in unsigned:
            assert after not in unsigned


def test_late_answers_show_in_the_label() -> None:
    deadline = date(2024, 10, 12)
    assert state_label(NoticeState.ISSUED, deadline, deadline) == "办理中"
    assert state_label(NoticeState.ISSUED, deadline, date(2024, 10, 13)) == "逾期未反馈"
    assert state_label(NoticeState.REPLIED, deadline, date(2024, 12, 1)) == "已反馈，待销号"


def test_number_as_printed() -> None:
    assert notice_number("乐电专督", 2026, 1) == "乐电专督〔2026〕1号"


@given(
    st.sampled_from(["乐电专督", "乐专", "乐政督通"]),
    st.integers(2000, 2099),
    st.integers(1, 999999),
)
def test_numbers_read_back(series: str, year: int, n: int) -> None:
    number = NoticeNumber(series, year, n)
    assert parse_notice_number(str(number)) == number


@pytest.mark.parametrize(
    "typed",
    [
        "乐电专督[2026]12号",
        "乐电专督（2026）12 号",
        "乐电专督【2026】第12号",
        "乐电专督［２０２６］１２号",
        "乐电专督〔2026〕012号",
    ],
)
def test_other_brackets_are_understood(typed: str) -> None:
    assert str(parse_notice_number(typed)) == "乐电专督〔2026〕12号"


@pytest.mark.parametrize(
    "typed", ["", "乐电专督2026-12", "〔2026〕12号", "乐电专督〔26〕12号", "乐电专督〔2026〕0号"]
)
def test_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match="号"):
        parse_notice_number(typed)
