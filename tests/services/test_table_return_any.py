"""Whatever the clerk has typed into a ledger: its exported table comes back without a change."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.decomposition import Column, Edit, NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan_draft import Change
from leqing_desktop.domain.plan_import import ReadFile
from leqing_desktop.errors import FieldErrors, Refused
from tests.ledgers import Clock, Desk, opened
from tests.services.returned_tables import exported

TEXTS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "合计",
                "同上",
                "无",
                "/",
                "—",
                "1. 开工",
                "（一）开工",
                "5号厂房",
                "注：略",
                "1",
                "表头",
            ),
            *(
                "2025年6月底前",
                "2025-06-30",
                "长期坚持",
                "50家以上",
                "≥3个；5项",
                "增长10%",
                "甲、乙、丙",
            ),
            *(
                "市经信局",
                "市经信局、各镇街",
                "市经信局牵头，市财政局配合",
                "市科技局等有关部门",
                "牵头：甲局",
            ),
        ]
    ),
    st.text("甲乙丙12.、，；：:（）()“”〔〕《》 \n—-/·AB%≥=+@_'\"", max_size=16),
)


STEP = st.tuples(st.integers(0, 99), st.sampled_from(list(Column)), TEXTS, st.booleans())


def play(desk: Desk, step: tuple[int, Column, str, bool]) -> None:
    """Type into a cell, or add a row below one; what may not be typed is refused."""
    place, column, text, is_new = step
    row = desk.rows[place % len(desk.rows)]
    edits, fresh = [Edit(row.id, column, text)], []
    if is_new and row.level < Level.MILESTONE:
        level = Level(row.level + 1)
        values = {Column.TITLE: text or "新行", **({Column.DUE: "2025-06-30"} if place % 2 else {})}
        edits, fresh = (
            [],
            [NewRow(level, row.id, None, values if level > 2 else {Column.TITLE: text})],
        )
    with suppress(Refused, FieldErrors):
        desk.services.decomposition.apply(edits, fresh, create_units=True)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=1, max_size=12))
def test_any_ledger_comes_back_as_it_is(
    small_master: Path, tmp_path: Path, steps: list[tuple[int, Column, str, bool]]
) -> None:
    for desk in opened(Path(shutil.copy(small_master, tmp_path / "小台账.leqing")), Clock()):
        for step in steps:
            play(desk, step)
        before = desk.tables
        table = read_table(exported(desk, tmp_path), default_year=2025)
        review = desk.services.plan_import.review(ReadFile("表.xlsx", table))
        changed = [
            (n.kind, n.change, n.facts, [d.text for d in n.differences])
            for n in review.draft.nodes
            if n.change in (Change.NEW, Change.CHANGED)
        ]
        assert changed == []
        assert desk.services.plan_import.apply(review).operation_id is None
        assert desk.tables == before
