"""拖入收表: read the files in the child process, judge them, take them in one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_outcome import Finding, Outcome
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.operations import Operations

FOLDER_KEY = "collect_folder"
READING = "正在读取报送表"
PATTERNS = "报送表 (*.xlsx *.xls *.ods *.xlsm *.et *.zip *.pdf *.jpg *.png);;所有文件 (*)"


class ReturnCollecting(QObject):
    """One collection at a time, each file a transaction of its own.

    ``progressed(done, total, name)`` while files are taken in; ``finished(files, cancelled)`` with
    services' JudgedFile of all files when it is over; ``refused(sentence)``.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object, bool)
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
        self._period: Period | None = None
        self._received_on: date | None = None
        self._found: Any = None
        self._files: list[Any] = []
        self._at = 0
        self._stopped = False
        self._reading = False
        operations.background.finished.connect(self._work_finished)
        operations.background.crashed.connect(self._fell)

    @property
    def busy(self) -> bool:
        """Whether a collection is on its way."""
        return self._period is not None

    def ask_folder(self, period: Period, received_on: date | None = None) -> None:
        """Choose a folder of workbooks."""
        name = QFileDialog.getExistingDirectory(self._page, "选择收到的报送表文件夹", self._start())
        if name:
            self._settings.set(FOLDER_KEY, name)
            self.start(period, [Path(name)], received_on)

    def ask_files(self, period: Period, received_on: date | None = None) -> None:
        """Choose workbooks."""
        names, _ = QFileDialog.getOpenFileNames(
            self._page, "选择收到的报送表", self._start(), PATTERNS
        )
        if names:
            self._settings.set(FOLDER_KEY, str(Path(names[0]).parent))
            self.start(period, [Path(name) for name in names], received_on)

    def start(self, period: Period, paths: Sequence[Path], received_on: date | None = None) -> None:
        """Collect files and folders for a period; ``received_on`` None: they came today."""
        if self.busy or not paths:
            return
        self.release()
        self._period, self._received_on = period, received_on
        self._files, self._at, self._stopped = [], 0, False
        self.busy_changed.emit(True)
        collecting = self._services.collect.collecting
        self._read(collecting, self._read_files, period, tuple(paths), received_on)

    def release(self) -> None:
        """Take away what was unpacked: nobody looks at the collection any more."""
        found, self._found = self._found, None
        if found is not None:
            self._operations.read(found.clean_up)

    def stop(self) -> None:
        """Take in no further file; what was taken in stays."""
        self._stopped = True
        if self._reading:
            self._operations.background.cancel()

    def _read(self, call: Callable[..., Any], done: Callable[[Any], None], *args: Any) -> None:
        self._operations.read(call, *args, done=done, failed=self._refuse)

    def _read_files(self, job: FileJob[Any]) -> None:
        self._reading = True
        self._operations.background.run_job(READING, job, done=self._judge, failed=self._refuse)

    def _judge(self, found: Any) -> None:
        self._reading = False
        self._found = found
        self._read(self._services.collect.judge, self._take_first, self._period, found.files)

    def _take_first(self, files: Sequence[Any]) -> None:
        self._files = list(files)
        self._take_next(None)

    def _take_next(self, _changes: Changes | None) -> None:
        total = len(self._files)
        while self._at < total and self._files[self._at].state is None:
            self._at += 1
        if self._stopped or self._at >= total:
            self._finish()
            return
        file = self._files[self._at]
        self._at += 1
        self.progressed.emit(self._at, total, file.file.shown)
        self._operations.run(
            self._services.collect.take_in,
            self._period,
            file,
            self._received_on,
            done=self._take_next,
            failed=self._file_refused,
            initiator=self._page,
        )

    def _file_refused(self, error: LeqingError) -> None:
        """One file could not be kept: its line says so, and the others go on."""
        at = self._at - 1
        why = (Finding("not_kept", str(error)),)
        self._files[at] = replace(
            self._files[at], outcome=Outcome.UNREADABLE, findings=why, rows=(), state=None
        )
        self._take_next(None)

    def _finish(self) -> None:
        files, stopped = self._files, self._stopped
        done = files[: self._at] if stopped else files
        self._end()
        self.finished.emit(tuple(done), stopped)

    def _refuse(self, error: LeqingError) -> None:
        self._end()
        self.refused.emit(str(error))

    def _work_finished(self) -> None:
        """File work ended; if ours did without an answer, the clerk cancelled it."""
        if self._reading and not self._operations.background.work_title:
            self._stopped = True
            self._finish()

    def _fell(self, _error: object, _trace: str) -> None:
        if self.busy and not self._operations.background.busy:
            self._end()

    def _end(self) -> None:
        self._period, self._reading = None, False
        self.busy_changed.emit(False)

    def _start(self) -> str:
        known = str(self._settings.get(FOLDER_KEY, ""))
        return known or str(self._services.ledger.info().path.parent)
