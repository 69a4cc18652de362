"""督办: what is proposed, signed with its files, and in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leqing_desktop.db import ledger_settings, notices
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.escalation import usual_day
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.paper_forms import ReplyForm
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services import notice_signing
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.hand_notices import with_hand
from leqing_desktop.services.merged_wording import reply_form_of
from leqing_desktop.services.notice_files import draw_all as draw_all
from leqing_desktop.services.notice_files import (
    file_names,
    require_place,
    require_room,
    write_notice,
)
from leqing_desktop.services.notice_files import pdf_job as pdf_job
from leqing_desktop.services.notice_life import one_notice, reply_date
from leqing_desktop.services.notice_proposing import ProposalRow as ProposalRow
from leqing_desktop.services.notice_proposing import proposal_rows
from leqing_desktop.services.notice_rows import NoticeRow as NoticeRow
from leqing_desktop.services.notice_rows import notice_row
from leqing_desktop.services.notice_signing import PreparedNotice as PreparedNotice
from leqing_desktop.services.notice_wording import from_stored
from leqing_desktop.services.reply_books import SealedBook, reply_books
from leqing_desktop.services.return_facts import make_key
from leqing_desktop.services.work_days import calendar_of

RenderAll = Callable[[Sequence[NoticeDocument]], list[bytes]]


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """A signed notice whose files, PDF, Word's and 整改反馈表, were written in this run."""

    row: NoticeRow
    files: tuple[Path, ...]


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
        return usual_day(period, self.today())

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
            return with_hand(connection, period, proposal_rows(connection, period, as_of), as_of)

    def grouped(self, chosen: Sequence[ProposalRow]) -> tuple[tuple[ProposalRow, ...], ...]:
        """The proposals of each notice by the ledger's 一事一单 or 一单位一单."""
        with self._access.reading() as connection:
            return notice_signing.grouped(ledger_settings.read(connection), chosen)

    def prepare(
        self, period: Period, chosen: Sequence[ProposalRow], issued_on: date
    ) -> tuple[PreparedNotice, ...]:
        """Word the chosen notices with the numbers they will get; nothing is written yet.

        Proposals of one unit and colour are one notice where the ledger says 一单位一单. The answer
        is due so many working days after ``issued_on``.
        """
        with self._access.reading() as connection:
            return notice_signing.prepare(connection, period, chosen, issued_on)

    def sign(self, period: Period, prepared: Sequence[PreparedNotice], issued_on: date) -> Changes:
        """Spend the numbers and enter the notices into the log, all in one transaction.

        Refused where another notice took a number since ``prepare``; undo does not reach behind.
        """
        with self._access.writing() as uow:
            notice_signing.sign(uow, period, prepared, issued_on)
            make_key(uow)
            return uow.commit(f"签发督办单 {len(prepared)} 份", barrier=True)

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
        missing = self.missing_files(period, folder)
        books = self.reply_books([each.number for each in missing])
        return tuple(
            IssuedNotice(
                rows[document.number],
                write_notice(
                    folder,
                    document,
                    finished.get(document.number) or render([document])[0],
                    book,
                ),
            )
            for document, book in zip(missing, books, strict=True)
        )

    def reply_books(self, numbers: Sequence[str]) -> tuple[SealedBook, ...]:
        """The 整改反馈表 of signed notices, sealed, in the order of their numbers given."""
        return reply_books(self._access, numbers)

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

    def documents(self, notice_ids: Sequence[int]) -> tuple[NoticeDocument, ...]:
        """The documents of signed notices, oldest number first; void ones are left out."""
        with self._access.reading() as connection:
            found = notices.register(connection, ids=notice_ids)
        valid = [n for n in reversed(found) if n.state is not NoticeState.VOID]
        if not valid:
            raise Refused("所选的督办单都已作废，请另选要打印的督办单。")
        return tuple(from_stored(dict(n.document)) for n in valid)

    def reply_form(self, notice_id: int) -> tuple[ReplyForm, date]:
        """The 整改反馈单 that the unit of a notice answers on, and the notice's day."""
        with self._access.reading() as connection:
            notice = one_notice(connection, notice_id)
        document = from_stored(dict(notice.document))
        form = reply_form_of(document, notice.unit, notice.title, notice.deadline)
        return form, notice.issued_on
