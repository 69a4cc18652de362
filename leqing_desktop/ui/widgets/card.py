"""A card: a white frame with a 36 px head (title, hint, buttons at the right) and a body."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class Card(QFrame):
    """Put content into ``body``; further buttons into ``head`` (they stand at the right)."""

    def __init__(
        self, title: str = "", hint: str = "", parent: QWidget | None = None, padded: bool = True
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self._padded = padded
        self.title_label = PlainLabel(title, self)
        self.title_label.setProperty("k", "card")
        self.hint_label = PlainLabel(hint, self)
        self.hint_label.setProperty("k", "hint")
        self.head_row = QWidget(self)
        self.head = QHBoxLayout(self.head_row)
        self.head.setSpacing(8)
        self.head.addWidget(self.title_label)
        self.head.addWidget(self.hint_label)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head_row)
        column.addLayout(self.body, 1)
        self.head_row.setVisible(bool(title))
        self._measure()
        theme().changed.connect(self._measure)

    def _measure(self) -> None:
        side = theme().px(12)
        self.head.setContentsMargins(side, 0, side, 0)
        self.head_row.setMinimumHeight(theme().px(36))
        inner = side if self._padded else 0
        self.body.setContentsMargins(inner, 0 if self.title_label.text() else inner, inner, inner)
        self.body.setSpacing(theme().px(8) if self._padded else 0)
