"""A form of 设置: a name, its field, a hint beside it, and what is said under the field."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

LABEL_WIDTH = 84
FIELD_WIDTH = 400


class SettingsForm(QGridLayout):
    """Rows in the order in which they are added; fields of all forms stand under one another."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(10)
        self.setColumnStretch(2, 1)
        self._measure()
        theme().changed.connect(self._measure)

    def add(self, words: str, field: QWidget | QHBoxLayout, hint: str = "") -> None:
        """A row; the field may be a layout of several."""
        row = self.rowCount()
        label = PlainLabel(words)
        label.setProperty("k", "label")
        self.addWidget(label, row, 0)
        if isinstance(field, QHBoxLayout):
            self.addLayout(field, row, 1)
        else:
            if isinstance(field, QLineEdit):
                label.setBuddy(field)
            self.addWidget(field, row, 1)
        note = PlainLabel(hint)
        note.setProperty("k", "hint")
        note.setWordWrap(True)
        self.addWidget(note, row, 2)

    def add_under(self, said: QWidget | QHBoxLayout) -> None:
        """What is said of the field above it."""
        row = self.rowCount()
        if isinstance(said, QHBoxLayout):
            self.addLayout(said, row, 1)
        else:
            self.addWidget(said, row, 1, 1, 2)

    def _measure(self) -> None:
        self.setColumnMinimumWidth(0, theme().px(LABEL_WIDTH))
        self.setColumnMinimumWidth(1, theme().px(FIELD_WIDTH))
