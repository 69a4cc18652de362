"""The snapshots of locked periods; what was unlocked stays, with who released it and why."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import schema, stored_files
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LedgerDamaged

SIZE_LIMIT = 500_000_000
"""Bytes of a snapshot unpacked; one of 3,000 tasks has 5 million."""
_snapshot = schema.snapshot
_period = schema.period
_FILE = "stored_file"


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A snapshot without its content; ``released_at`` is None while it is in force."""

    id: int
    taken_at: datetime
    taken_by: str
    released_at: datetime | None
    released_by: str
    released_reason: str


def add(uow: UnitOfWork, period_id: int, content: dict[str, Any]) -> int:
    """Keep what a period is locked with; returns the snapshot's id.

    The content, which has its ``format``, lies packed among the files, so that the journal holds
    only its name: it never changes, and would stand there twice.
    """
    kept = {"format": content["format"], _FILE: stored_files.put(uow.connection, pack(content))}
    row = {"period_id": period_id, "taken_at": uow.now, "taken_by": uow.clerk, "content": kept}
    return uow.insert(_snapshot, [row])[0]


def release(uow: UnitOfWork, period_id: int, reason: str) -> None:
    """Take every snapshot of a period out of force, saying why."""
    query = select(_snapshot.c.id).where(
        _snapshot.c.period_id == period_id, _snapshot.c.released_at.is_(None)
    )
    words = {"released_at": uow.now, "released_by": uow.clerk, "released_reason": reason}
    uow.update(_snapshot, dict.fromkeys(uow.connection.execute(query).scalars().all(), words))


def in_force(connection: Connection, period: Period) -> bytes | None:
    """The packed content of a locked period's newest snapshot; None where it is open or has none.

    LedgerDamaged where the content is gone or is no longer what was kept.
    """
    query = (
        select(_snapshot.c.content)
        .join(_period, _period.c.id == _snapshot.c.period_id)
        .where(
            _period.c.year == period.year,
            _period.c.quarter == period.quarter,
            _period.c.locked_on.is_not(None),
            _snapshot.c.released_at.is_(None),
        )
        .order_by(_snapshot.c.id.desc())
        .limit(1)
    )
    content: dict[str, Any] | None = connection.execute(query).scalar()
    return None if content is None else _packed(connection, period, content)


def content_of(connection: Connection, snapshot_id: int) -> bytes:
    """The packed content of one snapshot, also of one that is no longer in force."""
    query = (
        select(_snapshot.c.content, _period.c.year, _period.c.quarter)
        .join(_period, _period.c.id == _snapshot.c.period_id)
        .where(_snapshot.c.id == snapshot_id)
    )
    row = connection.execute(query).one()
    return _packed(connection, Period(row.year, row.quarter), row.content)


def _packed(connection: Connection, period: Period, content: dict[str, Any]) -> bytes:
    if _FILE not in content:
        # As the first format had it: the whole in the row.
        return pack(content)
    packed = stored_files.read(connection, content[_FILE])
    if packed is None:
        raise LedgerDamaged(f"{period.label}的锁定快照已损坏，请从最近的备份恢复。")
    return packed


def pack(content: dict[str, Any]) -> bytes:
    """A snapshot as it is kept: compressed JSON."""
    words = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(words.encode("utf-8", "surrogatepass"))


def unpack(packed: bytes) -> dict[str, Any]:
    """The snapshot back; LedgerDamaged where it is none, or unpacks to absurd size."""
    try:
        unpacking = zlib.decompressobj()
        words = unpacking.decompress(packed, SIZE_LIMIT)
        if not unpacking.eof:
            raise ValueError("cut off")
        content: dict[str, Any] = json.loads(words.decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise LedgerDamaged("锁定快照已损坏，请从最近的备份恢复。") from error
    return content


def of_period(connection: Connection, period_id: int) -> tuple[StoredSnapshot, ...]:
    """Every snapshot of a period, newest first."""
    shown = (_snapshot.c[name] for name in StoredSnapshot.__slots__)
    query = select(*shown).where(_snapshot.c.period_id == period_id).order_by(_snapshot.c.id.desc())
    return tuple(StoredSnapshot(*row) for row in connection.execute(query))
