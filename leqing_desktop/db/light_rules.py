"""The versions of the light rule; a ledger without one uses the default."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.domain.light_rule import LightRule


def all_rules(connection: Connection) -> tuple[LightRule, ...]:
    """Every version, oldest first; the default rule where the ledger has none."""
    table = schema.light_rule
    rows = connection.execute(select(table).order_by(table.c.version))
    stored = tuple(
        LightRule(row.version, row.effective_from, row.yellow_over, row.red_over) for row in rows
    )
    return stored or (LightRule(),)
