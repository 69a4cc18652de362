"""The two tables of the 督办 page: ready cells for one painting delegate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from leqing_desktop.domain.escalation import grounds
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.ui.models.supervision_view import is_late, left_words, short_date
from leqing_desktop.ui.plain_text import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

CHIP_TONES = {
    NoticeState.ISSUED: "accent",
    NoticeState.SEALED: "accent",
    NoticeState.DELIVERED: "accent",
    NoticeState.REPLIED: "green",
    NoticeState.REJECTED: "yellow",
    NoticeState.CLOSED: "grey",
    NoticeState.ESCALATED: "grey",
    NoticeState.VOID: "neutral",
}


@dataclass(frozen=True, slots=True)
class NoticeColumn:
    """A column: its head, width in logical pixels, share of spare room, figures at the right.

    ``tip`` explains the head.
    """

    title: str
    width: int
    stretch: int = 0
    right: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class NoticeCell:
    """What the delegate paints: a tick, a notice's sign, a chip, or one line of text.

    ``late`` adds the overdue mark to a bold text, ``red`` only colours it.
    """

    text: str = ""
    tip: str = ""
    bold: bool = False
    right: bool = False
    faint: bool = False
    late: bool = False
    red: bool = False
    tick: bool | None = None
    sign: NoticeColour | None = None
    chip: str = ""


WORKING_DAYS = "距答复期限的工作日数，周末和法定节假日不计，调休上班的日子计入"

PROPOSAL_COLUMNS = (
    NoticeColumn("", 36),
    NoticeColumn("级别", 54),
    NoticeColumn("事项", 150, 4),
    NoticeColumn("承办单位", 140),
    NoticeColumn("为什么建议", 170, 6),
    NoticeColumn("送签", 72),
    NoticeColumn("答复期限", 94, right=True),
)
REGISTER_COLUMNS = (
    NoticeColumn("文号", 114),
    NoticeColumn("级别", 54),
    NoticeColumn("事项", 120, 1),
    NoticeColumn("承办单位", 140),
    NoticeColumn("签发", 90, right=True),
    NoticeColumn("期限", 90, right=True),
    NoticeColumn("状态", 120),
    NoticeColumn("剩余", 148, right=True, tip=WORKING_DAYS),
)


class NoticeTableModel(QAbstractTableModel):
    """Rows of ready cells; ``make`` gives a row's cells, one a column, for the year at hand."""

    def __init__(
        self,
        columns: Sequence[NoticeColumn],
        make: Callable[[Any, int], Sequence[NoticeCell]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._make = make
        self.rows: tuple[Any, ...] = ()
        self.year = 0

    def show_rows(self, rows: Sequence[Any], year: int) -> None:
        """Replace the rows; dates within ``year`` are shown without it."""
        self.beginResetModel()
        self.rows, self.year = tuple(rows), year
        self.endResetModel()

    def cell(self, row: int, column: int) -> NoticeCell:
        """The cell to paint."""
        return self._make(self.rows[row], self.year)[column]

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Rows on show."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """The table's columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads, figures at the right like their column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text for copying, tooltips and screen readers; painting takes ``cell``."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.sign.label}单" if cell.sign is not None else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.tip) or None
        if role == Qt.ItemDataRole.CheckStateRole and cell.tick is not None:
            return Qt.CheckState.Checked if cell.tick else Qt.CheckState.Unchecked
        return None


class ProposalModel(NoticeTableModel):
    """督办建议. Ticks survive a reload; ``ticked`` says that their number may be new."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(PROPOSAL_COLUMNS, self._cells, parent)
        self._ticks: set[tuple[int, NoticeColour]] = set()
        self._deadlines: Mapping[NoticeColour, date] = {}

    def show_deadlines(self, deadlines: Mapping[NoticeColour, date]) -> None:
        """Answer days by colour for the day of signing chosen."""
        self._deadlines = deadlines
        if self.rows:
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(0, last), self.index(len(self.rows) - 1, last))

    def keep_ticks(self, rows: Sequence[Any]) -> None:
        """Forget ticks of what is proposed no more."""
        self._ticks &= {_key(row) for row in rows}

    def chosen(self, rows: Sequence[Any]) -> list[Any]:
        """The ticked ones of ``rows``, in their order."""
        return [row for row in rows if _key(row) in self._ticks]

    def toggle(self, rows: Sequence[int]) -> None:
        """Tick all of these, or take the tick off where all have it."""
        keys = {_key(self.rows[row]) for row in rows if 0 <= row < len(self.rows)}
        if not keys:
            return
        if keys <= self._ticks:
            self._ticks -= keys
        else:
            self._ticks |= keys
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))
        self.ticked.emit()

    def all_ticked(self) -> bool:
        """Whether everything on show is ticked."""
        return bool(self.rows) and all(_key(row) in self._ticks for row in self.rows)

    def _cells(self, it: Any, year: int) -> tuple[NoticeCell, ...]:
        """One proposal: tick, sign, item, unit, the sentence why, the day to answer."""
        title = f"{it.number} {it.title}".strip()
        due = self._deadlines.get(it.colour, it.deadline)
        return (
            NoticeCell(tick=_key(it) in self._ticks),
            NoticeCell(sign=it.colour, tip=f"{it.colour.label}单 · {it.colour.meaning}"),
            NoticeCell(title, title, bold=True),
            NoticeCell(it.unit, it.unit),
            NoticeCell(grounds(it.why).rstrip("。"), it.why),
            _draft_cell(it),
            NoticeCell(short_date(due, year), due.isoformat(), right=True),
        )


def _draft_cell(it: Any) -> NoticeCell:
    if it.drafted_on is None:
        return NoticeCell()
    return NoticeCell("送签中", f"{it.drafted_on.isoformat()} 送签，还没有文号", chip="accent")


class RegisterModel(NoticeTableModel):
    """督办台账, newest number first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(REGISTER_COLUMNS, register_cells, parent)


def register_cells(it: Any, year: int) -> tuple[NoticeCell, ...]:
    """One notice of the log (services' NoticeRow), in ``REGISTER_COLUMNS``; what is over is faint."""
    over, late = not it.state.is_open, is_late(it)
    mark = it.number.find("〔")
    issued, due = short_date(it.issued_on, year), short_date(it.deadline, year)
    return (
        NoticeCell(it.number[mark:] if mark > 0 else it.number, it.number, faint=over),
        NoticeCell(sign=it.colour, tip=f"{it.colour.label}单 · {it.colour.meaning}"),
        NoticeCell(it.title, it.title, faint=over),
        NoticeCell(it.unit, it.unit, faint=over),
        NoticeCell(issued, it.issued_on.isoformat(), right=True, faint=over),
        NoticeCell(due, it.deadline.isoformat(), right=True, faint=not it.awaits_reply, red=late),
        NoticeCell(it.state_label, f"{it.state_label}\n{it.note}".strip(), chip=state_tone(it)),
        NoticeCell(left_words(it), WORKING_DAYS, right=True, faint=not late, red=late, late=late),
    )


def state_tone(notice: Any) -> str:
    """The tint of a notice's state: red where the answer is overdue."""
    return "red" if is_late(notice) else CHIP_TONES.get(notice.state, "neutral")


def _key(row: Any) -> tuple[int, NoticeColour]:
    return row.task_id, row.colour
