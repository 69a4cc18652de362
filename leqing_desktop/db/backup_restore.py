"""Makes a ledger from a backup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from leqing_desktop.db.engine import make_engine
from leqing_desktop.db.guard import Release, inspect, this_release
from leqing_desktop.db.ledger_file_place import (
    beside,
    copy,
    put_in_place,
    require_new,
    told_about,
)
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.db.upgrade import walk


def restore(
    source: Path, to: Path, *, clerk: str, now: datetime, release: Release | None = None
) -> None:
    """Make the new ledger ``to`` from a backup, which stays; undo does not reach behind it.

    Raises Refused or LedgerDamaged in words: the backup is no sound ledger, the target exists.
    """
    release = release or this_release()
    revision = inspect(source, release)
    require_new(to)
    with told_about(to.parent), beside(to) as unfinished:
        copy(source, unfinished)
        if revision != release.revision:
            walk(unfinished, release)
        with unit_of_work(make_engine(unfinished), clerk, now) as uow:
            uow.commit(f"从备份恢复：{source.name}", barrier=True)
        put_in_place(unfinished, to)
