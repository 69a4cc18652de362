"""Module-level functions for the child process; it must not load Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from leqing_desktop.errors import FieldErrors, Refused


def qt_loaded() -> bool:
    return any(name.startswith("PySide6") for name in sys.modules)


def process_id() -> int:
    return os.getpid()


def refuse() -> None:
    raise Refused("文件已加密，请先解密。")


def refuse_cells() -> None:
    raise FieldErrors({(1, "due"): "请写成 2025-06-30。"})


def fail() -> None:
    raise ZeroDivisionError("boom")


def die() -> None:
    os._exit(7)


def unpicklable() -> object:
    return lambda: None


def count(total: int, progress: Callable[[int, int, str], None]) -> int:
    for done in range(1, total + 1):
        progress(done, total, f"第 {done} 个")
    return total


def wait_for(path: str) -> None:
    """Runs until the file is there, which a test never makes."""
    import time

    while not os.path.exists(path):  # noqa: PTH110
        time.sleep(0.01)
