"""锁定本季, 解锁: what a lock would leave out is said before, the reason asked after."""

from __future__ import annotations

from PySide6.QtCore import QObject

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.period_care import PeriodCare


class PeriodLocking(QObject):
    """Locks and opens the quarter in view; ``button`` stands in the page's head."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._care = PeriodCare(page, page.operations, page.context.services)
        self._period: Period | None = None
        self._locked = False
        self.button = page.add_button("锁定本季…", "lock", "plain")
        self.button.clicked.connect(self._pressed)

    def show_period(self, period: Period | None, locked: bool) -> None:
        """Know the quarter in view and whether it is locked."""
        self._period, self._locked = period, locked
        self.button.setText("解锁…" if locked else "锁定本季…")
        self.button.setEnabled(period is not None and not self._page.context.why_read_only)

    def why(self, verb: str) -> str:
        """Why something cannot be done in the quarter in view, "" where it is open."""
        if self._period is None or not self._locked:
            return ""
        return f"{self._period.label}已锁定，{verb}请先解锁并写明理由。"

    def tell(self) -> None:
        """Say on the page that it can only be read, and offer to open the quarter."""
        self._page.banner.say("locked", self.why("本页只能查看；要修改"), ("解锁…", self.unlock))

    def unlock(self) -> None:
        """Ask for the reason, then open the quarter again."""
        if self._period is not None:
            self._care.unlock(self._period)

    def _pressed(self) -> None:
        if self._locked:
            self.unlock()
        elif self._period is not None:
            self._care.lock(self._period)
