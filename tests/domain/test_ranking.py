from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.light import Light, LightSummary
from leqing_desktop.domain.ranking import (
    RankingRule,
    ScoreParts,
    UnitRecord,
    count_lights,
    rank_units,
)


def test_the_formula_by_hand() -> None:
    record = UnitRecord("甲", 4, 3, LightSummary(green=5, yellow=2, red=2, grey=9), 3, 1)
    (score,) = rank_units([record])
    assert score.parts == ScoreParts(30.0, 26.7, 6.7)
    assert score.score == 63.4
    assert "40 × 按时报送数/应报送数" in RankingRule().formula
    assert "第 1 版" in RankingRule().formula


def test_ties_share_a_place_and_the_next_is_left_out() -> None:
    records = [
        UnitRecord("丙", 2, 1),
        UnitRecord("甲", 2, 2),
        UnitRecord("乙", 4, 4),
        UnitRecord("丁", 2, 0),
    ]
    scores = rank_units(records, previous={"甲": 3, "乙": 1, "丙": 2})
    assert [(s.unit, s.place, s.change) for s in scores] == [
        ("甲", 1, 2),
        ("乙", 1, 0),
        ("丙", 3, -1),
        ("丁", 4, None),
    ]


def test_support_counts_nowhere() -> None:
    lights = count_lights(
        [
            ("甲", Role.LEAD, Light.GREEN),
            ("甲", Role.SUPPORT, Light.RED),
            ("甲", Role.RESPONSIBLE, Light.YELLOW),
            ("乙", Role.SUPPORT, Light.RED),
        ]
    )
    assert lights == {"甲": LightSummary(green=1, yellow=1)}


def test_a_unit_with_nothing_to_count_is_not_ranked() -> None:
    records = [UnitRecord("甲", lights=LightSummary(grey=4)), UnitRecord("乙", 1, 0)]
    assert [score.unit for score in rank_units(records)] == ["乙"]


@pytest.mark.parametrize("weights", [(50, 40, 20), (120, -40, 20), (0, 0, 0)])
def test_weights_make_a_hundred(weights: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="100"):
        RankingRule(submissions=weights[0], lights=weights[1], notices=weights[2])


def test_more_on_time_than_owed_is_refused() -> None:
    with pytest.raises(ValueError, match="甲的按时数"):
        UnitRecord("甲", 1, 2)


COUNTS = st.integers(0, 9)
RECORDS = st.builds(
    lambda late, on_time, green, yellow, red, late2, answered: (
        on_time + late, on_time, LightSummary(green, yellow, red), answered + late2, answered
    ),
    COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS,
)  # fmt: skip


@given(st.lists(RECORDS, max_size=12))
def test_places_follow_scores(rows: list[tuple[int, int, LightSummary, int, int]]) -> None:
    scores = rank_units(UnitRecord(str(i), *row) for i, row in enumerate(rows))
    for score in scores:
        better = sum(other.score > score.score for other in scores)
        assert score.place == better + 1
        parts = score.parts
        assert score.score == round(parts.submissions + parts.lights + parts.notices, 1)
        assert 0 <= score.score <= 100
