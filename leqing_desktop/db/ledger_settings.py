"""The ledger's own settings: key and JSON value, journalled like everything else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork

_setting = schema.setting


def read(connection: Connection) -> dict[str, Any]:
    """All settings that were ever set in this ledger."""
    query = select(_setting.c.key, _setting.c.value)
    return {row.key: row.value for row in connection.execute(query)}


def write(uow: UnitOfWork, values: dict[str, Any]) -> None:
    """Set some settings; the others stay."""
    query = select(_setting.c.key, _setting.c.id)
    known = {row.key: row.id for row in uow.connection.execute(query)}
    uow.update(_setting, {known[k]: {"value": v} for k, v in values.items() if k in known})
    fresh = [{"key": k, "value": v} for k, v in values.items() if k not in known]
    uow.insert(_setting, fresh)
