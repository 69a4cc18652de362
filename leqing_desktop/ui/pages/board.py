"""What a board is: one of several views that a page shows by turns, and its hooks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.pages.base import Page, PageContext


class Board(QWidget):
    """Speaks through its page's banner and signals; ``counted()``: its ``summary`` is another.

    ``buttons`` are the board's own in the head of the page, shown with the board. Override the
    hooks; each does nothing here.
    """

    counted = Signal()
    buttons: Sequence[QPushButton] = ()

    def __init__(self, context: PageContext, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._operations = context.operations

    @property
    def summary(self) -> str:
        """The counts in a few words, for the page's subtitle."""
        return ""

    def activate(self) -> None:
        """The board came into view; load what is not loaded, take the keys."""

    def invalidate(self) -> None:
        """Something was written: look again, now or when the board is shown."""

    def set_period(self, period: Period | None) -> None:
        """Another period was chosen on top."""

    def set_search(self, text: str) -> None:
        """The search box on top says another text, without blanks around it."""

    def set_compact(self, compact: bool) -> None:
        """The window crossed 1500 px."""

    def set_width(self, width: int) -> None:
        """The window's client width in logical pixels at zoom 100 changed."""

    def primary(self) -> None:
        """Ctrl+Enter: the main thing to do here."""

    def toggle_panel(self) -> None:
        """F4: open or close the panel, on a board that has one."""
