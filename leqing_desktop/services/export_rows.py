"""What the quarter's exports print, read from the ledger: progress by programme and unit, questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leqing_desktop.db import decomposition, periods, plans, returns, tasks, units
from leqing_desktop.db.check_ins import StoredCheckIn
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.returns import StoredReturn, StoredRow
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress_sheet import ProgressRow
from leqing_desktop.domain.question_sheet import QuestionRow
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_outcome import FileState, Finding, RowState
from leqing_desktop.domain.unit_name import join_units
from leqing_desktop.services.judging import TaskStatus
from leqing_desktop.services.period_snapshot import kept
from leqing_desktop.services.status import judged, reported


def progress_rows(
    connection: Connection, period: Period
) -> tuple[list[ProgressRow], list[ProgressRow]]:
    """The 季度进展汇总表 in the order of the decomposition table, and unit by unit.

    The first has what counts for the task; the second what each unit that answers for it reported.
    A locked period answers from what was kept of it.
    """
    entries = {(each.item_id, each.unit): each for each in reported(connection, period)}
    tasks_judged = judged(connection, period)
    record = kept(connection, period)
    programmes = record.programmes if record else decomposition.programme_titles(connection)
    by_programme = [
        _progress_row(each, each.unit, entries.get((each.task.id, each.unit)), programmes)
        for each in tasks_judged
    ]
    own: dict[str, list[ProgressRow]] = {name: [] for name in units.names(connection)}
    for each in tasks_judged:
        for part in each.task.units:
            if part.role is not Role.SUPPORT:
                entry = entries.get((each.task.id, part.unit))
                own.setdefault(part.unit, []).append(
                    _progress_row(each, part.unit, entry, programmes)
                )
    return by_programme, [row for rows in own.values() for row in rows]


def question_rows(connection: Connection, period: Period) -> list[QuestionRow]:
    """The 疑问清单 of a period, in the units' order: what waits or was sent back in their last return."""
    stored = periods.find(connection, period)
    if stored is None:
        return []
    files: dict[int, list[StoredReturn]] = {}
    for file in returns.files(connection, stored.id):
        kept = files.setdefault(file.unit_id, [])
        # Where two returns differ, both are asked about until one is chosen.
        if not kept or file.state is FileState.RIVAL:
            kept.append(file)
    every = [file for kept in files.values() for file in kept]
    rows = returns.rows(connection, [file.id for file in every])
    subjects = _subjects(connection)
    found: list[QuestionRow] = []
    for unit, unit_id in units.ids_by_name(connection).items():
        for file in files.get(unit_id, ()):
            found += _questions(unit, file, rows.get(file.id, ()), subjects)
    return found


def _progress_row(
    status: TaskStatus, unit: str, entry: StoredCheckIn | None, programmes: Mapping[int, str]
) -> ProgressRow:
    task, assessment = status.task, status.assessment
    counts = unit == status.unit
    given = entry.progress if entry else None
    return ProgressRow(
        number=task.number,
        measure=f"{task.measure_number} {task.measure_title}".strip(),
        task=task.title,
        units=join_units(part.unit for part in task.units),
        target=task.target,
        schedule=assessment.schedule,
        progress=assessment.progress if counts else given,
        light=assessment.light,
        reported=assessment.reported if counts else given is not None,
        done=entry.done if entry else "",
        problems=entry.problems if entry else "",
        next_step=entry.next_step if entry else "",
        programme=programmes.get(task.programme_id, ""),
        unit=unit,
        status=ReportedStatus(entry.status) if entry and entry.status else None,
    )


def _questions(
    unit: str,
    file: StoredReturn,
    rows: Iterable[StoredRow],
    subjects: dict[tuple[bool, int], str],
) -> list[QuestionRow]:
    asked: list[tuple[str, Finding]] = [("", each) for each in file.findings]
    for row in rows:
        if row.state is RowState.ACCEPTED:
            continue
        subject = subjects.get((False, row.item_id or 0)) or subjects.get(
            (True, row.indicator_id or 0), ""
        )
        asked += [(subject, each) for each in row.findings]
        asked += [(subject, each) for each in _changed(row)]
    return [
        QuestionRow(
            unit,
            file.version,
            file.received_on,
            f"第 {each.row} 行 {each.cell}".strip() if each.row is not None else "全表",
            subject,
            each.question or each.message,
            each.serious,
        )
        for subject, each in asked
    ]


def _changed(row: StoredRow) -> Sequence[Finding]:
    """What the unit changed outside its input cells and nobody has agreed to, as questions."""
    return [
        Finding(
            "change",
            "",
            each.row,
            f"“{each.label}”由“{each.sent}”改成了“{each.returned}”，请说明理由或改回。",
            each.field,
            each.cell,
        )
        for each in row.changes
        if each.taken is not True
    ]


def _subjects(connection: Connection) -> dict[tuple[bool, int], str]:
    """(is an indicator, id) → what a question is about, with its number."""
    found = {
        (False, task.id): f"{task.number} {task.title}".strip()
        for task in tasks.all_tasks(connection)
    }
    for indicator_id, (_, indicator) in plans.indicators_by_id(connection).items():
        found[True, indicator_id] = indicator.name
    return found
