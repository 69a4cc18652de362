"""导出分解表: asks for a file, reads the table, and has the child process write the workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.places import used_last

FOLDER_SETTING = "export.folder"


class TreeExport(QObject):
    """One export at a time goes through the gate for file work; the status bar shows it."""

    def __init__(
        self, operations: Operations, services: Any, settings: Any, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._services = services
        self._settings = settings
        self._window = parent

    def ask(self) -> None:
        """Let the clerk choose the file."""
        folder = used_last(self._settings, FOLDER_SETTING)
        path, _kind = QFileDialog.getSaveFileName(
            self._window, "导出分解表", str(folder / "重点任务分解表.xlsx"), "Excel 工作簿 (*.xlsx)"
        )
        if path:
            target = Path(path)
            self._settings.set(FOLDER_SETTING, str(target.parent))
            self.write(target if target.suffix else target.with_suffix(".xlsx"))

    def write(self, path: Path) -> None:
        """Write the workbook to a file."""
        self._operations.read(
            self._services.exports.decomposition, path, done=partial(self._hand_over, path)
        )

    def _hand_over(self, path: Path, job: Any) -> None:
        self._operations.background.run_file(
            "正在导出分解表", job.function, *job.arguments, done=partial(self._written, path)
        )

    def _written(self, path: Path, _outcome: object) -> None:
        self._operations.told.emit(f"已导出到 {path}", False)
