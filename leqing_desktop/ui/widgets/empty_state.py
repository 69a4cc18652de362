"""What stands where nothing is: what is missing, the next step, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class EmptyState(QWidget):
    """Centred icon, bold line, hint and, where there is a next step, its button."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = "inbox"
        self._icon = PlainLabel(parent=self)
        self._title = PlainLabel(parent=self)
        self._title.setProperty("k", "card")
        self._hint = PlainLabel(parent=self)
        self._hint.setProperty("k", "label")
        self._hint.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self._icon, self._title, self._hint, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        theme().changed.connect(self._tint)

    def say(
        self, icon_name: str, title: str, hint: str, step: str = "", primary: bool = True
    ) -> None:
        """Name what is missing; ``step`` is the button's text (none without)."""
        self._icon_name = icon_name
        self._title.setText(title)
        self._hint.setText(hint)
        width = min(theme().px(360), theme().px(14) * len(hint))
        self._hint.setMinimumWidth(width)
        # Centred in its layout a wrapped label is given the height of a single line.
        self._hint.setMinimumHeight(self._hint.heightForWidth(width))
        self.button.setText(step)
        self.button.setProperty("k", "primary" if primary else "")
        self.button.style().polish(self.button)
        self.button.setVisible(bool(step))
        self._tint()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Where nothing else has the keys, the next step is an Enter away."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._take_keys)

    def _take_keys(self) -> None:
        focus = self.window().focusWidget()
        if self.button.isVisible() and (focus is None or not focus.isVisible()):
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tint(self) -> None:
        side = theme().px(24)
        self._icon.setPixmap(icon(self._icon_name, "text2").pixmap(side, side))

    def _clicked(self) -> None:
        self.wanted.emit()
