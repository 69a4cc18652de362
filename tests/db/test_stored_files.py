"""What is kept comes back byte for byte, once, and only where it is still what it was."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select, update

from leqing_desktop.db import schema, stored_files
from leqing_desktop.db.engine import reading, writing
from tests.ledgers import Desk


def test_what_is_put_is_read_again_and_kept_once(small: Desk) -> None:
    content = bytes(range(256)) * 40
    with writing(small.engine) as connection:
        name = stored_files.put(connection, content)
        assert stored_files.put(connection, content) == name
        assert stored_files.put(connection, b"") != name
        connection.commit()
    with reading(small.engine) as connection:
        assert name == hashlib.sha256(content).hexdigest()
        assert stored_files.known(connection, name)
        assert stored_files.read(connection, name) == content
        assert connection.execute(select(func.count(schema.stored_file.c.size))).scalar() == 2


def test_nothing_is_made_up_for_a_file_that_is_not_there(small: Desk) -> None:
    with reading(small.engine) as connection:
        assert not stored_files.known(connection, "0" * 64)
        assert stored_files.read(connection, "0" * 64) is None


def test_bytes_that_were_changed_are_not_passed_off_as_the_unit_s_own(small: Desk) -> None:
    with writing(small.engine) as connection:
        name = stored_files.put(connection, "原件".encode())
        table = schema.stored_file
        connection.execute(update(table).values(content="改件".encode()))
        connection.commit()
    with reading(small.engine) as connection:
        assert stored_files.read(connection, name) is None
