"""The rows of a return under review, with what the clerk means to do with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from leqing_desktop.domain.return_outcome import RowState
from leqing_desktop.domain.return_review import ReviewRow, UnitReview
from leqing_desktop.ui.models.review_columns import (
    AT,
    COLUMNS,
    Mark,
    ReviewCell,
    cells_of,
    open_changes,
    proposed,
    shown_title,
)
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.plain_text import plain_tip

ALL, OPEN, DIFFERENT, CHANGED = "all", "open", "different", "changed"
FILTERS: tuple[tuple[str, str, Callable[[ReviewRow], bool]], ...] = (
    (ALL, "全部", lambda _row: True),
    (OPEN, "待处理", lambda row: row.state is RowState.WAITING),
    (DIFFERENT, "自评与计算灯不一致", lambda row: row.disagrees),
    (CHANGED, "较上一版有改动", lambda row: bool(row.before)),
)
_PASSES = {key: passes for key, _word, passes in FILTERS}


class ReviewModel(RowTable):
    """``marked()``: what Ctrl+Enter and Ctrl+Backspace would do may be another now.

    ``why_locked``: the sentence why nothing can be decided, "" where the clerk may.
    """

    heads = COLUMNS
    marked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.review: UnitReview | None = None
        self._marks: dict[int, Mark] = {}
        self._filter = ALL
        self._search = ""
        self._shown: list[ReviewRow] = []
        self._cells: list[tuple[ReviewCell, ...]] = []

    def row_total(self) -> int:
        """How many rows are listed."""
        return len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words, for copying, tooltips and screen readers; painting takes ``cell``."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.light.label if cell.light is not None else cell.text or _said(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.tip) or None
        return None

    # What is shown

    def show_review(self, review: UnitReview | None) -> None:
        """Show a return; what the clerk marked in it before is kept, another unit begins afresh."""
        before = self.review
        other = before is None or review is None or before.unit_id != review.unit_id
        newer = not other and _version(before) != _version(review)
        if other or newer:
            self._marks.clear()
        if other:
            self._filter = ALL
        self.review = review
        known = {row.id for row in review.waiting} if review is not None else set()
        self._marks = {key: mark for key, mark in self._marks.items() if key in known}
        self._list_again()

    def set_filter(self, key: str) -> None:
        """List the rows of one filter."""
        self._filter = key
        self._list_again()

    @property
    def filter(self) -> str:
        """The filter that holds."""
        return self._filter

    def set_search(self, text: str) -> None:
        """List only rows whose name or text contains a text."""
        self._search = text.casefold()
        self._list_again()

    def count(self, key: str) -> int:
        """How many rows a filter would list."""
        rows = self.review.rows if self.review is not None else ()
        return sum(1 for row in rows if _PASSES[key](row))

    def row(self, at: int) -> ReviewRow:
        """The row listed at a place."""
        return self._shown[at]

    def place_of(self, row_id: int) -> int:
        """Where a row is listed, -1 where it is not."""
        return next((at for at, row in enumerate(self._shown) if row.id == row_id), -1)

    def cell(self, at: int, column: int) -> ReviewCell:
        """The cell to paint."""
        return self._cells[at][column]

    # What the clerk means to do

    def mark(self, row: ReviewRow) -> Mark:
        """What is to become of a waiting row."""
        chosen = self._marks.get(row.id)
        return chosen if chosen is not None else proposed(row, self._is_clean(row))

    def set_mark(self, row_ids: Sequence[int], mark: Mark) -> None:
        """Mean something else for waiting rows."""
        for row_id in row_ids:
            self._marks[row_id] = mark
        self._paint_again()
        self.marked.emit()

    def marked_rows(self, mark: Mark) -> tuple[ReviewRow, ...]:
        """The waiting rows, listed or not, that are to be treated so."""
        waiting = self.review.waiting if self.review is not None else ()
        return tuple(row for row in waiting if self.mark(row) is mark)

    def why_not(self, row: ReviewRow) -> str:
        """Why a row cannot pass yet, "" where it can."""
        if row.subject_id is None:
            return f"第 {row.row} 行还没有指认是哪项{'指标' if row.indicator else '任务'}，指认后才能审核通过。"
        if open_changes(row):
            return f"第 {row.row} 行填报区外被改动，先在“改动核对”里认可或退回改动。"
        return ""

    def _is_clean(self, row: ReviewRow) -> bool:
        return self.review is not None and any(row.id == each.id for each in self.review.clean)

    def _listed(self, row: ReviewRow) -> bool:
        if not _PASSES[self._filter](row):
            return False
        hay = f"{shown_title(row)} {row.measure} {' '.join(row.fields.values())}".casefold()
        return self._search in hay

    def _list_again(self) -> None:
        rows = self.review.rows if self.review is not None else ()
        if self._filter != ALL and not self.count(self._filter):
            self._filter = ALL
        self.beginResetModel()
        self._shown = [row for row in rows if self._listed(row)]
        self._cells = [cells_of(row, self.mark(row)) for row in self._shown]
        self.endResetModel()
        self.marked.emit()

    def _paint_again(self) -> None:
        self._cells = [cells_of(row, self.mark(row)) for row in self._shown]
        if self._shown:
            at = AT["mark"]
            self.dataChanged.emit(self.index(0, at), self.index(len(self._shown) - 1, at))


def _said(cell: ReviewCell) -> str:
    return "".join(piece.text for piece in cell.pieces)


def _version(review: UnitReview | None) -> int | None:
    return review.shown.id if review is not None and review.shown is not None else None
