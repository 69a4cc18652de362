"""An older ledger is backed up, upgraded in one transaction, or left as it was to the byte."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from leqing_desktop import paths
from leqing_desktop.db import schema
from leqing_desktop.db.backup_restore import restore
from leqing_desktop.db.engine import reading
from leqing_desktop.db.guard import Release, this_release
from leqing_desktop.db.ledger_file import create_ledger, open_ledger
from leqing_desktop.db.lock import acquire
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.errors import LedgerBusy, LedgerReadOnly, Refused

NOW = datetime(2026, 1, 2, 10, 30)
STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{down_revision}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("unit") as batch:
        batch.add_column(sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.execute("UPDATE unit SET phone = name")
    {more}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of this release: a unit, an item, and 500 assignments that point to a unit each."""
    folder = tmp_path / "目录 %41#?"
    folder.mkdir()
    path = folder / "台账.leqing"
    create_ledger(path)
    with (
        open_ledger(path, keep_backups=False) as ledger,
        unit_of_work(ledger.engine, "王敏", NOW) as uow,
    ):
        units = uow.insert(schema.unit, [{"name": f"单位{i}", "position": i} for i in range(500)])
        (item,) = uow.insert(schema.item, [{"level": 1, "position": 1, "title": "工程"}])
        uow.insert(
            schema.assignment,
            [{"item_id": item, "unit_id": u, "role": "lead", "position": 1} for u in units],
        )
        uow.commit("导入")
    return path


def next_release(tmp_path: Path, more: str = "") -> Release:
    """The release after this one, which gives units a phone number."""
    now = this_release()
    revision = f"{int(now.revision) + 1:04}"
    chain = tmp_path / "chain %41"
    shutil.copytree(paths.migrations(), chain, ignore=shutil.ignore_patterns("__pycache__"))
    step = STEP.format(revision=revision, down_revision=now.revision, more=more)
    (chain / "versions" / f"{revision}_phone.py").write_text(step, encoding="utf-8")
    columns = {**now.columns, "unit": (*now.columns["unit"], "phone")}
    return replace(now, revision=revision, chain=chain, columns=columns)


def phones(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [phone for (phone,) in connection.execute("SELECT phone FROM unit ORDER BY id")]


def test_data_survives_the_step_and_the_old_ledger_is_kept(path: Path, tmp_path: Path) -> None:
    release = next_release(tmp_path)
    with (
        open_ledger(path, now=lambda: NOW, release=release) as ledger,
        reading(ledger.engine) as connection,
    ):
        query = select(func.count()).select_from(schema.assignment)
        assert connection.execute(query).scalar_one() == 500
    assert phones(path) == [f"单位{i}" for i in range(500)]
    kept = path.parent / "备份" / "台账-20260102-103000-升级前.leqing"
    open_ledger(kept, write=False).close()


def test_reading_an_older_ledger_upgrades_it_first(path: Path, tmp_path: Path) -> None:
    with open_ledger(path, write=False, release=next_release(tmp_path)) as ledger:
        assert ledger.read_only
    assert len(phones(path)) == 500


@pytest.mark.parametrize(
    "more",
    [
        "raise RuntimeError('half-way')",
        "op.execute('DELETE FROM item')",
        "op.execute('CREATE TABLE extra (x)')",
        "op.execute('no such statement')",
    ],
)
def test_a_step_that_fails_leaves_the_file_to_the_byte(
    path: Path, tmp_path: Path, more: str
) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused, match="升级没有成功，文件保持原样"):
        open_ledger(path, now=lambda: NOW, release=next_release(tmp_path, more))
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["台账.leqing", "备份"]
    open_ledger(path, write=False).close()


def test_without_a_backup_there_is_no_upgrade(path: Path, tmp_path: Path) -> None:
    (path.parent / "备份").write_text("in the way", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(Refused, match="备份没有做成"):
        open_ledger(path, release=next_release(tmp_path))
    assert path.read_bytes() == before


def test_where_nothing_can_be_written_an_old_ledger_is_refused(path: Path, tmp_path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises(Refused, match="旧版本") as caught:
        open_ledger(path, release=next_release(tmp_path))
    assert not isinstance(caught.value, LedgerReadOnly)
    assert path.read_bytes() == before


def test_an_old_ledger_that_somebody_writes_is_not_upgraded(path: Path, tmp_path: Path) -> None:
    held = acquire(path, "王敏", NOW)
    with pytest.raises(LedgerBusy, match="王敏"):
        open_ledger(path, write=False, release=next_release(tmp_path))
    held.release()


def test_an_old_backup_is_upgraded_when_restored(path: Path, tmp_path: Path) -> None:
    restored = path.parent / "b.leqing"
    before = path.read_bytes()
    restore(path, restored, clerk="李强", now=NOW, release=next_release(tmp_path))
    assert len(phones(restored)) == 500
    assert path.read_bytes() == before
