"""回收站: what was deleted from the decomposition table, by whom and when, to be put back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.level import Level
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme

_HEADINGS = ("级别", "名称", "原在", "删除时间", "经办人", "连同下级")


class BinEntry(Protocol):
    """What the list shows of a deleted item; ``below`` counts the rows deleted with it."""

    @property
    def id(self) -> int:
        """The item."""

    @property
    def level(self) -> Level:
        """工程, 举措, 任务 or 里程碑."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def parent_title(self) -> str:
        """Where it stood."""

    @property
    def deleted_at(self) -> datetime:
        """When."""

    @property
    def deleted_by(self) -> str:
        """The clerk."""

    @property
    def below(self) -> int:
        """Rows deleted with it."""


class RecycleBinDialog(QDialog):
    """A list to choose from; ``restore_asked`` carries the chosen ids, the dialog stays open."""

    restore_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收站")
        self._head = PlainLabel("回收站", self)
        self._head.setProperty("k", "title")
        note = PlainLabel("删除的行一直留在这里，可随时还原到原来的位置。", self)
        note.setProperty("k", "hint")
        self.table = QTableWidget(0, len(_HEADINGS), self)
        self.table.setHorizontalHeaderLabels(_HEADINGS)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        close = QPushButton("关闭", self)
        self.restore_button = QPushButton("还原所选", self)
        self.restore_button.setProperty("k", "primary")
        self.restore_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(note)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.restore_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.resize(theme().px(820), theme().px(460))
        self.table.itemSelectionChanged.connect(self._check)
        self.restore_button.clicked.connect(self._restore)
        close.clicked.connect(self.reject)
        self._check()

    def show_rows(self, rows: Sequence[BinEntry]) -> None:
        """List what lies in the bin, newest first."""
        self._head.setText(f"回收站 · {len(rows)} 项" if rows else "回收站是空的")
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            texts = (
                row.level.label,
                row.title,
                row.parent_title or "—",
                f"{row.deleted_at:%Y-%m-%d %H:%M}",
                row.deleted_by,
                f"{row.below} 行" if row.below else "—",
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text) if len(text) > 12 else "")
                item.setData(Qt.ItemDataRole.UserRole, row.id)
                self.table.setItem(at, column, item)
        for column, width in enumerate((64, 0, 200, 130, 80, 80)):
            if width:
                self.table.setColumnWidth(column, theme().px(width))
        if rows:
            self.table.selectRow(0)
        self._check()

    @property
    def chosen(self) -> tuple[int, ...]:
        """Ids of the chosen rows."""
        ids = {
            item.row(): int(item.data(Qt.ItemDataRole.UserRole))
            for item in self.table.selectedItems()
        }
        return tuple(ids[row] for row in sorted(ids))

    def _check(self) -> None:
        count = len(self.chosen)
        self.restore_button.setEnabled(count > 0)
        self.restore_button.setText(f"还原 {count} 项" if count > 1 else "还原")

    def _restore(self) -> None:
        self.restore_asked.emit(self.chosen)
