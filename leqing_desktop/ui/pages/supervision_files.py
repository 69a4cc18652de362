"""Files from the 督办 page beside signing: a notice again, its forms, the register as a workbook."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_files import (
    WORD,
    file_name,
    save_notice_job,
    save_reply_book_job,
    save_reply_form_job,
)
from leqing_desktop.ui.chosen_files import with_ending
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.widgets.notice_preview import REPLY_BOOK, REPLY_FORM


class NoticeFiles(QObject):
    """Asks where to, then writes in the child process: ``written(Path)`` or ``refused(error)``."""

    written = Signal(object)
    refused = Signal(object)

    def __init__(self, operations: Operations, services: Any, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._page = page

    def save(self, row: Any, what: str, folder: Path, suffix: str) -> None:
        """A signed notice (NoticeRow), its 整改反馈单 or its 整改反馈表, by the panel's key."""
        if what == REPLY_BOOK:
            self.save_reply_book(row.number, row.unit, folder)
        elif what == REPLY_FORM:
            self.save_reply_form(row.id, folder, suffix)
        else:
            self.save_notice(row.id, folder, suffix)

    def save_notice(self, notice_id: int, folder: Path, suffix: str) -> None:
        """A signed notice as .pdf or .docx; ``folder`` is where the dialog starts."""
        done = partial(self._ask_notice_path, folder, suffix)
        self._operations.read(
            self._services.supervision.document, notice_id, done=done, failed=self._refuse
        )

    def save_reply_form(self, notice_id: int, folder: Path, suffix: str) -> None:
        """The 整改反馈单 of a signed notice as .pdf or .docx."""
        done = partial(self._ask_form_path, folder, suffix)
        self._operations.read(
            self._services.supervision.reply_form, notice_id, done=done, failed=self._refuse
        )

    def save_reply_book(self, number: str, unit: str, folder: Path) -> None:
        """The 整改反馈表 of a signed notice, to be filled in and sent back."""
        name = safe_file_name(f"{number} {unit} 反馈表", ".xlsx")
        done = partial(self._ask_book_path, folder / name)
        self._operations.read(
            self._services.supervision.reply_books, [number], done=done, failed=self._refuse
        )

    def export_register(self, folder: Path) -> None:
        """The register as an .xlsx."""
        name, _ = QFileDialog.getSaveFileName(
            self._page, "导出督办台账", str(folder / "督办台账.xlsx"), "Excel 表 (*.xlsx)"
        )
        if name:
            path = with_ending(name, ".xlsx")
            self._operations.read(
                self._services.exports.notices, path, done=self._write, failed=self._refuse
            )

    def _ask_notice_path(self, folder: Path, suffix: str, document: Any) -> None:
        name = file_name(document).removesuffix(".pdf") + suffix
        path = self._ask_path("另存督办单", folder / name, suffix)
        if path is not None:
            self._write(save_notice_job(document, path))

    def _ask_form_path(self, folder: Path, suffix: str, answer: tuple[Any, date]) -> None:
        form, day = answer
        name = safe_file_name(f"整改反馈单 {form.number} {form.unit}", suffix)
        path = self._ask_path("另存整改反馈单", folder / name, suffix)
        if path is not None:
            self._write(save_reply_form_job(form, day, path))

    def _ask_book_path(self, proposed: Path, books: tuple[Any, ...]) -> None:
        path = self._ask_path("另存整改反馈表", proposed, ".xlsx")
        if path is not None:
            self._write(save_reply_book_job(books[0], path))

    def _ask_path(self, title: str, proposed: Path, suffix: str) -> Path | None:
        kind = {WORD: "Word 文档", ".xlsx": "Excel 表"}.get(suffix, "PDF 文件")
        name, _ = QFileDialog.getSaveFileName(
            self._page, title, str(proposed), f"{kind} (*{suffix})"
        )
        return with_ending(name, suffix) if name else None

    def _write(self, job: FileJob[Path]) -> None:
        self._operations.background.run_job(
            "正在写文件", job, done=self._file_written, failed=self._refuse
        )

    def _file_written(self, path: Path) -> None:
        self.written.emit(path)

    def _refuse(self, error: object) -> None:
        self.refused.emit(error)
