"""The decomposition tree as a flat table of its visible rows, with what is typed but not sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from leqing_desktop.domain.decomposition import Column, Edit, Row, columns_of
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.models.tree_cells import Cell, LightCell, cells_of, light_cell, typed_text
from leqing_desktop.ui.models.tree_columns import TREE_COLUMNS
from leqing_desktop.ui.models.tree_outline import Outline
from leqing_desktop.ui.models.tree_pending import PendingEdits
from leqing_desktop.ui.plain_text import plain_tip

ItemIdRole = int(Qt.ItemDataRole.UserRole)
_MANY = 200
"""From so many changed rows on, one signal for all of them is cheaper than one each."""


class TreeModel(RowTable):
    """Visible rows of an ``Outline``; cells are built once a row and answered from memory."""

    heads = TREE_COLUMNS
    edited = Signal(int)
    pending_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outline = Outline()
        self.pending = PendingEdits()
        self.why_locked = ""
        self._statuses: Mapping[int, ItemStatus] = {}
        self._lights: dict[int, LightCell] = {}
        self._matched: frozenset[int] | None = None
        self._shown: list[int] = []
        self._row_of: dict[int, int] | None = None
        self._cells: dict[int, tuple[Cell, ...]] = {}

    # What Qt asks for

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, what editing starts from, its tooltip, or its item's id."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.EditRole:
            return cell.typed
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.tip) or None
        if role == ItemIdRole:
            return self.item(index.row()).id
        return None

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Keep a typed text until the row is left; typing the stored value again forgets it."""
        column = TREE_COLUMNS[index.column()].column if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or column is None:
            return False
        self.type_into(self.item(index.row()).id, column, str(value))
        return True

    def row_total(self) -> int:
        """How many rows are visible."""
        return len(self._shown)

    # What the page asks for

    def item(self, row: int) -> Row:
        """The item of a visible row."""
        return self.outline.rows[self._shown[row]]

    def item_of(self, item_id: int) -> Row | None:
        """The item of an id, visible or not."""
        at = self.outline.position.get(item_id)
        return None if at is None else self.outline.rows[at]

    def row_of(self, item_id: int) -> int:
        """The visible row of an item, -1 where it is hidden or gone."""
        if self._row_of is None:
            rows = self.outline.rows
            self._row_of = {rows[at].id: row for row, at in enumerate(self._shown)}
        return self._row_of.get(item_id, -1)

    def cell(self, row: int, column: int) -> Cell:
        """A visible cell, ready to paint."""
        item = self.outline.rows[self._shown[row]]
        cells = self._cells.get(item.id)
        if cells is None:
            cells = self._cells[item.id] = cells_of(item, self.light(item.id), self.pending)
        return cells[column]

    def editable(self, row: int, column: int) -> bool:
        """Whether a visible cell can be typed into; none where ``why_locked`` says why."""
        if self.why_locked:
            return False
        typed = TREE_COLUMNS[column].column
        return typed is not None and typed in columns_of(self.item(row).level)

    def light(self, item_id: int) -> LightCell:
        """An item's light and progress."""
        found = self._lights.get(item_id)
        if found is None:
            found = self._lights[item_id] = light_cell(self._statuses.get(item_id))
        return found

    def depth(self, row: int) -> int:
        """How far a visible row is indented."""
        return self.outline.depth[self._shown[row]]

    def branch(self, row: int) -> bool | None:
        """None for a row without children, else whether its branch is open."""
        at = self._shown[row]
        if not self.outline.has_children(at):
            return None
        return not self.outline.is_closed(at)

    # Typing

    def type_into(self, item_id: int, column: Column, text: str) -> None:
        """Keep a typed text for a cell, visible or not."""
        item = self.item_of(item_id)
        if item is None or column not in columns_of(item.level):
            return
        if text == typed_text(item, column):
            if not self.pending.drop(item_id, column):
                return
        else:
            self.pending.put(item_id, column, text)
        self._touch((item_id,))
        self.edited.emit(item_id)
        self.pending_changed.emit()

    def type_many(self, edits: Iterable[Edit]) -> None:
        """Keep many typed texts at once, e.g. of a pasted block."""
        touched = set()
        for edit in edits:
            self.pending.put(edit.item_id, edit.column, edit.text)
            touched.add(edit.item_id)
        self._touch(touched)
        self.pending_changed.emit()

    def take_back(self) -> bool:
        """Forget the text typed last; says whether there was one."""
        last = self.pending.last()
        return last is not None and self.restore(*last)

    def restore(self, item_id: int, column: Column) -> bool:
        """Bring back the stored value of a cell; says whether something was pending."""
        if not self.pending.drop(item_id, column):
            return False
        self._touch((item_id,))
        self.pending_changed.emit()
        return True

    def settle(self, edits: Iterable[Edit]) -> None:
        """The edits are written: show the cells as ordinary ones again."""
        written = tuple(edits)
        self.pending.settle(written)
        self._touch({edit.item_id for edit in written})
        self.pending_changed.emit()

    def refuse(self, problems: dict[tuple[int, str], str]) -> tuple[tuple[int, Column], ...]:
        """Show the service's sentences on the cells; gives the cells concerned."""
        marked = self.pending.refuse(problems)
        self._touch({item for item, _column in marked})
        self.pending_changed.emit()
        return marked

    # Rows, lights, folding, filtering

    def same_rows(self, rows: Sequence[Row]) -> bool:
        """Whether these are the present rows in the present places, whatever they say."""
        shown = self.outline.rows
        return len(rows) == len(shown) and all(
            a.id == b.id and a.parent_id == b.parent_id for a, b in zip(rows, shown, strict=True)
        )

    def set_rows(self, rows: Sequence[Row], opened_to: Level | None = None) -> None:
        """Show a newly read tree; what is pending stays, and what is folded without ``opened_to``."""
        if self.same_rows(rows):
            self.outline.rows = tuple(rows)
            self._all_changed()
            return
        self.beginResetModel()
        old = self.outline
        self.outline = Outline(rows, old.closed_whole)
        if self._matched is not None:
            self._matched |= self.outline.position.keys() - old.position.keys()
            self.outline.keep(self._matched)
            self.outline.closed.update(old.closed & self.outline.position.keys())
        if opened_to is not None:
            self.outline.expand_to(opened_to)
        self.pending.forget_missing(self.outline.position)
        self._cells.clear()
        self._show_again()
        self.endResetModel()
        self.pending_changed.emit()

    def set_lights(self, statuses: Mapping[int, ItemStatus]) -> None:
        """Show newly computed lights."""
        self._statuses = statuses
        self._lights.clear()
        self._all_changed()

    @property
    def filtered(self) -> bool:
        """Whether rows are left out by a filter."""
        return self._matched is not None

    def keep(self, matched: frozenset[int] | None) -> None:
        """Filter to these ids and their ancestors; None shows everything."""
        self.beginResetModel()
        self._matched = matched
        self.outline.keep(matched)
        self._show_again()
        self.endResetModel()

    def expand_to(self, level: Level) -> None:
        """展开到: open every branch above a level, close the rest."""
        self.beginResetModel()
        self.outline.expand_to(level)
        self._show_again()
        self.endResetModel()

    def reveal(self, item_id: int) -> int:
        """Open what hides an item and give its visible row; -1 where it is filtered or gone."""
        if self.row_of(item_id) < 0 and self.outline.reveal(item_id):
            self.beginResetModel()
            self._show_again()
            self.endResetModel()
        return self.row_of(item_id)

    def fold(self, row: int, closed: bool) -> bool:
        """Close or open the branch of a visible row; says whether that changed anything."""
        at = self._shown[row]
        if not self.outline.has_children(at) or self.outline.is_closed(at) == closed:
            return False
        item_id = self.outline.rows[at].id
        if closed:
            below = self.outline.visible(at + 1, self.outline.end[at])
            self.beginRemoveRows(QModelIndex(), row + 1, row + len(below))
            self.outline.closed.add(item_id)
            del self._shown[row + 1 : row + 1 + len(below)]
            self._row_of = None
            self.endRemoveRows()
        else:
            self.outline.closed.discard(item_id)
            below = self.outline.visible(at + 1, self.outline.end[at])
            self.beginInsertRows(QModelIndex(), row + 1, row + len(below))
            self._shown[row + 1 : row + 1] = below
            self._row_of = None
            self.endInsertRows()
        self._emit_rows(row, row)
        return True

    def _show_again(self) -> None:
        self._shown = self.outline.visible()
        self._row_of = None

    def _all_changed(self) -> None:
        self._cells.clear()
        if self._shown:
            self._emit_rows(0, len(self._shown) - 1)

    def _touch(self, item_ids: Collection[int]) -> None:
        if len(item_ids) > _MANY:
            self._all_changed()
            return
        for item_id in item_ids:
            self._cells.pop(item_id, None)
            row = self.row_of(item_id)
            if row >= 0:
                self._emit_rows(row, row)

    def _emit_rows(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(TREE_COLUMNS) - 1))
