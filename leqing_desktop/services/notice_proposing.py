"""督办建议: what the rule asks for of a quarter's tasks, one row a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.db import notices, periods, tasks
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.escalation import Candidate, Proposal, StandingNotice, propose
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import counting_unit
from leqing_desktop.services.status import TaskStatus, judged
from leqing_desktop.services.work_days import calendar_of


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A notice the rule asks for, about one task; at signing several may become one notice.

    ``follows`` is the unanswered notice that it takes further (升级); ``drafted_on`` is the day it
    went for signature (送签), None where it did not.
    """

    task_id: int
    unit: str
    colour: NoticeColour
    number: str
    title: str
    why: str
    deadline: date
    follows: int | None = None
    drafted_on: date | None = None


def proposal_rows(
    connection: Connection, period: Period, as_of: date | None
) -> tuple[ProposalRow, ...]:
    """What the rule asks for at the period's end (or on a day), the strongest first.

    Tasks with a running notice of that colour are left out.
    """
    day = as_of or period.last_day
    owed = _still_owed(connection, judged(connection, period, as_of))
    by_id = {each.task.id: each for each in owed}
    stored = periods.find(connection, period)
    drafts = {} if stored is None else notices.drafts(connection, stored.id)
    rows = (_row(by_id[each.task_id], each) for each in proposed(connection, owed, day))
    return tuple(
        replace(row, drafted_on=drafts[row.task_id].drafted_on) if row.task_id in drafts else row
        for row in rows
    )


def proposed(connection: Connection, judged: Sequence[TaskStatus], day: date) -> Sequence[Proposal]:
    """What the rule asks for of judged tasks on a day, the strongest first."""
    candidates = [
        Candidate(each.task.id, each.unit, each.assessment) for each in judged if each.unit
    ]
    standing = [
        StandingNotice(
            n.id, item, n.unit, n.colour, n.deadline, n.state, str(n.number), len(n.items) > 1
        )
        for n in notices.register(connection)
        for item in n.items
    ]
    return propose(candidates, standing, day, calendar_of(connection).is_working_day)


def _still_owed(connection: Connection, found: Sequence[TaskStatus]) -> list[TaskStatus]:
    """What a locked period says of tasks that are still there and still that unit's."""
    units_now = {task.id: counting_unit(task.units) or "" for task in tasks.all_tasks(connection)}
    return [each for each in found if units_now.get(each.task.id) == each.unit]


def _row(status: TaskStatus, proposal: Proposal) -> ProposalRow:
    return ProposalRow(
        proposal.task_id,
        proposal.unit,
        proposal.colour,
        status.task.number,
        status.task.title,
        proposal.why,
        proposal.deadline,
        proposal.follows,
    )
