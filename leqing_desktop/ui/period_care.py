"""A new quarter, other dates for one, its lock and its opening: asked for anywhere in the window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.messages import confirm
from leqing_desktop.ui.operations import Operations


class PeriodCare(QObject):
    """Asks and has it done by ``service`` (services.periods); ``made`` names a new quarter."""

    made = Signal(object)

    def __init__(self, window: QWidget, operations: Operations, services: Any) -> None:
        super().__init__(window)
        self._window = window
        self._operations = operations
        self._services = services

    def add(self, proposed: Period) -> None:
        """Ask for a new quarter and its dates."""
        self._ask_dates(proposed, None)

    def change_dates(self, info: Any) -> None:
        """Ask for other dates of a quarter of the ledger (period, issue_on, due_on)."""
        self._ask_dates(info.period, info)

    def lock(self, period: Period) -> None:
        """Say what a lock would leave out, and lock when the clerk agrees."""
        ask = partial(self._confirm_lock, period)
        self._operations.read(self._services.periods.lock_warnings, period, done=ask)

    def unlock(self, period: Period) -> None:
        """Ask for the reason, then open the quarter again."""
        from leqing_desktop.ui.dialogs.unlock_period import UnlockPeriodDialog

        dialog = UnlockPeriodDialog(self._window, period)
        if dialog.exec():
            self._operations.run(self._services.periods.unlock, period, dialog.reason)
        dialog.deleteLater()

    def _confirm_lock(self, period: Period, warnings: Sequence[str]) -> None:
        words = (
            f"{''.join(warnings)}锁定后本季的排名、通报和报表都以此刻的结果为准，"
            "不能再收表、审核和填报；要改须解锁并写明理由。"
        )
        go = "仍要锁定" if warnings else "锁定"
        if confirm(self._window, f"锁定{period.label}", words, go, "先不锁定"):
            self._operations.run(self._services.periods.lock, period)

    def _ask_dates(self, proposed: Period, known: Any) -> None:
        from leqing_desktop.ui.dialogs.period import PeriodDialog

        dialog = PeriodDialog(
            self._window, proposed, self._operations, self._services.periods, known
        )
        if dialog.exec():
            self._operations.run(
                self._services.periods.set_period,
                dialog.period,
                dialog.issue_on,
                dialog.due_on,
                done=None if known is not None else partial(self._tell, dialog.period),
                toast="" if known is not None else f"已新建{dialog.period.label}",
            )
        dialog.deleteLater()

    def _tell(self, period: Period, _changes: Changes) -> None:
        self.made.emit(period)
