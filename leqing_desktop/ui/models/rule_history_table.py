"""The versions of 亮灯规则, newest first, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.theme import theme


@dataclass(frozen=True, slots=True)
class VersionColumn:
    """A column's head and its width in the design's pixels; the last takes what is left."""

    heading: str
    width: int = 0
    right: bool = False


VERSION_COLUMNS = (
    VersionColumn("版本", 124),
    VersionColumn("生效", 104),
    VersionColumn("黄灯：落后大于", 112, right=True),
    VersionColumn("红灯：落后大于", 112, right=True),
    VersionColumn("修改理由"),
)


class RuleHistoryTable(RowTable):
    """``set_versions`` with the stored rules, oldest first, and the version in force."""

    heads = VERSION_COLUMNS

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Any] = ()
        self._now = 0

    def set_versions(self, history: Sequence[Any], now: int) -> None:
        """Show these versions."""
        self.beginResetModel()
        self._rows, self._now = tuple(reversed(history)), now
        self.endResetModel()

    def row_total(self) -> int:
        """One row a version."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Ready words; the version in force is bold."""
        each, column = self._rows[index.row()], index.column()
        rule = each.rule
        if role == Qt.ItemDataRole.FontRole and rule.version == self._now:
            return theme().font(bold=True)
        if role == Qt.ItemDataRole.TextAlignmentRole and VERSION_COLUMNS[column].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            f"第 {rule.version} 版" + ("（本季）" if rule.version == self._now else ""),
            rule.effective_from.isoformat(),
            f"{rule.yellow_over:g} 点",
            f"{rule.red_over:g} 点",
            " ".join(each.reason.split()) or "默认规则",
        )[column]
