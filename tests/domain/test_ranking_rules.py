"""What a ranking keeps to whatever the formula: order of units, ties, more never costs a place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.light import LightSummary
from leqing_desktop.domain.ranking import RankingRule, UnitRecord, UnitScore, rank_units
from tests.domain.test_ranking import RECORDS
from tests.domain.test_rule_version import ranking_rules

ROWS = st.lists(RECORDS, min_size=1, max_size=8)
Row = tuple[int, int, LightSummary, int, int]


def records(rows: list[Row]) -> list[UnitRecord]:
    return [UnitRecord(f"单位{at}", *row) for at, row in enumerate(rows)]


def by_unit(scores: list[UnitScore]) -> dict[str, UnitScore]:
    return {score.unit: score for score in scores}


@given(ROWS, ranking_rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_nothing(
    rows: list[Row], rule: RankingRule, random: object
) -> None:
    given_ = records(rows)
    shuffled = list(given_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert by_unit(rank_units(shuffled, rule)) == by_unit(rank_units(given_, rule))


@given(ROWS, ranking_rules())
def test_places_follow_scores_and_ties_share(rows: list[Row], rule: RankingRule) -> None:
    scores = rank_units(records(rows), rule)
    for score in scores:
        assert score.place == 1 + sum(other.score > score.score for other in scores)
        parts = score.parts
        assert parts.submissions <= rule.submissions
        assert parts.lights <= rule.lights
        assert parts.notices <= rule.notices
        assert score.score == round(parts.submissions + parts.lights + parts.notices, 1)


@given(ROWS, ranking_rules())
def test_equal_units_share_a_place(rows: list[Row], rule: RankingRule) -> None:
    twice = records(rows) + [replace(each, unit=f"同{each.unit}") for each in records(rows)]
    found = by_unit(rank_units(twice, rule))
    for each in records(rows):
        if each.counts:
            assert found[each.unit].place == found[f"同{each.unit}"].place


BETTER = st.sampled_from(("on_time", "answered", "yellow", "green"))


@given(ROWS, ranking_rules(), BETTER)
def test_doing_better_never_costs_a_place(rows: list[Row], rule: RankingRule, how: str) -> None:
    before = records(rows)
    first = before[0]
    after = [_better(first, how), *before[1:]]
    if not first.counts:
        return
    old, new = by_unit(rank_units(before, rule)), by_unit(rank_units(after, rule))
    assert new[first.unit].score >= old[first.unit].score
    assert new[first.unit].place <= old[first.unit].place


def _better(record: UnitRecord, how: str) -> UnitRecord:
    lights = record.lights
    if how == "on_time":
        return replace(record, on_time=min(record.due, record.on_time + 1))
    if how == "answered":
        return replace(record, answered=min(record.asked, record.answered + 1))
    if how == "yellow" and lights.red:
        turned = replace(lights, red=lights.red - 1, yellow=lights.yellow + 1)
        return replace(record, lights=turned)
    if how == "green" and lights.yellow:
        turned = replace(lights, yellow=lights.yellow - 1, green=lights.green + 1)
        return replace(record, lights=turned)
    return record


def test_a_weight_of_nothing_counts_nothing() -> None:
    rule = RankingRule(submissions=0, lights=0, notices=100)
    scores = rank_units([UnitRecord("甲", 1, 0, asked=2, answered=2), UnitRecord("乙", 1, 1)], rule)
    assert [(each.unit, each.place, each.score) for each in scores] == [
        ("甲", 1, 100),
        ("乙", 1, 100),
    ]
