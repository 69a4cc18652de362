"""打印稿 on the 督办 page: which way, where to, then drawn in the child process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.errors import LeqingError
from leqing_desktop.services.notice_printing import (
    print_each_job,
    print_together_job,
    together_name,
)
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.chosen_files import with_ending
from leqing_desktop.ui.dialogs.print_notices import PrintNoticesDialog
from leqing_desktop.ui.operations import Operations

TOGETHER_KEY, DUPLEX_KEY = "notice_print_together", "notice_print_duplex"


class NoticePrinting(QObject):
    """``written(path, count)`` at the end; ``refused(error)``. The status bar cancels it."""

    written = Signal(object, int)
    refused = Signal(object)

    def __init__(
        self, operations: Operations, services: Any, desk: DeskSettings, page: QWidget
    ) -> None:
        super().__init__(page)
        self._operations = operations
        self._supervision = services.supervision
        self._desk = desk
        self._page = page
        self._documents: Sequence[Any] = ()
        self._folder = Path()

    def print_notices(self, notice_ids: Sequence[int], folder: Path) -> None:
        """Signed notices of the log; ``folder`` is where the dialog starts."""
        if notice_ids:
            self._operations.read(
                self._supervision.documents,
                tuple(notice_ids),
                done=partial(self.print_documents, folder=folder),
                failed=self._refuse,
            )

    def print_documents(self, documents: Sequence[Any], folder: Path) -> None:
        """Ask which way, then where to."""
        self._documents, self._folder = documents, folder
        dialog = PrintNoticesDialog(
            self._page,
            len(documents),
            together=self._desk.get(TOGETHER_KEY, True) is True,
            duplex=self._desk.get(DUPLEX_KEY, True) is True,
        )
        dialog.accepted.connect(self._agreed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _agreed(self) -> None:
        dialog = self.sender()
        assert isinstance(dialog, PrintNoticesDialog)
        self._desk.set(TOGETHER_KEY, dialog.together)
        self._desk.set(DUPLEX_KEY, dialog.duplex)
        count = len(self._documents)
        if dialog.together:
            proposed = str(self._folder / together_name(self._documents))
            name, _ = QFileDialog.getSaveFileName(
                self._page, "打印稿存为", proposed, "PDF 文件 (*.pdf)"
            )
            if not name:
                return
            path = with_ending(name, ".pdf")
            job = print_together_job(self._documents, path, duplex=dialog.duplex)
        else:
            name = QFileDialog.getExistingDirectory(
                self._page, "打印稿存到哪个文件夹", str(self._folder)
            )
            if not name:
                return
            job = print_each_job(self._documents, Path(name))
        self._operations.background.run_job(
            f"正在排打印稿 {count} 份",
            job,
            done=partial(self._done, count),
            failed=self._refuse,
        )

    def _done(self, count: int, path: Path) -> None:
        self.written.emit(path, count)

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(error)
