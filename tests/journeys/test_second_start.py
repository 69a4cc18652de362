"""The program started twice, as two real processes: one window, also after a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings

ROOT = Path(__file__).parents[2]
START = "import sys; sys.argv[0] = 'x'; from leqing_desktop.app import window; window()"
PATIENCE = 120.0


class Desk:
    """One clerk's desk, and the programs started at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        settings = DeskSettings(folder / "desk" / "settings.json")
        settings.clerk = "王敏"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        made = subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            cwd=self.folder,
            env=os.environ
            | {
                "LEQING_HOME": str(self.folder / "desk"),
                "PYTHONPATH": str(ROOT),
                "QT_QPA_PLATFORM": "offscreen",
            },
        )
        self.started.append(made)
        return made

    def newest(self) -> str:
        """The ledger that was opened last."""
        try:
            text = (self.folder / "desk" / "settings.json").read_text(encoding="utf-8")
        except OSError:  # just being replaced
            return ""
        return Path(json.loads(text).get("recent", [""])[0]).name

    def log(self) -> str:
        path = self.folder / "desk" / "leqing.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    for program in made.started:
        program.kill()
        program.wait()


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_second_start_opens_its_ledger_in_the_first_window(desk: Desk) -> None:
    maker = Workspace(lambda: "王敏", datetime.now)
    for name in ("一季度.leqing", "二季度 台账（终稿）.leqing"):
        maker.create(desk.folder / name, "empty")
    first = desk.start("一季度.leqing")
    assert until(lambda: desk.newest() == "一季度.leqing")
    second = desk.start("二季度 台账（终稿）.leqing")
    assert second.wait(PATIENCE) == 0
    assert until(lambda: desk.newest() == "二季度 台账（终稿）.leqing")
    assert first.poll() is None

    first.kill()
    first.wait()
    again = desk.start("一季度.leqing")
    assert until(lambda: desk.newest() == "一季度.leqing")
    assert desk.start().wait(PATIENCE) == 0
    assert again.poll() is None
    assert "asked for the window" in desk.log()
