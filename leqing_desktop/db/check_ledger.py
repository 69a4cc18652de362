"""What is wrong inside a ledger that opens: broken references and gaps in the notice log."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.engine import make_engine, reading
from leqing_desktop.db.guard import inspect, this_release

_WORDS = {
    "item": "工程、举措或任务",
    "unit": "单位",
    "assignment": "责任分工",
    "indicator": "指标",
    "period": "报送期",
    "check_in": "报送内容",
    "notice": "督办单",
    "circular": "通报",
    "inspection": "专项督查",
    "inspection_finding": "督查发现的问题",
    "notice_item": "督办事项",
    "journal_operation": "操作记录",
    "journal_entry": "操作记录",
}


def faults(path: Path) -> tuple[str, ...]:
    """One Chinese sentence for each fault; LedgerDamaged or Refused where it cannot be read."""
    inspect(path, this_release())
    with reading(make_engine(path, read_only=True)) as connection:
        return (*_broken_references(connection), *_number_gaps(connection))


def _broken_references(connection: Connection) -> list[str]:
    found: list[str] = []
    for table in schema.metadata.sorted_tables:
        for key in table.foreign_keys:
            column, target = key.parent, key.column
            missing = select(column).where(column.is_not(None), column.not_in(select(target)))
            if connection.execute(missing.limit(1)).first() is not None:
                found.append(
                    f"有{_WORDS.get(table.name, '记录')}指向已不存在的"
                    f"{_WORDS.get(target.table.name, '记录')}，请从最近的备份恢复。"
                )
    return found


def _number_gaps(connection: Connection) -> list[str]:
    # Notices, circulars and 专项督查通知 share one sequence for each 机关代字 and year.
    given: dict[tuple[str, int], list[int]] = defaultdict(list)
    for table in (schema.notice, schema.circular, schema.inspection):
        query = select(table.c.series, table.c.year, table.c.number)
        for row in connection.execute(query.where(table.c.number.is_not(None))):
            given[row.series, row.year].append(row.number)
    return [
        f"{series}〔{year}〕的文号不连续：共 {len(numbers)} 份，最大 {max(numbers)} 号。"
        for (series, year), numbers in given.items()
        if sorted(numbers) != list(range(1, len(numbers) + 1))
    ]
