"""Remembers which ledgers were found sound, so that an unchanged file is not looked through again."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from leqing_desktop import paths
from leqing_desktop.db.guard import read_header

KEPT = 50
# Two changes within one tick of the file system's clock look the same: a file as young as that is
# not remembered. Looking through a ledger big enough to matter takes longer than this anyway.
SETTLED_NS = 50_000_000
Stamp = list[Any]


def stamp(path: Path) -> Stamp:
    """What tells one state of a file from another: size, time and SQLite's change counter."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, read_header(path).change_counter.hex()]


def known_good(path: Path) -> bool:
    """Whether the file is in the state in which it was last found sound, at this desk."""
    return _read().get(str(path)) == stamp(path)


def remember_good(path: Path, state: Stamp) -> None:
    """Note that the file was found sound in this state, taken before the check began."""
    if time.time_ns() - state[1] < SETTLED_NS:
        return
    known = _read()
    known.pop(str(path), None)
    newest = dict(list(known.items())[-(KEPT - 1) :]) | {str(path): state}
    target = _file()
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(newest, ensure_ascii=False), encoding="utf-8")
        aside.replace(target)
    except OSError:
        # Forgetting costs the next start one more check, nothing else.
        return


def _file() -> Path:
    return paths.user_data() / "checked.json"


def _read() -> dict[str, Any]:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
