"""What a lock keeps and where: values and summaries too, once, packed, and older formats still read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from leqing_desktop.db import indicator_values, periods, schema, snapshots, summaries
from leqing_desktop.db.engine import make_engine, reading, writing
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.errors import LedgerDamaged, Refused
from leqing_desktop.services import return_facts
from leqing_desktop.services.period_snapshot import FORMAT
from tests.ledgers import CLERK, Q3, START, Desk, is_sentence

UNIT = "市经信局"


@pytest.fixture
def locked(desk: Desk) -> Desk:
    """A quarter with a report, an indicator's value and a summary of the clerk's, locked."""
    services = desk.services
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    unit = desk.unit(UNIT)
    rows = [row for row in services.reporting.sheet(Q3, unit) if not row.support][:3]
    said = {row.task_id: {"progress": "80", "done": "新登记65件，累计720件。"} for row in rows}
    services.reporting.save_many(Q3, unit, said)
    measure = services.summaries.summaries(Q3)[0].measure_id
    services.summaries.save(Q3, measure, "总体好于预期。")
    put_value(desk, 62.5)
    services.periods.lock(Q3)
    return desk


def indicator(desk: Desk) -> int:
    """One that the unit answers for."""
    with reading(desk.engine) as connection:
        asked = return_facts.read(connection, Q3).indicators[UNIT]
    return min(asked)


def put_value(desk: Desk, value: float) -> None:
    key = indicator(desk)
    with unit_of_work(make_engine(desk.path), CLERK, START) as uow:
        stored = periods.find(uow.connection, Q3)
        assert stored is not None
        values = {key: {"value": value, "in_quarter": None}}
        indicator_values.put(uow, stored.id, desk.unit(UNIT), values)
        uow.commit("指标值")


def last_value(desk: Desk) -> float | None:
    """What the next quarter's workbook prints as the value before."""
    desk.services.periods.set_period(Q3.next)
    key = indicator(desk)
    with reading(desk.engine) as connection:
        form = return_facts.read(connection, Q3.next).form(UNIT, date(2024, 12, 20))
    return next(each.last_value for each in form.indicators if each.indicator_id == key)


def rewrite_summaries(desk: Desk) -> None:
    """As if by a fault: behind the service's back."""
    with unit_of_work(make_engine(desk.path), CLERK, START) as uow:
        stored = periods.find(uow.connection, Q3)
        assert stored is not None
        for measure in summaries.of_period(uow.connection, stored.id):
            summaries.put(uow, stored.id, measure, "改写了。", [])
        uow.commit("改写")


def store(desk: Desk, content: dict[str, Any]) -> None:
    """Write the content of the snapshot in force as another version did."""
    with writing(make_engine(desk.path)) as connection:
        connection.execute(update(schema.snapshot).values(content=content))
        connection.commit()


def content(desk: Desk) -> dict[str, Any]:
    with reading(desk.engine) as connection:
        packed = snapshots.in_force(connection, Q3)
    assert packed is not None
    return snapshots.unpack(packed)


def test_values_and_summaries_stay_as_they_were_locked(locked: Desk) -> None:
    before = locked.services.summaries.summaries(Q3)
    assert before[0].words == "总体好于预期。"
    put_value(locked, 99.0)
    rewrite_summaries(locked)
    task = before[0].traced and locked.row("1.1").id
    locked.services.decomposition.apply([Edit(task, Column.TITLE, "改了名的任务")])
    assert locked.services.summaries.summaries(Q3) == before
    assert last_value(locked) == 62.5
    locked.services.periods.unlock(Q3, "补报")
    assert locked.services.summaries.summaries(Q3)[0].words == "改写了。"
    assert last_value(locked) == 99.0


def test_the_journal_names_the_content_and_does_not_hold_it(locked: Desk) -> None:
    with reading(locked.engine) as connection:
        entry = schema.journal_entry
        query = select(entry.c.after).where(entry.c.table_name == "snapshot")
        (after,) = connection.execute(query).scalars()
        kept = connection.execute(select(schema.snapshot.c.content)).scalar_one()
        files = select(schema.stored_file.c.sha256, schema.stored_file.c.size)
        ((sha256, size),) = connection.execute(files)
    assert after["content"] == kept == {"format": FORMAT, "stored_file": sha256}
    assert size < len(str(content(locked))) / 3


def test_a_snapshot_of_the_first_format_is_still_read(locked: Desk) -> None:
    services = locked.services
    lights, board = services.status.lights(Q3), services.review.board(Q3)
    old = content(locked)
    assert old["values"] and old["summaries"]
    store(
        locked, {k: v for k, v in old.items() if k not in ("values", "summaries")} | {"format": 1}
    )
    locked.services.decomposition.apply([Edit(locked.row("1.1").id, Column.TITLE, "改了名的任务")])
    assert services.status.lights(Q3) == lights
    assert services.review.board(Q3) == board
    # It did not keep the rest: the ledger's own counts.
    rewrite_summaries(locked)
    put_value(locked, 99.0)
    assert services.summaries.summaries(Q3)[0].words == "改写了。"
    assert last_value(locked) == 99.0


def test_a_snapshot_of_a_newer_version_is_refused_in_words(locked: Desk) -> None:
    store(locked, content(locked) | {"format": FORMAT + 1})
    with pytest.raises(Refused, match="更新的版本") as caught:
        locked.services.status.lights(Q3)
    assert is_sentence(str(caught.value))


def test_a_snapshot_whose_content_is_gone_is_told(locked: Desk) -> None:
    with writing(make_engine(locked.path)) as connection:
        connection.execute(delete(schema.stored_file))
        connection.commit()
    with pytest.raises(LedgerDamaged) as caught:
        locked.services.status.lights(Q3)
    assert is_sentence(str(caught.value))


@pytest.mark.parametrize("packed", [b"", b"x", snapshots.pack({"format": 2})[:-5]])
def test_what_is_no_snapshot_is_told(packed: bytes) -> None:
    with pytest.raises(LedgerDamaged):
        snapshots.unpack(packed)
