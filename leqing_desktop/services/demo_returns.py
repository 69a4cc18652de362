"""The demonstration's workbooks: sent out, filled as made-up clerks fill them, and collected again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_form import ReturnForm, TaskField
from leqing_desktop.domain.return_reading import ReadCell, ReadReturn, ReadTask
from leqing_desktop.services.bundle import Services

UNDER_REVIEW = "市商务局"
"""The unit whose doubts are left to the one who tries the demonstration."""

Answers = Mapping[int, Mapping[str, str]]
"""Task id → field → what the unit writes."""


def send_and_collect(
    services: Services,
    set_day: Callable[[date], None],
    period: Period,
    answers: Mapping[int, Answers],
    sent: Path,
    returned: Path,
) -> None:
    """Issue a period's workbooks into ``sent``, put the filled ones of the units in ``answers`` into
    ``returned``, collect them, and accept all but those of one unit."""
    from leqing_desktop.documents.return_sent_back_form import filled_return

    issue = services.return_issue
    issued = issue.issuing(period, sent).run()
    issue.record(period, issued)
    forms, key = issue.forms(period)
    returned.mkdir()
    for form in forms:
        if form.unit_id in answers:
            read = _filled(form, answers[form.unit_id])
            name = next(each.path.name for each in issued if each.unit_id == form.unit_id)
            (returned / name).write_bytes(filled_return(form, key, read))
    _collect(services, set_day, period, returned)


def _collect(
    services: Services, set_day: Callable[[date], None], period: Period, returned: Path
) -> None:
    due = next(each.due_on for each in services.period_list.stored() if each.period == period)
    assert due is not None
    found = services.collect.collecting(period, [returned]).run()
    try:
        for place, judged in enumerate(services.collect.judge(period, found.files)):
            set_day(due - timedelta(days=place % 6))
            services.collect.take_in(period, judged)
    finally:
        found.clean_up()
    set_day(due)
    for row in services.review.board(period):
        if row.version and row.unit != UNDER_REVIEW:
            services.review.accept(period, row.unit_id)


def _filled(form: ReturnForm, answers: Answers) -> ReadReturn:
    rows = []
    for at, task in enumerate(form.tasks, start=1):
        said = answers[task.task_id]
        figure = float(said["progress"])
        cells = {
            TaskField.NUMBER: ReadCell("", task.number),
            TaskField.TITLE: ReadCell("", task.title),
            TaskField.PROGRESS: ReadCell("", said["progress"], figure),
            TaskField.STATUS: ReadCell("", _status(figure, task.schedule).label),
            TaskField.DONE: ReadCell("", said["done"]),
            TaskField.PROBLEMS: ReadCell("", said.get("problems", "")),
            TaskField.NEXT_STEP: ReadCell("", said["next_step"]),
            TaskField.EVIDENCE: ReadCell("", "【演示】验收资料.pdf" if figure == 100 else ""),
        }
        rows.append(ReadTask(at, task.task_id, cells))
    return ReadReturn("", "", (), tuple(rows), filled_by="演示", reviewed_by="演示")


def _status(figure: float, schedule: int | None) -> ReportedStatus:
    if schedule is None:
        return ReportedStatus.NOT_STARTED
    if figure == 100:
        return ReportedStatus.DONE
    return ReportedStatus.NORMAL if schedule - figure <= 15 else ReportedStatus.BEHIND
