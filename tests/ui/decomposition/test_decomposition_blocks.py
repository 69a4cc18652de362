"""Blocks of cells: paste, copy, fill, clear, change many rows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.change import NOTHING
from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.models.tree_columns import LIGHT_AT, TITLE_AT
from tests.ui.decomposition.steps import (
    CTRL,
    DUE,
    PERSON,
    Key,
    cell,
    put_on_clipboard,
    stored,
    type_keys,
)


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


def test_pasted_new_rows_are_chosen_and_in_view(page):
    page.resize(1900, 420)
    last = page.model.item(page.model.rowCount() - 1)
    page.view.go_to(last.id, TITLE_AT)
    before = page.model.rowCount()
    put_on_clipboard("".join(f"新行 {at}\r\n" for at in range(4)))
    page.cells.paste()
    page.idle()
    new = list(range(before, before + 3))
    assert page.model.rowCount() == before + 3
    assert page.view.chosen.block() == (new, [TITLE_AT])
    assert page.view.currentIndex().row() == new[0]
    seen = page.view.viewport().rect()
    for row in new:
        assert seen.intersects(page.view.visualRect(page.model.index(row, TITLE_AT)))


def test_rows_pasted_into_an_empty_table_are_chosen(page):
    rows = [row.id for row in page.model.outline.rows if row.level is Level.PROGRAMME]
    page.view.chosen.choose_rows(rows)
    page.rows.delete()
    page.idle()
    assert page.model.rowCount() == 0
    put_on_clipboard("甲工程\r\n乙工程\r\n")
    page.cells.paste()
    page.idle()
    assert page.view.chosen.block()[0] == [0, 1]


def test_a_refused_paste_moves_nothing_later(page, tasks):
    last = page.model.item(page.model.rowCount() - 1)
    page.view.go_to(last.id, DUE)
    put_on_clipboard("2026-09-30\r\n6月31日\r\n")
    page.cells.paste()
    page.idle()
    chosen = page.view.chosen.block()
    page.view.go_to(tasks[0], PERSON)
    page.on_changed(NOTHING, None)
    page.idle()
    assert chosen and page.view.item_id == tasks[0]


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


def test_a_block_that_is_longer_than_the_filtered_rows_is_refused_in_words(page, services, qtbot):
    before = services.decomposition.tree()
    page.set_search("PCT")
    page.idle()
    page.view.go_to(page.model.item(page.model.rowCount() - 1).id, TITLE_AT)
    put_on_clipboard("甲\n乙\n丙\n")
    page.cells.paste()
    page.idle()
    assert "多出的 2 行" in page.banner.text
    assert services.decomposition.tree() == before
    assert page.edits.unsent == 0
