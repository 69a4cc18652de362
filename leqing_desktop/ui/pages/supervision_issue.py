"""签发, step by step: word, ask, draw aside, spend the numbers, write the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.notice_files import draw_job, write_files_job
from leqing_desktop.ui.dialogs.issue_notices import IssueNoticesDialog
from leqing_desktop.ui.operations import Operations

DRAWING = "正在排印督办单"
WRITING = "正在写督办单文件"


@dataclass(slots=True)
class Run:
    """One signing on its way; ``signed`` once its numbers are spent."""

    period: Period
    issued_on: date
    folder: Path
    prepared: Sequence[Any] = ()
    pdfs: Sequence[bytes] = ()
    signed: bool = False
    files: tuple[Path, ...] = field(default=())

    @property
    def numbers(self) -> list[str]:
        """The numbers, in order."""
        return [each.document.number for each in self.prepared]


class NoticeIssuing(QObject):
    """Drives one signing at a time. Whatever refuses before ``sign`` spends no number.

    ``issued(Run)`` at the end; ``refused(sentence)`` and ``cancelled()`` before a number was spent;
    ``unwritten(Run, sentence)`` when the numbers are spent and the files are not in place, for
    ``write_again``.
    """

    issued = Signal(object)
    refused = Signal(str)
    cancelled = Signal()
    unwritten = Signal(object, str)
    busy_changed = Signal(bool)

    def __init__(self, operations: Operations, supervision: Any, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._supervision = supervision
        self._page = page
        self._run: Run | None = None
        self._file_title = ""
        self._in_hand = False
        work = operations.background
        work.started.connect(self._work_started)
        work.finished.connect(self._work_finished)
        work.crashed.connect(self._fell)

    @property
    def busy(self) -> bool:
        """Whether a signing is on its way."""
        return self._run is not None

    def start(self, period: Period, chosen: Sequence[Any], issued_on: date, folder: Path) -> None:
        """Word the chosen proposals, then ask."""
        if self.busy or not chosen:
            return
        self._begin(Run(period, issued_on, folder))
        self._operations.read(
            self._prepare,
            period,
            tuple(chosen),
            issued_on,
            done=self._ask,
            failed=self._refuse,
        )

    def write_again(self, run: Run, folder: Path) -> None:
        """Put the files of signed notices into another folder."""
        if not self.busy:
            run.folder = folder
            self._begin(run)
            self._write()

    def _begin(self, run: Run) -> None:
        self._run = run
        self.busy_changed.emit(True)

    def _end(self) -> Run | None:
        run, self._run = self._run, None
        self._file_title, self._in_hand = "", False
        self.busy_changed.emit(False)
        return run

    def _prepare(
        self, period: Period, chosen: Sequence[Any], issued_on: date
    ) -> tuple[Sequence[Any], str]:
        """The worded notices, and the calendar's warning about their latest deadline."""
        prepared = self._supervision.prepare(period, chosen, issued_on)
        last = max(each.deadline for each in prepared)
        return prepared, self._supervision.calendar_warning(last)

    def _ask(self, answer: tuple[Sequence[Any], str]) -> None:
        run = self._run
        if run is None:
            return
        run.prepared, hint = answer
        dialog = IssueNoticesDialog(self._page, run.prepared, run.issued_on, run.folder, hint)
        dialog.accepted.connect(self._agreed)
        dialog.rejected.connect(self._end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _agreed(self) -> None:
        run, dialog = self._run, self.sender()
        if run is None or not isinstance(dialog, IssueNoticesDialog):
            return
        run.folder = dialog.folder
        self._file_title = f"{DRAWING} {len(run.prepared)} 件"
        job = draw_job([each.document for each in run.prepared], run.folder)
        self._operations.background.run_job(
            self._file_title, job, done=self._drawn, failed=self._refuse
        )

    def _drawn(self, pdfs: Sequence[bytes]) -> None:
        run = self._run
        if run is None:
            return
        run.pdfs = pdfs
        self._file_title, self._in_hand = "", False
        self._operations.run(
            self._supervision.sign,
            run.period,
            run.prepared,
            run.issued_on,
            done=self._signed,
            failed=self._refuse,
            initiator=self._page,
        )

    def _signed(self, _changes: Changes) -> None:
        if self._run is not None:
            self._run.signed = True
            self._write()

    def _write(self) -> None:
        """The forms to answer on name the notices by their ids, which exist since they were signed."""
        run = self._run
        assert run is not None
        self._operations.read(
            self._supervision.reply_books,
            run.numbers,
            done=self._write_with,
            failed=self._not_written,
        )

    def _write_with(self, books: Sequence[Any]) -> None:
        run = self._run
        if run is None:
            return
        self._file_title = f"{WRITING} {len(run.prepared)} 件"
        documents = [each.document for each in run.prepared]
        job = write_files_job(run.folder, documents, run.pdfs, books)
        self._operations.background.run_job(
            self._file_title, job, done=self._written, failed=self._not_written
        )

    def _written(self, files: tuple[Path, ...]) -> None:
        run = self._end()
        if run is not None:
            run.files = files
            self.issued.emit(run)

    def _not_written(self, error: LeqingError) -> None:
        self._tell_unwritten(str(error))

    def _tell_unwritten(self, sentence: str) -> None:
        run = self._end()
        self.unwritten.emit(run, sentence)

    def _refuse(self, error: LeqingError) -> None:
        self._end()
        self.refused.emit(str(error))

    def _work_started(self, title: str) -> None:
        self._in_hand = bool(self._file_title) and title == self._file_title

    def _work_finished(self) -> None:
        """File work ended; if ours did without an answer, the clerk cancelled it."""
        if not self._in_hand or not self._file_title or self._run is None:
            return
        if self._run.signed:
            self._tell_unwritten("文件没有写完。")
        else:
            self._end()
            self.cancelled.emit()

    def _fell(self, _error: object, _trace: str) -> None:
        """Something unexpected happened, here or elsewhere; do not wait for an answer for ever."""
        if self._run is not None and not self._operations.background.busy:
            self._end()
