"""Files kept in the ledger by the name of their content; never changed, never journalled.

Undo takes away the record that names a file, not the file: nothing that came in is lost.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from leqing_desktop.db import schema

_file = schema.stored_file


def put(connection: Connection, content: bytes) -> str:
    """Keep a file once; returns its SHA-256 in hexadecimal digits."""
    name = hashlib.sha256(content).hexdigest()
    if not known(connection, name):
        row = {"sha256": name, "size": len(content), "content": content}
        connection.execute(insert(_file), row)
    return name


def read(connection: Connection, sha256: str) -> bytes | None:
    """A kept file, None where the ledger has not got it or its bytes are no longer those."""
    query = select(_file.c.content).where(_file.c.sha256 == sha256)
    content: bytes | None = connection.execute(query).scalar()
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        return None
    return content


def known(connection: Connection, sha256: str) -> bool:
    """Whether a file is kept already."""
    query = select(_file.c.size).where(_file.c.sha256 == sha256)
    return connection.execute(query).first() is not None
