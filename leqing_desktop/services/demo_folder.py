"""The demonstration's folder: filled aside and moved in whole, the ledger last."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from leqing_desktop.db import lock
from leqing_desktop.errors import LedgerBusy, Refused

BEGUN, FINISHED = "~$演示", "~$演示（已做好）"
"""Where it is built, and the name that says: nothing is missing, it only has to be moved in."""


@contextmanager
def claimed(folder: Path, ledger: Path, clerk: str) -> Iterator[None]:
    """Make the folder and keep it for this process; a folder made in vain is taken away again."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = lock.acquire(ledger, clerk, datetime.now())
    except LedgerBusy:
        raise Refused(f"“{folder}”里正在做演示，请等它做完。") from None
    except (OSError, ValueError) as error:
        raise Refused(f"不能在“{folder}”做演示，请换一个可以写入的文件夹。") from error
    try:
        yield
    finally:
        held.release()
        if made:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """An empty folder to build in; after the block it bears the name of what is finished."""
    work = folder / BEGUN
    # What a killed run left: whoever holds the claim is the only one here.
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir()
        yield work
        work.rename(folder / FINISHED)
    except OSError as error:
        raise Refused(f"演示没有做成，不能写入“{folder}”，请换一个文件夹。") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def is_finished(folder: Path) -> bool:
    """Whether a run was broken off after everything was built."""
    return (folder / FINISHED).is_dir()


def move_in(folder: Path, last: str) -> None:
    """Move what is finished into the folder, the file ``last`` at the end; nothing is replaced."""
    finished = folder / FINISHED
    parts = sorted(finished.iterdir(), key=lambda part: (part.name == last, part.name))
    for part in parts:
        if (folder / part.name).exists():
            shutil.rmtree(finished, ignore_errors=True)
            raise Refused(f"“{folder}”里已有“{part.name}”，不会覆盖它，请换一个空文件夹。")
    for part in parts:
        part.rename(folder / part.name)
    finished.rmdir()
