"""The ruler of 亮灯规则: three bands over points behind, with two limits to drag or to move by key."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.domain.light import Light
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.light_paint import paint_shape

LOWEST, USUAL, WIDEST = -10, 60, 100
"""The scale ends at USUAL points, unless a limit lies beyond."""
FLAG, BAND, BAR, SCALE = 24, 28, 4, 20
FLAG_WIDTH = 34
STEP, LEAP = 1, 5
_CENTRE = Qt.AlignmentFlag.AlignCenter


class RuleRuler(QWidget):
    """``moved(yellow, red)`` while a limit is dragged or moved by key.

    ← → move the limit in hand by a point, PageUp and PageDown by five; ↑ ↓ take the other one.
    """

    moved = Signal(float, float)

    def __init__(self, yellow: float, red: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits = [yellow, red]
        self._usual = (yellow, red)
        self._highest = USUAL
        self._held = 0
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("亮灯界限")
        self.setToolTip("拖动界限，或用 ← → 移动（PageUp、PageDown 每次 5 点），↑ ↓ 换另一条")
        theme().changed.connect(self.updateGeometry)
        self._fit()

    def show_limits(self, yellow: float, red: float) -> None:
        """Show other limits; nothing is said about it."""
        self._limits = [yellow, red]
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A whole ruler with its flags and its scale."""
        look = theme()
        return QSize(look.px(360), look.px(FLAG + BAND + BAR + SCALE + 20))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Bands, flags with the limits, the limits as they are now in force, and the scale."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, height = look.px(FLAG), look.px(BAND)
        edges = [LOWEST, *self._limits, self._highest]
        for light, left, right in zip(
            (Light.GREEN, Light.YELLOW, Light.RED), edges, edges[1:], strict=False
        ):
            band = QRectF(self._x(left), top, max(0.0, self._x(right) - self._x(left)), height)
            painter.fillRect(band, look.colour(f"{light.value}_tint"))
            bar = QRectF(band.left(), band.bottom(), band.width(), look.px(BAR))
            painter.fillRect(bar, look.colour(light.value))
            self._label(painter, band, light)
        for place, usual in enumerate(self._usual):
            self._was(painter, place, usual)
        for place, limit in enumerate(self._limits):
            self._flag(painter, place, limit)
        self._scale(painter, top + height + look.px(BAR))
        painter.end()

    def _label(self, painter: QPainter, band: QRectF, light: Light) -> None:
        look = theme()
        side, gap = look.px(12), look.px(6)
        if band.width() < side + 2 * gap:
            return
        shape = QRectF(band.left() + gap, band.center().y() - side / 2, side, side)
        paint_shape(painter, shape, light, look)
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour(f"{light.value}_text"))
        words = band.adjusted(side + 2 * gap, 0, -2, 0)
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, sides, light.label)
        rest = words.adjusted(look.px(20), 0, 0, 0)
        told = self._words(light)
        painter.setFont(look.font(12))
        if painter.fontMetrics().horizontalAdvance(told) <= rest.width():
            painter.drawText(rest, sides, told)

    def _words(self, light: Light) -> str:
        yellow, red = (f"{limit:g}" for limit in self._limits)
        return {
            Light.GREEN: f"落后 ≤ {yellow}",
            Light.YELLOW: f"{yellow} < 落后 ≤ {red}",
            Light.RED: f"落后 > {red}，或已过期限",
        }[light]

    def _was(self, painter: QPainter, place: int, usual: float) -> None:
        """Where a limit is now in force, unless a flag stands too near."""
        look, x = theme(), self._x(usual)
        if usual == self._limits[place]:
            return
        painter.setPen(look.colour("text3"))
        painter.setFont(look.font(12))
        words, top = f"原 {usual:g}", look.px(FLAG)
        wide = painter.fontMetrics().horizontalAdvance(words)
        room = QRectF(x - wide / 2 - 2, 0, wide + 4, look.px(FLAG - 4))
        if any(room.intersects(self._flag_place(other)) for other in (0, 1)):
            return
        painter.drawText(room, _CENTRE, words)
        painter.drawLine(QPointF(x, top - look.px(4)), QPointF(x, top))

    def _flag_place(self, place: int) -> QRectF:
        """A limit's flag; two that would overlap stand aside."""
        look = theme()
        width, x = look.px(FLAG_WIDTH), self._x(self._limits[place])
        short = max(0.0, width + 2 - (self._x(self._limits[1]) - self._x(self._limits[0]))) / 2
        aside = -short if place == 0 else short
        left = min(max(0.0, x - width / 2 + aside), self.width() - width)
        return QRectF(left, 0, width, look.px(FLAG - 4))

    def _flag(self, painter: QPainter, place: int, limit: float) -> None:
        look = theme()
        x, flag = self._x(limit), self._flag_place(place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(flag, 2, 2)
        if self.hasFocus() and place == self._held:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.colour("on_accent"))
            painter.drawRect(flag.adjusted(2, 2, -2, -2))
        painter.fillRect(
            QRectF(x - 1, flag.bottom(), 2, look.px(BAND + BAR + 4)), look.colour("text")
        )
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour("on_accent"))
        painter.drawText(flag, _CENTRE, f"{limit:g}")

    def _scale(self, painter: QPainter, top: float) -> None:
        look = theme()
        painter.setFont(look.font(12))
        painter.setPen(look.colour("text3"))
        for tick in range(0, self._highest + 1, 10):
            room = QRectF(self._x(tick) - 20, top + 2, 40, look.px(SCALE))
            painter.drawText(room, _CENTRE, str(tick))
        whole = QRectF(0, top + look.px(SCALE), self.width(), look.px(18))
        painter.drawText(whole, Qt.AlignmentFlag.AlignRight, "落后序时进度（百分点）")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the nearer limit."""
        x = event.position().x()
        self._held = min((0, 1), key=lambda place: abs(self._x(self._limits[place]) - x))
        self._dragging = True
        self.setFocus()
        self._move_to(self._value(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag it."""
        if self._dragging:
            self._move_to(self._value(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._dragging = False
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the limit in hand, or take the other one."""
        step = {
            Qt.Key.Key_Left: -STEP,
            Qt.Key.Key_Right: STEP,
            Qt.Key.Key_PageDown: -LEAP,
            Qt.Key.Key_PageUp: LEAP,
        }.get(Qt.Key(event.key()))
        if step is not None:
            self._move_to(self._limits[self._held] + step)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._held = 1 - self._held
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The limit in hand is framed."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """No limit is in hand."""
        super().focusOutEvent(event)
        self.update()

    def _fit(self) -> None:
        """Take the shorter scale where it shows both limits; never under the pointer."""
        if not self._dragging:
            self._highest = USUAL if self._limits[1] < USUAL else WIDEST
        self.update()

    def _move_to(self, value: float) -> None:
        lowest, highest = (0, self._limits[1] - 1) if self._held == 0 else (self._limits[0] + 1, 99)
        wanted = float(min(highest, max(lowest, round(value))))
        if wanted != self._limits[self._held]:
            self._limits[self._held] = wanted
            self._fit()
            self.moved.emit(*self._limits)

    def _x(self, value: float) -> float:
        margin = theme().px(16)
        inside = min(self._highest, max(LOWEST, value))
        share = (inside - LOWEST) / (self._highest - LOWEST)
        return margin + share * (self.width() - 2 * margin)

    def _value(self, x: float) -> float:
        margin = theme().px(16)
        share = (x - margin) / max(1, self.width() - 2 * margin)
        return LOWEST + share * (self._highest - LOWEST)
