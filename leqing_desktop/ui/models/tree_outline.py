"""The rows of the decomposition table as an outline: what is open, and which rows are visible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level


@dataclass(slots=True)
class _Openness:
    """Which parents are closed: once for the whole tree, once for the filtered view."""

    whole: set[int]
    filtered: set[int]


class Outline:
    """Rows in display order with their parents, the end of their branches and what is closed.

    Positions are places in ``rows``; a filtered view keeps the matched rows and their ancestors
    and starts with every branch open, so that a match is never hidden.
    """

    def __init__(self, rows: Sequence[Row] = (), closed: Iterable[int] = ()) -> None:
        self.rows: tuple[Row, ...] = tuple(rows)
        self.position: dict[int, int] = {row.id: at for at, row in enumerate(self.rows)}
        self.parent: list[int] = [
            -1 if row.parent_id is None else self.position.get(row.parent_id, -1)
            for row in self.rows
        ]
        self.depth, self.end = self._branches()
        self._kept: frozenset[int] | None = None
        self._open = _Openness({item for item in closed if item in self.position}, set())

    def _branches(self) -> tuple[list[int], list[int]]:
        depth = [0] * len(self.rows)
        end = [at + 1 for at in range(len(self.rows))]
        for at, parent in enumerate(self.parent):
            depth[at] = depth[parent] + 1 if parent >= 0 else 0
        for at in range(len(self.rows) - 1, -1, -1):
            parent = self.parent[at]
            if parent >= 0 and end[at] > end[parent]:
                end[parent] = end[at]
        return depth, end

    @property
    def closed(self) -> set[int]:
        """Ids of the closed parents in the present view."""
        return self._open.whole if self._kept is None else self._open.filtered

    @property
    def closed_whole(self) -> frozenset[int]:
        """Ids of the closed parents of the unfiltered tree, to be kept over a reload."""
        return frozenset(self._open.whole)

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return self._kept is not None

    def has_children(self, at: int) -> bool:
        """Whether the row has rows below it in the present view."""
        if self._kept is None:
            return self.end[at] > at + 1
        return any(child in self._kept for child in range(at + 1, self.end[at]))

    def is_closed(self, at: int) -> bool:
        """Whether the row's branch is folded away."""
        return self.rows[at].id in self.closed

    def keep(self, matched: frozenset[int] | None) -> None:
        """Show only these ids and their ancestors; None shows everything."""
        if matched is None:
            self._kept = None
            return
        kept: set[int] = set()
        for item in matched:
            at = self.position.get(item, -1)
            while at >= 0 and at not in kept:
                kept.add(at)
                at = self.parent[at]
        self._kept = frozenset(kept)
        self._open.filtered = set()

    def visible(self, start: int = 0, stop: int | None = None) -> list[int]:
        """The positions shown between ``start`` and ``stop``, in order."""
        closed, kept, end, rows = self.closed, self._kept, self.end, self.rows
        last = len(rows) if stop is None else stop
        shown: list[int] = []
        at = start
        while at < last:
            if kept is not None and at not in kept:
                at += 1
                continue
            shown.append(at)
            at = end[at] if rows[at].id in closed else at + 1
        return shown

    def expand_to(self, level: Level) -> None:
        """Open every branch above ``level`` and close the rest, as Excel's outline buttons do."""
        self.closed.clear()
        self.closed.update(
            row.id
            for at, row in enumerate(self.rows)
            if row.level >= level and self.end[at] > at + 1
        )

    def reveal(self, item_id: int) -> bool:
        """Open all ancestors of an item; says whether anything had to be opened."""
        at = self.position.get(item_id, -1)
        before = len(self.closed)
        while at >= 0:
            at = self.parent[at]
            if at >= 0:
                self.closed.discard(self.rows[at].id)
        return len(self.closed) != before

    def siblings(self, item_id: int) -> tuple[int, ...]:
        """Ids with the same parent, in order."""
        parent = self.parent[self.position[item_id]]
        first, last = (parent + 1, self.end[parent]) if parent >= 0 else (0, len(self.rows))
        found = []
        at = first
        while at < last:
            found.append(self.rows[at].id)
            at = self.end[at]
        return tuple(found)

    def path(self, item_id: int) -> tuple[Row, ...]:
        """The ancestors of an item, outermost first, without the item."""
        found = []
        at = self.parent[self.position[item_id]]
        while at >= 0:
            found.append(self.rows[at])
            at = self.parent[at]
        return tuple(reversed(found))

    def counts(self) -> dict[Level, int]:
        """How many rows each level has."""
        counted = dict.fromkeys(Level, 0)
        for row in self.rows:
            counted[row.level] += 1
        return counted
