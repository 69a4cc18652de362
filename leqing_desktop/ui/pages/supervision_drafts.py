"""送签 on the 督办 page: the drafts written for the leader's hand, then noted as on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.notice_drafts import drafts_job
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.operations import Operations


class NoticeDrafting(QObject):
    """``written(paths)`` once the drafts lie in the folder and are noted; ``refused(error)``."""

    written = Signal(object)
    refused = Signal(object)

    def __init__(
        self, operations: Operations, services: Any, desk: DeskSettings, page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._operations = operations
        self._supervision = services.supervision
        self._drafts = services.notice_drafts
        self._page = page

    def submit(self, period: Period, chosen: Sequence[Any], on: date, start: Path) -> None:
        """Ask where to, word the proposals without number, write them, note that they are away."""
        name = QFileDialog.getExistingDirectory(self._page, "送签稿存到哪个文件夹", str(start))
        if not name:
            return
        done = partial(self._write, period, tuple(chosen), on, Path(name))
        self._operations.read(
            self._supervision.prepare, period, tuple(chosen), on, done=done, failed=self._refuse
        )

    def withdraw(self, period: Period, chosen: Sequence[Any]) -> None:
        """Take the chosen ones back from the leader's desk."""
        away = [row.task_id for row in chosen if row.drafted_on is not None]
        self._operations.run(
            self._drafts.withdraw,
            period,
            away,
            failed=self._refuse,
            initiator=self._page,
            toast=f"已撤回送签 {len(away)} 件",
        )

    def _write(
        self, period: Period, chosen: Sequence[Any], on: date, folder: Path, prepared: Sequence[Any]
    ) -> None:
        self._operations.background.run_job(
            "正在写送签稿",
            drafts_job(prepared, folder, self._desk.clerk, on),
            done=partial(self._note, period, chosen, on),
            failed=self._refuse,
        )

    def _note(self, period: Period, chosen: Sequence[Any], on: date, paths: Sequence[Path]) -> None:
        self._operations.run(
            self._drafts.submit,
            period,
            chosen,
            on,
            done=partial(self._tell, paths),
            failed=self._refuse,
            initiator=self._page,
        )

    def _tell(self, paths: Sequence[Path], _changes: Changes) -> None:
        self.written.emit(paths)

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(error)
