"""The delegate of the review: tick, numbered title, chip, figures, and what needs an eye."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from leqing_desktop.domain.plan_draft import Change, NodeKind
from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.draft_cells import (
    CHECK_AT,
    COLUMNS,
    KIND_AT,
    KIND_TONES,
    KIND_WORDS,
    TICK_AT,
    TITLE_AT,
    UNITS_AT,
    number_text,
)
from leqing_desktop.ui.models.draft_model import DraftModel
from leqing_desktop.ui.models.tree_cells import Cell
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.cell_marks import paint_chip, paint_tick
from leqing_desktop.ui.widgets.tip_delegate import Index
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit
from leqing_desktop.ui.widgets.tree_paint import PAD, CellPainter, Look
from leqing_desktop.ui.widgets.typing_delegate import TypingDelegate

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEADS = frozenset({NodeKind.PROGRAMME, NodeKind.GOAL})
NUMBER = 26


class DraftDelegate(TypingDelegate):
    """``current`` is row and column of the cursor, kept by the view."""

    def __init__(
        self, model: DraftModel, unit_names: Callable[[], Sequence[str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._unit_names = unit_names
        self.brush = CellPainter(theme())
        self.current = (-1, -1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row, column = index.row(), index.column()
        node = self._model.node(row)
        cell = self._model.cell(row, column) if column not in (KIND_AT, CHECK_AT) else Cell("")
        left_out = not node.taken and node.change is not Change.GONE
        look = Look(
            group=node.kind in _HEADS,
            row_selected=bool(option.state & QStyle.StateFlag.State_Selected),  # type: ignore[attr-defined]
            current=(row, column) == self.current,
            first=column == TICK_AT,
        )
        rect: QRect = option.rect  # type: ignore[attr-defined]
        self.brush.ground(painter, rect, cell, look)
        if column == TICK_AT:
            paint_tick(painter, rect, self._model.tick(row))
        elif column == TITLE_AT:
            self._title(painter, rect, row, _pale(cell) if left_out else cell, look)
        elif column == KIND_AT:
            tone = "neutral" if left_out else KIND_TONES[node.kind]
            paint_chip(painter, self._inner(rect), KIND_WORDS[node.kind], tone)
        elif column == CHECK_AT:
            self._check(painter, rect, row, look)
        else:
            plain = Look(row_selected=look.row_selected)
            shown = _pale(cell) if left_out else cell
            self.brush.text(painter, rect, shown, plain, right=COLUMNS[column].right)
        if cell.edited or look.current:
            self.brush.marks(painter, rect, cell, look)

    def _inner(self, rect: QRect) -> QRect:
        pad = theme().px(PAD)
        return rect.adjusted(pad, 0, -pad, -1)

    def _title(self, painter: QPainter, rect: QRect, row: int, cell: Cell, look: Look) -> None:
        """The number in front of the name; both bold above the single records."""
        node, depth = self._model.node(row), self._model.depth(row)
        bold = node.kind in _HEADS or node.kind is NodeKind.MEASURE
        strong = Look(group=bold, row_selected=look.row_selected)
        number = number_text(node)
        wide = theme().px(NUMBER) if number else 0
        self.brush.title(painter, rect, Cell(""), look, depth, self._model.branch(row))
        left = self.brush.title_left(depth) + theme().px(16)
        if number:
            area = QRect(rect.left() + left, rect.top(), wide + theme().px(PAD), rect.height())
            self.brush.text(painter, area, Cell(number, hint=cell.hint), strong)
        area = rect.adjusted(left + wide - theme().px(PAD) // 2, 0, 0, 0)
        self.brush.text(painter, area, cell, strong)

    def _check(self, painter: QPainter, rect: QRect, row: int, look: Look) -> None:
        check, scheme = self._model.check(row), theme()
        area = self._inner(rect)
        side = scheme.px(14)
        box = QRectF(area.left(), area.center().y() - side / 2 + 1, side, side)
        paint_icon(painter, check.icon, check.token, box)
        left = side + scheme.px(6)
        room = area.width() - left
        painter.setFont(scheme.font())
        painter.setPen(scheme.colour("text2" if look.row_selected else check.token))
        words = self.brush.elided(check.text, room, False)
        painter.drawText(area.adjusted(left, 0, 0, 0), _LEFT, words)

    def createEditor(  # noqa: N802
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A field over the cell, with the unit list where units are typed."""
        if index.column() == UNITS_AT:
            return UnitsEdit(self._unit_names(), parent)
        return CellEdit(parent)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell; the name's field begins where the name begins, a narrow one grows."""
        area = QRect(option.rect)  # type: ignore[attr-defined]
        if index.column() == TITLE_AT:
            area.setLeft(area.left() + self.brush.title_left(self._model.depth(index.row())))
        area.setWidth(max(area.width(), theme().px(120)))
        editor.setGeometry(area)

    def tip(self, index: Index, area: QRect) -> str:
        """The cell's sentence, else its whole text where it is shortened."""
        row, column = index.row(), index.column()
        if column == CHECK_AT:
            check = self._model.check(row)
            return check.tip or check.text
        if column in (TICK_AT, KIND_AT):
            return ""
        cell = self._model.cell(row, column)
        if cell.tip:
            return cell.tip
        left = theme().px(PAD)
        if column == TITLE_AT:
            left = self.brush.title_left(self._model.depth(row)) + theme().px(16 + NUMBER)
        return cell.text if self.brush.shortened(cell.text, area, left, True) else ""


def _pale(cell: Cell) -> Cell:
    return cell if cell.error else Cell(cell.text, cell.typed, edited=cell.edited, hint=True)
