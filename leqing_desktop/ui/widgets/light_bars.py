"""Two stacked bars of lights, now and then: green tinted, yellow hatched, red solid, counts inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.domain.light import Light, LightSummary
from leqing_desktop.ui.theme import theme

ROW, LABEL, BARS = 26, 44, 2
_ORDER = (Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)


class LightBars(QWidget):
    """``show_counts`` gives each bar its name and its counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[tuple[str, LightSummary], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_counts(self, *bars: tuple[str, LightSummary]) -> None:
        """Show these bars, one under the other."""
        self._bars = bars
        self.setAccessibleName("；".join(f"{name}：{counts.text}" for name, counts in bars))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for both bars, whether or not the second is shown."""
        look = theme()
        return QSize(look.px(320), look.px(ROW + 6) * BARS)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the bars."""
        look, painter = theme(), QPainter(self)
        for place, (name, counts) in enumerate(self._bars):
            top = place * look.px(ROW + 6)
            painter.setFont(look.font(12, bold=True))
            painter.setPen(look.colour("text"))
            label = QRectF(0, top, look.px(LABEL), look.px(ROW))
            painter.drawText(
                label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name
            )
            room = QRectF(label.right(), top, self.width() - label.width() - 1, look.px(ROW) - 1)
            self._bar(painter, room, counts)
        painter.end()

    def _bar(self, painter: QPainter, room: QRectF, counts: LightSummary) -> None:
        look, left = theme(), room.left()
        figures = (counts.green, counts.yellow, counts.red, counts.grey)
        for light, count in zip(_ORDER, figures, strict=True):
            if not count:
                continue
            part = QRectF(left, room.top(), room.width() * count / counts.total, room.height())
            left = part.right()
            painter.fillRect(part, look.colour(f"{light.value}_tint"))
            ink = look.colour(f"{light.value}_text")
            if light is Light.RED:
                painter.fillRect(part, look.colour("red"))
                ink = look.colour("surface")
            elif light is Light.YELLOW:
                painter.fillRect(part, QBrush(look.colour("yellow"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(look.colour(f"{light.value}_text"), 1))
            painter.drawRect(part)
            words = f"{light.label} {count}"
            painter.setFont(look.font(12, bold=True))
            wide = painter.fontMetrics().horizontalAdvance(words)
            if wide + 4 > part.width():
                words = str(count)
            if light is Light.YELLOW:
                # A clear ground, so that the hatching does not run through the figure.
                side = painter.fontMetrics().horizontalAdvance(words) + 6
                ground = QRectF(part.center().x() - side / 2, part.top() + 4, side, 18)
                painter.fillRect(ground & part, look.colour("yellow_tint"))
            painter.setPen(ink)
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, words)
