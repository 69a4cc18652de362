"""挂起, 取消, 办结: since when and why, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.standing import Standing
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit

_NAMED = 3
_CONSEQUENCE = {
    Standing.SUSPENDED: "从这一天起不亮灯、不督办，也不要求报送；以后可以恢复。",
    Standing.CANCELLED: "从这一天起不再亮灯、督办和要求报送，任务仍留在分解表里；以后可以恢复。",
    Standing.DONE: "从这一天起亮绿灯，下一季起不用再报送；晚于完成期限的记为超时办结。",
}


class StandingDialog(QDialog):
    """A decision about tasks named ``tasks``; ``since`` and ``reason`` are the answer."""

    def __init__(
        self, parent: QWidget | None, standing: Standing, tasks: Sequence[str], today: date
    ) -> None:
        super().__init__(parent)
        self.standing = standing
        count = f" {len(tasks)} 项任务" if len(tasks) > 1 else "任务"
        self.setWindowTitle(f"{standing.verb}{count}")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        more = [f"等 {len(tasks)} 项"] if len(tasks) > _NAMED else []
        text = PlainLabel("\n".join([*tasks[:_NAMED], *more, _CONSEQUENCE[standing]]), self)
        text.setWordWrap(True)
        self.date_edit = date_edit(today, self)
        self.date_edit.setAccessibleName(f"{standing.verb}日期")
        self.reason_edit = QPlainTextEdit(self)
        self.reason_edit.setTabChangesFocus(True)
        self.reason_edit.setFixedHeight(theme().px(72))
        self.reason_edit.setAccessibleName(f"{standing.verb}理由")
        self.stay_button = QPushButton("不改", self)
        self.go_button = QPushButton(standing.verb, self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self._lay_out(head, text)
        self._typed()
        self.reason_edit.textChanged.connect(self._typed)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self.reason_edit.setFocus()

    @property
    def since(self) -> date:
        """The day from which it holds."""
        return chosen_day(self.date_edit)

    @property
    def reason(self) -> str:
        """What was written."""
        return self.reason_edit.toPlainText().strip()

    def _typed(self) -> None:
        self.go_button.setEnabled(bool(self.reason) or not self.standing.needs_reason)

    def _lay_out(self, head: QLabel, text: QLabel) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(f"{self.standing.verb}日期", self.date_edit)
        needed = "（必填）" if self.standing.needs_reason else ""
        form.addRow(f"{self.standing.verb}理由{needed}", self.reason_edit)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        for widget in (head, text):
            column.addWidget(widget)
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))
