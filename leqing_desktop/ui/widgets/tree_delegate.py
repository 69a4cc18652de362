"""The one delegate of the decomposition table: paints every cell and makes its editors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from leqing_desktop.ui.models.tree_cells import is_group
from leqing_desktop.ui.models.tree_columns import (
    LIGHT_AT,
    PROGRESS_AT,
    TITLE_AT,
    TREE_COLUMNS,
    UNIT_COLUMNS,
)
from leqing_desktop.ui.models.tree_model import Index, TreeModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tip_delegate import TipDelegate
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit
from leqing_desktop.ui.widgets.tree_paint import CellPainter, Look

_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


@dataclass(slots=True)
class Cursor:
    """The current cell, −1 without one; kept here because asking the view costs too much."""

    row: int = -1
    column: int = -1


class TreeDelegate(TipDelegate):
    """Paints from the model's ready cells; Enter and Tab in an editor write it and step on.

    ``stepped`` carries rows and columns to move by; ``fill_all`` is Ctrl+Enter: the text goes into
    every chosen cell.
    """

    stepped = Signal(int, int)
    fill_all = Signal(str)

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

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Start from the typed text, with everything selected."""
        if isinstance(editor, CellEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(  # noqa: N802
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Keep what was typed as a pending edit; an untouched field changes nothing."""
        if isinstance(editor, CellEdit) and editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell; the name's field begins where the name begins."""
        area = QRect(option.rect)  # type: ignore[attr-defined]
        if index.column() == TITLE_AT:
            area.setLeft(area.left() + self.painter.title_left(self._model.depth(index.row())))
        editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter, Shift+Enter, Tab and Ctrl+Enter end the editing and say where to go."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, CellEdit):
            assert isinstance(event, QKeyEvent)
            if event.key() in _STEPS:
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, CellEdit):
            assert isinstance(event, QKeyEvent)
            if isinstance(watched, UnitsEdit) and watched.choosing:
                return False
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._finish(watched, step, event)
                return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: CellEdit, step: tuple[int, int], event: QKeyEvent) -> None:
        text = editor.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and step[0]:
            step = (-1, 0)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _NO_HINT)
        if control and step[0]:
            self.fill_all.emit(text)
        else:
            self.stepped.emit(*step)

    def tip(self, index: Index, area: QRect) -> str:
        """The cell's sentence, else its whole text where it is shortened."""
        cell = self._model.cell(index.row(), index.column())
        if cell.tip or index.column() in (LIGHT_AT, PROGRESS_AT):
            return cell.tip
        depth = self._model.depth(index.row()) if index.column() == TITLE_AT else 0
        left = self.painter.title_left(depth) + 16 if index.column() == TITLE_AT else 8
        bold = is_group(self._model.item(index.row())) or cell.overdue
        return cell.text if self.painter.shortened(cell.text, area, left, bold) else ""
