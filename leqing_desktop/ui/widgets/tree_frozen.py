"""The overlay that keeps the first columns of the decomposition table in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.tree_columns import FROZEN, TREE_COLUMNS
from leqing_desktop.ui.widgets.tree_delegate import TreeDelegate
from leqing_desktop.ui.widgets.tree_header import TreeHeader

if TYPE_CHECKING:
    from leqing_desktop.ui.widgets.tree_view import TreeView

_PER_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel


def dress(view: QTableView, delegate: TreeDelegate) -> None:
    """What the table and its overlay have in common."""
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setVerticalScrollMode(_PER_PIXEL)
    view.setHorizontalScrollMode(_PER_PIXEL)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
    )
    view.setCornerButtonEnabled(False)
    rows = view.verticalHeader()
    rows.hide()
    rows.setMinimumSectionSize(16)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class FrozenColumns(QTableView):
    """Shows the first columns of a ``TreeView`` over it; the keys stay with the table."""

    def __init__(self, table: TreeView, delegate: TreeDelegate) -> None:
        super().__init__(table)
        self._table = table
        self.head = TreeHeader(range(FROZEN), self)
        self.setHorizontalHeader(self.head)
        dress(self, delegate)
        self.setModel(table.tree)
        self.setSelectionModel(table.selectionModel())
        self.setFocusProxy(table)
        self.setFrameShape(QTableView.Shape.NoFrame)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(never)
        self.setHorizontalScrollBarPolicy(never)
        for at in range(FROZEN, len(TREE_COLUMNS)):
            self.setColumnHidden(at, True)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.head.sectionResized.connect(self._resized)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a folding mark folds; any other click chooses."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and self._table.click_folds(index, point, self):
            return
        super().mousePressEvent(event)
        if self.state() != QAbstractItemView.State.EditingState:
            self._table.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A double click on the mark folds twice instead of editing the name."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and self._table.click_folds(index, point, self):
            return
        super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel scrolls the table, sideways too."""
        self._table.wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The menu is the table's."""
        self._table.customContextMenuRequested.emit(
            self._table.viewport().mapFromGlobal(event.globalPos())
        )

    def selectionCommand(  # noqa: N802
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A click on the number chooses the whole row."""
        command = super().selectionCommand(index, event)
        if isinstance(event, QMouseEvent) and index.isValid() and index.column() == 0:
            command |= QItemSelectionModel.SelectionFlag.Rows
        return command

    def _resized(self, column: int, _old: int, new: int) -> None:
        if column < FROZEN and self._table.columnWidth(column) != new:
            self._table.setColumnWidth(column, new)
