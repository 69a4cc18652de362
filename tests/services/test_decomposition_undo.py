"""Whatever the clerk does to the table can be taken back and done again, step by step."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select, text

from leqing_desktop.db import schema
from leqing_desktop.db.engine import reading
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column, Edit, NewRow, columns_of
from leqing_desktop.domain.level import Level
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.decomposition import DecompositionService
from leqing_desktop.services.journal import JournalService
from tests.ledgers import Clock, Tables, access, fill_small, is_sentence, tables, workspace

GOOD = ("新的内容", "市科技局", "市财政局、市经信局", "没听说过的局", "=1+1", "👍🏽")
BAD = ("", "6月31日", "x\x00y", "绝密", "没听说过的局", "长" * 6000)
good = st.sampled_from(GOOD)
picks = st.integers(0, 10_000)
some = st.lists(picks, min_size=1, max_size=4)


UNLIKE_WORDS = {Column.START, Column.DUE, Column.SCHEDULE}


class Clerk(RuleBasedStateMachine):
    """One clerk at one ledger; ``past`` and ``future`` are the tables as they stood."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="leqing-"))
        self.path = self.folder / "台账.leqing"
        self.clock = Clock()

    @initialize()
    def open(self) -> None:
        shutil.copy(master(), self.path)
        self.reopen()
        self.past: list[Tables] = [self.tables()]
        self.future: list[Tables] = []

    @rule()
    def reopen(self) -> None:
        self.access: LedgerAccess = access(self.path, self.clock)
        self.table = DecompositionService(self.access)
        self.journal = JournalService(self.access)

    def tables(self) -> Tables:
        return tables(self.access.engine)

    def do(self, verb: Callable[[], Changes]) -> None:
        before = self.past[-1]
        try:
            changes = verb()
        except Refused as refused:
            assert is_sentence(str(refused))
            assert self.tables() == before
            return
        after = self.tables()
        assert (changes.operation_id is None) == (after == before)
        if changes.operation_id is not None:
            self.past.append(after)
            self.future.clear()
            assert self.journal.redo_label() is None

    def ids(self, chosen: list[int]) -> list[int]:
        rows = self.table.tree()
        return [rows[pick % len(rows)].id for pick in chosen] if rows else []

    @rule(chosen=some, picked=st.lists(picks, min_size=4, max_size=4), text=good)
    def edit(self, chosen: list[int], picked: list[int], text: str) -> None:
        rows = {row.id: row for row in self.table.tree()}
        edits = []
        for item, pick in zip(self.ids(chosen), picked, strict=False):
            columns = sorted(columns_of(rows[item].level) - UNLIKE_WORDS)
            edits.append(Edit(item, columns[pick % len(columns)], text))
        self.do(lambda: self.table.apply(edits, create_units=True, year=2024))

    @rule(chosen=some, column=st.sampled_from(Column), text=st.sampled_from(BAD))
    def edit_badly(self, chosen: list[int], column: Column, text: str) -> None:
        edits = [Edit(item, column, text) for item in self.ids(chosen)]
        edits += [Edit(item, Column.TITLE, "不会留下") for item in self.ids(chosen)]
        self.do(lambda: self.table.apply(edits))

    @rule(
        parent=picks,
        after=picks,
        level=st.sampled_from(Level),
        title=good,
        how_many=st.integers(1, 3),
    )
    def paste(self, parent: int, after: int, level: Level, title: str, how_many: int) -> None:
        rows = self.table.tree()
        above = [row.id for row in rows if row.level == level - 1] or [None]
        anchor = rows[after % len(rows)].id if rows else None
        values = {Column.TITLE: title}
        if level in (Level.MEASURE, Level.TASK):
            values |= {Column.RESPONSIBLE: f"市科技局、{title}", Column.DUE: "6月底"}
        new = [NewRow(level, above[parent % len(above)], anchor, dict(values))] * how_many
        edits = [Edit(anchor, Column.TITLE, title)] if anchor is not None else []
        self.do(lambda: self.table.apply(edits, new, create_units=True))

    @rule(chosen=some, parent=picks, before=picks)
    def move(self, chosen: list[int], parent: int, before: int) -> None:
        (target, ahead) = (self.ids([parent, before]) or [None, None])[:2]
        rows = {row.id: row for row in self.table.tree()}
        self.do(lambda: self.table.move(self.ids(chosen), target, ahead))
        # The wanted case is rare by chance alone: one item to a parent of the right level.
        for item in self.ids(chosen)[:1]:
            fitting = [r.id for r in rows.values() if r.level == rows[item].level - 1]
            goal = fitting[parent % len(fitting)] if fitting else None
            self.do(lambda goal=goal, item=item: self.table.move([item], goal, ahead))  # type: ignore[misc]

    @rule(chosen=some, step=st.sampled_from([-1, 1]))
    def shift(self, chosen: list[int], step: int) -> None:
        self.do(lambda: self.table.shift(self.ids(chosen), step))

    @rule(chosen=some)
    def delete(self, chosen: list[int]) -> None:
        self.do(lambda: self.table.delete(self.ids(chosen)[:2]))

    @rule(chosen=some)
    def restore(self, chosen: list[int]) -> None:
        lying = self.table.bin()
        wanted = [lying[pick % len(lying)].id for pick in chosen] if lying else [4711]
        self.do(lambda: self.table.restore(wanted))

    @rule()
    def undo(self) -> None:
        if len(self.past) == 1:
            with pytest.raises(Refused):
                self.journal.undo()
            return
        label = self.journal.undo_label()
        assert self.journal.undo().label == f"撤销：{label}"
        self.future.append(self.past.pop())
        assert self.tables() == self.past[-1]
        assert self.journal.redo_label() == label

    @rule()
    def redo(self) -> None:
        if not self.future:
            with pytest.raises(Refused):
                self.journal.redo()
            return
        label = self.journal.redo_label()
        assert self.journal.redo().label == f"重做：{label}"
        self.past.append(self.future.pop())
        assert self.tables() == self.past[-1]

    @invariant()
    def the_tree_holds(self) -> None:
        items = {row["id"]: row for row in self.past[-1]["item"]}
        live = {key: row for key, row in items.items() if row["deleted_at"] is None}
        places: dict[int | None, list[int]] = defaultdict(list)
        for row in live.values():
            if row["parent_id"] is None:
                assert row["level"] == Level.PROGRAMME
            else:
                assert live[row["parent_id"]]["level"] == row["level"] - 1
            places[row["parent_id"]].append(row["position"])
        assert all(len(set(taken)) == len(taken) for taken in places.values())
        shown = self.table.tree()
        assert {row.id for row in shown} == set(live)
        numbers = [row.number for row in shown if row.level >= Level.TASK]
        assert all(number for number in numbers)
        ids = [row["id"] for rows in self.past[-1].values() for row in rows]
        assert len(set(ids)) == len(ids)
        with reading(self.access.engine) as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []

    def teardown(self) -> None:
        if hasattr(self, "past"):
            while len(self.past) > 1:
                self.undo()
            while self.future:
                self.redo()
            while len(self.past) > 1:
                self.undo()
        shutil.rmtree(self.folder)


_master: list[tempfile.TemporaryDirectory[str]] = []


def master() -> Path:
    """Made once: the machine has no fixtures."""
    if not _master:
        _master.append(tempfile.TemporaryDirectory(prefix="leqing-"))
        path = Path(_master[0].name) / "台账.leqing"
        workspace(Clock()).create(path, "empty")
        fill_small(path)
    return Path(_master[0].name) / "台账.leqing"


TestClerk = Clerk.TestCase
TestClerk.settings = settings(
    max_examples=30,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_ids_are_never_given_twice(small_master: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(small_master, tmp_path / "a.leqing"))
    desk = access(path, Clock())
    table, journal = DecompositionService(desk), JournalService(desk)
    seen: set[int] = set()
    for _ in range(3):
        added = table.add(NewRow(Level.PROGRAMME, None, None, {Column.TITLE: "新工程"}))
        with reading(desk.engine) as connection:
            query = select(schema.item.c.id).where(schema.item.c.title == "新工程")
            new = set(connection.execute(query).scalars())
        assert new == added.ids("item")
        assert not new & seen
        seen |= new
        journal.undo()
