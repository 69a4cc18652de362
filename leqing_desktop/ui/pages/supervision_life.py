"""The steps on the timeline of the 督办 page, from what the services tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leqing_desktop.domain.notice import NoticeAction, NoticeState
from leqing_desktop.ui.models.supervision_view import SupervisionView, left_words, short_date
from leqing_desktop.ui.widgets.notice_timeline import TimelineStep

_KINDS = {
    NoticeState.REPLIED: "answer",
    NoticeState.REJECTED: "bad",
    NoticeState.VOID: "bad",
}


def notice_steps(notice: Any, life: Sequence[Any], view: SupervisionView) -> list[TimelineStep]:
    """A signed notice: what happened, that its deadline passed, what comes next."""
    year = view.today.year
    due = short_date(notice.deadline, year)
    steps = []
    for step in life:
        word, note = step.word, step.note
        kind = _KINDS.get(step.state, "done")
        limit = short_date(step.deadline, year)
        if word == NoticeAction.ISSUE.label:
            word, note = f"签发{notice.colour.label}单", f"限 {limit} 前反馈"
        elif word == NoticeAction.EXTEND.label:
            note, kind = f"延到 {limit} · {note}", "done"
        told = " · ".join(part for part in (note, step.clerk) if part)
        day = short_date(step.on, year)
        steps.append(TimelineStep(day, word, told, kind))
    if notice.awaits_reply:
        late = notice.days_left is not None and notice.days_left < 0
        again = "再次反馈" if notice.state is NoticeState.REJECTED else "反馈"
        left = left_words(notice)
        if late:
            steps.append(TimelineStep("今日", "逾期未反馈", f"期限 {due}，{left}", "bad"))
        else:
            steps.append(TimelineStep(due, f"{again}截止", left, "ahead"))
    elif notice.state is NoticeState.REPLIED:
        steps.append(TimelineStep("", "待审核", "看过材料后销号，或退回重办", "ahead"))
    return steps


def proposal_steps(row: Any, view: SupervisionView) -> list[TimelineStep]:
    """A proposal: the notice it takes further, if any, and that it is not signed yet."""
    year = view.today.year
    steps = []
    before = next((n for n in view.register if n.id == row.follows), None)
    if before is not None:
        label = before.colour.label
        day = short_date(before.issued_on, year)
        steps.append(TimelineStep(day, f"签发{label}单", before.number, "done"))
        due = short_date(before.deadline, year)
        steps.append(TimelineStep(due, "逾期未反馈", left_words(before), "bad"))
    steps.append(TimelineStep("", f"拟发{row.colour.label}单", "签发前不占文号", "ahead"))
    return steps
