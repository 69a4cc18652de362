"""Plain cells whose words stand exactly under their heads."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tip_delegate import Index, TipDelegate

# Fusion keeps three of the head's eight pixels itself.
PAD = 5


class PaddedDelegate(TipDelegate):
    """Words drawn with the head's padding; the whole cell is tinted when its row is chosen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        inner = QStyleOptionViewItem(option)
        if inner.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(inner.rect, theme().colour("selected"))  # type: ignore[attr-defined]
        pad = theme().px(PAD)
        inner.rect = inner.rect.adjusted(pad, 0, -pad, 0)  # type: ignore[attr-defined]
        super().paint(painter, inner, index)
