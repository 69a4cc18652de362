"""A ledger's own mark, by which a file that comes back is known to come from this ledger.

It is taken from the first operation of the journal, which no ledger lacks and nothing changes: a
copy or a restored backup is the same ledger, two that were made alike are not.
"""

from __future__ import annotations

import hashlib
import re

from sqlalchemy import Connection, select

from leqing_desktop.db import schema

_operation = schema.journal_operation
_ROW = re.compile(r"([0-9a-f]{12})-(\d{1,15})")


def mark(connection: Connection) -> str:
    """Twelve hexadecimal digits; "" for a ledger in which nothing was done yet."""
    columns = (_operation.c.id, _operation.c.at, _operation.c.clerk, _operation.c.label)
    first = connection.execute(select(*columns).order_by(_operation.c.id).limit(1)).first()
    if first is None:
        return ""
    words = f"{first.id}|{first.at.isoformat()}|{first.clerk}|{first.label}"
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def row_id(ledger: str, record: int) -> str:
    """What an exported row carries: the ledger's mark and the record's id."""
    return f"{ledger}-{record}"


def record_of(row: str, ledger: str) -> int | None:
    """The record that a row names, None where it names none of this ledger."""
    found = _ROW.fullmatch(row.strip())
    return int(found[2]) if found is not None and ledger and found[1] == ledger else None
