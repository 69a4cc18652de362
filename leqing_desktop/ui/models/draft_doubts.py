"""The doubts of a draft as rows, each with the ways to settle it that a clerk may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan_draft import Doubt, Draft
from leqing_desktop.domain.plan_draft_doubts import (
    BAD_DATE,
    MISSING,
    NO_MILESTONE,
    NO_TARGET,
    NO_TITLE,
    NO_UNIT,
    STRANGER,
    TWO_VALUES,
    UNCLAIMED,
    rival,
    stranger,
)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
KIND_AT, MESSAGE_AT, WAYS_AT = range(3)
HEADS = ("问题", "说明", "可选处理")
WIDTHS = (124, 240, 250)


class Way(StrEnum):
    """What can be done about a doubt."""

    NOTE = "note"
    USE_THIS = "use_this"
    USE_OTHER = "use_other"
    FILL_UNITS = "fill_units"
    FILL_DUE = "fill_due"
    UNIT_LIST = "unit_list"
    AS_TASK = "as_task"
    BIN = "bin"
    TITLE = "title"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way with its words; the words are noted when it settles the doubt."""

    way: Way
    words: str


def choices_of(
    draft: Draft, doubt: Doubt, knows_units: bool, into_empty: bool
) -> tuple[Choice, ...]:
    """The ways that a doubt leaves open now; only an empty ledger takes the document's title."""
    if doubt.settled:
        return (Choice(Way.REOPEN, "重新考虑"),)
    kind = doubt.finding.kind
    if kind == TWO_VALUES and doubt.key is not None:
        return _two_values(draft, doubt.key)
    if kind == STRANGER and knows_units and stranger(draft, doubt):
        return (Choice(Way.UNIT_LIST, "改名或加入名单…"),)
    if (kind == BAD_DATE and doubt.key is None) or (kind == NO_TITLE and not into_empty):
        return (Choice(Way.NOTE, "知道了"),)
    return _CHOICES.get(kind, (Choice(Way.NOTE, "知道了"),))


_CHOICES = {
    NO_UNIT: (Choice(Way.FILL_UNITS, "填单位…"), Choice(Way.NOTE, "以后再说")),
    BAD_DATE: (Choice(Way.FILL_DUE, "填期限…"), Choice(Way.NOTE, "先空着")),
    NO_TARGET: (Choice(Way.NOTE, "以后再说"),),
    NO_MILESTONE: (Choice(Way.NOTE, "以后再说"),),
    UNCLAIMED: (Choice(Way.AS_TASK, "设为任务"), Choice(Way.NOTE, "不用管")),
    MISSING: (Choice(Way.NOTE, "保留"), Choice(Way.BIN, "移入回收站")),
    NO_TITLE: (Choice(Way.TITLE, "写题名…"), Choice(Way.NOTE, "就用文件名")),
}


def _two_values(draft: Draft, key: int) -> tuple[Choice, ...]:
    own, other = draft.node(key).facts, rival(draft, key)
    if other is None or not isinstance(own, Indicator) or not isinstance(other.facts, Indicator):
        return (Choice(Way.NOTE, "知道了"),)
    return (
        Choice(Way.NOTE, "两处都留"),
        Choice(Way.USE_THIS, f"都用 {own.target_text}"),
        Choice(Way.USE_OTHER, f"都用 {other.facts.target_text}"),
    )


class DoubtModel(QAbstractTableModel):
    """One row a doubt, in the document's order; settled ones stay, in grey."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = Draft("")
        self._knows_units = self._into_empty = False
        self._choices: dict[int, tuple[Choice, ...]] = {}

    def show_draft(self, draft: Draft, knows_units: bool, into_empty: bool) -> None:
        """Show the doubts of a draft."""
        same = len(draft.doubts) == len(self._draft.doubts)
        if not same:
            self.beginResetModel()
        self._draft = draft
        self._knows_units, self._into_empty = knows_units, into_empty
        self._choices = {}
        if not same:
            self.endResetModel()
        elif draft.doubts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(draft.doubts) - 1, WAYS_AT))

    def doubt(self, row: int) -> Doubt:
        """The doubt of a row; its number in the draft is the row."""
        return self._draft.doubts[row]

    def choices(self, row: int) -> Sequence[Choice]:
        """What can be done about it."""
        if row not in self._choices:
            ledger = (self._knows_units, self._into_empty)
            self._choices[row] = choices_of(self._draft, self.doubt(row), *ledger)
        return self._choices[row]

    @property
    def waiting(self) -> list[int]:
        """The rows that nobody has settled."""
        return [row for row, doubt in enumerate(self._draft.doubts) if not doubt.settled]

    def row_of(self, key: int) -> int:
        """The first waiting doubt about a record, -1 without one."""
        return next((row for row in self.waiting if self.doubt(row).key == key), -1)

    # What Qt asks for

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many doubts there are."""
        return 0 if parent.isValid() else len(self._draft.doubts)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """问题, 说明, 可选处理."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for copying and screen readers; painting takes ``doubt`` and ``choices``."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.words(index.row(), index.column())

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        doubt = self.doubt(row)
        if column == KIND_AT:
            return doubt.finding.kind
        if column == MESSAGE_AT:
            return doubt.finding.message
        done = f"已处理：{doubt.settled}" if doubt.settled else ""
        return " · ".join(filter(None, (done, *(c.words for c in self.choices(row)))))
