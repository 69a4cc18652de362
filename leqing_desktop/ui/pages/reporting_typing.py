"""Typing into a unit's sheet: what is typed is written at once, what is refused is found again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from leqing_desktop.ui.models.reporting_block import SheetBlock
from leqing_desktop.ui.models.reporting_board import BoardModel
from leqing_desktop.ui.models.reporting_columns import column_of
from leqing_desktop.ui.models.reporting_drafts import Cells, Drafts, Sheet
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.reporting_saving import SheetSaving
from leqing_desktop.ui.widgets.report_view import SheetView

INPUTS_ONLY = "只有本季的四栏可以填，配合的任务不填。"


class SheetTyping(QObject):
    """``stored(sheet, figures)``: read again; ``unit_wanted(id)``: a refused cell is there."""

    stored = Signal(object, bool)
    unit_wanted = Signal(int)

    def __init__(
        self, page: Page, drafts: Drafts, model: SheetModel, view: SheetView, board: BoardModel
    ) -> None:
        super().__init__(page)
        self._page = page
        self._drafts = drafts
        self._model = model
        self._view = view
        self._board = board
        self._fault_told = False
        self._go_to: tuple[int, int] | None = None
        self.locked = False
        reporting = page.context.services.reporting
        self.saving = SheetSaving(drafts, page.operations, reporting, page)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._model.drafts_dropped.connect(self._dropped)
        self._model.typed.connect(self._typed)
        self.saving.refused.connect(self._refused)
        self.saving.stored.connect(self._stored)
        self.saving.touched.connect(self._touched)
        self._view.block_made.connect(self._block_made)
        self._view.locked.connect(self._tell_locked)

    def show_rows(self, sheet: Sheet, rows: Any, settled: Cells) -> None:
        """Show a sheet as it was read; what is typed and not yet written stays."""
        other = sheet != self._model.sheet
        if other:
            self._view.finish_editing()
        self._drafts.forget_missing(sheet, (row.task_id for row in rows))
        self._drafts.settle(sheet, settled)
        self._model.set_sheet(sheet, rows, self.locked)
        if other:
            self._view.verticalScrollBar().setValue(0)
            if self._view.hasFocus() and self._go_to is None:
                self._view.go_to_first()
        if self._go_to is not None:
            (task, column), self._go_to = self._go_to, None
            if self._model.row_of(task) >= 0:
                self._view.go_to(self._model.row_of(task), column)
        self._tell_pending()

    def leave(self) -> bool:
        """Write the open cell and see it written; False, with a banner, while a text is refused."""
        self._view.finish_editing()
        self.saving.wait_for_answers()
        refused = self._drafts.refused()
        if refused:
            self._fault_told = True
            self._page.banner.say(
                "error",
                f"还有 {len(refused)} 格没有存上，请改正，或按 Esc 还原。",
                ("去改正", self.go_to_refused),
                ("放弃这些修改", self.forget_refused),
            )
        return not refused

    def go_to_refused(self) -> None:
        """Put the cursor on the first refused cell, of another unit too."""
        refused = self._drafts.refused()
        if not refused:
            self._dropped()
            return
        (_period, unit_id), task, field = refused[0]
        if self._model.sheet == refused[0][0] and self._model.row_of(task) >= 0:
            self._view.go_to(self._model.row_of(task), column_of(field))
        else:
            self._go_to = (task, column_of(field))
            self.unit_wanted.emit(unit_id)
        self._view.setFocus()

    def forget_refused(self) -> None:
        """Give up what the ledger would not take."""
        tasks = [task for _sheet, task, _field in self._drafts.refused()]
        self._drafts.forget_refused()
        self._model.touch(tasks)
        self._dropped()

    def _typed(self, cells: Cells) -> None:
        assert self._model.sheet is not None
        self.saving.send(self._model.sheet, cells)

    def _tell_locked(self) -> None:
        period = "本期已锁定，先解锁才能填写。" if self.locked else ""
        self._page.hint_changed.emit(self._model.why_locked or period or INPUTS_ONLY)

    def _block_made(self, plan: SheetBlock, verb: str) -> None:
        if self._model.why_locked:
            self._tell_locked()
            return
        if plan.left_out:
            sentence = f"有 {plan.left_out} 格没有{verb}：{INPUTS_ONLY}"
            self._page.banner.say("warn", sentence)
        if plan.cells and self._model.sheet is not None:
            self.saving.send(self._model.sheet, plan.cells, f"已{verb} {plan.count} 格")

    def _touched(self, sheet: Sheet, tasks: tuple[int, ...]) -> None:
        if sheet == self._model.sheet:
            self._model.touch(tasks)
        self._tell_pending()

    def _stored(self, sheet: Sheet, figures: bool) -> None:
        self._dropped()
        self.stored.emit(sheet, figures)

    def _refused(self, sheet: Sheet, sentence: str) -> None:
        elsewhere = sheet != self._model.sheet
        unit = self._board.unit_of(sheet[1])
        where = f"{unit.unit}有内容没有存上：" if elsewhere and unit is not None else ""
        self._fault_told = True
        self._page.banner.say("error", f"{where}{sentence}", ("去改正", self.go_to_refused))

    def _dropped(self) -> None:
        if self._fault_told and not self._drafts.refused():
            self._fault_told = False
            self._page.banner.clear()
        self._tell_pending()

    def _tell_pending(self) -> None:
        self._page.edits_pending.emit(len(self._drafts))
