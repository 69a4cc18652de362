"""The quarter's reports: periods, who has reported, and each unit's sheet, saved as it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leqing_desktop.db import check_ins, periods, tasks, units, year_goals
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import check_progress
from leqing_desktop.errors import FieldErrors, Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.period_snapshot import kept
from leqing_desktop.services.periods import refuse_locked
from leqing_desktop.services.status import TaskStatus, judged

FIELDS = {
    "goal": "年度目标",
    "progress": "完成进度",
    "done": "进展情况",
    "problems": "存在问题",
    "next_step": "下一步",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a unit says about a task in one period; ``progress`` is 0–100 or None (未报)."""

    progress: float | None = None
    done: str = ""
    problems: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One task on a unit's sheet: what was promised, last quarter's words, this quarter's.

    ``support``: the unit only assists (配合), the row is for information and counts nowhere.
    """

    task_id: int
    number: str
    measure: str
    title: str
    target: str
    due: date | None
    schedule: int | None
    last: Entry | None
    entry: Entry | None
    support: bool
    year_goal: str = ""


class ReportingService:
    """季度报送."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def sheet(self, period: Period, unit_id: int) -> tuple[ReportRow, ...]:
        """A unit's tasks with last period's words beside this one's; 配合 rows come last."""
        with self._access.reading() as connection:
            name = _unit_name(connection, unit_id)
            now = _entries(connection, period, unit_id, name)
            last = _entries(connection, period.previous, unit_id, name)
            rows = []
            for status in judged(connection, period):
                task = status.task
                role = next((part.role for part in task.units if part.unit == name), None)
                if role is not None:
                    support = role is Role.SUPPORT
                    rows.append(_row(status, last.get(task.id), now.get(task.id), support))
            return tuple(sorted(rows, key=lambda row: row.support))

    def save(self, period: Period, unit_id: int, task_id: int, field: str, text: str) -> Changes:
        """Write one typed cell of a unit's sheet; FieldErrors for a figure that is none."""
        return self.save_many(period, unit_id, {task_id: {field: text}})

    def save_many(
        self, period: Period, unit_id: int, cells: Mapping[int, Mapping[str, str]]
    ) -> Changes:
        """Write typed cells (task id → field → text) of one unit as one step of undo."""
        with self._access.writing() as uow:
            name = _unit_name(uow.connection, unit_id)
            stored = periods.find(uow.connection, period)
            refuse_locked(stored)
            mine = {
                task_id
                for task_id, parts in tasks.units_of(uow.connection, cells).items()
                if any(p.unit == name and p.role is not Role.SUPPORT for p in parts)
            }
            if not set(cells) <= mine:
                raise Refused(f"这项任务不由{name}报送（可能已删除或只是配合），请刷新后再填。")
            entries = _parsed(cells)
            goals = {k: {"goal": f.pop("goal")} for k, f in entries.items() if "goal" in f}
            year_goals.put(uow, period.year, goals)
            if stored is None and not any(
                value not in (None, "") for fields in entries.values() for value in fields.values()
            ):
                return uow.commit(f"填写 {period.year} 年年度目标 {len(goals)} 格")
            period_id = stored.id if stored is not None else periods.put(uow, period)
            check_ins.put(uow, period_id, unit_id, entries, uow.now.date())
            count = sum(len(fields) for fields in entries.values())
            if goals and not count:
                return uow.commit(f"填写 {period.year} 年年度目标 {len(goals)} 格")
            return uow.commit(f"填写{name}{period.label}报送 {count + len(goals)} 格")


def parse_progress(text: str) -> float | None:
    """A typed figure such as 72, 72%, ７２ or 72.5; None for an empty cell, ValueError else."""
    typed = unicodedata.normalize("NFKC", text).strip().removesuffix("%").rstrip()
    if not typed:
        return None
    if not typed.isascii() or typed.count(".") > 1 or not typed.replace(".", "", 1).isdigit():
        raise ValueError(f"“{text.strip()[:12]}”不是进度，请填 0 到 100 之间的数，如 72。")
    return check_progress(float(typed))


def _parsed(cells: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, Any]]:
    from leqing_desktop.domain.official_text import clean_text

    entries: dict[int, dict[str, Any]] = {}
    problems: dict[tuple[int, str], str] = {}
    for task_id, fields in cells.items():
        for field, text in fields.items():
            try:
                value = (
                    parse_progress(text) if field == "progress" else clean_text(text, FIELDS[field])
                )
                entries.setdefault(task_id, {})[field] = value
            except ValueError as error:
                problems[task_id, field] = str(error)
    if problems:
        raise FieldErrors(problems)
    return entries


def _unit_name(connection: Connection, unit_id: int) -> str:
    name = units.names_by_id(connection).get(unit_id)
    if name is None:
        raise Refused("没有这个单位，可能已被撤销，请刷新后再选。")
    return name


def _entries(connection: Connection, period: Period, unit_id: int, unit: str) -> dict[int, Entry]:
    record = kept(connection, period)
    said = check_ins.of_period(connection, period, unit_id) if record is None else record.check_ins
    return {
        c.item_id: Entry(c.progress, c.done, c.problems, c.next_step)
        for c in said
        if c.unit == unit
    }


def _row(status: TaskStatus, last: Entry | None, entry: Entry | None, support: bool) -> ReportRow:
    task = status.task
    return ReportRow(
        task.id,
        task.number,
        f"{task.measure_number} {task.measure_title}".strip(),
        task.title,
        task.target,
        task.due,
        status.assessment.schedule,
        last,
        entry,
        support,
        status.goal,
    )
