"""Reading a task table to a proposed plan against python-calamine reading the same cells bare."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from python_calamine import CalamineWorkbook
from rounds import alternate, show_ratio

from leqing_desktop.documents.table_reader import read_table

WANTED = 3.0
TASKS = 5_000
ROUNDS = 9
SHEET = "分解表"
HEADS = (
    "序号", "重点工程", "主要举措", "具体任务", "目标值", "牵头单位", "责任单位", "配合单位",
    "责任科室", "责任人", "联系电话", "开始时间", "完成时限", "备注",
)  # fmt: skip
HEADING_ROWS = 2
TASKS_OF_MEASURE, TASKS_OF_PROGRAMME = 5, 40
_UNITS = ("经信局", "科技局", "财政局", "商务局", "教育局", "民政局", "住建局", "交通局")
_WORDS_FOR_DATES = ("6月底前", "二季度", "2025年底", "长期坚持")


def run(tasks: int = TASKS, rounds: int = ROUNDS) -> bool:
    """Print the ratio; whether it is kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "任务表.xlsx"
        write(path, tasks)
        pairs = alternate(lambda: read(path), lambda: read_bare(path), rounds)
    return show_ratio(f"table　{tasks} 行的任务表读成规划", pairs, WANTED)


def read(path: Path) -> float:
    """Seconds the program takes from the file to the proposed plan."""
    began = time.perf_counter()
    read_table(path)
    return time.perf_counter() - began


def read_bare(path: Path) -> float:
    """Seconds calamine alone takes to give every cell of the sheet."""
    began = time.perf_counter()
    with path.open("rb") as stream:
        CalamineWorkbook.from_filelike(stream).get_sheet_by_name(SHEET).to_python()
    return time.perf_counter() - began


def write(path: Path, tasks: int) -> None:
    """A table as offices keep it: title, borders, wrapped text, merged programmes and measures."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    side = Side(style="thin")
    for line in [["某县2025年重点任务分解表"], HEADS, *rows(tasks)]:
        sheet.append(line)
    for row in sheet.iter_rows(min_row=HEADING_ROWS):
        for cell in row:
            cell.font = Font(name="仿宋", size=11)
            cell.border = Border(side, side, side, side)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if isinstance(cell.value, date):
                cell.number_format = "yyyy/m/d"
    for column, every in (("B", TASKS_OF_PROGRAMME), ("C", TASKS_OF_MEASURE)):
        for first in range(HEADING_ROWS + 1, HEADING_ROWS + 1 + tasks, every):
            last = min(first + every - 1, HEADING_ROWS + tasks)
            sheet.merge_cells(f"{column}{first}:{column}{last}")
    book.save(path)


def rows(tasks: int) -> Iterator[list[Any]]:
    """The body: every title its own, units and dates as they repeat in a real table."""
    for task in range(tasks):
        began = date(2025, 1, 1) + timedelta(days=task % 120)
        unit, other = _UNITS[task % 8], _UNITS[(task + task // 8) % 8]
        yield [
            task + 1,
            f"实施第{task // TASKS_OF_PROGRAMME + 1}项提升工程",
            f"推进第{task // TASKS_OF_MEASURE + 1}项重点举措落地见效",
            f"第{task + 1}项：完成园区配套道路和管网改造，组织验收并移交管护",
            (f"{task % 50 + 1}家以上", f"{task % 90 + 5}%", "形成方案并印发")[task % 3],
            f"县{unit}",
            f"县{other}、各镇街",
            f"县财政局、县{_UNITS[(task + 3) % 8]}" if task % 2 else None,
            f"业务{task % 9 + 1}科",
            f"负责人{task % 60}",
            f"0577-6188{task % 10_000:04}",
            began,
            _WORDS_FOR_DATES[task // 4 % 4] if task % 4 == 0 else began + timedelta(days=200),
            None if task % 7 else "每月报进展",
        ]
