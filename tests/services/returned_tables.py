"""The exported 分解表 as a clerk edits it, and its way back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan_draft import Change, Draft
from leqing_desktop.domain.plan_import import ImportReview
from tests.ledgers import Desk

HEADER = 3


class Sheet:
    """The exported sheet as a clerk edits it: cells by a task's name and a column's heading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        page = self.book.worksheets[0]
        assert isinstance(page, Worksheet)
        self.page = page
        self.columns = {str(cell.value): cell.column for cell in page[HEADER] if cell.value}

    def row(self, title: str) -> int:
        at = self.columns["重点任务"]
        rows = range(HEADER + 1, self.page.max_row + 1)
        return next(row for row in rows if self.page.cell(row, at).value == title)

    def unmerge(self) -> None:
        for merge in list(self.page.merged_cells.ranges):
            if merge.min_row > HEADER:
                self.page.unmerge_cells(str(merge))

    def values(self) -> list[list[Any]]:
        """The rows with a merged cell's value in each, as the file has it."""
        merges = list(self.page.merged_cells.ranges)
        self.unmerge()
        for merge in merges:
            for row in range(max(HEADER, merge.min_row) + 1, merge.max_row + 1):
                own = self.page.cell(merge.min_row, merge.min_col).value
                self.page.cell(row, merge.min_col).value = own
        return [list(row) for row in self.page.iter_rows(HEADER + 1, values_only=True)]

    def put(self, rows: list[list[Any]]) -> None:
        self.unmerge()
        self.page.delete_rows(HEADER + 1, self.page.max_row)
        for row in rows:
            self.page.append(row)

    def set(self, title: str, heading: str, value: Any) -> None:
        self.page.cell(self.row(title), self.columns[heading]).value = value

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def exported(desk: Desk, folder: Path) -> Path:
    return desk.services.exports.decomposition(folder / "分解表.xlsx").run()


def review_of(desk: Desk, path: Path) -> ImportReview:
    service = desk.services.plan_import
    return service.review(service.reading(path).run())


def bring_back(desk: Desk, path: Path) -> tuple[Draft, Changes]:
    review = review_of(desk, path)
    return review.draft, desk.services.plan_import.apply(review)


def task(desk: Desk, at: int = 0) -> Row:
    return [row for row in desk.rows if row.level is Level.TASK][at]


def milestones(desk: Desk, task_id: int) -> list[Row]:
    return [row for row in desk.rows if row.parent_id == task_id]


def kinds(draft: Draft) -> list[tuple[str, Change]]:
    return [(n.title, n.change) for n in draft.nodes if n.change is not Change.SAME]
