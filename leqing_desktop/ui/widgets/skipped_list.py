"""The rows of a task table that are not imported, each with its reason; one is gone to by Enter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

WIDTH, MOST_SHOWN = 420, 8


class SkippedList(QFrame):
    """A popup; ``row_wanted(row)`` from 0."""

    row_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("k", "card")
        self.title = PlainLabel(parent=self)
        self.title.setProperty("k", "card")
        self.list = QListWidget(self)
        self.list.setAccessibleName("跳过的行")
        # Without a ground of their own only the chosen item would be indented.
        self.list.setStyleSheet("QListView::item { border: none; }")
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 4)
        column.setSpacing(6)
        self.title.setContentsMargins(10, 0, 10, 0)
        column.addWidget(self.title)
        column.addWidget(self.list)

    def open(self, reasons: Mapping[int, str], at: QPoint) -> None:
        """Show the rows under a place of the screen."""
        self.title.setText(f"跳过 {len(reasons)} 行，不导入")
        self.list.clear()
        for row, reason in sorted(reasons.items()):
            words = reason.replace("\n", "")
            item = QListWidgetItem(f"第 {row + 1} 行　{words}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, row)
        self.list.setCurrentRow(0)
        shown = min(len(reasons), MOST_SHOWN)
        self.list.setFixedHeight(shown * max(1, self.list.sizeHintForRow(0)) + 4)
        self.setFixedWidth(theme().px(WIDTH))
        self.adjustSize()
        self.move(at)
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, item: QListWidgetItem) -> None:
        # Where the desktop activates by a single click, the click comes as well.
        if self.isVisible():
            row = int(item.data(Qt.ItemDataRole.UserRole))
            self.close()
            self.row_wanted.emit(row)
