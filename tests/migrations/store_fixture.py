"""Stores a small ledger of the present schema for the tests of every later release.

Run once when a revision is released: ``python tests/migrations/store_fixture.py``.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from leqing_desktop.db import schema
from leqing_desktop.db.ledger_file import create_ledger, open_ledger
from leqing_desktop.db.unit_of_work import UnitOfWork, unit_of_work


def main() -> None:
    path = Path(__file__).parent / "fixtures" / f"{schema.HEAD_REVISION}.leqing"
    create_ledger(path)
    with (
        open_ledger(path, keep_backups=False) as ledger,
        unit_of_work(ledger.engine, "示范", datetime(2026, 1, 2, 10, 30)) as uow,
    ):
        fill(uow)
        uow.commit("建立示范台账")


def fill(uow: UnitOfWork) -> None:
    (unit,) = uow.insert(schema.unit, [{"name": "示范局", "position": 1}])
    parent = None
    items = []
    for level, title in enumerate(("实施示范工程", "示范举措", "示范任务", "完成验收"), start=1):
        row = {"level": level, "position": 1, "title": title, "parent_id": parent}
        (parent,) = uow.insert(schema.item, [row | {"due": date(2025, 12, 31)}])
        items.append(parent)
    role = {"item_id": items[2], "unit_id": unit, "role": "lead", "position": 1}
    uow.insert(schema.assignment, [role])
    uow.insert(schema.setting, [{"key": "示范", "value": {"是": True}}])


if __name__ == "__main__":
    main()
