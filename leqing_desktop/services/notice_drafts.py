"""送签稿: proposals on their way to the leader's desk, without number; signing takes them from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from leqing_desktop.db import notices, periods, units
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_files import draw_all
from leqing_desktop.services.notice_wording import without_number
from leqing_desktop.services.supervision import PreparedNotice, ProposalRow


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


def drafts_job(prepared: Sequence[PreparedNotice], folder: Path) -> FileJob[tuple[Path, ...]]:
    """Write the drafts as PDFs for the leader's hand: the number's place empty."""
    return FileJob(write_drafts, (tuple(each.document for each in prepared), folder))


def write_drafts(documents: Sequence[NoticeDocument], folder: Path) -> tuple[Path, ...]:
    """Draw and write; runs in the child process or here."""
    from leqing_desktop.documents.safe_file import write_bytes

    plain = [without_number(each) for each in documents]
    names = [
        safe_file_name(f"送签稿 {each.to} {_first_line(each.title)}", ".pdf") for each in plain
    ]
    pdfs = draw_all(plain)
    return tuple(
        write_bytes(folder / _numbered(names, place), pdf) for place, pdf in enumerate(pdfs)
    )


def _first_line(title: str) -> str:
    return "".join(title.split())[:40]


def _numbered(names: Sequence[str], place: int) -> str:
    """The name, with a number where an earlier draft of the same run bears it."""
    before = names[:place].count(names[place])
    return names[place] if not before else names[place].replace(".pdf", f"（{before + 1}）.pdf")
