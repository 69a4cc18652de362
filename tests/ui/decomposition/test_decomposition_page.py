"""Typing into cells, and what becomes of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.dialogs.unknown_units import nearest
from leqing_desktop.ui.models.tree_columns import LIGHT_AT, TITLE_AT
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit
from tests.ui.decomposition.steps import (
    CTRL,
    DUE,
    PERSON,
    RESPONSIBLE,
    Key,
    cell,
    stored,
    type_keys,
)


def test_head_counts_the_levels(page):
    assert page.subtitle.text() == " · ".join(
        f"{page.model.outline.counts()[level]} {level.label}" for level in Level
    )
    assert page.model.outline.counts()[Level.MEASURE] == 26


def test_typing_overwrites_and_leaving_the_row_submits(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], PERSON)
    editor = type_keys(qtbot, page, "ABC")
    qtbot.keyClick(editor, Key.Key_Return)
    assert page.view.currentIndex().row() == page.model.row_of(tasks[0]) + 1
    page.idle()
    assert stored(services, tasks[0]).person == "ABC"
    assert page.edits.unsent == 0
    assert not cell(page, tasks[0], PERSON).edited


def test_an_edit_waits_while_the_row_is_current(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], PERSON)
    editor = type_keys(qtbot, page, "X1")
    qtbot.keyClick(editor, Key.Key_Tab)
    page.idle()
    assert page.edits.unsent == 1
    assert cell(page, tasks[0], PERSON).edited
    assert page.tools.submit.text() == "提交 1 处修改"
    assert stored(services, tasks[0]).person == ""
    qtbot.mouseClick(page.tools.submit, Qt.MouseButton.LeftButton)
    page.idle()
    assert stored(services, tasks[0]).person == "X1"
    assert not page.tools.submit.isEnabled()


def test_escape_restores_the_editor_and_then_the_cell(page, tasks, qtbot):
    page.view.go_to(tasks[0], PERSON)
    editor = type_keys(qtbot, page, "X1")
    qtbot.keyClick(editor, Key.Key_Escape)
    assert page.edits.unsent == 0
    editor = type_keys(qtbot, page, "X1")
    qtbot.keyClick(editor, Key.Key_Tab)
    page.view.go_to(tasks[0], PERSON)
    qtbot.keyClick(page.view, Key.Key_Escape)
    assert page.edits.unsent == 0
    assert cell(page, tasks[0], PERSON).text == ""


def test_a_frozen_cell_is_edited_in_the_overlay(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], TITLE_AT)
    qtbot.keyClick(page.view, Key.Key_F2)
    editor = page.view.frozen.findChild(CellEdit)
    assert editor is not None
    before = editor.text()
    qtbot.keyClicks(editor, "+")
    qtbot.keyClick(editor, Key.Key_Return)
    page.idle()
    assert stored(services, tasks[0]).title == f"{before}+", "F2 goes on writing"
    page.view.go_to(tasks[0], TITLE_AT)
    qtbot.keyClick(page.view, Key.Key_N)
    editor = page.view.frozen.findChildren(CellEdit)[-1]
    qtbot.keyClick(editor, Key.Key_Return)
    page.idle()
    assert stored(services, tasks[0]).title == "n", "typing overwrites"


def test_a_date_that_does_not_exist_stays_with_its_sentence(page, services, tasks, qtbot):
    page.model.type_into(tasks[0], Column.DUE, "6月31日")
    page.model.type_into(tasks[0], Column.PERSON, "陈立")
    page.edits.submit((tasks[0],))
    page.idle()
    refused = cell(page, tasks[0], DUE)
    assert refused.text == "6月31日" and refused.error
    assert refused.error.rstrip("。") in page.banner.text
    assert stored(services, tasks[0]).person == "陈立", "the sound cell of the row is written"
    assert not page.leave()
    page.model.type_into(tasks[0], Column.DUE, "2025-06-30")
    assert page.leave()
    page.idle()
    assert stored(services, tasks[0]).due.isoformat() == "2025-06-30"
    assert page.banner.text == ""


def test_f8_goes_to_the_refused_cell(page, tasks):
    page.model.type_into(tasks[3], Column.DUE, "6月31日")
    page.edits.submit()
    page.idle()
    page.view.go_to(tasks[0], PERSON)
    page.cells.next_fault()
    assert page.view.item_id == tasks[3]
    assert page.view.currentIndex().column() == DUE


def test_units_are_completed_one_after_another(page, services, tasks, qtbot):
    names = services.decomposition.unit_names()
    page.view.go_to(tasks[0], RESPONSIBLE)
    qtbot.keyClick(page.view, Key.Key_F2)
    editor = page.view.findChildren(UnitsEdit)[-1]
    for name in (names[0], names[1]):
        editor.insert(name[1:3])
        editor.setModified(True)
        editor.textEdited.emit(editor.text())
        assert editor.choosing
        rows = range(editor._completer.completionModel().rowCount())
        shown = [editor._completer.completionModel().index(row, 0).data() for row in rows]
        assert name in shown and all(name[1:3] in other for other in shown)
        editor._completer.activated.emit(name)
        editor._completer.popup().hide()
        editor.insert("、")
    editor.backspace()
    assert editor.text() == f"{names[0]}、{names[1]}"
    qtbot.keyClick(editor, Key.Key_Return)
    page.idle()
    assert stored(services, tasks[0]).responsible == f"{names[0]}、{names[1]}"


def test_an_unknown_unit_is_asked_about_once_and_added(page, services, tasks):
    page.model.type_into(tasks[0], Column.RESPONSIBLE, "市新设办公室、市经信局")
    page.edits.submit()
    page.idle()
    dialog = page.edits.dialog
    assert set(dialog.answer) == {"市新设办公室"}
    dialog.choose("市新设办公室", "市新设办公室")
    dialog.accept()
    page.idle()
    assert stored(services, tasks[0]).responsible == "市新设办公室、市经信局"
    assert "市新设办公室" in services.decomposition.unit_names()
    assert "市新设办公室" in page.edits.unit_names


def test_an_unknown_unit_can_be_exchanged_for_a_known_one(page, services, tasks):
    page.model.type_into(tasks[0], Column.RESPONSIBLE, "经信局")
    page.edits.submit()
    page.idle()
    assert page.edits.dialog.answer["经信局"] == "市经信局"
    page.edits.dialog.accept()
    page.idle()
    assert stored(services, tasks[0]).responsible == "市经信局"
    assert page.edits.unsent == 0


def test_refusing_to_answer_keeps_the_typed_name(page, services, tasks):
    before = services.decomposition.unit_names()
    page.model.type_into(tasks[0], Column.RESPONSIBLE, "某单位")
    page.edits.submit()
    page.idle()
    page.edits.dialog.reject()
    page.idle()
    assert cell(page, tasks[0], RESPONSIBLE).text == "某单位"
    assert "某单位" in cell(page, tasks[0], RESPONSIBLE).error
    assert services.decomposition.unit_names() == before


def test_nearest_names():
    known = ["市经信局", "市科技局", "市发改局", "市农业农村局"]
    assert nearest("经信局", known)[0] == "市经信局"
    assert nearest("市科枝局", known)[0] == "市科技局"
    assert nearest("XYZ", known) == []


def test_ctrl_z_first_takes_back_what_is_not_sent(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], PERSON)
    editor = type_keys(qtbot, page, "X1")
    qtbot.keyClick(editor, Key.Key_Tab)
    qtbot.keyClick(page.view, Key.Key_Z, CTRL)
    assert page.edits.unsent == 0
    assert services.journal.undo_label() is None


def test_rows_that_move_wait_until_the_editor_is_closed(page, services, tasks, qtbot):
    from leqing_desktop.domain.decomposition import NewRow

    page.view.go_to(tasks[3], PERSON)
    editor = type_keys(qtbot, page, "AB")
    parent = page.model.item_of(tasks[3]).parent_id
    changes = services.decomposition.add(
        NewRow(Level.TASK, parent, None, {Column.TITLE: "别处新增"})
    )
    page.on_changed(changes, None)
    page.idle()
    qtbot.keyClicks(editor, "C")
    assert editor.text() == "ABC"
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: any(r.title == "别处新增" for r in page.model.outline.rows))
    page.idle()
    assert stored(services, tasks[3]).person == "ABC"


def test_typing_into_a_locked_cell_says_why(page, tasks, qtbot):
    hints = []
    page.hint_changed.connect(hints.append)
    page.view.go_to(page.model.item(0).id, PERSON)
    qtbot.keyClick(page.view, Key.Key_A)
    page.view.go_to(tasks[0], LIGHT_AT)
    qtbot.keyClick(page.view, Key.Key_F2)
    assert hints == ["工程没有“责任人”这一栏。", "“灯”由报送的进度算出，不用填写。"]


@pytest.mark.parametrize("column", [TITLE_AT, PERSON])
def test_words_of_an_input_method_begin_a_cell(page, services, tasks, qtbot, column):
    page.view.setFocus()
    page.view.go_to(tasks[0], column)
    assert page.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose("", "wang")
    compose("王", "")
    compose("", "min")
    compose("敏", "")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    page.idle()
    row = stored(services, tasks[0])
    assert (row.title if column == TITLE_AT else row.person) == "王敏"
    page.view.go_to(tasks[1], column)
    compose("，", "")
    compose("甲", "")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    page.idle()
    row = stored(services, tasks[1])
    assert (row.title if column == TITLE_AT else row.person) == "，甲"


def compose(word, spelling):
    """What an input method sends: letters being spelt, then the chosen word."""
    event = QInputMethodEvent(spelling, [])
    event.setCommitString(word)
    QApplication.sendEvent(QApplication.focusWidget(), event)
