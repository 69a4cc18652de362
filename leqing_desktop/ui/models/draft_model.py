"""The draft under review as a flat table of its visible rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import (
    QObject,
    Qt,
    Signal,
)

from leqing_desktop.domain.plan_draft import Change, Doubt, Draft, DraftNode, NodeKind
from leqing_desktop.ui.models.draft_cells import (
    CHECK_AT,
    COLUMNS,
    KIND_AT,
    TICK_AT,
    Check,
    cell_of,
    check_of,
    takes_typing,
)
from leqing_desktop.ui.models.row_table import ROOT, Index, RowTable
from leqing_desktop.ui.models.tree_cells import Cell

ALL, DOUBTED, EDITED, CHANGED = "all", "doubted", "edited", "changed"
_TICKS = {
    True: Qt.CheckState.Checked,
    False: Qt.CheckState.Unchecked,
    None: Qt.CheckState.PartiallyChecked,
}


class DraftModel(RowTable):
    """Rows are asked for by key; ``typed(key, column, text)`` carries what a clerk typed.

    Whoever takes it changes the draft and calls ``show_draft``, or ``fault`` where it is refused:
    the cell then keeps what was typed.
    """

    heads = COLUMNS
    typed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft("")
        self.filter = ALL
        self._into_empty = True
        self._nodes: dict[int, DraftNode] = {}
        self._order: list[int] = []
        self._depth: dict[int, int] = {}
        self._below: dict[int | None, list[int]] = {}
        self._ticks: dict[int, bool | None] = {}
        self._doubts: dict[int, list[Doubt]] = {}
        self._closed: set[int] = set()
        self._held: set[int] = set()
        self._faults: dict[tuple[int, int], tuple[str, str]] = {}
        self._shown: list[int] = []
        self._row_of: dict[int, int] = {}

    # What Qt asks for

    def row_total(self) -> int:
        """How many rows are visible."""
        return len(self._shown)

    def editable(self, row: int, column: int) -> bool:
        """What the kind of record has can be typed into."""
        return takes_typing(self.node(row), column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text for copying and screen readers, what editing starts from, the tick."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.cell(row, column).typed
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK_AT:
            return _TICKS[self.tick(row)]
        return None

    def _words(self, row: int, column: int) -> str:
        if column == KIND_AT:
            return self.node(row).kind.label
        if column == CHECK_AT:
            return self.check(row).text
        return "" if column == TICK_AT else self.cell(row, column).text

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Hand a typed text on."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        node = self.node(index.row())
        if not takes_typing(node, index.column()):
            return False
        self._faults.pop((node.key, index.column()), None)
        self.typed.emit(node.key, index.column(), str(value))
        return True

    # What view and page ask for

    def node(self, row: int) -> DraftNode:
        """The record of a visible row."""
        return self._nodes[self._shown[row]]

    def key_at(self, row: int) -> int:
        """The record of a visible row by its key, also while rows come and go."""
        return self._shown[row]

    def row_of(self, key: int | None) -> int:
        """The visible row of a record, -1 where it is hidden or gone."""
        return -1 if key is None else self._row_of.get(key, -1)

    def depth(self, row: int) -> int:
        """How deep the row is indented."""
        return self._depth[self._shown[row]]

    def branch(self, row: int) -> bool | None:
        """Whether the row's branch is open; None without anything below it."""
        key = self._shown[row]
        return key not in self._closed if self._below.get(key) else None

    def tick(self, row: int) -> bool | None:
        """Whether the row is taken; None where only some of what is below it is."""
        return self._ticks[self._shown[row]]

    def cell(self, row: int, column: int) -> Cell:
        """A cell ready to paint; a refused text stays with its sentence."""
        node = self.node(row)
        fault = self._faults.get((node.key, column))
        if fault is not None:
            text, sentence = fault
            return Cell(text, text, tip=sentence, error=sentence, edited=True)
        kinds = (self._nodes[key] for key in self._below.get(node.key, ()))
        return cell_of(node, column, Counter(n.kind for n in kinds if n.taken))

    def check(self, row: int) -> Check:
        """What the last column says."""
        node = self.node(row)
        return check_of(node, self._doubts.get(node.key, ()), self._into_empty)

    def counts(self) -> dict[str, int]:
        """How many rows each filter shows of its own account."""
        wanted = dict.fromkeys((ALL, DOUBTED, EDITED, CHANGED), 0)
        for node in self._nodes.values():
            for key in wanted:
                wanted[key] += self._matches(node, key)
        return wanted

    # The draft

    def show_draft(self, draft: Draft, into_empty: bool) -> None:
        """Show a draft; rows that stay keep cursor and scrolling."""
        self.draft, self._into_empty = draft, into_empty
        self._nodes = draft.index()
        self._below = {}
        for node in draft.nodes:
            self._below.setdefault(node.parent, []).append(node.key)
        self._arrange()
        self._doubts = {}
        for doubt in draft.waiting():
            if doubt.key is not None:
                self._doubts.setdefault(doubt.key, []).append(doubt)
        self._closed &= self._nodes.keys()
        self._faults = {at: kept for at, kept in self._faults.items() if at[0] in self._nodes}
        self._refresh()
        if self._shown:
            last = self.index(len(self._shown) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _arrange(self) -> None:
        """Each parent before its children, with depth and tick."""
        self._order, self._depth = [], {}
        waiting = [(key, 0) for key in reversed(self._below.get(None, []))]
        while waiting:
            key, depth = waiting.pop()
            self._order.append(key)
            self._depth[key] = depth
            waiting += [(child, depth + 1) for child in reversed(self._below.get(key, []))]
        self._ticks = {}
        for key in reversed(self._order):
            node = self._nodes[key]
            inside = [k for k in self._below.get(key, ()) if not self._is_gone(k)]
            whole = all(self._ticks[child] is True for child in inside)
            self._ticks[key] = node.taken and (True if whole else None)

    def _is_gone(self, key: int) -> bool:
        return self._nodes[key].change is Change.GONE and not self._nodes[key].taken

    def fault(self, key: int, column: int, text: str, sentence: str) -> None:
        """Keep a refused text in its cell."""
        self._faults[key, column] = (text, sentence)
        self._touch(key)

    def restore(self, key: int) -> bool:
        """Give up the refused texts of a row; says whether there were any."""
        faulty = [at for at in self._faults if at[0] == key]
        for at in faulty:
            del self._faults[at]
        self._touch(key)
        return bool(faulty)

    @property
    def faulty(self) -> list[tuple[int, int]]:
        """Record and column of the refused texts."""
        return list(self._faults)

    def _touch(self, key: int) -> None:
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    # What is visible

    def set_filter(self, name: str) -> None:
        """Show only what matches, with what stands above it."""
        self._held.clear()
        self.filter = name
        self._closed.clear()
        self._refresh()

    def fold(self, row: int, closed: bool) -> bool:
        """Close or open a branch; says whether there was one to close or open."""
        if self.branch(row) is None or self.branch(row) is not closed:
            return False
        key = self._shown[row]
        (self._closed.add if closed else self._closed.discard)(key)
        self._refresh()
        self._touch(key)
        return True

    def fold_to(self, kind: NodeKind | None) -> None:
        """Close every branch of a kind; None opens all."""
        closed = {key for key, node in self._nodes.items() if node.kind is kind}
        self._closed = closed if kind is not None else set()
        self._refresh()

    def reveal(self, key: int) -> int:
        """The row of a record, after whatever hides it is opened; -1 where it is gone."""
        if key not in self._nodes:
            return -1
        self._closed -= set(self._above(key))
        if key not in self._matched():
            self.filter = ALL
        self._refresh()
        return self.row_of(key)

    def _matches(self, node: DraftNode, name: str) -> bool:
        if name == DOUBTED:
            return node.key in self._doubts
        if name == EDITED:
            return node.edited
        if name == CHANGED:
            changed = node.change in (Change.CHANGED, Change.GONE)
            return not self._into_empty and (changed or (node.change is Change.NEW and node.taken))
        return True

    def _matched(self) -> set[int]:
        kept: set[int] = set()
        for key, node in self._nodes.items():
            if self._matches(node, self.filter) or key in self._held:
                kept.add(key)
                # A row that no longer matches (its tick was taken off) stays till the filter is
                # chosen anew: the clerk may want it back.
                self._held.add(key)
                kept.update(self._above(key) if self.filter != ALL else ())
        return kept

    def _above(self, key: int) -> Iterator[int]:
        parent = self._nodes[key].parent
        while parent is not None:
            yield parent
            parent = self._nodes[parent].parent

    def _visible(self) -> Iterable[int]:
        kept, hidden = self._matched(), -1
        for key in self._order:
            if hidden >= 0 and self._depth[key] > hidden:
                continue
            hidden = self._depth[key] if key in self._closed else -1
            if key in kept:
                yield key

    def _refresh(self) -> None:
        """Take rows away and put rows in where old and new differ, so that the rest stays put."""
        new, old = list(self._visible()), self._shown
        first = 0
        while first < min(len(new), len(old)) and new[first] == old[first]:
            first += 1
        last = 0
        while last < min(len(new), len(old)) - first and new[-1 - last] == old[-1 - last]:
            last += 1
        if len(old) - last > first:
            self.beginRemoveRows(ROOT, first, len(old) - last - 1)
            self._set_shown(old[:first] + old[len(old) - last :])
            self.endRemoveRows()
        if len(new) - last > first:
            self.beginInsertRows(ROOT, first, len(new) - last - 1)
            self._set_shown(new)
            self.endInsertRows()

    def _set_shown(self, keys: list[int]) -> None:
        self._shown = keys
        self._row_of = {key: row for row, key in enumerate(keys)}
