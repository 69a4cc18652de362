"""Backups: made whole or not at all, thinned out with care, found again and restored."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from leqing_desktop.db import backup, schema
from leqing_desktop.db.backup_restore import restore
from leqing_desktop.db.engine import reading
from leqing_desktop.db.ledger_file import LedgerFile, create_ledger, open_ledger
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.errors import LedgerDamaged, Refused

NOW = datetime(2026, 1, 2, 10, 30)
NAME = "台账-20260102-103000.leqing"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "台账.leqing"
    create_ledger(path)
    return path


@pytest.fixture
def path(empty: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "目录 %41#?"
    folder.mkdir()
    path = Path(shutil.copy(empty, folder / "台账.leqing"))
    with open_ledger(path, keep_backups=False) as ledger:
        add_unit(ledger, "甲")
    return path


def add_unit(ledger: LedgerFile, name: str) -> None:
    with unit_of_work(ledger.engine, "王敏", NOW) as uow:
        uow.insert(schema.unit, [{"name": name, "position": 1}])
        uow.commit(f"加单位{name}")


def units(path: Path) -> list[str]:
    with (
        open_ledger(path, write=False) as ledger,
        reading(ledger.engine) as connection,
    ):
        return list(connection.execute(select(schema.unit.c.name).order_by("id")).scalars())


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_backup_is_a_whole_ledger(path: Path) -> None:
    made = backup.backup(path, path.parent / "备份", NOW)
    assert made == path.parent / "备份" / NAME
    assert units(made) == ["甲"]


def test_a_backup_of_a_ledger_in_use_holds_what_was_committed(path: Path) -> None:
    with open_ledger(path, keep_backups=False) as ledger:
        with unit_of_work(ledger.engine, "王敏", NOW) as uow:
            uow.insert(schema.unit, [{"name": "没提交", "position": 2}])
            made = backup.backup(path, path.parent / "备份", NOW)
            uow.commit("加单位")
        assert units(made) == ["甲"]
    assert units(path) == ["甲", "没提交"]


def test_two_backups_of_one_second_get_two_names(path: Path) -> None:
    for _ in range(3):
        backup.backup(path, path.parent / "备份", NOW)
    found = backup.backups_of(path, path.parent / "备份")
    assert [one.path.name for one in found] == [
        NAME,
        "台账-20260102-103000-2.leqing",
        "台账-20260102-103000-3.leqing",
    ]


def test_a_changed_ledger_is_backed_up_on_close_and_an_unchanged_one_is_not(path: Path) -> None:
    folder = path.parent / "备份"
    open_ledger(path, now=lambda: NOW).close()
    assert names(folder) == [NAME]
    later = NOW + timedelta(hours=1)
    open_ledger(path, now=lambda: later).close()
    assert names(folder) == [NAME]
    with open_ledger(path, now=lambda: later) as ledger:
        add_unit(ledger, "乙")
        assert ledger.last_backup() == NOW
    assert names(folder) == [NAME, "台账-20260102-113000.leqing"]
    assert units(folder / "台账-20260102-113000.leqing") == ["甲", "乙"]


def test_a_ledger_in_which_nothing_was_done_needs_no_backup(empty: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty, tmp_path / "a.leqing"))
    open_ledger(path).close()
    assert not (tmp_path / "备份").exists()


def test_a_damaged_newest_backup_is_made_again(path: Path) -> None:
    folder = path.parent / "备份"
    open_ledger(path, now=lambda: NOW).close()
    (folder / NAME).write_bytes(b"")
    open_ledger(path, now=lambda: NOW).close()
    assert names(folder) == ["台账-20260102-103000-2.leqing", NAME]


def test_the_chosen_folder_keeps_ledgers_of_one_name_apart(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "别处" / path.name
    other.parent.mkdir()
    shutil.copy(path, other)
    for ledger in (path, other):
        open_ledger(ledger, backups=tmp_path / "盘", now=lambda: NOW).close()
    assert len(names(tmp_path / "盘")) == 2
    assert all(names(folder) == [NAME] for folder in (tmp_path / "盘").iterdir())
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("blocked", ["file"] + ["read-only"] * (sys.platform == "linux"))
def test_a_folder_that_takes_no_backup_is_a_warning(path: Path, blocked: str) -> None:
    if blocked == "file":
        (path.parent / "备份").write_text("我的笔记", encoding="utf-8")
    else:
        (path.parent / "备份").symlink_to("/proc/1")
    with open_ledger(path) as ledger:
        assert len(ledger.warnings) == 1
        assert "没有做成备份" in ledger.warnings[0]
        assert "文件夹" in ledger.warnings[0]
        add_unit(ledger, "乙")
        assert ledger.close() == ledger.warnings
    assert units(path) == ["甲", "乙"]


def test_a_ledger_that_vanished_is_a_warning_at_close(path: Path) -> None:
    ledger = open_ledger(path, keep_backups=False)
    path.unlink()
    assert "没有做成备份" in ledger.close()[0]


def test_a_ledger_damaged_while_open_makes_no_backup(path: Path) -> None:
    ledger = open_ledger(path, now=lambda: NOW)
    path.write_bytes(path.read_bytes()[:9000])
    assert "不完整" in ledger.close()[0]
    assert names(path.parent / "备份") == [NAME]


def at(*days: float) -> list[backup.Backup]:
    moments = sorted(NOW - timedelta(days=day) for day in days)
    return [backup.Backup(moment, 1, Path(f"{moment:%Y%m%d-%H%M%S}"), "") for moment in moments]


def test_rotation_keeps_ten_then_one_a_day_then_one_a_month() -> None:
    recent = at(*[n / 100 for n in range(10)])
    assert backup.to_drop(recent, NOW) == []
    same_day = at(2.1, 2.2, 2.3)
    two_days = at(3, 4)
    months = at(40, 45, 50, 75)  # 23, 18 and 13 November, 19 October
    dropped = backup.to_drop(recent + same_day + two_days + months, NOW)
    assert dropped == at(2.2, 2.3, 45, 50)


@given(st.lists(st.floats(min_value=-3, max_value=2000), max_size=80))
def test_rotation_keeps_the_newest_ten_and_something_of_every_month(days: list[float]) -> None:
    backups = at(*days)
    dropped = backup.to_drop(backups, NOW)
    kept = [one for one in backups if one not in dropped]
    assert kept[-10:] == backups[-10:]
    assert {f"{one.at:%Y%m}" for one in kept} == {f"{one.at:%Y%m}" for one in backups}
    assert backup.to_drop(kept, NOW) == []


def test_rotation_deletes_nothing_that_is_not_a_backup(path: Path) -> None:
    folder = path.parent / "备份"
    first = backup.backup(path, folder, NOW - timedelta(days=20))
    for minute in range(12):
        shutil.copy(first, folder / f"台账-20251210-10{minute:02}00.leqing")
    foreign = [
        "台账.leqing",
        "台账-20251210-100000.leqing.bak",
        "台账-20251210-100000 副本.leqing",
        "台账-20251399-999999.leqing",
        "台账2-20251210-100000.leqing",
        "台账-20251210-100000-升级前.leqing",
        "重要.xlsx",
    ]
    for name in foreign:
        shutil.copy(first, folder / name)
    (folder / "台账-20251210-095900.leqing").write_text("clerk's own text", encoding="utf-8")
    (folder / "台账-20251210-095800.leqing").mkdir()
    with open_ledger(path, now=lambda: NOW) as ledger:
        add_unit(ledger, "乙")
    kept = set(names(folder))
    assert kept >= {*foreign, "台账-20251210-095900.leqing", "台账-20251210-095800.leqing"}
    assert "台账-20251210-100000.leqing" not in kept
    assert NAME in kept


def test_the_newest_good_backup(path: Path) -> None:
    folder = path.parent / "备份"
    assert backup.newest_good_backup(path, folder) is None
    older = backup.backup(path, folder, NOW)
    newer = backup.backup(path, folder, NOW + timedelta(days=1))
    assert backup.newest_good_backup(path, folder) == newer
    newer.write_bytes(newer.read_bytes()[:8192])
    assert backup.newest_good_backup(path, folder) == older


def test_restoring_makes_a_new_ledger_and_says_so_in_its_journal(path: Path) -> None:
    made = backup.backup(path, path.parent / "备份", NOW)
    restored = path.parent / "恢复 %41.leqing"
    restore(made, restored, clerk="李强", now=NOW)
    assert units(restored) == ["甲"]
    with open_ledger(restored) as ledger, reading(ledger.engine) as connection:
        operations = schema.journal_operation
        newest = connection.execute(select(operations).order_by(operations.c.id.desc())).first()
    assert newest is not None
    assert (newest.label, newest.clerk, newest.barrier) == (f"从备份恢复：{NAME}", "李强", True)
    assert set(names(path.parent)) == {path.name, restored.name, "备份"}


def test_restoring_overwrites_nothing(path: Path) -> None:
    made = backup.backup(path, path.parent / "备份", NOW)
    before = path.read_bytes()
    with pytest.raises(Refused, match="已经存在"):
        restore(made, path, clerk="李强", now=NOW)
    assert path.read_bytes() == before


def test_a_broken_backup_restores_nothing(path: Path) -> None:
    made = backup.backup(path, path.parent / "备份", NOW)
    made.write_bytes(made.read_bytes()[:9000])
    with pytest.raises(LedgerDamaged):
        restore(made, path.parent / "b.leqing", clerk="", now=NOW)
    assert names(path.parent) == [path.name, "备份"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for one empty ledger and little more."""
    place = tmp_path / "小盘"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=768k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("mounting needs Linux and root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill_up(disk: Path) -> None:
    with (disk / "fill").open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(1024))
        except OSError:
            return


def test_a_full_disk_refuses_the_step_and_leaves_the_ledger_good(
    path: Path, small_disk: Path
) -> None:
    full = Path(shutil.copy(path, small_disk / "a.leqing"))
    with open_ledger(full, keep_backups=False) as ledger:
        fill_up(small_disk)
        before = full.read_bytes()
        with pytest.raises(Refused, match="磁盘已满"):
            add_unit(ledger, "乙" * 99_999)
    assert full.read_bytes() == before
    with closing(sqlite3.connect(full)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (small_disk / "fill").unlink()
    assert units(full) == ["甲"]


def test_a_full_disk_is_a_warning_for_the_backup_and_a_refusal_for_a_new_ledger(
    path: Path, small_disk: Path
) -> None:
    full = Path(shutil.copy(path, small_disk / "a.leqing"))
    fill_up(small_disk)
    with pytest.raises(Refused, match="磁盘已满"):
        create_ledger(small_disk / "b.leqing")
    with pytest.raises(Refused, match="磁盘已满"):
        restore(path, small_disk / "b.leqing", clerk="", now=NOW)
    with open_ledger(full) as ledger:
        assert "磁盘已满" in ledger.warnings[0]
    assert names(small_disk) in (["a.leqing", "fill"], ["a.leqing", "fill", "备份"])
    assert not list((small_disk / "备份").glob("*"))
