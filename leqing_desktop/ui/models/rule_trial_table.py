"""The tasks whose light a new rule would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leqing_desktop.ui.models.row_table import Index, RowTable

LIGHT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The light to paint in a cell, None for words."""


@dataclass(frozen=True, slots=True)
class TrialColumn:
    """A column's head and its width in the design's pixels; 0 takes what is left."""

    heading: str
    width: int = 0
    right: bool = False


COLUMNS = (
    TrialColumn("序号", 60),
    TrialColumn("任务"),
    TrialColumn("单位", 120),
    TrialColumn("落后", 68, right=True),
    TrialColumn("现行", 58),
    TrialColumn("", 30),
    TrialColumn("试算", 58),
)
_OLD, _NEW = 4, 6


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
        """Ready words, and the lights to paint."""
        each, column = self._rows[index.row()], index.column()
        if role == LIGHT_ROLE:
            return {_OLD: each.old, _NEW: each.new}.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[column].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (
            each.number,
            each.title,
            each.unit,
            f"{each.behind:g} 点",
            each.old.label,
            "→",
            each.new.label,
        )[column]
