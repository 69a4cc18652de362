"""Every number that was given and what it was given to: the rows of the 督办台账."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from leqing_desktop.db import circulars, item_origins, notices
from leqing_desktop.db.circulars import CircularState, StoredCircular
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.domain.notice import NoticeNumber
from leqing_desktop.domain.notice_life import NoticeState, state_label
from leqing_desktop.domain.register_sheet import RegisterRow
from leqing_desktop.services import inspection_rows

Given = tuple[tuple[str, int, int], RegisterRow]
"""机关代字, year and number, by which the rows are put in order, and the row."""
CIRCULAR = "通报"


def register_rows(connection: Connection, today: date) -> list[RegisterRow]:
    """One row for each number, in the order of the numbers: no gap, void ones in their place.

    All papers share one sequence of a 机关代字 and year, so another kind of paper that spends a
    number must be added to ``given``.
    """
    origins = item_origins.of_items(connection)
    given: list[Given] = [
        *(_of_notice(each, today, origins) for each in notices.register(connection)),
        *(_of_circular(each) for each in circulars.register(connection)),
        *inspection_rows.register_rows(connection),
    ]
    return [row for _, row in sorted(given, key=lambda each: each[0])]


def _order(number: NoticeNumber) -> tuple[str, int, int]:
    return number.series, number.year, number.n


def _of_notice(
    notice: notices.StoredNotice, today: date, origins: Mapping[int, ItemOrigin]
) -> Given:
    sources = dict.fromkeys(origins[item].note for item in notice.items if item in origins)
    row = RegisterRow(
        number=str(notice.number),
        colour=notice.colour,
        subject=notice.title,
        unit=notice.unit,
        issued=notice.issued_on,
        deadline=notice.deadline,
        state=state_label(notice.state, notice.deadline, today),
        replied=notice.state_on if notice.state is NoticeState.REPLIED else None,
        closed=notice.state_on if notice.state is NoticeState.CLOSED else None,
        remark="；".join(filter(None, (*(f"来源：{each}" for each in sources), notice.state_note))),
    )
    return _order(notice.number), row


def _of_circular(circular: StoredCircular) -> Given:
    assert circular.number is not None
    void = circular.state is CircularState.VOID
    on = f"{circular.state_on.isoformat()} 作废：" if void and circular.state_on else ""
    row = RegisterRow(
        number=str(circular.number),
        colour=None,
        subject="".join(str(circular.prose["title"]).split()),
        unit=str(circular.prose["to"]),
        issued=circular.issued_on,
        state=NoticeState.VOID.label if void else "已签发",
        remark=f"{on}{circular.state_note}",
        kind=CIRCULAR,
    )
    return _order(circular.number), row
