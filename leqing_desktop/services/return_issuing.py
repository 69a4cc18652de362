"""一键下发: one workbook per unit, and who has got it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leqing_desktop.db import issuances, periods, units
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.file_name import distinct_names
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_form import TEMPLATE_VERSION, ReturnForm
from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.errors import Refused
from leqing_desktop.services import return_facts
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_wording import on_office_paper
from leqing_desktop.services.office import office_of
from leqing_desktop.services.periods import PeriodService
from leqing_desktop.services.return_facts import make_key
from leqing_desktop.services.return_wording import Collection, collection_notice, reminder


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A workbook that was written for a unit."""

    unit_id: int
    unit: str
    path: Path


class ReturnIssueService:
    """下发报送表."""

    def __init__(self, access: LedgerAccess, reporting_periods: PeriodService) -> None:
        self._access = access
        self._periods = reporting_periods

    def issuing(
        self, period: Period, folder: Path, issued_on: date | None = None
    ) -> FileJob[tuple[IssuedFile, ...]]:
        """The job that writes a workbook for every unit that owes a return into ``folder``.

        Beside them the 报送通知 (PDF and DOCX) and a text file with a 催报 for each unit to paste.
        Makes the period where it is missing, due so many working days later. Refused for a locked
        period, or where no unit owes anything.
        """
        day = issued_on or self._access.now().date()
        self._prepare(period, day)
        with self._access.reading() as connection:
            facts = return_facts.read(connection, period)
            forms = tuple(facts.form(unit, day) for unit in facts.owing)
        if not forms:
            raise Refused("还没有一项任务有牵头或责任单位，请先在分解表里写明，再下发报送表。")
        stems = [f"{form.unit}_{period.label}报送表" for form in forms]
        names = distinct_names(stems, ".xlsx")
        notice, reminders = _notice(facts, forms, day), _reminders(facts, forms)
        return FileJob(
            write_issue, (forms, facts.key, folder, names, notice, reminders), reports=True
        )

    def forms(self, period: Period) -> tuple[tuple[ReturnForm, ...], bytes]:
        """Every unit's form as it would go out today, and the key that seals it."""
        day = self._access.now().date()
        with self._access.reading() as connection:
            facts = return_facts.read(connection, period)
            return tuple(facts.form(unit, day) for unit in facts.owing), facts.key

    def record(self, period: Period, issued: Sequence[IssuedFile]) -> Changes:
        """Note who has got a workbook."""
        with self._access.writing() as uow:
            stored = periods.find(uow.connection, period)
            if stored is None:
                raise Refused(f"台账里没有{period.label}，可能刚刚撤销了，请重新下发。")
            known = units.names_by_id(uow.connection)
            files = [(each.unit_id, each.path.name) for each in issued if each.unit_id in known]
            issuances.add(uow, stored.id, TEMPLATE_VERSION, uow.now, files)
            return uow.commit(f"下发{period.label}报送表 {len(files)} 份")

    def _prepare(self, period: Period, day: date) -> Changes:
        _, due, _ = self._periods.default_dates(period, day)
        with self._access.writing() as uow:
            stored = periods.find(uow.connection, period)
            if stored is not None and stored.locked:
                raise Refused(f"{period.label}已锁定，不能再下发；要下发请先解锁并写明理由。")
            if stored is None or stored.issue_on is None:
                periods.put(uow, period, issue_on=day)
            if stored is None or stored.due_on is None:
                periods.put(uow, period, due_on=due)
            # What is sealed leaves the house: a key that undo took away would make it a stranger.
            return uow.commit(f"准备下发{period.label}报送表", barrier=make_key(uow))


def write_issue(
    forms: Sequence[ReturnForm],
    key: bytes,
    folder: Path,
    names: Sequence[str],
    notice: NoticeDocument,
    reminders: str,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[IssuedFile, ...]:
    """Write the workbooks, the 报送通知 and the reminders; runs in the child process or here."""
    from leqing_desktop.documents.collection_notice import write_collection_notice
    from leqing_desktop.documents.return_workbook import write_returns
    from leqing_desktop.documents.safe_file import write_bytes

    label = forms[0].period.label
    paths = write_returns(forms, key, folder, names, progress)
    write_collection_notice(notice, folder, f"{label}报送通知")
    # With a byte order mark: the editor of an old desktop would take it for GBK.
    write_bytes(folder / f"{label}催报文字.txt", reminders.encode("utf-8-sig"))
    return tuple(
        IssuedFile(form.unit_id, form.unit, path) for form, path in zip(forms, paths, strict=True)
    )


def _notice(
    facts: return_facts.ReturnFacts, forms: Sequence[ReturnForm], day: date
) -> NoticeDocument:
    units_asked = tuple(form.unit for form in forms)
    due = facts.stored.due_on
    asked = Collection(
        facts.period, facts.plan, facts.sender, units_asked, day, due, demo=facts.demo
    )
    return on_office_paper(collection_notice(asked), office_of(facts.settings))


def _reminders(facts: return_facts.ReturnFacts, forms: Sequence[ReturnForm]) -> str:
    period, due = facts.period, facts.stored.due_on
    words = [reminder(form.unit, period, due, BoardState.MISSING) for form in forms]
    return "\r\n\r\n".join(words) + "\r\n"
