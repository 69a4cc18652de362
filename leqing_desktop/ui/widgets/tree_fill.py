"""The handle at the current cell's lower right corner: dragging it chooses what to fill down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent

from leqing_desktop.ui.models.tree_columns import FROZEN

if TYPE_CHECKING:
    from leqing_desktop.ui.widgets.tree_view import TreeView

REACH = 7
"""Pixels from the corner in which a press meets the handle."""

_LEFT = Qt.MouseButton.LeftButton


class FillHandle(QObject):
    """Watches a view's mouse; ``dragged`` when the handle is let go, the block being chosen."""

    dragged = Signal()

    def __init__(self, view: TreeView) -> None:
        super().__init__(view)
        self._view = view
        self._filling = False
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the mouse while the handle is held, else leave it to the table."""
        if not isinstance(event, QMouseEvent):
            return False
        point = event.position().toPoint()
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == _LEFT:
            self._filling = self._meets(point)
            return self._filling
        if kind == QEvent.Type.MouseMove and self._filling:
            self._choose(point)
            return True
        if kind == QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.NoButton:
            cross = self._meets(point)
            shape = Qt.CursorShape.CrossCursor if cross else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)
        if kind == QEvent.Type.MouseButtonRelease and self._filling:
            self._filling = False
            self.dragged.emit()
            return True
        return False

    def _choose(self, point: QPoint) -> None:
        index, row = self._view.currentIndex(), self._view.rowAt(point.y())
        last = row if row >= 0 else self._view.tree.rowCount() - 1
        self._view.chosen.choose_block(index.row(), max(index.row(), last), [index.column()])

    def _meets(self, point: QPoint) -> bool:
        index = self._view.currentIndex()
        if not index.isValid() or index.column() < FROZEN or self._view.typing:
            return False
        corner = self._view.visualRect(index).bottomRight()
        across, down = corner.x() - point.x(), corner.y() - point.y()
        return -2 <= across <= REACH and -2 <= down <= REACH
