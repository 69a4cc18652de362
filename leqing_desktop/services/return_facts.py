"""What is known of a quarter's returns, read in one go: who owes what, and each unit's form."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leqing_desktop.db import (
    check_ins,
    indicator_values,
    item_origins,
    ledger_identity,
    ledger_settings,
    light_rules,
    periods,
    plans,
    tasks,
    units,
    year_goals,
)
from leqing_desktop.db.check_ins import StoredCheckIn
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.db.tasks import StoredTask
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.db.year_goals import NO_GOAL, StoredGoal
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.indicator import Indicator, plain_number
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.domain.light import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import counting_unit
from leqing_desktop.domain.return_form import FormIndicator, FormSupport, FormTask, ReturnForm
from leqing_desktop.domain.return_seal import KEY_BYTES
from leqing_desktop.domain.rule_version import rule_in_force
from leqing_desktop.domain.schedule import expected_progress
from leqing_desktop.domain.unit_name import join_units
from leqing_desktop.errors import Refused
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.office import office_of
from leqing_desktop.services.period_snapshot import kept

KEY_SETTING = "return_key"


@dataclass(frozen=True, slots=True)
class AskedIndicator:
    """An indicator that a unit answers for: of a measure or of a task."""

    id: int
    number: str
    measure: str
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A period as its returns need it; ``own`` are a unit's tasks by id, 配合 left out.

    ``resting`` are those of which no report is asked in this period: 挂起, 取消, 办结.
    """

    period: Period
    stored: StoredPeriod
    ledger: str
    key: bytes
    plan: str
    sender: str
    demo: bool
    settings: dict[str, Any]
    rule: LightRule
    unit_ids: dict[str, int]
    own: dict[str, dict[int, StoredTask]]
    supports: dict[str, list[StoredTask]]
    indicators: dict[str, dict[int, AskedIndicator]]
    milestones: dict[int, list[tuple[str, date | None]]]
    last: dict[tuple[str, int], StoredCheckIn]
    last_values: dict[tuple[int, int], float] = field(default_factory=dict)
    goals: dict[int, StoredGoal] = field(default_factory=dict)
    resting: dict[str, dict[int, StoredTask]] = field(default_factory=dict)
    origins: dict[int, ItemOrigin] = field(default_factory=dict)

    @property
    def owing(self) -> tuple[str, ...]:
        """The units that owe a return, in the list's order."""
        return tuple(unit for unit in self.unit_ids if unit in self.own)

    def schedule(self, task: StoredTask) -> int | None:
        """序时 of a task at the period's end."""
        own = self.goals.get(task.id, NO_GOAL).schedule
        return expected_progress(task.start, task.due, own, self.period)

    def overdue_milestones(self, task_id: int) -> tuple[str, ...]:
        """The milestones of a task that fell due this year, by the period's end.

        Progress is counted by the year; those of earlier years were asked for in their own.
        """
        return tuple(
            f"{title}（{due.isoformat()}）"
            for title, due in self.milestones.get(task_id, ())
            if due is not None and due.year == self.period.year and due <= self.period.last_day
        )

    def form(self, unit: str, issued_on: date) -> ReturnForm:
        """The workbook of one unit as data."""
        return ReturnForm(
            ledger=self.ledger,
            period=self.period,
            unit_id=self.unit_ids[unit],
            unit=unit,
            plan=self.plan,
            sender=self.sender,
            issued_on=issued_on,
            due_on=self.stored.due_on,
            tasks=tuple(self._task(unit, task) for task in self.own[unit].values()),
            indicators=tuple(
                self._indicator(unit, each) for each in self.indicators.get(unit, {}).values()
            ),
            supports=tuple(
                FormSupport(task.number, _measure(task), task.title, _leads(task.units))
                for task in self.supports.get(unit, ())
            ),
            demo=self.demo,
        )

    def _task(self, unit: str, task: StoredTask) -> FormTask:
        last = self.last.get((unit, task.id))
        due = [
            f"{title}（{day.month}月{day.day}日）"
            for title, day in self.milestones.get(task.id, ())
            if day is not None and self.period.first_day <= day <= self.period.last_day
        ]
        return FormTask(
            task.id,
            task.number,
            self._belongs(task),
            task.title,
            self.goals.get(task.id, NO_GOAL).goal or task.target,
            "；".join(due),
            self.schedule(task),
            last.progress if last else None,
            last.done if last else "",
        )

    def _belongs(self, task: StoredTask) -> str:
        """The task's measure, and where it was given out the meeting or the leader."""
        origin = self.origins.get(task.id)
        return f"{_measure(task)}：{origin.note}" if origin else _measure(task)

    def _indicator(self, unit: str, asked: AskedIndicator) -> FormIndicator:
        indicator = asked.indicator
        year = f"{indicator.year}年" if indicator.year else ""
        words = indicator.literal.strip()
        return FormIndicator(
            asked.id,
            asked.number,
            asked.measure,
            indicator.name,
            f"{indicator.kind.value}：{words}" if words else indicator.kind.value,
            indicator.uom or "",
            f"{year}{indicator.target_text}",
            self.last_values.get((asked.id, self.unit_ids[unit])),
        )


def key_of(settings: dict[str, Any]) -> bytes:
    """The key that seals what the ledger sends out; empty before anything was."""
    return bytes.fromhex(str(settings.get(KEY_SETTING, "")))


def make_key(uow: UnitOfWork) -> bool:
    """Make the ledger's key where it has none yet; whether it was made now."""
    if ledger_settings.read(uow.connection).get(KEY_SETTING):
        return False
    ledger_settings.write(uow, {KEY_SETTING: secrets.token_hex(KEY_BYTES)})
    return True


def period_of(connection: Connection, period: Period) -> StoredPeriod:
    """The period as the ledger has it; Refused where it has not got it."""
    stored = periods.find(connection, period)
    if stored is None:
        raise Refused(f"台账里还没有{period.label}这个报送期，请先下发报送表或新增报送期。")
    return stored


def read(connection: Connection, period: Period) -> ReturnFacts:
    """Everything about a period's returns; Refused where the ledger has not got the period."""
    stored = period_of(connection, period)
    settings = ledger_settings.read(connection)
    everything = tasks.all_tasks(connection)
    own: dict[str, dict[int, StoredTask]] = defaultdict(dict)
    supports: dict[str, list[StoredTask]] = defaultdict(list)
    resting: dict[str, dict[int, StoredTask]] = defaultdict(dict)
    for task in everything:
        rests = tasks.rests(task, period)
        for part in task.units:
            if part.role is not Role.SUPPORT:
                (resting if rests else own)[part.unit][task.id] = task
            elif not rests:
                supports[part.unit].append(task)
    return ReturnFacts(
        period,
        stored,
        ledger_identity.mark(connection),
        key_of(settings),
        plans.title(connection),
        office_of(settings).sender,
        bool(settings.get(DEMO_KEY)),
        settings,
        rule_in_force(light_rules.all_rules(connection), period.last_day),
        units.ids_by_name(connection),
        dict(own),
        supports,
        _indicators(connection, everything),
        tasks.milestones(connection),
        {(c.unit, c.item_id): c for c in check_ins.of_period(connection, period.previous)},
        _last_values(connection, period),
        year_goals.of_year(connection, period.year),
        dict(resting),
        item_origins.of_items(connection),
    )


def _last_values(connection: Connection, period: Period) -> dict[tuple[int, int], float]:
    """(Indicator id, unit id) → the 累计 reported last; of a locked quarter what it was locked with."""
    found = indicator_values.last(connection, period)
    record = kept(connection, period.previous)
    for each in (record.values if record is not None else None) or ():
        if each.value is not None:
            found[each.indicator_id, each.unit_id] = each.value
    return found


def _indicators(
    connection: Connection, everything: list[StoredTask]
) -> dict[str, dict[int, AskedIndicator]]:
    """Unit → the indicators it answers for: those whose counting unit it is."""
    measures = {task.measure_id: task for task in everything}
    by_task = {task.id: task for task in everything}
    parts = units.assignments(connection)
    found: dict[str, dict[int, AskedIndicator]] = defaultdict(dict)
    for indicator_id, (owner, indicator) in plans.indicators_by_id(connection).items():
        task = by_task.get(owner) or measures.get(owner)
        if task is None:
            continue
        own = task.units if owner == task.id else parts.get(owner, ())
        unit = counting_unit(own)
        if unit is not None:
            number = task.number if owner == task.id else task.measure_number
            found[unit][indicator_id] = AskedIndicator(
                indicator_id, number, _measure(task), indicator
            )
    return found


def plain(value: float | None) -> str:
    """A figure as a cell prints it, "" for none."""
    return "" if value is None else plain_number(value)


def _measure(task: StoredTask) -> str:
    return f"{task.measure_number} {task.measure_title}".strip()


def _leads(parts: Any) -> str:
    found: list[Assignment] = [part for part in parts if part.role is not Role.SUPPORT]
    leads = [part.unit for part in found if part.role is Role.LEAD]
    return join_units(leads or [part.unit for part in found])
