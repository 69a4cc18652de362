"""A unit's quarterly sheet as a table: its tasks, last quarter beside this one, what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QObject,
    Qt,
    Signal,
)

from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.ui.models.reporting_columns import (
    COLUMNS,
    LIGHT_AT,
    cells_of,
    last_words,
    stored_text,
)
from leqing_desktop.ui.models.reporting_drafts import Cells, Drafts, Sheet
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.models.tree_cells import NO_LIGHT, Cell, LightCell, light_cell

if TYPE_CHECKING:
    from leqing_desktop.services.reporting import ReportRow


class SheetModel(RowTable):
    """Cells are built once a row and answered from memory.

    ``typed(cells)`` carries what a clerk put into input cells (task id → field → text); whoever
    saves it tells the ``drafts`` and calls ``touch``. ``drafts_dropped``: a typed text was given up.
    """

    heads = COLUMNS
    typed = Signal(object)
    drafts_dropped = Signal()

    def __init__(self, drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drafts = drafts
        self.sheet: Sheet | None = None
        self.locked = False
        self.why_locked = ""
        self._all: tuple[ReportRow, ...] = ()
        self._shown: list[ReportRow] = []
        self._search = ""
        self._lights: dict[int, LightCell] = {}
        self._cells: dict[int, tuple[Cell, ...]] = {}

    # What Qt asks for

    def row_total(self) -> int:
        """How many tasks are shown."""
        return len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text or what editing starts from."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.EditRole:
            return self.cell(index.row(), index.column()).typed
        return None

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Hand a typed text on; the stored text typed again is no change."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if not self.editable(index.row(), index.column()):
            return False
        self.put({self.row(index.row()).task_id: {COLUMNS[index.column()].field: str(value)}})
        return True

    # What the page asks for

    @property
    def all_rows(self) -> tuple[ReportRow, ...]:
        """The whole sheet, whatever is searched for."""
        return self._all

    def row(self, at: int) -> ReportRow:
        """The task of a shown row."""
        return self._shown[at]

    def row_of(self, task_id: int) -> int:
        """The shown row of a task, -1 where it is not shown."""
        return next((at for at, row in enumerate(self._shown) if row.task_id == task_id), -1)

    def cell(self, at: int, column: int) -> Cell:
        """A shown cell, ready to paint."""
        row = self._shown[at]
        cells = self._cells.get(row.task_id)
        if cells is None:
            assert self.sheet is not None
            drafts = self.drafts.of_task(self.sheet, row.task_id)
            light = self.light(row.task_id)
            cells = cells_of(row, light, drafts, self.sheet[0], self.locked)
            self._cells[row.task_id] = cells
        return cells[column]

    def light(self, task_id: int) -> LightCell:
        """A task's computed light."""
        return self._lights.get(task_id, NO_LIGHT)

    def editable(self, row: int, column: int) -> bool:
        """Whether a shown cell can be typed into; none where ``why_locked`` says why."""
        if self.why_locked or self.locked or not COLUMNS[column].field:
            return False
        return not self._shown[row].support

    # Typing

    def put(self, cells: Cells) -> None:
        """Texts for input cells; those equal to what the ledger holds only drop their draft."""
        assert self.sheet is not None
        known = {row.task_id: row for row in self._all}
        new: Cells = {}
        for task, fields in cells.items():
            for field, text in fields.items():
                if text == stored_text(known[task], field):
                    self.drafts.drop(self.sheet, task, field)
                else:
                    new.setdefault(task, {})[field] = text
        self.touch(cells)
        self.drafts_dropped.emit()
        if new:
            self.typed.emit(new)

    def restore(self, at: int, column: int) -> bool:
        """Bring back the stored value of a refused cell; says whether there was one."""
        if self.sheet is None or not self.cell(at, column).error:
            return False
        self._drop(self.row(at).task_id, COLUMNS[column].field)
        return True

    def take_back(self) -> bool:
        """Bring back the stored value of the cell refused last; says whether there was one."""
        refused = self.refused
        if refused:
            self._drop(*refused[-1])
        return bool(refused)

    @property
    def refused(self) -> list[tuple[int, str]]:
        """Task and field of the cells that were not taken, oldest first."""
        if self.sheet is None:
            return []
        return [(task, field) for _sheet, task, field in self.drafts.refused(self.sheet)]

    def _drop(self, task: int, field: str) -> None:
        assert self.sheet is not None
        self.drafts.drop(self.sheet, task, field)
        self.touch((task,))
        self.drafts_dropped.emit()

    def touch(self, tasks: Mapping[int, Any] | Sequence[int]) -> None:
        """Show the rows of these tasks anew."""
        for task in tasks:
            self._cells.pop(task, None)
            at = self.row_of(task)
            if at >= 0:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))

    # Rows and lights

    def set_sheet(self, sheet: Sheet | None, rows: Sequence[ReportRow], locked: bool) -> None:
        """Show a newly read sheet; the same tasks of the same unit keep cursor and scrolling."""
        found = [row for row in rows if _contains(row, self._search)]
        same = sheet == self.sheet and locked == self.locked
        same = same and [r.task_id for r in found] == [r.task_id for r in self._shown]
        if same:
            changed = [
                new.task_id for new, old in zip(found, self._shown, strict=True) if new != old
            ]
            drafted = [row.task_id for row in found if self._has_edit(row.task_id)]
            self._all, self._shown = tuple(rows), found
            self.touch(list(dict.fromkeys(changed + drafted)))
            return
        self.beginResetModel()
        self.sheet, self.locked = sheet, locked
        self._all, self._shown = tuple(rows), found
        self._cells.clear()
        self.endResetModel()

    def set_lights(self, statuses: Mapping[int, ItemStatus]) -> None:
        """Show newly computed lights."""
        lights = {row.task_id: light_cell(statuses.get(row.task_id)) for row in self._all}
        changed = [task for task, light in lights.items() if self._lights.get(task) != light]
        self._lights = lights
        for task in changed:
            self._cells.pop(task, None)
        if changed and self._shown:
            last = len(self._shown) - 1
            self.dataChanged.emit(self.index(0, LIGHT_AT), self.index(last, LIGHT_AT))

    def set_search(self, text: str) -> None:
        """Show only the tasks that contain a text; empty shows all."""
        if text == self._search:
            return
        self.beginResetModel()
        self._search = text
        self._shown = [row for row in self._all if _contains(row, text)]
        self.endResetModel()

    def _has_edit(self, task: int) -> bool:
        return any(cell.edited for cell in self._cells.get(task, ()))


def _contains(row: ReportRow, text: str) -> bool:
    if not text:
        return True
    now = row.entry
    texts = [row.number, row.title, row.measure, row.target, row.year_goal, last_words(row.last)]
    if now is not None:
        texts += [now.done, now.problems, now.next_step]
    return any(text.casefold() in each.casefold() for each in texts)
