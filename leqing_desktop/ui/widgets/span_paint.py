"""How spans of a text look: each kind its tint and its underline, the chosen one framed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from leqing_desktop.ui.models.source_spans import Mark
from leqing_desktop.ui.theme import theme

_TINTS = {
    Mark.PROGRAMME: "soft",
    Mark.MEASURE: "soft",
    Mark.INDICATOR: "green_tint",
    Mark.UNIT: "outside",
    Mark.TASK: "uncommitted",
    Mark.DOUBT: "red_tint",
}
_LINES = {
    Mark.PROGRAMME: "accent",
    Mark.MEASURE: "accent",
    Mark.INDICATOR: "green",
    Mark.UNIT: "outside_frame",
    Mark.TASK: "yellow_edge",
    Mark.DOUBT: "red",
}


def paint_span(painter: QPainter, box: QRectF, base: float, mark: Mark, taken: bool = True) -> None:
    """Tint and underline of one piece of a line; what is not imported has a grey dotted line only."""
    look = theme()
    if taken:
        painter.fillRect(box, look.colour(_TINTS[mark]))
    token = _LINES[mark] if taken else "line2"
    y = base + look.px(4)
    pen = QPen(look.colour(token), 1 if mark is Mark.TASK else 1.3)
    left, right = QPointF(box.left(), y), QPointF(box.right(), y)
    if not taken or mark is Mark.TASK:
        pen.setStyle(Qt.PenStyle.DotLine)
    elif mark is Mark.UNIT:
        pen.setStyle(Qt.PenStyle.DashLine)
    elif mark is Mark.DOUBT:
        _wave(painter, pen, left, right)
        return
    elif mark is Mark.MEASURE:
        pen.setWidthF(2)
    painter.setPen(pen)
    painter.drawLine(left, right)
    if taken and mark is Mark.PROGRAMME:
        painter.drawLine(left - QPointF(0, 2.5), right - QPointF(0, 2.5))


def paint_chosen(painter: QPainter, box: QRectF, base: float) -> None:
    """The span of the chosen row: the colour of chosen rows, with a frame."""
    look = theme()
    painter.fillRect(box, look.colour("selected"))
    painter.setPen(QPen(look.colour("accent"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0, 0, 0, 0))
    y = base + look.px(4)
    painter.setPen(QPen(look.colour("accent"), 2))
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def _wave(painter: QPainter, pen: QPen, left: QPointF, right: QPointF) -> None:
    path = QPainterPath(left)
    x, up = left.x(), True
    while x < right.x():
        x = min(x + 3, right.x())
        path.lineTo(x, left.y() - (2 if up else 0))
        up = not up
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
