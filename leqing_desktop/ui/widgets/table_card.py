"""A card with a table of the 督办 page, or words where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from leqing_desktop.ui.models.supervision_tables import NoticeTableModel
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.notice_table import NoticeTable


class TableCard(Card):
    """A card with a table, or words where there is nothing to show."""

    row_shown = Signal(object)

    def __init__(self, title: str, model: NoticeTableModel, parent: QWidget | None) -> None:
        super().__init__(title, parent=parent, padded=False)
        self.model = model
        self.table = NoticeTable(model, title, self)
        self.empty = EmptyState(self)
        self._said = ""
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack)
        self.table.row_shown.connect(self._row_shown)

    @property
    def empty_words(self) -> str:
        """What is said in place of the table, empty with rows."""
        return "" if self._stack.currentWidget() is self.table else self._said

    def say_empty(self, icon_name: str, title: str, hint: str, step: str = "") -> None:
        """What to say where there are no rows."""
        self._said = title
        self.empty.say(icon_name, title, hint, step, primary=False)

    def put(self, rows: Sequence[Any], year: int) -> None:
        """Show rows, or the words already said where there are none."""
        shown = self._current()
        self.model.show_rows(rows, year)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if shown is not None:
            self.select(shown)

    def select(self, wanted: Any) -> bool:
        """Put the cursor on the row of the same thing, without telling; False where it is gone."""
        for at, row in enumerate(self.model.rows):
            if _identity(row) == _identity(wanted):
                self.table.blockSignals(True)
                self.table.show_row(at)
                self.table.blockSignals(False)
                return True
        return False

    def _current(self) -> Any:
        rows = self.table.chosen_rows()
        return self.model.rows[rows[0]] if rows and rows[0] < len(self.model.rows) else None

    def _row_shown(self, row: int) -> None:
        self.row_shown.emit(self.model.rows[row])


def _identity(row: Any) -> tuple[str, int]:
    """What stays the same of a row over a reload: the notice, or the task proposed."""
    if hasattr(row, "task_id"):
        return "task", row.task_id
    return "notice", row.id
