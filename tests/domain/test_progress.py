from __future__ import annotations

from datetime import date

import pytest

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import (
    ProgressInForce,
    check_progress,
    counting_unit,
    differing_units,
    progress_in_force,
)

LEAD, DUTY, HELP = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT


@pytest.mark.parametrize(
    ("assignments", "wanted"),
    [
        ([Assignment("乙", DUTY), Assignment("甲", LEAD), Assignment("丙", LEAD)], "甲"),
        ([Assignment("乙", DUTY), Assignment("丙", DUTY, counts_first=True)], "丙"),
        ([Assignment("丁", HELP), Assignment("乙", DUTY), Assignment("丙", DUTY)], "乙"),
        ([Assignment("丁", HELP)], None),
        ([], None),
    ],
)
def test_whose_figure_counts(assignments: list[Assignment], wanted: str | None) -> None:
    assert counting_unit(assignments) == wanted


def test_a_difference_stands_beside_the_figure() -> None:
    assert differing_units({"甲": 40, "乙": 55, "丙": 40}, "甲") == ("乙",)
    assert differing_units({"乙": 55}, "甲") == ()


Q = [Period(2024, quarter) for quarter in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("reports", "period", "due", "value", "reported"),
    [
        ([], Q[0], None, 0, False),
        ([(Q[0], 20), (Q[1], 45)], Q[1], None, 45, True),
        ([(Q[1], 45), (Q[0], 20)], Q[2], None, 45, False),
        # What came later does not change what the quarter was.
        ([(Q[0], 20), (Q[3], 90)], Q[1], None, 20, False),
        # A new year starts at 0 for a task that goes on ...
        ([(Q[3], 100)], Period(2025, 1), date(2025, 12, 31), 0, False),
        ([(Q[3], 100)], Period(2025, 1), None, 0, False),
        # ... but one that was due before keeps what it had.
        ([(Q[3], 80)], Period(2025, 2), date(2024, 12, 31), 80, False),
        ([(Q[3], 80), (Period(2025, 1), 100)], Period(2025, 1), date(2024, 12, 31), 100, True),
    ],
)
def test_the_figure_in_force(
    reports: list[tuple[Period, float]],
    period: Period,
    due: date | None,
    value: float,
    reported: bool,
) -> None:
    assert progress_in_force(reports, period, due) == ProgressInForce(value, reported)


@pytest.mark.parametrize("value", [-1, 100.5, float("nan")])
def test_progress_is_0_to_100(value: float) -> None:
    with pytest.raises(ValueError, match="0 到 100"):
        check_progress(value)
