"""The life of a notice as a line with nodes: done, trouble, still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.ui.plain_text import show_tip
from leqing_desktop.ui.theme import theme

STEP = 28
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """``kind``: done (filled), answer (hollow), bad (red square), ahead (dashed)."""

    day: str
    word: str
    note: str
    kind: str


class NoticeTimeline(QWidget):
    """Steps from top to bottom, one line each; long notes are shortened, with tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[TimelineStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("办理过程")
        theme().changed.connect(self._measure)

    @property
    def steps(self) -> tuple[TimelineStep, ...]:
        """The steps on show."""
        return self._steps

    def show_steps(self, steps: Sequence[TimelineStep]) -> None:
        """Show another life."""
        self._steps = tuple(steps)
        told = "；".join(f"{s.day} {s.word} {s.note}".strip() for s in self._steps)
        self.setAccessibleDescription(told)
        self._measure()
        self.update()

    def event(self, event: QEvent) -> bool:
        """The whole note as tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().y() // max(1, theme().px(STEP))
            note = self._steps[at].note if 0 <= at < len(self._steps) else ""
            show_tip(event.globalPos(), note, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw line, nodes and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        small = QFontMetrics(look.font(12))
        days = max((small.horizontalAdvance(step.day) for step in self._steps), default=0)
        row, node = look.px(STEP), days + look.px(16 if days else 8)
        last = len(self._steps) - 1
        for at, step in enumerate(self._steps):
            middle = at * row + row / 2
            if at < last:
                dashed = self._steps[at + 1].kind == "ahead"
                style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
                painter.setPen(QPen(look.colour("ctl"), 1, style))
                painter.drawLine(QPointF(node, middle), QPointF(node, middle + row))
            self._node(painter, QPointF(node, middle), step.kind)
            self._words(painter, QRectF(0, at * row, self.width(), row), node, step)
        painter.end()

    def _words(self, painter: QPainter, row: QRectF, node: int, step: TimelineStep) -> None:
        look = theme()
        painter.setFont(look.font(12))
        painter.setPen(look.colour("text2"))
        painter.drawText(row, _LEFT, step.day)
        bold = look.font(bold=True)
        painter.setFont(bold)
        painter.setPen(look.colour("red_text" if step.kind == "bad" else "text"))
        left = node + look.px(14)
        width = max(look.px(84), QFontMetrics(bold).horizontalAdvance(step.word) + look.px(10))
        painter.drawText(row.adjusted(left, 0, 0, 0), _LEFT, step.word)
        small = look.font(12)
        painter.setFont(small)
        painter.setPen(look.colour("text2"))
        area = row.adjusted(left + width, 0, 0, 0)
        note = QFontMetrics(small).elidedText(
            step.note.replace("\n", " "), Qt.TextElideMode.ElideRight, max(0, int(area.width()))
        )
        painter.drawText(area, _LEFT, note)

    def _node(self, painter: QPainter, at: QPointF, kind: str) -> None:
        look = theme()
        half = look.px(5)
        box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
        painter.setBrush(look.colour("surface"))
        if kind == "bad":
            painter.setPen(QPen(look.colour("red"), 2))
            painter.setBrush(look.colour("red_tint"))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
            return
        if kind == "ahead":
            painter.setPen(QPen(look.colour("ctl"), 1.5, Qt.PenStyle.DotLine))
        else:
            painter.setPen(QPen(look.colour("accent"), 2))
            if kind == "done":
                painter.setBrush(look.colour("accent"))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _measure(self) -> None:
        self.setFixedHeight(theme().px(STEP) * len(self._steps))
        self.update()
