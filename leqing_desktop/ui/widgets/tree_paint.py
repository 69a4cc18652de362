"""How a cell of the decomposition table looks: ground, text, marks, light and progress bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.tree_cells import Cell, LightCell
from leqing_desktop.ui.theme import Theme
from leqing_desktop.ui.widgets.light_paint import paint_counts, paint_light, paint_progress

PAD = 8
INDENT = 16
TWISTY = 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELISIONS_KEPT = 8000
_TOKENS = (
    *("surface", "alt", "line", "text", "text2", "text3", "selected", "accent"),
    *("uncommitted", "corner", "red_tint", "red", "red_text"),
)


@dataclass(slots=True)
class Look:
    """What a cell's surroundings add to it: its row, the selection and the current cell."""

    group: bool = False
    row_selected: bool = False
    chosen: bool = False
    current: bool = False
    first: bool = False
    locked: bool = False


class CellPainter:
    """Paints cells with the theme's colours; texts shortened once are remembered."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._elided: dict[tuple[str, int, bool], str] = {}
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take over the theme's colours, fonts and sizes."""
        theme = self._theme
        self._plain, self._bold = theme.font(), theme.font(bold=True)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._bold)}
        self._colours = {name: theme.colour(name) for name in _TOKENS}
        self._pad, self._indent = theme.px(PAD), theme.px(INDENT)
        self._twisty = theme.px(TWISTY)
        self._elided.clear()

    def ground(self, painter: QPainter, rect: QRect, cell: Cell, look: Look) -> None:
        """Fill the cell and draw its two hairlines."""
        colours = self._colours
        if cell.error:
            fill = colours["red_tint"]
        elif cell.edited:
            fill = colours["uncommitted"]
        elif look.row_selected or look.chosen:
            fill = colours["selected"]
        elif look.group or look.locked:
            fill = colours["alt"]
        else:
            fill = colours["surface"]
        painter.fillRect(rect, fill)
        line = colours["line"]
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if look.first and look.row_selected:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colours["accent"])

    def marks(self, painter: QPainter, rect: QRect, cell: Cell, look: Look) -> None:
        """The corner of an edited cell, the wave of a refused one, the current cell's frame."""
        if cell.edited:
            self._corner(painter, rect)
        if cell.error:
            self._wave(painter, rect)
        if look.current:
            painter.setPen(QPen(self._colours["accent"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.fillRect(rect.right() - 5, rect.bottom() - 5, 5, 5, self._colours["accent"])

    def text(
        self, painter: QPainter, rect: QRect, cell: Cell, look: Look, *, right: bool = False
    ) -> None:
        """The cell's text on one line, shortened at its end."""
        if not cell.text:
            return
        area = rect.adjusted(self._pad, 0, -self._pad, -1)
        bold = look.group or cell.overdue
        if cell.overdue:
            paint_icon(
                painter,
                "octagon-alert",
                "red_text",
                QRectF(area.right() - 14, area.center().y() - 6, 14, 14),
            )
            area.setRight(area.right() - 18)
        painter.setFont(self._bold if bold else self._plain)
        painter.setPen(self._text_colour(cell, look))
        shown = self.elided(cell.text, area.width(), bold)
        painter.drawText(area, _RIGHT if right else _LEFT, shown)

    def title(
        self, painter: QPainter, rect: QRect, cell: Cell, look: Look, depth: int, open_: bool | None
    ) -> None:
        """The name, indented by its depth, with the mark that folds its branch."""
        left = self.title_left(depth)
        if open_ is not None:
            box = self.twisty_box(rect, depth)
            name = "chevron-down" if open_ else "chevron-right"
            paint_icon(painter, name, "text2", QRectF(box))
        self.text(painter, rect.adjusted(left - self._pad + self._twisty, 0, 0, 0), cell, look)

    def title_left(self, depth: int) -> int:
        """Where the folding mark of a depth begins, from the cell's left edge."""
        return self._pad + depth * self._indent - self._pad // 2

    def twisty_box(self, rect: QRect, depth: int) -> QRect:
        """The square of the folding mark."""
        side = self._twisty - 2
        return QRect(
            rect.left() + self.title_left(depth),
            rect.center().y() - side // 2,
            side,
            side,
        )

    def light(self, painter: QPainter, rect: QRect, light: LightCell, look: Look) -> None:
        """A light with its letter, or the counts of the children's lights."""
        area = QRectF(rect.adjusted(self._pad, 0, -2, -1))
        if light.counts and (light.mixed or look.group):
            paint_counts(painter, area, light.counts, self._theme)
        elif light.light is not None:
            paint_light(painter, area, light.light, self._theme)

    def bar(self, painter: QPainter, rect: QRect, light: LightCell) -> None:
        """The progress as a bar with a tick at 序时, and its figure."""
        if light.progress is None:
            return
        area = QRectF(rect.adjusted(self._pad, 0, -self._pad, -1))
        paint_progress(painter, area, light.progress, light.schedule, light.light, self._theme)

    def elided(self, text: str, width: int, bold: bool) -> str:
        """The text on one line, cut with … to fit a width in pixels."""
        key = (text, width, bold)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _ELISIONS_KEPT:
                self._elided.clear()
            line = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
            found = self._metrics[bold].elidedText(line[:500], Qt.TextElideMode.ElideRight, width)
            self._elided[key] = found
        return found

    def shortened(self, text: str, rect: QRect, left: int, bold: bool) -> bool:
        """Whether a text does not fit its cell, so that a tooltip has to show it."""
        room = rect.width() - left - self._pad
        return "\n" in text or self._metrics[bold].horizontalAdvance(text) > room

    def _text_colour(self, cell: Cell, look: Look) -> QColor:
        if cell.overdue or cell.error:
            return self._colours["red_text"]
        if cell.hint:
            return self._colours["text2" if look.row_selected or look.chosen else "text3"]
        return self._colours["text"]

    def _corner(self, painter: QPainter, rect: QRect) -> None:
        right, top = rect.right(), rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours["corner"])
        painter.drawPolygon(
            QPolygonF([QPointF(right - 8, top), QPointF(right, top), QPointF(right, top + 8)])
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _wave(self, painter: QPainter, rect: QRect) -> None:
        path = QPainterPath()
        y = rect.bottom() - 4
        path.moveTo(rect.left() + 4, y)
        for step, x in enumerate(range(rect.left() + 7, rect.right() - 3, 3)):
            path.lineTo(x, y - 2 if step % 2 == 0 else y)
        painter.setPen(QPen(self._colours["red"], 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
