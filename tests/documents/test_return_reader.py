"""A return workbook read back after everything that a unit does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.return_reader import NoReturn, read_return
from leqing_desktop.documents.return_reader_cells import UNCACHED, number_in
from leqing_desktop.documents.return_workbook import write_return
from leqing_desktop.domain.official_text import strip_hidden
from leqing_desktop.domain.return_form import (
    INDICATOR_LABELS,
    TASK_LABELS,
    IndicatorField,
    TaskField,
)
from leqing_desktop.domain.return_reading import ReadReturn, ReadTask
from leqing_desktop.domain.return_seal import SHEET_NAME, SealState, open_seal
from leqing_desktop.errors import Refused
from tests.documents.return_samples import KEY, form

FIRST = 5
"""The first task's row."""
DONE = "8月20日出台诊断服务办法，累计85家。"
Edit = Callable[[Any], None]


def filled(edit: Edit = lambda book: None) -> Any:
    """An issued workbook as its unit filled it, then ``edit`` of the whole book."""
    stream = BytesIO()
    write_return(form(), KEY, stream)
    book = openpyxl.load_workbook(BytesIO(stream.getvalue()))
    sheet = book.worksheets[0]
    for number in range(3):
        row = FIRST + number
        sheet[f"J{row}"] = 70 + number
        sheet[f"K{row}"] = "正常推进"
        sheet[f"L{row}"] = DONE
        sheet[f"O{row}"] = f"1.{number + 1}_验收意见.pdf"
    sheet["I11"] = 12.5
    sheet["J11"] = 1069
    sign = sign_row(sheet)
    sheet[f"D{sign}"] = "张三"
    sheet[f"F{sign}"] = "李四"
    sheet[f"J{sign}"] = date(2024, 10, 12)
    edit(book)
    return book


def sign_row(sheet: Any) -> int:
    return int(
        next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "填报人")
    )


def back(tmp_path: Path, edit: Edit = lambda book: None) -> ReadReturn:
    path = tmp_path / "市经信局.xlsx"
    filled(edit).save(path)
    return read_return(path)


def on_sheet(edit: Edit) -> Edit:
    return lambda book: edit(book.worksheets[0])


def check_whole(read: ReadReturn) -> None:
    """All that was filled in, by field, in whatever order."""
    tasks = sorted(read.tasks, key=lambda task: task.text(TaskField.NUMBER))
    assert [task.text(TaskField.NUMBER) for task in tasks] == ["1.1", "1.2", "1.3"]
    assert [task.cells[TaskField.PROGRESS].number for task in tasks] == [70, 71, 72]
    assert [task.cells[TaskField.PROGRESS].text for task in tasks] == ["70", "71", "72"]
    for number, task in enumerate(tasks, 1):
        assert task.text(TaskField.TITLE).startswith(f"第{number}项：")
        assert task.text(TaskField.STATUS) == "正常推进"
        assert task.text(TaskField.DONE) == DONE
        assert task.text(TaskField.EVIDENCE) == f"1.{number}_验收意见.pdf"
        assert task.cells[TaskField.SCHEDULE].number == 75
        assert task.text(TaskField.LAST_DONE).startswith("6月20日")
    first, second = read.indicators
    assert first.cells[IndicatorField.IN_QUARTER].number == 12.5
    assert first.cells[IndicatorField.VALUE].text == "1069"
    assert second.text(IndicatorField.NAME) == "数字化改造覆盖率"
    assert second.cells[IndicatorField.VALUE].number is None
    assert (read.filled_by, read.reviewed_by, read.filled_on) == ("张三", "李四", "2024-10-12")


def marks(read: ReadReturn) -> list[int | None]:
    return [task.mark for task in read.tasks]


def test_a_filled_workbook_is_read_field_by_field(tmp_path: Path) -> None:
    read = back(tmp_path)
    check_whole(read)
    assert marks(read) == [101, 102, 103]
    assert [each.mark for each in read.indicators] == [201, 202]
    assert read.tasks[0].cells[TaskField.PROGRESS].cell == "J5"
    assert read.tasks[0].row == 5
    assert (read.unit_line, read.period_line) == ("市经信局", "2024年第三季度")
    assert (read.name, read.sheet) == ("市经信局.xlsx", "报送表")
    opened = open_seal(read.seal, KEY)
    assert opened.state is SealState.VALID and opened.form == form()


def rename(book: Any) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number + 1}"


def reorder(book: Any) -> None:
    book.move_sheet(book.worksheets[0], 2)


def show_all_and_reorder(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"
    book.move_sheet(SHEET_NAME, -2)


def guide_deleted(book: Any) -> None:
    del book["填报说明"]


def own_sheet_first(book: Any) -> None:
    sheet = book.create_sheet("工作台账", 0)
    sheet.append(["序号", "企业名称", "地址"])
    sheet.append([1, "某公司", "乐清市"])


def insert_rows(sheet: Any) -> None:
    # openpyxl leaves merged ranges where they were; a spreadsheet program moves them.
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(6, 2)
    sheet.insert_rows(1, 3)


def resort(sheet: Any) -> None:
    rows = [[cell.value for cell in sheet[row]] for row in range(FIRST, FIRST + 3)]
    for row, values in zip(range(FIRST, FIRST + 3), reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def move_columns(sheet: Any) -> None:
    """本季进展 goes in front of 状态, a column of the unit's own is put in."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    for row in range(4, 8):
        sheet[f"K{row}"].value, sheet[f"L{row}"].value = (
            sheet[f"L{row}"].value,
            sheet[f"K{row}"].value,
        )
    sheet.insert_cols(4)
    sheet["D4"] = "本单位备注"
    sheet["D5"] = "T7"


def hide(sheet: Any) -> None:
    for letter in "CEFGH":
        sheet.column_dimensions[letter].hidden = True
    sheet.row_dimensions[6].hidden = True


def retype_header(sheet: Any) -> None:
    for column, label in enumerate(TASK_LABELS.values(), 2):
        wide = label.replace("（", "(").replace("）", " )")
        sheet.cell(4, column).value = f" {wide[:2]}\n{wide[2:]}　"


def delete_hint(sheet: Any) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(3)


MISCHIEF: dict[str, Edit] = {
    "sheets renamed": rename,
    "sheets reordered": reorder,
    "sheets shown and reordered": show_all_and_reorder,
    "guide deleted": guide_deleted,
    "a sheet of its own first": own_sheet_first,
    "rows inserted": on_sheet(insert_rows),
    "rows sorted": on_sheet(resort),
    "columns moved and inserted": on_sheet(move_columns),
    "columns and rows hidden": on_sheet(hide),
    "header retyped": on_sheet(retype_header),
    "a row above deleted": on_sheet(delete_hint),
}


@pytest.mark.parametrize("edit", MISCHIEF.values(), ids=MISCHIEF)
def test_mischief_changes_nothing(edit: Edit, tmp_path: Path) -> None:
    read = back(tmp_path, edit)
    check_whole(read)
    assert sorted(mark or 0 for mark in marks(read)) == [101, 102, 103]
    assert open_seal(read.seal, KEY).state is SealState.VALID


def test_a_deleted_row_is_gone_and_the_others_keep_their_marks(tmp_path: Path) -> None:
    read = back(tmp_path, on_sheet(lambda sheet: sheet.delete_rows(6)))
    assert marks(read) == [101, 103]
    assert [task.row for task in read.tasks] == [5, 6]


def test_without_the_hidden_column_rows_have_no_mark(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_cols(1)

    read = back(tmp_path, on_sheet(edit))
    check_whole(read)
    assert marks(read) == [None, None, None]
    assert len(read.indicators) == 2 and read.indicators[0].mark is None
    assert read.tasks[0].cells[TaskField.PROGRESS].cell == "I5"


def test_without_the_hidden_sheet_there_is_no_seal(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book[SHEET_NAME]

    read = back(tmp_path, edit)
    check_whole(read)
    assert read.seal == ()


def test_an_added_row_is_read_without_a_mark(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet.insert_rows(8)
        sheet["B8"], sheet["D8"], sheet["J8"] = "1.4", "自己加的任务", 30

    read = back(tmp_path, on_sheet(edit))
    assert marks(read) == [101, 102, 103, None]
    assert read.tasks[3].text(TaskField.TITLE) == "自己加的任务"


def test_a_long_list_beside_it_is_no_matter(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book.create_sheet("企业名单")
        for number in range(6_000):
            sheet.append([number, "某公司"])

    check_whole(back(tmp_path, edit))

    def too_long(sheet: Any) -> None:
        sheet["B9000"] = "多余"

    with pytest.raises(NoReturn, match="9000 行"):
        back(tmp_path, on_sheet(too_long))


def test_a_blank_copy_of_the_sheet_does_not_hide_the_filled_one(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        copy = book.copy_worksheet(book.worksheets[0])
        for row in range(FIRST, FIRST + 3):
            for letter in "JKLMNO":
                copy[f"{letter}{row}"].value = None
        book.move_sheet(copy, -3)

    check_whole(back(tmp_path, edit))


def progress(
    tmp_path: Path, value: Any, number_format: str = "General"
) -> tuple[str, float | None]:
    def edit(sheet: Any) -> None:
        sheet["J5"] = value
        sheet["J5"].number_format = number_format

    cell = back(tmp_path, on_sheet(edit)).tasks[0].cells[TaskField.PROGRESS]
    return cell.text, cell.number


@pytest.mark.parametrize(
    ("value", "number_format", "text", "number"),
    [
        (0.5, "0%", "50%", 50.0),
        (0.57, "0.0%", "57%", 57.0),
        (0.5, "General", "0.5", 0.5),
        (72.5, "0.00", "72.5", 72.5),
        ("７２％", "General", "７２％", 72.0),
        (" 72% ", "@", "72%", 72.0),
        ("72 ", "@", "72", 72.0),
        ("1,200.5", "@", "1,200.5", 1200.5),
        ("约七成", "@", "约七成", None),
        ("7成2", "@", "7成2", None),
        (85, '0"分"', "85分", 85.0),
        (True, "General", "是", None),
        (datetime(2024, 3, 4), "yyyy-mm-dd", "2024-03-04", None),
        ("#REF!", "General", "#REF!", None),
        ("=1+", "@", UNCACHED, None),
        (None, "General", "", None),
    ],
)
def test_what_a_progress_cell_says(
    value: Any, number_format: str, text: str, number: float | None, tmp_path: Path
) -> None:
    assert progress(tmp_path, value, number_format) == (text, number)


def test_merged_cells_count_for_every_row(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        for row in (6, 7):
            sheet[f"C{row}"].value = None
            sheet[f"L{row}"].value = None
        sheet.merge_cells("C5:C7")
        sheet.merge_cells("L5:L7")
        sheet.merge_cells("M5:N5")

    read = back(tmp_path, on_sheet(edit))
    check_whole(read)
    assert {task.text(TaskField.MEASURE) for task in read.tasks} == {"深化产品智能化研发"}
    assert read.tasks[0].text(TaskField.NEXT_STEP) == ""


def test_blocks_do_not_run_into_each_other(tmp_path: Path) -> None:
    read = back(tmp_path)
    assert "举办电器文化节" not in {task.text(TaskField.TITLE) for task in read.tasks}
    assert len(read.tasks) == 3 and len(read.indicators) == 2


def test_signatures_typed_behind_their_labels_are_read(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:
        row = sign_row(sheet)
        for letter in "DFJM":
            if sheet[f"{letter}{row}"].__class__.__name__ != "MergedCell":
                sheet[f"{letter}{row}"].value = None
        sheet[f"C{row}"] = "填报人： 王五"
        sheet[f"E{row}"] = "审核人（主要领导审阅）：赵六"

    read = back(tmp_path, on_sheet(edit))
    assert (read.filled_by, read.reviewed_by) == ("王五", "赵六")


def own_table(tmp_path: Path, *rows: list[Any]) -> Path:
    path = tmp_path / "市科技局.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_retyped_table_is_read_as_far_as_its_heads_go(tmp_path: Path) -> None:
    path = own_table(
        tmp_path,
        ["市科技局2024年第三季度重点任务进展情况"],
        ["填报单位：市科技局"],
        ["序号", "重点任务", "责任科室", "进度", "进展情况", "存在的问题", "下一步打算"],
        ["1.1", "建设创新平台", "科研科", "80%", "平台已开工。", "无", "年底验收"],
        ["1.2", "培育科技企业", "科研科", 0.3, "已培育3家。", None, None],
        ["合计", None, None, 2],
        ["填报人：张三", None, None, "审核人：李四"],
    )
    read = read_return(path)
    assert [task.text(TaskField.TITLE) for task in read.tasks] == ["建设创新平台", "培育科技企业"]
    assert marks(read) == [None, None] and read.seal == ()
    assert read.tasks[0].cells[TaskField.PROGRESS].number == 80
    assert read.tasks[0].text(TaskField.PROBLEMS) == "无"
    assert TaskField.STATUS not in read.tasks[0].cells
    assert (read.unit_line, read.filled_by, read.reviewed_by) == ("市科技局", "张三", "李四")
    assert read.period_line == "2024年第三季度"


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "企业名称", "产值"], [1, "某公司", 20]],
        [["重点任务", "责任单位", "完成时限"], ["建平台", "市科技局", "12月底"]],
        [[]],
    ],
)
def test_another_table_is_no_return(rows: list[list[Any]], tmp_path: Path) -> None:
    with pytest.raises(NoReturn, match="没有报送表"):
        read_return(own_table(tmp_path, *rows))


def test_a_sealed_file_without_its_header_asks_for_the_issued_table(tmp_path: Path) -> None:
    with pytest.raises(NoReturn, match="下发的报送表"):
        back(tmp_path, on_sheet(lambda sheet: sheet.delete_rows(4)))


def test_a_classified_mark_anywhere_on_the_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="非涉密"):
        back(tmp_path, on_sheet(lambda sheet: sheet.__setitem__("L6", "机密★三年")))


def test_odd_characters_are_washed_off(tmp_path: Path) -> None:
    odd = "第一行\r\n第二行\u200b\u202e　"
    read = back(tmp_path, on_sheet(lambda sheet: sheet.__setitem__("L5", odd)))
    assert read.tasks[0].text(TaskField.DONE) == "第一行\n第二行"


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).filter(
        lambda text: not text.startswith(("=", "#")) and "密" not in text and "_x" not in text
    )
)
def test_any_text_comes_back_as_it_is_seen(text: str) -> None:
    stream = BytesIO()
    filled(on_sheet(lambda sheet: sheet.__setitem__("L5", text))).save(stream)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(stream.getvalue())
        cell = read_return(path).tasks[0].cells[TaskField.DONE]
    assert cell.text == strip_hidden(text).strip() == strip_hidden(cell.text)
    assert cell.number == number_in(cell.text)


@given(st.text(max_size=40))
def test_number_in_takes_any_text(text: str) -> None:
    number = number_in(text.strip())
    assert number is None or abs(number) < float("inf")


@given(st.decimals(-10_000, 10_000, places=2), st.sampled_from(["", "%", "％", " %", "　％"]))
def test_a_typed_figure_is_its_number(figure: Any, sign: str) -> None:
    typed = f"{figure}{sign}"
    wide = typed.translate({ord(ch): ord(ch) + 0xFEE0 for ch in "0123456789.-"})
    assert number_in(typed) == number_in(wide) == float(figure)


def test_labels_and_their_fields_are_told_apart() -> None:
    from leqing_desktop.documents.return_reader_heads import indicator_columns, task_columns

    labels = list(TASK_LABELS.values())
    assert list(task_columns(labels).values()) == list(TASK_LABELS)
    assert not indicator_columns(labels)
    others = list(INDICATOR_LABELS.values())
    assert set(indicator_columns(others).values()) == set(INDICATOR_LABELS)
    assert not task_columns(others)


def test_rows_and_tasks_compare_as_data() -> None:
    assert replace(ReadTask(5, 1, {}), row=6) == ReadTask(6, 1, {})
