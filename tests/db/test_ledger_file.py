"""A ledger as a file: what opens, what is refused in words, and what is left behind."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from leqing_desktop.db import schema
from leqing_desktop.db.engine import reading
from leqing_desktop.db.ledger_file import LedgerFile, create_ledger, open_ledger
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.errors import LedgerDamaged, LedgerReadOnly, LeqingError, Refused

NOW = datetime(2026, 1, 2, 10, 30)


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with 300 items, made once and copied."""
    path = tmp_path_factory.mktemp("master") / "台账.leqing"
    create_ledger(path)
    with open_ledger(path, keep_backups=False) as ledger:
        fill(ledger, 300)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "目录 a%20#?&"
    folder.mkdir()
    return folder


@pytest.fixture
def path(master: Path, folder: Path) -> Path:
    return Path(shutil.copy(master, folder / "台账 1%41#?.leqing"))


def fill(ledger: LedgerFile, items: int) -> None:
    with unit_of_work(ledger.engine, "王敏", NOW) as uow:
        rows = [{"level": 1, "position": i, "title": f"工程{i}" * 9} for i in range(items)]
        uow.insert(schema.item, rows)
        uow.commit("导入")


def titles(ledger: LedgerFile) -> list[str]:
    with reading(ledger.engine) as connection:
        return list(connection.execute(select(schema.item.c.title).order_by("id")).scalars())


def refuse(path: Path, expected: type[LeqingError] = Refused) -> str:
    """Open a file that must be refused; the sentence, after checking that nothing was touched."""
    before = None
    with suppress(OSError, ValueError):
        before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.rglob("*"))
    for write in (True, False):
        with pytest.raises(expected) as caught:
            open_ledger(path, write=write)
        sentence = str(caught.value)
        assert re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*。", sentence)
    assert sorted(path.parent.rglob("*")) == beside
    if before is not None:
        assert path.read_bytes() == before
    return sentence


def change(path: Path, statement: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    return path


def test_a_new_ledger_opens_empty_and_leaves_one_file(folder: Path) -> None:
    path = folder / "乐清 电气%41#?.leqing"
    create_ledger(path)
    with open_ledger(path, holder="王敏") as ledger:
        assert not ledger.read_only
        assert titles(ledger) == []
    assert [p.name for p in folder.iterdir()] == [path.name]


def test_a_new_ledger_tells_other_programs_what_it_is(folder: Path) -> None:
    create_ledger(folder / "a.leqing")
    head = (folder / "a.leqing").read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == schema.APPLICATION_ID


@pytest.mark.parametrize(
    "name", ["有.leqing", "没有/a.leqing", "a.xlsx", "a", "长" * 200 + ".leqing"]
)
def test_create_refuses(folder: Path, name: str) -> None:
    (folder / "有.leqing").write_bytes(b"mine")
    with pytest.raises(Refused, match=r"。$"):
        create_ledger(folder / name)
    assert [p.name for p in folder.iterdir()] == ["有.leqing"]
    assert (folder / "有.leqing").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_create_overwrites_no_dangling_link(folder: Path) -> None:
    (folder / "a.leqing").symlink_to(folder / "elsewhere.leqing")
    with pytest.raises(Refused, match="已经存在"):
        create_ledger(folder / "a.leqing")


def test_what_was_written_is_there_after_reopening(path: Path) -> None:
    with open_ledger(path) as ledger:
        fill(ledger, 2)
    with open_ledger(path) as ledger:
        assert len(titles(ledger)) == 302


def test_closing_twice_is_harmless(path: Path) -> None:
    ledger = open_ledger(path)
    assert ledger.close() == ()
    assert ledger.close() == ()


def test_a_missing_ledger(folder: Path) -> None:
    assert "找不到" in refuse(folder / "没有.leqing")
    assert "找不到" in refuse(folder / "没有" / "没有.leqing")


def test_a_folder(folder: Path) -> None:
    (folder / "a.leqing").mkdir()
    assert "文件夹" in refuse(folder / "a.leqing")


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    import os

    os.mkfifo(folder / "a.leqing")
    assert "普通文件" in refuse(folder / "a.leqing")


def test_a_name_no_system_takes(folder: Path) -> None:
    refuse(folder / ("长" * 300 + ".leqing"))
    refuse(folder / "a\0b.leqing")


@pytest.mark.parametrize(
    "content", [b"", b"SQL", "文字。".encode() * 99, b"PK\x03\x04" + bytes(999)]
)
def test_another_kind_of_file(folder: Path, content: bytes) -> None:
    (folder / "a.leqing").write_bytes(content)
    refuse(folder / "a.leqing", LedgerDamaged)


def test_another_programs_database(folder: Path) -> None:
    path = change(folder / "a.leqing", "CREATE TABLE t (x)")
    assert "别的软件" in refuse(path, LedgerDamaged)


def test_a_database_that_only_claims_to_be_a_ledger(folder: Path) -> None:
    path = change(folder / "a.leqing", f"PRAGMA application_id = {schema.APPLICATION_ID}")
    change(path, "CREATE TABLE t (x)")
    refuse(path, LedgerDamaged)
    change(path, "CREATE TABLE alembic_version (version_num)")
    refuse(path, LedgerDamaged)
    change(path, f"INSERT INTO alembic_version VALUES ('{schema.HEAD_REVISION}')")
    refuse(path, LedgerDamaged)


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("CREATE TRIGGER 坏 AFTER INSERT ON item BEGIN DELETE FROM item; END", "触发器“坏”"),
        ("CREATE VIEW v AS SELECT * FROM item", "视图“v”"),
        ("CREATE TABLE 多余 (x)", "数据表“多余”"),
        ("CREATE INDEX i ON item (title)", "索引“i”"),
        ("CREATE VIRTUAL TABLE f USING fts5(x)", "数据表“f”"),
        ("ALTER TABLE unit ADD COLUMN 多 TEXT", "数据表“unit”"),
        ("ALTER TABLE unit ADD COLUMN g AS (name)", "数据表“unit”"),
        ("DROP INDEX ix_membership_body_id", "已损坏"),
        ("DROP TABLE light_rule", "已损坏"),
        ('CREATE TABLE "a\nb\u202e" (x)', "数据表“ab”"),
    ],
)
def test_what_the_chain_does_not_make(path: Path, statement: str, shown: str) -> None:
    change(path, statement)
    if "ADD COLUMN g" in statement:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT g FROM unit").fetchall() == []
    assert shown in refuse(path, LedgerDamaged)


def test_statistics_that_sqlite_keeps_are_welcome(path: Path) -> None:
    change(path, "ANALYZE")
    with open_ledger(path) as ledger:
        assert len(titles(ledger)) == 300


@pytest.mark.parametrize("revision", ["0099", "9999", "abc", "00010"])
def test_a_newer_ledger(path: Path, revision: str) -> None:
    change(path, f"UPDATE alembic_version SET version_num = '{revision}'")
    assert "更新版本" in refuse(path)


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "INSERT INTO {} VALUES ('0000')"])
def test_a_ledger_without_one_revision(path: Path, statement: str) -> None:
    change(path, statement.format("alembic_version"))
    refuse(path, LedgerDamaged)


def test_cut_short_at_any_length(path: Path) -> None:
    whole = path.read_bytes()
    lengths = [1, 15, 16, 99, 100, 101, 511, 512, 4095, 4096, 4097, len(whole) - 1]
    for length in [*lengths, *range(5000, len(whole), len(whole) // 12)]:
        path.write_bytes(whole[:length])
        assert "不完整" in refuse(path, LedgerDamaged), length


def test_flipped_bytes_never_end_in_a_traceback(path: Path) -> None:
    whole = path.read_bytes()
    rng = random.Random(20260102)
    refused = 0
    for _ in range(120):
        broken = bytearray(whole)
        # Half of the harm goes where it counts: the header, the schema and the heads of pages.
        for _ in range(rng.randint(1, 8)):
            page = rng.randrange(len(whole) // 4096) * 4096
            at = rng.choice(
                [rng.randrange(4096), page + rng.randrange(16), rng.randrange(len(whole))]
            )
            broken[at] ^= 1 << rng.randrange(8)
        path.write_bytes(broken)
        try:
            ledger = open_ledger(path, write=False, keep_backups=False)
        except Refused:
            refused += 1
        else:
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            ledger.close()
        assert path.read_bytes() == bytes(broken)
        assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert refused > 40


def test_a_schema_that_is_no_text_is_damage(path: Path) -> None:
    whole = path.read_bytes()
    assert whole.count(b"CREATE TABLE unit (") == 1
    path.write_bytes(whole.replace(b"CREATE TABLE unit (", b"CREATE TABL\xff unit ("))
    refuse(path, LedgerDamaged)


def test_text_that_is_no_text_is_damage(path: Path) -> None:
    change(path, "UPDATE item SET title = CAST(x'ff' AS TEXT) WHERE position = 7")
    with open_ledger(path, keep_backups=False) as ledger, pytest.raises(LedgerDamaged):
        titles(ledger)


def test_damage_names_the_newest_good_backup(path: Path) -> None:
    with open_ledger(path, now=lambda: NOW) as ledger:
        fill(ledger, 1)
    backups = sorted((path.parent / "备份").iterdir())
    assert len(backups) == 2
    backups[1].write_bytes(backups[1].read_bytes()[:5000])
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(LedgerDamaged) as caught:
        open_ledger(path)
    assert caught.value.backup == backups[0]


def test_damage_is_found_in_a_file_that_was_sound_before(path: Path) -> None:
    open_ledger(path).close()
    with path.open("rb+") as stream:
        stream.seek(-4096, 2)
        stream.write(b"\xff" * 4096)
    refuse(path, LedgerDamaged)


def test_a_read_only_file_is_read_and_not_written(path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    with open_ledger(path) as ledger:
        assert len(titles(ledger)) == 300
        assert "只读" in ledger.why_read_only
        with pytest.raises(LedgerReadOnly, match="只读属性"):
            ledger.require_writable()
        with pytest.raises(LedgerReadOnly):
            fill(ledger, 1)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's attribute means nothing there")
def test_a_read_only_folder_is_read_and_not_written(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        with open_ledger(path) as ledger:
            assert len(titles(ledger)) == 300
            assert "文件夹" in ledger.why_read_only
            with pytest.raises(LedgerReadOnly):
                fill(ledger, 1)
        assert [p.name for p in path.parent.iterdir()] == [path.name]
    finally:
        path.parent.chmod(0o755)


def test_opened_to_read_while_another_writes(path: Path) -> None:
    with open_ledger(path) as writer, open_ledger(path, write=False) as reader:
        fill(writer, 1)
        assert len(titles(reader)) == 301
        with pytest.raises(LedgerReadOnly):
            fill(reader, 1)


@pytest.mark.parametrize("write", [True, False])
def test_half_a_change_left_by_a_crash_is_taken_back(path: Path, write: bool) -> None:
    crash = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE item SET title = title || 'x'")
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", crash, str(path)], check=False)
    assert path.with_name(path.name + "-journal").exists()
    with open_ledger(path, write=write) as ledger:
        assert len(titles(ledger)) == 300
        assert not any(title.endswith("x") for title in titles(ledger))
    assert not path.with_name(path.name + "-journal").exists()


def test_a_ledger_left_in_wal_mode_comes_back_as_one_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with open_ledger(path, write=False) as ledger:
        assert len(titles(ledger)) == 300
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with open_ledger(path, keep_backups=False) as ledger:
        fill(ledger, 1)
    assert path.read_bytes()[18:20] == b"\1\1"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_alembic_stays_out_of_the_way_of_a_current_ledger(path: Path) -> None:
    program = """
import sys
from pathlib import Path
from leqing_desktop.db.ledger_file import open_ledger
open_ledger(Path(sys.argv[1])).close()
assert not [name for name in sys.modules if name.split(".")[0] in ("alembic", "PySide6")]
"""
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)


def test_a_value_that_no_rule_allows_is_damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE item SET level = 9 WHERE position = 7")
    refuse(path, LedgerDamaged)
