"""催报通知 as files: one letter to each unit that still owes its report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.reminder_letters import letters_job
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.decomposition_export import FOLDER_SETTING
from leqing_desktop.ui.places import used_last


class ReminderLetters(QObject):
    """``written(paths)`` or ``refused(sentence)``."""

    written = Signal(object)
    refused = Signal(str)

    def __init__(
        self, operations: Operations, services: Any, settings: DeskSettings, page: QWidget
    ) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._settings = settings
        self._page = page

    def ask(self, period: Period) -> None:
        """Let the clerk choose the folder, then word and write."""
        start = str(used_last(self._settings, FOLDER_SETTING))
        name = QFileDialog.getExistingDirectory(self._page, "催报通知存到哪个文件夹", start)
        if not name:
            return
        self._settings.set(FOLDER_SETTING, name)
        self._operations.read(
            self._services.reminder_letters.letters,
            period,
            done=partial(self._write, Path(name)),
            failed=self._refuse,
        )

    def _write(self, folder: Path, letters: Sequence[Any]) -> None:
        self._operations.background.run_job(
            "正在写催报通知", letters_job(letters, folder), done=self._told, failed=self._refuse
        )

    def _told(self, paths: Sequence[Path]) -> None:
        self.written.emit(paths)

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(str(error))
