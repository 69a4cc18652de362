"""What a clerk does with blocks of cells: copy, paste, fill, clear, change many rows at once."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from leqing_desktop.domain.decomposition import Column, columns_of
from leqing_desktop.ui.models.tree_clipboard import format_block, parse_block
from leqing_desktop.ui.models.tree_columns import PROGRESS_KEY, TREE_COLUMNS, position_of
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.models.tree_paste import (
    BlockPlan,
    copied_block,
    plan_batch,
    plan_fill,
    plan_fill_down,
    plan_paste,
)
from leqing_desktop.ui.pages.decomposition_edits import TreeEdits
from leqing_desktop.ui.widgets.tree_view import TreeView

if TYPE_CHECKING:
    from leqing_desktop.ui.dialogs.batch_edit import BatchEditDialog

MOST_PASTED_ROWS = 20_000
_MOST_SUMMED = 20_000
_SUMMED = frozenset({Column.TARGET.value, PROGRESS_KEY})
_FIGURE = re.compile(r"-?[\d,]*\d(?:\.\d+)?")


class CellCommands(QObject):
    """Works on the view's selection; ``told`` is a sentence for the banner."""

    told = Signal(str)

    def __init__(self, view: TreeView, edits: TreeEdits) -> None:
        super().__init__(view)
        self._view = view
        self._edits = edits
        self.dialog: BatchEditDialog | None = None
        self._pasted: tuple[int, list[int]] | None = None
        self._known: frozenset[int] | None = None
        edits.rows_written.connect(self._rows_written)

    def copy(self) -> None:
        """The rectangle around the selection, as text that Excel and WPS take."""
        rows, columns = self._view.chosen.block()
        if rows:
            text = format_block(copied_block(self._view.tree, rows, columns))
            QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """A block from the cursor on, below the last row as new rows; one cell fills a selection."""
        block = parse_block(QGuiApplication.clipboard().text())
        if not block or self._view.typing:
            return
        if len(block) > MOST_PASTED_ROWS:
            self.told.emit(f"一次最多粘贴 {MOST_PASTED_ROWS} 行，请分几次粘贴。")
            return
        rows, columns = self._view.chosen.block()
        if not rows and self._view.tree.rowCount():
            self.told.emit("请先点选要粘贴到的第一格。")
            return
        if len(block) == 1 and len(block[0]) == 1 and len(rows) * len(columns) > 1:
            self._fill([(row, at) for row in rows for at in columns], block[0][0], "粘贴")
            return
        top = rows[0] if rows else 0
        shown = self._view.shown_columns()
        start = shown.index(columns[0]) if columns else 0
        columns = shown[start : start + len(block[0])]
        plan = plan_paste(self._view.tree, top, columns, block)
        if plan.new_rows and self._view.tree.filtered:
            # They would land under the last row in view and be filtered out of sight at once.
            self.told.emit(f"正在筛选，多出的 {len(plan.new_rows)} 行放不下；请先清除筛选再粘贴。")
            return
        self._pasted = (self._view.item_id, columns) if plan.new_rows else None
        self._apply(plan, f"粘贴 {len(block)} 行")
        last = min(top + len(block), self._view.tree.rowCount()) - 1
        if plan and last >= top:
            self._view.chosen.choose_block(top, last, columns)

    def arrived(self) -> None:
        """The tree was read anew: choose the rows that a paste has added and bring them into view.

        A clerk who went elsewhere meanwhile stays there.
        """
        known, self._known = self._known, None
        if known is None or self._pasted is None:
            return
        (item_id, columns), self._pasted = self._pasted, None
        tree = self._view.tree
        rows = sorted(tree.row_of(row.id) for row in tree.outline.rows if row.id not in known)
        rows = [row for row in rows if row >= 0]
        if not rows or item_id not in (-1, self._view.item_id):
            return
        self._view.go_to(tree.item(rows[-1]).id, columns[0])
        self._view.go_to(tree.item(rows[0]).id, columns[0])
        self._view.chosen.choose_block(rows[0], rows[-1], columns)

    def _rows_written(self) -> None:
        self._known = frozenset(self._view.tree.outline.position)

    def fill_down(self) -> None:
        """The first chosen row's values into the rows below (Ctrl+D)."""
        if self._view.typing:
            return
        rows, columns = self._view.chosen.block()
        plan = plan_fill_down(self._view.tree, rows, columns)
        self._apply(plan, f"向下填充 {len(plan.edits)} 格")

    def fill_all(self, text: str) -> None:
        """Ctrl+Enter while typing: the text into every chosen cell."""
        cells = self._view.chosen.cells()
        if len(cells) > 1:
            self._fill(cells, text, "填入")
        else:
            self._edits.submit()

    def clear(self) -> None:
        """Empty the chosen cells; the names stay, as no row may be without one."""
        if self._view.typing:
            return
        typed = [
            (row, at)
            for row, at in self._view.chosen.cells()
            if TREE_COLUMNS[at].column not in (Column.TITLE, Column.NUMBER)
        ]
        plan = plan_fill(self._view.tree, typed, "")
        plan.left_out = 0
        self._apply(plan, f"清空 {len(plan.edits)} 格")

    def batch(self) -> None:
        """批量修改: ask for a column and a value for the chosen rows."""
        items = self._view.chosen.items()
        rows = [row for row in map(self._view.tree.item_of, items) if row is not None]
        columns = [c for c in Column if any(c in columns_of(row.level) for row in rows)]
        columns = [c for c in columns if c not in (Column.TITLE, Column.NUMBER)]
        if not columns:
            self.told.emit("请先选中要一起修改的任务或举措。")
            return

        def fitting(column: Column) -> int:
            return sum(column in columns_of(row.level) for row in rows)

        from leqing_desktop.ui.dialogs.batch_edit import BatchEditDialog

        dialog = BatchEditDialog(columns, fitting, self._edits.unit_names, self._view)
        current = TREE_COLUMNS[max(0, self._view.currentIndex().column())].column
        if current in columns:
            dialog.choose(current, "")
        dialog.finished.connect(partial(self._batch_answered, dialog, items))
        self.dialog = dialog
        dialog.open()

    def next_fault(self) -> None:
        """Go to the next refused cell."""
        self._step_fault(1)

    def previous_fault(self) -> None:
        """Go to the refused cell before."""
        self._step_fault(-1)

    def _step_fault(self, step: int) -> None:
        order = self._view.tree.outline.position
        faults = sorted(
            (order.get(item, -1), position_of(column), item)
            for item, column in self._view.tree.pending.refused()
        )
        if not faults:
            return
        here = (order.get(self._view.item_id, -1), self._view.currentIndex().column())
        places = [fault[:2] for fault in faults]
        before = sum(place < here for place in places) - (step < 0)
        at = places.index(here) + step if here in places else before
        _row, column, item = faults[at % len(faults)]
        self._view.setFocus()
        self._view.go_to(item, column)

    def _batch_answered(self, dialog: BatchEditDialog, items: list[int], result: int) -> None:
        self.dialog = None
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            plan = plan_batch(self._view.tree, items, dialog.column, dialog.text)
            plan.left_out = 0
            self._apply(plan, f"批量修改 {plan.rows} 行的{dialog.column.label}")

    def _fill(self, cells: list[tuple[int, int]], text: str, verb: str) -> None:
        plan = plan_fill(self._view.tree, cells, text)
        self._apply(plan, f"{verb} {len(plan.edits)} 格")

    def _apply(self, plan: BlockPlan, label: str) -> None:
        if self._view.tree.why_locked:
            self.told.emit(self._view.tree.why_locked)
            return
        added = f"，新增 {len(plan.new_rows)} 行" if plan.new_rows else ""
        self._edits.apply(plan, label, f"已{label}{added}")
        if plan.left_out:
            self.told.emit(f"有 {plan.left_out} 格没有写入：所在的行没有这一栏。")


def selection_words(view: TreeView) -> str:
    """What the status bar says of the selection: 已选 3 格　合计 1,210; figures from two on."""
    count = view.chosen.count()
    if count < 2 or count > _MOST_SUMMED:
        return f"已选 {count:,} 格" if count else ""
    figures = []
    for row, at in view.chosen.cells():
        if TREE_COLUMNS[at].key in _SUMMED:
            found = _FIGURE.match(view.tree.cell(row, at).text)
            if found:
                figures.append(float(found.group().replace(",", "")))
    total = f"　合计 {sum(figures):,.10g}" if len(figures) > 1 else ""
    return f"已选 {count:,} 格{total}"


def locked_words(model: TreeModel, row: int, at: int) -> str:
    """Why a cell takes no typing."""
    if model.why_locked:
        return model.why_locked
    shown, level = TREE_COLUMNS[at], model.item(row).level
    if shown.column is None:
        return f"“{shown.heading}”由报送的进度算出，不用填写。"
    if shown.column is Column.NUMBER:
        return f"{level.label}的序号按位置自动编排，不用填写。"
    return f"{level.label}没有“{shown.heading}”这一栏。"
