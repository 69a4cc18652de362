"""Looks at a ledger file before it is trusted: a ledger comes from outside like any other file."""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from leqing_desktop import paths
from leqing_desktop.db import schema
from leqing_desktop.db.engine import DAMAGED, connect_file, in_words
from leqing_desktop.errors import LedgerDamaged, Refused

MAGIC = b"SQLite format 3\0"
HEADER_BYTES = 100  # https://www.sqlite.org/fileformat2.html, "The Database Header"
SQLITES_OWN = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
OBJECT_WORDS = {"trigger": "触发器", "view": "视图", "index": "索引", "table": "数据表"}


@dataclass(frozen=True)
class Release:
    """What one release of the program stores: its revision, the chain to it, the objects there."""

    revision: str
    chain: Path
    columns: Mapping[str, tuple[str, ...]]
    indexes: frozenset[str]


def this_release() -> Release:
    """The release this program writes."""
    tables = schema.metadata.tables
    columns = {name: tuple(table.columns.keys()) for name, table in tables.items()}
    return Release(
        revision=schema.HEAD_REVISION,
        chain=paths.migrations(),
        columns=columns | {"alembic_version": ("version_num",)},
        indexes=frozenset(str(i.name) for table in tables.values() for i in table.indexes),
    )


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a SQLite file say about the rest."""

    page_size: int
    change_counter: bytes
    pages: int | None
    wal: bool


def read_header(path: Path) -> Header:
    """The header of a regular, readable SQLite file; everything else is refused in words."""
    name = f"“{path.name}”"
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refused(f"{name}是文件夹，请选择扩展名为 .leqing 的台账文件。")
        if not stat.S_ISREG(mode):
            raise Refused(f"{name}不是普通文件，请选择扩展名为 .leqing 的台账文件。")
        with path.open("rb") as stream:
            head = stream.read(HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"找不到台账{name}，请检查它是否被移动或改名、U盘是否插好。") from None
    except PermissionError:
        raise Refused(f"没有权限读取{name}，请向文件的主人或管理员要读取权限。") from None
    except (OSError, ValueError) as error:
        raise Refused(f"读不出{name}，请检查文件名、磁盘或U盘后再试。") from error
    if not head:
        raise LedgerDamaged(f"{name}是空文件，请从最近的备份恢复。")
    if not head.startswith(MAGIC[: len(head)]):
        raise LedgerDamaged(f"{name}不是台账，请选择扩展名为 .leqing 的台账文件。")
    if len(head) < HEADER_BYTES:
        raise LedgerDamaged(f"{name}不完整（只剩 {len(head)} 字节），请从最近的备份恢复。")
    return _parse(head)


def _parse(head: bytes) -> Header:
    page_size = int.from_bytes(head[16:18], "big")
    counter = head[24:28]
    # The page count is only valid where both counters agree (file format, "In-header size").
    pages = int.from_bytes(head[28:32], "big") if counter == head[92:96] else None
    return Header(65536 if page_size == 1 else page_size, counter, pages, 2 in (head[18], head[19]))


def inspect(path: Path, release: Release | None, *, check_pages: bool = True) -> str:
    """Look a file over and return its revision, which is never newer than the release's.

    Raises Refused or LedgerDamaged with the sentence; the file stays as it is, but for a change
    that a crash left half-done, which SQLite takes back where it may write.
    ``release`` None: any revision will do, and the objects are not compared.
    """
    with looking_at(path), closing(open_to_read(path)) as connection:
        # One state for all that follows; while it is read, nobody changes the file's length.
        connection.execute("BEGIN")
        _require_length(connection, path)
        revision = _revision(connection, path, release)
        current = release if release and revision == release.revision else None
        _refuse_foreign_objects(connection, current)
        if check_pages:
            require_sound_pages(connection)
        return revision


@contextmanager
def looking_at(path: Path) -> Iterator[None]:
    """Whatever SQLite says while a file is being looked over is said to the clerk in words."""
    try:
        yield
    except sqlite3.Error as error:
        known = in_words(error)
        if known is None or type(known) is LedgerDamaged:
            known = LedgerDamaged(_what_is_broken(path))
        raise known from error
    except UnicodeDecodeError as error:
        # SQLite quotes the broken schema in its message, and the driver cannot read that.
        raise LedgerDamaged(_what_is_broken(path)) from error


def _require_length(connection: sqlite3.Connection, path: Path) -> None:
    # SQLite reads what is missing of a last page as zeros.
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    if pages * page_size > path.stat().st_size:
        raise LedgerDamaged(_cut_short(path))


def _what_is_broken(path: Path) -> str:
    header = read_header(path)
    if header.pages and header.pages * header.page_size > path.stat().st_size:
        return _cut_short(path)
    return DAMAGED


def _cut_short(path: Path) -> str:
    return f"“{path.name}”不完整（被截短了），请从最近的备份恢复。"


def at_rest_in_wal(path: Path) -> bool:
    """Whether another program left the ledger in WAL mode, so that opening it makes side files."""
    return read_header(path).wal and not path.with_name(path.name + "-wal").exists()


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection to a SQLite file for a look at it, which leaves nothing beside it.

    It is opened for writing where that is possible: a connection in SQLite's read-only mode
    cannot take back what a crash left half-done, and its checks pass over CHECK constraints.
    """
    immutable = at_rest_in_wal(path)
    return connect_file(path.resolve(), read_only=immutable, immutable=immutable)


def _revision(connection: sqlite3.Connection, path: Path, release: Release | None) -> str:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != schema.APPLICATION_ID:
        raise LedgerDamaged(f"“{path.name}”是别的软件的数据库，不是台账，请另选文件。")
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    revision = rows[0][0] if len(rows) == 1 else None
    if not isinstance(revision, str):
        raise LedgerDamaged(DAMAGED)
    # Revisions are four digits in the order of the chain, so that age needs no Alembic here.
    newer = release is not None and revision > release.revision
    if newer or not re.fullmatch(r"[0-9]{4}", revision):
        raise Refused(f"“{path.name}”由更新版本的程序保存，请先升级本程序再打开。")
    return revision


def _refuse_foreign_objects(connection: sqlite3.Connection, release: Release | None) -> None:
    """No trigger, view or virtual table ever; of the release given exactly its own objects."""
    stored: dict[str, set[str]] = {"table": set(), "index": set()}
    query = "SELECT " + ", ".join(
        f"CAST(coalesce({column}, '') AS TEXT)" for column in ("type", "name", "sql")
    )
    query += " FROM sqlite_master"
    for kind, name, sql in connection.execute(query):
        if name in SQLITES_OWN or (kind == "index" and name.startswith("sqlite_autoindex_")):
            continue
        if kind not in stored or sql.upper().startswith("CREATE VIRTUAL"):
            _refuse_object(kind, name)
        if release and name not in (release.columns if kind == "table" else release.indexes):
            _refuse_object(kind, name)
        stored[kind].add(name)
    if release is None:
        return
    if stored["table"] != set(release.columns) or stored["index"] != release.indexes:
        raise LedgerDamaged(DAMAGED)
    for table, expected in release.columns.items():
        # xinfo: table_info keeps quiet about generated columns.
        rows = connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
        if sorted(name for (name,) in rows) != sorted(expected):
            _refuse_object("table", table)


def _refuse_object(kind: str, name: str) -> None:
    shown = "".join(c for c in name if c.isprintable())[:40]
    raise LedgerDamaged(
        f"台账里有本程序不认识的{OBJECT_WORDS.get(kind, '内容')}“{shown}”，可能被别的软件改过，"
        "为安全起见没有打开；请从最近的备份恢复。"
    )


def require_objects(connection: sqlite3.Connection, release: Release) -> None:
    """Refuse a schema that is not exactly the release's."""
    _refuse_foreign_objects(connection, release)


def require_sound_pages(connection: sqlite3.Connection) -> None:
    """Let SQLite look through every page (about 5 ms a megabyte)."""
    rows = connection.execute("PRAGMA quick_check(1)").fetchall()
    if rows != [("ok",)]:
        raise LedgerDamaged(DAMAGED)
