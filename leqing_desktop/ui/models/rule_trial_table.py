"""The tasks whose light a new rule would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.theme import theme


@dataclass(frozen=True, slots=True)
class TrialColumn:
    """A column's head."""

    heading: str
    right: bool = False


COLUMNS = (
    TrialColumn("序号"),
    TrialColumn("任务"),
    TrialColumn("单位"),
    TrialColumn("落后", True),
    TrialColumn("现行"),
    TrialColumn("试算"),
)
_OLD = 4
SHAPES = {"green": "●", "yellow": "▲", "red": "■", "grey": "○"}


class RuleTrialTable(RowTable):
    """``set_changes`` with the changes of a trial."""

    heads = COLUMNS

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Any] = ()

    def set_changes(self, rows: Sequence[Any]) -> None:
        """Show the changes of another trial."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_total(self) -> int:
        """One row a task."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Ready words; the whole title as tooltip."""
        each = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return each.title
        if role == Qt.ItemDataRole.ForegroundRole and index.column() >= _OLD:
            light = each.old if index.column() == _OLD else each.new
            return theme().colour(f"{light.value}_text")
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[index.column()].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            each.number,
            each.title,
            each.unit,
            f"{each.behind:g} 点",
            f"{SHAPES[each.old.value]} {each.old.label}",
            f"→ {SHAPES[each.new.value]} {each.new.label}",
        )[index.column()]
