"""登记交办事项 and a task's source, from whichever page they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.errors import FieldErrors, LeqingError, UnknownUnits
from leqing_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from leqing_desktop.ui.dialogs.assigned_item import AssignedItemDialog
    from leqing_desktop.ui.dialogs.unknown_units import UnknownUnitsDialog


@dataclass(frozen=True, slots=True)
class _Sending:
    """One step on its way from the dialog."""

    typed: Any
    rows: Sequence[Mapping[Column, str]]
    measure_id: int | None
    again: bool


class AssignedItems(QObject):
    """Opens the dialog and writes what it asks for. ``entered(Changes)`` after each writing."""

    entered = Signal(object)

    def __init__(self, operations: Operations, services: Any, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._page = page
        self._names: tuple[str, ...] = ()
        self._count = 0
        self.dialog: AssignedItemDialog | None = None
        self.units_dialog: UnknownUnitsDialog | None = None

    def open(self) -> None:
        """Ask for a meeting or an instruction and what it wants done."""
        if self.dialog is None:
            self._operations.read(self._choices, done=self._ask)

    def edit_source(self, item_ids: Sequence[int], title: str, known: ItemOrigin | None) -> None:
        """Ask where tasks come from; ``title`` names them."""
        if self.dialog is not None:
            return
        from leqing_desktop.ui.dialogs.assigned_item import AssignedItemDialog

        dialog = AssignedItemDialog(self._page, (), (), known, title)
        dialog.entered.connect(partial(self._put_source, tuple(item_ids)))
        self._show(dialog)

    def remove_source(self, item_ids: Sequence[int]) -> None:
        """Take the source of tasks away; Ctrl+Z brings it back."""
        service = self._services.assigned_items
        self._operations.run(
            service.remove_source, item_ids, initiator=self._page, toast="已删除来源"
        )

    def _choices(self) -> tuple[tuple[str, ...], Any]:
        return self._services.decomposition.unit_names(), self._services.assigned_items.measures()

    def _ask(self, choices: tuple[tuple[str, ...], Any]) -> None:
        from leqing_desktop.ui.dialogs.assigned_item import AssignedItemDialog

        self._names, measures = choices
        self._count = 0
        dialog = AssignedItemDialog(self._page, self._names, measures)
        dialog.entered.connect(self._enter)
        self._show(dialog)

    def _show(self, dialog: AssignedItemDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _enter(self, typed: Any, rows: Any, measure_id: int | None, again: bool) -> None:
        self._send(_Sending(typed, rows, measure_id, again), create_units=False)

    def _send(self, sending: _Sending, *, create_units: bool) -> None:
        if self.dialog is not None:
            self.dialog.set_busy(True)
        self._operations.run(
            self._services.assigned_items.enter,
            sending.typed,
            sending.rows,
            sending.measure_id,
            create_units,
            done=partial(self._done, sending),
            failed=partial(self._failed, sending),
            initiator=self._page,
            toast=f"已登记 {len(sending.rows)} 件",
        )

    def _done(self, sending: _Sending, changes: Changes) -> None:
        self._count += len(sending.rows)
        self.entered.emit(changes)
        dialog = self.dialog
        if dialog is None:
            return
        dialog.set_busy(False)
        if sending.again:
            dialog.next_item(f"已登记 {self._count} 件，接着填下一件。")
        else:
            dialog.accept()

    def _failed(self, sending: _Sending, error: LeqingError) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        dialog.set_busy(False)
        if isinstance(error, UnknownUnits):
            self._ask_units(sending, error)
            return
        problems = error.problems if isinstance(error, FieldErrors) else {}
        dialog.refuse(_told(problems, sending.rows) or str(error), problems)

    def _ask_units(self, sending: _Sending, error: UnknownUnits) -> None:
        from leqing_desktop.ui.dialogs.unknown_units import UnknownUnitsDialog

        dialog = UnknownUnitsDialog(error.names, self._names, self.dialog)
        dialog.finished.connect(partial(self._units_answered, sending, dialog))
        self.units_dialog = dialog
        dialog.open()

    def _units_answered(self, sending: _Sending, dialog: UnknownUnitsDialog, result: int) -> None:
        self.units_dialog = None
        dialog.deleteLater()
        asked = self.dialog
        if result != QDialog.DialogCode.Accepted or asked is None:
            return
        asked.put_units(dialog.answer)
        self._names = tuple(dict.fromkeys((*self._names, *dialog.answer.values())))
        self._send(
            _Sending(sending.typed, asked.rows, sending.measure_id, sending.again),
            create_units=True,
        )

    def _put_source(
        self, item_ids: tuple[int, ...], typed: Any, _rows: Any, _measure: Any, _again: bool
    ) -> None:
        self._operations.run(
            self._services.assigned_items.put_source,
            item_ids,
            typed,
            done=self._source_put,
            failed=partial(self._failed, _Sending(typed, (), None, False)),
            initiator=self._page,
            toast="已保存来源",
        )

    def _source_put(self, changes: Changes) -> None:
        self.entered.emit(changes)
        if self.dialog is not None:
            self.dialog.accept()


def _told(problems: Mapping[tuple[int, str], str], rows: Sequence[Mapping[Column, str]]) -> str:
    """The sentences of the fields; of several items each says which one it is about."""
    told = []
    for (key, _), sentence in problems.items():
        named = key < 0 and len(rows) > 1
        title = rows[-key - 1].get(Column.TITLE, "")[:20] if named else ""
        told.append(f"“{title}”：{sentence}" if named else sentence)
    return "".join(dict.fromkeys(told))
