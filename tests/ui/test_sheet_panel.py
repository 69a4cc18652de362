"""The left side of the review of a task table, on workbooks that the reader has really read."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.ui.models.preview_facts import RowKind, sheet_facts
from leqing_desktop.ui.regions import step_region
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.sheet_panel import NO_HEADER_SENTENCE, SheetPanel

HEADS = ["序号", "工作任务", "责任单位", None, "完成时限"]
LEAVES = [None, None, "牵头", "配合", None]
TASKS = [
    ["某某市任务表"],
    HEADS,
    LEAVES,
    [1, "推进开工", "市发改局", "市财政局", "2024年6月底"],
    [2, "完成验收", "市住建局", None, "2024年13月"],
    [3, "投入使用", "市住建局", None, "2024年9月底"],
    ["合计", None, "3项"],
    ["注：配合单位由牵头单位召集。"],
]
MERGES = "A1:E1 A2:A3 B2:B3 C2:D2 E2:E3 C5:C6 A8:E8"
ODD = [
    ["清单", "", ""],
    ["（甲）", "（乙）", "（丙）"],
    ["推进开工", "老张", "尽快"],
    ["完成验收", "老李", "随后"],
]
NOTES = [["填表前请阅读"]]
ALT = Qt.KeyboardModifier.AltModifier


def saved(path, sheets, merges="", hidden=""):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        page.sheet_state = "hidden" if name in hidden.split() else "visible"
    for merge in merges.split():
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return path


@pytest.fixture
def file(tmp_path):
    sheets = {"任务": TASKS, "说明": NOTES, "旧": [["工作任务", "责任单位"], ["甲", "市民政局"]]}
    return saved(tmp_path / "表.xlsx", sheets, MERGES, "旧")


@pytest.fixture
def panel(qtbot):
    theme()
    made = SheetPanel()
    made.told, made.rows = [], []
    made.mapping_changed.connect(made.told.append)
    made.row_chosen.connect(lambda sheet, row: made.rows.append((sheet, row)))
    qtbot.addWidget(made)
    made.resize(760, 640)
    made.show()
    return made


@pytest.fixture
def shown(panel, file):
    panel.show_table(read_table(file, preview=True))
    return panel


def click(qtbot, panel, row, column):
    """Click on a cell, rows counted from 1 as in the sheet."""
    view = panel.view
    at = view.visualRect(panel.model.index(row - 1, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def heads(panel):
    return [(each.letter, each.label) for each in panel.model.facts.heads]


# What is shown


def test_the_sheet_stands_there_as_the_clerk_knows_it(shown):
    model, view = shown.model, shown.view
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(8)] == [
        *("1", "2 表头", "3 表头", "4", "5", "6", "7 跳过", "8 跳过")
    ]
    assert heads(shown) == [
        *(("A", "序号"), ("B", "任务"), ("C", "牵头单位"), ("D", "配合单位"), ("E", "期限"))
    ]
    assert model.index(3, 1).data() == "推进开工"
    assert (view.columnSpan(0, 0), view.rowSpan(1, 1), view.columnSpan(1, 2)) == (5, 2, 2)
    assert model.kind(3) is RowKind.TASK
    assert model.mark(4, 4).tone == "red"
    assert shown.summary.text().startswith("表头第 2–3 行 · 把握 ")
    assert shown.summary.text().endswith(" · 3 行任务")


def test_a_finding_inside_a_merged_cell_shows_on_the_cell_that_is_seen(tmp_path):
    rows = [["工作任务", "完成时限"], ["甲", "2024年6月底"], ["乙", None], ["丙", "2024年6月底"]]
    path = saved(tmp_path / "表.xlsx", {"表": rows}, "B2:B3")
    book = openpyxl.load_workbook(path)
    book["表"]["B2"] = "2024年13月"
    book.save(path)
    table = read_table(path, preview=True)
    facts = sheet_facts(table, table.sheets[0])
    assert set(facts.marks) == {(1, 1)}


def test_sheets_say_what_becomes_of_them(shown):
    texts = [shown.tabs.tabText(at) for at in range(shown.tabs.count())]
    assert texts == ["任务", "说明（不导入）", "旧（隐藏，不导入）"]
    assert shown.tabs.isVisible() and shown.use.isChecked()
    shown.tabs.setCurrentIndex(1)
    assert shown.banner.text == NO_HEADER_SENTENCE
    assert not shown.use.isEnabled()
    shown.tabs.setCurrentIndex(2)
    assert shown.banner.text == ""
    assert shown.summary.text() == "表头第 1 行 · 隐藏的表"
    assert shown.use.isEnabled() and not shown.use.isChecked()


def test_before_a_table_is_read_the_panel_says_so(panel):
    assert panel.empty.isVisible() and not panel.view.isVisible()


def test_a_weak_column_is_marked_by_words_and_shape_and_twins_point_at_each_other(panel, file):
    table = read_table(file, preview=True)
    panel.show_table(table)
    assert not any(each.weak for each in panel.model.facts.heads)
    twins = table.mapping.with_meaning("任务", 0, Meaning.DUE)
    panel.model.choose(twins.of("任务"))
    head = panel.model.head(0)
    assert head.weak and head.sure == "与 E 列重复"
    panel.show_table(read_table(file, twins.with_meaning("任务", 0, Meaning.IGNORED), preview=True))
    assert panel.model.head(0).sure == "" and 0 in panel.model.ignored


def test_titles_run_over_the_empty_cells_behind_them(panel, tmp_path):
    rows = [["某某市人民政府重点工作任务分解表", None, None], ["工作任务", "责任单位", "完成时限"]]
    panel.show_table(
        read_table(
            saved(tmp_path / "表.xlsx", {"表": [*rows, ["甲", "市民政局", None]]}), preview=True
        )
    )
    assert panel.view.columnSpan(0, 0) == 3
    assert panel.view.columnSpan(2, 1) == 1


def test_skipped_rows_say_why_and_are_gone_to(qtbot, shown):
    assert shown.skipped.text() == "跳过 2 行"
    qtbot.mouseClick(shown.skipped, Qt.MouseButton.LeftButton)
    listed = [shown.skipped_list.list.item(at).text() for at in range(2)]
    assert listed[0] == "第 7 行　小计、合计行：“合计”"
    qtbot.keyClick(shown.skipped_list.list, Qt.Key.Key_Down)
    qtbot.keyClick(shown.skipped_list.list, Qt.Key.Key_Return)
    assert not shown.skipped_list.isVisible()
    assert shown.rows == [("任务", 8)] and shown.view.currentIndex().row() == 7
    tip = shown.view.itemDelegate().tip(
        shown.model.index(6, 0), shown.view.visualRect(shown.model.index(6, 0))
    )
    assert tip == "跳过，不导入：小计、合计行：“合计”"


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("zoom", [100, 150])
def test_every_meaning_is_wide_enough_to_be_read(shown, look, zoom):
    try:
        theme().apply(look, "standard", zoom)
        for column, head in enumerate(shown.model.facts.heads):
            assert shown.view.columnWidth(column) >= shown.view.head.needed_width(head)
        assert not shown.grab().isNull()
    finally:
        theme().apply("light")


# Rows


def test_a_click_and_the_arrow_keys_tell_the_row(qtbot, shown):
    click(qtbot, shown, 4, 1)
    click(qtbot, shown, 4, 1)
    qtbot.keyClick(shown.view, Qt.Key.Key_Down)
    assert shown.rows == [("任务", 4), ("任务", 4), ("任务", 5)]


def test_the_arrow_keys_go_through_every_row_beside_a_merged_cell(qtbot, shown):
    click(qtbot, shown, 4, 2)
    for _ in range(3):
        qtbot.keyClick(shown.view, Qt.Key.Key_Down)
    assert [row for _, row in shown.rows] == [4, 5, 6, 7]
    qtbot.keyClick(shown.view, Qt.Key.Key_Up)
    assert shown.rows[-1] == ("任务", 6)


def test_a_row_shown_from_outside_is_chosen_in_silence(shown):
    shown.show_row("旧", 2)
    assert shown.tabs.currentIndex() == 2
    assert shown.view.chosen_rows == (1, 1)
    shown.show_row("任务", 5)
    assert shown.view.chosen_rows == (4, 4)
    shown.show_row("任务", 500)
    shown.show_row("无此表", 1)
    assert shown.view.chosen_rows == (4, 4)
    assert shown.rows == [] and shown.told == []


def test_a_far_row_is_scrolled_to(panel, tmp_path):
    rows = [["工作任务", "责任单位"], *([f"第{at}件事", "市民政局"] for at in range(1000))]
    panel.show_table(read_table(saved(tmp_path / "表.xlsx", {"表": rows}), preview=True))
    panel.show_row("表", 900)
    assert (
        panel.view.viewport()
        .rect()
        .contains(panel.view.visualRect(panel.model.index(899, 0)).center())
    )


def test_read_again_the_sheet_and_the_cursor_stay(qtbot, shown, file):
    click(qtbot, shown, 5, 4)
    shown.show_table(read_table(file, preview=True))
    assert shown.view.chosen_rows == (4, 4)
    assert shown.view.currentIndex().column() == 4
    shown.tabs.setCurrentIndex(1)
    shown.show_table(read_table(file, preview=True))
    assert shown.tabs.currentIndex() == 1


def test_chosen_rows_are_copied_as_cells(qtbot, shown):
    click(qtbot, shown, 4, 1)
    qtbot.keyClick(shown.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (
        QGuiApplication.clipboard().text().rstrip()
        == "1\t推进开工\t市发改局\t市财政局\t2024年6月底"
    )


# Columns


def test_the_meaning_of_a_column_is_chosen_by_keys(qtbot, shown):
    click(qtbot, shown, 4, 3)
    qtbot.keyClick(shown.view, Qt.Key.Key_Down, ALT)
    box = shown.view.head.box
    assert box.isVisible() and box.currentText() == "配合单位"
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert not box.isVisible()
    [mapping] = shown.told
    assert mapping.of("任务").columns[3].meaning is Meaning.SECTION
    assert heads(shown)[3] == ("D", "责任科室")
    assert shown.view.hasFocus()


def test_the_meaning_of_a_column_is_chosen_by_pointer(qtbot, shown):
    head = shown.view.head
    at = head._box(4).center()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert head.box.isVisible() and head.box.currentText() == "期限"
    qtbot.keyClick(head.box.view(), Qt.Key.Key_Escape)
    assert not head.box.isVisible() and shown.told == []


def test_a_second_change_builds_on_the_first(shown):
    shown.view.head.meaning_chosen.emit(0, Meaning.IGNORED)
    shown.view.head.meaning_chosen.emit(3, Meaning.IGNORED)
    last = shown.told[-1].of("任务")
    assert [each.column for each in last.columns if each.meaning is Meaning.IGNORED] == [0, 3]


def test_a_sheet_is_left_out_and_taken_in(qtbot, shown, file):
    qtbot.mouseClick(shown.use, Qt.MouseButton.LeftButton, pos=QPoint(12, shown.use.height() // 2))
    assert not shown.told[-1].of("任务").used
    shown.show_table(read_table(file, shown.told[-1], preview=True))
    assert shown.tabs.tabText(0) == "任务（不导入）"
    assert shown.summary.text() == "表头第 2–3 行 · 未选中"
    shown.use.click()
    assert shown.told[-1].of("任务").used


# The header


def test_the_clerk_points_at_a_header_that_was_not_found(qtbot, panel, tmp_path):
    path = saved(tmp_path / "表.xlsx", {"清单": ODD})
    panel.show_table(read_table(path, preview=True))
    assert panel.banner.text == NO_HEADER_SENTENCE
    assert not panel.tabs.isVisible() and not panel.as_header.isEnabled()
    click(qtbot, panel, 2, 1)
    assert panel.chosen_hint.text() == "第 2 行"
    qtbot.mouseClick(panel.as_header, Qt.MouseButton.LeftButton)
    sheet = panel.told[-1].of("清单")
    assert (sheet.first, sheet.last) == (1, 1)
    panel.show_table(read_table(path, panel.told[-1], preview=True))
    assert panel.banner.text == ""
    assert panel.model.kind(1) is RowKind.HEADER
    # Neither the headings nor what stands below them says anything: the clerk does.
    assert heads(panel)[1:] == [("B", "不导入"), ("C", "不导入")]


def test_a_header_reaches_as_far_down_as_its_merged_cells(qtbot, shown):
    click(qtbot, shown, 2, 0)
    assert shown.chosen_hint.text() == "第 2–3 行"
    shown.take_as_header()
    sheet = shown.told[-1].of("任务")
    assert (sheet.first, sheet.last) == (1, 2)


def test_a_header_has_at_most_three_rows(qtbot, shown):
    click(qtbot, shown, 4, 1)
    for _ in range(2):
        qtbot.keyClick(shown.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.as_header.isEnabled() and shown.chosen_hint.text() == "第 4–6 行"
    qtbot.keyClick(shown.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not shown.as_header.isEnabled() and shown.chosen_hint.text() == "表头最多 3 行"


def test_the_menu_offers_the_same(qtbot, shown):
    words = [action.text() for action in shown.context_menu().actions() if action.text()]
    assert words == ["以此行为表头", "改这一列的含义…\tAlt+↓", "复制"]
    assert [a.isEnabled() for a in shown.context_menu().actions()][:2] == [False, False]
    click(qtbot, shown, 4, 1)
    header, meaning = shown.context_menu().actions()[:2]
    header.trigger()
    assert (shown.told[-1].of("任务").first, shown.told[-1].of("任务").last) == (3, 3)
    meaning.trigger()
    assert shown.view.head.box.isVisible()


def test_while_the_file_is_read_again_nothing_is_changed(qtbot, shown):
    click(qtbot, shown, 4, 1)
    shown.set_busy(True)
    qtbot.waitUntil(shown.progress.isVisible, timeout=2000)
    shown.take_as_header()
    assert not shown.view.open_choices()
    assert not shown.use.isEnabled() and not shown.as_header.isEnabled()
    shown.set_busy(False)
    assert not shown.progress.isVisible() and shown.as_header.isEnabled()
    assert shown.told == []


def test_f6_goes_from_the_grid_to_the_panel_around_it(qtbot, shown):
    qtbot.waitExposed(shown)
    shown.view.setFocus()
    step_region(shown)
    assert QApplication.focusWidget() is not shown.view
    assert shown.isAncestorOf(QApplication.focusWidget())


def test_wide_and_long_sheets_are_shown_whole(panel, tmp_path: Path):
    rows = [[f"第{column}列" for column in range(20)]] + [["字"] * 20 for _ in range(500)]
    panel.show_table(read_table(saved(tmp_path / "表.xlsx", {"表": rows}), preview=True))
    assert (panel.model.rowCount(), panel.model.columnCount()) == (501, 20)


CORPUS = Path(__file__).parents[1] / "documents" / "corpus"
TABLES = sorted(
    path
    for folder in ("tables", "tables_own")
    for path in (CORPUS / folder).iterdir()
    if path.suffix in (".xlsx", ".xls", ".ods")
)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_sheet_of_an_office_can_be_looked_at(qtbot, panel, path):
    """Blank rows, spans and hidden parts of real layouts: shown whole, every row reachable."""
    table = read_table(path, preview=True)
    panel.show_table(table)
    for sheet in table.sheets:
        panel.show_row(sheet.name, 1)
        assert panel.model.rowCount() == len(sheet.rows)
        shown = {
            panel.model.index(row, column).data() or ""
            for row in range(len(sheet.rows))
            for column in range(panel.model.columnCount())
        }
        assert {text for row in sheet.rows for text in row if text} <= shown
