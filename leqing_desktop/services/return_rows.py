"""One row of a return judged: whose it is, what it says, what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leqing_desktop.db import check_ins, evidence, indicator_values, returns
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.tasks import StoredTask
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.db.year_goals import NO_GOAL
from leqing_desktop.domain.light import Assessment, assess
from leqing_desktop.domain.official_text import TITLE_LIMIT, clean_line, clean_text, strip_hidden
from leqing_desktop.domain.progress import ProgressInForce, check_progress
from leqing_desktop.domain.reported_status import ReportedStatus, status_from_text
from leqing_desktop.domain.return_changes import indicator_changes, outside_changes
from leqing_desktop.domain.return_check import (
    CheckedIndicator,
    CheckedTask,
    CheckSettings,
    check_indicator,
    check_task,
)
from leqing_desktop.domain.return_form import (
    INDICATOR_INPUTS,
    TASK_INPUTS,
    FormTask,
    IndicatorField,
    ReturnForm,
    TaskField,
)
from leqing_desktop.domain.return_matching import Match, match_indicators, match_tasks
from leqing_desktop.domain.return_outcome import Finding, OutsideChange, RowState
from leqing_desktop.domain.return_reading import ReadCell, ReadIndicator, ReadReturn, ReadTask
from leqing_desktop.services.judging import task_state
from leqing_desktop.services.reporting import parse_progress
from leqing_desktop.services.return_facts import ReturnFacts

RESTING = "resting"
"""The finding of a row whose task is 挂起, 取消 or 办结."""
_EMPTY = ReadCell("")


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row of a return with what is found about it; ``fields`` as the ledger keeps them."""

    row: int
    task_id: int | None
    indicator_id: int | None
    is_indicator: bool
    fields: returns.Fields
    findings: tuple[Finding, ...]
    changes: tuple[OutsideChange, ...]
    state: RowState

    @property
    def has_subject(self) -> bool:
        """Whether it is known whose row it is."""
        return self.task_id is not None or self.indicator_id is not None


WRITTEN = "written"
"""Where a row that nobody can tell keeps what the unit calls it, beside its input cells."""


class RowJudge:
    """Judges rows against what the ledger asks of their unit."""

    def __init__(self, connection: Connection, facts: ReturnFacts, settings: CheckSettings) -> None:
        self._facts = facts
        self._settings = settings
        self._with_files = evidence.items_with_files(connection, facts.stored.id)

    def rows(self, read: ReadReturn, form: ReturnForm, *, sealed: bool) -> tuple[JudgedRow, ...]:
        """The rows of a workbook from top to bottom; ``sealed``: its form is what really went out."""
        own = self._facts.own[form.unit]
        asked = self._facts.indicators.get(form.unit, {})
        printed = {task.task_id: task for task in form.tasks}
        judged = [
            self._task(row, match, own, printed, form.unit, sealed)
            for row, match in zip(read.tasks, match_tasks(read.tasks, form.tasks), strict=True)
        ]
        offered = {each.indicator_id: each for each in form.indicators}
        matches = match_indicators(read.indicators, form.indicators)
        for indicator_row, match in zip(read.indicators, matches, strict=True):
            known = offered.get(match.subject_id) if match.subject_id in asked else None
            judged.append(self._indicator(indicator_row, match, known, form.unit, sealed))
        return tuple(judged)

    def _task(
        self,
        row: ReadTask,
        match: Match,
        own: Mapping[int, StoredTask],
        printed: Mapping[int, FormTask],
        unit: str,
        sealed: bool,
    ) -> JudgedRow:
        fields, findings = _task_fields(row)
        findings += _doubts(match, row.row)
        task = own.get(match.subject_id) if match.subject_id is not None else None
        resting = self._facts.resting.get(unit, {}).get(match.subject_id or 0)
        if resting is not None:
            # The older workbook still asked for it: known whose it is, the clerk may note it.
            words = f"第 {row.row} 行的任务已{resting.standing.label}，本期不用报送。"
            findings.append(Finding(RESTING, words, row.row, serious=False))
        elif match.subject_id is not None and task is None:
            words = f"第 {row.row} 行的任务已不由{unit}报送，没有收；请核对分解表。"
            findings.append(Finding("not_owed", words, row.row))
        changes: tuple[OutsideChange, ...] = ()
        if task is not None:
            form_task = printed[task.id]
            changes = outside_changes(row, form_task) if sealed else ()
            findings += check_task(self._checked(row, task, form_task, fields), self._settings)
        waits = bool(findings) or bool(changes) or task is None
        known = task or resting
        if known is None:
            fields[WRITTEN] = _written(row.text(TaskField.NUMBER), row.text(TaskField.TITLE))
        return JudgedRow(
            row.row,
            known.id if known is not None else None,
            None,
            False,
            fields,
            tuple(findings),
            changes,
            RowState.WAITING if waits else RowState.ACCEPTED,
        )

    def _checked(
        self, row: ReadTask, task: StoredTask, form_task: FormTask, fields: returns.Fields
    ) -> CheckedTask:
        progress = fields["progress"]["value"]
        status = fields["status"]["value"]
        light = task_assessment(self._facts, task, progress).light if progress is not None else None
        return CheckedTask(
            row=row.row,
            cells={name: cell.cell for name, cell in row.cells.items()},
            title=task.title,
            schedule=self._facts.schedule(task),
            progress=progress,
            progress_text=str(fields["progress"]["text"]),
            status=ReportedStatus(status) if status else None,
            status_text=str(fields["status"]["text"]),
            done=str(fields["done"]["text"]),
            problems=str(fields["problems"]["text"]),
            next_step=str(fields["next_step"]["text"]),
            evidence=str(fields["evidence"]["text"]),
            last_progress=form_task.last_progress,
            last_done=form_task.last_done,
            overdue_milestones=self._facts.overdue_milestones(task.id),
            has_files=task.id in self._with_files,
            light=light,
            period=self._facts.period,
        )

    def _indicator(
        self, row: ReadIndicator, match: Match, known: Any, unit: str, sealed: bool
    ) -> JudgedRow:
        fields: dict[str, dict[str, Any]] = {}
        for name in INDICATOR_INPUTS:
            cell = row.cells.get(name, _EMPTY)
            number = name is not IndicatorField.NOTE
            value: Any = cell.number if number else cell.text
            fields[name.value] = {"text": cell.text, "value": value, "cell": cell.cell}
        findings = _doubts(match, row.row)
        changes: tuple[OutsideChange, ...] = ()
        if known is not None:
            indicator = self._facts.indicators[unit][known.indicator_id].indicator
            changes = indicator_changes(row, known) if sealed else ()
            checked = CheckedIndicator(
                row=row.row,
                cells={name: cell.cell for name, cell in row.cells.items()},
                name=known.name,
                uom=indicator.uom,
                kind=indicator.kind,
                value=fields["value"]["value"],
                value_text=fields["value"]["text"],
                in_quarter=fields["in_quarter"]["value"],
                in_quarter_text=fields["in_quarter"]["text"],
                last_value=known.last_value,
                target=indicator,
                note=fields["note"]["text"],
                period=self._facts.period,
            )
            findings += check_indicator(checked, self._settings)
        elif match.subject_id is not None:
            words = f"第 {row.row} 行的指标已不由{unit}报送，没有收；请核对分解表。"
            findings.append(Finding("not_owed", words, row.row))
        waits = bool(findings) or bool(changes) or known is None
        if known is None:
            title = row.text(IndicatorField.NAME)
            fields[WRITTEN] = _written(row.text(IndicatorField.NUMBER), title)
        return JudgedRow(
            row.row,
            None,
            known.indicator_id if known is not None else None,
            True,
            fields,
            tuple(findings),
            changes,
            RowState.WAITING if waits else RowState.ACCEPTED,
        )


def task_assessment(facts: ReturnFacts, task: StoredTask, progress: float) -> Assessment:
    """The light that a task would have with this figure."""
    schedule = facts.goals.get(task.id, NO_GOAL).schedule
    state = task_state(task, ProgressInForce(progress, True), schedule)
    return assess(state, facts.period, facts.rule)


def enter(
    uow: UnitOfWork,
    period_id: int,
    unit_id: int,
    rows: Iterable[tuple[int | None, int | None, returns.Fields]],
    received_on: date,
) -> None:
    """Take what accepted rows say into the ledger: (task id, indicator id, fields) each."""
    entries, values = {}, {}
    for task_id, indicator_id, fields in rows:
        if task_id is not None:
            entries[task_id] = _entry(fields)
        elif indicator_id is not None:
            values[indicator_id] = {name: fields[name]["value"] for name in ("value", "in_quarter")}
    check_ins.put(uow, period_id, unit_id, entries, received_on)
    indicator_values.put(uow, period_id, unit_id, values)


def _written(number: str, title: str) -> dict[str, Any]:
    text = " ".join(strip_hidden(f"{number} {title}").split())[:TITLE_LIMIT]
    try:
        return {"text": clean_line(text), "value": None, "cell": ""}
    except ValueError:
        # A marking that no ledger may keep: the row is told by its place alone.
        return {"text": "", "value": None, "cell": ""}


def _entry(fields: returns.Fields) -> dict[str, Any]:
    texts = ("done", "problems", "next_step", "evidence")
    return {
        "progress": fields["progress"]["value"],
        "status": fields["status"]["value"] or "",
        **{name: str(fields[name]["text"]) for name in texts},
    }


def _task_fields(row: ReadTask) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    fields: dict[str, dict[str, Any]] = {}
    findings: list[Finding] = []
    for name in TASK_INPUTS:
        cell = row.cells.get(name, _EMPTY)
        text: str = cell.text
        value: float | str | None = None
        try:
            if name is TaskField.PROGRESS:
                value = _figure(cell)
            elif name is TaskField.STATUS:
                status = status_from_text(text)
                value = status.value if status is not None else None
            else:
                text = value = clean_text(text, name.label)
        except ValueError as error:
            if name not in (TaskField.PROGRESS, TaskField.STATUS):
                # Figures and status are judged by their own rules, with their own question.
                words = f"第 {row.row} 行：{error}"
                findings.append(Finding("text", words, row.row, field=name.value, cell=cell.cell))
                text = ""
        fields[name.value] = {"text": text, "value": value, "cell": cell.cell}
    return fields, findings


def _figure(cell: ReadCell) -> float | None:
    """The progress that a cell holds; its number counts, whatever the format makes of it (85分)."""
    return parse_progress(cell.text) if cell.number is None else check_progress(cell.number)


def _doubts(match: Match, row: int) -> list[Finding]:
    return [Finding("match", match.doubt, row)] if match.doubt else []
