"""收反馈: what every 整改反馈表 says, before and after it is registered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.notice_reply import ReplyOutcome
from leqing_desktop.ui.models.reply_table import ReplyModel, detail_of
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import NoticeTable

NOTE = "登记后状态变为“已反馈，待销号”，表格作为材料附上；反馈里写的进度不改季度报送的数据。"


class ReplyResultDialog(QDialog):
    """``entry_wanted(files)``: the clerk wants these registered. Nothing is written before."""

    entry_wanted = Signal(list)

    def __init__(self, parent: QWidget | None, files: Sequence[Any], why_not: str = "") -> None:
        super().__init__(parent)
        self._why_not = why_not
        self.setWindowTitle("收反馈")
        self.head = PlainLabel(parent=self)
        self.head.setProperty("k", "title")
        self.note = PlainLabel(why_not or NOTE, self)
        self.note.setProperty("k", "label")
        self.note.setWordWrap(True)
        self.model = ReplyModel(self)
        self.model.show_files(files)
        self.table = NoticeTable(self.model, "收反馈结果", self)
        self.detail = QPlainTextEdit(self)
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName("反馈内容")
        self.detail.setFixedHeight(theme().px(148))
        self.one_button = QPushButton("仍登记这一份", self)
        self.one_button.setToolTip("核对过疑问以后，登记选中的这一份")
        self.one_button.setAutoDefault(False)
        self.close_button = QPushButton("关闭", self)
        self.close_button.setAutoDefault(False)
        self.go_button = QPushButton(self)
        self.go_button.setProperty("k", "primary")
        self.one_button.clicked.connect(self._enter_one)
        self.close_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self._go)
        self.table.row_shown.connect(self._row_shown)
        self._lay_out()
        self._refresh()
        self.table.setFocus()
        if self.model.rows:
            self.table.show_row(0)

    def tell_entered(self, file: Any) -> None:
        """A file was registered."""
        self._keep_row(lambda: self.model.enter(file))

    def tell_refused(self, old: Any, new: Any) -> None:
        """A file was refused after all; ``new`` says why."""
        self._keep_row(lambda: self.model.replace(old, new))

    def _keep_row(self, change: Any) -> None:
        row = self.table.currentIndex().row()
        change()
        if row >= 0:
            self.table.show_row(row)
        self._refresh()

    def _row_shown(self, _row: int) -> None:
        self._refresh()

    def _refresh(self) -> None:
        ready = self.model.waiting(ReplyOutcome.READY)
        self.head.setText(self.model.summary())
        self.go_button.setText(f"登记 {len(ready)} 份" if ready else "完成")
        self.close_button.setVisible(bool(ready))
        self.go_button.setEnabled(not (ready and self._why_not))
        self.go_button.setDefault(True)
        file = self._chosen()
        doubtful = file is not None and file in self.model.waiting(ReplyOutcome.ASK)
        self.one_button.setEnabled(doubtful and not self._why_not)
        asks = any(each.outcome is ReplyOutcome.ASK for each in self.model.rows)
        self.one_button.setVisible(asks)
        self.detail.setPlainText(detail_of(file) if file is not None else "")

    def _chosen(self) -> Any:
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _enter_one(self) -> None:
        file = self._chosen()
        if file is not None:
            self.one_button.setEnabled(False)
            self.entry_wanted.emit([file])

    def _go(self) -> None:
        ready = self.model.waiting(ReplyOutcome.READY)
        if ready:
            self.go_button.setEnabled(False)
            self.entry_wanted.emit(ready)
        else:
            self.accept()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.one_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addLayout(buttons)
        self.resize(theme().px(980), theme().px(560))
