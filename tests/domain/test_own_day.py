from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.own_day import DaySpan, OwnDays

DAYS = st.dates(date(2026, 12, 1), date(2027, 3, 31))
SPANS = st.builds(
    lambda first, length, worked: DaySpan(first, first + timedelta(days=length), worked),
    DAYS,
    st.integers(0, 8),
    st.booleans(),
)


def worked_days(span: DaySpan) -> dict[date, bool]:
    return {span.first + timedelta(days=each): span.worked for each in range(span.days)}


@given(st.lists(SPANS, max_size=6))
def test_the_last_word_on_a_day_counts_and_spans_say_it_whole(added: list[DaySpan]) -> None:
    own = OwnDays()
    wanted: dict[date, bool] = {}
    for span in added:
        own = own.added(span)
        wanted |= worked_days(span)
    assert not own.working & own.off
    told: dict[date, bool] = {}
    for span in own.spans():
        told |= worked_days(span)
    assert told == wanted
    assert OwnDays.from_json(own.to_json()) == own


@given(st.lists(SPANS, min_size=1, max_size=6), st.data())
def test_a_span_taken_out_leaves_the_others(added: list[DaySpan], data: st.DataObject) -> None:
    own = OwnDays()
    for span in added:
        own = own.added(span)
    gone = data.draw(st.sampled_from(own.spans()))
    assert own.without(gone).spans() == tuple(each for each in own.spans() if each != gone)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 2, 12), date(2027, 2, 6), "早于第一天"),
        (date(2027, 2, 6), date(2027, 3, 9), "一次最多填 31 天"),
        (date(1999, 2, 6), date(1999, 2, 6), "2000 年到 2100 年"),
    ],
)
def test_a_slip_of_the_pen_is_refused(first: date, last: date, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        OwnDays().added(DaySpan(first, last, worked=False))


@pytest.mark.parametrize("facts", [None, [], {"working": 3, "off": ["2027-02-31", 7, None]}])
def test_what_is_no_day_is_left_out(facts: object) -> None:
    assert OwnDays.from_json(facts) == OwnDays()


def test_a_stored_day_of_both_kinds_is_worked() -> None:
    own = OwnDays.from_json({"working": ["2027-02-14"], "off": ["2027-02-14", "2027-02-15"]})
    assert own == OwnDays(frozenset({date(2027, 2, 14)}), frozenset({date(2027, 2, 15)}))
