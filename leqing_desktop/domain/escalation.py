"""When a 督办单 is proposed, of which colour, and why, by a versioned rule (DESIGN §4, Escalation)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.light import Assessment, Ground
from leqing_desktop.domain.notice import NoticeColour, NoticeDeadlines
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.rule_version import Values, whole
from leqing_desktop.domain.working_day import (
    IsWorkingDay,
    add_working_days,
    working_days_between,
)

PROPOSING_DAYS = 120
_DEFAULT_DEADLINES = NoticeDeadlines()


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """督办规则: how near a date counts as near, and the days to answer, all in working days.

    ``escalates``: an unanswered notice is taken further, 蓝 to 橙 and 橙 to 红; ``overdue`` is the
    least colour for a task past its date.
    """

    version: int = 1
    effective_from: date = date(2024, 1, 1)
    near_days: int = 10
    deadlines: NoticeDeadlines = _DEFAULT_DEADLINES
    escalates: bool = True
    overdue: NoticeColour = NoticeColour.RED

    def __post_init__(self) -> None:
        if not 0 <= self.near_days <= 250:
            raise ValueError("临近期限请填 0 到 250 个工作日。")

    @classmethod
    def from_values(cls, version: int, effective_from: date, values: Values) -> EscalationRule:
        """The rule as kept; ValueError or TypeError for what is none."""
        usual = cls()
        days = (whole(values, c.value, usual.deadlines.of(c)) for c in NoticeColour)
        escalates = values.get("escalates", usual.escalates)
        if not isinstance(escalates, bool):
            raise TypeError("escalates")
        return cls(
            version,
            effective_from,
            whole(values, "near_days", usual.near_days),
            NoticeDeadlines(*days),
            escalates,
            NoticeColour(values.get("overdue", usual.overdue.value)),
        )

    def to_values(self) -> dict[str, int | bool | str]:
        """The rule's limits by name."""
        return {
            "near_days": self.near_days,
            **{colour.value: self.deadlines.of(colour) for colour in NoticeColour},
            "escalates": self.escalates,
            "overdue": self.overdue.value,
        }

    @property
    def name(self) -> str:
        """How a sentence cites the rule: 督办规则第 1 版（2024-01-01 起）."""
        return f"督办规则第 {self.version} 版（{self.effective_from.isoformat()} 起）"

    @property
    def summary(self) -> str:
        """What the rule says, in one clause after another."""
        further = (
            "到期未反馈的蓝单升橙单、橙单升红单" if self.escalates else "到期未反馈的不自动升级"
        )
        days = "、".join(f"{c.label}单 {self.deadlines.of(c)}" for c in NoticeColour)
        return (
            f"落后序时或离完成期限不超过 {self.near_days} 个工作日发蓝单，{further}，"
            f"已过完成期限发{self.overdue.label}单；答复期限{days} 个工作日"
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task of one unit that may need a notice; one candidate for each unit that answers."""

    task_id: int
    unit: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class StandingNotice:
    """A notice in the log about one task of one unit; those not open are passed over.

    A notice with several items is given once for each of its tasks, ``shared``: escalated for one
    of them, it still stands for those that no later notice has taken over.
    """

    id: int
    task_id: int
    unit: str
    colour: NoticeColour
    deadline: date
    state: NoticeState
    number: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A notice the rule asks for. ``why`` is one Chinese sentence.

    ``follows`` is the id of the unanswered notice that this one takes over from (已升级), if any.
    """

    task_id: int
    unit: str
    colour: NoticeColour
    why: str
    deadline: date
    follows: int | None = None


_QUIET = (Ground.FINISHED, Ground.SUSPENDED, Ground.CANCELLED, Ground.NOT_STARTED)


def usual_day(period: Period, today: date) -> date | None:
    """The day that notices about a period are proposed for: today in and soon after it, else None."""
    return today if (today - period.last_day).days <= PROPOSING_DAYS else None


def propose(
    candidates: Iterable[Candidate],
    notices: Iterable[StandingNotice],
    as_of: date,
    is_working_day: IsWorkingDay,
    rule: EscalationRule | None = None,
) -> list[Proposal]:
    """The notices due on ``as_of``, strongest first, else in the candidates' order.

    For what is unfinished, due to start and neither 挂起 nor 取消, the strongest of these:

    * past its date on ``as_of`` → ``overdue`` (红), at once: a task out of time needs no earlier
      notice;
    * where the rule ``escalates``, 橙 or 红 unanswered past its deadline → 红, and 蓝 → 橙, even if
      the task has caught up since: it was asked;
    * a yellow or red light for being behind, or ``near_days`` working days or fewer to its date
      → 蓝. A red light for being behind starts with a blue notice; whoever wants to start higher
      changes the colour and gives a reason.

    Left out where a notice of that colour or a stronger one is running (open, and either answered
    or not yet past its deadline; any open one where the rule does not escalate). A deadline is past
    from the day after it.
    """
    rule = rule or EscalationRule()
    running, lapsed = _sort_notices(notices, as_of)
    # The first day that is no longer near: one look instead of one count for each task.
    far = add_working_days(as_of, rule.near_days + 1, is_working_day)
    deadlines = {
        colour: add_working_days(as_of, rule.deadlines.of(colour), is_working_day)
        for colour in NoticeColour
    }
    proposals = []
    for candidate in candidates:
        if candidate.assessment.ground in _QUIET:
            continue
        key = (candidate.task_id, candidate.unit)
        before = lapsed.get(key)
        colour = _colour(candidate.assessment, before, as_of, far, rule)
        stands = running.get(key, 0)
        if before is not None and not rule.escalates:
            stands = max(stands, before.colour.strength)
        if colour is None or colour.strength <= stands:
            continue
        why = _why(candidate.assessment, before, as_of, is_working_day, far, rule)
        follows = before.id if before is not None else None
        proposals.append(
            Proposal(candidate.task_id, candidate.unit, colour, why, deadlines[colour], follows)
        )
    return sorted(proposals, key=lambda proposal: -proposal.colour.strength)


_Key = tuple[int, str]


def _sort_notices(
    notices: Iterable[StandingNotice], as_of: date
) -> tuple[dict[_Key, int], dict[_Key, StandingNotice]]:
    """The strongest running colour, and the strongest unanswered lapsed notice, of each task."""
    running: dict[_Key, int] = {}
    lapsed: dict[_Key, StandingNotice] = {}
    given = list(notices)
    newest: dict[_Key, int] = {}
    for notice in given:
        key = (notice.task_id, notice.unit)
        newest[key] = max(newest.get(key, notice.id), notice.id)
    for notice in given:
        key = (notice.task_id, notice.unit)
        left_behind = (
            notice.shared and notice.state is NoticeState.ESCALATED and newest[key] == notice.id
        )
        if not notice.state.is_open and not left_behind:
            continue
        if left_behind or (notice.state.awaits_reply and notice.deadline < as_of):
            known = lapsed.get(key)
            if known is None or (known.colour.strength, known.deadline) < (
                notice.colour.strength,
                notice.deadline,
            ):
                lapsed[key] = notice
        else:
            running[key] = max(running.get(key, 0), notice.colour.strength)
    return running, lapsed


def _is_overdue(assessment: Assessment, as_of: date) -> bool:
    due = assessment.state.due
    return due is not None and due < as_of


def _is_near(assessment: Assessment, as_of: date, far: date) -> bool:
    due = assessment.state.due
    return due is not None and as_of <= due < far


def _colour(
    assessment: Assessment,
    before: StandingNotice | None,
    as_of: date,
    far: date,
    rule: EscalationRule,
) -> NoticeColour | None:
    """The strongest colour that one of the reasons asks for."""
    asked = []
    if _is_overdue(assessment, as_of):
        asked.append(rule.overdue)
    if before is not None and rule.escalates:
        asked.append(before.colour.higher)
    if assessment.ground is Ground.BEHIND or _is_near(assessment, as_of, far):
        asked.append(NoticeColour.BLUE)
    return max(asked, key=lambda colour: colour.strength, default=None)


def grounds(why: str) -> str:
    """A proposal's reason without the rule that it goes by, for lists and documents."""
    return re.sub(r"；按督办规则第 \d+ 版（[^（）]*）。$", "。", why)


def _why(
    assessment: Assessment,
    before: StandingNotice | None,
    as_of: date,
    is_working_day: IsWorkingDay,
    far: date,
    rule: EscalationRule,
) -> str:
    """The reasons that hold, the gravest first, and the rule, as one sentence."""
    parts = []
    due = assessment.state.due
    if due is not None and _is_overdue(assessment, as_of):
        parts.append(f"已过完成期限 {due.isoformat()}，逾期 {(as_of - due).days} 天")
    if before is not None:
        name = f"{before.colour.label}单 {before.number}".rstrip()
        parts.append(f"{name} 答复期限 {before.deadline.isoformat()} 已过，没有反馈")
    if assessment.ground is Ground.BEHIND:
        parts.append(assessment.short_why)
    if due is not None and _is_near(assessment, as_of, far):
        left = working_days_between(as_of, due, is_working_day)
        limit = f"不超过 {rule.near_days} 个"
        parts.append(f"离完成期限 {due.isoformat()} 还有 {left} 个工作日，{limit}")
    if not assessment.reported and assessment.ground is not Ground.BEHIND:
        parts.append("本期未报")
    parts.append(f"按{rule.name}")
    return "；".join(parts) + "。"
