"""A sentence on a tint with an icon and at most one remedy, for what is true now inside a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle

_ICONS = {
    "info": ("info", "accent"),
    "ok": ("circle-check", "green_text"),
    "warn": ("triangle-alert", "yellow_text"),
    "error": ("circle-alert", "red_text"),
}
HEIGHT = 32


class ToneLine(QFrame):
    """``remedy`` is emitted when the words of the remedy are pressed."""

    remedy = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = PlainLabel(parent=self)
        self._text = PlainLabel(parent=self)
        self._text.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setProperty("k", "link")
        self.button.setAutoDefault(False)
        self.button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 6, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self.remedy)
        theme().changed.connect(self._measure)
        self._measure()

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def say(self, tone: str, sentence: str, remedy: str = "") -> None:
        """Show a sentence; ``tone``: info ok warn error."""
        restyle(self, "tone", tone)
        side = theme().px(16)
        self._icon.setPixmap(icon(*_ICONS[tone]).pixmap(side, side))
        self._text.setText(sentence)
        self.button.setText(remedy)
        self.button.setVisible(bool(remedy))

    def _measure(self) -> None:
        self.setMinimumHeight(theme().px(HEIGHT))
