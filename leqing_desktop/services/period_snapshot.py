"""What a locked period keeps: all that any report of it is made from, as JSON with a format number."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from leqing_desktop.db import snapshots
from leqing_desktop.db.check_ins import StoredCheckIn
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.indicator_values import StoredValue
from leqing_desktop.db.summaries import StoredSummary
from leqing_desktop.db.tasks import StoredTask
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.inspection import InspectionResult
from leqing_desktop.domain.light import Assessment, Ground, Light, LightSummary, TaskState
from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.ranking import RankingRule, ScoreParts, UnitScore
from leqing_desktop.domain.return_review import BoardRow, BoardState, Punctuality
from leqing_desktop.domain.standing import Standing
from leqing_desktop.errors import Refused
from leqing_desktop.services import inspection_record
from leqing_desktop.services.judging import TaskStatus

FORMAT = 3
"""1 lacked indicator values and summaries, 2 the formula of the ranking and the inspections."""
_READ = (1, 2, FORMAT)
_FIRST_FORMULA = RankingRule()


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """A quarter's result. ``plan`` and ``sender`` head its documents, ``taken_on`` is its day.

    ``programmes``: id → number and title. ``values`` and ``summaries`` (by measure id) are None
    where an earlier version locked the period: then the ledger's own count. ``ranking_rule`` is the
    formula of the ranking; earlier versions knew only the default. ``inspections`` are the signed
    ones of the quarter with their findings as they stood on that day.
    """

    period: Period
    taken_on: date
    plan: str
    sender: str
    tasks: tuple[TaskStatus, ...]
    counts: LightSummary
    ranking: tuple[UnitScore, ...]
    check_ins: tuple[StoredCheckIn, ...]
    board: tuple[BoardRow, ...]
    programmes: dict[int, str]
    values: tuple[StoredValue, ...] | None = None
    summaries: dict[int, StoredSummary] | None = None
    ranking_rule: RankingRule = _FIRST_FORMULA
    inspections: tuple[InspectionResult, ...] = ()


def kept(connection: Connection, period: Period) -> PeriodRecord | None:
    """The record that a locked period answers from; None where the period is open."""
    packed = snapshots.in_force(connection, period)
    return None if packed is None else _unpacked(packed)


def record_of(connection: Connection, snapshot_id: int) -> PeriodRecord:
    """The record of one snapshot, also of one that is no longer in force."""
    return _unpacked(snapshots.content_of(connection, snapshot_id))


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> PeriodRecord:
    # A page asks several times for the same quarter and the one before it.
    return from_json(snapshots.unpack(packed))


def to_json(record: PeriodRecord) -> dict[str, Any]:
    """The record as plain lists and objects."""
    return {
        "format": FORMAT,
        "period": str(record.period),
        "taken_on": record.taken_on.isoformat(),
        "plan": record.plan,
        "sender": record.sender,
        "rule": next((_dated_json(each.assessment.rule) for each in record.tasks), None),
        "tasks": [_status_json(each) for each in record.tasks],
        "counts": asdict(record.counts),
        "ranking": [asdict(each) for each in record.ranking],
        "check_ins": [_check_in_json(each) for each in record.check_ins],
        "board": [_board_json(each) for each in record.board],
        "programmes": [[key, title] for key, title in record.programmes.items()],
        "values": None if record.values is None else [list(each) for each in record.values],
        "summaries": None
        if record.summaries is None
        else [[key, each.words, each.sources] for key, each in record.summaries.items()],
        "ranking_rule": _dated_json(record.ranking_rule),
        "inspections": [inspection_record.to_json(each) for each in record.inspections],
    }


def from_json(content: dict[str, Any]) -> PeriodRecord:
    """The record back; Refused where a newer program wrote it."""
    if content["format"] not in _READ:
        raise Refused("这个报送期的快照由更新的版本锁定，请用新版本打开。")
    period = Period.parse(content["period"])
    rule = _rule(content["rule"])
    return PeriodRecord(
        period,
        date.fromisoformat(content["taken_on"]),
        content["plan"],
        content["sender"],
        tuple(_status(each, period, rule) for each in content["tasks"]),
        LightSummary(**content["counts"]),
        tuple(
            UnitScore(**{**each, "parts": ScoreParts(**each["parts"])})
            for each in content["ranking"]
        ),
        tuple(StoredCheckIn(**{**each, "period": period}) for each in content["check_ins"]),
        tuple(_board_row(each) for each in content["board"]),
        dict(content["programmes"]),
        _values(content.get("values")),
        _summaries(content.get("summaries")),
        _ranking_rule(content.get("ranking_rule")),
        tuple(inspection_record.from_json(each) for each in content.get("inspections", ())),
    )


def _values(stored: list[list[Any]] | None) -> tuple[StoredValue, ...] | None:
    return None if stored is None else tuple(StoredValue(*each) for each in stored)


def _summaries(stored: list[list[Any]] | None) -> dict[int, StoredSummary] | None:
    if stored is None:
        return None
    return {key: StoredSummary(words, sources) for key, words, sources in stored}


def _dated_json(rule: LightRule | RankingRule) -> dict[str, Any]:
    return {**asdict(rule), "effective_from": rule.effective_from.isoformat()}


def _rule(stored: dict[str, Any] | None) -> LightRule:
    if stored is None:
        return LightRule()
    return LightRule(**{**stored, "effective_from": date.fromisoformat(stored["effective_from"])})


def _ranking_rule(stored: dict[str, Any] | None) -> RankingRule:
    if stored is None:
        return _FIRST_FORMULA
    return RankingRule(**{**stored, "effective_from": date.fromisoformat(stored["effective_from"])})


def _status_json(status: TaskStatus) -> dict[str, Any]:
    task, assessment = status.task, status.assessment
    return {
        **task._asdict(),
        "start": _iso(task.start),
        "due": _iso(task.due),
        "standing": task.standing.value,
        "standing_since": _iso(task.standing_since),
        "units": [asdict(part) for part in task.units],
        "unit": status.unit,
        "goal": status.goal,
        "light": assessment.light.value,
        "ground": assessment.ground.value,
        "progress": assessment.progress,
        "reported": assessment.reported,
        "schedule": assessment.schedule,
        "own_schedule": list(assessment.state.schedule) if assessment.state.schedule else None,
    }


def _status(stored: dict[str, Any], period: Period, rule: LightRule) -> TaskStatus:
    values = {name: stored[name] for name in StoredTask._fields}
    for name in ("start", "due", "standing_since"):
        values[name] = _day(values[name])
    values["standing"] = Standing(values["standing"])
    values["units"] = tuple(
        Assignment(each["unit"], Role(each["role"]), each["counts_first"])
        for each in values["units"]
    )
    task = StoredTask(**values)
    state = TaskState(
        stored["progress"],
        stored["reported"],
        task.start,
        task.due,
        tuple(stored["own_schedule"]) if stored["own_schedule"] else None,
        task.standing,
        task.standing_since,
        task.standing_reason,
    )
    assessment = Assessment(
        Light(stored["light"]),
        stored["progress"],
        stored["schedule"],
        stored["reported"],
        Ground(stored["ground"]),
        state,
        period,
        rule,
    )
    return TaskStatus(task, stored["unit"], assessment, stored["goal"])


def _check_in_json(check_in: StoredCheckIn) -> dict[str, Any]:
    names = (each.name for each in fields(check_in) if each.name != "period")
    return {name: getattr(check_in, name) for name in names}


def _board_json(row: BoardRow) -> dict[str, Any]:
    return {
        **asdict(row),
        "state": row.state.value,
        "issued_on": _iso(row.issued_on),
        "received_on": _iso(row.received_on),
        "quarters": [each.value for each in row.quarters],
    }


def _board_row(stored: dict[str, Any]) -> BoardRow:
    return BoardRow(
        **{
            **stored,
            "state": BoardState(stored["state"]),
            "issued_on": _day(stored["issued_on"]),
            "received_on": _day(stored["received_on"]),
            "quarters": tuple(Punctuality(each) for each in stored["quarters"]),
        }
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
