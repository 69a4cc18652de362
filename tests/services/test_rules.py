"""A new light rule is tried out before it is saved, and then does what the trial said."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from leqing_desktop.db import schema
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_check import CheckSettings
from leqing_desktop.domain.return_check_rules import CheckRule
from leqing_desktop.errors import Refused
from tests.ledgers import Q3, Desk


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """Every unit has reported something in 2024Q3, from far ahead to far behind."""
    reporting = desk.services.reporting
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for report in desk.services.review.board(Q3):
        cells = {
            row.task_id: {"progress": str(max(0, (row.schedule or 0) - row.task_id * 7 % 45))}
            for row in reporting.sheet(Q3, report.unit_id)
            if not row.support
        }
        reporting.save_many(Q3, report.unit_id, cells)
    return desk


def lights(desk: Desk) -> dict[int, str]:
    return {each.task.id: each.assessment.light for each in desk.services.status.status(Q3).tasks}


LIMITS = st.tuples(st.integers(0, 120), st.integers(1, 150)).map(
    # Halves too, as a clerk may type 7.5.
    lambda drawn: (drawn[0] / 2, min(99.5, (drawn[0] + drawn[1]) / 2))
)
DAYS = st.dates(date(2023, 12, 1), date(2024, 12, 31))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(LIMITS, DAYS), max_size=2), LIMITS, DAYS)
def test_saving_does_what_the_trial_said(
    reported: Desk,
    earlier: list[tuple[tuple[float, float], date]],
    limits: tuple[float, float],
    since: date,
) -> None:
    rules, supervision = reported.services.rules, reported.services.supervision
    for (yellow, red), day in earlier:
        rules.save_light_rule(yellow, red, day, "先前的一版")
    before = reported.services.status.status(Q3)
    proposals = Counter(each.colour for each in supervision.proposals(Q3))
    trial = rules.trial(Q3, *limits, since)
    assert reported.services.status.status(Q3) == before
    assert len(rules.versions()) == (len(earlier) + 1)
    rules.save_light_rule(*limits, since, "例会要求提前预警")
    after = reported.services.status.status(Q3)
    assert {(each.task_id, each.old, each.new) for each in trial.changes} == {
        (one.task.id, one.assessment.light, other.assessment.light)
        for one, other in zip(before.tasks, after.tasks, strict=True)
        if one.assessment.light is not other.assessment.light
    }
    assert (trial.old_counts, trial.new_counts) == (before.counts, after.counts)
    now = {row.unit: row.place for row in after.ranking}
    assert {(each.unit, each.old, each.new) for each in trial.places} == {
        (row.unit, row.place, now[row.unit]) for row in before.ranking if row.place != now[row.unit]
    }
    proposed = Counter(each.colour for each in supervision.proposals(Q3))
    for colour in NoticeColour:
        assert (trial.old_notices[colour], trial.new_notices[colour]) == (
            proposals[colour],
            proposed[colour],
        )
    version = f"亮灯规则第 {len(earlier) + 2} 版"
    judged_by_it = any(version in each.assessment.why for each in after.tasks)
    assert trial.applies == judged_by_it
    for _ in (*earlier, since):
        reported.services.journal.undo()


def test_a_version_before_another_one_holds_until_that_one(reported: Desk) -> None:
    rules = reported.services.rules
    rules.save_light_rule(5, 25, date(2024, 7, 1), "收紧")
    trial = rules.trial(Q3, 0, 1, date(2024, 4, 1))
    assert (trial.applies, trial.changes) == (False, ())
    assert trial.sentence == ("2024年第三季度仍按亮灯规则第 2 版（2024-07-01 起）亮灯，不受影响。")
    assert trial.limit_note == "2024-07-01 起仍按第 2 版，新规则只管到它的前一天。"
    assert rules.trial(Q3, 0, 1, date(2024, 7, 1)).limit_note == ""
    assert rules.trial(Q3, 0, 1, date(2024, 7, 1)).applies


def test_a_locked_quarter_says_from_when_a_new_version_may_hold(reported: Desk) -> None:
    rules = reported.services.rules
    assert rules.earliest_day() is None
    reported.services.periods.lock(Q3)
    assert rules.earliest_day() == date(2024, 10, 1)
    told = rules.trial(Period(2024, 4), 5, 25, date(2024, 9, 30)).refusal
    assert told == "2024年第三季度已锁定，新规则请从 2024-10-01 或以后生效。"
    with pytest.raises(Refused, match=told):
        rules.save_light_rule(5, 25, date(2024, 9, 30), "追溯")
    assert rules.trial(Period(2024, 4), 5, 25, date(2024, 10, 1)).refusal == ""


def test_a_rule_from_a_later_day_changes_nothing_in_this_period(reported: Desk) -> None:
    trial = reported.services.rules.trial(Q3, 1, 2, date(2024, 10, 1))
    assert not trial.applies and trial.changes == ()
    assert trial.sentence == "新规则自 2024-10-01 起生效，2024年第三季度不受影响。"


def test_versions_keep_their_reasons_and_can_be_undone(reported: Desk) -> None:
    rules = reported.services.rules
    rules.save_light_rule(5, 25, date(2024, 7, 1), "年底前收紧一档")
    history = rules.versions()
    assert [(each.rule.version, each.reason) for each in history] == [
        (1, ""),
        (2, "年底前收紧一档"),
    ]
    assert "亮灯规则第 2 版" in reported.services.status.status(Q3).tasks[0].assessment.why
    reported.services.journal.undo()
    assert [each.rule.version for each in rules.versions()] == [1]


def test_no_reason_no_gap_and_no_locked_quarter(reported: Desk) -> None:
    rules = reported.services.rules
    with pytest.raises(Refused, match="修改理由"):
        rules.save_light_rule(5, 25, date(2024, 7, 1), "  ")
    with pytest.raises(Refused, match="黄灯界限必须小于红灯界限"):
        rules.save_light_rule(25, 5, date(2024, 7, 1), "试试")
    with reported.engine.begin() as connection:
        connection.execute(update(schema.period).values(locked_on=date(2024, 10, 20)))
    with pytest.raises(Refused, match="已锁定，新规则请从 2024-10-01 或以后生效"):
        rules.save_light_rule(5, 25, date(2024, 9, 30), "追溯")
    rules.save_light_rule(5, 25, date(2024, 10, 1), "下季起收紧")


def test_the_checks_are_kept_in_the_ledger(desk: Desk) -> None:
    rules = desk.services.rules
    assert rules.check_settings() == CheckSettings()
    rules.save_check_settings(CheckSettings().switched(CheckRule.COPIED, False))
    assert not rules.check_settings().on(CheckRule.COPIED)
    desk.services.journal.undo()
    assert rules.check_settings().on(CheckRule.COPIED)


def test_a_locked_quarter_keeps_its_lights_in_a_trial_too(reported: Desk) -> None:
    reported.services.periods.lock(Q3)
    before = lights(reported)
    trial = reported.services.rules.trial(Q3, 1, 2, Q3.first_day)
    assert trial.sentence == "2024年第三季度已锁定，灯不再变。"
    assert (trial.changes, trial.places) == ((), ())
    assert trial.new_counts == trial.old_counts
    with pytest.raises(Refused):
        reported.services.rules.save_light_rule(1, 2, Q3.first_day, "更严")
    assert lights(reported) == before
