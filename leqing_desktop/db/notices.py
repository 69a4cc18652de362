"""The notice log (督办台账): numbers without gaps or repeats, and the life of each notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.notice import NoticeColour, NoticeNumber, NoticeState
from leqing_desktop.domain.period import Period

_notice = schema.notice
_notice_item = schema.notice_item


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


def next_number(connection: Connection, series: str, year: int) -> int:
    """The number after the last one given in this series and year; sure under the write lock."""
    query = select(func.coalesce(func.max(_notice.c.number), 0)).where(
        _notice.c.series == series, _notice.c.year == year
    )
    return int(connection.execute(query).scalar_one()) + 1


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


def set_state(
    uow: UnitOfWork,
    notice_id: int,
    state: NoticeState,
    on: date,
    note: str = "",
    deadline: date | None = None,
) -> None:
    """Move a notice to another state of its life, with another deadline where one is given."""
    values: dict[str, Any] = {"state": state.value, "state_on": on, "state_note": note}
    if deadline is not None:
        values["deadline"] = deadline
    uow.update(_notice, {notice_id: values})


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


def _stored(row: Any, items: Sequence[int]) -> StoredNotice:
    return StoredNotice(
        row.id,
        NoticeNumber(row.series, row.year, row.number),
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
    )
