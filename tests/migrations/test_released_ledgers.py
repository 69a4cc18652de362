"""A ledger of every released schema is stored here, opens, and keeps its content."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from leqing_desktop.db import journal, notices, schema
from leqing_desktop.db.engine import reading
from leqing_desktop.db.ledger_file import open_ledger
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState

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


def test_the_steps_of_older_notices_are_told_from_the_journal(tmp_path: Path) -> None:
    path = Path(shutil.copy(FIXTURES / "0003.leqing", tmp_path / "旧台账.leqing"))
    with closing(sqlite3.connect(path)) as connection:
        enter_notice(connection)
        connection.commit()
    with open_ledger(path) as ledger, reading(ledger.engine) as connection:
        steps = notices.steps(connection, 5001)
        assert [(step.action, step.on, step.clerk, step.note) for step in steps] == [
            (NoticeAction.ISSUE, date(2024, 10, 8), "王敏", ""),
            (NoticeAction.EXTEND, date(2024, 10, 9), "王敏", "同意"),
            (NoticeAction.REPLY, date(2024, 10, 15), "李工", "已整改"),
            (NoticeAction.CLOSE, date(2024, 10, 16), "王敏", ""),
            (NoticeAction.REOPEN, date(2024, 10, 20), "王敏", "不实"),
        ]
        assert [step.deadline for step in steps] == [date(2024, 10, 22)] + [date(2024, 11, 5)] * 4
        (notice,) = notices.register(connection)
        assert (notice.state, notice.asked_until) == (NoticeState.REJECTED, None)
        assert journal.stack_top(connection) == journal.StackTop(None, None)
        ids = connection.execute(select(schema.notice_step.c.id)).scalars().all()
        following = connection.execute(select(schema.sequence.c.next_id)).scalar_one()
        assert max(ids) < following


def enter_notice(connection: sqlite3.Connection) -> None:
    """A notice as the third schema kept it, with its journal; the reply was undone once."""
    (unit,) = connection.execute("SELECT id FROM unit").fetchone()
    connection.execute("INSERT INTO period (id, year, quarter) VALUES (5000, 2024, 3)")
    now = {
        "series": "乐电专督", "year": 2024, "number": 1, "colour": "blue", "unit_id": unit,
        "period_id": 5000, "title": "示范任务", "why": "落后。", "issued_on": "2024-10-08",
        "deadline": "2024-10-22", "state": "issued", "state_on": "2024-10-08", "document": {},
    }  # fmt: skip
    changes = [
        ("王敏", "done", "insert", now),
        ("王敏", "done", "update", {"deadline": "2024-11-05", "state_on": "2024-10-09", "state_note": "同意"}),
        ("李工", "dropped", "update", {"state": "replied", "state_on": "2024-10-14"}),
        ("李工", "done", "update", {"state": "replied", "state_on": "2024-10-15", "state_note": "已整改"}),
        ("王敏", "done", "update", {"state": "closed", "state_on": "2024-10-16", "state_note": ""}),
        ("王敏", "done", "update", {"state": "rejected", "state_on": "2024-10-20", "state_note": "不实"}),
        ("王敏", "undone", "update", {"state": "replied", "state_on": "2024-10-21"}),
    ]  # fmt: skip
    for place, (clerk, state, action, after) in enumerate(changes):
        before = {name: now.get(name) for name in after} if action == "update" else None
        connection.execute(
            "INSERT INTO journal_operation (id, at, clerk, label, kind, state) "
            "VALUES (?, '2024-10-08 09:00:00', ?, '一步', 'do', ?)",
            (6000 + place, clerk, state),
        )
        connection.execute(
            'INSERT INTO journal_entry (id, operation_id, table_name, record_id, action, "before", '
            "\"after\") VALUES (?, ?, 'notice', 5001, ?, ?, ?)",
            (7000 + place, 6000 + place, action, json.dumps(before), json.dumps(after)),
        )
        if state == "done":
            now.update(after)
    kept = {**now, "document": "{}"}
    names, marks = ", ".join(kept), ", ".join("?" * len(kept))
    connection.execute(
        f"INSERT INTO notice (id, {names}) VALUES (5001, {marks})", tuple(kept.values())
    )
    connection.execute("UPDATE sequence SET next_id = 8000")
