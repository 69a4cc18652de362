from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl

from leqing_desktop.documents.workbook_layout import Heading
from leqing_desktop.documents.workbook_progress import write_progress
from leqing_desktop.documents.workbook_register import write_register
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.progress_sheet import ProgressRow
from leqing_desktop.domain.register_sheet import RegisterRow


def sheet_of(stream: io.BytesIO) -> Any:
    return openpyxl.load_workbook(stream).worksheets[0]


def progress_sheet(*rows: ProgressRow) -> Any:
    stream = io.BytesIO()
    write_progress(rows, Heading("2024年第三季度进展情况汇总表"), stream)
    return sheet_of(stream)


def values(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_figures_are_numbers_and_the_light_has_shape_and_letter() -> None:
    sheet = progress_sheet(
        ProgressRow("1.1", "1、甲", "=任务", "市经信局", "20 家", 75, 41.0, Light.RED, done="=1"),
        ProgressRow("1.2", "1、甲", "乙", schedule=75.25, progress=None, light=None),
        ProgressRow("2.1", "2、乙", "丙", progress=100, light=Light.GREEN),
        ProgressRow("2.2", "2、乙", "丁", progress=60, light=Light.YELLOW),
        ProgressRow("2.3", "2、乙", "戊", progress=0, light=Light.GREY),
    )
    assert values(sheet, 4)[6:11] == [75, 41, "■红", "—", "=1"]
    assert sheet["K4"].data_type == "s"
    assert values(sheet, 5)[6:9] == [75.2, None, "—"]
    assert [sheet.cell(row, 9).value for row in (6, 7, 8)] == ["●绿", "▲黄", "○灰"]
    assert {str(ref) for ref in sheet.merged_cells.ranges} == {"A1:M1", "A2:M2", "C4:C5", "C6:C8"}
    assert sheet.auto_filter.ref == "A3:M8"
    assert sheet.page_setup.orientation == "landscape"


def test_what_was_not_reported_is_marked_and_counted() -> None:
    sheet = progress_sheet(
        ProgressRow("1.1", "1、甲", "乙", progress=30, reported=False),
        ProgressRow("1.2", "1、甲", "丙", progress=50),
    )
    assert values(sheet, 4)[7] == 30
    assert values(sheet, 4)[10] == "〔未报〕"
    assert "未报 1 项" in sheet["A2"].value
    assert progress_sheet(ProgressRow("1.1", "", "丙"))["A2"].value is None


def test_the_register_keeps_every_number_in_order() -> None:
    stream = io.BytesIO()
    rows = [
        RegisterRow(
            "乐电专督〔2024〕1号",
            NoticeColour.BLUE,
            "@进度滞后",
            "市经信局",
            date(2024, 10, 15),
            date(2024, 10, 29),
            "作废",
        ),
        RegisterRow(
            "乐电专督〔2024〕2号", NoticeColour.RED, "逾期", "市科技局", closed=date(2024, 11, 1)
        ),
        RegisterRow("乐电专督〔2024〕3号", NoticeColour.ORANGE, "逾期", "市科技局"),
    ]
    write_register(rows, Heading("督办台账"), stream)
    sheet = sheet_of(stream)
    assert values(sheet, 4)[:8] == [
        1,
        "乐电专督〔2024〕1号",
        "◆蓝（提醒）",
        "@进度滞后",
        "市经信局",
        datetime(2024, 10, 15),
        datetime(2024, 10, 29),
        "作废",
    ]
    assert sheet["D4"].quotePrefix
    assert sheet["F4"].number_format == "yyyy-mm-dd"
    assert [sheet.cell(row, 3).value for row in (5, 6)] == ["■红（限期办结）", "▲橙（警告）"]
    assert sheet["J5"].value == datetime(2024, 11, 1)
    assert sheet["A6"].value == 3
