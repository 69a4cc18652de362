"""指认: which task or indicator a row of a return is about, where nobody could tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.return_review import ReviewRow
from leqing_desktop.ui.models.review_text import words
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

_SUBJECT = Qt.ItemDataRole.UserRole


class AssignRowDialog(QDialog):
    """``subject_id`` is what was chosen of the offers (services' Subject)."""

    def __init__(self, parent: QWidget | None, row: ReviewRow, offers: Sequence[Any]) -> None:
        super().__init__(parent)
        self.struck = False
        self._unknown = row.subject_id is None
        what = "指标" if row.indicator else "任务"
        self.setWindowTitle(f"指认第 {row.row} 行")
        head = PlainLabel(f"第 {row.row} 行是哪项{what}？", self)
        head.setProperty("k", "title")
        doubts = "\n".join(each.message for each in row.findings if each.kind == "match")
        said = "　".join(part for part in (row.title, words(row) or _figure(row)) if part)
        text = PlainLabel(
            "\n".join(part for part in (doubts, f"表上写的是：{said[:160]}") if part), self
        )
        text.setProperty("k", "label")
        text.setWordWrap(True)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(f"输入几个字找{what}")
        self.search.setAccessibleName(f"找{what}")
        self.list = QListWidget(self)
        self.list.setAccessibleName(f"这家单位的{what}")
        for offer in sorted(offers, key=lambda each: each.taken):
            item = QListWidgetItem(offer.words + ("（已有一行）" if offer.taken else ""), self.list)
            item.setData(_SUBJECT, offer.id)
            if offer.id == row.subject_id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        self._lay_out(head, text)
        self.search.textChanged.connect(self._filter)
        self.list.currentRowChanged.connect(self._picked)
        self.list.itemDoubleClicked.connect(self.accept)
        self._picked()
        self.list.setFocus()

    def _lay_out(self, head: QWidget, text: QWidget) -> None:
        cancel = QPushButton("取消", self)
        cancel.clicked.connect(self.reject)
        self.strike_button = QPushButton("不收这一行", self)
        self.strike_button.setToolTip("单位自己加的行，不算报送；原件里仍有")
        self.strike_button.setAutoDefault(False)
        self.strike_button.setVisible(self._unknown)
        self.strike_button.clicked.connect(self._strike)
        self.go_button = QPushButton("就是这项", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self.go_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.strike_button)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, text, self.search):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(theme().px(560), theme().px(440))

    @property
    def subject_id(self) -> int:
        """The id of what was chosen."""
        return int(self.list.currentItem().data(_SUBJECT))

    def _strike(self) -> None:
        self.struck = True
        self.accept()

    def choose(self, subject_id: int) -> None:
        """Put the cursor on an offer."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_SUBJECT) == subject_id:
                self.list.setCurrentRow(at)

    def _filter(self, text: str) -> None:
        first = -1
        for at in range(self.list.count()):
            item = self.list.item(at)
            shown = text.casefold() in item.text().casefold()
            item.setHidden(not shown)
            if shown and first < 0:
                first = at
        self.list.setCurrentRow(first)

    def _picked(self) -> None:
        self.go_button.setEnabled(self.list.currentRow() >= 0)


def _figure(row: ReviewRow) -> str:
    return row.fields.get("value" if row.indicator else "progress", "")
