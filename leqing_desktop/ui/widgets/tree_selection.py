"""What is chosen in the decomposition table: blocks of cells, whole rows, items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from leqing_desktop.ui.models.tree_columns import TREE_COLUMNS

if TYPE_CHECKING:
    from leqing_desktop.ui.widgets.tree_view import TreeView

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_LAST = len(TREE_COLUMNS) - 1


class TreeSelection:
    """Asks and sets the selection of a ``TreeView``; hidden columns never count as chosen."""

    def __init__(self, view: TreeView) -> None:
        self._view = view

    def count(self) -> int:
        """How many cells on show are chosen."""
        shown = self._view.shown_columns()
        return sum(
            part.height() * sum(part.left() <= at <= part.right() for at in shown)
            for part in self._parts()
        )

    def cells(self) -> list[tuple[int, int]]:
        """The chosen cells as (row, column)."""
        shown = self._view.shown_columns()
        return [
            (row, at)
            for part in self._parts()
            for row in range(part.top(), part.bottom() + 1)
            for at in shown
            if part.left() <= at <= part.right()
        ]

    def block(self) -> tuple[list[int], list[int]]:
        """Rows and columns (in screen order) of the rectangle around the selection."""
        parts = self._parts()
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        columns = {at for part in parts for at in range(part.left(), part.right() + 1)}
        return sorted(rows), [at for at in self._view.shown_columns() if at in columns]

    def items(self) -> list[int]:
        """Ids of the items with any chosen cell, in order."""
        rows, _columns = self.block()
        return [self._view.tree.item(row).id for row in rows]

    def whole_rows(self) -> list[int]:
        """Ids of the items whose whole row is chosen."""
        rows: set[int] = set()
        for part in self._parts():
            if part.left() == 0 and part.right() == _LAST:
                rows.update(range(part.top(), part.bottom() + 1))
        return [self._view.tree.item(row).id for row in sorted(rows)]

    def choose_block(self, top: int, bottom: int, columns: Iterable[int]) -> None:
        """Choose a rectangle, as after a paste."""
        selection = QItemSelection()
        for at in columns:
            selection.select(self._view.tree.index(top, at), self._view.tree.index(bottom, at))
        self._view.selectionModel().select(selection, _CHOOSE)

    def choose_rows(self, item_ids: Iterable[int]) -> None:
        """Choose whole rows, those that are visible."""
        rows = [row for row in map(self._view.tree.row_of, item_ids) if row >= 0]
        if not rows:
            return
        selection = QItemSelection()
        for row in rows:
            selection.select(self._view.tree.index(row, 0), self._view.tree.index(row, _LAST))
        self._view.selectionModel().select(selection, _CHOOSE)

    def _parts(self) -> list[QItemSelectionRange]:
        selection = self._view.selectionModel().selection()
        return [selection.at(at) for at in range(selection.count())]
