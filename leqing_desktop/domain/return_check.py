"""报送体检: what is doubtful about one row of a return, with the question to send back to the unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leqing_desktop.domain.indicator import Indicator, IndicatorKind, plain_number
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_check_figures import Fault, indicator_faults
from leqing_desktop.domain.return_check_numbers import bare_figures, wrong_parts
from leqing_desktop.domain.return_check_rules import CheckRule, CheckSettings
from leqing_desktop.domain.return_check_text import (
    hollow_words,
    is_blank,
    likeness,
    says_done,
)
from leqing_desktop.domain.return_form import REQUIRED_INPUTS, IndicatorField, TaskField
from leqing_desktop.domain.return_outcome import Finding

__all__ = [
    "CheckRule",
    "CheckSettings",
    "CheckedIndicator",
    "CheckedTask",
    "check_indicator",
    "check_task",
]

_SHOWN = 24
"""Characters of a quoted text or title in a sentence."""
_SEVERITY = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


@dataclass(frozen=True, slots=True)
class CheckedTask:
    """A task's row as it is judged; ``cells`` says where each field stands (F7).

    ``progress`` and ``status`` are None where their text is empty or not understood;
    ``overdue_milestones`` are due by the period's end; ``light`` is computed as if it counted.
    """

    row: int
    cells: Mapping[TaskField, str]
    title: str
    schedule: int | None
    progress: float | None
    progress_text: str
    status: ReportedStatus | None
    status_text: str
    done: str
    problems: str
    next_step: str
    evidence: str
    last_progress: float | None
    last_done: str
    overdue_milestones: tuple[str, ...]
    has_files: bool
    light: Light | None
    period: Period


@dataclass(frozen=True, slots=True)
class CheckedIndicator:
    """An indicator's row as it is judged; figures in ``uom``, None where there is no number.

    ``period`` None: not known, then the first quarter's fresh start is not allowed for.
    """

    row: int
    cells: Mapping[IndicatorField, str]
    name: str
    uom: str | None
    kind: IndicatorKind
    value: float | None
    value_text: str
    in_quarter: float | None
    in_quarter_text: str
    last_value: float | None
    target: Indicator | None
    note: str
    period: Period | None = None


def check_task(task: CheckedTask, settings: CheckSettings) -> tuple[Finding, ...]:
    """What is doubtful about a task's row, in the order of the rules' fields."""
    return tuple(
        _finding(fault, task.row, task.title, task.cells.get(TaskField(fault.field), ""))
        for fault in _task_faults(task, settings)
        if settings.on(fault.rule)
    )


def check_indicator(indicator: CheckedIndicator, settings: CheckSettings) -> tuple[Finding, ...]:
    """What is doubtful about an indicator's row."""
    faults = indicator_faults(
        indicator.name,
        indicator.uom,
        indicator.kind,
        (indicator.value, indicator.value_text),
        (indicator.in_quarter, indicator.in_quarter_text),
        indicator.last_value,
        indicator.target,
        times=settings.limit(CheckRule.TENFOLD),
        first_quarter=indicator.period is not None and indicator.period.quarter == 1,
        note=indicator.note,
    )
    return tuple(
        _finding(
            fault,
            indicator.row,
            indicator.name,
            indicator.cells.get(IndicatorField(fault.field), ""),
        )
        for fault in faults
        if settings.on(fault.rule)
    )


def _finding(fault: Fault, row: int, title: str, cell: str) -> Finding:
    rule = fault.rule
    figures: dict[str, Any] = {"row": row, "title": _short(title), **fault.figures}
    return Finding(
        kind=rule.value,
        message=rule.message.format(**figures),
        row=row,
        question=rule.question.format(**figures),
        field=fault.field,
        cell=cell,
        serious=rule.serious and not fault.reminder,
    )


def _task_faults(task: CheckedTask, settings: CheckSettings) -> Iterator[Fault]:
    yield from _input_faults(task)
    yield from _progress_faults(task)
    yield from _done_faults(task, settings)
    yield from _text_faults(task)


def _input_faults(task: CheckedTask) -> Iterator[Fault]:
    texts = {
        TaskField.PROGRESS: task.progress_text,
        TaskField.STATUS: task.status_text,
        TaskField.DONE: task.done,
    }
    waits = task.status is ReportedStatus.NOT_STARTED
    for name in REQUIRED_INPUTS:
        if waits and name is TaskField.DONE and texts[name].strip():
            continue  # of what has not begun, 无 is an honest account
        if is_blank(texts[name]):
            written = texts[name].strip()
            empty = f"只写了“{written}”" if written else "没有填"
            yield Fault(CheckRule.REQUIRED, name.value, {"label": name.label, "empty": empty})
    typed = task.progress_text
    known = task.progress is not None and 0 <= task.progress <= 100
    if not is_blank(typed) and not known:
        yield Fault(
            CheckRule.FIGURE,
            TaskField.PROGRESS.value,
            {
                "label": TaskField.PROGRESS.label,
                "text": _short(typed),
                "wanted": "0 到 100 之间的数（如 72）",
                "other": TaskField.DONE.label,
            },
        )
    if not is_blank(task.status_text) and task.status is None:
        options = "、".join(status.label for status in ReportedStatus)
        figures = {"text": _short(task.status_text), "options": options}
        yield Fault(CheckRule.STATUS, TaskField.STATUS.value, figures)


def _progress_faults(task: CheckedTask) -> Iterator[Fault]:
    progress, last = task.progress, task.last_progress
    if progress is None or not 0 <= progress <= 100:
        return
    # Progress is of a year: in its first quarter everything starts again.
    if last is not None and progress < last and task.period.quarter != 1:
        figures = {"what": "进度", "now": plain_number(progress), "before": plain_number(last)}
        yield Fault(CheckRule.FELL, TaskField.PROGRESS.value, {**figures, "unit": "%"})
    if progress == 100 and is_blank(task.evidence) and not task.has_files:
        yield Fault(CheckRule.NO_EVIDENCE, TaskField.EVIDENCE.value, {})
    if task.status is None:
        return
    own, light = task.status.light, task.light
    against = ""
    if task.status is ReportedStatus.DONE and progress < 100:
        against = f"进度只有 {plain_number(progress)}%"
    elif own in _SEVERITY and light in _SEVERITY and _SEVERITY[own] < _SEVERITY[light]:
        where = f"，序时 {task.schedule}%" if task.schedule is not None else ""
        against = f"按进度 {plain_number(progress)}%{where}算出的是{light.label}灯"
    if against:
        figures = {"status": task.status.label, "against": against}
        yield Fault(CheckRule.OVERRATED, TaskField.STATUS.value, figures)


def _done_faults(task: CheckedTask, settings: CheckSettings) -> Iterator[Fault]:
    name = TaskField.DONE.value
    if not is_blank(task.done):
        limit = settings.limit(CheckRule.COPIED) / 100
        if settings.on(CheckRule.COPIED) and not _may_repeat(task):
            same = likeness(task.done, task.last_done, limit)
            if same >= limit:
                # Rounded down: 99.6 % the same is not "100 % the same".
                yield Fault(CheckRule.COPIED, name, {"percent": int(same * 100)})
        if words := hollow_words(task.done, task.title):
            yield Fault(CheckRule.HOLLOW, name, {"text": _short(words)})
    if task.status is ReportedStatus.NORMAL and _is_behind(task, settings):
        told = f"{task.done}\n{task.evidence}"
        for milestone in task.overdue_milestones:
            if _is_of_before(milestone, task.period) or says_done(told, milestone):
                continue
            if not says_done(task.last_done, milestone):
                figures = {"milestone": milestone.strip()}
                yield Fault(CheckRule.MILESTONE, TaskField.STATUS.value, figures)
                break


def _is_behind(task: CheckedTask, settings: CheckSettings) -> bool:
    """Whether the figure leaves it open that a milestone was missed.

    The ledger does not know which milestones were reached: a task that is where it should be counts
    as having reached them, or every careful return would be asked about every past milestone.
    """
    if task.progress is None or task.schedule is None:
        return False
    wanted = task.schedule + settings.limit(CheckRule.MILESTONE)
    return task.progress < min(100, wanted)


def _is_of_before(milestone: str, period: Period) -> bool:
    """Whether a milestone (…（2023-06-30）) is of an earlier year, which the year's figure leaves out."""
    year = milestone.rpartition("（")[2][:4]
    return year.isdigit() and int(year) < period.year


def _may_repeat(task: CheckedTask) -> bool:
    """Whether the same words as last quarter's are in order: long finished, or not begun."""
    if task.period.quarter != 1 and task.last_progress == 100 == task.progress:
        return True
    return task.status is ReportedStatus.NOT_STARTED and not task.schedule and not task.progress


def _text_faults(task: CheckedTask) -> Iterator[Fault]:
    texts = {
        TaskField.DONE: task.done,
        TaskField.PROBLEMS: task.problems,
        TaskField.NEXT_STEP: task.next_step,
    }
    for name, text in texts.items():
        found = bare_figures(text)
        if found:
            figures = {"label": name.label, "text": "”“".join(found[:3])}
            yield Fault(CheckRule.NO_UNIT, name.value, figures)
        wrong = wrong_parts(text)
        if wrong is not None:
            figures = {"label": name.label, "text": _short(wrong.text, 40), "fault": wrong.fault}
            yield Fault(CheckRule.PARTS, name.value, figures)


def _short(text: str, most: int = _SHOWN) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
