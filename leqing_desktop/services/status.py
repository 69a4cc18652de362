"""Where the plan stands in a quarter: lights with their reasons, counts, and the ranking.

The one door to a quarter's result: a locked period answers from its snapshot, any other from the
ledger as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import check_ins
from leqing_desktop.db.check_ins import StoredCheckIn
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.light import Assessment, LightSummary, summarise
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.ranking import RankingRule, UnitScore
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.judging import TaskStatus as TaskStatus
from leqing_desktop.services.judging import assess_tasks, ranking
from leqing_desktop.services.period_snapshot import kept
from leqing_desktop.services.rule_versions import ranking_rule


@dataclass(frozen=True, slots=True)
class PeriodStatus:
    """The whole quarter: every task with its light, their counts, the units' ranking by its rule."""

    period: Period
    tasks: tuple[TaskStatus, ...]
    counts: LightSummary
    ranking: tuple[UnitScore, ...]
    ranking_rule: RankingRule


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A task whose light is another than its unit's own word; ``why`` explains the light.

    ``progress`` 0–100; ``schedule`` where it should be, None where nothing is due.
    """

    unit: str
    task_id: int
    name: str
    progress: float
    schedule: float | None
    word: ReportedStatus
    light: Light
    why: str


class StatusService:
    """亮灯与排名. Lights are as of the period's last day unless another day is asked for."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def lights(self, period: Period) -> dict[int, ItemStatus]:
        """What every programme, measure and task shows for a period, by item id."""
        with self._access.reading() as connection:
            return _with_parents(judged(connection, period))

    def status(self, period: Period, as_of: date | None = None) -> PeriodStatus:
        """Every task's light, the counts, and the ranking with the change of place."""
        with self._access.reading() as connection:
            return status_of(connection, period, self._access.now().date(), as_of)

    def disagreements(self, period: Period) -> tuple[Disagreement, ...]:
        """Where 自评 and 亮灯 differ, in what was accepted, in the order of the decomposition table.

        A task's light rests on the figure of one unit, and is held against that unit's word alone.
        """
        with self._access.reading() as connection:
            words = {
                (each.item_id, each.unit): ReportedStatus(each.status)
                for each in reported(connection, period)
                if each.status
            }
            found = []
            for each in judged(connection, period):
                word = words.get((each.task.id, each.unit))
                if word is not None and word.light is not each.assessment.light:
                    found.append(_disagreement(each, word))
            return tuple(found)


def judged(
    connection: Connection, period: Period, as_of: date | None = None
) -> Sequence[TaskStatus]:
    """Every task's light in a period, in the order of the decomposition table.

    A locked period answers from its snapshot, unless another day than its last is asked for.
    """
    record = kept(connection, period) if as_of is None else None
    return assess_tasks(connection, period, as_of) if record is None else record.tasks


def reported(connection: Connection, period: Period) -> Sequence[StoredCheckIn]:
    """All check-ins of a period; a locked one's as they were when it was locked."""
    record = kept(connection, period)
    return check_ins.of_period(connection, period) if record is None else record.check_ins


def status_of(
    connection: Connection, period: Period, today: date, as_of: date | None = None
) -> PeriodStatus:
    """The whole quarter, through the same door; ``today`` says which notices are unanswered."""
    record = kept(connection, period) if as_of is None else None
    if record is not None:
        return PeriodStatus(
            period, record.tasks, record.counts, record.ranking, record.ranking_rule
        )
    found = assess_tasks(connection, period, as_of)
    places = _places(connection, period.previous, today)
    rule = ranking_rule(connection, period)
    return PeriodStatus(
        period,
        tuple(found),
        summarise(each.assessment for each in found),
        tuple(ranking(connection, period, found, today, places, rule)),
        rule,
    )


def _disagreement(status: TaskStatus, word: ReportedStatus) -> Disagreement:
    task, assessment = status.task, status.assessment
    return Disagreement(
        status.unit,
        task.id,
        f"{task.number} {task.title}".strip(),
        assessment.progress,
        assessment.schedule,
        word,
        assessment.light,
        assessment.why,
    )


def _places(connection: Connection, period: Period, today: date) -> dict[str, int]:
    """Unit → its place in a period."""
    record = kept(connection, period)
    if record is not None:
        return {score.unit: score.place for score in record.ranking}
    scores = ranking(connection, period, assess_tasks(connection, period), today)
    return {score.unit: score.place for score in scores}


def _with_parents(tasks: Sequence[TaskStatus]) -> dict[int, ItemStatus]:
    found: dict[int, ItemStatus] = {}
    below: dict[int, list[Assessment]] = defaultdict(list)
    for each in tasks:
        assessment = each.assessment
        found[each.task.id] = ItemStatus(
            assessment.light,
            assessment.progress,
            assessment.schedule,
            assessment.reported,
            assessment,
        )
        below[each.task.measure_id].append(assessment)
        below[each.task.programme_id].append(assessment)
    for parent, parts in below.items():
        counts = summarise(parts)
        due = [p.schedule for p in parts if p.schedule is not None]
        found[parent] = ItemStatus(
            counts.worst,
            sum(p.progress for p in parts) / len(parts),
            sum(due) / len(due) if due else None,
            counts.unreported == 0,
            None,
            counts,
        )
    return found
