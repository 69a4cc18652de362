"""Which unit was given its workbook when (一键下发)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork

_issuance = schema.issuance


def add(
    uow: UnitOfWork,
    period_id: int,
    template: int,
    issued_at: datetime,
    files: Sequence[tuple[int, str]],
) -> None:
    """Record (unit id, file name) of each workbook that went out."""
    common: dict[str, Any] = {"period_id": period_id, "issued_at": issued_at, "template": template}
    uow.insert(_issuance, [common | {"unit_id": unit, "file_name": name} for unit, name in files])


def last(connection: Connection, period_id: int) -> dict[int, datetime]:
    """Unit id → when it was given its newest workbook of a period."""
    query = (
        select(_issuance.c.unit_id, func.max(_issuance.c.issued_at))
        .where(_issuance.c.period_id == period_id)
        .group_by(_issuance.c.unit_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
