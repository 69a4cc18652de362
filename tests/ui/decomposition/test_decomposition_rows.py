"""Rows, filters, side panel, columns and export."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.level import Level
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.models.tree_columns import TITLE_AT
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.decomposition import DecompositionPage
from leqing_desktop.ui.widgets.tree_editors import CellEdit
from tests.ui.decomposition.steps import (
    ALT,
    CTRL,
    DUE,
    PERSON,
    RESPONSIBLE,
    Key,
    stored,
)


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
    qtbot.waitUntil(lambda: "<b>陈立</b>" in page.panel.pages[0].toPlainText())
    assert page.panel._title.text() == title
    assert "历史 " in page.panel.tabs.tabText(1)
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


def test_ctrl_end_chooses_the_cell_it_goes_to(page, qtbot):
    page.view.setFocus()
    page.view.go_to(page.model.item(0).id, TITLE_AT)
    qtbot.keyClick(page.view, Key.Key_End, CTRL)
    last = page.model.item(page.model.rowCount() - 1).id
    assert page.view.item_id == last
    assert page.view.chosen.items() == [last]


def test_filter_fields_stay_under_their_headings_when_scrolled_sideways(page):
    page.resize(1200, 700)
    page.idle()
    bar, head = page.view.horizontalScrollBar(), page.view.head
    assert bar.maximum() > 0
    for value in (bar.maximum(), 0, bar.maximum() // 2):
        bar.setValue(value)
        shown = {at: field for at, field in head._fields.items() if not field.isHidden()}
        assert shown
        for at, field in shown.items():
            assert field.x() == head.sectionViewportPosition(at) + 4
