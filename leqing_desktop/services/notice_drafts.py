"""送签稿: proposals on their way to the leader's desk, without number; signing takes them from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from leqing_desktop.db import notices, periods, units
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.paper_forms import DraftSheet
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_proposing import ProposalRow
from leqing_desktop.services.notice_signing import PreparedNotice
from leqing_desktop.services.notice_wording import without_number


class NoticeDraftService:
    """送签 and 撤回送签. A draft holds no number and no words: it is worded again when signed."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def submit(self, period: Period, chosen: Sequence[ProposalRow], on: date) -> Changes:
        """Note that proposals went for signature on a day; those on their way already stay so."""
        with self._access.writing() as uow:
            if not chosen:
                raise Refused("没有选中要送签的督办建议。")
            period_id = periods.put(uow, period)
            ids = units.ids_by_name(uow.connection)
            known = notices.drafts(uow.connection, period_id)
            fresh = [each for each in chosen if each.task_id not in known]
            notices.add_drafts(
                uow,
                period_id,
                [(each.task_id, ids[each.unit], each.colour, on) for each in fresh],
            )
            return uow.commit(f"送签督办单 {len(fresh)} 件")

    def withdraw(self, period: Period, task_ids: Sequence[int]) -> Changes:
        """Take proposals back from the leader's desk."""
        with self._access.writing() as uow:
            stored = periods.find(uow.connection, period)
            known = {} if stored is None else notices.drafts(uow.connection, stored.id)
            mine = [known[each].id for each in task_ids if each in known]
            notices.remove_drafts(uow, mine)
            return uow.commit(f"撤回送签 {len(mine)} 件")


def drafts_job(
    prepared: Sequence[PreparedNotice], folder: Path, drafter: str, on: date
) -> FileJob[tuple[Path, ...]]:
    """Write each draft with a 发文稿纸 over it, to print (.pdf) and to go on writing in (.docx)."""
    documents = tuple(each.document for each in prepared)
    return FileJob(write_drafts, (documents, folder, DraftSheet(drafter=drafter, drafted_on=on)))


def write_drafts(
    documents: Sequence[NoticeDocument], folder: Path, sheet: DraftSheet
) -> tuple[Path, ...]:
    """Draw everything, then write; runs in the child process or here. The number's place is empty."""
    from leqing_desktop.documents.paper_form_docx import draft_sheet_docx
    from leqing_desktop.documents.paper_form_pdf import render_draft_sheet
    from leqing_desktop.documents.safe_file import write_bytes

    plain = [without_number(each) for each in documents]
    stems = [f"送签稿 {each.to} {_first_line(each.title)}" for each in plain]
    drawn = [(render_draft_sheet(each, sheet), draft_sheet_docx(each, sheet)) for each in plain]
    written = []
    for place, (pdf, docx) in enumerate(drawn):
        # A number where an earlier draft of the same run bears the name.
        before = stems[:place].count(stems[place])
        mark = f"（{before + 1}）" if before else ""
        for content, suffix in ((pdf, ".pdf"), (docx, ".docx")):
            name = safe_file_name(stems[place], mark + suffix)
            written.append(write_bytes(folder / name, content))
    return tuple(written)


def _first_line(title: str) -> str:
    return "".join(title.split())[:40]
