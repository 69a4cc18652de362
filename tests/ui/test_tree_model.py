from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from leqing_desktop.domain.decomposition import Column, Edit, Row
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light import LightSummary, TaskState, assess
from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.tree_columns import LIGHT_AT, TITLE_AT, position_of
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.models.tree_paste import copied_block, plan_fill_down, plan_paste

ROWS = (
    Row(1, None, Level.PROGRAMME, "一", "甲工程"),
    Row(2, 1, Level.MEASURE, "1", "甲举措", responsible="经信局、科技局", counts_first="经信局"),
    Row(3, 2, Level.TASK, "1.1", "甲任务", responsible="经信局", inherited=True, person="陈立"),
    Row(4, 3, Level.MILESTONE, "1.1.1", "甲里程碑", due=date(2024, 6, 30)),
    Row(5, 2, Level.TASK, "1.2", "乙任务", due_text="长期坚持"),
    Row(6, None, Level.PROGRAMME, "二", "乙工程"),
)


@pytest.fixture
def model(qapp):
    model = TreeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_rows(ROWS)
    return model


def titles(model):
    return [model.item(row).title for row in range(model.rowCount())]


def shown(model, item_id, column):
    return model.cell(model.row_of(item_id), position_of(column))


def test_folding_hides_and_shows_the_branch(model):
    assert model.fold(1, closed=True)
    assert titles(model) == ["甲工程", "甲举措", "乙工程"]
    assert model.branch(1) is False
    assert not model.fold(1, closed=True)
    assert model.fold(0, closed=True)
    assert titles(model) == ["甲工程", "乙工程"]
    model.fold(0, closed=False)
    assert titles(model) == ["甲工程", "甲举措", "乙工程"]
    model.fold(1, closed=False)
    assert titles(model) == [row.title for row in ROWS]


@pytest.mark.parametrize(
    ("level", "ids"),
    [
        (Level.PROGRAMME, [1, 6]),
        (Level.MEASURE, [1, 2, 6]),
        (Level.TASK, [1, 2, 3, 5, 6]),
        (Level.MILESTONE, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_expand_to_a_level_works_like_excels_outline(model, level, ids):
    model.expand_to(level)
    assert [model.item(row).id for row in range(model.rowCount())] == ids


def test_a_filter_shows_matches_with_their_ancestors_even_in_closed_branches(model):
    model.expand_to(Level.PROGRAMME)
    model.keep(frozenset({4}))
    assert titles(model) == ["甲工程", "甲举措", "甲任务", "甲里程碑"]
    model.fold(2, closed=True)
    assert titles(model) == ["甲工程", "甲举措", "甲任务"]
    model.keep(None)
    assert titles(model) == ["甲工程", "乙工程"]
    model.keep(frozenset())
    assert model.rowCount() == 0


def test_reveal_opens_only_what_hides_the_item(model):
    model.expand_to(Level.PROGRAMME)
    assert model.reveal(5) == 3
    assert titles(model) == ["甲工程", "甲举措", "甲任务", "乙任务", "乙工程"]
    assert model.reveal(99) == -1


def test_typed_text_is_kept_until_written(model, qtbot):
    row, at = model.row_of(3), position_of(Column.PERSON)
    with qtbot.waitSignal(model.edited) as emitted:
        assert model.setData(model.index(row, at), "周楠")
    assert emitted.args == [3]
    cell = model.cell(row, at)
    assert (cell.text, cell.edited, cell.tip) == ("周楠", True, "原为：陈立")
    model.settle((Edit(3, Column.PERSON, "周楠"),))
    assert len(model.pending) == 0
    assert not model.cell(row, at).edited


def test_what_was_typed_during_the_writing_stays_pending(model):
    model.type_into(3, Column.PERSON, "周楠")
    model.type_into(3, Column.PERSON, "周南")
    model.settle((Edit(3, Column.PERSON, "周楠"),))
    assert model.pending.text(3, Column.PERSON) == "周南"


def test_typing_the_stored_value_forgets_the_edit(model):
    model.type_into(3, Column.PERSON, "周楠")
    model.type_into(3, Column.PERSON, "陈立")
    assert len(model.pending) == 0


def test_a_refused_value_stays_with_its_sentence_until_mended(model):
    model.type_into(3, Column.DUE, "6月31日")
    model.refuse({(3, "due"): "6月没有31日，请改。", (3, "person"): "没有填过"})
    cell = shown(model, 3, Column.DUE)
    assert (cell.text, cell.error) == ("6月31日", "6月没有31日，请改。")
    index = model.index(model.row_of(3), position_of(Column.DUE))
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "6月没有31日，请改。"
    assert model.pending.refused() == ((3, Column.DUE),)
    model.type_into(3, Column.DUE, "6月30日")
    assert shown(model, 3, Column.DUE).error == ""
    assert model.restore(3, Column.DUE)
    assert shown(model, 3, Column.DUE).text == ""


def test_hints_are_shown_but_not_edited(model):
    lead = shown(model, 2, Column.LEAD)
    assert (lead.text, lead.typed) == ("", "")
    assert lead.tip == "文件未列牵头单位，责任单位中排首位的经信局的数字计分。"
    inherited = shown(model, 3, Column.RESPONSIBLE)
    assert (inherited.text, inherited.typed, inherited.hint) == ("经信局", "", True)
    assert shown(model, 5, Column.DUE).text == "长期坚持"


def test_whose_figure_counts_is_never_copied_or_filled_as_the_lead(model):
    lead, unit = position_of(Column.LEAD), position_of(Column.RESPONSIBLE)
    row = model.row_of(2)
    assert copied_block(model, [row], [lead, unit]) == [["", "经信局、科技局"]]
    assert [edit.text for edit in plan_fill_down(model, [row, row + 1], [lead]).edits] == []
    assert plan_paste(model, row, [lead], [["经信局"]]).edits == [Edit(2, Column.LEAD, "经信局")]


def test_computed_columns_cannot_be_typed(model):
    index = model.index(2, LIGHT_AT)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(index, "红")
    assert model.flags(model.index(2, TITLE_AT)) & Qt.ItemFlag.ItemIsEditable


def test_lights_reach_their_cells(model):
    found = assess(TaskState(20, True, due=date(2024, 6, 30)), Period(2024, 3), LightRule())
    counts = LightSummary(green=2, red=1)
    model.set_lights(
        {
            3: ItemStatus(found.light, 20, 75, True, found),
            1: ItemStatus(counts.worst, 40, 75, True, None, counts),
        }
    )
    assert model.cell(0, LIGHT_AT).text == "绿 2 红 1"
    assert model.cell(model.row_of(3), LIGHT_AT).text == "红"
    assert "2024-06-30 已过" in model.cell(model.row_of(3), LIGHT_AT).tip
    assert shown(model, 3, Column.DUE).overdue
    assert not shown(model, 5, Column.DUE).overdue


def test_a_reload_keeps_folds_and_pending_edits(model):
    model.fold(1, closed=True)
    model.type_into(3, Column.PERSON, "周楠")
    model.type_into(5, Column.PERSON, "叶青")
    model.set_rows([row for row in ROWS if row.id != 5])
    assert titles(model) == ["甲工程", "甲举措", "乙工程"]
    assert model.pending.items() == (3,)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_rows([row for row in ROWS if row.id != 5])
    assert resets == []


def test_a_reload_under_a_filter_keeps_it_and_shows_new_rows(model):
    model.keep(frozenset({3}))
    model.fold(2, closed=True) if model.branch(2) else None
    model.set_rows([*ROWS, Row(7, 6, Level.MEASURE, "2", "新举措")])
    assert titles(model) == ["甲工程", "甲举措", "甲任务", "乙工程", "新举措"]
    model.keep(None)
    assert len(titles(model)) == 7


def test_a_level_takes_only_its_own_columns(model):
    assert model.cell(0, position_of(Column.PERSON)).locked
    model.type_into(1, Column.PERSON, "周楠")
    assert len(model.pending) == 0


def test_taking_back_goes_in_the_order_of_typing(model):
    model.type_into(3, Column.PERSON, "周楠")
    model.type_into(5, Column.PERSON, "叶青")
    model.type_into(3, Column.SECTION, "软件科")
    assert model.take_back()
    assert model.pending.text(3, Column.SECTION) is None
    assert model.pending.text(3, Column.PERSON) == "周楠"
    assert model.take_back() and model.take_back() and not model.take_back()


def test_siblings_path_and_counts(model):
    assert model.outline.siblings(3) == (3, 5)
    assert model.outline.siblings(6) == (1, 6)
    assert [row.title for row in model.outline.path(4)] == ["甲工程", "甲举措", "甲任务"]
    assert model.outline.counts()[Level.TASK] == 2
