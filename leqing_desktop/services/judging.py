"""Every task's light and the units' ranking, computed from the ledger as it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leqing_desktop.db import (
    check_ins,
    item_origins,
    light_rules,
    notices,
    periods,
    tasks,
    units,
    year_goals,
)
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.db.tasks import StoredTask
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.domain.light import Assessment, TaskState, assess
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import ProgressInForce, counting_unit, progress_in_force
from leqing_desktop.domain.ranking import (
    RankingRule,
    UnitRecord,
    UnitScore,
    count_lights,
    rank_units,
)
from leqing_desktop.domain.rule_version import rule_in_force
from leqing_desktop.domain.schedule import QuarterFigures
from leqing_desktop.services.rule_versions import ranking_rule


class TaskStatus(NamedTuple):
    """A task's light in a period and the unit whose figure counts ("" where nobody is assigned).

    ``goal``: what the task must reach in the period's year, in words. ``origin``: the meeting or
    instruction that it comes from; a snapshot keeps none.
    """

    task: StoredTask
    unit: str
    assessment: Assessment
    goal: str = ""
    origin: ItemOrigin | None = None


def assess_tasks(
    connection: Connection, period: Period, as_of: date | None = None
) -> list[TaskStatus]:
    """Every live task's light in a period, in the order of the decomposition table."""
    rule = rule_in_force(light_rules.all_rules(connection), period.last_day)
    figures = check_ins.figures(connection, period)
    goals = year_goals.of_year(connection, period.year)
    origins = item_origins.of_items(connection)
    judged: list[TaskStatus] = []
    for task in tasks.all_tasks(connection):
        unit = counting_unit(task.units) or ""
        goal = goals.get(task.id, year_goals.NO_GOAL)
        reports = [(at, value) for by, at, value in figures.get(task.id, ()) if by == unit]
        progress = progress_in_force(reports, period, task.due)
        state = task_state(task, progress, goal.schedule)
        found = assess(state, period, rule, as_of)
        judged.append(TaskStatus(task, unit, found, goal.goal, origins.get(task.id)))
    return judged


def task_state(
    task: StoredTask, progress: ProgressInForce, schedule: QuarterFigures | None
) -> TaskState:
    """What a task's light rests on, with its progress in force and its own figures of 序时."""
    return TaskState(
        progress.value,
        progress.reported,
        task.start,
        task.due,
        schedule,
        task.standing,
        task.standing_since,
        task.standing_reason,
    )


def ranking(
    connection: Connection,
    period: Period,
    judged: Sequence[TaskStatus],
    today: date,
    previous: dict[str, int] | None = None,
    rule: RankingRule | None = None,
) -> list[UnitScore]:
    """The units by score; empty where the ledger has not got the period.

    ``rule`` is one to try out; without it the formula in force for the period.
    """
    stored = periods.find(connection, period)
    if stored is None:
        return []
    lights = count_lights(
        (part.unit, part.role, each.assessment.light) for each in judged for part in each.task.units
    )
    expected = tasks.answered_for((each.task for each in judged), period)
    on_time = _on_time(connection, stored, expected)
    asked: dict[str, int] = defaultdict(int)
    answered: dict[str, int] = defaultdict(int)
    for notice in notices.register(connection):
        if notice.period == period and notice.state is not NoticeState.VOID:
            done = notice.state in (NoticeState.REPLIED, NoticeState.CLOSED)
            answered[notice.unit] += done
            # One that may still be answered in time speaks against nobody.
            asked[notice.unit] += done or not notice.state.is_open or notice.deadline < today
    records = [
        UnitRecord(unit, 1, int(unit in on_time), lights[unit], asked[unit], answered[unit])
        for unit in sorted(expected)
    ]
    return rank_units(records, rule or ranking_rule(connection, period), previous)


def _on_time(
    connection: Connection, period: StoredPeriod, expected: dict[str, set[int]]
) -> set[str]:
    """The units whose report came in by the due date and says something on every task owed."""
    filled = check_ins.filled(connection, period.period)
    names = units.names_by_id(connection)
    return {
        names[unit_id]
        for unit_id, day in check_ins.received_days(connection, period.period).items()
        if expected.get(names[unit_id], set()) <= filled.get(unit_id, set())
        and (period.due_on is None or day <= period.due_on)
    }
