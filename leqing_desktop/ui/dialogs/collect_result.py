"""收表结果: what became of every file, and the way on from each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.domain.return_outcome import Outcome
from leqing_desktop.domain.return_review import BoardRow
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.collect_table import ALL, WAY_AT, CollectModel, sentence, summary
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.segmented import Segmented


class CollectResultDialog(QDialog):
    """``way_wanted(file)``: the clerk asks for what is proposed for a file."""

    way_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, files: Sequence[Any]) -> None:
        super().__init__(parent)
        self._files = tuple(files)
        self.setWindowTitle("收表结果")
        head = PlainLabel(summary(files), self)
        head.setProperty("k", "title")
        self.board = PlainLabel(parent=self)
        self.board.setProperty("k", "label")
        self.model = CollectModel(self)
        self.model.show_files(files)
        choices = [(ALL, "全部"), *((each.value, each.label) for each in Outcome)]
        self.filters = Segmented(choices, self)
        for key, words in choices:
            count = self.model.count(key)
            self.filters.set_text(key, f"{words} {count}")
            self.filters.set_shown(key, key == ALL or bool(count))
        self.table = NoticeTable(self.model, "收表结果", self)
        self.detail = PlainLabel(parent=self)
        self.detail.setProperty("k", "label")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(theme().px(40))
        self.copy_button = QPushButton(icon("copy"), "复制清单", self)
        self._lay_out(head)
        self.copy_button.clicked.connect(self._copy)
        self.filters.chosen.connect(self._filter)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._activated)
        self.table.row_shown.connect(self._tell)
        self.table.setFocus()
        if self.model.rows:
            self.table.show_row(0)

    def _lay_out(self, head: QWidget) -> None:
        close = QPushButton("关闭", self)
        close.setProperty("k", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, self.board, self.filters):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addLayout(buttons)
        self.resize(theme().px(1000), theme().px(560))

    def tell_board(self, units: Sequence[BoardRow]) -> None:
        """How far the collection is, as the board says it now."""
        came = sum(each.has_reported for each in units)
        self.board.setText(f"应报 {len(units)} 家，已收到 {came} 家。")

    def replace_file(self, old: Any, new: Any) -> None:
        """Tell something else about a file."""
        self._files = tuple(new if each is old else each for each in self._files)
        self.model.replace_file(old, new)

    def _filter(self, key: str) -> None:
        self.model.set_filter(key)
        self.detail.clear()

    def _tell(self, row: int) -> None:
        file = self.model.rows[row]
        lines = [each.message for each in file.all_findings]
        self.detail.setText("\n".join(lines[:4]) or sentence(file))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == WAY_AT:
            self.way_wanted.emit(self.model.rows[index.row()])

    def _activated(self, index: QModelIndex) -> None:
        if index.column() != WAY_AT:
            self.way_wanted.emit(self.model.rows[index.row()])

    def _copy(self) -> None:
        lines = [
            "\t".join((each.file.shown, each.unit, each.outcome.label, sentence(each)))
            for each in self._files
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
