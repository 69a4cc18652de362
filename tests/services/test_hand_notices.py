"""督办一件: notices that the clerk asks for, from the reason to the signed paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.item_origin import OriginKind
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.standing import Standing
from leqing_desktop.errors import Refused
from leqing_desktop.services.assigned_items import TypedOrigin
from leqing_desktop.services.hand_notices import HandNoticeService
from leqing_desktop.services.supervision import ProposalRow
from tests.ledgers import Q3, Desk, is_sentence

BLUE, ORANGE, RED = NoticeColour
DAY = date(2024, 10, 8)
REASON = "市领导要求本周拿出方案"


def hand(desk: Desk) -> HandNoticeService:
    return desk.services.hand_notices


def quiet(desk: Desk) -> int:
    """A task that the rule asks nothing of: it is said to be in time."""
    task = desk.row("7.1")
    unit = next(c.unit for c in hand(desk).candidates(Q3) if c.task_id == task.id)
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    desk.services.reporting.save_many(Q3, desk.unit(unit), {task.id: {"progress": "80"}})
    assert proposal(desk, task.id) is None
    return task.id


def proposal(desk: Desk, task_id: int) -> ProposalRow | None:
    rows = desk.services.supervision.proposals(Q3)
    return next((row for row in rows if row.task_id == task_id), None)


def sign(desk: Desk, task_id: int, on: date = DAY) -> int:
    row = proposal(desk, task_id)
    assert row is not None
    supervision = desk.services.supervision
    supervision.sign(Q3, supervision.prepare(Q3, [row], on), on)
    return supervision.register()[0].id


def refused(desk: Desk, verb: Callable[[], object]) -> str:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        verb()
    assert desk.tables == before
    assert is_sentence(str(caught.value))
    return str(caught.value)


def test_what_the_rule_does_not_ask_for_needs_a_reason(desk: Desk) -> None:
    task = quiet(desk)
    for typed in ("", "  ", "。"):
        said = refused(desk, lambda typed=typed: hand(desk).put(Q3, task, BLUE, typed))  # type: ignore[misc]
        assert said == "规则没有建议督办，发蓝单请写明理由。"
    hand(desk).put(Q3, task, ORANGE, REASON + "。")
    row = proposal(desk, task)
    assert row is not None
    assert (row.colour, row.why) == (ORANGE, f"{REASON}。")


def test_a_stronger_colour_than_the_rules_needs_a_reason(desk: Desk) -> None:
    rule = desk.services.supervision.proposals(Q3)[0]
    assert rule.colour is BLUE
    assert "蓝单" in refused(desk, lambda: hand(desk).put(Q3, rule.task_id, RED))
    hand(desk).put(Q3, rule.task_id, RED, REASON)
    row = desk.services.supervision.proposals(Q3)[0]
    assert (row.task_id, row.colour, row.why) == (rule.task_id, RED, f"{REASON}；{rule.why}")
    ids = [each.task_id for each in desk.services.supervision.proposals(Q3)]
    assert len(ids) == len(set(ids))


def test_the_rules_own_colour_needs_none(desk: Desk) -> None:
    rule = desk.services.supervision.proposals(Q3)[0]
    hand(desk).put(Q3, rule.task_id, rule.colour)
    row = proposal(desk, rule.task_id)
    assert row is not None
    assert (row.colour, row.why) == (rule.colour, rule.why)


def test_asking_is_undone_and_taken_back(desk: Desk) -> None:
    task = quiet(desk)
    hand(desk).put(Q3, task, BLUE, REASON)
    desk.services.journal.undo()
    assert proposal(desk, task) is None
    desk.services.journal.redo()
    assert hand(desk).asked(Q3) == {task}
    hand(desk).take_back(Q3, [task])
    assert proposal(desk, task) is None
    assert hand(desk).asked(Q3) == frozenset()


def test_it_goes_to_the_leader_and_is_signed_with_its_reason(desk: Desk) -> None:
    task = quiet(desk)
    hand(desk).put(Q3, task, ORANGE, REASON)
    row = proposal(desk, task)
    assert row is not None
    desk.services.notice_drafts.submit(Q3, [row], DAY - timedelta(days=1))
    away = proposal(desk, task)
    assert away is not None
    assert away.drafted_on == DAY - timedelta(days=1)
    notice = sign(desk, task)
    document = desk.services.supervision.document(notice)
    assert f"截至2024年第三季度末，{REASON}。现予警告" in document.paragraphs[0].text
    assert desk.services.supervision.register()[0].why == f"{REASON}。"
    assert proposal(desk, task) is None


def test_a_closed_notice_does_not_bring_the_request_back(desk: Desk) -> None:
    task = quiet(desk)
    hand(desk).put(Q3, task, BLUE, REASON)
    notice = sign(desk, task)
    life = desk.services.notice_life
    desk.clock.set(DAY + timedelta(days=2))
    life.act(notice, NoticeAction.REPLY, DAY + timedelta(days=1), "已落实")
    life.act(notice, NoticeAction.CLOSE, DAY + timedelta(days=2), "已落实")
    assert proposal(desk, task) is None
    hand(desk).put(Q3, task, BLUE, "又停工了")
    again = proposal(desk, task)
    assert again is not None
    assert again.why == "又停工了。"


def test_a_stronger_one_takes_the_running_one_further(desk: Desk) -> None:
    task = quiet(desk)
    hand(desk).put(Q3, task, BLUE, REASON)
    blue = sign(desk, task)
    said = refused(desk, lambda: hand(desk).put(Q3, task, BLUE, REASON))
    assert "乐电专督〔2024〕1号" in said
    hand(desk).put(Q3, task, RED, REASON)
    sign(desk, task, DAY + timedelta(days=1))
    states = {row.id: row.state for row in desk.services.supervision.register()}
    assert states[blue] is NoticeState.ESCALATED


def test_finished_and_suspended_tasks_are_not_offered(desk: Desk) -> None:
    task = desk.row("7.1").id
    assert task in {each.task_id for each in hand(desk).candidates(Q3)}
    desk.services.decomposition.set_standing([task], Standing.SUSPENDED, date(2024, 7, 1), "等批复")
    assert task not in {each.task_id for each in hand(desk).candidates(Q3)}
    refused(desk, lambda: hand(desk).put(Q3, task, BLUE, REASON))
    refused(desk, lambda: hand(desk).put(Q3, 10**9, BLUE, REASON))


def test_an_entered_item_can_be_pressed_at_once(desk: Desk) -> None:
    """A leader's instruction of today, not due to start in the quarter: the rule asks nothing yet."""
    desk.clock.set(date(2024, 10, 7))
    leader = TypedOrigin(OriginKind.INSTRUCTION, "张某副市长", "", "2024-10-07")
    row = {Column.TITLE: "核查用电", Column.LEAD: "市经信局", Column.DUE: "10月底"}
    desk.services.assigned_items.enter(leader, [row])
    offered = next(c for c in hand(desk).candidates(Q3) if c.title == "核查用电")
    assert (offered.asked, offered.running) == (None, None)
    assert offered.origin is not None
    hand(desk).put(Q3, offered.task_id, RED, REASON)
    document = desk.services.supervision.document(sign(desk, offered.task_id))
    assert "系张某副市长批示交办事项（2024年10月7日）" in document.paragraphs[0].text


def test_a_deleted_task_or_a_new_unit_is_seen(desk: Desk) -> None:
    task = quiet(desk)
    hand(desk).put(Q3, task, BLUE, REASON)
    edit = Edit(task, Column.LEAD, "市财政局")
    desk.services.decomposition.apply([edit], create_units=True)
    row = proposal(desk, task)
    assert row is not None
    assert row.unit == "市财政局"
    desk.services.decomposition.delete([task])
    assert proposal(desk, task) is None


@pytest.mark.parametrize("typed", ["字" * 201, "方向\u202e字", "机密★1年"])
def test_a_reason_that_cannot_be_printed_is_refused(desk: Desk, typed: str) -> None:
    rule = desk.services.supervision.proposals(Q3)[0]
    refused(desk, lambda: hand(desk).put(Q3, rule.task_id, RED, typed))


def test_a_notice_about_several_items_tells_each_source(desk: Desk) -> None:
    from leqing_desktop.domain.notice_grouping import NoticeGrouping
    from leqing_desktop.services.notice_settings import NoticeSettings

    desk.services.notice_settings.save(NoticeSettings(NoticeGrouping.BY_UNIT))
    leader = TypedOrigin(OriginKind.INSTRUCTION, "张某副市长", "", "2024-09-18")
    rows = [
        {Column.TITLE: title, Column.LEAD: "市经信局", Column.DUE: "2024-09-25"}
        for title in ("核查用电", "核查用气")
    ]
    desk.services.assigned_items.enter(leader, rows)
    supervision = desk.services.supervision
    chosen = [row for row in supervision.proposals(Q3) if row.title.startswith("核查")]
    (prepared,) = supervision.prepare(Q3, chosen, DAY)
    told = [each.text for each in prepared.document.paragraphs if each.text.startswith("（")]
    assert len(told) == 2
    assert all("系张某副市长批示交办事项（2024年9月18日）" in each for each in told)
