"""季度报送: typing, pasting, filling and mending the cells of a sheet, driven by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from leqing_desktop.ui.models.reporting_columns import AT
from tests.ui.reporting.steps import (
    CONTROL,
    DONE,
    FIGURE,
    NEXT,
    Desk,
    Key,
    compose,
)


def test_typed_figure_and_text_are_in_the_ledger_as_soon_as_the_cell_is_left(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("72.5")
    desk.press(Key.Key_Tab)
    desk.write("done")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    desk.write("more")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored(0).progress == 72.5
    assert desk.stored(0).done == "done\nmore"
    assert not desk.page.model.cell(0, DONE).edited
    index = desk.page.view.currentIndex()
    assert (index.row(), index.column()) == (1, DONE)


def test_last_quarter_stands_beside_and_is_not_typed_over(desk: Desk) -> None:
    assert desk.text(0, AT["last"]) == "40"
    assert desk.text(0, AT["last_text"]) == "上季已签约。\n下一步：年内放款。"
    desk.at(0, AT["last_text"])
    desk.write("x")
    assert desk.page.view.indexWidget(desk.page.view.currentIndex()) is None
    assert desk.text(0, AT["last_text"]).startswith("上季")


def test_a_bad_figure_stays_with_its_sentence_until_it_is_mended(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("120")
    desk.press(Key.Key_Return)
    desk.settle()
    cell = desk.page.model.cell(0, FIGURE)
    assert cell.text == "120"
    assert "0 到 100" in cell.error
    assert "0 到 100" in desk.page.banner.text
    assert desk.stored(0) is None
    assert not desk.page.leave()
    desk.at(0, FIGURE)
    desk.write("95")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored(0).progress == 95
    assert desk.page.banner.text == ""
    assert desk.page.leave()


def test_esc_gives_back_what_the_ledger_holds(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("x")
    desk.press(Key.Key_Return)
    desk.at(0, FIGURE)
    assert desk.page.model.cell(0, FIGURE).error
    desk.press(Key.Key_Escape)
    assert desk.text(0, FIGURE) == ""
    assert desk.page.leave()


def test_the_light_follows_the_figure(desk: Desk) -> None:
    before = desk.text(0, AT["light"])
    desk.at(0, FIGURE)
    desk.write("100")
    desk.press(Key.Key_Return)
    desk.settle()
    assert before != "绿"
    assert desk.text(0, AT["light"]) == "绿"
    assert "完成 100 %" in desk.page.model.cell(0, AT["light"]).tip


def test_ctrl_z_takes_a_saved_cell_back(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("50")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.window.acts["edit.undo"].isEnabled()
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert desk.stored(0) is None
    assert desk.text(0, FIGURE) == ""
    assert desk.state("市金融服务中心") == "未报"


def test_a_block_from_excel_is_one_step_and_its_bad_cell_waits(desk: Desk) -> None:
    QApplication.clipboard().setText('10\t绿\tx\t"两\n行"\r\n很多\t绿\tx\t完成\r\n')
    desk.at(0, FIGURE)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.stored(0).progress == 10
    assert desk.stored(0).done == "两\n行"
    assert desk.stored(1).progress is None
    assert desk.stored(1).done == "完成"
    assert desk.page.model.cell(1, FIGURE).error
    assert "粘贴" in desk.window.toast.text
    desk.page.typing.forget_refused()
    desk.window.acts["edit.undo"].trigger()
    desk.settle()
    assert desk.stored(0) is None
    assert desk.stored(1) is None


def test_fill_down_copies_the_first_chosen_row(desk: Desk) -> None:
    desk.at(0, NEXT)
    desk.write("go")
    desk.press(Key.Key_Return)
    desk.settle()
    desk.at(0, NEXT)
    desk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_D, CONTROL)
    desk.settle()
    assert desk.stored(1).next_step == "go"


def test_copied_cells_can_be_read_by_a_spreadsheet(desk: Desk) -> None:
    desk.at(0, AT["last"])
    for _step in range(3):
        desk.press(Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_C, CONTROL)
    light = desk.text(0, AT["light"])
    copied = QApplication.clipboard().text().replace("\r\n", "\n")
    assert copied == f'40\t\t{light}\t"上季已签约。\n下一步：年内放款。"\n'


def test_a_long_text_is_cut_in_its_row_and_kept_whole(desk: Desk) -> None:
    text = "很长的情况，" * 1666
    desk.page.model.setData(desk.page.model.index(0, DONE), text)
    desk.settle()
    assert desk.stored(0).done == text
    assert desk.page.view.rowHeight(0) < 130
    desk.at(0, DONE)
    desk.press(Key.Key_F2)
    editor = desk.page.view.indexWidget(desk.page.view.currentIndex())
    assert editor.toPlainText() == text
    assert editor.geometry().bottom() <= desk.page.view.viewport().height()


def test_rows_grow_with_their_text(desk: Desk) -> None:
    before = desk.page.view.rowHeight(0)
    desk.page.model.setData(desk.page.model.index(0, DONE), "一\n二\n三\n四")
    desk.settle()
    assert desk.page.view.rowHeight(0) > before


def test_a_marked_text_is_refused_in_words(desk: Desk) -> None:
    desk.page.model.setData(desk.page.model.index(0, DONE), "机密★1年")
    desk.settle()
    assert "非涉密" in desk.page.model.cell(0, DONE).error
    assert desk.stored(0) is None


def test_words_of_an_input_method_begin_a_cell(desk: Desk) -> None:
    desk.at(0, DONE)
    compose("", "yi qian")
    compose("已签")
    compose("约")
    desk.press(Key.Key_Return)
    compose("，")
    compose("后")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.stored(0).done == "已签约"
    assert desk.stored(1).done == "，后"


def test_typing_replaces_and_f2_goes_on_writing(desk: Desk) -> None:
    for key, expected in ((None, "new"), (Key.Key_F2, "oldnew")):
        desk.page.model.setData(desk.page.model.index(0, DONE), "old")
        desk.settle()
        desk.at(0, DONE)
        if key is not None:
            desk.press(key)
        desk.write("new")
        desk.press(Key.Key_Return)
        desk.settle()
        assert desk.stored(0).done == expected


def test_tab_goes_through_the_input_cells_only(desk: Desk) -> None:
    desk.at(0, FIGURE)
    visited = []
    for _step in range(4):
        desk.press(Key.Key_Tab)
        index = desk.page.view.currentIndex()
        visited.append((index.row(), index.column()))
    assert visited == [(0, DONE), (0, AT["problems"]), (0, NEXT), (1, FIGURE)]
    desk.press(Key.Key_Backtab)
    assert desk.page.view.currentIndex().column() == NEXT


def test_one_copied_cell_fills_all_chosen_ones(desk: Desk) -> None:
    QApplication.clipboard().setText("一样的情况")
    desk.at(0, DONE)
    desk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.stored(0).done == desk.stored(1).done == "一样的情况"


def test_cells_that_find_no_place_are_told(desk: Desk) -> None:
    QApplication.clipboard().setText("1\r\n2\r\n3\r\n4\r\n")
    desk.at(1, FIGURE)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.stored(1).progress == 1
    assert "3 格" in desk.page.banner.text


def test_delete_empties_the_chosen_cells(desk: Desk) -> None:
    desk.at(0, FIGURE)
    desk.write("50")
    desk.press(Key.Key_Return)
    desk.settle()
    desk.at(0, FIGURE)
    desk.press(Key.Key_Delete)
    desk.settle()
    assert desk.stored(0).progress is None
    assert desk.text(0, FIGURE) == ""
