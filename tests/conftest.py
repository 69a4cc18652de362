"""What every test needs: no screen, a desk of its own, and no clock that fails it."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.libreoffice import libreoffice

__all__ = ["libreoffice"]

# Before the first QApplication: where no window can be shown, Qt draws into memory.
if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no fault of the rule under test.
settings.register_profile("leqing", deadline=None)
settings.load_profile("leqing")

# What is loaded and collected lives to the end. As the program does at its start, no collection looks
# at it again: the tests of the window ask for whole ones, and each took half a second over it.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def leqing_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder for settings and logs, so that no test sees the clerk's own or another's."""
    home = tmp_path / "leqing-home"
    monkeypatch.setenv("LEQING_HOME", str(home))
    return home
