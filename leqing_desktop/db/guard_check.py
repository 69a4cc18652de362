"""The thorough look at a ledger that the clerk asks for: every page, index and reference."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from leqing_desktop.db.guard import inspect, looking_at, open_to_read, this_release

MOST = 100  # of SQLite's own messages


def examine(path: Path) -> tuple[str, ...]:
    """What is wrong with a ledger, a sentence each; empty if all is well. Changes nothing.

    Raises Refused or LedgerDamaged where the file cannot even be opened.
    """
    inspect(path, this_release(), check_pages=False)
    with looking_at(path), closing(open_to_read(path)) as connection:
        found = connection.execute(f"PRAGMA integrity_check({MOST})").fetchall()
        broken = 0 if found == [("ok",)] else len(found)
        orphans = Counter(
            (table, parent)
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
        )
    sentences = [f"文件有 {broken} 处损坏，请从最近的备份恢复。"] if broken else []
    sentences += [
        f"{table} 表有 {count} 条记录指向的 {parent} 记录已不存在，请从最近的备份恢复。"
        for (table, parent), count in sorted(orphans.items())
    ]
    return tuple(sentences)
