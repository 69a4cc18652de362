"""Which rows the decomposition page shows: column filters, the search on top, quick choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.decomposition import Column, Row
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light import Ground
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.ui.models.tree_columns import LIGHT_KEY
from leqing_desktop.ui.operations import Operations

ALL, BEHIND, OVERDUE, THIS_WEEK = "all", "behind", "overdue", "week"
ASSIGNED = "assigned"
QUICK = (
    (ALL, "全部"),
    (BEHIND, "黄红"),
    (OVERDUE, "逾期"),
    (THIS_WEEK, "本周到期"),
    (ASSIGNED, "交办"),
)


class TreeFilters(QObject):
    """Turns the filters into the ids that match; ``matched`` carries them, or None for all rows.

    Stored texts are searched by the service; numbers, lights and dates of this week, which are
    computed, are looked up in what the page has read.
    """

    matched = Signal(object)

    def __init__(self, operations: Operations, service: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._service = service
        self._rows: tuple[Row, ...] = ()
        self._statuses: Mapping[int, ItemStatus] = {}
        self._texts: dict[str, str] = {}
        self._search = ""
        self._quick = ALL
        self._ticket = 0

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self._texts or self._search or self._quick != ALL)

    @property
    def words(self) -> str:
        """The filters in words, for the empty table."""
        names = {column.value: column.label for column in Column} | {LIGHT_KEY: "灯"}
        parts = [f"{names[key]} 含 {text}" for key, text in self._texts.items()]
        if self._search:
            parts.append(f"搜索 {self._search}")
        if self._quick != ALL:
            parts.append(dict(QUICK)[self._quick])
        return "，".join(parts)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """The tree as read last."""
        self._rows = rows

    def set_statuses(self, statuses: Mapping[int, ItemStatus]) -> None:
        """The lights as read last; a filter on them is looked up again."""
        self._statuses = statuses
        if self._quick in (BEHIND, OVERDUE) or LIGHT_KEY in self._texts:
            self.run()

    def set_texts(self, texts: dict[str, str]) -> None:
        """The column filters by column key."""
        if texts != self._texts:
            self._texts = texts
            self.run()

    def set_search(self, text: str) -> None:
        """The search over every column."""
        if text.strip() != self._search:
            self._search = text.strip()
            self.run()

    def set_quick(self, key: str) -> None:
        """One of ``QUICK``."""
        if key != self._quick:
            self._quick = key
            self.run()

    def clear(self) -> None:
        """Show everything again."""
        self._texts, self._search, self._quick = {}, "", ALL
        self.run()

    def counts(self) -> dict[str, int]:
        """How many tasks each quick choice shows; milestones of this week count too."""
        return {key: len(self._quick_ids(key)) for key, _text in QUICK}

    def run(self) -> None:
        """Look up the ids; only the answer to the latest question counts."""
        self._ticket += 1
        if not self.active:
            self.matched.emit(None)
            return
        stored: dict[Column | str, str] = {
            Column(key): text
            for key, text in self._texts.items()
            if key not in (LIGHT_KEY, Column.NUMBER.value)
        }
        if self._search:
            stored["any"] = self._search
        if stored:
            answer = partial(self._answer, self._ticket)
            self._operations.read(self._service.matching, stored, done=answer)
        else:
            self._answer(self._ticket, None)

    def _answer(self, ticket: int, found: frozenset[int] | None) -> None:
        if ticket != self._ticket:
            return
        parts = [found] if found is not None else []
        if self._quick != ALL:
            parts.append(self._quick_ids(self._quick))
        if LIGHT_KEY in self._texts:
            parts.append(self._light_ids(self._texts[LIGHT_KEY]))
        if Column.NUMBER.value in self._texts:
            typed = self._texts[Column.NUMBER.value]
            parts.append(frozenset(row.id for row in self._rows if row.number.startswith(typed)))
        ids = parts[0]
        for part in parts[1:]:
            ids &= part
        self.matched.emit(ids)

    def _quick_ids(self, key: str) -> frozenset[int]:
        if key == ALL:
            return frozenset(row.id for row in self._rows if row.level is Level.TASK)
        if key == ASSIGNED:
            return frozenset(row.id for row in self._rows if row.origin is not None)
        if key == THIS_WEEK:
            return self._due_this_week(date.today())
        wanted: Callable[[ItemStatus], bool] = _behind if key == BEHIND else _overdue
        return frozenset(
            item
            for item, status in self._statuses.items()
            if status.assessment is not None and wanted(status)
        )

    def _light_ids(self, text: str) -> frozenset[int]:
        wanted = {light for light in Light if light.label in text}
        return frozenset(
            item
            for item, status in self._statuses.items()
            if status.assessment is not None and status.light in wanted
        )

    def _due_this_week(self, today: date) -> frozenset[int]:
        monday = today - timedelta(days=today.weekday())
        sunday = monday + timedelta(days=6)
        return frozenset(
            row.id
            for row in self._rows
            if row.level >= Level.TASK
            and row.due is not None
            and monday <= row.due <= sunday
            and not _finished(self._statuses.get(row.id))
        )


def _behind(status: ItemStatus) -> bool:
    return status.light in (Light.YELLOW, Light.RED)


def _overdue(status: ItemStatus) -> bool:
    return status.assessment is not None and status.assessment.ground is Ground.OVERDUE


def _finished(status: ItemStatus | None) -> bool:
    found = status.assessment if status is not None else None
    return found is not None and found.ground in (Ground.FINISHED, Ground.CANCELLED)
