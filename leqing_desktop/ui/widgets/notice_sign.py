"""The sign of a notice's colour as a small widget."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.light_paint import NOTICE_SIZE, paint_notice


class NoticeSign(QWidget):
    """A notice's sign as a small widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour: NoticeColour | None = None
        self._measure()
        theme().changed.connect(self._measure)

    def show_colour(self, colour: NoticeColour | None) -> None:
        """Show another colour, or none."""
        self._colour = colour
        self.setAccessibleName(f"{colour.label}单" if colour is not None else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint it as the tables do."""
        if self._colour is None:
            return
        painter = QPainter(self)
        paint_notice(painter, self.rect().toRectF(), self._colour, theme())
        painter.end()

    def _measure(self) -> None:
        self.setFixedSize(theme().px(NOTICE_SIZE + 10), theme().px(NOTICE_SIZE + 4))
