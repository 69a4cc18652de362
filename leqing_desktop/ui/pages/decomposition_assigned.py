"""交办事项 in the decomposition table: enter one, say where a task comes from, press for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.assigned_items import AssignedItems
from leqing_desktop.ui.pages.hand_notices import HandNotices
from leqing_desktop.ui.widgets.tree_view import TreeView


class AssignedRows(QObject):
    """Works on the chosen tasks. ``told(sentence)``; ``arrived(item id)`` of what was entered;
    ``pressed(item id)`` once a notice about it stands among the proposals.
    """

    told = Signal(str)
    arrived = Signal(int)
    pressed = Signal(int)

    def __init__(
        self, view: TreeView, submit: Callable[[], None], operations: Operations,
        services: Any, page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._view = view
        self._submit = submit
        self.period: Period | None = None
        self.items = AssignedItems(operations, services, page)
        self.hand = HandNotices(operations, services, page)
        self.items.entered.connect(self._entered)
        self.hand.asked.connect(self.pressed)
        self.hand.refused.connect(self._refused)

    def calls(self) -> dict[str, Callable[[], object]]:
        """The verbs by the ids of their actions."""
        return {
            "row.assigned": self._enter,
            "row.source": self._source,
            "row.no_source": self._no_source,
            "row.press": self._press,
        }

    def _enter(self) -> None:
        self._submit()
        self.items.open()

    def _source(self) -> None:
        tasks = self._tasks()
        if not tasks:
            self.told.emit("请选中任务行，再登记它的来源。")
            return
        self._submit()
        first = self._view.tree.item_of(tasks[0])
        assert first is not None
        title = f"“{first.title[:30]}”的来源" if len(tasks) == 1 else f"{len(tasks)} 项任务的来源"
        self.items.edit_source(tasks, title, first.origin)

    def _no_source(self) -> None:
        rows = [self._view.tree.item_of(item) for item in self._tasks()]
        known = [row.id for row in rows if row is not None and row.origin is not None]
        if known:
            self._submit()
            self.items.remove_source(known)
        else:
            self.told.emit("所选任务没有登记来源，不用删除。")

    def _press(self) -> None:
        tasks = self._tasks()
        if self.period is None:
            self.told.emit("还没有报送期，请先在上方新增一个季度，再督办。")
        elif not tasks:
            self.told.emit("请选中要督办的任务行。")
        else:
            self._submit()
            self.hand.open(self.period, tasks[0])

    def _tasks(self) -> list[int]:
        chosen = self._view.chosen.whole_rows() or self._view.chosen.items()
        rows = (self._view.tree.item_of(item) for item in chosen)
        return [row.id for row in rows if row is not None and row.level is Level.TASK]

    def _entered(self, changes: Changes) -> None:
        fresh = changes.records.get("item")
        if fresh:
            self.arrived.emit(max(fresh))

    def _refused(self, error: Exception) -> None:
        self.told.emit(str(error))
