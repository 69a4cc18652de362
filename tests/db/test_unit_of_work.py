"""One write: whole or not at all, in order, and in the journal."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from leqing_desktop.db import journal, schema
from leqing_desktop.db.engine import Engine, make_engine, reading
from leqing_desktop.db.unit_of_work import UnitOfWork, as_json, from_json, unit_of_work
from leqing_desktop.domain.change import NOTHING
from leqing_desktop.errors import Refused
from tests.ledgers import CLERK, START, is_sentence, tables

FAMILY = [
    {"id": 9001, "level": 1, "position": 7, "title": "工程", "number": "9"},
    {"id": 9002, "level": 2, "position": 0, "parent_id": 9001},
    {"id": 9003, "level": 1, "position": 8, "title": "又一个", "number": "10"},
    {"id": 9004, "level": 2, "position": 0, "parent_id": 9003},
    {"id": 9005, "level": 3, "position": 0, "parent_id": 9004, "due": date(2025, 6, 30)},
]


@pytest.fixture
def engine(small_master: Path, tmp_path: Path) -> Engine:
    return make_engine(Path(shutil.copy(small_master, tmp_path / "a.leqing")))


def begin(engine: Engine) -> AbstractContextManager[UnitOfWork]:
    return unit_of_work(engine, CLERK, START)


def journal_size(engine: Engine) -> int:
    with reading(engine) as connection:
        query = select(func.count()).select_from(schema.journal_operation)
        return int(connection.execute(query).scalar_one())


def test_nothing_is_kept_without_commit(engine: Engine) -> None:
    before = tables(engine)
    with begin(engine) as uow:
        uow.insert(schema.item, FAMILY)
    with pytest.raises(RuntimeError), begin(engine) as uow:
        uow.insert(schema.item, FAMILY)
        raise RuntimeError
    assert tables(engine) == before


def test_parents_and_children_of_one_step_go_and_come_back(engine: Engine) -> None:
    before = tables(engine)
    with begin(engine) as uow:
        uow.insert(schema.item, FAMILY)
        uow.commit("导入")
    after = tables(engine)
    for _ in range(2):
        with begin(engine) as uow:
            journal.undo(uow)
        assert tables(engine) == before
        with begin(engine) as uow:
            journal.redo(uow)
        assert tables(engine) == after


def test_values_that_stay_are_neither_written_nor_journalled(engine: Engine) -> None:
    size = journal_size(engine)
    with begin(engine) as uow:
        (item,) = (row["id"] for row in tables(engine)["item"] if row["title"] == "培育名牌")
        uow.update(schema.item, {item: {"title": "培育名牌", "due": None}})
        assert uow.commit("没改") is NOTHING
    assert journal_size(engine) == size


def test_a_record_changed_twice_goes_back_to_its_first_state(engine: Engine) -> None:
    before = tables(engine)
    item = before["item"][0]["id"]
    with begin(engine) as uow:
        uow.update(schema.item, {item: {"title": "甲"}})
        uow.update(schema.item, {item: {"title": "乙", "due": date(2024, 1, 1)}})
        uow.update(schema.item, {item: {"due": None}})
        changes = uow.commit("改两次")
    assert changes.records == {"item": frozenset({item})}
    assert changes.touches("item", "unit")
    assert not changes.touches("unit")
    with begin(engine) as uow:
        journal.undo(uow)
    assert tables(engine) == before
    with begin(engine) as uow:
        journal.redo(uow)
    assert next(row for row in tables(engine)["item"] if row["id"] == item)["title"] == "乙"


def test_records_survive_the_journal(engine: Engine) -> None:
    record = {
        "id": 1, "title": "名", "due": date(2024, 2, 29), "deleted_at": datetime(2024, 1, 2, 3, 4, 5, 6),
        "open_list": True, "standing_since": None, "position": 0,
    }  # fmt: skip
    assert from_json(schema.item, as_json(record)) == record


def test_a_barrier_is_named_and_ends_the_stack(engine: Engine) -> None:
    with begin(engine) as uow:
        assert uow.commit("封账", barrier=True).operation_id is not None
    with begin(engine) as uow, pytest.raises(Refused) as caught:
        journal.undo(uow)
    assert "封账" in str(caught.value)
    assert is_sentence(str(caught.value))
    with reading(engine) as connection:
        assert journal.stack_top(connection) == journal.StackTop(None, None)


def test_something_new_ends_what_could_be_redone(engine: Engine) -> None:
    def add(title: str) -> None:
        with begin(engine) as uow:
            uow.insert(schema.unit, [{"name": title, "position": 9}])
            uow.commit(f"添加{title}")

    def top() -> journal.StackTop:
        with reading(engine) as connection:
            return journal.stack_top(connection)

    def run(verb: str) -> None:
        with begin(engine) as uow:
            getattr(journal, verb)(uow)

    for title in "甲乙丙":
        add(title)
    run("undo")
    run("undo")
    assert top() == journal.StackTop("添加甲", "添加乙")
    run("redo")
    assert top() == journal.StackTop("添加乙", "添加丙")
    add("丁")
    assert top() == journal.StackTop("添加丁", None)
    with begin(engine) as uow, pytest.raises(Refused) as caught:
        journal.redo(uow)
    assert is_sentence(str(caught.value))
    run("undo")
    run("undo")
    assert top() == journal.StackTop("添加甲", "添加乙")


def test_a_failing_write_in_the_middle_leaves_no_trace(engine: Engine) -> None:
    before, size = tables(engine), journal_size(engine)
    with pytest.raises(Exception, match="UNIQUE"), begin(engine) as uow:
        _spoil(uow)
    assert tables(engine) == before
    assert journal_size(engine) == size


def _spoil(uow: UnitOfWork) -> None:
    uow.insert(schema.unit, [{"name": "新局", "position": 9}])
    uow.insert(schema.unit, [{"name": "新局", "position": 10}])


@pytest.mark.parametrize("many", [False, True])
def test_records_of_every_kind_are_read_back_as_they_were(engine: Engine, many: bool) -> None:
    values = [{"是": True, "数": 0.5}, ["牵头单位", None], [], "半个字\ud800", "", 7]
    settings = [{"key": f"第{at}项", "value": value} for at, value in enumerate(values)]
    items = [{"title": "甲", "due": date(2025, 6, 30)}, {"title": "乙", "due": None}]
    items = [{"level": 1, "position": at, **each} for at, each in enumerate(items)]
    with begin(engine) as uow:
        for table, rows in ((schema.setting, settings), (schema.item, items)):
            for batch in [rows] if many else [[each] for each in rows]:
                uow.insert(table, batch)
        changes = uow.commit("录入")
    with reading(engine) as connection:
        kept = {each.key: each.value for each in connection.execute(select(schema.setting))}
        query = select(schema.item).where(schema.item.c.id.in_(changes.records["item"]))
        found = [(each.title, each.due) for each in connection.execute(query)]
        (typed,) = connection.exec_driver_sql("SELECT value FROM setting WHERE key = '第1项'")
        entry = schema.journal_entry
        query = select(entry.c.after).where(entry.c.operation_id == changes.operation_id)
        after = [each["value"] for each in connection.execute(query).scalars() if "key" in each]
    assert [kept[each["key"]] for each in settings] == values == after
    assert sorted(found) == sorted((each["title"], each["due"]) for each in items)
    # As the clerk would read it: no escapes, which are twice as long.
    assert typed[0] == '["牵头单位",null]'
