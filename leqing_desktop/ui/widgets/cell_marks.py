"""Chips and ticks as the tables' delegates paint them into a cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.theme import theme

_CHIP_TEXT = {"neutral": "text2", "accent": "accent"}
_CHIP_TINT = {"neutral": "alt", "accent": "soft"}


def paint_chip(painter: QPainter, area: QRect, words: str, tone: str) -> None:
    """One or two words on a tint at the left of a cell, shortened to fit."""
    look = theme()
    font = look.font(12)
    metrics = QFontMetrics(font)
    pad = look.px(6)
    room = max(0, area.width() - 2 * pad)
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    height = metrics.height() + look.px(3)
    box = QRectF(area.left(), 0, metrics.horizontalAdvance(text) + 2 * pad, height)
    box.moveTop(area.center().y() - height / 2 + 0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(_CHIP_TINT.get(tone, f"{tone}_tint")))
    painter.drawRoundedRect(box, 2, 2)
    painter.setFont(font)
    painter.setPen(look.colour(_CHIP_TEXT.get(tone, f"{tone}_text")))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
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
