"""Connections to a ledger file: one SQLite file, explicit transactions, nothing trusted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import Connection as Connection
from sqlalchemy import Engine as Engine
from sqlalchemy import create_engine, event, exc
from sqlalchemy.pool import NullPool

from leqing_desktop.errors import LedgerBusy, LedgerDamaged, LedgerReadOnly, LeqingError, Refused

BUSY_SECONDS = 5.0
_READABLE_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
DAMAGED = "台账文件已损坏，请从最近的备份恢复。"


def connect_file(
    path: Path, *, read_only: bool, immutable: bool = False, foreign_keys: bool = True
) -> sqlite3.Connection:
    """A bare connection to an existing file, trusting nothing in it.

    ``immutable``: read without locks and without side files, for a file nobody writes meanwhile.
    """
    # The driver's own transactions are off: Alembic and the unit of work say BEGIN themselves,
    # so that a failed upgrade or verb leaves the file untouched.
    connection = sqlite3.connect(
        file_uri(path, read_only, immutable),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def file_uri(path: PurePath, read_only: bool, immutable: bool = False) -> str:
    """The name SQLite opens; ``path`` is absolute."""
    uri = path.as_uri()
    if not uri.startswith("file:///"):
        # \\server\share: SQLite takes no server in a URI, but takes the slashes as the path.
        uri = "file:////" + uri.removeprefix("file://")
    return f"{uri}?mode={'ro' if read_only else 'rw'}{'&immutable=1' if immutable else ''}"


def make_engine(
    path: Path, read_only: bool = False, *, immutable: bool = False, foreign_keys: bool = True
) -> Engine:
    """An engine on an existing ledger file; each connection is opened and closed with its use.

    The rollback journal stays SQLite's classic one: a ledger is a single file that is copied to
    USB sticks, and a WAL beside it would be left behind.
    """
    resolved = path.resolve()

    def connect() -> sqlite3.Connection:
        return connect_file(
            resolved, read_only=read_only, immutable=immutable, foreign_keys=foreign_keys
        )

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=NullPool, json_serializer=json_text
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("leqing_begin", "BEGIN")
        connection.exec_driver_sql(how)

    return engine


def json_text(value: Any) -> str:
    """A value as its column keeps it: Chinese as it stands, half as long as in escapes."""
    if value == []:
        # Most rows of a return have neither findings nor changes.
        return "[]"
    text = _READABLE_JSON(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half a character: only an escape can keep it.
        return json.dumps(value)
    return text


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose reads all see one state of the ledger."""
    with told_to_clerk(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that holds the write lock from its start; the caller commits."""
    with told_to_clerk(), engine.connect() as connection:
        connection.execution_options(leqing_begin="BEGIN IMMEDIATE")
        yield connection


@contextmanager
def told_to_clerk() -> Iterator[None]:
    """Turn the environment's errors (disk full, locked, damaged) into the clerk's words."""
    try:
        yield
    except exc.DBAPIError as error:
        known = in_words(error.orig)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = in_words(error)
        if known is None:
            raise
        raise known from error


def in_words(error: BaseException | None) -> LeqingError | None:
    """The sentence for an error of the file or the disk; None for a fault of the program."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, answer in _WORDS.items():
        if name.startswith(prefix):
            return answer()
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode"):
        # The driver met bytes that are no text: a damage SQLite's own check does not look for.
        return LedgerDamaged(DAMAGED)
    return None


_WORDS: dict[str, Callable[[], LeqingError]] = {
    "SQLITE_FULL": lambda: Refused("磁盘已满，这一步没有保存，请腾出空间后再做一次。"),
    "SQLITE_BUSY": lambda: LedgerBusy("台账正被另一个程序写入，请稍候再试。"),
    "SQLITE_LOCKED": lambda: LedgerBusy("台账正被另一个程序写入，请稍候再试。"),
    "SQLITE_READONLY_ROLLBACK": lambda: LedgerReadOnly(
        "台账上次没有正常关闭，请把它连同旁边的 -journal 文件复制到可以写入的文件夹再打开。"
    ),
    "SQLITE_READONLY": lambda: LedgerReadOnly(
        "台账是只读的，不能保存，请去掉文件的只读属性，或把它复制到可以写入的文件夹。"
    ),
    "SQLITE_CANTOPEN": lambda: Refused("打不开台账文件，请检查它是否还在原处、是否有权读取。"),
    "SQLITE_IOERR": lambda: Refused("读写台账时磁盘出错，请检查磁盘或U盘后再试。"),
    "SQLITE_CORRUPT": lambda: LedgerDamaged(DAMAGED),
    "SQLITE_NOTADB": lambda: LedgerDamaged("这个文件不是台账，请选择扩展名为 .leqing 的台账文件。"),
}
