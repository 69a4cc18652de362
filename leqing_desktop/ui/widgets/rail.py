"""The left rail: one entry a page, painted from tokens; narrow windows get labels under icons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.theme import theme

WIDTH, COMPACT_WIDTH = 152, 76
HEIGHT, COMPACT_HEIGHT = 38, 54
ICON = 18


class RailButton(QAbstractButton):
    """One entry: icon, word, and a badge with the number of things waiting."""

    def __init__(self, page_id: str, title: str, icon_name: str, tip: str, parent: QWidget):
        super().__init__(parent)
        self.setObjectName(page_id)
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip(tip)
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon_name = icon_name
        self._badge = 0
        self._compact = False

    def set_badge(self, count: int) -> None:
        """Show how many things wait; 0 shows nothing."""
        self._badge = count
        self.setAccessibleDescription(f"{count} 件待办" if count else "")
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Label under the icon, or beside it."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The entry's size at the present zoom."""
        if self._compact:
            return QSize(theme().px(COMPACT_WIDTH), theme().px(COMPACT_HEIGHT))
        return QSize(theme().px(WIDTH), theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the entry in its state: active, hovered, focused or at rest."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active, rect = self.isChecked(), self.rect()
        if active or self.underMouse():
            painter.fillRect(rect, look.colour("rail_active"))
        if active:
            painter.fillRect(QRect(0, 0, look.px(3), rect.height()), look.colour("toast_action"))
        token = "rail_on" if active else "rail_text"
        side = look.px(ICON)
        left = (rect.width() - side) // 2 if self._compact else look.px(17)
        top = look.px(9) if self._compact else (rect.height() - side) // 2
        paint_icon(painter, self._icon_name, token, QRectF(left, top, side, side))
        painter.setPen(look.colour(token))
        painter.setFont(look.font(13 if self._compact else 14, bold=active))
        if self._compact:
            words = QRect(0, top + side + look.px(2), rect.width(), look.px(20))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        else:
            words = rect.adjusted(left + side + look.px(10), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._badge:
            self._paint_badge(painter)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("toast_action"), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -2))
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        look = theme()
        text = str(self._badge) if self._badge < 100 else "99+"
        painter.setFont(look.font(12, bold=True))
        width = max(look.px(18), painter.fontMetrics().horizontalAdvance(text) + look.px(10))
        height = look.px(18)
        if self._compact:
            badge = QRect(self.width() // 2 + look.px(8), look.px(4), width, height)
        else:
            right = self.width() - look.px(12)
            badge = QRect(right - width, (self.height() - height) // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("badge"))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(look.colour("on_badge"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """The entries in order, the last one at the foot; ``chosen(page id)`` when one is pressed."""

    chosen = Signal(str)

    def __init__(
        self, entries: Sequence[tuple[str, str, str, str]], parent: QWidget | None = None
    ) -> None:
        """``entries`` are (page id, title, icon name, tooltip)."""
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, RailButton] = {}
        self._compact = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        for number, (page_id, title, icon_name, tip) in enumerate(entries):
            button = RailButton(page_id, title, icon_name, tip, self)
            self._group.addButton(button)
            self._buttons[page_id] = button
            if number == len(entries) - 1:
                column.addStretch(1)
            column.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)
        self._measure()
        theme().changed.connect(self._measure)

    def show_current(self, page_id: str) -> None:
        """Mark the page in view."""
        self._buttons[page_id].setChecked(True)

    def set_badge(self, page_id: str, count: int) -> None:
        """Show how many things wait on a page."""
        self._buttons[page_id].set_badge(count)

    def set_compact(self, compact: bool) -> None:
        """Narrow the rail, or widen it again."""
        self._compact = compact
        for button in self._buttons.values():
            button.set_compact(compact)
        self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme().px(COMPACT_WIDTH if self._compact else WIDTH))
        for button in self._buttons.values():
            button.setFixedHeight(button.sizeHint().height())

    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(button.objectName())
