"""The list of units on 季度报送: picking one, stepping, filtering, and how wide the list is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.return_review import BoardRow, BoardState
from leqing_desktop.ui.models.reporting_board import ALL, FILTERS, BoardModel
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.reporting_reading import UNIT, ReportReader
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.tokens import COMPACT_BELOW, PANEL_CLOSED_BELOW
from leqing_desktop.ui.widgets.report_board import BoardCard
from leqing_desktop.ui.widgets.top_bar import due_words

ROOMY_FROM = 1700


class UnitPicking(QObject):
    """Which unit is in view. ``leaving()``: another one comes; ``left_list()``: the keys go on."""

    leaving = Signal()
    left_list = Signal()

    def __init__(
        self, page: Page, reader: ReportReader, board: BoardModel, units: BoardCard
    ) -> None:
        super().__init__(page)
        self._reader = reader
        self._board = board
        self._units = units
        self._width = COMPACT_BELOW
        units.filtered.connect(self.filter)
        units.picked.connect(self.pick)
        theme().changed.connect(self._resize)
        self._resize()

    def pick(self, unit_id: int) -> None:
        """Show another unit."""
        self.leaving.emit()
        if unit_id == self._reader.unit_id:
            return
        self._reader.unit_id = unit_id
        self._board.keep(unit_id)
        self._reader.version = None
        self._units.view.show_unit(self._board.row_of(unit_id))
        self._reader.ask(UNIT)

    def pick_named(self, name: str) -> None:
        """Show a unit by its name."""
        unit = next((unit for unit in self._board.all_units if unit.unit == name), None)
        if unit is not None:
            self.pick(unit.unit_id)

    def step(self, step: int) -> None:
        """Go to the next or previous listed unit and on to its first empty figure."""
        row = self._board.row_of(self._reader.unit_id) + step
        if 0 <= row < self._board.rowCount():
            self.pick(self._board.unit(row).unit_id)
        self.left_list.emit()

    def filter(self, key: str) -> None:
        """List the units of a state; the one in view stays."""
        self._board.set_filter(key)
        row = self._board.row_of(self._reader.unit_id)
        if row >= 0:
            self._board.keep(self._board.unit(row).unit_id)
        self._units.refresh()
        self._units.view.show_unit(row)

    def show_units(self, units: Sequence[BoardRow]) -> bool:
        """List the units read; False where there is none to show."""
        self._board.set_units(units)
        if self._board.unit_of(self._reader.unit_id) is None:
            first = _first_to_work_on(units)
            self._reader.unit_id = first.unit_id if first is not None else None
            if first is not None:
                self._board.keep(first.unit_id)
                self._reader.version = None
                self._reader.ask(UNIT)
        self._units.refresh()
        self._units.view.show_unit(self._board.row_of(self._reader.unit_id))
        return self._reader.unit_id is not None

    def counts(self) -> str:
        """How many units are in which state, in words."""
        counts = (f"{word} {self._board.count(key)}" for key, word, _states in FILTERS[1:])
        return "  ·  ".join([f"应报 {self._board.count(ALL)}", *counts])

    def set_width(self, width: int) -> None:
        """A narrower list in a narrower window."""
        self._width = width
        self._resize()

    def _resize(self) -> None:
        steps = ((ROOMY_FROM, 584), (COMPACT_BELOW, 430), (PANEL_CLOSED_BELOW, 300), (0, 280))
        wide = next(wide for least, wide in steps if self._width >= least)
        self._units.setFixedWidth(theme().px(wide))
        self._units.set_room(self._width < COMPACT_BELOW, self._width >= ROOMY_FROM)


def typing_facts(unit: BoardRow, supports: int, due: date | None) -> list[str]:
    """What the head says of a unit whose sheet is typed; ``due``: until when it may be."""
    facts = [f"共 {unit.expected} 项任务"]
    if supports:
        facts.append(f"另配合 {supports} 项")
    if due is not None:
        facts.append(due_words(due, date.today()))
    return facts


def _first_to_work_on(units: Sequence[BoardRow]) -> BoardRow | None:
    """What waits for the clerk, else who is not complete, else the first unit."""
    waiting = next((unit for unit in units if unit.state is BoardState.WAITING), None)
    open_ = next((unit for unit in units if unit.state is not BoardState.ACCEPTED), None)
    return waiting or open_ or next(iter(units), None)
