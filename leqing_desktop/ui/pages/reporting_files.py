"""Files of the unit in view on 季度报送: the original as it came, the 退回稿, the 印证材料."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import ReturnVersion, UnitReview
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.chosen_files import open_folder, with_ending
from leqing_desktop.ui.dialogs.return_evidence import ReturnEvidenceDialog
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.decomposition_export import FOLDER_SETTING
from leqing_desktop.ui.places import used_last
from leqing_desktop.ui.widgets.return_files import FilesButton


class ReturnFiles(QObject):
    """What the menu of the right card's head does. ``refused(sentence)``."""

    refused = Signal(str)

    def __init__(self, page: Page, button: FilesButton) -> None:
        super().__init__(page)
        self._page = page
        self._services = page.context.services
        self.button = button
        self.why_locked = ""
        self._period: Period | None = None
        self._unit: tuple[int, str] | None = None
        self._shown: ReturnVersion | None = None
        button.original_wanted.connect(self.save_original)
        button.copy_wanted.connect(self.save_copy)
        button.evidence_wanted.connect(self.show_evidence)

    def show_review(self, period: Period, review: UnitReview, evidence: int) -> None:
        """Know the unit in view, its return, and how many files are attached."""
        self._period, self._shown = period, review.shown
        self._unit = (review.unit_id, review.unit)
        self.button.show_files(review.shown is not None, evidence)

    def save_original(self) -> None:
        """Save the workbook in view exactly as it came."""
        if self._shown is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._page, "另存收到的原件", str(self._folder() / self._shown.name)
        )
        if name:
            self._remember(Path(name))
            self._page.operations.read(
                self._services.review.save_original,
                self._shown.id,
                Path(name),
                done=self._saved,
                failed=self._failed,
            )

    def save_copy(self) -> None:
        """Save the 退回稿: the unit's own file with its faults marked."""
        if self._shown is None:
            return
        stem = Path(self._shown.name).stem
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            "退回稿存到哪里",
            str(self._folder() / f"{stem}_退回稿.xlsx"),
            "Excel 表 (*.xlsx)",
        )
        if name:
            path = with_ending(name, ".xlsx")
            self._remember(path)
            self._page.operations.read(
                self._services.review.sent_back_copy,
                self._shown.id,
                path,
                done=self._write_copy,
                failed=self._failed,
            )

    def show_evidence(self) -> None:
        """The files attached to the return of the unit in view."""
        if self._period is None or self._unit is None:
            return
        page = self._page
        dialog = ReturnEvidenceDialog(
            page,
            page.operations,
            self._services,
            page.context.settings,
            self._period,
            self._unit,
            self.why_locked,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_copy(self, job: Any) -> None:
        self._page.operations.background.run_job(
            "正在写退回稿", job, done=self._saved, failed=self._failed
        )

    def _saved(self, path: Path) -> None:
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self._page.banner.say("ok", f"已存好 {path.name}。", offer)

    def _failed(self, error: LeqingError) -> None:
        self.refused.emit(str(error))

    def _folder(self) -> Path:
        return used_last(self._page.context.settings, FOLDER_SETTING)

    def _remember(self, path: Path) -> None:
        self._page.context.settings.set(FOLDER_SETTING, str(path.parent))
