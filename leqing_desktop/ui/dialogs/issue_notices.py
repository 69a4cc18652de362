"""签发: which numbers will be spent, what cannot be taken back, and where the files go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.models.supervision_view import range_words
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_sign import NoticeSign

ROWS_SEEN = 6
ROW = 36


class IssueNoticesDialog(QDialog):
    """Asks before numbers are spent; ``folder`` is the answer. Esc and Enter sign nothing.

    ``hint`` is a sentence on the deadlines, such as holidays that are not known yet.
    """

    def __init__(
        self,
        parent: QWidget | None,
        prepared: Sequence[Any],
        issued_on: date,
        folder: Path,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        count = len(prepared)
        numbers = range_words([each.document.number for each in prepared])
        self.setWindowTitle(f"签发 {count} 件督办单")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        tasks = sum(len(each.proposals) for each in prepared)
        merged = f"{tasks} 项任务合成 {count} 份；" if tasks > count else ""
        self.consequence = PlainLabel(f"{merged}将占用文号 {numbers}，签发后不能撤销。", self)
        self.consequence.setWordWrap(True)
        self.calendar_hint = PlainLabel(hint, self)
        self.calendar_hint.setWordWrap(True)
        self.calendar_hint.setVisible(bool(hint))
        note = PlainLabel("日后可以作废，作废的文号仍留在督办台账里，不再使用。", self)
        note.setProperty("k", "hint")
        note.setWordWrap(True)
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setAccessibleName("存放文件夹")
        self._browse = QPushButton("选择…", self)
        self.stay_button = QPushButton("先不签发", self)
        self.stay_button.setDefault(True)
        self.go_button = QPushButton(f"签发 {count} 件", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setAutoDefault(False)
        self.go_button.setToolTip("Ctrl+Enter")
        self._lay_out(head, note, self._list(prepared), issued_on)
        self.setMinimumWidth(theme().px(680))
        self.stay_button.setFocus()
        self._browse.clicked.connect(self._choose)
        self.folder_edit.textChanged.connect(self._typed)
        self.go_button.clicked.connect(self.accept)
        self.stay_button.clicked.connect(self.reject)

    @property
    def folder(self) -> Path:
        """Where the PDFs go."""
        return Path(self.folder_edit.text().strip())

    def _list(self, prepared: Sequence[Any]) -> QScrollArea:
        inner = QWidget(self)
        inner.setProperty("k", "plain")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, each in enumerate(prepared):
            sign = NoticeSign(inner)
            sign.show_colour(each.colour)
            number = PlainLabel(each.document.number, inner)
            title = PlainLabel(each.subject, inner)
            if len(each.proposals) > 1:
                title.setToolTip(plain_tip("\n".join(task.title for task in each.proposals)))
            title.setWordWrap(True)
            unit = PlainLabel(f"{each.unit} · {each.deadline:%m-%d} 前反馈", inner)
            unit.setProperty("k", "label")
            for column, widget in enumerate((sign, number, title, unit)):
                grid.addWidget(widget, at, column)
        grid.setRowStretch(len(prepared), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(theme().px(ROW) * min(ROWS_SEEN, len(prepared)))
        return area

    def _lay_out(self, head: QLabel, note: QLabel, listed: QWidget, issued_on: date) -> None:
        place = QHBoxLayout()
        place.addWidget(self.folder_edit, 1)
        place.addWidget(self._browse)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("签发日期", PlainLabel(issued_on.isoformat(), self))
        form.addRow("文件存到", place)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, self.consequence, note, self.calendar_hint, listed):
            column.addWidget(widget)
        column.addLayout(form)
        column.addLayout(buttons)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择存放督办单的文件夹", str(self.folder))
        if name:
            self.folder_edit.setText(name)

    def _typed(self, text: str) -> None:
        self.go_button.setEnabled(bool(text.strip()))
