"""Files from the 督办 page beside signing: one notice's PDF again, the register as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_files import file_name, save_pdf_job
from leqing_desktop.ui.operations import Operations


class NoticeFiles(QObject):
    """Asks where to, then writes in the child process: ``written(Path)`` or ``refused(error)``."""

    written = Signal(object)
    refused = Signal(object)

    def __init__(self, operations: Operations, services: Any, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._page = page
        self._folder = Path()

    def save_pdf(self, notice_id: int, folder: Path) -> None:
        """另存 PDF of a signed notice; ``folder`` is where the dialog starts."""
        self._folder = folder
        self._operations.read(
            self._services.supervision.document,
            notice_id,
            done=self._ask_pdf_path,
            failed=self._refuse,
        )

    def export_register(self, folder: Path) -> None:
        """The register as an .xlsx."""
        name, _ = QFileDialog.getSaveFileName(
            self._page, "导出督办台账", str(folder / "督办台账.xlsx"), "Excel 表 (*.xlsx)"
        )
        if name:
            path = Path(name)
            path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            self._operations.read(
                self._services.exports.notices, path, done=self._write, failed=self._refuse
            )

    def _ask_pdf_path(self, document: Any) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page, "另存督办单", str(self._folder / file_name(document)), "PDF 文件 (*.pdf)"
        )
        if name:
            path = Path(name)
            path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._write(save_pdf_job(document, path))

    def _write(self, job: FileJob[Path]) -> None:
        self._operations.background.run_job(
            "正在写文件", job, done=self._file_written, failed=self._refuse
        )

    def _file_written(self, path: Path) -> None:
        self.written.emit(path)

    def _refuse(self, error: object) -> None:
        self.refused.emit(error)


def open_folder(folder: Path) -> None:
    """Show a folder in the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
