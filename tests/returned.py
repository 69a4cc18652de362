"""Return workbooks filled as a unit's clerk fills them: in the cells that can be typed into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from leqing_desktop.domain.return_form import TASK_LABELS, TaskField

GOOD = "已完成3家企业现场诊断，8月20日印发改造清单，{title}按计划推进。"


@dataclass
class Sheet:
    """The return sheet of a workbook with its columns found by their heads."""

    book: Any
    path: Path

    @property
    def sheet(self) -> Any:
        return self.book.worksheets[0]

    @property
    def columns(self) -> dict[TaskField, int]:
        heads = {str(cell.value): cell.column for cell in self.sheet[4] if cell.value}
        return {name: heads[label] for name, label in TASK_LABELS.items()}

    @property
    def task_rows(self) -> list[int]:
        return [
            row
            for row in range(5, self.sheet.max_row + 1)
            if str(self.sheet.cell(row, 1).value or "").startswith("T")
        ]

    def cell(self, row: int, name: TaskField) -> Any:
        return self.sheet.cell(row, self.columns[name])

    def fill(self, figures: Callable[[int], float] | None = None) -> None:
        """Fill every task as a careful clerk would."""
        for row in self.task_rows:
            schedule = self.cell(row, TaskField.SCHEDULE).value
            wanted = figures(row) if figures else (schedule or 0)
            self.cell(row, TaskField.PROGRESS).value = wanted
            word = "已完成" if wanted == 100 else "正常推进" if schedule is not None else "尚未启动"
            self.cell(row, TaskField.STATUS).value = word
            title = self.cell(row, TaskField.TITLE).value
            self.cell(row, TaskField.DONE).value = GOOD.format(title=title)
            self.cell(row, TaskField.NEXT_STEP).value = "9月底前完成核验。"
            if wanted == 100:
                self.cell(row, TaskField.EVIDENCE).value = "验收单.pdf"

    def save(self, path: Path | None = None) -> Path:
        target = path or self.path
        self.book.save(target)
        return target


def open_return(path: Path) -> Sheet:
    """A return workbook, to be filled."""
    return Sheet(load_workbook(path), path)


def filled(folder: Path) -> Iterator[Path]:
    """Fill every workbook of a folder in place."""
    for path in sorted(folder.glob("*.xlsx")):
        sheet = open_return(path)
        sheet.fill()
        yield sheet.save()
