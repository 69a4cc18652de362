"""The 通报's way out of the page: preview, files, 签发 step by step, 作废."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.circular import Prose
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.circular_files import draw_job, file_names, write_job
from leqing_desktop.services.notice_files import preview_pages_job, save_notice_job
from leqing_desktop.ui.chosen_files import with_ending
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.circular_dialogs import IssueDialog, PreviewDialog, VoidDialog
from leqing_desktop.ui.places import beside

FOLDER_KEY, FOLDER_NAME = "circular_folder", "通报"


class CircularIssuing(QObject):
    """``written(sentence, path)`` of a file saved; ``issued(sentence, path)``; ``refused(error)``.

    Whatever refuses before ``sign`` spends no number.
    """

    written = Signal(str, object)
    issued = Signal(str, object)
    voided = Signal()
    refused = Signal(object)

    def __init__(self, operations: Operations, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._service: Any = context.services.circular
        self._context = context
        self._page = page

    def preview(self, view: Any, prose: Prose, with_basis: bool) -> None:
        """Show the pages as they would be printed, or as they were."""
        read = partial(_pages, self._service, view, prose, with_basis)
        self._operations.read(read, done=self._show_pages, failed=self._refuse)

    def save_file(self, view: Any, prose: Prose, with_basis: bool) -> None:
        """Ask where to and write a PDF or a .docx, by the name's ending."""
        read = partial(_document, self._service, view, prose, with_basis)
        self._operations.read(read, done=self._ask_path, failed=self._refuse)

    def start(self, view: Any, prose: Prose, with_basis: bool) -> None:
        """Word and number the circular, then ask."""
        read = partial(_prepare, self._service, view.period, prose, with_basis)
        self._operations.read(read, done=self._ask, failed=self._refuse)

    def void(self, view: Any) -> None:
        """Ask for the reason, then 作废."""
        # A circular may carry a day that is still to come.
        day = max(self._service.today(), view.issued_on)
        dialog = VoidDialog(self._page, view.number, day)
        dialog.accepted.connect(partial(self._void, view.circular_id, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_pages(self, pages: Any) -> None:
        dialog = PreviewDialog(self._page, pages)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_path(self, document: Any) -> None:
        kinds = "Word 文档 (*.docx);;PDF 文件 (*.pdf)"
        folder = self._folder()
        there = folder if folder.is_dir() else folder.parent
        start = str(there / file_names(document)[1])
        name, kind = QFileDialog.getSaveFileName(self._page, "通报存为", start, kinds)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in (".docx", ".pdf"):
            path = with_ending(name, ".pdf" if "pdf" in kind else ".docx")
        self._context.settings.set(FOLDER_KEY, str(path.parent))
        self._operations.background.run_job(
            "正在写通报",
            save_notice_job(document, path),
            done=self._tell_written,
            failed=self._refuse,
        )

    def _tell_written(self, path: Path) -> None:
        self.written.emit(f"已存为 {path.name}。", path)

    def _ask(self, answer: tuple[Any, Any]) -> None:
        prepared, check = answer
        dialog = IssueDialog(self._page, prepared, check, self._folder())
        dialog.accepted.connect(partial(self._agreed, prepared, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _agreed(self, prepared: Any, dialog: IssueDialog) -> None:
        draw = partial(self._draw, dialog.folder)
        if dialog.issued_on == prepared.issued_on:
            draw(prepared)
            return
        # Another day may be another year, and then another number.
        again = partial(
            self._service.prepare, prepared.period, prepared.prose, dialog.issued_on,
            prepared.with_basis,
        )  # fmt: skip
        self._operations.read(again, done=draw, failed=self._refuse)

    def _folder(self) -> Path:
        """Where the files go: the folder used last on this desk, else beside the ledger."""
        known = str(self._context.settings.get(FOLDER_KEY, ""))
        ledger = self._context.services.ledger.info().path
        return Path(known) if known else beside(ledger) / FOLDER_NAME

    def _draw(self, folder: Path, prepared: Any) -> None:
        self._operations.background.run_job(
            "正在排印通报",
            draw_job(prepared.document, folder),
            done=partial(self._sign, folder, prepared),
            failed=self._refuse,
        )

    def _sign(self, folder: Path, prepared: Any, drawn: tuple[bytes, bytes]) -> None:
        self._operations.run(
            self._service.sign,
            prepared,
            done=partial(self._write, folder, prepared, drawn),
            failed=self._refuse,
            initiator=self._page,
        )

    def _write(
        self, folder: Path, prepared: Any, drawn: tuple[bytes, bytes], _changes: Changes
    ) -> None:
        self._context.settings.set(FOLDER_KEY, str(folder))
        self._operations.background.run_job(
            "正在写通报",
            write_job(folder, prepared.document, drawn),
            done=partial(self._tell_issued, prepared),
            failed=self._refuse,
        )

    def _tell_issued(self, prepared: Any, paths: tuple[Path, ...]) -> None:
        sentence = f"已签发 {prepared.document.number}，PDF 和 Word 已写好。"
        self.issued.emit(sentence, paths[0])

    def _void(self, circular_id: int, dialog: VoidDialog) -> None:
        self._operations.run(
            self._service.void,
            circular_id,
            dialog.reason,
            dialog.voided_on,
            done=self._tell_voided,
            failed=self._refuse,
            initiator=self._page,
        )

    def _tell_voided(self, _changes: Changes) -> None:
        self.voided.emit()

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(error)


def _prepare(service: Any, period: Period, prose: Prose, with_basis: bool) -> tuple[Any, Any]:
    """The circular as it would be signed today, and what the check says of it."""
    prepared = service.prepare(period, prose, service.today(), with_basis)
    return prepared, service.check(period, prose)


def _document(service: Any, view: Any, prose: Prose, with_basis: bool) -> Any:
    if view.number:
        return service.document(view.circular_id)
    return service.preview(view.period, prose, with_basis)


def _pages(service: Any, view: Any, prose: Prose, with_basis: bool) -> Any:
    return preview_pages_job([_document(service, view, prose, with_basis)]).run()
