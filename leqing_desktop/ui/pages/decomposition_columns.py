"""Remembers the decomposition table's column widths, order and hidden columns on this desk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu

from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.models.tree_columns import FROZEN, TREE_COLUMNS
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tree_view import TreeView

SETTING = "decomposition.columns"
SAVE_PAUSE_MS = 600
_POSITIONS = {shown.key: at for at, shown in enumerate(TREE_COLUMNS)}


class ColumnMemory(QObject):
    """Applies what is stored, and stores what the clerk changes, in pixels at zoom 100."""

    def __init__(self, view: TreeView, settings: DeskSettings) -> None:
        super().__init__(view)
        self._view = view
        self._settings = settings
        self._zoom = theme().zoom
        self._dirty = False
        stored = settings.get(SETTING, {})
        self._stored = stored if isinstance(stored, dict) else {}
        self._hidden_chosen = isinstance(self._stored.get("hidden"), list)
        self.menu = QMenu(view)
        self._actions = {at: self._action(at) for at in range(FROZEN, len(TREE_COLUMNS))}
        self.menu.addSeparator()
        self._reset = self.menu.addAction("恢复默认列")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_PAUSE_MS)
        self._restore()
        self._timer.timeout.connect(self.save)
        view.head.sectionResized.connect(self._later)
        view.head.sectionMoved.connect(self._later)
        self._reset.triggered.connect(self._back_to_default)
        theme().changed.connect(self._zoomed)
        for head in (view.head, view.frozen.head):
            head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            head.customContextMenuRequested.connect(self._show_menu)

    def set_compact(self, compact: bool) -> None:
        """Show fewer columns in a narrow window, unless the clerk has chosen the columns."""
        if not self._hidden_chosen:
            self._hide({at for at, c in enumerate(TREE_COLUMNS) if compact and not c.compact})

    def save(self) -> None:
        """Write the present columns to the desk's settings."""
        if not self._timer.isActive() and not self._dirty:
            return
        self._timer.stop()
        self._dirty = False
        zoom = theme().zoom
        value: dict[str, object] = {
            "widths": {
                shown.key: round(self._view.columnWidth(at) * 100 / zoom)
                if not self._view.isColumnHidden(at)
                else self._width_of(shown.key, shown.width)
                for at, shown in enumerate(TREE_COLUMNS)
            },
            "order": [TREE_COLUMNS[self._view.head.logicalIndex(at)].key for at in range(_LAST)],
        }
        if self._hidden_chosen:
            value["hidden"] = [
                shown.key for at, shown in enumerate(TREE_COLUMNS) if self._view.isColumnHidden(at)
            ]
        self._stored = value
        self._settings.set(SETTING, value)

    def _show_menu(self) -> None:
        self.menu.popup(QCursor.pos())

    def _action(self, at: int) -> QAction:
        action = self.menu.addAction(TREE_COLUMNS[at].heading)
        action.setCheckable(True)
        action.setChecked(True)
        action.setData(at)
        action.toggled.connect(self._toggled)
        return action

    def _toggled(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._hidden_chosen = True
            self._view.setColumnHidden(int(action.data()), not shown)
            self._later()

    def _hide(self, hidden: set[int]) -> None:
        for at, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(at not in hidden)
            action.blockSignals(False)
            self._view.setColumnHidden(at, at in hidden)

    def _restore(self) -> None:
        for at, shown in enumerate(TREE_COLUMNS):
            self._view.setColumnWidth(at, theme().px(self._width_of(shown.key, shown.width)))
        order = self._stored.get("order")
        if isinstance(order, list):
            wanted = [_POSITIONS[key] for key in order if key in _POSITIONS]
            movable = [at for at in wanted if at >= FROZEN]
            for place, at in enumerate(movable, start=FROZEN):
                self._view.head.moveSection(self._view.head.visualIndex(at), place)
        hidden = self._stored.get("hidden")
        if isinstance(hidden, list):
            self._hide({_POSITIONS[key] for key in hidden if _POSITIONS.get(key, 0) >= FROZEN})

    def _width_of(self, key: str, default: int) -> int:
        widths = self._stored.get("widths")
        value = widths.get(key) if isinstance(widths, dict) else None
        return min(1200, max(36, value)) if isinstance(value, int) else default

    def _back_to_default(self) -> None:
        self._stored = {}
        self._hidden_chosen = False
        for place in range(_LAST):
            self._view.head.moveSection(self._view.head.visualIndex(place), place)
        self._hide(set())
        self._restore()
        self._later()

    def _zoomed(self) -> None:
        zoom = theme().zoom
        if zoom != self._zoom:
            for at in range(_LAST):
                if not self._view.isColumnHidden(at):
                    width = self._view.columnWidth(at) * zoom / self._zoom
                    self._view.setColumnWidth(at, round(width))
            self._zoom = zoom

    def _later(self) -> None:
        self._dirty = True
        self._timer.start()


_LAST = len(TREE_COLUMNS)
