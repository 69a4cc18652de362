"""The clerk's own days off and on count wherever a deadline is counted."""

from __future__ import annotations

from datetime import date

import pytest

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.own_day import DaySpan, OwnDays
from leqing_desktop.errors import Refused
from leqing_desktop.services.work_calendar import WorkCalendar
from tests.ledgers import Q3, Desk, is_sentence

TYPHOON = DaySpan(date(2024, 9, 23), date(2024, 9, 25), worked=False)


def test_own_days_off_move_every_deadline_and_can_be_taken_back(desk: Desk) -> None:
    periods, supervision = desk.services.periods, desk.services.supervision
    issued = date(2024, 9, 20)
    due = periods.default_dates(Q3, issued)[1]
    blue = supervision.reply_dates(issued)[NoticeColour.BLUE]
    desk.services.work_days.add(TYPHOON)
    assert periods.default_dates(Q3, issued)[1] > due
    assert supervision.reply_dates(issued)[NoticeColour.BLUE] > blue
    desk.services.journal.undo()
    assert periods.default_dates(Q3, issued)[1] == due
    assert supervision.reply_dates(issued)[NoticeColour.BLUE] == blue


def test_days_of_a_year_beyond_the_calendar_end_the_warning(desk: Desk) -> None:
    far = date(WorkCalendar().last_year + 1, 2, 8)
    assert desk.services.supervision.calendar_warning(far)
    desk.services.work_days.add(DaySpan(far, far, worked=False))
    assert desk.services.supervision.calendar_warning(far) == ""
    assert str(far.year - 1) in desk.services.work_days.read().reach


def test_a_span_is_added_and_removed(desk: Desk) -> None:
    work_days = desk.services.work_days
    work_days.add(TYPHOON)
    work_days.add(DaySpan(date(2024, 9, 24), date(2024, 9, 24), worked=True))
    assert [(each.days, each.worked) for each in work_days.read().own.spans()] == [
        (1, False),
        (1, True),
        (1, False),
    ]
    for span in work_days.read().own.spans():
        work_days.remove(span)
    assert work_days.read().own == OwnDays()
    with pytest.raises(Refused) as caught:
        work_days.add(DaySpan(TYPHOON.last, TYPHOON.first, worked=False))
    assert is_sentence(str(caught.value))


def test_the_time_to_report_is_the_ledgers(desk: Desk) -> None:
    work_days, periods = desk.services.work_days, desk.services.periods
    assert work_days.read().return_days == 10
    assert periods.default_dates(Q3, date(2024, 7, 1))[1] == date(2024, 7, 15)
    work_days.save_return_days(3)
    assert periods.default_dates(Q3, date(2024, 7, 1))[1] == date(2024, 7, 4)
    for wrong in (0, -1, 61):
        with pytest.raises(Refused, match="1 到 60"):
            work_days.save_return_days(wrong)
    assert work_days.read().return_days == 3
