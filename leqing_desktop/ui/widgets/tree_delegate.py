"""The one delegate of the decomposition table: paints every cell and makes its editors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.tree_cells import is_group
from leqing_desktop.ui.models.tree_columns import (
    LIGHT_AT,
    PROGRESS_AT,
    TITLE_AT,
    TREE_COLUMNS,
    UNIT_COLUMNS,
)
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit
from leqing_desktop.ui.widgets.tree_paint import CellPainter, Look
from leqing_desktop.ui.widgets.typing_delegate import TypingDelegate


@dataclass(slots=True)
class Cursor:
    """The current cell, −1 without one; kept here because asking the view costs too much."""

    row: int = -1
    column: int = -1


class TreeDelegate(TypingDelegate):
    """Paints from the model's ready cells, and makes the editors."""

    def __init__(
        self, model: TreeModel, unit_names: Callable[[], Sequence[str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._unit_names = unit_names
        self.painter = CellPainter(theme())
        self.cursor = Cursor()

    def twin(self, parent: QObject) -> TreeDelegate:
        """A delegate for the overlay, which must have its own: same looks, cursor and signals."""
        other = TreeDelegate(self._model, self._unit_names, parent)
        other.painter = self.painter
        other.cursor = self.cursor
        other.stepped.connect(self.stepped)
        other.fill_all.connect(self.fill_all)
        return other

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; the view keeps ``cursor`` up to date."""
        row, column = index.row(), index.column()
        model = self._model
        cell = model.cell(row, column)
        item = model.item(row)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        shown = TREE_COLUMNS[column]
        look = Look(
            group=is_group(item),
            row_selected=row == self.cursor.row,
            chosen=chosen,
            current=row == self.cursor.row and column == self.cursor.column,
            first=column == 0,
            locked=cell.locked and shown.column is not None and column != 0,
        )
        rect: QRect = option.rect  # type: ignore[attr-defined]
        brush = self.painter
        brush.ground(painter, rect, cell, look)
        if column == TITLE_AT:
            brush.title(painter, rect, cell, look, model.depth(row), model.branch(row))
        elif column == LIGHT_AT:
            brush.light(painter, rect, model.light(item.id), look)
        elif column == PROGRESS_AT:
            brush.bar(painter, rect, model.light(item.id))
        else:
            brush.text(painter, rect, cell, look, right=shown.right)
        if cell.edited or look.current:
            brush.marks(painter, rect, cell, look)

    def createEditor(  # noqa: N802
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A field over the cell, with the unit list where units are typed."""
        column = TREE_COLUMNS[index.column()].column
        if column in UNIT_COLUMNS:
            return UnitsEdit(self._unit_names(), parent)
        return CellEdit(parent)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell; the name's field begins where the name begins."""
        area = QRect(option.rect)  # type: ignore[attr-defined]
        if index.column() == TITLE_AT:
            area.setLeft(area.left() + self.painter.title_left(self._model.depth(index.row())))
        editor.setGeometry(area)

    def tip(self, index: Index, area: QRect) -> str:
        """The cell's sentence, else its whole text where it is shortened."""
        cell = self._model.cell(index.row(), index.column())
        if cell.tip or index.column() in (LIGHT_AT, PROGRESS_AT):
            return cell.tip
        depth = self._model.depth(index.row()) if index.column() == TITLE_AT else 0
        left = self.painter.title_left(depth) + 16 if index.column() == TITLE_AT else 8
        bold = is_group(self._model.item(index.row())) or cell.overdue
        return cell.text if self.painter.shortened(cell.text, area, left, bold) else ""
