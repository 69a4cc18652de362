"""One task table with what a careful clerk would read in it, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Expected = dict[str, Any]
"""programme, measure, task, lead, responsible, support, section, person, target, start, due, due_text."""


@dataclass
class Layout:
    name: str
    make: Callable[[], Workbook]
    expected: list[Expected]
    findings: int = 0
    skipped: int = 0
    hold_out: bool = False
    formats: tuple[str, ...] = field(default=("xlsx", "xls", "ods"))


def sheet(rows: list[list[Any]], merges: str = "", name: str = "Sheet1") -> Workbook:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = name
    fill(page, rows, merges)
    return book


def fill(page: Worksheet, rows: list[list[Any]], merges: str = "") -> None:
    for row in rows:
        page.append(row)
    for merge in merges.split():
        page.merge_cells(merge)


def task(title: str, **values: Any) -> Expected:
    return {"task": title, **values}
