"""What every table of ready rows answers Qt alike: its size, its heads, what can be typed into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Head(Protocol):
    """A column's head; figures stand at the right."""

    @property
    def heading(self) -> str:
        """Its words."""

    @property
    def right(self) -> bool:
        """Whether the column holds figures."""


class RowTable(QAbstractTableModel):
    """A flat table; the model that inherits says what its rows and cells are."""

    heads: Sequence[Head] = ()

    def row_total(self) -> int:
        """How many rows are visible; none in a table that says nothing else."""
        return 0

    def editable(self, row: int, column: int) -> bool:  # noqa: ARG002
        """Whether a cell takes typing."""
        return False

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """How many rows are visible."""
        return 0 if parent.isValid() else self.row_total()

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        """How many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' heads, aligned as their cells."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        head = self.heads[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if head.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be chosen; what is editable can be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.editable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags
