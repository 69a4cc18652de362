from __future__ import annotations

import gc
import threading

from pytestqt.qtbot import QtBot

from leqing_desktop.ui.background import Background


class Circle:
    """Garbage that only the collector can clear; notes the thread that did."""

    def __init__(self, cleared: list[int]) -> None:
        self.itself = self
        self.cleared = cleared

    def __del__(self) -> None:
        self.cleared.append(threading.get_ident())


def _fill_memory() -> int:
    kept = [[] for _ in range(200_000)]
    return len(kept)


def test_work_in_the_background_never_clears_the_windows_garbage(qtbot: QtBot) -> None:
    gc.collect()
    was_on = gc.isenabled()
    background = Background()
    try:
        cleared: list[int] = []
        Circle(cleared)
        with qtbot.waitSignal(background.idle):
            background.run(_fill_memory)
        assert not set(cleared) - {threading.get_ident()}
        # What the worker left is due now; the timer's next tick clears it here.
        for _ in range(20_000):
            Circle(cleared)
        qtbot.waitUntil(lambda: bool(cleared))
        assert set(cleared) == {threading.get_ident()}
    finally:
        background.shutdown()
    assert gc.isenabled() == was_on
