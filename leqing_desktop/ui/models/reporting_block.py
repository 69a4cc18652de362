"""What a pasted, filled or cleared block means for the input cells of a quarterly sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leqing_desktop.ui.models.reporting_columns import COLUMNS
from leqing_desktop.ui.models.reporting_drafts import Cells
from leqing_desktop.ui.models.reporting_sheet import SheetModel


@dataclass(slots=True)
class SheetBlock:
    """The cells of one step, and how many texts had no input cell to go to."""

    cells: Cells = field(default_factory=dict)
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many cells it writes."""
        return sum(len(fields) for fields in self.cells.values())


def plan_paste(
    model: SheetModel,
    top: int,
    columns: Sequence[int],
    block: Sequence[Sequence[str]],
    rows: int = 1,
) -> SheetBlock:
    """A block put on row ``top`` and the shown ``columns`` from the cursor on.

    One copied cell fills all ``rows`` and columns that are chosen, as in Excel. Texts that meet a
    read-only cell and differ from it, or lie below the last task, are left out and counted.
    """
    plan = SheetBlock()
    if len(block) == 1 and len(block[0]) == 1:
        block = [list(block[0]) * len(columns)] * rows
    for offset, texts in enumerate(block):
        at = top + offset
        plan.left_out += sum(bool(text.strip()) for text in texts[len(columns) :])
        for column, text in zip(columns, texts, strict=False):
            if at < model.rowCount():
                _put(model, at, column, text, plan)
            else:
                plan.left_out += bool(text.strip())
    return plan


def plan_fill(model: SheetModel, places: Iterable[tuple[int, int]], text: str) -> SheetBlock:
    """One text into many cells, given as (row, column); read-only ones are passed over."""
    plan = SheetBlock()
    for at, column in places:
        if model.editable(at, column):
            _put(model, at, column, text, plan)
    return plan


def plan_fill_down(model: SheetModel, rows: Sequence[int], columns: Sequence[int]) -> SheetBlock:
    """The first row's texts into those below it (Ctrl+D); one row takes from the row above."""
    if len(rows) == 1 and rows[0] > 0:
        rows = (rows[0] - 1, rows[0])
    plan = SheetBlock()
    for column in columns:
        if COLUMNS[column].field and rows:
            text = model.cell(rows[0], column).typed
            for at in rows[1:]:
                if model.editable(at, column):
                    _put(model, at, column, text, plan)
    return plan


def _put(model: SheetModel, at: int, column: int, text: str, plan: SheetBlock) -> None:
    cell = model.cell(at, column)
    if not model.editable(at, column):
        plan.left_out += bool(text.strip()) and text.strip() != cell.text
        return
    if text != cell.typed or cell.error:
        plan.cells.setdefault(model.row(at).task_id, {})[COLUMNS[column].field] = text
