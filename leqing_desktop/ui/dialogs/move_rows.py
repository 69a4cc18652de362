"""移动到: under which measure, task or programme the chosen rows shall stand."""

from __future__ import annotations

from collections.abc import Sequence

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

from leqing_desktop.domain.decomposition import Row
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class MoveRowsDialog(QDialog):
    """``parent_id`` is the chosen new parent; the list narrows while one types."""

    def __init__(
        self, count: int, parents: Sequence[Row], now: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("移动到")
        head = PlainLabel(f"把所选 {count} 行移动到", self)
        head.setProperty("k", "title")
        self._search = QLineEdit(self)
        self._search.setPlaceholderText("按序号或名称查找")
        self._search.setAccessibleName("按序号或名称查找")
        self._list = QListWidget(self)
        for row in parents:
            item = QListWidgetItem(f"{row.number}  {row.title}", self._list)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            if row.id == now:
                self._list.setCurrentItem(item)
        cancel = QPushButton("取消", self)
        self.go_button = QPushButton("移动", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        for widget in (head, self._search, self._list):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumSize(theme().px(480), theme().px(420))
        self._search.textChanged.connect(self._narrow)
        self._list.currentItemChanged.connect(self._check)
        self._list.itemDoubleClicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._check()

    @property
    def parent_id(self) -> int | None:
        """The chosen parent's id, None without a choice."""
        item = self._list.currentItem()
        return None if item is None else int(item.data(Qt.ItemDataRole.UserRole))

    def choose(self, parent_id: int) -> None:
        """Choose a parent by its id."""
        for at in range(self._list.count()):
            if self._list.item(at).data(Qt.ItemDataRole.UserRole) == parent_id:
                self._list.setCurrentRow(at)

    def _narrow(self, text: str) -> None:
        words = text.split()
        for at in range(self._list.count()):
            item = self._list.item(at)
            item.setHidden(not all(word in item.text() for word in words))
        current = self._list.currentItem()
        if current is None or current.isHidden():
            rows = range(self._list.count())
            shown = (at for at in rows if not self._list.item(at).isHidden())
            self._list.setCurrentRow(next(shown, -1))

    def _check(self) -> None:
        self.go_button.setEnabled(self._list.currentItem() is not None)
