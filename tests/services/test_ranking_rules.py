"""排名公式 in versions on real ledgers: tried out, saved, in force from its day, kept by a locked quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from leqing_desktop.db import schema, snapshots
from leqing_desktop.db.engine import reading, writing
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.ranking import RankingRule
from leqing_desktop.errors import Refused
from leqing_desktop.services.ranking_rules import RankingRuleService
from leqing_desktop.services.rule_versions import RANKING
from leqing_desktop.services.status import PeriodStatus
from leqing_desktop.services.status_text import status_lines
from tests.domain.test_rule_version import ranking_rules
from tests.ledgers import Q3, Desk, is_sentence

SINCE = Q3.first_day
LIGHTS_ONLY = RankingRule(1, SINCE, 0, 100, 0, 25)


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """Most units have reported something in 2024Q3, from far ahead to far behind, some late."""
    reporting = desk.services.reporting
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for at, report in enumerate(desk.services.review.board(Q3)):
        if at % 5 == 0:
            continue
        desk.clock.set(date(2024, 10, 18) if at % 3 == 0 else date(2024, 10, 10))
        cells = {
            row.task_id: {"progress": str(max(0, (row.schedule or 0) - row.task_id * 7 % 45))}
            for row in reporting.sheet(Q3, report.unit_id)
            if not row.support
        }
        reporting.save_many(Q3, report.unit_id, cells)
    desk.clock.set(date(2024, 10, 20))
    return desk


def rules(desk: Desk) -> RankingRuleService:
    return desk.services.ranking_rules


def status(desk: Desk) -> PeriodStatus:
    return desk.services.status.status(Q3)


def keep(desk: Desk, value: Any) -> None:
    """Put something into the ledger's setting behind the service's back."""
    with writing(desk.engine) as connection:
        connection.execute(
            update(schema.setting).where(schema.setting.c.key == RANKING.key).values(value=value)
        )
        connection.commit()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ranking_rules(), max_size=2), ranking_rules())
def test_saving_does_what_the_trial_said(
    reported: Desk, earlier: list[RankingRule], drawn: RankingRule
) -> None:
    near = [replace(each, effective_from=_near(each.effective_from)) for each in (*earlier, drawn)]
    for each in near[:-1]:
        rules(reported).save(each, "先前的一版")
    before = status(reported)
    trial = rules(reported).trial(Q3, near[-1])
    assert status(reported) == before
    rules(reported).save(near[-1], "例会要求")
    after = status(reported)
    assert [(row.unit, row.new_place, row.new_score) for row in trial.rows] == [
        (row.unit, row.place, row.score) for row in after.ranking
    ]
    old = {row.unit: (row.place, row.score) for row in before.ranking}
    assert {row.unit: (row.old_place, row.old_score) for row in trial.rows} == old
    assert (trial.old_rule, trial.applies) == (
        before.ranking_rule,
        after.ranking_rule == trial.new_rule,
    )
    for _ in near:
        reported.services.journal.undo()


def _near(day: date) -> date:
    """Within two years of the quarter, where it matters."""
    return date(2023 + day.year % 2, day.month, min(day.day, 28))


def test_a_version_is_one_step_with_its_reason_and_its_clerk(reported: Desk) -> None:
    rules(reported).save(LIGHTS_ONLY, "只看进度")
    first, second = rules(reported).versions()
    assert (first.rule, first.reason, first.clerk) == (RankingRule(), "", "")
    assert (second.rule, second.reason, second.clerk) == (
        replace(LIGHTS_ONLY, version=2),
        "只看进度",
        "王敏",
    )
    assert reported.services.journal.undo_label() == "修改排名公式（第 2 版）"
    reported.services.journal.undo()
    assert [each.rule for each in rules(reported).versions()] == [RankingRule()]


def test_the_ranking_follows_the_formula_of_its_quarter(reported: Desk) -> None:
    before = {row.unit: row.score for row in status(reported).ranking}
    rules(reported).save(LIGHTS_ONLY, "只看进度")
    after = status(reported)
    assert {row.unit: row.score for row in after.ranking} != before
    assert all(row.score == row.parts.lights for row in after.ranking)
    assert "亮灯 100 ×" in status_lines(after)[-1] and "第 2 版" in status_lines(after)[-1]
    # The quarter before it keeps the first version.
    earlier = reported.services.status.status(Q3.previous)
    assert earlier.ranking_rule == RankingRule()


def test_no_reason_and_no_locked_quarter(reported: Desk) -> None:
    with pytest.raises(Refused, match="修改理由"):
        rules(reported).save(LIGHTS_ONLY, "  ")
    reported.services.periods.lock(Q3)
    assert rules(reported).earliest_day() == date(2024, 10, 1)
    told = "2024年第三季度已锁定，新规则请从 2024-10-01 或以后生效。"
    assert rules(reported).trial(Q3.next, LIGHTS_ONLY).refusal == told
    with pytest.raises(Refused, match=told):
        rules(reported).save(LIGHTS_ONLY, "追溯")
    rules(reported).save(replace(LIGHTS_ONLY, effective_from=date(2024, 10, 1)), "下季起")


def test_a_later_version_ends_the_new_one(reported: Desk) -> None:
    rules(reported).save(LIGHTS_ONLY, "只看进度")
    trial = rules(reported).trial(Q3, RankingRule(1, date(2024, 4, 1), 0, 0, 100))
    assert not trial.applies
    assert trial.sentence == "2024年第三季度仍按排名公式第 2 版（2024-07-01 起）排名，不受影响。"
    assert trial.limit_note == "2024-07-01 起仍按第 2 版，新规则只管到它的前一天。"
    later = rules(reported).trial(Q3, RankingRule(1, date(2025, 1, 1)))
    assert later.sentence == "新公式自 2025-01-01 起生效，2024年第三季度不受影响。"
    assert all(row.old_place == row.new_place for row in later.rows)


def test_a_locked_quarter_keeps_its_ranking_and_its_formula(reported: Desk) -> None:
    rules(reported).save(RankingRule(1, SINCE, 20, 60, 20, 30), "突出进度")
    reported.services.periods.lock(Q3)
    locked = status(reported)
    assert (locked.ranking_rule.version, locked.ranking_rule.yellow_worth) == (2, 30)
    keep(reported, [])
    assert [each.rule for each in rules(reported).versions()] == [RankingRule()]
    assert status(reported) == locked
    assert formula_of(annexes(reported)) == (
        "得分=报送20×按时报送数/应报送数+亮灯60×（绿灯数+黄灯数×30%）/绿黄红灯总数"
        "+督办20×已答复数/应答复数；配合事项和灰灯不计，没有应计事项的一项记满分，"
        "各项保留一位小数，同分同名次（排名公式第2版）。"
    )
    trial = rules(reported).trial(Q3, LIGHTS_ONLY)
    assert (trial.sentence, trial.moved, trial.applies) == (
        "2024年第三季度已锁定，排名不再变。",
        0,
        False,
    )


def test_a_snapshot_that_knew_no_formula_prints_the_first(reported: Desk) -> None:
    reported.services.periods.lock(Q3)
    before = status(reported)
    with reading(reported.engine) as connection:
        packed = snapshots.in_force(connection, Q3)
    assert packed is not None
    content = snapshots.unpack(packed)
    assert content["format"] == 3
    del content["ranking_rule"]
    with writing(reported.engine) as connection:
        old = content | {"format": 2}
        connection.execute(update(schema.snapshot).values(content=old))
        connection.commit()
    rules(reported).save(replace(LIGHTS_ONLY, effective_from=date(2024, 10, 1)), "下季起")
    assert status(reported) == before
    assert formula_of(annexes(reported)).endswith("（排名公式第1版）。")


def test_a_change_of_place_is_counted_from_the_ranking_of_its_own_formula(reported: Desk) -> None:
    before = {row.unit: row.place for row in status(reported).ranking}
    reported.services.periods.set_period(Q3.next, date(2024, 12, 20), date(2025, 1, 15))
    rules(reported).save(replace(LIGHTS_ONLY, effective_from=Q3.next.first_day), "第四季度起")
    assert {row.unit: row.place for row in status(reported).ranking} == before
    for row in reported.services.status.status(Q3.next).ranking:
        assert row.change == before[row.unit] - row.place


@pytest.mark.parametrize("value", [{}, "坏", [{"version": 1}], [None]])
def test_a_damaged_setting_is_told_in_one_sentence(reported: Desk, value: Any) -> None:
    rules(reported).save(LIGHTS_ONLY, "只看进度")
    keep(reported, value)
    for ask in (rules(reported).versions, lambda: status(reported)):
        with pytest.raises(Refused) as caught:
            ask()
        assert is_sentence(str(caught.value))


def annexes(desk: Desk) -> NoticeDocument:
    circular = desk.services.circular
    return circular.preview(Q3, circular.draft(Q3))


def formula_of(document: NoticeDocument) -> str:
    return document.annexes[0].paragraphs[0].text
