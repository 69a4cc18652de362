"""The board of a quarter: who has reported, whose report waits, who is late, and how it was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import check_ins, evidence, issuances, periods, returns, tasks, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.db.returns import StoredReturn, StoredRow
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_outcome import FileState, RowState
from leqing_desktop.domain.return_review import BoardRow, BoardState, Punctuality
from leqing_desktop.services.period_snapshot import kept

QUARTERS = 5


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What waits in a unit's newest return; ``gaps``: tasks that it has no row for."""

    rows: int = 0
    gaps: bool = False
    sent_back: int = 0
    serious: int = 0
    reminders: int = 0


def board(connection: Connection, period: Period, today: date) -> tuple[BoardRow, ...]:
    """Every unit that owes a return, in the list's order; a locked period's as it was locked."""
    record = kept(connection, period)
    if record is not None:
        return record.board
    expected = tasks.answered_for(tasks.all_tasks(connection), period)
    stored = periods.find(connection, period)
    filled = check_ins.filled(connection, period)
    days = check_ins.received_days(connection, period)
    issued = issuances.last(connection, stored.id) if stored is not None else {}
    stamped = evidence.units_with_stamped(connection, stored.id) if stored is not None else set()
    newest = _newest(connection, stored)
    rows = returns.rows(connection, [each.id for each in newest.values()])
    punctual = _punctuality(connection, period, today)
    overdue = stored is not None and stored.due_on is not None and today > stored.due_on
    found = []
    for unit, unit_id in units.ids_by_name(connection).items():
        if unit not in expected:
            continue
        owed, given = expected[unit], expected[unit] & filled.get(unit_id, set())
        file = newest.get(unit_id)
        doubts = _Doubts()
        if file is not None:
            doubts = _doubts(file, rows.get(file.id, ()), lacks=len(given) < len(owed))
        at = issued.get(unit_id)
        found.append(
            BoardRow(
                unit_id,
                unit,
                _state(file, doubts, len(given), len(owed), overdue),
                len(owed),
                len(given),
                at.date() if at is not None else None,
                days.get(unit_id),
                file.version if file is not None else 0,
                doubts.serious,
                doubts.reminders,
                unit_id in stamped,
                punctual.get(unit_id, (Punctuality.NONE,) * QUARTERS),
            )
        )
    return tuple(found)


def received(connection: Connection, period: Period) -> dict[str, date | None]:
    """The units of the board with the day on which each one's report came in, None for not yet."""
    record = kept(connection, period)
    if record is not None:
        return {row.unit: row.received_on for row in record.board}
    expected = tasks.answered_for(tasks.all_tasks(connection), period)
    days = check_ins.received_days(connection, period)
    known = units.ids_by_name(connection)
    return {unit: days.get(unit_id) for unit, unit_id in known.items() if unit in expected}


def _newest(connection: Connection, stored: StoredPeriod | None) -> dict[int, StoredReturn]:
    found: dict[int, StoredReturn] = {}
    if stored is not None:
        for each in returns.files(connection, stored.id):
            found.setdefault(each.unit_id, each)
    return found


def _doubts(file: StoredReturn, rows: Sequence[StoredRow], *, lacks: bool) -> _Doubts:
    """``lacks``: not every task that the unit owes has a figure in force."""
    waiting = [row for row in rows if row.state is RowState.WAITING]
    serious = sum(each.serious for each in file.findings)
    serious += sum(each.serious for row in waiting for each in row.findings)
    serious += sum(each.taken is None for row in waiting for each in row.changes)
    everything = len(file.findings) + sum(len(row.findings) + len(row.changes) for row in waiting)
    sent_back = sum(row.state is RowState.SENT_BACK for row in rows)
    back = sent_back or file.state is FileState.SENT_BACK
    gaps = lacks and not back and any(each.kind == "missing_row" for each in file.findings)
    if file.state is not FileState.RIVAL and not waiting and not gaps:
        # What is said of the whole file is settled with its last row, but for rows that are not there.
        serious = everything = 0
    return _Doubts(len(waiting), gaps, sent_back, serious, everything - serious)


def _state(
    file: StoredReturn | None, doubts: _Doubts, filled: int, expected: int, overdue: bool
) -> BoardState:
    if file is not None:
        if file.state is FileState.RIVAL or doubts.rows or doubts.gaps:
            return BoardState.WAITING
        if file.state is FileState.SENT_BACK or doubts.sent_back:
            return BoardState.SENT_BACK
        return BoardState.ACCEPTED
    if filled >= expected:
        return BoardState.ACCEPTED
    if filled:
        return BoardState.FILLING
    return BoardState.OVERDUE if overdue else BoardState.MISSING


def _punctuality(
    connection: Connection, period: Period, today: date
) -> Mapping[int, tuple[Punctuality, ...]]:
    """Unit → how it reported in the last five periods, this one last."""
    wanted = [period]
    while len(wanted) < QUARTERS:
        wanted.insert(0, wanted[0].previous)
    found: dict[int, list[Punctuality]] = defaultdict(lambda: [Punctuality.NONE] * QUARTERS)
    unit_ids = units.names_by_id(connection)
    for place, each in enumerate(wanted):
        stored = periods.find(connection, each)
        if stored is None:
            continue
        days = check_ins.received_days(connection, each)
        due = stored.due_on
        for unit_id in unit_ids:
            day = days.get(unit_id)
            if day is not None:
                late = due is not None and day > due
                found[unit_id][place] = Punctuality.LATE if late else Punctuality.ON_TIME
            elif due is not None and today > due:
                found[unit_id][place] = Punctuality.MISSING
    return {unit_id: tuple(quarters) for unit_id, quarters in found.items()}
