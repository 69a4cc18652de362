from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.schedule import (
    check_figures,
    expected_progress,
    figures_text,
    read_figures,
)

YEAR = [Period(2024, quarter) for quarter in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("start", "due", "own", "wanted"),
    [
        (None, None, None, [25, 50, 75, 100]),
        (date(2021, 3, 1), date(2025, 12, 31), None, [25, 50, 75, 100]),
        (date(2024, 1, 1), date(2024, 12, 31), None, [25, 50, 75, 100]),
        (None, date(2024, 6, 30), None, [50, 100, 100, 100]),
        (None, date(2024, 9, 30), None, [33, 67, 100, 100]),
        (None, date(2024, 5, 15), None, [60, 100, 100, 100]),
        (date(2024, 7, 1), None, None, [None, None, 50, 100]),
        (date(2024, 9, 20), date(2024, 12, 31), None, [None, None, 25, 100]),
        (date(2024, 4, 1), date(2024, 9, 30), None, [None, 50, 100, 100]),
        (None, date(2023, 12, 31), None, [100, 100, 100, 100]),
        (date(2025, 1, 1), date(2025, 6, 30), None, [None, None, None, None]),
        (None, None, (10, 20, 60, 100), [10, 20, 60, 100]),
        (None, date(2024, 8, 1), (10, 20, 60, 100), [10, 20, 100, 100]),
        (date(2024, 5, 1), None, (0, 30, 60, 100), [None, 30, 60, 100]),
    ],
)
def test_a_years_schedule(
    start: date | None,
    due: date | None,
    own: tuple[int, int, int, int] | None,
    wanted: list[int | None],
) -> None:
    assert [expected_progress(start, due, own, period) for period in YEAR] == wanted


DAYS = st.none() | st.dates(date(2022, 1, 1), date(2026, 12, 31))
OWN = st.none() | st.lists(st.integers(0, 100), min_size=4, max_size=4).map(
    lambda figures: check_figures(sorted(figures))
)


@given(DAYS, DAYS, OWN)
def test_never_falls_within_a_year_and_stays_in_range(
    start: date | None, due: date | None, own: tuple[int, int, int, int] | None
) -> None:
    figures = [expected_progress(start, due, own, period) for period in YEAR]
    known = [figure for figure in figures if figure is not None]
    assert known == sorted(known)
    assert all(0 <= figure <= 100 for figure in known)
    # Once something is asked it goes on being asked.
    assert figures[len(figures) - len(known) :] == known


@given(DAYS, DAYS, OWN)
def test_everything_is_asked_from_the_due_date_on(
    start: date | None, due: date | None, own: tuple[int, int, int, int] | None
) -> None:
    for period in YEAR:
        if due is not None and due <= period.last_day:
            assert expected_progress(start, due, own, period) == 100


def test_as_of_moves_only_the_dates() -> None:
    task = (date(2024, 8, 1), date(2024, 10, 8), None, Period(2024, 3))
    assert expected_progress(*task) == 67
    assert expected_progress(*task, as_of=date(2024, 7, 15)) is None
    assert expected_progress(*task, as_of=date(2024, 10, 16)) == 100


@pytest.mark.parametrize("figures", [(25, 50, 75), (0, 50, 40, 100), (-1, 0, 0, 0), (0, 0, 0, 101)])
def test_typed_figures_must_rise(figures: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"季|100"):
        check_figures(figures)


@given(
    st.lists(st.integers(0, 100), min_size=4, max_size=4),
    st.sampled_from(["/", " ", "、", "，", "%、", "％ ", "　", "-", " / "]),
)
def test_typed_figures_are_read_however_they_are_parted(figures: list[int], sign: str) -> None:
    figures.sort()
    typed = sign.join(map(str, figures))
    assert read_figures(typed) == tuple(figures)
    assert read_figures(figures_text(check_figures(figures))) == tuple(figures)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_in_words(text: str) -> None:
    try:
        figures = read_figures(text)
    except ValueError as error:
        assert str(error).endswith("。")
    else:
        assert figures is None or sorted(figures) == list(figures)


@pytest.mark.parametrize(
    "text", ["25/50/75", "100/75/50/25", "25/50/75/101", "一/二/三/四", "1.5/2/3/4"]
)
def test_what_are_no_four_rising_figures_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"。$"):
        read_figures(text)
