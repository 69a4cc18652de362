"""The console as tests use it: in this process where that is enough, else as a process of its own."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from leqing_desktop.cli import Desk, main

ROOT = Path(__file__).parent.parent
NOW = datetime(2024, 10, 18, 10, 0)
START = "import sys; sys.argv[0] = 'leqing'; from leqing_desktop.app import console; console()"


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said on its two streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout; nothing else may stand there."""
        return json.loads(self.out)


def draw_nothing(ledger: Path, folder: Path) -> list[Path]:
    """Pictures without Qt: one empty file, so that its place can be seen."""
    folder.mkdir()
    picture = folder / "分解表.png"
    picture.write_bytes(b"")
    return [picture]


@dataclass
class Console:
    """Runs commands in this process. A fault of the program fails the test, unless it is sought."""

    capsys: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture
    clerk: str = "王敏"
    now: Callable[[], datetime] = lambda: NOW
    take_pictures: Callable[[Path, Path], list[Path]] = draw_nothing
    faults: list[str] = field(default_factory=list)

    def __call__(self, *arguments: str | Path, fault: bool = False) -> Said:
        self.capsys.readouterr()
        self.caplog.clear()
        desk = Desk(self.clerk, self.now, self.take_pictures)
        code = main([str(each) for each in arguments], desk)
        streams = self.capsys.readouterr()
        self.faults = [r.getMessage() for r in self.caplog.records if r.levelno >= logging.ERROR]
        assert bool(self.faults) == fault, self.caplog.text
        return Said(code, streams.out, streams.err)

    def done(self, *arguments: str | Path) -> Said:
        """A command that must end well and silently on stderr."""
        said = self(*arguments)
        assert (said.code, said.err) == (0, "")
        return said


def command(*arguments: str | Path, script: str = START) -> list[str]:
    """The command line of a process."""
    return [sys.executable, "-c", script, *(str(each) for each in arguments)]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what a tester's shell says of encodings."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def run(*arguments: str | Path, script: str = START, **more: Any) -> Said:
    """A command as a process of its own, to its end."""
    more.setdefault("env", environment())
    done = subprocess.run(
        command(*arguments, script=script), capture_output=True, check=False, timeout=120, **more
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_refused(said: Said, *words: str) -> None:
    """Exit 2 and one clear Chinese sentence on stderr, with the words that matter here."""
    assert (said.code, said.out) == (2, ""), said
    assert "Traceback" not in said.err
    assert said.err.endswith("。\n"), said
    assert said.err.count("\n") == 1 and said.err.count("。") == 1, said
    assert re.search("[一-鿿]", said.err)
    # English stands there only as a name, a path, an option or a command to type.
    told = re.sub(r"用 leqing[a-z ]* --help", "", said.err)
    assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", told), said
    for word in words:
        assert word in said.err, said


def tree(folder: Path) -> dict[str, bytes]:
    """Every file and folder below a folder with its content, to compare before and after."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(folder.rglob("*"))
    }
