"""督办一件, from whichever page it is asked for: the dialog, then a row among the proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from leqing_desktop.ui.dialogs.hand_notice import HandNoticeDialog


class HandNotices(QObject):
    """``asked(task id)`` once the notice stands among the proposals; ``refused(error)``."""

    asked = Signal(int)
    refused = Signal(object)

    def __init__(self, operations: Operations, services: Any, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._page = page
        self.dialog: HandNoticeDialog | None = None

    def open(self, period: Period, task_id: int | None = None) -> None:
        """Ask which task, how strong and why; ``task_id`` is chosen beforehand."""
        if self.dialog is None:
            done = partial(self._ask, period, task_id)
            self._operations.read(self._read, period, done=done, failed=self._refuse)

    def take_back(self, period: Period, task_ids: Sequence[int]) -> None:
        """Ask for these no more."""
        self._operations.run(
            self._services.hand_notices.take_back,
            period,
            task_ids,
            failed=self._refuse,
            initiator=self._page,
            toast="已撤掉手工拟发",
        )

    def _read(self, period: Period) -> tuple[date | None, Any]:
        day = self._services.supervision.usual_day(period)
        return day, self._services.hand_notices.candidates(period, day)

    def _ask(self, period: Period, task_id: int | None, answer: tuple[date | None, Any]) -> None:
        from leqing_desktop.ui.dialogs.hand_notice import HandNoticeDialog

        day, candidates = answer
        dialog = HandNoticeDialog(self._page, candidates, task_id)
        dialog.finished.connect(partial(self._answered, dialog, period, day))
        self.dialog = dialog
        dialog.open()

    def _answered(
        self, dialog: HandNoticeDialog, period: Period, day: date | None, result: int
    ) -> None:
        self.dialog = None
        dialog.deleteLater()
        task = dialog.task
        if result != QDialog.DialogCode.Accepted or task is None:
            return
        self._operations.run(
            self._services.hand_notices.put,
            period,
            task.task_id,
            dialog.colour,
            dialog.reason,
            day,
            done=partial(self._put, task.task_id),
            failed=self._refuse,
            initiator=self._page,
            toast=f"已列入督办建议：{dialog.colour.label}单“{task.title[:20]}”",
        )

    def _put(self, task_id: int, _changes: Changes) -> None:
        self.asked.emit(task_id)

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(error)
