"""Walks a ledger up the Alembic chain; a new file walks the same chain as an old one."""

from __future__ import annotations

from sqlalchemy import Connection

from leqing_desktop import paths


def walk_chain(connection: Connection) -> None:
    """Bring the schema to the newest revision, inside the caller's open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
