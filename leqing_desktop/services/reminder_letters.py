"""催报通知: a letter without number to each unit whose report is still owed, in the office's wording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leqing_desktop.db import ledger_settings, periods
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services import return_board
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.notice_wording import as_demo, word_reminder
from leqing_desktop.services.office import office_of
from leqing_desktop.services.wording_kinds import KINDS, template_of
from leqing_desktop.services.work_days import calendar_of

ANSWER_DAYS = 3
"""Working days that a reminded unit gets; as for a return that was sent back."""


class ReminderLetterService:
    """催报通知 of a period, one a unit."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def letters(self, period: Period) -> tuple[NoticeDocument, ...]:
        """A letter for every unit whose report is missing, begun or sent back, dated today.

        Refused where nobody owes anything, the period has no due date or the office no name.
        """
        today = self._access.now().date()
        with self._access.reading() as connection:
            settings = ledger_settings.read(connection)
            office = office_of(settings)
            stored = periods.find(connection, period)
            if not office.sender:
                raise Refused("还没有填发文机关，请先到 设置 › 发文机关 填写，再写催报通知。")
            if stored is None or stored.due_on is None:
                raise Refused(f"{period.label}还没有报送截止日期，请先设定，再写催报通知。")
            template = template_of(settings, KINDS["reminder"])
            until = add_working_days(today, ANSWER_DAYS, calendar_of(connection).is_working_day)
            settled = (BoardState.ACCEPTED, BoardState.WAITING)
            owing = [
                row.unit
                for row in return_board.board(connection, period, today)
                if row.state not in settled
            ]
        if not owing:
            raise Refused(f"{period.label}各单位都已报送，不用催报。")
        made = (
            word_reminder(template, office, "", period, unit, stored.due_on, today, until)
            for unit in owing
        )
        return tuple(as_demo(each) if settings.get(DEMO_KEY) else each for each in made)


def letters_job(letters: Sequence[NoticeDocument], folder: Path) -> FileJob[tuple[Path, ...]]:
    """Write letters as .pdf and .docx."""
    return FileJob(write_letters, (tuple(letters), folder))


def write_letters(letters: Sequence[NoticeDocument], folder: Path) -> tuple[Path, ...]:
    """Draw everything, then write; runs in the child process or here."""
    from leqing_desktop.documents.gongwen_docx import render_docx
    from leqing_desktop.documents.notice_pdf import render_notice
    from leqing_desktop.documents.safe_file import write_bytes

    drawn = [(each.to, render_notice(each), render_docx(each)) for each in letters]
    return tuple(
        write_bytes(folder / safe_file_name(f"催报通知 {unit}", suffix), content)
        for unit, pdf, docx in drawn
        for content, suffix in ((pdf, ".pdf"), (docx, ".docx"))
    )
