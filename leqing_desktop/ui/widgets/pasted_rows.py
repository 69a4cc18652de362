"""Rows pasted from a table of a meeting's decisions, shown before they are entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.ui.models.tree_clipboard import parse_block
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme

PASTED = (Column.TITLE, Column.LEAD, Column.SUPPORT, Column.DUE)
"""What the columns of a pasted table mean, from the left; 序号 in front is left out."""
_HEADINGS = ("事项", "牵头单位", "配合单位", "完成期限")
MOST = 200
"""Rows taken from one paste; a meeting decides less."""
_SEEN = 5
ROW = 30


class RowsEdit(QLineEdit):
    """A line whose paste of several rows, or of a row of cells, is told as ``pasted(text)``."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+V of a table goes another way than Ctrl+V of words."""
        text = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and is_table(text):
            self.pasted.emit(text)
            return
        super().keyPressEvent(event)


class PastedRows(QWidget):
    """The rows taken, with a button that lets go of them; ``emptied()`` then."""

    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[dict[Column, str]] = []
        self.head = PlainLabel(parent=self)
        self.head.setProperty("k", "label")
        self.drop_button = QPushButton("清除粘贴", self)
        self.drop_button.setProperty("k", "link")
        self.drop_button.setAutoDefault(False)
        self.table = QTableWidget(0, len(PASTED), self)
        self.table.setAccessibleName("粘贴的事项")
        self.table.setHorizontalHeaderLabels(_HEADINGS)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in range(1, len(PASTED)):
            self.table.setColumnWidth(place, theme().px(130))
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.drop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.table)
        self.drop_button.clicked.connect(self.clear)

    def take(self, text: str) -> None:
        """Show the rows of a pasted table."""
        self.rows = pasted_rows(text)
        self._show()

    def rename(self, columns: Iterable[Column], change: Callable[[str], str]) -> None:
        """Change the texts of some columns."""
        for row in self.rows:
            row.update({column: change(row[column]) for column in columns if column in row})
        self._show()

    def clear(self) -> None:
        """Let go of the rows."""
        if self.rows:
            self.rows = []
            self._show()
            self.emptied.emit()

    def _show(self) -> None:
        self.setVisible(bool(self.rows))
        self.head.setText(f"粘贴的 {len(self.rows)} 件；空着的单位和期限用上面填的。")
        self.table.setRowCount(len(self.rows))
        for at, row in enumerate(self.rows):
            for place, column in enumerate(PASTED):
                item = QTableWidgetItem(row.get(column, ""))
                item.setToolTip(plain_tip(item.text()))
                self.table.setItem(at, place, item)
        seen = min(_SEEN, len(self.rows)) + 1
        self.table.setFixedHeight(theme().px(ROW) * seen + 2)


def is_table(text: str) -> bool:
    """Whether a clipboard's text has cells, or several lines."""
    return "\t" in text.strip("\n") or "\n" in text.strip()


def pasted_rows(text: str) -> list[dict[Column, str]]:
    """The items of a pasted table: empty rows, its heading and its 序号 left out."""
    block = [[cell.strip() for cell in row] for row in parse_block(text)[:MOST]]
    block = [row for row in block if any(row)]
    if block and any(
        cell.replace(" ", "") in ("事项", "议定事项", "工作任务") for cell in block[0]
    ):
        block = block[1:]
    if block and all(len(row) > 1 and _is_number(row[0]) for row in block):
        block = [row[1:] for row in block]
    rows = [dict(zip(PASTED, row, strict=False)) for row in block]
    return [row for row in rows if row[Column.TITLE]]


def _is_number(text: str) -> bool:
    return text.strip("（）().、．").isdecimal() or not text
