"""Lets Python clear its circular garbage on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

TICK_MS = 1000


class MainThreadGarbage(QObject):
    """Takes Python's collector over until ``give_back``; belongs to the window's thread.

    The collector runs in whichever thread happens to allocate next. A closed window or dialog is
    circular garbage as often as not; when the database thread cleared it, Qt's objects were
    destroyed on the wrong thread and the program fell over.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Clear the oldest generation that is due by the collector's own thresholds."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] <= limits[0]:
            return
        if counts[1] <= limits[1]:
            gc.collect(0)
        elif counts[2] <= limits[2]:
            gc.collect(1)
        else:
            gc.collect(2)

    def give_back(self) -> None:
        """Let Python collect as it did before; no other thread may be at work any more.

        What is garbage by now goes here, at a quiet moment: begun in the middle of Qt's taking an
        object apart, the collector would destroy others under a lock that Qt holds, for ever.
        """
        self._timer.stop()
        gc.collect()
        if self._was_on:
            gc.enable()
