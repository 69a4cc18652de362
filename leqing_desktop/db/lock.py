"""One writer a ledger: a lock that dies with its process, and a note saying who holds it."""

from __future__ import annotations

import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop.errors import LedgerBusy

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE_SECONDS = 0.3  # a holder that is just closing is waited for


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a ledger open for writing: 经办人, computer, process and since when (ISO)."""

    clerk: str
    computer: str
    pid: int
    since: str


class LedgerLock:
    """The right to write one ledger, held until ``release`` or the end of the process."""

    def __init__(self, path: Path, lock: BaseFileLock) -> None:
        self._path = path
        self._lock = lock

    def release(self) -> None:
        """Give the ledger free and leave nothing beside it."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):
            holder_file(self._path).unlink(missing_ok=True)
        if sys.platform == "win32":
            # Windows removes no open file; if the next holder was quicker, the file is theirs.
            self._lock.release()
            with suppress(OSError):
                lock_file(self._path).unlink(missing_ok=True)
        else:
            # While still held: who waits at the removed file notices and asks for the new one.
            with suppress(OSError):
                lock_file(self._path).unlink(missing_ok=True)
            self._lock.release()


def acquire(path: Path, clerk: str, now: datetime) -> LedgerLock:
    """Take the ledger for writing, or raise LedgerBusy naming the holder.

    OSError: the folder takes no lock file, so the ledger can only be read there.
    """
    # Imported here: reading a ledger needs no lock, and its import is felt at the start.
    from filelock import FileLock, Timeout

    lock = FileLock(
        lock_file(path), timeout=PATIENCE_SECONDS, fallback_to_soft=False, thread_local=False
    )
    try:
        lock.acquire(poll_interval=0.05)
    except Timeout:
        raise LedgerBusy(_sentence(holder_of(path), now)) from None
    held = LedgerLock(path, lock)
    note = Holder(clerk, platform.node(), os.getpid(), now.isoformat(timespec="seconds"))
    with suppress(OSError):
        text = json.dumps(asdict(note), ensure_ascii=False)
        holder_file(path).write_text(text, encoding="utf-8")
    return held


def holder_of(path: Path) -> Holder | None:
    """Who holds the ledger according to the note beside it, which a crash may have left behind."""
    try:
        note = json.loads(holder_file(path).read_text(encoding="utf-8"))
        return Holder(
            str(note["clerk"]), str(note["computer"]), int(note["pid"]), str(note["since"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def lock_file(path: Path) -> Path:
    """The file whose lock counts; its mere existence means nothing."""
    return path.with_name(f"~${path.name}.lock")


def holder_file(path: Path) -> Path:
    """The note saying who holds the lock; apart, as Windows lets nobody read a locked file."""
    return path.with_name(f"~${path.name}.holder")


def _sentence(holder: Holder | None, now: datetime) -> str:
    advice = "可以先查看，要修改请等对方关闭。"
    if holder is None:
        return f"台账正由另一个窗口或命令打开；{advice}"
    who = f"由 {holder.clerk} " if holder.clerk else ""
    where = f"在电脑 {holder.computer} 上" if holder.computer else ""
    return f"台账正{who}{where}打开{_since(holder.since, now)}；{advice}"


def _since(iso: str, now: datetime) -> str:
    try:
        since = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    form = (
        f"{since:%H:%M}"
        if since.date() == now.date()
        else f"{since.month}月{since.day}日 {since:%H:%M}"
    )
    return f"（{form} 起）"
