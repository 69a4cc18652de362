"""锁定本季, 解锁: what a lock would leave out is said before, the reason asked after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.dialogs.unlock_period import UnlockPeriodDialog
from leqing_desktop.ui.messages import confirm
from leqing_desktop.ui.pages.base import Page


class PeriodLocking(QObject):
    """Locks and opens the quarter in view; ``button`` stands in the page's head."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._service = page.context.services.periods
        self._period: Period | None = None
        self._locked = False
        self.button = page.add_button("锁定本季…", "lock", "plain")
        self.button.clicked.connect(self._pressed)

    def show_period(self, period: Period | None, locked: bool) -> None:
        """Know the quarter in view and whether it is locked."""
        self._period, self._locked = period, locked
        self.button.setText("解锁…" if locked else "锁定本季…")
        self.button.setEnabled(period is not None and not self._page.context.why_read_only)

    def unlock(self) -> None:
        """Ask for the reason, then open the quarter again."""
        period = self._period
        if period is None:
            return
        dialog = UnlockPeriodDialog(self._page, period)
        if dialog.exec():
            self._page.operations.run(self._service.unlock, period, dialog.reason)
        dialog.deleteLater()

    def _pressed(self) -> None:
        if self._locked:
            self.unlock()
        elif self._period is not None:
            ask = partial(self._ask, self._period)
            self._page.operations.read(self._service.lock_warnings, self._period, done=ask)

    def _ask(self, period: Period, warnings: Sequence[str]) -> None:
        words = (
            f"{''.join(warnings)}锁定后本季的排名、通报和报表都以此刻的结果为准，"
            "不能再收表、审核和填报；要改须解锁并写明理由。"
        )
        go = "仍要锁定" if warnings else "锁定"
        if confirm(self._page, f"锁定{period.label}", words, go, "先不锁定"):
            self._page.operations.run(self._service.lock, period)
