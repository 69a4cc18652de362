"""One check as a record, and how a check is run: what fails is told and stops no other."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from leqing_desktop.errors import LeqingError

NOT_HERE = "本机不适用："
"""Begins the detail of a check that this system cannot have; it counts as passed."""


class Failed(Exception):
    """What a check found wrong, in a sentence."""


@dataclass(frozen=True, slots=True)
class Record:
    """``ok``, what was found in words, and how many seconds it took."""

    name: str
    ok: bool
    detail: str
    seconds: float

    def line(self) -> str:
        """The record as it is printed."""
        return f"{'通过' if self.ok else '不通过'}　{self.name}（{self.seconds:.2f} 秒）：{self.detail}"


Check = Callable[[Path], str]
"""Gets an empty folder of its own; returns what it found, raises where that is wrong."""


def run(name: str, check: Check, folder: Path) -> Record:
    """Do one check; whatever it raises becomes its detail."""
    started = time.perf_counter()
    try:
        folder.mkdir()
        ok, detail = True, check(folder)
    except (Failed, LeqingError) as error:
        ok, detail = False, str(error)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        ok = False
        detail = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
    return Record(name, ok, detail, round(time.perf_counter() - started, 3))


def require(condition: object, sentence: str) -> None:
    """Fail the check with a sentence unless the condition holds."""
    if not condition:
        raise Failed(sentence)
