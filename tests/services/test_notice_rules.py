"""督办规则 in versions on real ledgers: proposals and deadlines by the rule of their day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.escalation import EscalationRule
from leqing_desktop.domain.notice import NoticeColour, NoticeDeadlines
from leqing_desktop.errors import Refused
from leqing_desktop.services.notice_rules import NoticeRuleService
from leqing_desktop.services.notice_wording import as_finding
from leqing_desktop.services.office import Office
from leqing_desktop.services.supervision import ProposalRow
from tests.domain.test_rule_version import ESCALATION_RULES
from tests.ledgers import Q3, Desk

SINCE = Q3.first_day
TODAY = date(2024, 10, 17)
BLUE, ORANGE, RED = NoticeColour


@pytest.fixture
def running(small: Desk) -> Desk:
    """Of the small ledger's tasks one is near its date, one past it, the third is on its way."""
    services = small.services
    services.office.save(Office("市创建专班", "乐电专督"))
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    dates = {"1.1": "2024-10-31", "1.2": "2024-10-10", "3.1": "2025-12-31"}
    edits = [Edit(small.row(number).id, Column.DUE, day) for number, day in dates.items()]
    services.decomposition.apply(edits)
    said = {small.row(number).id: {"progress": "90"} for number in dates}
    services.reporting.save_many(Q3, small.unit("市经信局"), said)
    small.clock.set(TODAY)
    return small


def rules(desk: Desk) -> NoticeRuleService:
    return desk.services.notice_rules


def proposals(desk: Desk, day: date = TODAY) -> dict[str, ProposalRow]:
    return {row.number: row for row in desk.services.supervision.proposals(Q3, day)}


def colours(desk: Desk, day: date = TODAY) -> dict[str, NoticeColour]:
    return {number: row.colour for number, row in proposals(desk, day).items()}


def save(desk: Desk, **changes: object) -> None:
    rules(desk).save(replace(EscalationRule(1, SINCE), **changes), "例会要求")  # type: ignore[arg-type]


def test_what_is_near_goes_by_the_rule_on_its_edge_days(running: Desk) -> None:
    assert colours(running) == {"1.1": BLUE, "1.2": RED}
    # 2024-10-31 is the tenth working day after 2024-10-17.
    save(running, near_days=9)
    assert colours(running) == {"1.2": RED}
    assert colours(running, date(2024, 10, 18)) == {"1.1": BLUE, "1.2": RED}
    words = proposals(running, date(2024, 10, 18))["1.1"].why
    assert words == (
        "离完成期限 2024-10-31 还有 9 个工作日，不超过 9 个；按督办规则第 2 版（2024-07-01 起）。"
    )
    assert as_finding(words) == "离完成期限2024年10月31日还有9个工作日"


def test_the_rule_of_the_day_decides_not_the_newest(running: Desk) -> None:
    rules(running).save(EscalationRule(1, date(2024, 10, 18), overdue=ORANGE), "18 日起")
    assert colours(running)["1.2"] == RED
    assert "按督办规则第 1 版（2024-01-01 起）。" in proposals(running)["1.2"].why
    assert colours(running, date(2024, 10, 18))["1.2"] == ORANGE


def test_answers_are_due_by_the_rule_of_the_day_of_signing(running: Desk) -> None:
    supervision = running.services.supervision
    usual = {BLUE: date(2024, 10, 31), ORANGE: date(2024, 10, 28), RED: date(2024, 10, 24)}
    assert supervision.reply_dates(TODAY) == usual
    deadlines = NoticeDeadlines(3, 2, 1)
    rules(running).save(EscalationRule(1, date(2024, 10, 18), deadlines=deadlines), "缩短")
    assert supervision.reply_dates(TODAY) == usual
    short = {BLUE: date(2024, 10, 23), ORANGE: date(2024, 10, 22), RED: date(2024, 10, 21)}
    assert supervision.reply_dates(date(2024, 10, 18)) == short
    day = date(2024, 10, 18)
    chosen = supervision.proposals(Q3, day)
    prepared = supervision.prepare(Q3, chosen, day)
    supervision.sign(Q3, prepared, day)
    signed = {row.colour: row.deadline for row in supervision.register()}
    assert signed == {RED: short[RED], BLUE: short[BLUE]}
    assert "2024年10月21日" in "".join(p.text for p in prepared[0].document.paragraphs)
    assert "督办规则" not in "".join(p.text for p in prepared[0].document.paragraphs)
    # What is signed keeps its deadline.
    rules(running).save(EscalationRule(1, date(2024, 10, 18)), "放宽")
    assert {row.colour: row.deadline for row in supervision.register()} == signed
    blue = next(row for row in supervision.register() if row.colour is BLUE)
    extended = running.services.notice_life.usual_extension(blue.id, day)
    assert extended == date(2024, 11, 6)


def test_without_escalation_an_unanswered_notice_stays(running: Desk) -> None:
    supervision = running.services.supervision
    near = [row for row in supervision.proposals(Q3, TODAY) if row.number == "1.1"]
    supervision.sign(Q3, supervision.prepare(Q3, near, TODAY), TODAY)
    later = date(2024, 11, 4)
    running.services.decomposition.apply([Edit(running.row("1.1").id, Column.DUE, "2024-12-31")])
    assert colours(running, later)["1.1"] == ORANGE
    save(running, escalates=False)
    assert "1.1" not in colours(running, later)
    running.services.journal.undo()
    assert colours(running, later)["1.1"] == ORANGE


def test_the_trial_names_what_comes_goes_and_changes_colour(running: Desk) -> None:
    draft = EscalationRule(1, SINCE, 9, NoticeDeadlines(10, 7, 3), overdue=BLUE)
    trial = rules(running).trial(Q3, draft)
    assert (trial.day, trial.applies) == (TODAY, True)
    assert [(each.number, each.unit, each.old, each.new) for each in trial.changes] == [
        ("1.1", "市经信局", BLUE, None),
        ("1.2", "市经信局", RED, BLUE),
    ]
    assert trial.sentence == "2024-10-17 的督办建议有 1 件不再提出，1 件变色。"
    assert trial.old_notices == {BLUE: 1, ORANGE: 0, RED: 1}
    assert trial.new_notices == {BLUE: 1, ORANGE: 0, RED: 0}
    assert (trial.old_days[RED], trial.new_days[RED]) == (date(2024, 10, 24), date(2024, 10, 22))
    assert colours(running) == {"1.1": BLUE, "1.2": RED}
    more = rules(running).trial(Q3, replace(draft, near_days=250, overdue=RED))
    assert more.sentence == "2024-10-17 的督办建议不变。"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ESCALATION_RULES.map(
        lambda rule: replace(
            rule,
            effective_from=date(2024, rule.effective_from.month, rule.effective_from.day % 28 + 1),
        )
    ),
    st.dates(date(2024, 9, 30), date(2024, 12, 31)),
)
def test_saving_does_what_the_trial_said(running: Desk, draft: EscalationRule, day: date) -> None:
    before = colours(running, day)
    trial = rules(running).trial(Q3, draft, day)
    assert colours(running, day) == before
    rules(running).save(draft, "例会要求")
    after = colours(running, day)
    assert {each.number: (each.old, each.new) for each in trial.changes} == {
        number: (before.get(number), after.get(number))
        for number in before | after
        if before.get(number) is not after.get(number)
    }
    assert {c: n for c, n in trial.new_notices.items() if n} == Counter(after.values())
    assert trial.new_days == running.services.supervision.reply_dates(day)
    assert trial.applies == (draft.effective_from <= day)
    running.services.journal.undo()


def test_no_reason_and_no_locked_quarter(running: Desk) -> None:
    with pytest.raises(Refused, match="修改理由"):
        rules(running).save(EscalationRule(1, SINCE), " ")
    running.services.periods.lock(Q3)
    told = "2024年第三季度已锁定，新规则请从 2024-10-01 或以后生效。"
    assert rules(running).trial(Q3, EscalationRule(1, SINCE)).refusal == told
    with pytest.raises(Refused, match=told):
        save(running)
    assert rules(running).earliest_day() == date(2024, 10, 1)
    # Notices about a locked quarter are still proposed and signed: by the rule of their day.
    rules(running).save(EscalationRule(1, date(2024, 10, 1), overdue=ORANGE), "锁定以后")
    assert colours(running)["1.2"] == ORANGE
    assert [each.rule.version for each in rules(running).versions()] == [1, 2]


def test_a_rule_for_later_leaves_the_day_alone(running: Desk) -> None:
    trial = rules(running).trial(Q3, EscalationRule(1, date(2025, 1, 1), overdue=BLUE))
    assert trial.changes == ()
    assert trial.sentence == "新规则自 2025-01-01 起生效，2024-10-17 的督办建议不受影响。"
    save(running, near_days=3)
    trial = rules(running).trial(Q3, EscalationRule(1, date(2024, 4, 1), overdue=BLUE))
    assert trial.sentence == "2024-10-17 仍按督办规则第 2 版（2024-07-01 起），不受影响。"
    assert trial.limit_note == "2024-07-01 起仍按第 2 版，新规则只管到它的前一天。"
