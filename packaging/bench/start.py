"""The way from the start of the process to the first painting, for the program and a bare script."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

from ledgers import builtin_ledger, desk
from rounds import alternate, show_ratio

WANTED = 1.5
ROUNDS = 9
TIMEOUT_SECONDS = 60

HERE = Path(__file__).resolve().parent
BARE = HERE / "bare_table.py"
SHOW = HERE / "show_page.py"


def run(rounds: int = ROUNDS) -> bool:
    """The built-in plan; whether the ratio is kept."""
    with desk() as folder:
        ledger = builtin_ledger(folder)
        return compare("start　启动到画出可用的分解表（内置规划）", folder, ledger, WANTED, rounds)


def compare(title: str, folder: Path, ledger: Path, wanted: float, rounds: int) -> bool:
    """Print the ratio of the two whole processes, up to the first painting."""
    environment = surroundings(folder)
    ours = partial(seconds_to_paint, [str(SHOW), str(ledger)], environment)
    bare = partial(seconds_to_paint, [str(BARE)], environment)
    return show_ratio(title, alternate(ours, bare, rounds), wanted)


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a measured process: its own desk, and offscreen without a display.

    Both ways run compiled, as installed programs do, wherever and however Python was started here:
    the round that warms up writes the bytecode, aside from everybody else's.
    """
    environment = os.environ | {
        "LEQING_HOME": str(folder / "home"),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform.startswith("linux") and not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def seconds_to_paint(script: list[str], environment: dict[str, str]) -> float:
    """Start a script with this Python; seconds until it says that it has painted."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        # A program that shows a dialog instead of its table would wait for ever.
        patience = threading.Timer(TIMEOUT_SECONDS, process.kill)
        patience.start()
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - began
        _rest, errors = process.communicate()
        patience.cancel()
    if line.strip() != "painted" or process.returncode:
        raise RuntimeError(f"{script[0]} 没有画出表格：{line}{errors}")
    return taken


def has_display() -> bool:
    """Whether Qt can show a window here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
