"""下发报送表: ask for a folder, write the workbooks in the child process, note who has got one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.places import beside

FOLDER_KEY = "return_folder"


class ReturnIssuing(QObject):
    """One issue at a time. ``issued(folder, count)``, ``refused(sentence)``."""

    issued = Signal(object, int)
    refused = Signal(str)
    busy_changed = Signal(bool)

    def __init__(
        self, operations: Operations, services: Any, settings: DeskSettings, page: QWidget
    ) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._settings = settings
        self._page = page
        self._title = ""
        self._writing = False
        self._folder = Path()
        operations.background.finished.connect(self._work_finished)
        operations.background.crashed.connect(self._fell)

    @property
    def busy(self) -> bool:
        """Whether workbooks are being written."""
        return bool(self._title)

    def ask(self, period: Period) -> None:
        """Ask where to, then issue."""
        ledger = self._services.ledger.info().path
        start = str(self._settings.get(FOLDER_KEY, "")) or str(beside(ledger))
        title = f"{period.label}报送表存到哪个文件夹"
        name = QFileDialog.getExistingDirectory(self._page, title, start)
        if name:
            self.start(period, Path(name))

    def start(self, period: Period, folder: Path) -> None:
        """Write a workbook for every unit into a folder, then note it in the ledger."""
        if self._title:
            return
        self._title, self._folder = f"正在生成{period.label}报送表", folder
        self._settings.set(FOLDER_KEY, str(folder))
        self.busy_changed.emit(True)
        self._operations.read(
            self._services.return_issue.issuing,
            period,
            folder,
            done=partial(self._write, period),
            failed=self._refuse,
        )

    def _write(self, period: Period, job: FileJob[Any]) -> None:
        self._writing = True
        self._operations.background.run_job(
            self._title, job, done=partial(self._written, period), failed=self._refuse
        )

    def _written(self, period: Period, files: Any) -> None:
        self._writing = False
        self._operations.run(
            self._services.return_issue.record,
            period,
            files,
            done=partial(self._recorded, len(files)),
            failed=self._refuse,
        )

    def _recorded(self, count: int, _changes: Changes) -> None:
        self._end()
        self.issued.emit(self._folder, count)

    def _refuse(self, error: LeqingError) -> None:
        self._end()
        self.refused.emit(str(error))

    def _work_finished(self) -> None:
        """The clerk cancelled the file work: no answer will come."""
        if self._writing and self._operations.background.work_title != self._title:
            self._end()

    def _fell(self, _error: object, _trace: str) -> None:
        if self._title and not self._operations.background.busy:
            self._end()

    def _end(self) -> None:
        self._title, self._writing = "", False
        self.busy_changed.emit(False)
