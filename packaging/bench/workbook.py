"""The decomposition workbook against openpyxl writing the same cells in the same styles bare."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from rounds import alternate, show_ratio

from leqing_desktop.documents.workbook_decomposition import write_decomposition
from leqing_desktop.documents.workbook_layout import Heading
from leqing_desktop.documents.workbook_style import BODY_FONT, DATE_FORMAT
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level

WANTED = 1.3
TASKS = 20_000
ROUNDS = 3
HEADING_ROWS = 3

Lines = list[list[Any]]


def run(tasks: int = TASKS, rounds: int = ROUNDS) -> bool:
    """Print the ratio; whether it is kept."""
    rows = list(sample_rows(tasks))
    cells = written_cells(rows)
    pairs = alternate(lambda: write(rows), lambda: write_bare(cells), rounds)
    return show_ratio(f"workbook　{tasks} 行的分解表存为工作簿", pairs, WANTED)


def write(rows: Sequence[Row], stream: BytesIO | None = None) -> float:
    """Seconds the program takes: layout, merges, page ends, cells, zip."""
    target = stream or BytesIO()
    began = time.perf_counter()
    write_decomposition(rows, Heading("重点任务分解表", printed=date(2024, 10, 15)), target)
    return time.perf_counter() - began


def write_bare(cells: Lines) -> float:
    """Seconds openpyxl alone takes for the same cells: streamed, each style made once."""
    began = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    plain, dated = _style(sheet, "General"), _style(sheet, DATE_FORMAT)
    for line in cells:
        row = []
        for value in line:
            cell: Any = WriteOnlyCell(sheet, value)
            cell._style = dated if isinstance(value, date) else plain
            row.append(cell)
        sheet.append(row)
    book.save(BytesIO())
    return time.perf_counter() - began


def _style(sheet: Any, number_format: str) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    side = Side(style="thin")
    cell.font = Font(name=BODY_FONT, size=11)
    cell.border = Border(side, side, side, side)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.number_format = number_format
    return cell._style


def written_cells(rows: Sequence[Row]) -> Lines:
    """What the program's own workbook holds below its heading, read back from it."""
    stream = BytesIO()
    write(rows, stream)
    sheet = load_workbook(BytesIO(stream.getvalue()), read_only=True).worksheets[0]
    lines = sheet.iter_rows(min_row=HEADING_ROWS + 1, values_only=True)
    return [[_as_day(value) for value in line] for line in lines]


def _as_day(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else value


def sample_rows(tasks: int) -> Iterator[Row]:
    """A generated plan: eight tasks a measure, twelve measures a programme."""
    item_id, programme, measure = 0, 0, 0
    for task in range(tasks):
        if task % 96 == 0:
            item_id += 1
            programme = item_id
            title = "实施产品高端化工程"
            yield Row(item_id, None, Level.PROGRAMME, str(task // 96 + 1), title)
        if task % 8 == 0:
            item_id += 1
            measure = item_id
            yield Row(
                measure,
                programme,
                Level.MEASURE,
                str(task // 8 + 1),
                "深化产品智能化研发和成套化应用",
                target="≥1000 家；≥230 家；85 %",
            )
        item_id += 1
        yield Row(
            item_id,
            measure,
            Level.TASK,
            f"{task // 8 + 1}.{task % 8 + 1}",
            f"第{task + 1}项：开展低压电器智能化改造诊断服务，形成典型案例并推广",
            responsible="市经信局、市科技局、各镇街",
            support="市财政局",
            counts_first="市经信局",
            section="产业科",
            person="张三",
            target="20 家",
            due=date(2025, 12, 31),
        )
