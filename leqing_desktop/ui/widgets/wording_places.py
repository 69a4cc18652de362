"""The places of a template as chips; Enter or a double click puts one into the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from leqing_desktop.ui.plain_text import plain_tip
from leqing_desktop.ui.theme import theme

_HINT = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
LINES = 3
"""Rows of chips in view; more are scrolled to."""


class WordingPlaces(QListWidget):
    """``itemActivated`` tells which place is wanted. ``places`` have a ``name`` and a ``hint``."""

    def __init__(self, places: Iterable[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("可用的位置")
        self.setObjectName("recent")
        self.setItemDelegate(_ChipDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(theme().px(2))
        self.setFixedHeight(theme().px(LINES * 28 + 6))
        for place in places:
            item = QListWidgetItem(place.name, self)
            item.setData(_HINT, place.hint)
            item.setToolTip(plain_tip(place.hint))
        self.setCurrentRow(0)

    @property
    def hint(self) -> str:
        """What is said of the chip that has the keys."""
        item = self.currentItem()
        return "" if item is None else f"{{{item.text()}}} {item.data(_HINT)}"


class _ChipDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802
        """As wide as its word."""
        look = theme()
        width = QFontMetrics(look.font()).horizontalAdvance(index.data())
        return QSize(width + look.px(16), look.px(24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """A tint, framed where it has the keys."""
        look, area = theme(), option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = QPen(look.colour("accent"), 1) if chosen else QPen(Qt.PenStyle.NoPen)
        painter.setPen(framed)
        painter.setBrush(look.colour("selected" if over or chosen else "soft"))
        painter.drawRoundedRect(area.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, index.data())
        painter.restore()
