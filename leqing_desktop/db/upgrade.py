"""Walks a ledger up the Alembic chain; a new file walks the same chain as an old one."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from leqing_desktop import paths
from leqing_desktop.db import backup
from leqing_desktop.db.engine import make_engine, told_to_clerk
from leqing_desktop.db.guard import Release, require_objects
from leqing_desktop.errors import LeqingError, Refused

_log = logging.getLogger(__name__)


def walk_chain(connection: Connection, chain: Path | None = None, revision: str = "head") -> None:
    """Bring the schema to a revision, the newest by default, in the caller's open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(chain or paths.migrations())
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def lay_schema(path: Path, revision: str) -> None:
    """Give an empty file the schema of an older release, to show that it can be upgraded."""
    engine = make_engine(path, foreign_keys=False)
    with engine.connect() as connection:
        connection.execution_options(leqing_begin="BEGIN IMMEDIATE")
        with connection.begin():
            walk_chain(connection, revision=revision)
    engine.dispose()


def upgrade(path: Path, folder: Path, now: datetime, release: Release) -> Path:
    """Bring an older ledger to the release; returns the backup made before, in ``folder``.

    Raises Refused with the file as it was, to the byte.
    """
    try:
        kept = backup.backup(path, folder, now, mark=backup.BEFORE_UPGRADE)
    except LeqingError as error:
        raise Refused(f"台账需要升级，但升级前的备份没有做成：{error}") from error
    try:
        walk(path, release)
    except Exception as error:
        _log.exception("upgrade to %s failed", release.revision)
        why = str(error) if isinstance(error, LeqingError) else "升级的步骤出错，详情见日志。"
        raise Refused(f"台账升级没有成功，文件保持原样，备份是“{kept.name}”。{why}") from error
    return kept


def walk(path: Path, release: Release) -> None:
    """Walk the chain in one transaction and commit only a sound result."""
    # Foreign keys off: a batch change rebuilds a table, and with them on the rebuild would
    # delete or orphan the rows that point to it. What came out is checked before the commit.
    engine = make_engine(path, foreign_keys=False)
    with told_to_clerk(), engine.connect() as connection:
        connection.execution_options(leqing_begin="BEGIN IMMEDIATE")
        with connection.begin():
            walk_chain(connection, release.chain)
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(1)
            if orphans:
                raise Refused(f"升级后“{orphans[0][0]}”表里有记录失去了上级。")
            driver = connection.connection.driver_connection
            assert driver is not None
            require_objects(driver, release)
