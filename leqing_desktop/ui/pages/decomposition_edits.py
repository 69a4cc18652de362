"""From typed cells to the ledger: sends pending edits, blocks and new rows, and takes refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column, Edit, NewRow
from leqing_desktop.errors import FieldErrors, LeqingError, UnknownUnits
from leqing_desktop.ui.models.tree_columns import UNIT_COLUMNS
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.models.tree_paste import BlockPlan
from leqing_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from leqing_desktop.ui.dialogs.unknown_units import UnknownUnitsDialog

_PROBLEMS_TOLD = 3
_NOTHING_WRITTEN = "整块都没有写入，改好后再粘贴。"


@dataclass(frozen=True, slots=True)
class Sending:
    """One step on its way: what is written, its name, and whether a toast says so."""

    edits: tuple[Edit, ...]
    new_rows: tuple[NewRow, ...] = ()
    label: str | None = None
    toast: str = ""
    create_units: bool = False


class TreeEdits(QObject):
    """Sends what is pending. ``refused`` is a sentence for the banner, ``settled`` ends its cause.

    ``rows_written``: new rows are in the ledger, and the tree is about to be read anew.

    What was written stays marked until the tree is read anew (``arrived``), so that no cell shows
    its old value in between.
    """

    refused = Signal(str)
    settled = Signal()
    units_wanted = Signal()
    rows_written = Signal()

    def __init__(
        self,
        model: TreeModel,
        operations: Operations,
        service: Any,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._model = model
        self._operations = operations
        self._service = service
        self._window = window
        self._under_way: set[Edit] = set()
        self._written: list[Edit] = []
        self.unit_names: tuple[str, ...] = ()
        self.year: int | None = None
        self.why_refused = ""
        self.dialog: UnknownUnitsDialog | None = None
        operations.background.crashed.connect(self._fell)

    @property
    def unsent(self) -> int:
        """How many typed texts are not written yet."""
        written = set(self._written)
        return sum(edit not in written for edit in self._model.pending.edits())

    @property
    def faulty(self) -> int:
        """How many cells show a sentence."""
        return len(self._model.pending.refused())

    def submit(self, item_ids: Iterable[int] | None = None) -> None:
        """Send the pending texts of some items or all; refused cells wait until mended."""
        pending = self._model.pending
        held = {*self._under_way, *self._written}
        edits = tuple(
            edit
            for edit in pending.edits(item_ids)
            if edit not in held and not pending.error(edit.item_id, edit.column)
        )
        if edits:
            self._send(Sending(edits))

    def wait_for_answers(self) -> None:
        """Come back when everything sent is written or refused; the clerk's keys wait meanwhile."""
        flags = QEventLoop.ProcessEventsFlag
        while self._under_way and self._operations.background.busy:
            QCoreApplication.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents)

    def forget(self) -> None:
        """Give up what is typed and not written."""
        for edit in self._model.pending.edits():
            if edit not in self._written:
                self._model.restore(edit.item_id, edit.column)

    def apply(self, plan: BlockPlan, label: str, toast: str) -> None:
        """Send a block as one step; its cells show the new texts at once."""
        if not plan:
            return
        self._model.type_many(plan.edits)
        self._send(Sending(tuple(plan.edits), tuple(plan.new_rows), label, toast))

    def arrived(self) -> None:
        """The tree was read after the writing: the written cells are ordinary ones again."""
        written, self._written = self._written, []
        if written:
            self._model.settle(written)

    def _send(self, sending: Sending) -> None:
        self._under_way.update(sending.edits)
        self._operations.run(
            self._service.apply,
            sending.edits,
            sending.new_rows,
            sending.label,
            sending.create_units,
            self.year,
            done=partial(self._done, sending),
            failed=partial(self._failed, sending),
            initiator=self._window,
            toast=sending.toast,
        )

    def _done(self, sending: Sending, changes: Changes) -> None:
        self._under_way.difference_update(sending.edits)
        self._written.extend(sending.edits)
        if sending.new_rows:
            self.rows_written.emit()
        if changes.operation_id is None:
            self.arrived()
        if sending.create_units:
            self.units_wanted.emit()
        if not self.faulty:
            self.settled.emit()
        self._model.pending_changed.emit()

    def _failed(self, sending: Sending, error: LeqingError) -> None:
        self._under_way.difference_update(sending.edits)
        if isinstance(error, UnknownUnits):
            self._ask_units(sending, error)
            return
        if not isinstance(error, FieldErrors):
            self.why_refused = str(error)
            self.refused.emit(str(error))
            return
        self._take_back_block(sending)
        marked = self._model.refuse(error.problems)
        self.refused.emit(_told(error.problems, sending.new_rows))
        if marked and not sending.label:
            self.submit({edit.item_id for edit in sending.edits})

    def _fell(self, _error: object, _trace: str) -> None:
        """No answer will come: what was on its way can be sent again."""
        self._under_way.clear()

    def _ask_units(self, sending: Sending, error: UnknownUnits) -> None:
        from leqing_desktop.ui.dialogs.unknown_units import UnknownUnitsDialog

        dialog = UnknownUnitsDialog(error.names, self.unit_names, self._window)
        dialog.finished.connect(partial(self._units_answered, dialog, sending, error))
        self.dialog = dialog
        dialog.open()

    def _units_answered(
        self, dialog: UnknownUnitsDialog, sending: Sending, error: UnknownUnits, result: int
    ) -> None:
        self.dialog = None
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            self._send(self._with_names(sending, dialog.answer))
            return
        if self._take_back_block(sending):
            self.refused.emit(f"{str(error).rstrip('。')}；{_NOTHING_WRITTEN}")
            return
        problems = {
            (edit.item_id, edit.column.value): str(error)
            for edit in sending.edits
            if edit.column in UNIT_COLUMNS and any(name in edit.text for name in error.names)
        }
        self._model.refuse(problems)
        self.refused.emit(str(error))

    def _take_back_block(self, sending: Sending) -> bool:
        """A block with new rows is written whole or not at all: half of it must not stay typed."""
        if sending.new_rows:
            self._model.settle(sending.edits)
        return bool(sending.new_rows)

    def _with_names(self, sending: Sending, names: dict[str, str]) -> Sending:
        edits = tuple(
            replace(edit, text=renamed(edit.text, names)) if edit.column in UNIT_COLUMNS else edit
            for edit in sending.edits
        )
        rows = tuple(
            replace(row, values={c: _cell(c, text, names) for c, text in row.values.items()})
            for row in sending.new_rows
        )
        self._model.type_many(edits)
        return replace(sending, edits=edits, new_rows=rows, create_units=True)


def _cell(column: Column, text: str, names: dict[str, str]) -> str:
    return renamed(text, names) if column in UNIT_COLUMNS else text


def renamed(text: str, names: dict[str, str]) -> str:
    """A cell of unit names with whole names exchanged, separators kept."""
    parts = re.split(r"([、，,;；\n])", text)
    return "".join(names.get(part.strip(), part) for part in parts)


def _told(problems: dict[tuple[int, str], str], new_rows: Sequence[NewRow]) -> str:
    named = (_named(key, problem, new_rows) for (key, _field), problem in problems.items())
    sentences = list(dict.fromkeys(named))
    told = "".join(sentence.rstrip("。") + "；" for sentence in sentences[:_PROBLEMS_TOLD])
    rest = len(sentences) - _PROBLEMS_TOLD
    more = f"另有 {rest} 处；" if rest > 0 else ""
    return f"{told}{more}{_NOTHING_WRITTEN if new_rows else '原文已保留，改好后再提交。'}"


def _named(key: int, problem: str, new_rows: Sequence[NewRow]) -> str:
    """A new row (the n-th has the id −n) is not in the table yet: its name says which it is."""
    title = new_rows[-key - 1].values.get(Column.TITLE, "") if key < 0 else ""
    return f"“{title}”：{problem}" if title else problem
