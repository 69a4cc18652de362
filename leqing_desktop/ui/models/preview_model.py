"""A sheet of a task table as a flat read-only model: every answer is looked up, none computed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.ui.models.preview_facts import (
    ColumnHead,
    Mark,
    RowKind,
    SheetFacts,
    column_heads,
)

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Rows and columns as in the sheet; the delegate and the heads ask for kinds, marks, heads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: SheetFacts | None = None
        self.ignored: frozenset[int] = frozenset()

    # What Qt asks for

    def rowCount(self, parent: Index = _NOTHING) -> int:  # noqa: N802
        """The rows of the sheet, from its first one on."""
        return 0 if parent.isValid() or self.facts is None else len(self.facts.preview.rows)

    def columnCount(self, parent: Index = _NOTHING) -> int:  # noqa: N802
        """The columns of the sheet, from A on."""
        return 0 if parent.isValid() or self.facts is None else self.facts.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return self.text(index.row(), index.column())

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Row numbers, and letter with meaning: a screen reader says what is painted."""
        if role != Qt.ItemDataRole.DisplayRole or self.facts is None:
            return None
        if orientation is Qt.Orientation.Horizontal:
            head = self.head(section)
            return " ".join(filter(None, (head.letter, head.label, head.sure)))
        return f"{section + 1} {self.kind(section).tag}".rstrip()

    # What painting asks for

    def text(self, row: int, column: int) -> str:
        """A cell's text; rows may be shorter than the widest."""
        assert self.facts is not None
        texts = self.facts.preview.rows[row]
        return texts[column] if column < len(texts) else ""

    def kind(self, row: int) -> RowKind:
        """A row's part in the import."""
        assert self.facts is not None
        return self.facts.kinds[row]

    def mark(self, row: int, column: int) -> Mark | None:
        """The finding on a cell."""
        assert self.facts is not None
        return self.facts.marks.get((row, column))

    def head(self, column: int) -> ColumnHead:
        """What stands over a column."""
        assert self.facts is not None
        return self.facts.heads[column]

    # What the panel asks for

    def show(self, facts: SheetFacts) -> bool:
        """Show a sheet; False where the texts are the old ones, so that the cursor stays."""
        old = self.facts
        if old is not None and old.preview == facts.preview:
            self._take(facts)
            return False
        self.beginResetModel()
        self.facts, self.ignored = facts, facts.ignored
        self.endResetModel()
        return True

    def choose(self, mapping: SheetMapping) -> None:
        """Show the columns as the clerk has just set them; the rows follow when read again."""
        assert self.facts is not None
        heads = column_heads(mapping, self.facts.width)
        self._take(replace(self.facts, mapping=mapping, heads=heads))

    def _take(self, facts: SheetFacts) -> None:
        self.facts, self.ignored = facts, facts.ignored
        if facts.width and facts.preview.rows:
            last = self.index(len(facts.preview.rows) - 1, facts.width - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, facts.width - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last.row())
