"""The list that a number of the 通报 counts, as a table; and the 核对 line's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leqing_desktop.domain.circular import Figure
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.plain_text import plain_tip

_FIGURES = ("完成", "序时", "得分", "名次", "应报任务", "已报任务", "报送", "亮灯", "督办")


@dataclass(frozen=True, slots=True)
class _Head:
    heading: str
    right: bool


class FigureRows(RowTable):
    """The rows of one figure; empty for none."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[tuple[str, ...]] = ()

    def show_figure(self, figure: Figure | None) -> None:
        """Show the rows of another figure."""
        self.beginResetModel()
        self.heads = [_Head(each, each in _FIGURES) for each in (figure.heads if figure else ())]
        self._rows = figure.rows if figure else ()
        self.endResetModel()

    def row_total(self) -> int:
        """Rows of the figure."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, at the right where they are figures."""
        if not index.isValid():
            return None
        words = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.heads[index.column()].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def figure_words(figure: Figure) -> str:
    """How a figure came about, in one sentence under its title."""
    if figure.counted:
        return f"下面 {len(figure.rows)} 条，逐条可查。" if figure.rows else "没有这样的记录。"
    return f"{figure.basis}。"
