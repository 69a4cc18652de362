"""What a pasted, filled or typed-over block means for the rows: edits and new rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leqing_desktop.domain.decomposition import Column, Edit, NewRow, columns_of
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.models.tree_columns import TITLE_AT, TREE_COLUMNS
from leqing_desktop.ui.models.tree_model import TreeModel


@dataclass(slots=True)
class BlockPlan:
    """Edits and new rows of one step, the rows it covers, and how many cells had no place."""

    edits: list[Edit] = field(default_factory=list)
    new_rows: list[NewRow] = field(default_factory=list)
    rows: int = 0
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.edits or self.new_rows)


def plan_paste(
    model: TreeModel, top: int, columns: Sequence[int], block: Sequence[Sequence[str]]
) -> BlockPlan:
    """A block put on the visible row ``top`` and the shown ``columns`` from the cursor on.

    Rows below the last visible one become new rows of the last row's level and parent; cells that
    a row's level does not have are left out and counted.
    """
    plan = BlockPlan(rows=len(block))
    for offset, texts in enumerate(block):
        row = top + offset
        if row < model.rowCount():
            for at, text in zip(columns, texts, strict=False):
                _put(model, row, at, text, plan)
        else:
            _append(model, columns, texts, plan)
    return plan


def plan_fill(model: TreeModel, cells: Iterable[tuple[int, int]], text: str) -> BlockPlan:
    """One text into many visible cells, given as (row, column)."""
    plan = BlockPlan()
    rows = set()
    for row, at in cells:
        _put(model, row, at, text, plan)
        rows.add(row)
    plan.rows = len(rows)
    return plan


def plan_fill_down(model: TreeModel, rows: Sequence[int], columns: Sequence[int]) -> BlockPlan:
    """The first row's values into the rows below it (Ctrl+D); one row takes from the row above."""
    if len(rows) == 1 and rows[0] > 0:
        rows = (rows[0] - 1, rows[0])
    plan = BlockPlan(rows=len(rows) - 1)
    for at in columns:
        if TREE_COLUMNS[at].column is not None and rows:
            source = model.cell(rows[0], at)
            for row in rows[1:]:
                _put(model, row, at, source.typed or source.text, plan)
    return plan


def plan_batch(model: TreeModel, item_ids: Iterable[int], column: Column, text: str) -> BlockPlan:
    """One value into one column of many items."""
    plan = BlockPlan()
    for item_id in item_ids:
        item = model.item_of(item_id)
        if item is not None and column in columns_of(item.level):
            plan.edits.append(Edit(item_id, column, text))
        else:
            plan.left_out += 1
    plan.rows = len(plan.edits)
    return plan


def copied_block(model: TreeModel, rows: Sequence[int], columns: Sequence[int]) -> list[list[str]]:
    """The shown texts of a rectangle; of names without the marks around them, to be pasted again."""
    return [[_copied(model, row, at) for at in columns] for row in rows]


def _copied(model: TreeModel, row: int, at: int) -> str:
    cell = model.cell(row, at)
    return cell.typed if at == TITLE_AT else cell.text


def _put(model: TreeModel, row: int, at: int, text: str, plan: BlockPlan) -> None:
    column = TREE_COLUMNS[at].column
    cell = model.cell(row, at)
    if not cell.edited and text in (cell.text, cell.typed):
        return
    if column is None or not model.editable(row, at):
        plan.left_out += _matters(column, text)
        return
    plan.edits.append(Edit(model.item(row).id, column, text))


def _append(
    model: TreeModel, columns: Sequence[int], texts: Sequence[str], plan: BlockPlan
) -> None:
    if not any(text.strip() for text in texts):
        return
    last = model.item(model.rowCount() - 1) if model.rowCount() else None
    level = last.level if last is not None else Level.PROGRAMME
    allowed = columns_of(level)
    values: dict[Column, str] = {}
    for at, text in zip(columns, texts, strict=False):
        column = TREE_COLUMNS[at].column
        if column in allowed and text.strip():
            values[column] = text
        else:
            plan.left_out += _matters(column, text)
    values.setdefault(Column.TITLE, f"新{level.label}")
    plan.new_rows.append(NewRow(level, last.parent_id if last else None, None, values))


def _matters(column: Column | None, text: str) -> bool:
    """Whether leaving a text out is worth a word: numbers and computed cells come by themselves."""
    return column not in (None, Column.NUMBER) and bool(text.strip())
