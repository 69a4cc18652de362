"""Chips and ticks as the tables' delegates paint them into a cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.tokens import CHIP_TOKENS


def paint_chip(painter: QPainter, area: QRect, words: str, tone: str, icon: str = "") -> None:
    """One or two words on a tint at the left of a cell, shortened to fit; ``tone`` of CHIP_TOKENS."""
    look = theme()
    ground, ink = CHIP_TOKENS[tone]
    font = look.font(12)
    metrics = QFontMetrics(font)
    pad, height = look.px(6), look.px(20)
    side = look.px(12) if icon else 0
    lead = side + look.px(4) if icon else 0
    room = max(0, area.width() - 2 * pad - lead)
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    box = QRectF(area.left(), 0, metrics.horizontalAdvance(text) + lead + 2 * pad, height)
    box.moveTop(area.top() + (area.height() - height) // 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.colour("line2") if tone == "neutral" else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(ground))
    # A line one pixel wide is sharp only where it lies between two pixels.
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if tone == "neutral" else box, 2, 2)
    if icon:
        spot = QRectF(box.left() + pad, box.top() + (height - side) / 2, side, side)
        paint_icon(painter, icon, ink, spot)
    painter.setFont(font)
    painter.setPen(look.colour(ink))
    inner = box.adjusted(pad + lead, 0, 0, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def paint_tick(painter: QPainter, rect: QRect, ticked: bool | None) -> None:
    """A box in the middle of a cell: ticked, empty, or with a dash for some of what is below."""
    look = theme()
    side = look.px(15)
    box = QRectF(rect.center().x() - side / 2 + 1, rect.center().y() - side / 2, side, side)
    filled = ticked is not False
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("accent" if filled else "ctl"), 1))
    painter.setBrush(look.colour("accent" if filled else "surface"))
    painter.drawRoundedRect(box, 2, 2)
    if filled:
        name = "check" if ticked else "minus"
        paint_icon(painter, name, "on_accent", box.adjusted(1.5, 1.5, -1.5, -1.5))
    painter.restore()
