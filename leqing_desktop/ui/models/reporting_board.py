"""Who has reported: the units of a quarter with their states, filtered by state and name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from leqing_desktop.domain.return_review import BoardRow, BoardState, Punctuality
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.plain_text import plain_tip


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column's head, its width in logical pixels (0: what is left), and where it is shown.

    ``slim``: its width in a narrow window; ``roomy``: only where the card is wide; ``narrow``: even in a narrow window.
    """

    heading: str
    width: int
    roomy: bool = False
    narrow: bool = False
    right: bool = False
    slim: int = 0


COLUMNS = (
    BoardColumn("单位", 0, narrow=True),
    BoardColumn("状态", 104, narrow=True, slim=80),
    BoardColumn("下发", 56, roomy=True),
    BoardColumn("收到", 80),
    BoardColumn("版本", 46, roomy=True),
    BoardColumn("体检", 70, narrow=True, slim=66),
    BoardColumn("近五季", 92, roomy=True),
)
NAME_AT, STATE_AT, ISSUED_AT, DAY_AT, VERSION_AT, HEALTH_AT, QUARTERS_AT = range(len(COLUMNS))

TONES: Mapping[BoardState, str] = {
    BoardState.MISSING: "grey",
    BoardState.OVERDUE: "red",
    BoardState.FILLING: "grey",
    BoardState.WAITING: "yellow",
    BoardState.SENT_BACK: "orange",
    BoardState.ACCEPTED: "green",
}
ICONS: Mapping[BoardState, str] = {
    BoardState.MISSING: "inbox",
    BoardState.OVERDUE: "circle-x",
    BoardState.FILLING: "pencil",
    BoardState.WAITING: "clock",
    BoardState.SENT_BACK: "reply",
    BoardState.ACCEPTED: "check",
}

ALL, MISSING, REPORTED = "all", "missing", "reported"
FILTERS: tuple[tuple[str, str, tuple[BoardState, ...]], ...] = (
    (ALL, "全部", tuple(BoardState)),
    ("waiting", "待审", (BoardState.WAITING,)),
    ("sent_back", "退回", (BoardState.SENT_BACK,)),
    (MISSING, "未报", (BoardState.MISSING, BoardState.OVERDUE, BoardState.FILLING)),
    (REPORTED, "已报", (BoardState.ACCEPTED,)),
)
_STATES = {key: states for key, _word, states in FILTERS}
_LONG_LATE = 100

PUNCTUALITY = {
    Punctuality.ON_TIME: "按时",
    Punctuality.LATE: "迟报",
    Punctuality.MISSING: "未报",
    Punctuality.NONE: "",
}


def state_words(unit: BoardRow) -> str:
    """The state for a chip: 填报中 3/7."""
    if unit.state is BoardState.FILLING:
        return f"{unit.state.value} {unit.filled}/{unit.expected}"
    return unit.state.value


def state_tone(unit: BoardRow) -> str:
    """The tint of a unit's state."""
    return TONES[unit.state]


class BoardModel(RowTable):
    """Units of the filter; the unit in work stays listed until another one is picked."""

    heads = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[BoardRow, ...] = ()
        self._shown: list[BoardRow] = []
        self._filter = ALL
        self._search = ""
        self._kept: int | None = None
        self._due: date | None = None
        self._today = date.min

    def row_total(self) -> int:
        """How many units are listed."""
        return len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words; the tooltip tells the whole row."""
        if not index.isValid():
            return None
        unit = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(unit)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.about(unit))
        return None

    @property
    def all_units(self) -> tuple[BoardRow, ...]:
        """Every unit of the quarter, whatever is filtered."""
        return self._all

    def unit(self, row: int) -> BoardRow:
        """The unit of a listed row."""
        return self._shown[row]

    def unit_of(self, unit_id: int | None) -> BoardRow | None:
        """A unit by id, listed or not."""
        return next((unit for unit in self._all if unit.unit_id == unit_id), None)

    def row_of(self, unit_id: int | None) -> int:
        """The row of a unit, -1 where it is not listed."""
        return next((at for at, unit in enumerate(self._shown) if unit.unit_id == unit_id), -1)

    def count(self, key: str) -> int:
        """How many units a filter would list."""
        return sum(unit.state in _STATES[key] for unit in self._all)

    def reported(self) -> int:
        """How many units count as reported in the rate of returns."""
        return sum(unit.has_reported for unit in self._all)

    def unreported(self) -> tuple[BoardRow, ...]:
        """The units that still owe their report."""
        return tuple(unit for unit in self._all if not unit.has_reported)

    def set_due(self, due: date | None, today: date) -> None:
        """The day until which units report, and the day that lateness is told for."""
        self._due, self._today = due, today

    def set_units(self, units: Sequence[BoardRow]) -> None:
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

    def days_late(self, unit: BoardRow) -> int:
        """Calendar days past the due date of a unit that still owes its report, else 0."""
        if self._due is None or unit.state is not BoardState.OVERDUE:
            return 0
        return max(0, (self._today - self._due).days)

    def about(self, unit: BoardRow) -> str:
        """Everything that the board knows of a unit, in words."""
        parts = [f"{unit.unit}：{unit.state.value}，已填 {unit.filled}/{unit.expected} 项"]
        parts.append(f"下发 {unit.issued_on}" if unit.issued_on else "还没有下发报送表")
        if unit.received_on:
            parts.append(
                f"收到 {unit.received_on}" + (f"，第 {unit.version} 版" * bool(unit.version))
            )
        late = self.days_late(unit)
        if late:
            parts.append(f"已逾期 {late} 日")
        if unit.stamped:
            parts.append("附盖章扫描件")
        if unit.serious or unit.reminders:
            parts.append(f"体检：须处理 {unit.serious} 处，提醒 {unit.reminders} 处")
        past = "、".join(PUNCTUALITY[each] or "无须报" for each in unit.quarters)
        if past:
            parts.append(f"近五季：{past}")
        return "\n".join(parts)

    def _list_again(self) -> None:
        found = [unit for unit in self._all if self._listed(unit)]
        if [unit.unit_id for unit in found] == [unit.unit_id for unit in self._shown]:
            self._shown = found
            if found:
                last = self.index(len(found) - 1, QUARTERS_AT)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def _listed(self, unit: BoardRow) -> bool:
        if unit.unit_id == self._kept:
            return True
        return unit.state in _STATES[self._filter] and self._search in unit.unit.casefold()

    def _words(self, unit: BoardRow) -> tuple[str, ...]:
        return (
            unit.unit,
            state_words(unit),
            f"{unit.issued_on:%m-%d}" if unit.issued_on else "—",
            self._day(unit),
            f"v{unit.version}" if unit.version else "",
            health_words(unit),
            "、".join(PUNCTUALITY[each] or "—" for each in unit.quarters),
        )

    def _day(self, unit: BoardRow) -> str:
        late = self.days_late(unit)
        if late:
            # Exact no longer where it would be clipped; the tooltip says it.
            return f"逾期 {late} 日" if late < _LONG_LATE else "逾期超百日"
        return f"{unit.received_on:%m-%d}" if unit.received_on else "—"


def health_words(unit: BoardRow) -> str:
    """What the 报送体检 found: ✕2 !3, 通过, 已退回, or — where no workbook came in."""
    if not unit.version:
        return "—"
    if unit.state is BoardState.SENT_BACK:
        return "已退回"
    counts = ((f"✕{unit.serious}", unit.serious), (f"!{unit.reminders}", unit.reminders))
    return " ".join(text for text, count in counts if count) or "通过"
