"""The notice log (督办台账): numbers without gaps or repeats, and every step of a notice's life."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.notice import NoticeColour, NoticeNumber
from leqing_desktop.domain.notice_life import NoticeAction, NoticeStanding, NoticeState
from leqing_desktop.domain.period import Period

_notice = schema.notice
_notice_item = schema.notice_item
_step = schema.notice_step
_file = schema.notice_file
_draft = schema.notice_draft


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A signed notice of the log with the tasks it is about; ``document`` is what was printed."""

    id: int
    number: NoticeNumber
    colour: NoticeColour
    unit_id: int
    unit: str
    period: Period
    title: str
    why: str
    issued_on: date
    deadline: date
    state: NoticeState
    state_note: str
    state_on: date
    document: Mapping[str, Any]
    items: tuple[int, ...]
    asked_until: date | None = None

    @property
    def standing(self) -> NoticeStanding:
        """The notice as its life sees it."""
        return NoticeStanding(
            self.state, self.issued_on, self.state_on, self.deadline, self.asked_until
        )


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to be entered: what was done, the words, who did it, the day asked for or granted."""

    action: NoticeAction
    note: str = ""
    person: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step of a notice's life; ``deadline`` is the day to answer as it stood after it."""

    id: int
    action: NoticeAction
    state: NoticeState
    on: date
    deadline: date
    until: date | None
    note: str
    person: str
    clerk: str
    files: tuple[StoredStepFile, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredStepFile:
    """A file that proves a step."""

    id: int
    name: str
    sha256: str
    downloaded: bool


def next_number(connection: Connection, series: str, year: int) -> int:
    """The number after the last one given in this series and year; sure under the write lock.

    Notices, circulars and the notices of a 专项督查 of one 机关代字 share one sequence.
    """
    last = 0
    for table in (_notice, schema.circular, schema.inspection):
        query = select(func.max(table.c.number)).where(
            table.c.series == series, table.c.year == year
        )
        last = max(last, connection.execute(query).scalar_one() or 0)
    return last + 1


def given_numbers(connection: Connection) -> tuple[NoticeNumber, ...]:
    """Every number of the ledger as it was printed, of all kinds and void ones included."""
    found = []
    for table in (_notice, schema.circular, schema.inspection):
        query = select(table.c.series, table.c.year, table.c.number, table.c.document)
        for row in connection.execute(query.where(table.c.number.is_not(None))):
            printed = (row.document or {}).get("number", "")
            found.append(NoticeNumber(row.series, row.year, row.number, printed))
    return tuple(found)


def add(uow: UnitOfWork, values: Mapping[str, Any], reasons: Sequence[tuple[int, str]]) -> int:
    """Enter a signed notice with its tasks and their reasons; returns its id."""
    (notice_id,) = uow.insert(_notice, [values])
    uow.insert(
        _notice_item,
        [
            {"notice_id": notice_id, "item_id": item_id, "position": place, "why": why}
            for place, (item_id, why) in enumerate(reasons)
        ],
    )
    return notice_id


def take_step(uow: UnitOfWork, notice_id: int, step: NewStep, after: NoticeStanding) -> int:
    """Move a notice on in its life and enter the step; returns the step's id."""
    uow.update(
        _notice,
        {
            notice_id: {
                "state": after.state.value,
                "state_on": after.state_on,
                "state_note": step.note,
                "deadline": after.deadline,
                "asked_until": after.asked_until,
            }
        },
    )
    return enter_step(uow, notice_id, step, after)


def enter_step(uow: UnitOfWork, notice_id: int, step: NewStep, after: NoticeStanding) -> int:
    """Enter a step alone, such as the first one; returns its id."""
    (step_id,) = uow.insert(
        _step,
        [
            {
                "notice_id": notice_id,
                "action": step.action.value,
                "state": after.state.value,
                "on_day": after.state_on,
                "deadline": after.deadline,
                "until": step.until,
                "note": step.note,
                "person": step.person,
                "clerk": uow.clerk,
            }
        ],
    )
    return step_id


def attach(uow: UnitOfWork, step_id: int, files: Sequence[Mapping[str, Any]]) -> None:
    """Keep records of files that prove a step: name, sha256, downloaded."""
    uow.insert(_file, [{**each, "notice_step_id": step_id} for each in files])


def steps(connection: Connection, notice_id: int) -> tuple[StoredStep, ...]:
    """The steps of a notice with their files, oldest first."""
    mine = select(_step).where(_step.c.notice_id == notice_id).order_by(_step.c.id)
    rows = connection.execute(mine).all()
    files: dict[int, list[StoredStepFile]] = defaultdict(list)
    kept = select(_file).where(_file.c.notice_step_id.in_([row.id for row in rows]))
    for row in connection.execute(kept.order_by(_file.c.id)):
        file = StoredStepFile(row.id, row.name, row.sha256, row.downloaded)
        files[row.notice_step_id].append(file)
    return tuple(
        StoredStep(
            row.id,
            NoticeAction(row.action),
            NoticeState(row.state),
            row.on_day,
            row.deadline,
            row.until,
            row.note,
            row.person,
            row.clerk,
            tuple(files.get(row.id, ())),
        )
        for row in rows
    )


def file_of_step(connection: Connection, file_id: int) -> StoredStepFile | None:
    """A file that proves a step; None where there is none."""
    row = connection.execute(select(_file).where(_file.c.id == file_id)).first()
    return None if row is None else StoredStepFile(row.id, row.name, row.sha256, row.downloaded)


def register(
    connection: Connection, year: int | None = None, ids: Sequence[int] | None = None
) -> tuple[StoredNotice, ...]:
    """The log, newest number first; of one year or of given ids where asked."""
    query = (
        select(
            _notice,
            schema.unit.c.name.label("unit"),
            schema.period.c.year.label("period_year"),
            schema.period.c.quarter,
        )
        .join(schema.unit, schema.unit.c.id == _notice.c.unit_id)
        .join(schema.period, schema.period.c.id == _notice.c.period_id)
        .order_by(_notice.c.year.desc(), _notice.c.series, _notice.c.number.desc())
    )
    if year is not None:
        query = query.where(_notice.c.year == year)
    if ids is not None:
        query = query.where(_notice.c.id.in_(ids))
    items: dict[int, list[int]] = defaultdict(list)
    for link in connection.execute(select(_notice_item).order_by(_notice_item.c.position)):
        items[link.notice_id].append(link.item_id)
    return tuple(_stored(row, items.get(row.id, ())) for row in connection.execute(query))


def reasons(connection: Connection, notice_id: int) -> tuple[tuple[int, str], ...]:
    """The tasks of a notice in its order, each with why it is supervised."""
    query = select(_notice_item.c.item_id, _notice_item.c.why)
    mine = query.where(_notice_item.c.notice_id == notice_id).order_by(_notice_item.c.position)
    return tuple((row.item_id, row.why) for row in connection.execute(mine))


def _stored(row: Any, items: Sequence[int]) -> StoredNotice:
    return StoredNotice(
        row.id,
        NoticeNumber(row.series, row.year, row.number, row.document.get("number", "")),
        NoticeColour(row.colour),
        row.unit_id,
        row.unit,
        Period(row.period_year, row.quarter),
        row.title,
        row.why,
        row.issued_on,
        row.deadline,
        NoticeState(row.state),
        row.state_note,
        row.state_on,
        row.document,
        tuple(items),
        row.asked_until,
    )


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A proposal on its way to be signed."""

    id: int
    item_id: int
    colour: NoticeColour
    drafted_on: date


def drafts(connection: Connection, period_id: int) -> dict[int, StoredDraft]:
    """Task → its draft in a period."""
    query = select(_draft).where(_draft.c.period_id == period_id)
    return {
        row.item_id: StoredDraft(row.id, row.item_id, NoticeColour(row.colour), row.drafted_on)
        for row in connection.execute(query)
    }


def add_drafts(
    uow: UnitOfWork, period_id: int, new: Sequence[tuple[int, int, NoticeColour, date]]
) -> None:
    """Enter drafts: task, unit, colour, the day they went for signature."""
    uow.insert(
        _draft,
        [
            {
                "period_id": period_id,
                "item_id": item_id,
                "unit_id": unit_id,
                "colour": colour.value,
                "drafted_on": on,
            }
            for item_id, unit_id, colour, on in new
        ],
    )


def remove_drafts(uow: UnitOfWork, draft_ids: Sequence[int]) -> None:
    """Take drafts out: signed, or withdrawn."""
    uow.delete(_draft, draft_ids)
