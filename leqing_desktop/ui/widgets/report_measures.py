"""Widths and heights of a quarterly sheet: columns share the room, rows grow with their texts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QTableView

from leqing_desktop.ui.models.reporting_columns import COLUMNS, LIGHT_AT
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.report_delegate import SheetDelegate


class SheetMeasures(QObject):
    """Fits the columns to the table until the clerk drags one; a double click on a border of the
    head fits them again. ``own_widths`` are the clerk's at zoom 100, empty while fitted.
    """

    def __init__(self, view: QTableView, delegate: SheetDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._delegate = delegate
        self.own_widths: list[int] = []
        self._fitting = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        head = view.horizontalHeader()
        # Queued: Qt's own answer to the double click comes first.
        queued = Qt.ConnectionType.QueuedConnection
        head.sectionHandleDoubleClicked.connect(self._fit_again, queued)
        head.sectionResized.connect(self._column_resized)
        view.model().dataChanged.connect(self._rows_changed)
        view.model().modelReset.connect(self.measure_rows)
        self._soon.timeout.connect(self.measure_rows)
        theme().changed.connect(self._theme_changed)

    def set_narrow(self, narrow: bool) -> None:
        """Hide what a narrow window has no room for."""
        self._fitting = True
        for at, column in enumerate(COLUMNS):
            self._view.setColumnHidden(at, narrow and not column.narrow)
        self.fit()

    def set_own_widths(self, widths: list[int]) -> None:
        """The clerk's own widths of all columns; empty: fitted to the table."""
        self.own_widths = widths if len(widths) == len(COLUMNS) else []
        self.fit()

    def fit(self) -> None:
        """Share the table's width among the shown columns."""
        self._fitting = True
        look = theme()
        shown = self._shown()
        least = {at: look.px(COLUMNS[at].width) for at in shown}
        spare = max(0, self._view.viewport().width() - sum(least.values()))
        shares = sum(COLUMNS[at].share for at in shown)
        for at in shown:
            own = look.px(self.own_widths[at]) if self.own_widths else 0
            fitted = least[at] + int(spare * COLUMNS[at].share / shares)
            self._view.setColumnWidth(at, own or fitted)
        self._fitting = False
        self._soon.start()

    def measure_rows(self) -> None:
        """Make every row as tall as its texts need."""
        self._measure(0, self._view.model().rowCount() - 1)

    def _shown(self) -> list[int]:
        return [at for at in range(len(COLUMNS)) if not self._view.isColumnHidden(at)]

    def _measure(self, first: int, last: int) -> None:
        view = self._view
        widths = {at: view.columnWidth(at) for at in self._shown()}
        for row in range(first, last + 1):
            height = self._delegate.height(row, widths)
            if view.rowHeight(row) != height:
                view.setRowHeight(row, height)

    def _rows_changed(self, first: Index, last: Index) -> None:
        if first.column() != LIGHT_AT:
            self._measure(first.row(), last.row())

    def _column_resized(self, _column: int, _old: int, _new: int) -> None:
        if self._fitting:
            return
        widths = [self._view.columnWidth(at) * 100 / theme().zoom for at in range(len(COLUMNS))]
        self.own_widths = [
            round(width) or column.width for width, column in zip(widths, COLUMNS, strict=True)
        ]
        self._soon.start()

    def _fit_again(self) -> None:
        self.own_widths = []
        self.fit()

    def _theme_changed(self) -> None:
        self.fit()
        self._view.viewport().update()
