"""Dated backups of a ledger: made, checked, thinned out and found again."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from leqing_desktop.db.guard import inspect, looking_at, open_to_read, read_header, this_release
from leqing_desktop.db.ledger_file_place import beside, copy, free_name, told_about
from leqing_desktop.errors import LeqingError

FOLDER_NAME = "备份"
BEFORE_UPGRADE = "升级前"
KEPT_RECENT = 10
KEPT_DAYS = 30

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One backup as its name tells it; ``mark`` is empty for those that rotation thins out."""

    at: datetime
    serial: int
    path: Path
    mark: str


def folder_for(ledger: Path, chosen: Path | None = None) -> Path:
    """Where a ledger's backups lie: beside it, or in its own part of the folder the clerk chose."""
    if chosen is None:
        return ledger.parent / FOLDER_NAME
    # Two ledgers of one name from two folders must not thin out each other's backups.
    import hashlib

    place = hashlib.sha256(str(ledger.parent).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return chosen / f"{ledger.stem}-{place}"


def backup(ledger: Path, folder: Path, now: datetime, *, mark: str = "") -> Path:
    """Make a checked copy ``<stem>-20260102-103000.leqing`` in ``folder`` and return its path.

    The ledger may be open and being written. Raises Refused in words (disk full, no right to
    write) and leaves nothing half-made behind.
    """
    with told_about(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = free_name(folder, ledger.stem, now, mark)
        with beside(target) as unfinished:
            copy(ledger, unfinished)
            inspect(unfinished, None)
            unfinished.replace(target)
    return target


def backup_if_changed(ledger: Path, folder: Path, now: datetime) -> Path | None:
    """Back a ledger up if anything was done in it since its newest backup, then thin out.

    None: nothing was done. Raises Refused in words where the backup cannot be made.
    """
    done = last_operation(ledger)
    if done is None:
        return None
    kept = backups_of(ledger, folder)
    if kept and _last_operation_or_none(kept[-1].path) == done:
        return None
    made = backup(ledger, folder, now)
    thin_out(backups_of(ledger, folder), now)
    return made


def last_operation(ledger: Path) -> tuple[int, str] | None:
    """Number and time of the newest operation in a ledger's journal; None if there is none yet."""
    query = "SELECT id, at FROM journal_operation ORDER BY id DESC LIMIT 1"
    with looking_at(ledger), closing(open_to_read(ledger)) as connection:
        row = connection.execute(query).fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def _last_operation_or_none(path: Path) -> tuple[int, str] | None:
    try:
        return last_operation(path)
    except LeqingError:
        return None


def backups_of(ledger: Path, folder: Path) -> list[Backup]:
    """A ledger's backups in a folder, oldest first; every other file there is somebody else's."""
    pattern = re.compile(
        re.escape(ledger.stem) + r"-([0-9]{8}-[0-9]{6})(?:-([0-9]+))?(?:-([^-.]+))?\.leqing"
    )
    found = []
    try:
        names = [entry for entry in folder.iterdir() if entry.is_file()]
    except OSError:
        return []
    for path in names:
        match = pattern.fullmatch(path.name)
        if match is None or match[3] not in (None, BEFORE_UPGRADE):
            continue
        try:
            at = datetime.strptime(match[1], "%Y%m%d-%H%M%S")
        except ValueError:
            continue
        found.append(Backup(at, int(match[2] or 1), path, match[3] or ""))
    return sorted(found)


def to_drop(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those that rotation takes away: kept are the last ten, one a day for 30 days, one a month.

    Backups made before an upgrade stay for good.
    """
    rotating = [one for one in sorted(backups) if not one.mark]
    kept = set(rotating[-KEPT_RECENT:])
    newest_of: dict[str, Backup] = {}
    for one in rotating:
        young = now - one.at <= timedelta(days=KEPT_DAYS)
        newest_of[f"{one.at:%Y%m%d}" if young else f"{one.at:%Y%m}"] = one
    kept.update(newest_of.values())
    return [one for one in rotating if one not in kept]


def thin_out(backups: Sequence[Backup], now: datetime) -> None:
    """Delete what rotation takes away, but no file that only has a backup's name."""
    for one in to_drop(backups, now):
        try:
            read_header(one.path)
            one.path.unlink()
        except (OSError, LeqingError) as error:
            _log.warning("old backup is left: %s", type(error).__name__)


def newest_good_backup(ledger: Path, folder: Path) -> Path | None:
    """The newest backup of a ledger that is sound and can be opened by this release."""
    release = this_release()
    for one in reversed(backups_of(ledger, folder)):
        try:
            inspect(one.path, release)
        except LeqingError:
            continue
        return one.path
    return None
