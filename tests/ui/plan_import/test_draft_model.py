"""The review's flat model under Qt's own tester, while rows come, go, fold and change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.plan_draft import Draft, NodeKind
from leqing_desktop.ui.models.draft_cells import COLUMNS, TICK_AT, TITLE_AT, VALUE_AT
from leqing_desktop.ui.models.draft_doubts import DoubtModel
from leqing_desktop.ui.models.draft_model import ALL, DOUBTED, EDITED, DraftModel
from tests.domain.drafts import draft, key_of


@pytest.fixture
def model(qapp: QApplication) -> DraftModel:
    made = DraftModel()
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    made.show_draft(draft(), True)
    return made


def titles(model: DraftModel) -> list[str]:
    return [model.node(row).title for row in range(model.rowCount())]


def test_rows_stand_as_the_tree_does(model: DraftModel) -> None:
    assert titles(model)[:6] == ["规模扩大", "产值", "甲工程", "举措1", "开展攻关1", "平台1"]
    assert [model.depth(row) for row in range(6)] == [0, 1, 0, 1, 2, 2]
    assert model.columnCount() == len(COLUMNS)


def test_branches_fold_and_what_is_hidden_is_revealed(model: DraftModel) -> None:
    key = key_of(model.draft, "举措1")
    assert model.fold(model.row_of(key), closed=True)
    assert "平台1" not in titles(model) and "举措2" in titles(model)
    assert not model.fold(model.row_of(key), closed=True)
    hidden = key_of(model.draft, "平台1")
    assert model.row_of(hidden) == -1
    row = model.reveal(hidden)
    assert titles(model)[row] == "平台1"
    model.fold_to(NodeKind.MEASURE)
    assert titles(model) == ["规模扩大", "产值", "甲工程", "举措1", "举措2", "乙工程", "举措3"]
    model.fold_to(None)
    assert len(titles(model)) == 16


def test_every_edit_shows_without_a_reset(model: DraftModel) -> None:
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    steps = [
        lambda d: editing.merge(d, [key_of(d, "开展攻关1"), key_of(d, "建设平台1")]),
        lambda d: editing.split(d, key_of(d, "平台2")),
        lambda d: editing.split_task(d, key_of(d, "开展攻关1"), ["甲", "乙", "丙"]),
        lambda d: editing.take(d, [key_of(d, "甲工程")], False),
    ]
    shown: Draft = model.draft
    for step in steps:
        shown = step(shown)
        model.show_draft(shown, True)
        assert sorted(titles(model)) == sorted(node.title for node in shown.nodes)
    assert not resets
    row = model.row_of(key_of(shown, "甲工程"))
    assert model.tick(row) is False
    state = model.data(model.index(row, TICK_AT), Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Unchecked


def test_a_filter_keeps_what_stands_above(model: DraftModel) -> None:
    assert model.counts()[DOUBTED] == 1
    model.set_filter(DOUBTED)
    assert titles(model) == ["甲工程", "举措1", "平台1"]
    changed = editing.rename(model.draft, key_of(model.draft, "举措3"), "第三项")
    model.show_draft(changed, True)
    model.set_filter(EDITED)
    assert titles(model) == ["乙工程", "第三项"]
    assert model.cell(1, TITLE_AT).edited and not model.cell(0, TITLE_AT).edited
    model.reveal(key_of(changed, "平台2"))
    assert model.filter == ALL


def test_a_refused_text_stays_until_it_is_given_up(model: DraftModel) -> None:
    key = key_of(model.draft, "平台1")
    typed: list[tuple[int, int, str]] = []
    model.typed.connect(lambda *told: typed.append(told))
    index = model.index(model.row_of(key), VALUE_AT)
    assert model.setData(index, "许多")
    assert typed == [(key, VALUE_AT, "许多")]
    model.fault(key, VALUE_AT, "许多", "看不懂。")
    assert model.faulty == [(key, VALUE_AT)]
    assert model.cell(index.row(), VALUE_AT).error == "看不懂。"
    assert model.restore(key) and not model.faulty
    assert not model.setData(
        model.index(model.row_of(key_of(model.draft, "甲工程")), VALUE_AT), "1"
    )


def test_doubts_under_the_tester(qapp: QApplication) -> None:
    doubts = DoubtModel()
    tester = QAbstractItemModelTester(doubts, QAbstractItemModelTester.FailureReportingMode.Fatal)
    doubts.show_draft(draft(), False, True)
    assert (doubts.rowCount(), doubts.waiting) == (2, [0, 1])
    doubts.show_draft(editing.settle(draft(), 0, "两处都留"), False, True)
    assert doubts.waiting == [1]
    assert doubts.words(0, 2) == "已处理：两处都留 · 重新考虑"
    assert tester.model() is doubts
