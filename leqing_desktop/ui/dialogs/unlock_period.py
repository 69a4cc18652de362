"""解锁: why a locked quarter is opened again; the reason stays in the journal."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

REASON_LIMIT = 200


class UnlockPeriodDialog(QDialog):
    """``reason`` is what the clerk wrote."""

    def __init__(self, parent: QWidget | None, period: Period) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"解锁{period.label}")
        head = PlainLabel(f"解锁{period.label}", self)
        head.setProperty("k", "title")
        text = PlainLabel(
            "解锁后可以再收表、审核和填报；锁定时的结果仍留底备查，解锁理由写入操作记录。", self
        )
        text.setProperty("k", "label")
        text.setWordWrap(True)
        self.edit = QLineEdit(self)
        self.edit.setMaxLength(REASON_LIMIT)
        self.edit.setAccessibleName("解锁理由")
        self.stay_button = QPushButton("取消", self)
        self.go_button = QPushButton("解锁", self)
        self.go_button.setProperty("k", "danger")
        self.go_button.setAutoDefault(False)
        self.stay_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, text, PlainLabel("解锁理由（必填）", self), self.edit):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))
        self.edit.textChanged.connect(self._typed)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._typed()
        self.edit.setFocus()

    @property
    def reason(self) -> str:
        """Why the quarter is opened again."""
        return self.edit.text().strip()

    def _typed(self) -> None:
        self.go_button.setEnabled(bool(self.reason))
