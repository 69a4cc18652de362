"""Keeps cursor, chosen rows and scroll position while the rows are read anew or filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QObject

from leqing_desktop.ui.models.tree_columns import TITLE_AT
from leqing_desktop.ui.theme import theme

if TYPE_CHECKING:
    from leqing_desktop.ui.widgets.tree_view import TreeView

_ROWS_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where everything was: ids, as rows have other numbers afterwards."""

    item_id: int
    row: int
    column: int
    top_id: int
    shift: int
    whole_rows: tuple[int, ...]


class PlaceKeeper(QObject):
    """Follows a view's model over a reset."""

    def __init__(self, view: TreeView) -> None:
        super().__init__(view)
        self._view = view
        self._anchor: _Anchor | None = None
        self._filtered_out: tuple[int, int] | None = None
        view.tree.modelAboutToBeReset.connect(self._remember)
        view.tree.modelReset.connect(self._give_back)

    @property
    def away(self) -> bool:
        """Whether a reset is under way, so that no row counts as left."""
        return self._anchor is not None

    def _remember(self) -> None:
        if self._anchor is not None:
            return
        view = self._view
        index = view.currentIndex()
        top = view.rowAt(0)
        self._anchor = _Anchor(
            view.item_id,
            index.row(),
            index.column() if index.isValid() else TITLE_AT,
            view.tree.item(top).id if top >= 0 else -1,
            view.rowViewportPosition(top) if top >= 0 else 0,
            tuple(view.chosen.whole_rows()[:_ROWS_REMEMBERED]),
        )

    def _give_back(self) -> None:
        anchor = self._anchor
        if anchor is None:
            return
        view, tree = self._view, self._view.tree
        row = tree.row_of(anchor.item_id)
        if row < 0 <= anchor.row and tree.item_of(anchor.item_id) is None:
            # The current row is gone: its neighbour takes its place.
            row = min(anchor.row, tree.rowCount() - 1)
        column = anchor.column
        if row < 0 <= anchor.item_id:
            self._filtered_out = (anchor.item_id, column)
        elif row < 0 and self._filtered_out is not None:
            # A filter had hidden the current row; it is back.
            item_id, column = self._filtered_out
            row = tree.row_of(item_id)
        if row >= 0:
            self._filtered_out = None
            index = tree.index(row, column)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            view.selectionModel().setCurrentIndex(index, flag)
            view.chosen.choose_rows(anchor.whole_rows)
        top = tree.row_of(anchor.top_id)
        if top >= 0:
            view.verticalScrollBar().setValue(top * theme().row_height - anchor.shift)
        elif row >= 0:
            view.scrollTo(tree.index(row, column))
        self._anchor = None
        view.enter_current()
