"""The steps on the timeline of the 督办 page, from what the services tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.ui.models.supervision_view import SupervisionView, left_words, short_date
from leqing_desktop.ui.widgets.notice_timeline import TimelineStep

_ACT = NoticeAction
_KINDS = {
    _ACT.REPLY: "answer",
    _ACT.ASK: "answer",
    _ACT.DENY: "bad",
    _ACT.REJECT: "bad",
    _ACT.REOPEN: "bad",
    _ACT.VOID: "bad",
}
_WORDS = {_ACT.DELIVER: "送达", _ACT.REPLY: "反馈", _ACT.ASK: "申请延期"}


def notice_steps(notice: Any, life: Sequence[Any], view: SupervisionView) -> list[TimelineStep]:
    """A signed notice: what happened, that its deadline passed, what comes next."""
    year = view.today.year
    due = short_date(notice.deadline, year)
    steps = [_step(notice, each, year) for each in life]
    if notice.awaits_reply:
        late = notice.days_left is not None and notice.days_left < 0
        again = "再次反馈" if notice.state is NoticeState.REJECTED else "反馈"
        left = left_words(notice)
        if notice.asked_until is not None:
            asked = short_date(notice.asked_until, year)
            steps.append(TimelineStep("", "待答复", f"申请延到 {asked}，批准或不同意", "ahead"))
        if late:
            steps.append(TimelineStep("今日", "逾期未反馈", f"期限 {due}，{left}", "bad"))
        else:
            steps.append(TimelineStep(due, f"{again}截止", left, "ahead"))
    elif notice.state is NoticeState.REPLIED:
        steps.append(TimelineStep("", "待审核", "看过材料后销号，或退回重办", "ahead"))
    return steps


def _step(notice: Any, step: Any, year: int) -> TimelineStep:
    word = _WORDS.get(step.action, step.action.label)
    limit = short_date(step.deadline, year)
    parts = [step.note]
    if step.action is _ACT.ISSUE:
        word, parts = f"签发{notice.colour.label}单", [f"限 {limit} 前反馈"]
    elif step.action is _ACT.EXTEND:
        parts.insert(0, f"延到 {limit}")
    elif step.action is _ACT.ASK and step.until is not None:
        parts.insert(0, f"申请延到 {short_date(step.until, year)}")
    elif step.action is _ACT.DELIVER and step.person:
        parts.insert(0, f"{step.person}签收")
    if step.action is not _ACT.DELIVER:
        parts.append(step.person)
    if step.files:
        parts.append(f"材料 {len(step.files)} 份")
    told = " · ".join(part for part in (*parts, step.clerk) if part)
    kind = _KINDS.get(step.action, "done")
    return TimelineStep(short_date(step.on, year), word, told, kind)


def step_files(life: Sequence[Any]) -> list[tuple[int, str]]:
    """The files that prove the steps: id, and the step's word with the file's name."""
    return [
        (file_id, f"{_WORDS.get(step.action, step.action.label)} · {name}")
        for step in life
        for file_id, name in step.files
    ]


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
        told = left_words(before) if before.awaits_reply else before.state_label
        steps.append(TimelineStep(due, "逾期未反馈", told, "bad"))
    steps.append(TimelineStep("", f"拟发{row.colour.label}单", "签发前不占文号", "ahead"))
    return steps
