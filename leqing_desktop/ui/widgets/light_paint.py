"""Painting of lights, counts, progress bars and notice signs, shared by all delegates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from leqing_desktop.domain.notice import NoticeColour

SHAPE = 12
SMALL_SHAPE = 10
BAR_HEIGHT = 6
NOTICE_SIZE = 20

_V = Qt.AlignmentFlag.AlignVCenter
_LEFT = _V | Qt.AlignmentFlag.AlignLeft


def paint_shape(painter: QPainter, rect: QRectF, light: Light, theme: Theme) -> None:
    """One light's shape filling a square: circle, outlined triangle, square with “!”, dash ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw = {
        Light.GREEN: _green,
        Light.YELLOW: _yellow,
        Light.RED: _red,
        Light.GREY: _grey,
    }[light]
    draw(painter, rect, theme)
    painter.restore()


def paint_light(painter: QPainter, rect: QRectF, light: Light, theme: Theme) -> float:
    """Shape and bold letter at the left of a cell, centred upright; returns the width used.

    ``rect`` is the cell without its padding.
    """
    side = theme.px(SHAPE)
    paint_shape(painter, _square(rect, side), light, theme)
    painter.save()
    painter.setFont(theme.font(12, bold=True))
    painter.setPen(theme.colour(f"{light.value}_text"))
    gap = theme.px(5)
    painter.drawText(rect.adjusted(side + gap, 0, 0, 0), _LEFT, light.label)
    painter.restore()
    return float(side + gap + theme.px(12))


def paint_counts(
    painter: QPainter, rect: QRectF, counts: Sequence[tuple[Light, int]], theme: Theme
) -> None:
    """A parent's counts ``●2 ▲1 ■1``; zeros are left out, what does not fit is cut off."""
    painter.save()
    painter.setClipRect(rect)
    font = theme.font(12)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    side, gap, x = theme.px(SMALL_SHAPE), theme.px(3), rect.left()
    for light, count in counts:
        if not count:
            continue
        paint_shape(
            painter, _square(QRectF(x, rect.top(), side, rect.height()), side), light, theme
        )
        x += side + gap
        painter.setPen(theme.colour("text2"))
        text = str(count)
        painter.drawText(QRectF(x, rect.top(), 60, rect.height()), _LEFT, text)
        x += metrics.horizontalAdvance(text) + theme.px(7)
    painter.restore()


def paint_progress(
    painter: QPainter,
    rect: QRectF,
    progress: float | None,
    schedule: float | None,
    light: Light | None,
    theme: Theme,
    figure: bool = True,
) -> None:
    """A 6 px bar in the light's colour, a tick at 序时, and the figure right of it (0–100)."""
    painter.save()
    room = theme.px(42) if figure else 0
    height = theme.px(BAR_HEIGHT)
    bar = QRectF(rect.left(), rect.center().y() - height / 2, rect.width() - room, height)
    painter.fillRect(bar, theme.colour("line"))
    if progress is not None:
        done = QRectF(bar)
        done.setWidth(bar.width() * min(100.0, max(0.0, progress)) / 100)
        token = (light or Light.GREY).value
        painter.fillRect(done, theme.colour(token))
        if light is Light.YELLOW:
            painter.setPen(QPen(theme.colour("yellow_edge"), 1))
            painter.drawRect(done.adjusted(0.5, 0.5, -0.5, -0.5))
    if schedule is not None:
        x = bar.left() + bar.width() * min(100.0, max(0.0, schedule)) / 100
        left = int(min(x, bar.right() - 2))
        tick = QRectF(left, bar.top() - height / 2, 2, height * 2)
        painter.fillRect(tick, theme.colour("text"))
    if figure:
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text"))
        text = "—" if progress is None else f"{progress:.0f} %"
        painter.drawText(rect, _V | Qt.AlignmentFlag.AlignRight, text)
    painter.restore()


def paint_notice(painter: QPainter, rect: QRectF, colour: NoticeColour, theme: Theme) -> None:
    """A notice's sign at the left of a cell: folded sheet, letter, 1–3 squares; 红单 filled."""
    side = theme.px(NOTICE_SIZE)
    sheet = _square(rect, side)
    tone = theme.colour(f"{colour.value}_notice")
    filled = colour.value == "red"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone, 1.25))
    painter.setBrush(tone if filled else theme.colour(f"{colour.value}_notice_tint"))
    fold = side * 0.3
    inner = sheet.adjusted(0.75, 0.75, -0.75, -0.75)
    path = QPainterPath(inner.topLeft())
    path.lineTo(inner.right() - fold, inner.top())
    path.lineTo(inner.right(), inner.top() + fold)
    path.lineTo(inner.bottomRight())
    path.lineTo(inner.bottomLeft())
    path.closeSubpath()
    painter.drawPath(path)
    painter.setFont(theme.font(12, bold=True))
    painter.setPen(theme.colour("surface") if filled else tone)
    painter.drawText(sheet.adjusted(0, 1, -1, 0), Qt.AlignmentFlag.AlignCenter, colour.label)
    dot = theme.px(4)
    for step in range(colour.strength):
        top = sheet.bottom() - dot - step * (dot + theme.px(2))
        painter.fillRect(QRectF(sheet.right() + theme.px(2), top, dot, dot), tone)
    painter.restore()


def _square(rect: QRectF, side: float) -> QRectF:
    return QRectF(rect.left(), rect.center().y() - side / 2, side, side)


def _green(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("green"))
    painter.drawEllipse(rect)


def _yellow(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    pen = QPen(theme.colour("yellow_edge"), 1)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(theme.colour("yellow"))
    painter.drawPolygon(_triangle(rect.left(), rect.top(), rect.width()))


def _triangle(left: float, top: float, side: float) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(left + side / 2, top + 0.5),
            QPointF(left + side, top + side - 0.5),
            QPointF(left, top + side - 0.5),
        ]
    )


def _red(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    side = rect.width()
    painter.fillRect(rect, theme.colour("red"))
    mark = QColor(theme.colour("surface"))
    width, x = max(2.0, side / 6), rect.center().x()
    painter.fillRect(QRectF(x - width / 2, rect.top() + side * 0.18, width, side * 0.38), mark)
    painter.fillRect(QRectF(x - width / 2, rect.top() + side * 0.68, width, width), mark)


def _grey(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("grey"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(0.75, 0.75, -0.75, -0.75))
    third = rect.width() / 4
    y = rect.center().y()
    painter.drawLine(QPointF(rect.left() + third, y), QPointF(rect.right() - third, y))
