"""A script of its own: scroll steps and filter letters, in the program's table and a bare one.

Prints one JSON object: name of the step → seconds of the program's table, seconds of the bare one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QTableView
from rounds import Pairs, alternate
from show_page import show

ROUNDS = 15
WHEEL_ROWS = 3
LETTERS = ("1", "12", "123", "诊", "", "第2", "示范")
COLUMNS = 17
PATIENCE_SECONDS = 20.0

Index = QModelIndex | QPersistentModelIndex


class PaintWatch(QObject):
    """Counts the paintings of a table's cells."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.painted = 0
        table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a painting; it is done when the events in hand are."""
        self.painted += event.type() == QEvent.Type.Paint
        return False


class BareModel(QAbstractTableModel):
    """Rows of plain texts, filtered by a loop and a reset."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._all = [(str(at), f"第{at + 1}项任务：智能化改造诊断") for at in range(rows)]
        self._shown = self._all

    def rowCount(self, _parent: Any = None) -> int:  # noqa: N802
        """How many rows are left by the filter."""
        return len(self._shown)

    def columnCount(self, _parent: Any = None) -> int:  # noqa: N802
        """As many as the program's table has."""
        return COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._shown[index.row()][index.column() % 2]

    def keep(self, text: str) -> None:
        """Show the rows whose second column holds the text."""
        self.beginResetModel()
        self._shown = [row for row in self._all if text in row[1]]
        self.endResetModel()


def measure(view: Any) -> None:
    """All steps, then the end of the program."""
    _wait(lambda: not _background(view).busy)
    model = BareModel(view.model().rowCount())
    bare = QTableView()
    bare.setModel(model)
    bare.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    bare.resize(view.size())
    bare.show()
    QApplication.processEvents()
    mine, plain = PaintWatch(view), PaintWatch(bare)
    row = view.rowHeight(0)
    page = view.viewport().height() // row
    found: dict[str, Pairs] = {}
    for name, rows in (("scroll", WHEEL_ROWS), ("page", page)):
        pixels = rows * row
        ours = partial(scroll, view, mine, pixels)
        found[name] = alternate(ours, partial(scroll, bare, plain, pixels), ROUNDS)
    field = view.frozen.head.findChild(QObject, "filter-title")
    typed, kept = _endless(), _endless()
    found["filter"] = alternate(
        lambda: type_letter(view, mine, field, typed()),
        lambda: filter_bare(model, plain, kept()),
        len(LETTERS) * 2,
    )
    print(json.dumps({name: [pairs.ours, pairs.bare] for name, pairs in found.items()}), flush=True)
    bare.close()
    view.window().close()


def scroll(table: QTableView, watch: PaintWatch, pixels: int) -> float:
    """Seconds from a scroll step to its painting."""
    bar = table.verticalScrollBar()
    if bar.value() + pixels > bar.maximum():
        bar.setValue(0)
        QApplication.processEvents()
    before = watch.painted
    began = time.perf_counter()
    bar.setValue(bar.value() + pixels)
    _wait(lambda: watch.painted > before)
    return time.perf_counter() - began


def type_letter(view: Any, watch: PaintWatch, field: Any, text: str) -> float:
    """Seconds from a changed filter text to the painting of the rows it keeps."""
    resets: list[None] = []
    told = view.tree.modelReset.connect(lambda: resets.append(None))
    began = time.perf_counter()
    field.setText(text)
    _wait(lambda: bool(resets))
    before = watch.painted
    _wait(lambda: watch.painted > before)
    taken = time.perf_counter() - began
    view.tree.modelReset.disconnect(told)
    _wait(lambda: not _background(view).busy)
    return taken


def filter_bare(model: BareModel, watch: PaintWatch, text: str) -> float:
    """Seconds the bare table takes to filter and paint."""
    before = watch.painted
    began = time.perf_counter()
    model.keep(text)
    _wait(lambda: watch.painted > before)
    return time.perf_counter() - began


def _endless() -> Callable[[], str]:
    at = iter(range(sys.maxsize))
    return lambda: LETTERS[next(at) % len(LETTERS)]


def _background(view: Any) -> Any:
    page = view
    while not hasattr(page, "operations"):
        page = page.parent()
    return page.operations.background


def _wait(reached: Callable[[], bool]) -> None:
    end = time.perf_counter() + PATIENCE_SECONDS
    while not reached():
        QApplication.processEvents()
        if time.perf_counter() > end:
            raise TimeoutError("The table was not painted in time.")


if __name__ == "__main__":
    show(lambda view: QTimer.singleShot(0, partial(measure, view)))
