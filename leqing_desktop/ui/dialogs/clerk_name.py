"""Asks once a desk who works here: 经办人 stands in the journal beside every change."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.dialogs.about import NOT_SECRET
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

MAX_LENGTH = 20


class ClerkNameDialog(QDialog):
    """``name`` is the answer, at most 20 characters; without one the program cannot write."""

    def __init__(self, parent: QWidget | None = None, name: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("填写经办人")
        head = PlainLabel("填写经办人", self)
        head.setProperty("k", "title")
        text = PlainLabel(
            "您的每一步修改都会连同姓名记入历史，便于日后查对。以后可在“设置”里更改。", self
        )
        text.setWordWrap(True)
        label = PlainLabel("经办人姓名", self)
        label.setProperty("k", "label")
        self._name = QLineEdit(name, self)
        self._name.setMaxLength(MAX_LENGTH)
        label.setBuddy(self._name)
        note = PlainLabel(f"{NOT_SECRET}。", self)
        note.setProperty("k", "hint")
        self._later = QPushButton("取消", self)
        self._go = QPushButton("开始使用", self)
        self._go.setProperty("k", "primary")
        self._go.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(note)
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        for widget in (head, text, label, self._name):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(420))
        self._typed()
        self._name.textChanged.connect(self._typed)
        self._later.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)

    @property
    def name(self) -> str:
        """The name typed, without blanks at the ends."""
        return self._name.text().strip()

    def _typed(self) -> None:
        self._go.setEnabled(bool(self.name))
