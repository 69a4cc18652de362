"""督办: what the rule proposes, signing with a number, the log, and each notice's life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leqing_desktop.db import ledger_settings, notices, periods, plans, tasks, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.notices import NewStep
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.escalation import (
    Candidate,
    Proposal,
    StandingNotice,
    propose,
)
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.notice_life import (
    NoticeAction,
    NoticeStanding,
    NoticeState,
    take_step,
)
from leqing_desktop.domain.paper_forms import ReplyForm
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import counting_unit
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.judging import assess_tasks
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.notice_files import draw_all as draw_all
from leqing_desktop.services.notice_files import (
    file_names,
    require_place,
    require_room,
    write_notice,
)
from leqing_desktop.services.notice_files import pdf_job as pdf_job
from leqing_desktop.services.notice_life import one_notice, reply_date
from leqing_desktop.services.notice_rows import NoticeRow as NoticeRow
from leqing_desktop.services.notice_rows import notice_row
from leqing_desktop.services.notice_wording import as_demo, from_stored, to_stored, word_notice
from leqing_desktop.services.office import Office, office_of
from leqing_desktop.services.status import TaskStatus, judged
from leqing_desktop.services.wording_kinds import notice_kind, template_of
from leqing_desktop.services.work_days import calendar_of

PROPOSING_DAYS = 120
RenderAll = Callable[[Sequence[NoticeDocument]], list[bytes]]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A notice the rule asks for, about one task (一事一单).

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


@dataclass(frozen=True, slots=True)
class PreparedNotice:
    """A notice worded and numbered ahead of signing; the number is spent only by ``sign``."""

    proposal: ProposalRow
    n: int
    document: NoticeDocument


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """A signed notice whose files, the PDF and Word's, were written in this run."""

    row: NoticeRow
    files: tuple[Path, Path]


class SupervisionService:
    """督办单 from proposal to 销号."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def today(self) -> date:
        """The day by the ledger's clock."""
        return self._access.now().date()

    def usual_day(self, period: Period) -> date | None:
        """The day to propose for: today in and soon after the period, else None (its end).

        Notices are signed in the weeks around a quarter's end. A look back at an old one must not
        find everything overdue, and a running one must not find a deadline past that is to come.
        """
        today = self.today()
        return today if (today - period.last_day).days <= PROPOSING_DAYS else None

    def reply_dates(self, issued_on: date) -> dict[NoticeColour, date]:
        """When the answer is due, by colour, for notices signed on a day."""
        with self._access.reading() as connection:
            return {colour: reply_date(connection, colour, issued_on) for colour in NoticeColour}

    def calendar_warning(self, day: date) -> str:
        """One sentence where no official holidays are known for a deadline's year, else empty."""
        with self._access.reading() as connection:
            return calendar_of(connection).warning(day)

    def proposals(self, period: Period, as_of: date | None = None) -> tuple[ProposalRow, ...]:
        """What the rule asks for at the period's end (or on a day), the strongest first.

        Tasks with a running notice of that colour are left out.
        """
        with self._access.reading() as connection:
            day = as_of or period.last_day
            owed = _still_owed(connection, judged(connection, period, as_of))
            by_id = {each.task.id: each for each in owed}
            found = proposed(connection, owed, day)
            stored = periods.find(connection, period)
            drafts = {} if stored is None else notices.drafts(connection, stored.id)
            rows = (_proposal(by_id[each.task_id], each) for each in found)
            return tuple(
                replace(row, drafted_on=drafts[row.task_id].drafted_on)
                if row.task_id in drafts
                else row
                for row in rows
            )

    def prepare(
        self, period: Period, chosen: Sequence[ProposalRow], issued_on: date
    ) -> tuple[PreparedNotice, ...]:
        """Word the chosen notices with the numbers they will get; nothing is written yet.

        The answer is due so many working days after ``issued_on``.
        """
        with self._access.reading() as connection:
            settings = ledger_settings.read(connection)
            office = office_of(settings)
            _require_sender(office)
            _require_plan_year(period, *plans.years(connection))
            known = {each.task.id: each for each in assess_tasks(connection, period)}
            first = notices.next_number(connection, office.series, issued_on.year)
            prepared = []
            for n, proposal in enumerate(chosen, start=first):
                status = known.get(proposal.task_id)
                if status is None:
                    raise Refused(f"任务“{proposal.title[:20]}”已被删除，请刷新督办建议。")
                if status.unit != proposal.unit:
                    raise Refused(f"任务“{proposal.title[:20]}”已换了责任单位，请刷新督办建议。")
                worded = _word(connection, office, n, period, status, proposal, issued_on)
                if settings.get(DEMO_KEY):
                    worded = replace(worded, document=as_demo(worded.document))
                prepared.append(worded)
            return tuple(prepared)

    def sign(self, period: Period, prepared: Sequence[PreparedNotice], issued_on: date) -> Changes:
        """Spend the numbers and enter the notices into the log, all in one transaction.

        Refused where another notice took a number since ``prepare``; undo does not reach behind.
        """
        with self._access.writing() as uow:
            office = office_of(ledger_settings.read(uow.connection))
            if not prepared:
                raise Refused("没有选中要签发的督办单。")
            first = notices.next_number(uow.connection, office.series, issued_on.year)
            if [each.n for each in prepared] != list(range(first, first + len(prepared))):
                raise Refused("文号刚被另一份督办单占用，请再点一次签发。")
            _refuse_twice(uow.connection, prepared, issued_on)
            for each in prepared:
                number = str(office.number(issued_on.year, each.n))
                if (each.document.number, each.document.issued_on) != (number, issued_on):
                    raise Refused("机关代字或签发日期刚改过，与预览不一致，请再点一次签发。")
            period_id = periods.put(uow, period)
            drafts = notices.drafts(uow.connection, period_id)
            signed = [each.proposal.task_id for each in prepared]
            notices.remove_drafts(uow, [drafts[task].id for task in signed if task in drafts])
            for each in prepared:
                _escalate(uow, each.proposal, issued_on)
                _enter(uow, office, period_id, each, issued_on)
            words = f"签发督办单 {len(prepared)} 份"
            return uow.commit(words, barrier=True)

    def issue(
        self,
        period: Period,
        chosen: Sequence[ProposalRow],
        issued_on: date,
        folder: Path,
        render: RenderAll,
    ) -> tuple[IssuedNotice, ...]:
        """Render aside, spend the numbers, put the files in place; returns what was written.

        A ledger or a folder that cannot be written is refused before a number is spent. Files of
        the period's earlier notices that are missing in the folder are written again, so a run
        that broke off is finished by the next one, which spends no number.
        """
        finished: dict[str, bytes] = {}
        if chosen:
            self._access.refuse_writing()
            prepared = self.prepare(period, chosen, issued_on)
            documents = [each.document for each in prepared]
            require_place(documents, folder)
            finished = {
                document.number: pdf
                for document, pdf in zip(documents, render(documents), strict=True)
            }
            require_room(list(finished.values()), folder)
            self.sign(period, prepared, issued_on)
        rows = {row.number: row for row in self.register()}
        return tuple(
            IssuedNotice(
                rows[document.number],
                write_notice(
                    folder,
                    document,
                    finished.get(document.number) or render([document])[0],
                ),
            )
            for document in self.missing_files(period, folder)
        )

    def missing_files(self, period: Period, folder: Path) -> tuple[NoticeDocument, ...]:
        """Signed notices of a period that lack a file in the folder, oldest number first."""
        with self._access.reading() as connection:
            documents = [
                from_stored(dict(n.document))
                for n in reversed(notices.register(connection))
                if n.period == period and n.state is not NoticeState.VOID
            ]
        return tuple(
            each
            for each in documents
            if not all((folder / name).exists() for name in file_names(each))
        )

    def register(self, year: int | None = None) -> tuple[NoticeRow, ...]:
        """督办台账, newest number first; void numbers stay in it."""
        today = self.today()
        with self._access.reading() as connection:
            stored = notices.register(connection, year)
            is_working_day = calendar_of(connection).is_working_day
        return tuple(notice_row(each, today, is_working_day) for each in stored)

    def preview(self, period: Period, proposal: ProposalRow, issued_on: date) -> NoticeDocument:
        """A proposal's document as it would be signed; no number is spent."""
        return self.prepare(period, (proposal,), issued_on)[0].document

    def document(self, notice_id: int) -> NoticeDocument:
        """The document of a signed notice, as it was printed."""
        with self._access.reading() as connection:
            return from_stored(dict(one_notice(connection, notice_id).document))

    def reply_form(self, notice_id: int) -> tuple[ReplyForm, date]:
        """The 整改反馈单 that the unit of a notice answers on, and the notice's day."""
        with self._access.reading() as connection:
            notice = one_notice(connection, notice_id)
        document = from_stored(dict(notice.document))
        form = ReplyForm(
            document.sender,
            notice.unit,
            document.number,
            document.title,
            notice.title,
            notice.deadline,
            fonts=document.fonts,
        )
        return form, notice.issued_on


def _word(
    connection: Connection,
    office: Office,
    n: int,
    period: Period,
    status: TaskStatus,
    proposal: ProposalRow,
    issued_on: date,
) -> PreparedNotice:
    deadline = reply_date(connection, proposal.colour, issued_on)
    dated = replace(proposal, deadline=deadline)
    number = str(office.number(issued_on.year, n))
    template = template_of(ledger_settings.read(connection), notice_kind(proposal.colour))
    document = word_notice(
        template, office, number, proposal.colour, period, status, proposal.why, issued_on, deadline
    )
    return PreparedNotice(dated, n, document)


def proposed(connection: Connection, judged: Sequence[TaskStatus], day: date) -> Sequence[Proposal]:
    """What the rule asks for of judged tasks on a day, the strongest first."""
    candidates = [
        Candidate(each.task.id, each.unit, each.assessment) for each in judged if each.unit
    ]
    standing = [
        StandingNotice(n.id, item, n.unit, n.colour, n.deadline, n.state, str(n.number))
        for n in notices.register(connection)
        for item in n.items
    ]
    return propose(candidates, standing, day, calendar_of(connection).is_working_day)


def _still_owed(connection: Connection, found: Sequence[TaskStatus]) -> list[TaskStatus]:
    """What a locked period says of tasks that are still there and still that unit's."""
    units_now = {task.id: counting_unit(task.units) or "" for task in tasks.all_tasks(connection)}
    return [each for each in found if units_now.get(each.task.id) == each.unit]


def _proposal(status: TaskStatus, proposal: Proposal) -> ProposalRow:
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


def _require_plan_year(period: Period, first: int | None, last: int | None) -> None:
    """Refuse a period before the plan begins: most likely a slip that would spend numbers."""
    if first is not None and period.year < first:
        years = f"{first}—{last}" if last is not None else str(first)
        raise Refused(f"{period.label}早于规划期（{years} 年），请核对报送期后再签发督办单。")


def _require_sender(office: Office) -> None:
    if not office.sender:
        raise Refused("还没有填发文机关，请先到 设置 › 发文机关 填写，再签发督办单。")


def _refuse_twice(
    connection: Connection, prepared: Sequence[PreparedNotice], issued_on: date
) -> None:
    """Refuse a notice whose task has one of that colour running, such as from a second click."""
    asked: set[tuple[int, str]] = set()
    running = {
        (item, n.unit, n.colour): n
        for n in notices.register(connection)
        for item in n.items
        if n.state.is_open and not (n.state.awaits_reply and n.deadline < issued_on)
    }
    for each in prepared:
        proposal = each.proposal
        known = running.get((proposal.task_id, proposal.unit, proposal.colour))
        name = f"任务“{proposal.title[:20]}”"
        if known is not None:
            raise Refused(
                f"{name}已有办理中的{known.colour.label}单 {known.number}，请刷新督办建议。"
            )
        if (proposal.task_id, proposal.unit) in asked:
            raise Refused(f"{name}选了两次，一项任务一次只发一份督办单。")
        asked.add((proposal.task_id, proposal.unit))


def _escalate(uow: UnitOfWork, proposal: ProposalRow, on: date) -> None:
    if proposal.follows is None:
        return
    older = one_notice(uow.connection, proposal.follows)
    after = take_step(older.standing, NoticeAction.ESCALATE, max(on, older.state_on))
    step = NewStep(NoticeAction.ESCALATE, f"升级为{proposal.colour.label}单")
    notices.take_step(uow, older.id, step, after)


def _enter(
    uow: UnitOfWork, office: Office, period_id: int, prepared: PreparedNotice, issued_on: date
) -> None:
    proposal = prepared.proposal
    values = {
        "series": office.series,
        "year": issued_on.year,
        "number": prepared.n,
        "colour": proposal.colour.value,
        "unit_id": units.ids_by_name(uow.connection)[proposal.unit],
        "period_id": period_id,
        "title": proposal.title,
        "why": proposal.why,
        "issued_on": issued_on,
        "deadline": proposal.deadline,
        "state": NoticeState.ISSUED.value,
        "state_on": issued_on,
        "document": to_stored(prepared.document),
    }
    notice_id = notices.add(uow, values, [(proposal.task_id, proposal.why)])
    standing = NoticeStanding(NoticeState.ISSUED, issued_on, issued_on, proposal.deadline)
    if proposal.drafted_on is not None:
        sent = NoticeStanding(
            NoticeState.DRAFTED, issued_on, min(proposal.drafted_on, issued_on), proposal.deadline
        )
        notices.enter_step(uow, notice_id, NewStep(NoticeAction.SUBMIT), sent)
    notices.enter_step(uow, notice_id, NewStep(NoticeAction.ISSUE), standing)
