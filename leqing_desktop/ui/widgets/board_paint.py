"""Painting of the board's small signs: the last quarters, the health of a return, a state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.domain.return_review import Punctuality
from leqing_desktop.ui.models.reporting_board import PUNCTUALITY
from leqing_desktop.ui.theme import theme

MARK = 8
STEP = 16
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def paint_punctuality(painter: QPainter, box: QRectF, how: Punctuality) -> None:
    """One quarter: a dot on time, a ring late, a cross where nothing came, a dash for nothing owed."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if how is Punctuality.ON_TIME:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(box)
    elif how is Punctuality.LATE:
        painter.setPen(QPen(look.colour("orange_notice"), 1.6))
        painter.drawEllipse(box.adjusted(0.8, 0.8, -0.8, -0.8))
    elif how is Punctuality.MISSING:
        painter.setPen(QPen(look.colour("red"), 1.8))
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        painter.setPen(QPen(look.colour("line2"), 1.5))
        middle = box.center().y()
        painter.drawLine(QPointF(box.left() + 1, middle), QPointF(box.right() - 1, middle))
    painter.restore()


def paint_quarters(painter: QPainter, area: QRect, quarters: Sequence[Punctuality]) -> None:
    """The last quarters side by side, the newest last."""
    look = theme()
    side, step = look.px(MARK), look.px(STEP)
    top = area.top() + (area.height() - side) / 2
    for at, how in enumerate(quarters):
        paint_punctuality(painter, QRectF(area.left() + at * step, top, side, side), how)


def paint_health(painter: QPainter, area: QRect, serious: int, reminders: int) -> None:
    """✕2 !3, each in its tone; 通过 where there is neither."""
    look = theme()
    parts = [(f"✕ {serious}", "red_text", True)] if serious else []
    if reminders:
        parts.append((f"! {reminders}", "yellow_text", True))
    if not parts:
        parts.append(("通过", "green_text", False))
    left = area.left()
    for text, tone, bold in parts:
        font = look.font(13, bold=bold)
        painter.setFont(font)
        painter.setPen(look.colour(tone))
        painter.drawText(QRect(left, area.top(), area.right() - left, area.height()), _LEFT, text)
        left += QFontMetrics(font).horizontalAdvance(text) + look.px(8)


class QuarterLegend(QWidget):
    """What the signs of 近五季 mean."""

    _SHOWN = (Punctuality.ON_TIME, Punctuality.LATE, Punctuality.MISSING)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("近五季：" + "、".join(PUNCTUALITY[each] for each in self._SHOWN))
        self._measure()
        theme().changed.connect(self._measure)

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        """Draw each sign with its word."""
        look = theme()
        painter = QPainter(self)
        font = look.font(12)
        painter.setFont(font)
        side, left = look.px(MARK), look.px(2)
        for how in self._SHOWN:
            box = QRectF(left, (self.height() - side) / 2, side, side)
            paint_punctuality(painter, box, how)
            left += side + look.px(5)
            painter.setPen(look.colour("text2"))
            words = PUNCTUALITY[how]
            painter.drawText(QRect(left, 0, self.width(), self.height()), _LEFT, words)
            left += QFontMetrics(font).horizontalAdvance(words) + look.px(16)
        painter.end()

    def _measure(self) -> None:
        self.setFixedHeight(theme().px(20))
        self.update()
