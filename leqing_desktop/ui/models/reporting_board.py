"""Who has reported: the units of a quarter with their states, filtered by state and name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from leqing_desktop.ui.plain_text import plain_tip

if TYPE_CHECKING:
    from leqing_desktop.services.reporting import UnitReport

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()

HEADINGS = ("单位", "状态", "已填", "首报")
NAME_AT, STATE_AT, FILLED_AT, DAY_AT = range(4)

UNREPORTED, FILLING, REPORTED, OVERDUE = "未报", "填报中", "已报", "逾期未报"
TONES = {UNREPORTED: "grey", FILLING: "yellow", REPORTED: "green", OVERDUE: "red"}
ICONS = {UNREPORTED: "clock", FILLING: "pencil", REPORTED: "check", OVERDUE: "circle-x"}

ALL = "all"
FILTERS = (
    (ALL, "全部", (UNREPORTED, OVERDUE, FILLING, REPORTED)),
    ("missing", "未报", (UNREPORTED, OVERDUE)),
    ("filling", "填报中", (FILLING,)),
    ("reported", "已报", (REPORTED,)),
)

_STATES = {key: states for key, _word, states in FILTERS}


def state_words(unit: UnitReport) -> str:
    """The state for a chip: 填报中 3/7."""
    if unit.state == FILLING:
        return f"{unit.state} {unit.filled}/{unit.expected}"
    return unit.state


class BoardModel(QAbstractTableModel):
    """Units of the filter; the unit in work stays listed until another one is picked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[UnitReport, ...] = ()
        self._shown: list[UnitReport] = []
        self._filter = ALL
        self._search = ""
        self._kept: int | None = None

    def rowCount(self, parent: Index = _NOTHING) -> int:  # noqa: N802
        """How many units are listed."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOTHING) -> int:  # noqa: N802
        """The columns of ``HEADINGS``."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings, the count's at the right as its cells."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if section == FILLED_AT else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words; the tooltip tells the whole row."""
        if not index.isValid():
            return None
        unit = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(unit)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            day = f"，首次填报 {unit.received_on}" if unit.received_on else ""
            return plain_tip(
                f"{unit.unit}：{unit.state}，已填 {unit.filled}/{unit.expected} 项{day}"
            )
        return None

    @property
    def all_units(self) -> tuple[UnitReport, ...]:
        """Every unit of the quarter, whatever is filtered."""
        return self._all

    def unit(self, row: int) -> UnitReport:
        """The unit of a listed row."""
        return self._shown[row]

    def unit_of(self, unit_id: int | None) -> UnitReport | None:
        """A unit by id, listed or not."""
        return next((unit for unit in self._all if unit.unit_id == unit_id), None)

    def row_of(self, unit_id: int | None) -> int:
        """The row of a unit, -1 where it is not listed."""
        return next((at for at, unit in enumerate(self._shown) if unit.unit_id == unit_id), -1)

    def count(self, key: str) -> int:
        """How many units a filter would list."""
        return sum(unit.state in _STATES[key] for unit in self._all)

    def set_units(self, units: Sequence[UnitReport]) -> None:
        """Show newly read states."""
        self._all = tuple(units)
        self._list_again()

    def set_filter(self, key: str) -> None:
        """List the states of one filter; the unit kept before is listed no more for its own sake."""
        self._filter, self._kept = key, None
        self._list_again()

    def set_search(self, text: str) -> None:
        """List only units whose name contains a text."""
        self._search = text.casefold()
        self._list_again()

    def keep(self, unit_id: int) -> None:
        """This unit is in work: list it whatever becomes of its state."""
        self._kept = unit_id

    def _list_again(self) -> None:
        found = [unit for unit in self._all if self._listed(unit)]
        if [unit.unit_id for unit in found] == [unit.unit_id for unit in self._shown]:
            self._shown = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, DAY_AT))
            return
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def _listed(self, unit: UnitReport) -> bool:
        if unit.unit_id == self._kept:
            return True
        return unit.state in _STATES[self._filter] and self._search in unit.unit.casefold()


def _words(unit: UnitReport) -> tuple[str, str, str, str]:
    day = _day(unit.received_on) if unit.received_on is not None else "—"
    return unit.unit, state_words(unit), f"{unit.filled}/{unit.expected}", day


def _day(day: date) -> str:
    return f"{day:%m-%d}"
