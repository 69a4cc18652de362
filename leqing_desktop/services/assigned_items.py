"""交办事项: tasks from a meeting's decisions and leaders' instructions, entered with their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import item_origins, items, notices, tasks
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.decomposition import Column, NewRow
from leqing_desktop.domain.item_origin import (
    ASSIGNED_PROGRAMME,
    ItemOrigin,
    OriginKind,
    item_origin,
)
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice_life import state_label
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import counting_unit
from leqing_desktop.errors import FieldErrors, Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.cell_values import UNIT_ROLES
from leqing_desktop.services.decomposition_edits import EditApplication
from leqing_desktop.services.item_places import known_places
from leqing_desktop.services.status import judged

SOURCE, DAY = "source", "day"
"""Fields of a source in FieldErrors, beside the columns of the decomposition table."""


@dataclass(frozen=True, slots=True)
class TypedOrigin:
    """A source as the clerk typed it; ``day`` in any words that a date cell takes."""

    kind: OriginKind
    source: str
    document: str = ""
    day: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class MeasureChoice:
    """A measure under which a task may be entered."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """An entered task with its source as the list shows it.

    ``light`` and ``progress`` (per cent) are None where the period does not know the task;
    ``notice`` is its newest notice with its state, else empty.
    """

    item_id: int
    number: str
    title: str
    unit: str
    origin: ItemOrigin
    due: date | None
    due_text: str
    state: str
    light: Light | None = None
    progress: float | None = None
    why: str = ""
    notice: str = ""


class AssignedItemService:
    """登记交办事项. An entered item is a task like any other, with a source."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def enter(
        self,
        typed: TypedOrigin,
        rows: Sequence[Mapping[Column, str]],
        measure_id: int | None = None,
        create_units: bool = False,
    ) -> Changes:
        """Enter what one meeting or instruction asks for as tasks of a measure, as one step.

        Without a measure they stand under 交办事项, which is made where it is missing. A task starts
        on the day it was given out unless ``rows`` say otherwise; a date without a year is of that
        day's year. FieldErrors with all problems at once (the n-th row has the id −n, the source
        0); UnknownUnits unless ``create_units`` adds them.
        """
        with self._access.writing() as uow:
            origin = _read_origin(typed, uow.now.date())
            if not rows:
                raise Refused("还没有填要登记的事项。")
            given = origin.on_day or uow.now.date()
            filled = [_with_start(row, given) for row in rows]
            problems = _problems(filled, given, origin, own_measure=measure_id is not None)
            if problems:
                raise FieldErrors(problems)
            if measure_id is None:
                measure_id = _own_measure(uow, origin.kind)
            elif known_places(uow, [measure_id])[measure_id].level is not Level.MEASURE:
                raise Refused("交办事项要放在一项举措下面，请重新选择举措。")
            new = [NewRow(Level.TASK, measure_id, None, dict(row)) for row in filled]
            ids = EditApplication(uow, create_units, default_year=given.year).run((), new)
            item_origins.put(uow, dict.fromkeys(ids, origin))
            what = (
                f"“{rows[0][Column.TITLE].strip()[:20]}”" if len(rows) == 1 else f" {len(rows)} 件"
            )
            return uow.commit(f"登记{origin.kind.label}{what}")

    def put_source(self, item_ids: Sequence[int], typed: TypedOrigin) -> Changes:
        """Say where tasks come from, or correct it."""
        with self._access.writing() as uow:
            origin = _read_origin(typed, uow.now.date())
            places = known_places(uow, item_ids)
            if any(place.level is not Level.TASK for place in places.values()):
                raise Refused("只有任务能登记来源，请选中任务行。")
            item_origins.put(uow, dict.fromkeys(places, origin))
            return uow.commit(f"登记来源“{origin.source[:20]}”")

    def remove_source(self, item_ids: Sequence[int]) -> Changes:
        """Take the source of tasks away; they stay tasks."""
        with self._access.writing() as uow:
            item_origins.remove(uow, known_places(uow, item_ids))
            return uow.commit("删除来源")

    def measures(self) -> tuple[MeasureChoice, ...]:
        """The measures that a task may be entered under, in the table's order."""
        from leqing_desktop.db import decomposition

        with self._access.reading() as connection:
            return tuple(
                MeasureChoice(row.id, f"{row.number}．{row.title}".removeprefix("．"))
                for row in decomposition.rows(connection)
                if row.level is Level.MEASURE
            )

    def all(self, period: Period | None = None) -> tuple[AssignedRow, ...]:
        """Every entered task, in the table's order, with its light in a period."""
        today = self._access.now().date()
        with self._access.reading() as connection:
            origins = item_origins.of_items(connection)
            told = _notices(connection, today)
            lights = (
                {each.task.id: each.assessment for each in judged(connection, period)}
                if period is not None and origins
                else {}
            )
            found = []
            for task in tasks.all_tasks(connection):
                if task.id not in origins:
                    continue
                seen = lights.get(task.id)
                found.append(
                    AssignedRow(
                        task.id, task.number, task.title, counting_unit(task.units) or "",
                        origins[task.id], task.due, task.due_text, task.standing.label,
                        seen.light if seen else None, seen.progress if seen else None,
                        seen.why if seen else "", told.get(task.id, ""),
                    )
                )  # fmt: skip
            return tuple(found)


def _read_origin(typed: TypedOrigin, today: date) -> ItemOrigin:
    problems: dict[tuple[int, str], str] = {}
    day = None
    try:
        reading = parse_date_text(typed.day, today.year)
        day = reading.date
        if reading.text and day is None:
            problems[0, DAY] = f"交办日期“{reading.text[:20]}”不是一个日子，请写成 {today}。"
        elif day is not None and day > today:
            problems[0, DAY] = f"交办日期 {day} 还没有到，请核对。"
    except ValueError as error:
        problems[0, DAY] = str(error)
    try:
        origin = item_origin(typed.kind, typed.source, typed.document, day, typed.wording)
    except ValueError as error:
        problems[0, SOURCE] = str(error)
    if problems:
        raise FieldErrors(problems)
    return origin


def _with_start(row: Mapping[Column, str], given: date) -> dict[Column, str]:
    """A task runs from the day it was given out: nothing is behind before that day."""
    return {Column.START: given.isoformat()} | {k: v for k, v in row.items() if v.strip()}


def _problems(
    rows: Sequence[Mapping[Column, str]], given: date, origin: ItemOrigin, *, own_measure: bool
) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    for place, row in enumerate(rows, start=1):
        if Column.TITLE not in row:
            found[-place, Column.TITLE.value] = "请填写要办的事项。"
        # Under the plan's measure its units answer; under 交办事项 nobody would.
        if not own_measure and not row.keys() & (UNIT_ROLES.keys() - {Column.SUPPORT}):
            found[-place, Column.LEAD.value] = "请填写牵头单位或责任单位，否则没有单位报送这件事。"
        try:
            due = parse_date_text(row.get(Column.DUE, ""), given.year).date
        except ValueError:
            continue  # told with the other cells
        if due is not None and due < given and row[Column.START] == given.isoformat():
            found[-place, Column.DUE.value] = (
                f"完成期限 {due} 早于交办日期 {given}，请改正其中一个。"
                if origin.on_day
                else f"完成期限 {due} 已经过了，请改正，或填上交办日期。"
            )
    return found


def _own_measure(uow: UnitOfWork, kind: OriginKind) -> int:
    """The measure of 交办事项 for a kind; it and its programme are made where they are missing."""
    programme = _child(uow.connection, None, ASSIGNED_PROGRAMME)
    if programme is None:
        programme = _made(uow, NewRow(Level.PROGRAMME, None, None, _named(ASSIGNED_PROGRAMME)))
    measure = _child(uow.connection, programme, kind.measure)
    if measure is None:
        measure = _made(uow, NewRow(Level.MEASURE, programme, None, _named(kind.measure)))
    return measure


def _child(connection: Connection, parent_id: int | None, title: str) -> int | None:
    found = (each.id for each in items.siblings(connection, parent_id) if each.title == title)
    return next(found, None)


def _made(uow: UnitOfWork, row: NewRow) -> int:
    (item_id,) = EditApplication(uow, create_units=False).run((), (row,))
    return item_id


def _named(title: str) -> dict[Column, str]:
    return {Column.TITLE: title}


def _notices(connection: Connection, today: date) -> dict[int, str]:
    """Task → its newest notice: 橙 乐电专督〔2026〕3号 办理中."""
    found: dict[int, str] = {}
    for notice in notices.register(connection):
        words = state_label(notice.state, notice.deadline, today)
        for item in notice.items:
            found.setdefault(item, f"{notice.colour.label} {notice.number} {words}")
    return found
