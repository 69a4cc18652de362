"""Paints a return under review: figures, compared texts, lights side by side, what is to be done."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from leqing_desktop.ui.models.review_columns import AT, COLUMNS, FROZEN, ReviewCell
from leqing_desktop.ui.models.review_model import ReviewModel
from leqing_desktop.ui.models.review_text import Piece
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.cell_marks import paint_chip
from leqing_desktop.ui.widgets.light_paint import paint_light
from leqing_desktop.ui.widgets.piece_text import PieceText
from leqing_desktop.ui.widgets.tip_delegate import TipDelegate

PAD = 8
LEAST = 42
_V = Qt.AlignmentFlag.AlignVCenter
_LEFT = _V | Qt.AlignmentFlag.AlignLeft
_RIGHT = _V | Qt.AlignmentFlag.AlignRight
_NAME_AT = AT["name"]


class ReviewDelegate(TipDelegate):
    """One for the table and its frozen columns; ``current`` is the cell with the cursor."""

    def __init__(self, model: ReviewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._texts = PieceText(theme())
        self.current: tuple[int, int] = (-1, -1)

    def tip(self, index: Index, area: QRect) -> str:  # noqa: ARG002
        """The cell's own explanation, else its words."""
        cell = self._model.cell(index.row(), index.column())
        return cell.tip or cell.text

    def height(self, row: int, widths: dict[int, int]) -> int:
        """The height of a row whose shown columns have these widths."""
        look = theme()
        tallest = look.px(LEAST)
        for column, width in widths.items():
            lines = COLUMNS[column].lines
            room = width - 2 * look.px(PAD)
            cell = self._model.cell(row, column)
            if column == _NAME_AT:
                both = self._texts.height(_title(cell), room, lines)
                both += look.px(17) if cell.second else 0
                tallest = max(tallest, both + look.px(8))
            elif lines > 1:
                needed = self._texts.height(cell.pieces, room, lines, cell.tone)
                tallest = max(tallest, needed + look.px(8))
        return tallest

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        at, column = index.row(), index.column()
        cell = self._model.cell(at, column)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        self._ground(painter, rect, column, cell, chosen)
        area = rect.adjusted(theme().px(PAD), 0, -theme().px(PAD), -1)
        if column == _NAME_AT:
            self._name(painter, area, cell, chosen)
        elif COLUMNS[column].lines > 1:
            self._texts.draw(painter, area, cell.pieces, COLUMNS[column].lines, cell.tone)
        elif cell.light is not None:
            paint_light(painter, QRectF(area), cell.light, theme())
        elif cell.chip:
            paint_chip(painter, area, cell.text, cell.chip, cell.chip_icon)
        else:
            _line(painter, area, cell, COLUMNS[column].right, chosen)
        self._marks(painter, rect, cell)
        if (at, column) == self.current:
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _ground(
        self, painter: QPainter, rect: QRect, column: int, cell: ReviewCell, chosen: bool
    ) -> None:
        look = theme()
        tint = cell.tint or "surface"
        if chosen and tint in ("surface", "alt"):
            tint = "selected"
        painter.fillRect(rect, look.colour(tint))
        if cell.hatched:
            brush = QBrush(look.colour("line"), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(rect.adjusted(0, 0, -1, -1), brush)
        line = look.colour("line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if column == FROZEN - 1:
            painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), look.colour("line2"))
        else:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        if chosen and column == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))

    def _name(self, painter: QPainter, area: QRect, cell: ReviewCell, chosen: bool) -> None:
        look = theme()
        lines = COLUMNS[_NAME_AT].lines
        first = self._texts.height(_title(cell), area.width(), lines)
        second = look.px(17) if cell.second else 0
        top = area.top() + (area.height() - first - second) // 2
        box = QRect(area.left(), top, area.width(), first)
        self._texts.draw(painter, box, _title(cell), lines)
        if not cell.second:
            return
        font = look.font(12)
        painter.setFont(font)
        tone = "text2" if chosen and cell.second_tone == "text3" else cell.second_tone
        painter.setPen(look.colour(tone))
        shown = QFontMetrics(font).elidedText(
            cell.second, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(QRect(area.left(), top + first, area.width(), second), _LEFT, shown)

    def _marks(self, painter: QPainter, rect: QRect, cell: ReviewCell) -> None:
        look = theme()
        if cell.outside:
            pen = QPen(look.colour("outside_frame"), 1.5, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -3, -2))
        if cell.corner:
            path = QPainterPath()
            side = look.px(8)
            path.moveTo(rect.right() - side, rect.top())
            path.lineTo(rect.right(), rect.top())
            path.lineTo(rect.right(), rect.top() + side)
            path.closeSubpath()
            painter.fillPath(path, look.colour("corner"))
        if cell.wave:
            wave = QPainterPath()
            y = rect.bottom() - 5
            wave.moveTo(rect.left() + 8, y)
            for step, x in enumerate(range(rect.left() + 11, rect.right() - 7, 3)):
                wave.lineTo(x, y - 2 if step % 2 == 0 else y)
            painter.setPen(QPen(look.colour("red"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(wave)


def _title(cell: ReviewCell) -> tuple[Piece, ...]:
    return (Piece(cell.text),) if cell.text else ()


def _line(painter: QPainter, area: QRect, cell: ReviewCell, right: bool, chosen: bool) -> None:
    look = theme()
    font = look.font(13, bold=cell.bold)
    painter.setFont(font)
    tone = "text2" if chosen and cell.tone == "text3" else cell.tone
    painter.setPen(look.colour(tone))
    shown = QFontMetrics(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _RIGHT if right else _LEFT, shown)
