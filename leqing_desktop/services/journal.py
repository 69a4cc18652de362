"""Undo, redo and the history of an item, told in the columns' Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leqing_desktop.db import journal, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.journal import StoredEntry
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.item_origin import OriginKind
from leqing_desktop.domain.standing import Standing
from leqing_desktop.services.access import LedgerAccess

_NAMES = {
    "title": "名称",
    "number": "序号",
    "section": "责任科室",
    "person": "责任人",
    "target": "目标",
    "start": "开始",
    "due": "期限",
    "due_text": "期限说明",
    "evidence": "印证材料",
    "standing": "状态",
    "standing_since": "状态日期",
    "standing_reason": "状态理由",
    "goal": "年度目标",
    "first": "第一季度序时",
    "second": "第二季度序时",
    "third": "第三季度序时",
    "fourth": "第四季度序时",
    "progress": "完成进度",
    "done": "进展情况",
    "problems": "存在问题",
    "next_step": "下一步",
    "state": "办理状态",
    "kind": "来源类别",
    "source": "来源",
    "document": "来源文号",
    "on_day": "交办日期",
    "wording": "交办原文",
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One operation on an item: when, who, its name, and (field, old, new) lines."""

    at: datetime
    clerk: str
    label: str
    lines: tuple[tuple[str, str, str], ...]


class JournalService:
    """撤销、重做、历史."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def undo_label(self) -> str | None:
        """The name of what undo would take back; None where there is nothing or a barrier."""
        with self._access.reading() as connection:
            return journal.stack_top(connection).undo

    def redo_label(self) -> str | None:
        """The name of what redo would do again."""
        with self._access.reading() as connection:
            return journal.stack_top(connection).redo

    def undo(self) -> Changes:
        """Take back the newest operation."""
        with self._access.writing() as uow:
            return journal.undo(uow)

    def redo(self) -> Changes:
        """Do the last undone operation again."""
        with self._access.writing() as uow:
            return journal.redo(uow)

    def history(self, item_id: int) -> tuple[HistoryEntry, ...]:
        """Everything that happened to an item, newest first."""
        with self._access.reading() as connection:
            entries = journal.entries_about(connection, item_id)
            return _told(connection, entries)


def _told(connection: Connection, entries: list[StoredEntry]) -> tuple[HistoryEntry, ...]:
    names = units.names_by_id(connection)
    # A changed role names no unit; the entry that made or ended the assignment does.
    parts = {
        entry.record_id: names.get(whole["unit_id"], "")
        for entry in entries
        for whole in (entry.before, entry.after)
        if entry.table == "assignment" and "unit_id" in whole
    }
    by_operation: dict[int, tuple[StoredEntry, list[tuple[str, str, str]]]] = {}
    for entry in entries:
        _, lines = by_operation.setdefault(entry.operation_id, (entry, []))
        lines.extend(_lines(entry, parts))
    return tuple(
        HistoryEntry(first.at, first.clerk, first.label, tuple(lines))
        for first, lines in by_operation.values()
    )


def _lines(entry: StoredEntry, parts: Mapping[int, str]) -> list[tuple[str, str, str]]:
    if entry.table == "assignment":
        return _unit_line(entry, parts.get(entry.record_id, ""))
    if entry.table == "item" and "deleted_at" in entry.after:
        gone = entry.after["deleted_at"] is not None
        return [("所在", "分解表" if gone else "回收站", "回收站" if gone else "分解表")]
    fields = [name for name in _NAMES if name in entry.before or name in entry.after]
    lines = [
        (_NAMES[name], _shown(name, entry.before.get(name)), _shown(name, entry.after.get(name)))
        for name in fields
    ]
    return [line for line in lines if line[1] != line[2]]


def _unit_line(entry: StoredEntry, name: str) -> list[tuple[str, str, str]]:
    whole = entry.after if entry.action == "insert" else entry.before
    if entry.action == "update":
        old, new = entry.before.get("role"), entry.after.get("role")
        if old == new or old is None:
            return []
        return [(f"{name}的角色", Role(old).label, Role(str(new)).label)]
    role = f"{Role(whole['role']).label}单位"
    return [(role, "", name) if entry.action == "insert" else (role, name, "")]


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "progress":
        return f"{plain_number(float(value))} %"
    if name == "standing":
        return Standing(value).label
    if name == "kind":
        return OriginKind(value).label
    if name == "state":
        from leqing_desktop.domain.notice_life import NoticeState

        return NoticeState(value).label
    return str(value)
