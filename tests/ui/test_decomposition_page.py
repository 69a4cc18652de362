"""The 分解表 page with real services on a real ledger, driven by clicks and keys."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.level import Level
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.unknown_units import nearest
from leqing_desktop.ui.models.tree_columns import LIGHT_AT, TITLE_AT, position_of
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.decomposition import DecompositionPage
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit

PERSON, DUE = position_of(Column.PERSON), position_of(Column.DUE)
RESPONSIBLE = position_of(Column.RESPONSIBLE)
Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="session")
def built_ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "规划.leqing"
    Workspace(lambda: "王敏", datetime.now).create(path)
    return path


@pytest.fixture
def services(built_ledger, tmp_path):
    path = tmp_path / "规划.leqing"
    path.write_bytes(Path(built_ledger).read_bytes())
    services = Workspace(lambda: "王敏", datetime.now).open(path, keep_backups=False)
    yield services
    services.ledger.close()


@pytest.fixture
def page(services, tmp_path, qtbot):
    theme()
    background = Background()
    operations = Operations(background, services.journal)
    settings = DeskSettings(tmp_path / "settings.json")
    page = DecompositionPage(PageContext(services, operations, settings))
    operations.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.set_compact(False)
    page.set_width(1900)
    page.resize(1900, 900)
    page.show()
    page.activate()
    page.idle = lambda: qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    page.idle()
    page.model.expand_to(Level.MILESTONE)
    yield page
    page.idle()
    background.shutdown()


@pytest.fixture
def tasks(page):
    return [row.id for row in page.model.outline.rows if row.level is Level.TASK]


def cell(page, item_id, column):
    return page.model.cell(page.model.row_of(item_id), column)


def stored(services, item_id):
    return next(row for row in services.decomposition.tree() if row.id == item_id)


def type_keys(qtbot, page, text):
    """Type into the current cell, the first key opening the editor."""
    qtbot.keyClicks(page.view, text[0])
    editor = page.view.findChildren(CellEdit)[-1]
    qtbot.keyClicks(editor, text[1:])
    return editor


def put_on_clipboard(text):
    QGuiApplication.clipboard().setText(text)


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
    editor.selectAll()
    qtbot.keyClicks(editor, "NewName")
    qtbot.keyClick(editor, Key.Key_Return)
    page.idle()
    assert stored(services, tasks[0]).title == "NewName"


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


def test_excel_block_is_one_step_with_new_rows_below_and_one_undo(page, services, qtbot):
    last = page.model.item(page.model.rowCount() - 1)
    parent = [row for row in services.decomposition.tree() if row.parent_id == last.parent_id]
    page.view.go_to(last.id, TITLE_AT)
    put_on_clipboard('改名的节点\r\n"带 ""引号"" 与\t制表"\r\n第三行\r\n')
    page.cells.paste()
    page.idle()
    tree = services.decomposition.tree()
    now = [row for row in tree if row.parent_id == last.parent_id]
    assert len(now) == len(parent) + 2
    assert stored(services, last.id).title == "改名的节点"
    assert now[-2].title.startswith('带 "引号"') and now[-1].title == "第三行"
    assert {row.level for row in now} == {last.level}
    assert services.journal.undo_label() == "粘贴 3 行"
    page.operations.undo()
    page.idle()
    assert services.decomposition.tree()[-1].title == last.title
    assert page.model.item(page.model.rowCount() - 1).title == last.title
    page.operations.redo()
    page.idle()
    assert services.decomposition.tree()[-1].title == "第三行"


def test_a_faulty_block_writes_nothing_and_keeps_the_texts(page, services, tasks):
    page.view.go_to(tasks[0], DUE)
    before = services.decomposition.tree()
    put_on_clipboard("6月31日")
    page.cells.paste()
    page.idle()
    assert services.decomposition.tree() == before
    assert cell(page, tasks[0], DUE).error


def test_one_copied_cell_fills_the_selection(page, services, tasks):
    page.model.expand_to(Level.TASK)
    top = page.model.row_of(tasks[0])
    page.view.chosen.choose_block(top, top + 2, [PERSON])
    put_on_clipboard("叶青")
    page.cells.paste()
    page.idle()
    assert [stored(services, item).person for item in tasks[:3]] == ["叶青"] * 3
    assert services.journal.undo_label() == "粘贴 3 格"


def test_copy_takes_the_rectangle_as_excel_reads_it(page, tasks):
    page.model.expand_to(Level.TASK)
    top = page.model.row_of(tasks[0])
    page.view.chosen.choose_block(top, top + 1, [TITLE_AT, LIGHT_AT])
    page.cells.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        page.model.item(row).title for row in (top, top + 1)
    ]


def test_fill_down_clear_and_batch(page, services, tasks):
    page.model.expand_to(Level.TASK)
    top = page.model.row_of(tasks[0])
    page.model.type_into(tasks[0], Column.PERSON, "金禾")
    page.view.go_to(tasks[0], PERSON)
    page.view.chosen.choose_block(top, top + 2, [PERSON])
    page.cells.fill_down()
    page.idle()
    assert [stored(services, item).person for item in tasks[1:3]] == ["金禾"] * 2
    page.view.chosen.choose_block(top, top + 1, [TITLE_AT, PERSON])
    page.cells.clear()
    page.idle()
    assert [stored(services, item).person for item in tasks[1:3]] == ["", "金禾"]
    page.view.chosen.choose_block(top, top + 2, [PERSON])
    page.cells.batch()
    page.cells.dialog.choose(Column.SECTION, "绿色科")
    assert page.cells.dialog.go_button.text() == "修改 3 行"
    page.cells.dialog.accept()
    page.idle()
    assert [stored(services, item).section for item in tasks[:3]] == ["绿色科"] * 3
    assert services.journal.undo_label() == "批量修改 3 行的责任科室"


def test_ctrl_enter_in_an_editor_fills_all_chosen_cells(page, services, tasks, qtbot):
    page.model.expand_to(Level.TASK)
    top = page.model.row_of(tasks[0])
    page.view.go_to(tasks[0], PERSON)
    page.view.chosen.choose_block(top, top + 1, [PERSON])
    editor = type_keys(qtbot, page, "QQ")
    qtbot.keyClick(editor, Key.Key_Return, CTRL)
    page.idle()
    assert [stored(services, item).person for item in tasks[:2]] == ["QQ"] * 2


def test_ctrl_z_first_takes_back_what_is_not_sent(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], PERSON)
    editor = type_keys(qtbot, page, "X1")
    qtbot.keyClick(editor, Key.Key_Tab)
    qtbot.keyClick(page.view, Key.Key_Z, CTRL)
    assert page.edits.unsent == 0
    assert services.journal.undo_label() is None


def test_column_filter_search_and_clear(page, tasks, qtbot):
    field = page.view.frozen.head.findChild(QLineEdit, "filter-title")
    field.setText("软件")
    qtbot.waitUntil(lambda: page.filters.active)
    page.idle()
    rows = [page.model.item(row) for row in range(page.model.rowCount())]
    assert rows and any("软件" in row.title for row in rows)
    leaves = [row for row in rows if not any(other.parent_id == row.id for other in rows)]
    assert all("软件" in row.title for row in leaves)
    assert not page.bar.clear_button.isHidden()
    qtbot.mouseClick(page.bar.clear_button, Qt.MouseButton.LeftButton)
    page.idle()
    assert field.text() == ""
    assert page.model.rowCount() == len(page.model.outline.rows)
    page.set_search("没有这样的字")
    page.idle()
    assert page.model.rowCount() == 0
    assert page.empty.isVisible() and "没有这样的字" in page.empty._hint.text()
    page.empty.button.click()
    page.idle()
    assert page.model.rowCount() == len(page.model.outline.rows)


def test_number_and_light_filters_and_quick_counts(page, services, tasks):
    from leqing_desktop.domain.period import Period

    page.set_period(Period(2025, 4))
    page.idle()
    counts = page.filters.counts()
    assert counts["all"] == len(tasks)
    lights = services.status.lights(Period(2025, 4))
    behind = {i for i, s in lights.items() if s.assessment and s.light.label in "黄红"}
    assert counts["behind"] == len(behind)
    page.filters.set_texts({"number": "1.2"})
    page.idle()
    numbers = [page.model.item(row).number for row in range(page.model.rowCount())]
    assert "1.2" in numbers and "3" not in numbers
    page.filters.set_texts({"light": "绿"})
    page.idle()
    green = {i for i, s in lights.items() if s.assessment and s.light.label == "绿"}
    shown = {page.model.item(row).id for row in range(page.model.rowCount())}
    assert shown & set(tasks) == green


def test_alt_arrows_fold_and_a_click_on_the_mark_too(page, qtbot):
    first = page.model.item(0)
    page.view.go_to(first.id, TITLE_AT)
    full = page.model.rowCount()
    qtbot.keyClick(page.view, Key.Key_Left, ALT)
    assert page.model.rowCount() < full
    qtbot.keyClick(page.view, Key.Key_Right, ALT)
    assert page.model.rowCount() == full
    frozen = page.view.frozen
    rect = frozen.visualRect(page.model.index(0, TITLE_AT))
    mark = page._delegate.painter.twisty_box(rect, 0).center()
    qtbot.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert page.model.rowCount() < full


def test_a_new_row_is_added_below_and_its_name_is_being_typed(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], TITLE_AT)
    page.rows.add()
    page.idle()
    fresh = page.view.item_id
    siblings = page.model.outline.siblings(tasks[0])
    assert siblings.index(fresh) == siblings.index(tasks[0]) + 1
    editor = page.view.frozen.findChildren(CellEdit)[-1]
    editor.selectAll()
    qtbot.keyClicks(editor, "TaskX")
    qtbot.keyClick(editor, Key.Key_Return)
    page.idle()
    assert stored(services, fresh).title == "TaskX"


def test_rows_move_and_keep_their_selection(page, services, tasks):
    siblings = page.model.outline.siblings(tasks[0])
    page.view.go_to(siblings[0], TITLE_AT)
    page.view.selectRow(page.model.row_of(siblings[0]))
    page.rows.down()
    page.idle()
    assert page.model.outline.siblings(tasks[0])[:2] == (siblings[1], siblings[0])
    assert page.view.chosen.whole_rows() == [siblings[0]]
    other = next(
        row
        for row in page.model.outline.rows
        if row.level is Level.MEASURE and row.id != page.model.item_of(siblings[0]).parent_id
    )
    page.rows.move_to()
    page.rows.move_dialog.choose(other.id)
    page.rows.move_dialog.accept()
    page.idle()
    assert page.model.item_of(siblings[0]).parent_id == other.id
    assert page.view.item_id == siblings[0]


def test_deleted_rows_lie_in_the_bin_and_come_back(page, services, tasks, qtbot):
    page.view.go_to(tasks[0], TITLE_AT)
    page.view.selectRow(page.model.row_of(tasks[0]))
    before = services.decomposition.tree()
    page.actions_of_table.by_id["edit.clear"].trigger()
    page.idle()
    assert page.model.item_of(tasks[0]) is None
    assert page.view.currentIndex().isValid()
    page.rows.open_bin()
    page.idle()
    dialog = page.rows.bin_dialog
    assert dialog.table.rowCount() == 1
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    page.idle()
    assert dialog.table.rowCount() == 0
    assert services.decomposition.tree() == before
    dialog.reject()


def test_the_panel_tells_details_and_history_of_the_current_row(page, tasks, qtbot):
    page.model.type_into(tasks[0], Column.PERSON, "<b>陈立</b>")
    page.edits.submit()
    page.idle()
    page.view.go_to(tasks[0], TITLE_AT)
    title = page.model.item_of(tasks[0]).title
    qtbot.waitUntil(lambda: "历史 " in page.panel.tabs.tabText(1))
    page.idle()
    assert page.panel._title.text() == title
    assert "<b>陈立</b>" in page.panel.pages[0].toPlainText()
    assert "王敏" in page.panel.pages[1].toPlainText()


def test_widths_and_hidden_columns_are_remembered(page, services, tmp_path, qtbot):
    page.view.setColumnWidth(PERSON, 133)
    page.view.head.moveSection(page.view.head.visualIndex(DUE), 3)
    action = page.columns._actions[RESPONSIBLE]
    action.setChecked(False)
    assert page.view.isColumnHidden(RESPONSIBLE)
    page.leave()
    settings = DeskSettings(tmp_path / "settings.json")
    again = DecompositionPage(PageContext(services, page.operations, settings))
    qtbot.addWidget(again)
    assert again.view.columnWidth(PERSON) == 133
    assert again.view.isColumnHidden(RESPONSIBLE)
    assert again.view.head.visualIndex(DUE) == 3


def test_export_writes_a_workbook(page, tmp_path):
    from openpyxl import load_workbook

    target = tmp_path / "表.xlsx"
    page.export.write(target)
    page.idle()
    assert load_workbook(target).active.max_row > page.model.outline.counts()[Level.TASK]


def test_every_row_reads_the_same_after_a_foreign_change(page, services, tasks):
    from leqing_desktop.domain.decomposition import Edit

    page.view.go_to(tasks[5], PERSON)
    page.model.fold(0, closed=True)
    changes = services.decomposition.apply((Edit(tasks[5], Column.PERSON, "外部"),))
    page.on_changed(changes, None)
    page.idle()
    assert page.model.item_of(tasks[5]).person == "外部"
    assert page.model.branch(0) is False


def test_a_filter_that_hides_the_current_row_gives_it_back(page, tasks, qtbot):
    page.view.go_to(tasks[7], PERSON)
    told = []
    page.selection_changed.connect(told.append)
    page.set_search("没有这样的字")
    page.idle()
    assert page.view.item_id == -1
    assert told[-1] == ""
    page.set_search("")
    page.idle()
    assert page.view.item_id == tasks[7]
    assert page.view.currentIndex().column() == PERSON
    assert told[-1] == "已选 1 格"


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


def test_dragging_the_handle_fills_down(page, services, tasks, qtbot):
    page.model.expand_to(Level.TASK)
    page.model.type_into(tasks[0], Column.PERSON, "吴凡")
    page.view.go_to(tasks[0], PERSON)
    view, top = page.view, page.model.row_of(tasks[0])
    corner = view.visualRect(page.model.index(top, PERSON)).bottomRight()
    below = view.visualRect(page.model.index(top + 2, PERSON)).center()
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), button, pos=corner)
    QApplication.sendEvent(view.viewport(), moved(below))
    qtbot.mouseRelease(view.viewport(), button, pos=below)
    page.idle()
    page.edits.submit()
    page.idle()
    assert [stored(services, item).person for item in tasks[:3]] == ["吴凡"] * 3


def moved(point):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = QPointF(point)
    return QMouseEvent(QEvent.Type.MouseMove, where, where, left, left, none)


def test_typing_into_a_locked_cell_says_why(page, tasks, qtbot):
    hints = []
    page.hint_changed.connect(hints.append)
    page.view.go_to(page.model.item(0).id, PERSON)
    qtbot.keyClick(page.view, Key.Key_A)
    page.view.go_to(tasks[0], LIGHT_AT)
    qtbot.keyClick(page.view, Key.Key_F2)
    assert hints == ["工程没有“责任人”这一栏。", "“灯”由报送的进度算出，不用填写。"]
