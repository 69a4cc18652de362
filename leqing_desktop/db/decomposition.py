"""The decomposition table read whole: flat rows in display order, ready to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from leqing_desktop.db import item_origins, plans, schema, units, year_goals
from leqing_desktop.db.year_goals import NO_GOAL, StoredGoal
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.outline import child_number, programme_number
from leqing_desktop.domain.schedule import figures_text
from leqing_desktop.domain.standing import Standing

_item = schema.item
_COLUMNS = (
    _item.c.id,
    _item.c.parent_id,
    _item.c.level,
    _item.c.number,
    _item.c.title,
    _item.c.section,
    _item.c.person,
    _item.c.target,
    _item.c.start,
    _item.c.due,
    _item.c.due_text,
    _item.c.evidence,
    _item.c.standing,
)
_NOBODY = ("", "", "", "")


def rows(connection: Connection, year: int | None = None) -> tuple[Row, ...]:
    """Every live row: programme, its measures, their tasks, their milestones, each in order.

    ``year``: whose 年度目标 and 序时 the tasks show; None: of no year.
    """
    # In the order of the index on parent and position, which saves sorting wide rows.
    order = (_item.c.parent_id, _item.c.position, _item.c.id)
    query = select(*_COLUMNS).where(_item.c.deleted_at.is_(None)).order_by(*order)
    children: dict[int | None, list[Any]] = defaultdict(list)
    for stored in connection.execute(query).all():
        children[stored[1]].append(stored)
    targets = {
        key: tuple(f"{target.name} {target.target_text}" for target in found)
        for key, found in plans.indicators(connection, "item_id").items()
    }
    goals = {} if year is None else year_goals.of_year(connection, year)
    parts = units.assignments(connection)
    origins = item_origins.of_items(connection)
    return tuple(_Assembly(children, parts, targets, goals, origins).rows())


def programme_titles(connection: Connection) -> dict[int, str]:
    """Programme id → its number and title as printed (一 实施产品高端化工程), in order."""
    return {
        row.id: f"{row.number} {row.title}".strip()
        for row in rows(connection)
        if row.level is Level.PROGRAMME
    }


class _Assembly:
    """Numbers the tree and joins each row's units while walking it once."""

    def __init__(
        self,
        children: dict[int | None, list[Any]],
        parts: dict[int, list[Assignment]],
        targets: dict[int, tuple[str, ...]],
        goals: dict[int, StoredGoal],
        origins: dict[int, ItemOrigin],
    ) -> None:
        self._children = children
        self._parts = parts
        self._targets = targets
        self._goals = goals
        self._origins = origins
        self._levels = {level.value: level for level in Level}
        self._standings = {standing.value: standing for standing in Standing}
        self._out: list[Row] = []

    def rows(self) -> list[Row]:
        for programme in self._children[None]:
            self._add(programme, programme_number(programme[3]), _NOBODY, False)
            for measure in self._children.get(programme[0], ()):
                parts = unit_cells(self._parts.get(measure[0], ()))
                self._add(measure, measure[3], parts, False)
                for place, task in enumerate(self._children.get(measure[0], ()), start=1):
                    self._task(task, child_number(measure[3], place), parts)
        return self._out

    def _task(self, task: Any, number: str, above: tuple[str, str, str, str]) -> None:
        own = self._parts.get(task[0])
        self._add(task, number, unit_cells(own) if own else above, not own)
        for place, milestone in enumerate(self._children.get(task[0], ()), start=1):
            self._add(milestone, child_number(number, place), _NOBODY, False)

    def _add(
        self, stored: Any, number: str, cells: tuple[str, str, str, str], inherited: bool
    ) -> None:
        goal = self._goals.get(stored[0], NO_GOAL)
        self._out.append(
            Row(
                stored[0],
                stored[1],
                self._levels[stored[2]],
                number,
                stored[4],
                cells[0],
                cells[1],
                cells[2],
                inherited,
                cells[3],
                stored[5],
                stored[6],
                stored[7],
                stored[8],
                stored[9],
                stored[10],
                stored[11],
                self._standings[stored[12]],
                self._targets.get(stored[0], ()),
                goal.goal,
                figures_text(goal.schedule),
                self._origins.get(stored[0]),
            )
        )


def unit_cells(parts: Sequence[Assignment]) -> tuple[str, str, str, str]:
    """牵头, 责任, 配合 as cells show them, and the unit that counts first where nobody leads."""
    if not parts:
        return _NOBODY
    lead = "、".join(p.unit for p in parts if p.role is Role.LEAD)
    first = next((p.unit for p in parts if p.counts_first), "")
    return (
        lead,
        "、".join(p.unit for p in parts if p.role is Role.RESPONSIBLE),
        "、".join(p.unit for p in parts if p.role is Role.SUPPORT),
        "" if lead else first,
    )
