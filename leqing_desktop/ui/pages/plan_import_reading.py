"""Reading a file for review: off the window's thread, cancellable, the last wish counts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.plan_import import ReadFile
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.operations import Operations


class ImportReader(QObject):
    """``read(ImportReview)`` or ``refused(sentence)``; ``stopped()`` where it was cut short."""

    read = Signal(object)
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, operations: Operations, service: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._service = service
        self._turn = 0
        self._title = ""
        self._began = False
        background = operations.background
        background.started.connect(self._started)
        background.finished.connect(self._finished)
        background.crashed.connect(self._crashed)

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return bool(self._title)

    def start(self, path: Path, mapping: TableMapping | None = None) -> None:
        """Read a file, or read a table again with the columns as the clerk has set them."""
        self.cancel()
        self._turn += 1
        self._title = f"正在读取 {path.name}"
        self._operations.read(
            self._service.reading,
            path,
            mapping,
            True,
            done=partial(self._hand_over, self._turn),
            failed=partial(self._failed, self._turn),
        )

    def cancel(self) -> None:
        """Stop reading; nothing more is heard of it."""
        began, self._began = self._began, False
        title, self._title = self._title, ""
        self._turn += 1
        if began and self._operations.background.work_title == title:
            self._operations.background.cancel()

    def _hand_over(self, turn: int, job: Any) -> None:
        if turn == self._turn:
            self._operations.background.run_job(
                self._title, job, partial(self._compare, turn), partial(self._failed, turn)
            )

    def _compare(self, turn: int, file: ReadFile) -> None:
        if turn == self._turn:
            self._began = False
            self._operations.read(
                self._service.review,
                file,
                done=partial(self._done, turn),
                failed=partial(self._failed, turn),
            )

    def _done(self, turn: int, review: object) -> None:
        if turn == self._turn:
            self._title = ""
            self.read.emit(review)

    def _failed(self, turn: int, error: LeqingError) -> None:
        if turn == self._turn:
            self._title, self._began = "", False
            self.refused.emit(str(error))

    def _started(self, title: str) -> None:
        self._began = self._began or (self.busy and title == self._title)

    def _finished(self) -> None:
        """The file work ended without an answer: somebody cancelled it in the status bar."""
        if self._began:
            self._crashed()

    def _crashed(self, *_told: object) -> None:
        if self.busy:
            self._title, self._began = "", False
            self._turn += 1
            self.stopped.emit()
