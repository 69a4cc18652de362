"""Connections: names of any kind, transactions that roll back, errors in the clerk's words."""

from __future__ import annotations

import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy import exc, text

from leqing_desktop.db.engine import (
    connect_file,
    file_uri,
    in_words,
    make_engine,
    reading,
    told_to_clerk,
    writing,
)
from leqing_desktop.errors import LedgerDamaged, LedgerReadOnly, Refused


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "名 %41#?&mode=memory.leqing"
    path.touch()
    with writing(make_engine(path)) as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (x REFERENCES t)"))
        connection.commit()
    return path


def count(path: Path) -> int:
    with reading(make_engine(path, read_only=True)) as connection:
        return int(connection.execute(text("SELECT count(*) FROM t")).scalar_one())


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/a b/%41#?.leqing"), "file:///a%20b/%2541%23%3F.leqing?mode=ro"),
        (PureWindowsPath(r"C:\台\a.leqing"), "file:///C:/%E5%8F%B0/a.leqing?mode=ro"),
        (PureWindowsPath(r"\\pc\share\a.leqing"), "file:////pc/share/a.leqing?mode=ro"),
    ],
)
def test_the_name_sqlite_opens(path: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert file_uri(path, read_only=True) == uri


def test_what_is_not_committed_is_taken_back(path: Path) -> None:
    engine = make_engine(path)
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
    assert count(path) == 0
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
        raise ZeroDivisionError
    assert count(path) == 0


def test_reads_of_one_block_see_one_state(path: Path) -> None:
    engine = make_engine(path)
    query = text("SELECT count(*) FROM t")
    with reading(engine) as reader:
        assert reader.execute(query).scalar_one() == 0
        blocked = connect_file(path, read_only=False)
        blocked.execute("PRAGMA busy_timeout = 0")
        blocked.execute("BEGIN IMMEDIATE")
        blocked.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(Refused, match="另一个程序"), told_to_clerk():
            blocked.execute("COMMIT")
        assert reader.execute(query).scalar_one() == 0
    blocked.execute("COMMIT")
    blocked.close()
    assert count(path) == 1


def test_references_are_enforced(path: Path) -> None:
    with pytest.raises(exc.IntegrityError), writing(make_engine(path)) as connection:
        connection.execute(text("INSERT INTO child VALUES (7)"))


def test_a_ledger_opened_to_read_refuses_writing_in_words(path: Path) -> None:
    with (
        pytest.raises(LedgerReadOnly, match="只读"),
        writing(make_engine(path, read_only=True)) as connection,
    ):
        connection.execute(text("INSERT INTO t VALUES (1)"))


def test_a_fault_of_the_program_is_not_blamed_on_the_file(path: Path) -> None:
    with pytest.raises(exc.OperationalError), reading(make_engine(path)) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_a_full_disk_is_said_in_words(path: Path) -> None:
    connection = connect_file(path, read_only=False)
    connection.execute("PRAGMA max_page_count = 4")
    with pytest.raises(Refused, match="磁盘已满"), told_to_clerk():
        connection.execute("CREATE TABLE big AS SELECT zeroblob(99999) AS x")
    connection.close()
    assert count(path) == 0


def test_a_ledger_that_went_away(path: Path) -> None:
    engine = make_engine(path)
    path.unlink()
    with pytest.raises(Refused, match="打不开"), reading(engine):
        pass
    assert not path.exists()


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("文字" * 999, encoding="utf-8")
    with pytest.raises(LedgerDamaged):
        count(path)


def test_other_errors_have_no_words() -> None:
    assert in_words(ValueError("x")) is None
    assert in_words(sqlite3.OperationalError("no such table")) is None
    assert in_words(None) is None
