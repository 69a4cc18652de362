"""The return workbooks of a quarter against openpyxl writing the same cell values bare."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from rounds import alternate, show_ratio

from leqing_desktop.documents.return_workbook import write_returns
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_form import FormIndicator, FormSupport, FormTask, ReturnForm
from leqing_desktop.domain.return_seal import KEY_BYTES

WANTED = 1.5
WORKBOOKS, TASKS = 60, 50
ROUNDS = 5
_KEY = bytes(KEY_BYTES)

Book = list[list[list[Any]]]
"""Sheets of rows of values."""


def run(workbooks: int = WORKBOOKS, tasks: int = TASKS, rounds: int = ROUNDS) -> bool:
    """Print the ratio; whether it is kept. Both ways end with the files on the disk."""
    forms = sample_forms(workbooks, tasks)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(forms, folder)
        books = [written_values(path) for path in sorted(folder.glob("*.xlsx"))]
        pairs = alternate(lambda: write(forms, folder), lambda: write_bare(books, folder), rounds)
    return show_ratio(f"issue　{workbooks} 份报送表，每份 {tasks} 行", pairs, WANTED)


def write(forms: Sequence[ReturnForm], folder: Path) -> float:
    """Seconds the program takes: layout, styles, locks, rules, guide, seal, files in place."""
    names = [f"{number:03}.xlsx" for number in range(len(forms))]
    began = time.perf_counter()
    write_returns(forms, _KEY, folder, names)
    return time.perf_counter() - began


def write_bare(books: Sequence[Book], folder: Path) -> float:
    """Seconds openpyxl alone takes for the same values, streamed, without a style."""
    began = time.perf_counter()
    for number, sheets in enumerate(books):
        book = Workbook(write_only=True)
        for rows in sheets:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        book.save(folder / f"bare{number:03}.xlsx")
    return time.perf_counter() - began


def written_values(path: Path) -> Book:
    """The values of a workbook that the program wrote, read back from it."""
    book = load_workbook(path, read_only=True)
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def sample_forms(workbooks: int, tasks: int) -> list[ReturnForm]:
    """Forms of different units with texts of the usual lengths."""
    return [_form(number, tasks) for number in range(workbooks)]


def _form(number: int, tasks: int) -> ReturnForm:
    return ReturnForm(
        ledger="0" * 32,
        period=Period(2024, 3),
        unit_id=number + 1,
        unit=f"第{number + 1}责任单位",
        plan="乐清市电气产业集群建设方案",
        sender="市创建工作专班",
        issued_on=date(2024, 9, 20),
        due_on=date(2024, 10, 15),
        tasks=tuple(_task(number, at) for at in range(tasks)),
        indicators=tuple(_indicator(number, at) for at in range(4)),
        supports=(FormSupport("9.1", "强化品牌培育", "举办电器文化节", "市商务局"),),
    )


def _task(number: int, at: int) -> FormTask:
    done = (number * 7 + at * 3) % 60
    return FormTask(
        number * 1000 + at + 1,
        f"{at // 4 + 1}.{at % 4 + 1}",
        "深化产品智能化研发和成套化应用",
        f"第{at + 1}项：开展低压电器智能化改造诊断服务，形成典型案例并推广",
        f"完成企业智能化诊断 {100 + done} 家",
        "2024-09-30 形成诊断报告",
        75,
        float(done),
        f"6月{at % 28 + 1}日召开现场会，第二季度新增诊断企业{done}家，累计{done + 40}家，发布案例3个。",
    )


def _indicator(number: int, at: int) -> FormIndicator:
    return FormIndicator(
        number * 10 + at + 1,
        str(at + 1),
        "深化产品智能化研发和成套化应用",
        "规上工业企业数字化改造覆盖率",
        "占比；完成数字化改造的企业占规上工业企业的比例",
        "%",
        "≥85",
        60.5 + at,
    )
