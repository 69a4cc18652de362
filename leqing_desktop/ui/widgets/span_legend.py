"""The legend above the source: each kind of span in its tint and underline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.ui.models.source_spans import LEGEND
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.span_paint import paint_span

GAP, PAD, HEIGHT = 6, 7, 22


class SpanLegend(QWidget):
    """Painted by the same hand as the spans."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "、".join(LEGEND))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the six words."""
        metrics = QFontMetrics(theme().font(12))
        words = sum(metrics.horizontalAdvance(mark) + 2 * theme().px(PAD) for mark in LEGEND)
        return QSize(words + theme().px(GAP) * (len(LEGEND) - 1), theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the words from left to right."""
        look, painter = theme(), QPainter(self)
        painter.setFont(look.font(12))
        metrics = QFontMetrics(look.font(12))
        left = 0
        for mark in LEGEND:
            wide = metrics.horizontalAdvance(mark) + 2 * look.px(PAD)
            box = QRectF(left, 0, wide, self.height())
            paint_span(painter, box, self.height() - look.px(5), mark)
            painter.setPen(look.colour("text"))
            painter.drawText(box.adjusted(0, 0, 0, -look.px(2)), Qt.AlignmentFlag.AlignCenter, mark)
            left += wide + look.px(GAP)
        painter.end()
