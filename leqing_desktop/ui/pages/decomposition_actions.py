"""The keys and menus of the decomposition page: which action calls which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from leqing_desktop.domain.standing import Standing
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.pages.decomposition_cells import CellCommands
from leqing_desktop.ui.pages.decomposition_rows import RowCommands
from leqing_desktop.ui.widgets.tree_view import TreeView

_IN_TABLE = frozenset(
    {"cell.history", "edit.clear", "edit.copy", "edit.fill_down", "edit.paste"}
    | {"row.delete", "row.down", "row.up"}
)
MOVE = "row.move"
_MENU = (
    ("edit.copy", "edit.paste", "edit.fill_down", "edit.clear", "edit.batch"),
    ("row.add", "row.add_child", "row.up", "row.down", MOVE),
    ("row.delete", "row.bin"),
    ("row.assigned", "row.source", "row.no_source", "row.press"),
    ("cell.history",),
)
STANDINGS = {each: f"row.{each.value}" for each in reversed(Standing)}
_ADDING = ("row.add", "row.add_child", "row.assigned", "row.bin")


class TreeActions(QObject):
    """Makes the page's actions, connects them, and shows the table's context menu.

    ``page_calls`` are the verbs that the page itself does, by action id.
    """

    def __init__(
        self,
        page: QWidget,
        view: TreeView,
        cells: CellCommands,
        rows: RowCommands,
        page_calls: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(page)
        self._view = view
        calls: dict[str, Callable[[], object]] = {
            "edit.batch": cells.batch,
            "edit.clear": self._clear_or_delete,
            "edit.copy": cells.copy,
            "edit.fill_down": cells.fill_down,
            "edit.paste": cells.paste,
            "finding.next": cells.next_fault,
            "finding.previous": cells.previous_fault,
            "row.add": rows.add,
            "row.add_child": rows.add_child,
            "row.bin": rows.open_bin,
            "row.delete": rows.delete,
            "row.down": rows.down,
            "row.up": rows.up,
            **page_calls,
        }
        self._cells, self._rows = cells, rows
        self.by_id = {name: make_action(name, page) for name in calls}
        for name, action in self.by_id.items():
            action.triggered.connect(calls[name])
            (view if name in _IN_TABLE else page).addAction(action)
        self.by_id[MOVE] = QAction(icon("indent-increase"), "移动到…", page)
        self.by_id[MOVE].triggered.connect(rows.move_to)
        for standing, name in STANDINGS.items():
            words = f"{standing.verb}…" if standing is not Standing.ACTIVE else "恢复正常"
            self.by_id[name] = QAction(words, page)
            self.by_id[name].triggered.connect(partial(rows.set_standing, standing))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)

    def adding(self) -> list[QAction]:
        """What the button 新增 offers."""
        return [self.by_id[name] for name in _ADDING]

    def _clear_or_delete(self) -> None:
        if self._view.chosen.whole_rows():
            self._rows.delete()
        else:
            self._cells.clear()

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in _MENU:
            menu.addActions([self.by_id[name] for name in group])
            menu.addSeparator()
        decide = QMenu("任务状态", menu)
        decide.addActions([self.by_id[name] for name in STANDINGS.values()])
        menu.insertMenu(self.by_id[_MENU[-1][0]], decide)
        menu.popup(self._view.viewport().mapToGlobal(point))
