"""Reads rows, lights and unit names for the decomposition page, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.operations import Operations

LIGHTS_PAUSE_MS = 300
FIRST_LIGHTS_MS = 30
EDITOR_WAIT_MS = 150


class TreeReading(QObject):
    """One read of the rows at a time; a change meanwhile causes one more.

    ``rows_read`` and ``lights_read`` carry the answers. ``must_wait`` says of new rows whether
    showing them now would disturb the clerk, e.g. close an open editor.
    """

    rows_read = Signal(object)
    lights_read = Signal(object)
    units_read = Signal(object)

    def __init__(
        self,
        operations: Operations,
        services: Any,
        must_wait: Callable[[tuple[Row, ...]], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._services = services
        self._must_wait = must_wait
        self._period: Period | None = None
        self._reading = False
        self._stale = False
        self.loaded = False
        self._lights_timer = QTimer(self)
        self._lights_timer.setSingleShot(True)
        self._lights_timer.timeout.connect(self.read_lights)

    @property
    def wanted(self) -> bool:
        """Whether the rows were ever asked for."""
        return self.loaded or self._reading

    @property
    def year(self) -> int | None:
        """Whose 年度目标 and 序时 the rows show: that of the quarter in view."""
        return None if self._period is None else self._period.year

    def read_rows(self) -> None:
        """Read the tree, and after a pause the lights."""
        if self._reading:
            self._stale = True
            return
        self._reading = True
        self._operations.read(self._services.decomposition.tree, self.year, done=self._take_rows)

    def read_units(self) -> None:
        """Read the unit names for completion."""
        self._operations.read(self._services.decomposition.unit_names, done=self._take_units)

    def set_period(self, period: Period | None) -> None:
        """Read the lights of another quarter, and of another year its goals."""
        before, self._period = self.year, period
        if self.wanted and self.year != before:
            self.read_rows()
        if self.loaded:
            self.read_lights()

    def read_lights(self) -> None:
        """Read the lights of the quarter; without one there are none."""
        if self._period is None:
            self.lights_read.emit({})
            return
        answer = partial(self._take_lights, self._period)
        self._operations.read(self._services.status.lights, self._period, done=answer)

    def _take_rows(self, rows: tuple[Row, ...]) -> None:
        if self._must_wait(rows):
            QTimer.singleShot(EDITOR_WAIT_MS, self, partial(self._take_rows, rows))
            return
        self._reading = False
        if self._stale:
            self._stale = False
            self.read_rows()
            return
        first, self.loaded = not self.loaded, True
        self.rows_read.emit(rows)
        # Lights cost more than rows: they wait for the rows' first painting, and while a clerk
        # types on for a pause.
        self._lights_timer.start(FIRST_LIGHTS_MS if first else LIGHTS_PAUSE_MS)

    def _take_units(self, names: tuple[str, ...]) -> None:
        self.units_read.emit(names)

    def _take_lights(self, period: Period, statuses: Any) -> None:
        if period == self._period:
            self.lights_read.emit(statuses)
