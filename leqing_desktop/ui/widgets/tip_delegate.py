"""The base of the tables' delegates: a cell's tooltip, shown as the text it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from leqing_desktop.ui.plain_text import show_tip

Index = QModelIndex | QPersistentModelIndex


class TipDelegate(QStyledItemDelegate):
    """``tip`` says what the pointer is told over a cell: here the model's own words."""

    def tip(self, index: Index, area: QRect) -> str:  # noqa: ARG002
        """The plain text to show over a cell that takes ``area``, empty for none."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def helpEvent(  # noqa: N802
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the cell's tip, or take an older one away."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        area: QRect = option.rect  # type: ignore[attr-defined]
        show_tip(event.globalPos(), self.tip(index, area), view)
        return True
