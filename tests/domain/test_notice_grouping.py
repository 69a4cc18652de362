"""一事一单 and 一单位一单: nothing is lost, nothing is mixed, the order stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.escalation import Candidate, Proposal, StandingNotice, propose
from leqing_desktop.domain.light import LightRule, TaskState, assess
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_grouping import (
    NoticeGrouping,
    chinese_numeral,
    group_proposals,
    joined_reasons,
    subject_of,
)
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.wording_template import WordingFault, parse_template
from leqing_desktop.domain.working_day import monday_to_friday

BLUE, ORANGE, _RED = NoticeColour
AS_OF, PAST, TO_COME = date(2024, 10, 17), date(2024, 10, 12), date(2024, 10, 25)


class Row(NamedTuple):
    """A proposal as far as grouping looks at it."""

    task_id: int
    unit: str
    colour: NoticeColour
    drafted_on: date | None


ROWS = st.lists(
    st.builds(
        Row,
        st.integers(),
        st.sampled_from(["市经信局", "市科技局"]),
        st.sampled_from(NoticeColour),
        st.sampled_from([None, PAST]),
    ),
    max_size=12,
)


@given(ROWS)
def test_one_notice_an_item(rows: list[Row]) -> None:
    assert group_proposals(rows, NoticeGrouping.BY_ITEM) == tuple((row,) for row in rows)


@given(ROWS)
def test_one_notice_a_unit_and_colour_in_the_lists_order(rows: list[Row]) -> None:
    groups = group_proposals(rows, NoticeGrouping.BY_UNIT)
    keys = [group[0][1:] for group in groups]
    for key, group in zip(keys, groups, strict=True):
        assert list(group) == [row for row in rows if row[1:] == key]
    assert keys == list(dict.fromkeys(row[1:] for row in rows))


def test_the_words_of_a_group() -> None:
    assert subject_of(["新增软件著作权"]) == "新增软件著作权"
    assert subject_of(["新增软件著作权", "建设研究院", "培育名牌"]) == "新增软件著作权等3项"
    assert joined_reasons(["甲"], ["落后。"]) == "落后。"
    assert joined_reasons(["甲", "乙"], ["落后。", "逾期。"]) == "1. 甲：落后。\n2. 乙：逾期。"


def test_levels_count_in_hanzi() -> None:
    shown = [chinese_numeral(n) for n in (1, 9, 10, 11, 19, 20, 21, 99)]
    assert shown == ["一", "九", "十", "十一", "十九", "二十", "二十一", "九十九"]
    assert len({chinese_numeral(n) for n in range(1, 100)}) == 99
    for wrong in (0, 100):
        with pytest.raises(ValueError, match="99"):
            chinese_numeral(wrong)


TEMPLATE = "关于{单位}的\n通知\n\n{单位}要办：\n{事项清单}\n请办。"


def test_a_place_of_several_paragraphs_stands_alone() -> None:
    names, lists = ("单位", "事项清单"), ("事项清单",)
    assert parse_template(TEMPLATE, names, lists).places == names
    assert parse_template(TEMPLATE.replace("{事项", "{ 事项"), names, lists)
    for wrong in (
        TEMPLATE.replace("\n{事项清单}", "{事项清单}"),
        TEMPLATE.replace("通知", "{事项清单}"),
        TEMPLATE.replace("{事项清单}", "{事项清单}{事项清单}"),
    ):
        with pytest.raises(WordingFault, match="单独占一行"):
            parse_template(wrong, names, lists)


def shared(
    notice_id: int, task_id: int, colour: NoticeColour, deadline: date, state: NoticeState
) -> StandingNotice:
    return StandingNotice(notice_id, task_id, "市经信局", colour, deadline, state, "1号", True)


def asked(*notices: StandingNotice) -> Sequence[Proposal]:
    behind = assess(TaskState(41, True), Period(2024, 3), LightRule())
    tasks = [Candidate(task, "市经信局", behind) for task in (1, 2)]
    return propose(tasks, notices, AS_OF, monday_to_friday)


def test_a_task_left_behind_by_an_escalated_notice_goes_on_to_the_next_colour() -> None:
    blue = [shared(3, task, BLUE, PAST, NoticeState.ESCALATED) for task in (1, 2)]
    taken = shared(4, 1, ORANGE, TO_COME, NoticeState.ISSUED)
    assert [(p.task_id, p.colour, p.follows) for p in asked(*blue, taken)] == [(2, ORANGE, 3)]
    both = shared(4, 2, ORANGE, TO_COME, NoticeState.ISSUED)
    assert asked(*blue, taken, both) == []
    # What was taken over and is over begins anew.
    over = [shared(4, task, ORANGE, PAST, NoticeState.CLOSED) for task in (1, 2)]
    assert {p.colour for p in asked(*blue, *over)} == {BLUE}


LOG = st.lists(
    st.builds(
        shared,
        st.integers(1, 5),
        st.sampled_from([1, 2]),
        st.sampled_from(NoticeColour),
        st.sampled_from([PAST, TO_COME]),
        st.sampled_from(NoticeState),
    ),
    max_size=5,
)


@given(LOG)
def test_issuing_all_that_is_proposed_leaves_nothing_to_propose(log: list[StandingNotice]) -> None:
    issued = [shared(9, p.task_id, p.colour, p.deadline, NoticeState.ISSUED) for p in asked(*log)]
    assert asked(*log, *issued) == []
