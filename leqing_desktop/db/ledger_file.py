"""A ledger as a file: made, looked over, opened by one writer, closed with a backup."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine

from leqing_desktop.db import (
    backup,
    guard,
    guard_medium,
    guard_stamp,
    guard_synchronised,
    lock,
    schema,
)
from leqing_desktop.db.engine import connect_file, make_engine
from leqing_desktop.db.guard import Release, this_release
from leqing_desktop.db.ledger_file_place import beside, put_in_place, require_new, told_about
from leqing_desktop.db.upgrade import upgrade, walk
from leqing_desktop.errors import LedgerDamaged, LedgerReadOnly, LeqingError, Refused

OPENED_TO_READ = "台账是以只读方式打开的，只能查看。"

_log = logging.getLogger(__name__)


class LedgerFile:
    """An open ledger. ``engine`` serves its connections until ``close``.

    ``read_only``, and ``why_read_only`` in words; ``warnings``: what the clerk should be told
    although the ledger is open; ``backups``: the folder of its backups; ``keep_backups``: whether
    what changed is backed up at ``close``.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        held: lock.LedgerLock | None,
        *,
        why_read_only: str,
        backups: Path,
        keep_backups: bool,
        now: Callable[[], datetime],
    ) -> None:
        self.path = path
        self.engine = engine
        self.why_read_only = why_read_only
        self.backups = backups
        self.keep_backups = keep_backups
        self.warnings: tuple[str, ...] = ()
        self._held = held
        self._now = now

    @property
    def read_only(self) -> bool:
        """Whether reads work and writes are refused."""
        return bool(self.why_read_only)

    def require_writable(self) -> None:
        """Raise LedgerReadOnly saying why this ledger can only be read."""
        if self.why_read_only:
            raise LedgerReadOnly(self.why_read_only)

    def last_backup(self) -> datetime | None:
        """When the newest backup was made."""
        kept = backup.backups_of(self.path, self.backups)
        return kept[-1].at if kept else None

    def close(self) -> tuple[str, ...]:
        """Back up what changed and give the ledger free; returns warnings, never raises Refused.

        A second call does nothing.
        """
        self.engine.dispose()
        if self._held is None:
            return ()
        held, self._held = self._held, None
        try:
            return self._back_up(look_first=True)
        finally:
            held.release()

    def back_up_if_changed(self) -> None:
        """Back up what was done since the last backup; failing that is a warning, no more."""
        if not self.read_only:
            self.warnings = self._back_up(look_first=False)

    def _back_up(self, *, look_first: bool) -> tuple[str, ...]:
        """The warnings in words.

        ``look_first``: look the pages over, so that rotation never trades sound backups for a
        damaged one, and so that the next start need not look.
        """
        try:
            if look_first:
                _require_sound(self.path)
            if self.keep_backups:
                backup.backup_if_changed(self.path, self.backups, self._now())
        except (LeqingError, OSError) as error:
            _log.warning("no backup: %s", type(error).__name__)
            why = str(error) if isinstance(error, LeqingError) else "找不到台账文件了。"
            return (f"这次没有做成备份：{why}",)
        return ()

    def __enter__(self) -> LedgerFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def create_ledger(path: Path, *, release: Release | None = None) -> None:
    """Make a new, empty ledger by walking the whole chain; the file appears whole or not at all.

    Raises Refused in words: the name is taken or does not end in ``.leqing``, the folder is
    missing, cannot be written, is full or lies on a network share.
    """
    require_new(path)
    with told_about(path.parent), beside(path) as unfinished:
        with closing(connect_file(unfinished.resolve(), read_only=False)) as connection:
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        walk(unfinished, release or this_release())
        put_in_place(unfinished, path)


def open_ledger(
    path: Path,
    *,
    holder: str = "",
    write: bool = True,
    backups: Path | None = None,
    keep_backups: bool = True,
    now: Callable[[], datetime] = datetime.now,
    release: Release | None = None,
) -> LedgerFile:
    """Look a ledger over, bring it up to date if it is older, and open it.

    ``holder``: 经办人, named to whoever comes second. ``write`` takes the right to write for this
    process; where the place cannot be written the ledger is opened read-only all the same, and
    says why. ``backups``: the folder the clerk chose for backups, None for 备份 beside the ledger.
    ``now``: the desk's clock. ``release``: what to bring it up to, by default this program's.

    Raises LedgerBusy (somebody else writes; open it with ``write=False`` to look), LedgerDamaged
    with the newest good backup, or Refused. The file is then as it was and nothing lies beside it.
    """
    try:
        path = path.resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise Refused("台账的路径不能用，请检查文件名。") from error
    folder = backup.folder_for(path, backups)
    desk = _Desk(holder, folder, keep_backups, now, release or this_release())
    try:
        guard.read_header(path)
        ledger = _open(path, desk, write)
    except LedgerDamaged as error:
        error.backup = backup.newest_good_backup(path, folder)
        raise
    ledger.back_up_if_changed()
    copied = guard_synchronised.warning(path)
    if copied and not ledger.read_only:
        ledger.warnings += (copied,)
    return ledger


@dataclass(frozen=True)
class _Desk:
    """Who opens, with which backups, clock and release."""

    holder: str
    backups: Path
    keep_backups: bool
    now: Callable[[], datetime]
    release: Release


def _open(path: Path, desk: _Desk, write: bool) -> LedgerFile:
    obstacle = guard_medium.why_not_writable(path)
    held: lock.LedgerLock | None = None
    if write and not obstacle:
        held, obstacle = _take(path, desk.holder, desk.now())
    try:
        if _look_over(path, desk.release) != desk.release.revision:
            _bring_up(path, desk, held, obstacle)
        if held is not None and guard.read_header(path).wal:
            _leave_wal(path)
        engine = make_engine(path, held is None, immutable=guard.at_rest_in_wal(path))
    except BaseException:
        if held is not None:
            held.release()
        raise
    return LedgerFile(
        path,
        engine,
        held,
        why_read_only="" if held is not None else obstacle or OPENED_TO_READ,
        backups=desk.backups,
        keep_backups=desk.keep_backups,
        now=desk.now,
    )


def _take(path: Path, holder: str, now: datetime) -> tuple[lock.LedgerLock | None, str]:
    """The lock, or why the place takes none."""
    try:
        return lock.acquire(path, holder, now), ""
    except OSError as error:
        _log.info("no lock file: %s", error.strerror)
        return None, guard_medium.READ_ONLY_FOLDER


def _look_over(path: Path, release: Release) -> str:
    """Check the file, its pages only if it changed since it was last found sound here."""
    # With half a change beside it, what is looked over is not the file as it lies there.
    crashed = path.with_name(path.name + "-journal").exists()
    state = guard_stamp.stamp(path)
    sound = guard_stamp.known_good(path) and not crashed
    revision = guard.inspect(path, release, check_pages=not sound)
    if not sound and not crashed:
        guard_stamp.remember_good(path, state)
    return revision


def _require_sound(path: Path) -> None:
    """Look the pages over unless the file is as it was when last found sound."""
    if guard_stamp.known_good(path):
        return
    state = guard_stamp.stamp(path)
    guard.inspect(path, None)
    guard_stamp.remember_good(path, state)


def _bring_up(path: Path, desk: _Desk, held: lock.LedgerLock | None, obstacle: str) -> None:
    """Upgrade an older ledger, also for one who only wants to read: its old tables are not ours."""
    if obstacle:
        raise Refused(
            "这是旧版本的台账，要升级才能打开，但它所在的位置不能写入；"
            "请把它复制到本机可以写入的文件夹再打开。"
        )
    own = held or lock.acquire(path, desk.holder, desk.now())
    try:
        upgrade(path, desk.backups, desk.now(), desk.release)
    finally:
        if held is None:
            own.release()


def _leave_wal(path: Path) -> None:
    """Bring back the classic journal: a WAL is left behind when the single file is copied."""
    with guard.looking_at(path), closing(connect_file(path, read_only=False)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
