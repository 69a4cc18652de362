"""签发: proposals grouped and worded into numbered notices, and their numbers spent in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from leqing_desktop.db import ledger_settings, notices, periods, plans, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.notices import NewStep
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.notice_grouping import group_proposals, joined_reasons, subject_of
from leqing_desktop.domain.notice_life import (
    NoticeAction,
    NoticeStanding,
    NoticeState,
    take_step,
)
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.judging import assess_tasks
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.merged_wording import Matter, reply_form_of, word_merged
from leqing_desktop.services.notice_life import one_notice, reply_date
from leqing_desktop.services.notice_proposing import ProposalRow
from leqing_desktop.services.notice_settings import notice_settings_of
from leqing_desktop.services.notice_wording import as_demo, to_stored, word_notice
from leqing_desktop.services.office import Office, office_of
from leqing_desktop.services.status import TaskStatus
from leqing_desktop.services.wording_kinds import notice_kind, template_of


@dataclass(frozen=True, slots=True)
class PreparedNotice:
    """A notice worded and numbered ahead of signing; the number is spent only by ``sign``.

    ``proposals`` are the tasks that it is about, all of one unit and colour, dated as it is.
    """

    proposals: tuple[ProposalRow, ...]
    n: int
    document: NoticeDocument

    @property
    def unit(self) -> str:
        """The unit that the notice goes to."""
        return self.proposals[0].unit

    @property
    def colour(self) -> NoticeColour:
        """The notice's colour."""
        return self.proposals[0].colour

    @property
    def deadline(self) -> date:
        """The day by which the unit answers."""
        return self.proposals[0].deadline

    @property
    def subject(self) -> str:
        """What the log calls it: the task's title, or 新增软件著作权等3项."""
        return subject_of([each.title for each in self.proposals])

    @property
    def why(self) -> str:
        """The reason in a sentence, or a line for each task."""
        titles = [each.title for each in self.proposals]
        return joined_reasons(titles, [each.why for each in self.proposals])

    @property
    def drafted_on(self) -> date | None:
        """The day on which the first of its tasks went for signature, None where none did."""
        return min((each.drafted_on for each in self.proposals if each.drafted_on), default=None)


def grouped(
    settings: Mapping[str, Any], chosen: Sequence[ProposalRow]
) -> tuple[tuple[ProposalRow, ...], ...]:
    """The proposals of each notice by the ledger's 一事一单 or 一单位一单."""
    return group_proposals(chosen, notice_settings_of(settings).grouping)


def prepare(
    connection: Connection, period: Period, chosen: Sequence[ProposalRow], issued_on: date
) -> tuple[PreparedNotice, ...]:
    """Word the chosen proposals as notices with the numbers they will get; nothing is written."""
    settings = ledger_settings.read(connection)
    office = office_of(settings)
    _require_sender(office)
    _require_plan_year(period, *plans.years(connection))
    known = {each.task.id: each for each in assess_tasks(connection, period)}
    first = notices.next_number(connection, office.series, issued_on.year)
    return tuple(
        _worded(
            connection,
            settings,
            n,
            period,
            [_matter(known, each) for each in group],
            group,
            issued_on,
        )
        for n, group in enumerate(grouped(settings, chosen), start=first)
    )


def sign(
    uow: UnitOfWork, period: Period, prepared: Sequence[PreparedNotice], issued_on: date
) -> None:
    """Enter prepared notices into the log; Refused where they no longer fit the ledger."""
    office = office_of(ledger_settings.read(uow.connection))
    if not prepared:
        raise Refused("没有选中要签发的督办单。")
    first = notices.next_number(uow.connection, office.series, issued_on.year)
    if [each.n for each in prepared] != list(range(first, first + len(prepared))):
        raise Refused("文号刚被另一份督办单占用，请再点一次签发。")
    _refuse_running(uow.connection, prepared, issued_on)
    for each in prepared:
        number = str(office.number(issued_on.year, each.n))
        if (each.document.number, each.document.issued_on) != (number, issued_on):
            raise Refused("机关代字或签发日期刚改过，与预览不一致，请再点一次签发。")
    period_id = periods.put(uow, period)
    drafts = notices.drafts(uow.connection, period_id)
    signed = [task.task_id for each in prepared for task in each.proposals]
    notices.remove_drafts(uow, [drafts[task].id for task in signed if task in drafts])
    for each in prepared:
        _escalate(uow, each, issued_on)
        _enter(uow, office, period_id, each, issued_on)


def _matter(known: Mapping[int, TaskStatus], proposal: ProposalRow) -> Matter:
    """A proposal's task as it stands now; Refused where it is gone or another unit's."""
    status = known.get(proposal.task_id)
    if status is None:
        raise Refused(f"任务“{proposal.title[:20]}”已被删除，请刷新督办建议。")
    if status.unit != proposal.unit:
        raise Refused(f"任务“{proposal.title[:20]}”已换了责任单位，请刷新督办建议。")
    return Matter(status, proposal.why)


def _worded(
    connection: Connection,
    settings: Mapping[str, Any],
    n: int,
    period: Period,
    matters: Sequence[Matter],
    group: Sequence[ProposalRow],
    issued_on: date,
) -> PreparedNotice:
    colour, office = group[0].colour, office_of(dict(settings))
    deadline = reply_date(connection, colour, issued_on)
    number = str(office.number(issued_on.year, n))
    many, subject = len(group) > 1, subject_of([each.title for each in group])
    template = template_of(settings, notice_kind(colour, many=many))
    if many:
        document = word_merged(
            template, office, number, colour, period, matters, issued_on, deadline
        )
    else:
        ((status, why),) = matters
        document = word_notice(
            template, office, number, colour, period, status, why, issued_on, deadline
        )
    if settings.get(DEMO_KEY):
        document = as_demo(document)
    if notice_settings_of(settings).with_reply_form:
        form = reply_form_of(document, group[0].unit, subject, deadline)
        document = replace(document, reply_form=form)
    return PreparedNotice(tuple(replace(each, deadline=deadline) for each in group), n, document)


def _require_plan_year(period: Period, first: int | None, last: int | None) -> None:
    """Refuse a period before the plan begins: most likely a slip that would spend numbers."""
    if first is not None and period.year < first:
        years = f"{first}—{last}" if last is not None else str(first)
        raise Refused(f"{period.label}早于规划期（{years} 年），请核对报送期后再签发督办单。")


def _require_sender(office: Office) -> None:
    if not office.sender:
        raise Refused("还没有填发文机关，请先到 设置 › 发文机关 填写，再签发督办单。")


def _refuse_repeated(chosen: Sequence[ProposalRow]) -> None:
    """Refuse a task that was chosen twice."""
    asked: set[int] = set()
    for each in chosen:
        if each.task_id in asked:
            raise Refused(f"任务“{each.title[:20]}”选了两次，一项任务一次只发一份督办单。")
        asked.add(each.task_id)


def _refuse_running(
    connection: Connection, prepared: Sequence[PreparedNotice], issued_on: date
) -> None:
    """Refuse a notice whose task has one of that colour running, such as from a second click."""
    running = {
        (item, n.unit, n.colour): n
        for n in notices.register(connection)
        for item in n.items
        if n.state.is_open and not (n.state.awaits_reply and n.deadline < issued_on)
    }
    asked = [proposal for each in prepared for proposal in each.proposals]
    _refuse_repeated(asked)
    for proposal in asked:
        known = running.get((proposal.task_id, proposal.unit, proposal.colour))
        if known is not None:
            raise Refused(
                f"任务“{proposal.title[:20]}”已有办理中的{known.colour.label}单 {known.number}，"
                "请刷新督办建议。"
            )


def _escalate(uow: UnitOfWork, prepared: PreparedNotice, on: date) -> None:
    """Move the notices on that this one takes further.

    One about several tasks is escalated with the first of them; the rule sees to the others.
    """
    older_ids = dict.fromkeys(each.follows for each in prepared.proposals)
    for older_id in older_ids:
        older = one_notice(uow.connection, older_id) if older_id is not None else None
        if older is None or older.state is NoticeState.ESCALATED:
            continue
        after = take_step(older.standing, NoticeAction.ESCALATE, max(on, older.state_on))
        step = NewStep(NoticeAction.ESCALATE, f"升级为{prepared.colour.label}单")
        notices.take_step(uow, older.id, step, after)


def _enter(
    uow: UnitOfWork, office: Office, period_id: int, prepared: PreparedNotice, issued_on: date
) -> None:
    values = {
        "series": office.series,
        "year": issued_on.year,
        "number": prepared.n,
        "colour": prepared.colour.value,
        "unit_id": units.ids_by_name(uow.connection)[prepared.unit],
        "period_id": period_id,
        "title": prepared.subject,
        "why": prepared.why,
        "issued_on": issued_on,
        "deadline": prepared.deadline,
        "state": NoticeState.ISSUED.value,
        "state_on": issued_on,
        "document": to_stored(prepared.document),
    }
    notice_id = notices.add(uow, values, [(each.task_id, each.why) for each in prepared.proposals])
    standing = NoticeStanding(NoticeState.ISSUED, issued_on, issued_on, prepared.deadline)
    drafted_on = prepared.drafted_on
    if drafted_on is not None:
        sent = NoticeStanding(
            NoticeState.DRAFTED, issued_on, min(drafted_on, issued_on), prepared.deadline
        )
        notices.enter_step(uow, notice_id, NewStep(NoticeAction.SUBMIT), sent)
    notices.enter_step(uow, notice_id, NewStep(NoticeAction.ISSUE), standing)
