"""A script of its own: the program's window on a ledger, closed once its table shows rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

TABLE_MODULE = "leqing_desktop.ui.widgets.tree_view"


WhenShown = Callable[[Any], None]
"""Gets the table after its first painting with rows."""


class _Watch:
    """Wraps the table's painting the moment its module is imported; nothing else is touched.

    The program so starts in its own order, with what it imports when it imports it.
    """

    def __init__(self, then: WhenShown) -> None:
        self._then = then

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The table's module with a loader that wraps, everything else as usual."""
        if name != TABLE_MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Wrapping(spec.loader, self._then)  # type: ignore[assignment]
        return spec


class _Wrapping:
    def __init__(self, loader: Any, then: WhenShown) -> None:
        self._loader = loader
        self._then = then

    def create_module(self, spec: ModuleSpec) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        _watch_first_rows(module.TreeView, self._then)


def _watch_first_rows(view: Any, then: WhenShown) -> None:
    inherited = view.paintEvent

    def paint(self: Any, event: Any) -> None:
        inherited(self, event)
        if self.model().rowCount():
            view.paintEvent = inherited
            then(self)

    view.paintEvent = paint


def show(then: WhenShown) -> None:
    """Run the program as its own command does; ends the process."""
    sys.meta_path.insert(0, _Watch(then))
    from leqing_desktop.app import window

    window()


def _tell(view: Any) -> None:
    from PySide6.QtCore import QTimer

    print("painted", flush=True)
    QTimer.singleShot(0, view.window().close)


if __name__ == "__main__":
    show(_tell)
