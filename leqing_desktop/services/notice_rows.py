"""A notice of the log as the clerk sees it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.db.notices import StoredNotice
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import (
    NoticeAction,
    NoticeState,
    possible_actions,
    state_label,
)
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.working_day import IsWorkingDay, working_days_between


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice of the log, ready to show. ``days_left`` are working days, negative when overdue."""

    id: int
    number: str
    colour: NoticeColour
    title: str
    unit: str
    period: Period
    items: tuple[int, ...]
    why: str
    issued_on: date
    deadline: date
    state_label: str
    awaits_reply: bool
    days_left: int | None
    state_on: date
    note: str
    actions: tuple[NoticeAction, ...]
    state: NoticeState
    asked_until: date | None = None


def notice_row(notice: StoredNotice, today: date, is_working_day: IsWorkingDay) -> NoticeRow:
    """A stored notice as it stands on a day."""
    left = None
    if notice.state.is_open:
        left = working_days_between(today, notice.deadline, is_working_day)
    return NoticeRow(
        notice.id,
        str(notice.number),
        notice.colour,
        notice.title,
        notice.unit,
        notice.period,
        notice.items,
        notice.why,
        notice.issued_on,
        notice.deadline,
        state_label(notice.state, notice.deadline, today),
        notice.state.awaits_reply,
        left,
        notice.state_on,
        notice.state_note,
        possible_actions(notice.state, asked=notice.asked_until is not None),
        notice.state,
        notice.asked_until,
    )
