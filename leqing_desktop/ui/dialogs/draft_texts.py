"""Two short texts that the review asks for: the tasks that one becomes, and the plan's title."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class _TextDialog(QDialog):
    def __init__(self, parent: QWidget | None, title: str, hint: str, field: QWidget, go: str):
        super().__init__(parent)
        self.setWindowTitle(title)
        head = PlainLabel(title, self)
        head.setProperty("k", "title")
        text = PlainLabel(hint, self)
        text.setProperty("k", "label")
        text.setWordWrap(True)
        cancel = QPushButton("取消", self)
        self.go_button = QPushButton(go, self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, text, field):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(520))
        cancel.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        field.setFocus()


class SplitTaskDialog(_TextDialog):
    """拆成几项任务: one line a task; ``titles`` is the answer."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        self.field = QPlainTextEdit(words)
        self.field.setAccessibleName("每行一项任务")
        hint = "一行一项，各项都沿用原来的单位、科室和期限。写好按 Ctrl+Enter。"
        super().__init__(parent, "拆成几项任务", hint, self.field, "拆开")
        self.field.setMinimumHeight(theme().px(140))
        self.field.setTabChangesFocus(True)
        agree = QShortcut(QKeySequence("Ctrl+Return"), self)
        agree.activated.connect(self.accept)

    @property
    def titles(self) -> list[str]:
        """The lines typed, blank ones left out."""
        return [line.strip() for line in self.field.toPlainText().splitlines() if line.strip()]


class PlanTitleDialog(_TextDialog):
    """写题名: ``title`` is the answer."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        self.field = QLineEdit(title)
        self.field.setAccessibleName("规划题名")
        hint = "题名写在台账和各种报表的抬头上。"
        super().__init__(parent, "填写规划题名", hint, self.field, "用这个题名")
        self.field.selectAll()

    @property
    def title(self) -> str:
        """The title typed."""
        return self.field.text()
