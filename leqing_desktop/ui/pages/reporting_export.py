"""The quarter's tables as workbooks: 进展汇总表, 未报送名单, 疑问清单, written in the child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.chosen_files import with_ending
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.decomposition_export import FOLDER_SETTING
from leqing_desktop.ui.places import used_last


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the quarter: the verb of services.exports that reads it, and its name."""

    verb: str
    name: str


TABLES = (
    Table("progress", "季度进展汇总表"),
    Table("unreported", "未报送名单"),
    Table("questions", "疑问清单"),
)


class PeriodExport(QObject):
    """Asks where to, then writes: ``written(Path)`` or ``refused(sentence)``."""

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

    def ask(self, table: Table, period: Period) -> None:
        """Let the clerk choose the file, then write it."""
        folder = used_last(self._settings, FOLDER_SETTING)
        name = f"{period.label}{table.name.removeprefix('季度')}.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(
            self._page, f"导出{table.name}", str(folder / name), "Excel 工作簿 (*.xlsx)"
        )
        if not chosen:
            return
        path = with_ending(chosen, ".xlsx")
        self._settings.set(FOLDER_SETTING, str(path.parent))
        read: Callable[[Period, Path], FileJob[Path]] = getattr(self._services.exports, table.verb)
        self._operations.read(read, period, path, done=self._write, failed=self._refuse)

    def _write(self, job: FileJob[Path]) -> None:
        self._operations.background.run_job(
            "正在写文件", job, done=self.written.emit, failed=self._refuse
        )

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(str(error))
