"""A ledger of every released schema is stored here, opens, and keeps its content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from leqing_desktop.db import schema
from leqing_desktop.db.engine import reading
from leqing_desktop.db.ledger_file import open_ledger

FIXTURES = Path(__file__).parent / "fixtures"
STORED = sorted(FIXTURES.glob("*.leqing"))


def test_a_ledger_is_stored_for_every_released_schema() -> None:
    assert [path.stem for path in STORED] == [
        f"{number:04}" for number in range(1, int(schema.HEAD_REVISION) + 1)
    ]


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_released_ledger_opens_with_its_content(stored: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(stored, tmp_path / "旧台账.leqing"))
    with open_ledger(path) as ledger, reading(ledger.engine) as connection:
        titles = connection.execute(select(schema.item.c.title).order_by(schema.item.c.id))
        assert titles.scalars().all() == ["实施示范工程", "示范举措", "示范任务", "完成验收"]
        roles = connection.execute(select(schema.assignment.c.role)).scalars().all()
        assert roles == ["lead"]
        labels = connection.execute(select(schema.journal_operation.c.label)).scalars().all()
        assert labels == ["建立示范台账"]
        entries = connection.execute(select(schema.journal_entry)).all()
        assert len(entries) == 7
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
