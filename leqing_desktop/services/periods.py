"""The reporting periods: their dates in working days, locked with a snapshot, unlocked with a reason."""

from __future__ import annotations

from datetime import date

from leqing_desktop.db import (
    check_ins,
    decomposition,
    indicator_values,
    inspections,
    ledger_settings,
    periods,
    plans,
    snapshots,
    summaries,
)
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.db.snapshots import StoredSnapshot
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services import return_board
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.office import office_of
from leqing_desktop.services.period_snapshot import PeriodRecord, to_json
from leqing_desktop.services.status import status_of
from leqing_desktop.services.work_days import calendar_of, return_days

ISSUE_DAY = 20
"""Of a quarter's last month: the day on which its report is asked for."""
REASON_LIMIT = 200
_NAMED = 5


class PeriodService:
    """报送期."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def set_period(
        self, period: Period, issue_on: date | None = None, due_on: date | None = None
    ) -> Changes:
        """Make a period or change its dates; Refused where it would be due before it is issued."""
        with self._access.writing() as uow:
            known = periods.find(uow.connection, period)
            first = issue_on or (known.issue_on if known else None)
            last = due_on or (known.due_on if known else None)
            if first is not None and last is not None and last < first:
                raise Refused(f"报送截止日 {last} 早于下发日 {first}，请改正日期。")
            refuse_locked(known)
            periods.put(uow, period, issue_on, due_on)
            return uow.commit(f"设置报送期 {period.label}")

    def default_dates(self, period: Period, issue_on: date | None = None) -> tuple[date, date, str]:
        """Issue date, due date so many working days later, and a sentence where they are unsure.

        Without a day the 20th of the quarter's last month is the issue date. The sentence says
        that the official calendar does not reach so far; it is empty where it does.
        """
        first = issue_on or period.last_day.replace(day=ISSUE_DAY)
        with self._access.reading() as connection:
            calendar = calendar_of(connection)
            due = add_working_days(first, return_days(connection), calendar.is_working_day)
        return first, due, calendar.warning(due)

    def lock_warnings(self, period: Period) -> tuple[str, ...]:
        """What a lock would leave out, one sentence each: units not reported, rows that wait."""
        with self._access.reading() as connection:
            board = return_board.board(connection, period, self._access.now().date())
        states = (
            ((BoardState.MISSING, BoardState.OVERDUE), "还没有报送"),
            ((BoardState.FILLING,), "还没有报全"),
            ((BoardState.WAITING,), "的报送表还没有审核完"),
            ((BoardState.SENT_BACK,), "的报送表退回后还没有重新报来"),
        )
        found = []
        for wanted, words in states:
            names = [row.unit for row in board if row.state in wanted]
            if names:
                shown = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
                found.append(f"{shown} {len(names)} 家单位{words}。")
        return tuple(found)

    def lock(self, period: Period) -> Changes:
        """Lock a period with a snapshot of its result; undo does not reach behind it.

        Refused where the ledger has not got the period or it is locked already.
        """
        with self._access.writing() as uow:
            stored = _existing(uow.connection, period)
            if stored.locked:
                raise Refused(f"{period.label}已经锁定。")
            record = _record(uow.connection, stored, uow.now.date())
            snapshots.add(uow, stored.id, to_json(record))
            periods.set_locked(uow, stored.id, uow.now.date())
            return uow.commit(f"锁定{period.label}", barrier=True)

    def unlock(self, period: Period, reason: str) -> Changes:
        """Open a locked period again; the reason stands in the journal and with its snapshot."""
        with self._access.writing() as uow:
            words = clean_line(reason, "解锁理由", REASON_LIMIT)
            stored = _existing(uow.connection, period)
            if not stored.locked:
                raise Refused(f"{period.label}没有锁定，不用解锁。")
            if not words:
                raise Refused("请写明解锁理由，它会写入操作记录。")
            snapshots.release(uow, stored.id, words)
            periods.set_locked(uow, stored.id, None)
            return uow.commit(f"解锁{period.label}：{words}", barrier=True)

    def snapshots(self, period: Period) -> tuple[StoredSnapshot, ...]:
        """Every snapshot of a period, newest first; empty where it was never locked."""
        with self._access.reading() as connection:
            stored = periods.find(connection, period)
            return () if stored is None else snapshots.of_period(connection, stored.id)


def refuse_locked(stored: StoredPeriod | None) -> None:
    """Refuse a write into a locked period."""
    if stored is not None and stored.locked:
        raise Refused(f"{stored.period.label}已锁定，不能再改；要改请先解锁并写明理由。")


def _existing(connection: Connection, period: Period) -> StoredPeriod:
    stored = periods.find(connection, period)
    if stored is None:
        raise Refused(f"台账里还没有{period.label}这个报送期，请先新增报送期。")
    return stored


def _record(connection: Connection, stored: StoredPeriod, today: date) -> PeriodRecord:
    period = stored.period
    found = status_of(connection, period, today)
    return PeriodRecord(
        period,
        today,
        plans.title(connection),
        office_of(ledger_settings.read(connection)).sender,
        found.tasks,
        found.counts,
        found.ranking,
        tuple(check_ins.of_period(connection, period)),
        return_board.board(connection, period, today),
        decomposition.programme_titles(connection),
        indicator_values.of_period(connection, stored.id),
        summaries.of_period(connection, stored.id),
        ranking_rule=found.ranking_rule,
        inspections=inspections.results(connection, stored.id),
    )
