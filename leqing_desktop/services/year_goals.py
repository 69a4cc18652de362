"""年度目标 and 序时 of the year, typed on the 分解表 and 季度报送 pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leqing_desktop.db import items, year_goals
from leqing_desktop.db.year_goals import StoredGoal
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.schedule import read_figures
from leqing_desktop.errors import FieldErrors, Refused
from leqing_desktop.services.access import LedgerAccess

FIELDS = {"goal": "年度目标", "schedule": "序时"}
GOAL_LIMIT = 2000


class YearGoalService:
    """年度目标."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def of_year(self, year: int) -> dict[int, StoredGoal]:
        """Item id → what is written for a year."""
        with self._access.reading() as connection:
            return year_goals.of_year(connection, year)

    def save_many(self, year: int, cells: Mapping[int, Mapping[str, str]]) -> Changes:
        """Write typed cells (task id → "goal" or "schedule" → text) of a year as one step of undo.

        FieldErrors with all problems at once; Refused where one is no task any more.
        """
        with self._access.writing() as uow:
            places = items.places(uow.connection, cells)
            if any(key not in places or places[key].level is not Level.TASK for key in cells):
                raise Refused("有的任务已被删除，请刷新后再填年度目标。")
            values: dict[int, dict[str, Any]] = {}
            problems: dict[tuple[int, str], str] = {}
            for task_id, fields in cells.items():
                for field, text in fields.items():
                    try:
                        values.setdefault(task_id, {})[field] = goal_value(field, text)
                    except ValueError as error:
                        problems[task_id, field] = str(error)
            if problems:
                raise FieldErrors(problems)
            year_goals.put(uow, year, values)
            count = sum(len(fields) for fields in cells.values())
            return uow.commit(f"填写 {year} 年年度目标 {count} 格")


def goal_value(field: str, text: str) -> Any:
    """What a typed cell means: words, four figures, or None for 序时 counted from the dates.

    ValueError with the sentence what to type instead.
    """
    if field == "schedule":
        return read_figures(text)
    return clean_text(text, FIELDS[field], GOAL_LIMIT)
