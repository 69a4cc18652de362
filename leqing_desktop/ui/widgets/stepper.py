"""Where a piece of work stands: done steps ticked, the present one bold, the rest to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.theme import theme

DOT, GAP, LINE = 18, 6, 24


class Stepper(QWidget):
    """``show_step(n)``: step n (from 0) is in hand."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(0)
        theme().changed.connect(self.updateGeometry)

    @property
    def step(self) -> int:
        """The step in hand."""
        return self._at

    def show_step(self, step: int) -> None:
        """Another step is in hand."""
        self._at = step
        words = f"第 {step + 1} 步，共 {len(self._steps)} 步：{self._steps[step]}"
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for every step with its word in bold."""
        metrics = QFontMetrics(theme().font(bold=True))
        words = sum(metrics.horizontalAdvance(step) for step in self._steps)
        each = theme().px(DOT + GAP)
        lines = theme().px(LINE + 2 * GAP) * (len(self._steps) - 1)
        return QSize(words + each * len(self._steps) + lines, theme().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the steps from left to right."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, middle, left = look.px(DOT), self.height() / 2, 0.0
        for number, step in enumerate(self._steps):
            dot = QRectF(left + 0.5, middle - side / 2, side - 1, side - 1)
            self._dot(painter, dot, number)
            left += side + look.px(GAP)
            font = look.font(bold=number == self._at)
            painter.setFont(font)
            painter.setPen(look.colour("text" if number <= self._at else "text3"))
            wide = QFontMetrics(font).horizontalAdvance(step)
            area = QRectF(left, 0, wide + 2, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, step)
            left += wide + look.px(GAP)
            if number < len(self._steps) - 1:
                y = round(middle)
                painter.fillRect(QRectF(left, y, look.px(LINE), 1), look.colour("line2"))
                left += look.px(LINE + GAP)
        painter.end()

    def _dot(self, painter: QPainter, dot: QRectF, number: int) -> None:
        look = theme()
        done, present = number < self._at, number == self._at
        painter.setPen(QPen(look.colour("accent" if done or present else "ctl"), 1.5))
        painter.setBrush(look.colour("accent" if done else "surface"))
        painter.drawEllipse(dot)
        if done:
            paint_icon(painter, "check", "on_accent", dot.adjusted(3, 3, -3, -3))
            return
        painter.setFont(look.font(12, bold=present))
        painter.setPen(look.colour("accent" if present else "text3"))
        painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(number + 1))
