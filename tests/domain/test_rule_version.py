"""Rules in versions: kept as JSON, read back whole, refused in one sentence where they are none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.escalation import EscalationRule
from leqing_desktop.domain.notice import NoticeColour, NoticeDeadlines
from leqing_desktop.domain.ranking import RankingRule
from leqing_desktop.domain.rule_version import (
    RuleVersion,
    rule_in_force,
    versions_from_json,
    versions_to_json,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
WORDS = st.text(max_size=12)


@st.composite
def ranking_rules(draw: st.DrawFn) -> RankingRule:
    first = draw(st.integers(0, 100))
    second = draw(st.integers(0, 100 - first))
    worth = draw(st.integers(0, 100))
    return RankingRule(1, draw(DAYS), first, second, 100 - first - second, worth)


DEADLINES = st.builds(NoticeDeadlines, *[st.integers(1, 250)] * 3)
ESCALATION_RULES = st.builds(
    EscalationRule,
    effective_from=DAYS,
    near_days=st.integers(0, 250),
    deadlines=DEADLINES,
    escalates=st.booleans(),
    overdue=st.sampled_from(NoticeColour),
)


@given(ranking_rules(), WORDS, WORDS)
def test_a_formula_comes_back_as_it_was_kept(rule: RankingRule, reason: str, clerk: str) -> None:
    kept = json.loads(json.dumps(versions_to_json([RuleVersion(rule, reason, clerk)])))
    back = versions_from_json(kept, "排名公式", RankingRule.from_values)
    assert back == (RuleVersion(rule, reason, clerk),)


@given(ESCALATION_RULES)
def test_a_rule_for_notices_comes_back_as_it_was_kept(rule: EscalationRule) -> None:
    kept = json.loads(json.dumps(versions_to_json([RuleVersion(rule)])))
    (back,) = versions_from_json(kept, "督办规则", EscalationRule.from_values)
    assert back.rule == rule


def kept(**changes: Any) -> list[dict[str, Any]]:
    (entry,) = versions_to_json([RuleVersion(RankingRule())])
    return [entry | changes]


def test_what_only_a_later_program_knows_is_passed_over() -> None:
    stored = kept()
    stored[0]["approved_by"] = ["专班"]
    stored[0]["values"]["bonus"] = {"good_cases": 5}
    (found,) = versions_from_json(stored, "排名公式", RankingRule.from_values)
    assert found.rule == RankingRule()


def test_what_an_earlier_program_did_not_keep_is_the_default() -> None:
    stored = kept()
    del stored[0]["values"]["yellow_worth"], stored[0]["clerk"]
    (found,) = versions_from_json(stored, "排名公式", RankingRule.from_values)
    assert found.rule == RankingRule() and found.clerk == ""


@pytest.mark.parametrize(
    "stored",
    [
        {},
        "坏",
        [3],
        [{}],
        kept(version="1"),
        kept(version=True),
        kept(version=0),
        kept() + kept(),
        kept(effective_from="2024-13-01"),
        kept(effective_from=None),
        kept(values=[]),
        kept(values={"submissions": 90}),
        kept(values={"submissions": "40"}),
        kept(values={"yellow_worth": 101}),
        kept(values={"yellow_worth": True}),
        kept(values={"yellow_worth": 0.5}),
    ],
)
def test_what_is_no_rule_is_told_in_one_sentence(stored: object) -> None:
    with pytest.raises(ValueError, match=r"^台账里存的排名公式已损坏，请用最近的备份恢复台账。$"):
        versions_from_json(stored, "排名公式", RankingRule.from_values)


@pytest.mark.parametrize(
    "values", [{"overdue": "绿"}, {"escalates": 1}, {"near_days": 251}, {"red": 0}]
)
def test_a_rule_for_notices_keeps_to_its_ranges(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="台账里存的督办规则已损坏"):
        versions_from_json(kept(values=values), "督办规则", EscalationRule.from_values)


@given(st.lists(st.tuples(DAYS, st.integers(0, 100)), min_size=1, max_size=6), DAYS)
def test_the_latest_begun_holds_whatever_the_order(rows: list[tuple[date, int]], day: date) -> None:
    rules = [
        RankingRule(at, since, yellow_worth=worth) for at, (since, worth) in enumerate(rows, 1)
    ]
    found = rule_in_force(rules, day)
    assert found == rule_in_force(rules[::-1], day)
    begun = [rule for rule in rules if rule.effective_from <= day]
    if begun:
        assert (found.effective_from, found.version) == max(
            (rule.effective_from, rule.version) for rule in begun
        )
    else:
        assert found.effective_from == min(rule.effective_from for rule in rules)
