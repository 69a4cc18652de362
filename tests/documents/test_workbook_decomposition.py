from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from itertools import count, pairwise
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from leqing_desktop.documents.workbook_decomposition import COLUMNS, write_decomposition
from leqing_desktop.documents.workbook_layout import (
    FIRST_PAGE_LESS,
    MAX_HEIGHT,
    PAGE_ROOM,
    Heading,
    text_height,
)
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.standing import Standing
from leqing_desktop.errors import Refused

HEADING = Heading(
    "乐清市电气产业集群重点任务分解表", sender="专班办公室", printed=date(2024, 10, 15)
)
LABELS = [column.label for column in COLUMNS]
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "<b>粗</b> & 'x' \"y\"",
    "_x000D_",
    "😀👨‍👩‍👧 𠮷",
    "1e5",
    "TRUE",
    "  两边空格  ",
    "{=A1}",
]


def written(rows: Sequence[Row], heading: Heading = HEADING) -> bytes:
    stream = io.BytesIO()
    write_decomposition(rows, heading, stream)
    return stream.getvalue()


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def grid_of(data: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def col(label: str) -> int:
    return LABELS.index(label) + 1


def plan(tasks: Sequence[Sequence[int]], title: str = "任务") -> list[Row]:
    """A plan with ``tasks[p][m]`` tasks in measure m of programme p."""
    ids = count(1)
    rows: list[Row] = []
    number = 0
    for p, measures in enumerate(tasks, 1):
        programme = Row(next(ids), None, Level.PROGRAMME, str(p), f"工程{p}")
        rows.append(programme)
        for size in measures:
            number += 1
            measure = Row(
                next(ids),
                programme.id,
                Level.MEASURE,
                str(number),
                f"举措{number}",
                target=f"指标{number} ≥10 家",
                responsible="市经信局、市科技局",
            )
            rows.append(measure)
            rows += [
                Row(next(ids), measure.id, Level.TASK, f"{number}.{t}", f"{title}{number}.{t}")
                for t in range(1, size + 1)
            ]
    return rows


def task(**values: Any) -> list[Row]:
    return [
        Row(1, None, Level.PROGRAMME, "一", "工程甲"),
        Row(2, 1, Level.MEASURE, "1", "举措甲"),
        Row(3, 2, Level.TASK, "1.1", **{"title": "任务甲", **values}),
    ]


def test_one_line_a_task_with_merged_programme_measure_and_targets() -> None:
    data = written(plan([[2, 3], [1]]))
    sheet = sheet_of(data)
    assert [cell.value for cell in sheet[3]] == LABELS
    assert [sheet.cell(row, 1).value for row in range(4, 10)] == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "2.3",
        "3.1",
    ]
    assert {str(ref) for ref in sheet.merged_cells.ranges} == {
        "A1:N1",
        "A2:N2",
        "B4:B8",
        "C4:C5",
        "D4:D5",
        "C6:C8",
        "D6:D8",
    }
    assert sheet["B4"].value == "1、工程1"
    assert sheet["C6"].value == "2、举措2"
    assert sheet["D9"].value == "指标3 ≥10 家"


def test_cells_below_a_merged_one_hold_its_value_so_that_a_filter_finds_every_task() -> None:
    grid = grid_of(written(plan([[2, 3], [1]])))
    assert [line[1] for line in grid[3:]] == ["1、工程1"] * 5 + ["2、工程2"]
    assert [line[2] for line in grid[3:]] == ["1、举措1"] * 2 + ["2、举措2"] * 3 + ["3、举措3"]


def test_print_setup() -> None:
    sheet = sheet_of(written(plan([[2, 3], [1]])))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:N9"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert sheet["A1"].font.size == 22
    assert sheet["A3"].font.name == "黑体"
    assert sheet["E4"].font.name == "仿宋_GB2312"
    assert sheet["E4"].alignment.wrap_text
    assert sheet["N9"].border.right.style == "thin"


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_stays_text(text: str) -> None:
    data = written(task(title=text, section=text, lead=text))
    sheet = sheet_of(data)
    cell = sheet.cell(4, col("重点任务"))
    assert cell.data_type == "s"
    assert cell.value.replace("_x005F_", "_") == text
    assert cell.quotePrefix == (text[0] in "=+-@")
    # openpyxl and calamine do not both undo the escape; Excel does.
    value = grid_of(data)[3][col("责任科室") - 1]
    assert value.replace("_x005F_", "_") == text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_an_escape_is_stored_escaped() -> None:
    with zipfile.ZipFile(io.BytesIO(written(task(title="_x0041_")))) as archive:
        assert "_x005F_x0041_" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_hostile_heading_stays_text() -> None:
    sheet = sheet_of(written(task(), Heading("=1+1", note="&P<b>")))
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
    assert sheet["A2"].value == "&P<b>"


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_written() -> None:
    stream = io.BytesIO()
    with pytest.raises(Refused, match=r"第 1 行（序号 1\.1）的“重点任务”有 32768 个字"):
        write_decomposition(task(title="字" * 32_768), HEADING, stream)
    with pytest.raises(Refused, match="责任科室"):
        write_decomposition(task(section="_x0041_" * 4000), HEADING, stream)
    assert stream.getvalue() == b""


def test_a_long_title_of_the_sheet_is_refused() -> None:
    with pytest.raises(Refused, match="表题"):
        written(task(), Heading("长" * 121))


def test_ten_thousand_characters_have_room_in_merged_rows() -> None:
    text = "甲乙丙丁" * 2500
    sheet = sheet_of(written(task(title=text)))
    assert sheet.cell(4, col("重点任务")).value == text
    last = sheet.max_row
    heights = [sheet.row_dimensions[row].height for row in range(4, last + 1)]
    assert max(heights) <= MAX_HEIGHT
    assert sum(heights) >= text_height(text, COLUMNS[col("重点任务") - 1].capacity)
    assert sheet.cell(4, col("重点任务")).alignment.vertical == "top"
    merged = {str(ref) for ref in sheet.merged_cells.ranges}
    assert {f"{letter}4:{letter}{last}" for letter in "ABCDEFGHIJKLMN"} <= merged


def test_dates_are_dates_and_other_words_stay_words() -> None:
    sheet = sheet_of(written(task(due=date(2025, 12, 31), due_text="2025年底前")))
    cell = sheet.cell(4, col("完成时限"))
    assert (cell.value, cell.number_format) == (datetime(2025, 12, 31), "yyyy-mm-dd")
    assert sheet.cell(4, col("备注")).value is None
    sheet = sheet_of(written(task(due=date(2025, 12, 31), due_text="每年，至2025年")))
    assert sheet.cell(4, col("备注")).value == "期限原文：每年，至2025年"
    sheet = sheet_of(written(task(due_text="长期坚持")))
    assert sheet.cell(4, col("完成时限")).value == "长期坚持"
    assert sheet.cell(4, col("备注")).value is None


def test_milestones_stand_numbered_in_their_task() -> None:
    rows = [
        *task(),
        Row(4, 3, Level.MILESTONE, "1.1.1", "印发方案", due=date(2024, 3, 31), evidence="文件"),
        Row(5, 3, Level.MILESTONE, "1.1.2", "评估", standing=Standing.CANCELLED),
    ]
    sheet = sheet_of(written(rows))
    assert sheet.max_row == 4
    assert sheet.cell(4, col("里程碑")).value == (
        "1. 印发方案（2024-03-31；文件）\n2. 评估（取消）"
    )


def test_nobody_is_made_lead() -> None:
    sheet = sheet_of(written(task(responsible="市经信局、市科技局", counts_first="市经信局")))
    assert sheet.cell(4, col("牵头单位")).value is None
    assert sheet.cell(4, col("责任单位")).value == "市经信局、市科技局"
    assert "未列牵头单位的，责任单位中排首位者为计分单位" in sheet["A2"].value
    assert sheet.cell(4, col("备注")).value is None
    sheet = sheet_of(written(task(responsible="市经信局、市科技局", counts_first="市科技局")))
    assert sheet.cell(4, col("备注")).value == "以市科技局为计分单位"
    sheet = sheet_of(written(task(lead="市经信局")))
    assert "计分" not in sheet["A2"].value


def test_measures_and_programmes_without_tasks_keep_a_line_of_their_own() -> None:
    rows = [
        Row(1, None, Level.PROGRAMME, "一", "工程甲"),
        Row(2, 1, Level.MEASURE, "1", "举措甲", responsible="市经信局", target="≥3 家"),
        Row(3, None, Level.PROGRAMME, "二", "工程乙"),
    ]
    grid = grid_of(written(rows))
    assert [line[:4] for line in grid[3:]] == [
        ["1", "一、工程甲", "1、举措甲", "≥3 家"],
        ["二", "二、工程乙", "", ""],
    ]
    assert grid[3][col("责任单位") - 1] == "市经信局"


def test_an_empty_plan_is_a_table_with_its_header_only() -> None:
    sheet = sheet_of(written([]))
    assert sheet.max_row == 3
    assert sheet.auto_filter.ref == "A3:N3"


@pytest.mark.parametrize("sizes", [[[40, 3], [2, 60]], [[1, 1, 1]], [[7] * 26]])
def test_merged_cells_stay_on_a_page_and_have_room_for_their_label(sizes: list[list[int]]) -> None:
    rows = plan(sizes, "一项名字相当长、在一格里要折成好几行的重点任务，编号")
    sheet = sheet_of(written(rows))
    breaks = [mark.id for mark in sheet.row_breaks.brk]
    for ref in sheet.merged_cells.ranges:
        if ref.min_row <= 3:
            continue
        assert not any(ref.min_row <= mark < ref.max_row for mark in breaks)
        have = sum(sheet.row_dimensions[row].height for row in range(ref.min_row, ref.max_row + 1))
        label = sheet.cell(ref.min_row, ref.min_col).value
        assert have >= text_height(label, COLUMNS[ref.min_col - 1].capacity) - 0.01
    edges = [3, *breaks, sheet.max_row]
    for page, (low, high) in enumerate(pairwise(edges)):
        used = sum(sheet.row_dimensions[row].height for row in range(low + 1, high + 1))
        assert used <= PAGE_ROOM - (0 if page else FIRST_PAGE_LESS)
        # The label stands again on top of every page.
        assert sheet.cell(low + 1, 2).value
        assert sheet.cell(low + 1, 3).value


def test_every_line_is_as_high_as_its_text() -> None:
    text = "推动企业智能化改造" * 8
    sheet = sheet_of(written(task(title="短", section=text)))
    need = text_height(text, COLUMNS[col("责任科室") - 1].capacity)
    assert sheet.row_dimensions[4].height >= need


def test_the_same_rows_give_the_same_bytes_without_names_or_paths() -> None:
    rows = plan([[2, 3], [1] * 30])
    data = written(rows)
    assert written(rows) == data
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.properties.creator == "乐清规划督办"
    assert book.properties.lastModifiedBy is None
    assert book.properties.modified == datetime(2024, 10, 15)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_progress_is_told_and_an_exception_from_it_cancels(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rows = plan([[300, 300]])
    told: list[tuple[int, int]] = []
    write_decomposition(rows, HEADING, io.BytesIO(), lambda *at: told.append(at))
    assert told[0] == (0, 600)
    assert told[-1] == (600, 600)
    assert told == sorted(told)

    class CancelledError(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        if done >= 400:
            raise CancelledError

    stream = io.BytesIO()
    with pytest.raises(CancelledError):
        write_decomposition(rows, HEADING, stream, cancel)
    assert stream.getvalue() == b""
    assert list(tmp_path.glob("openpyxl*")) == []


def test_a_demonstration_says_so_on_the_sheet_and_on_every_page() -> None:
    sheet = sheet_of(written(task(), Heading("表", demo=True)))
    assert "演示数据" in sheet["A2"].value
    assert "演示数据" in sheet.oddHeader.center.text
    assert sheet_of(written(task())).oddHeader.center.text is None
