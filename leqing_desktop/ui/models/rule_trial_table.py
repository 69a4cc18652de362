"""What a new rule would change, row by row: lights of tasks, places of units, notices to propose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.theme import theme

LIGHT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The light to paint in a cell, None for words."""
NOTICE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The colour of the notice to paint in a cell, None for words."""


@dataclass(frozen=True, slots=True)
class TrialColumn:
    """A column's head and its width in the design's pixels; 0 takes what is left."""

    heading: str
    width: int = 0
    right: bool = False


class TrialTable(RowTable):
    """``set_changes`` with the changes of a trial; the table that inherits says what a row shows."""

    heads: Sequence[TrialColumn] = ()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Any] = ()

    def set_changes(self, rows: Sequence[Any]) -> None:
        """Show the changes of another trial."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def words(self, row: Any) -> tuple[str, ...]:  # noqa: ARG002
        """A row's cells in words."""
        return ()

    def sign(self, row: Any, column: int, role: int) -> Any:  # noqa: ARG002
        """What is painted in place of the words."""
        return None

    def moved(self, row: Any) -> bool:  # noqa: ARG002
        """Whether a row stands out."""
        return False

    def row_total(self) -> int:
        """One row a change."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Ready words, and the signs to paint."""
        each, column = self._rows[index.row()], index.column()
        if role in (LIGHT_ROLE, NOTICE_ROLE):
            return self.sign(each, column, role)
        if role == Qt.ItemDataRole.FontRole and self.moved(each):
            return theme().font(bold=True)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.heads[column].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.words(each)[column]


class RuleTrialTable(TrialTable):
    """The tasks whose light a new 亮灯规则 would change."""

    heads = (
        TrialColumn("序号", 60),
        TrialColumn("任务"),
        TrialColumn("单位", 120),
        TrialColumn("落后", 68, right=True),
        TrialColumn("现行", 58),
        TrialColumn("", 30),
        TrialColumn("试算", 58),
    )

    def words(self, row: Any) -> tuple[str, ...]:
        """A task with both lights."""
        return (
            row.number,
            row.title,
            row.unit,
            f"{row.behind:g} 点",
            row.old.label,
            "→",
            row.new.label,
        )

    def sign(self, row: Any, column: int, role: int) -> Any:
        """Both lights."""
        return {4: row.old, 6: row.new}.get(column) if role == LIGHT_ROLE else None


class RankingTrialTable(TrialTable):
    """Every ranked unit, best first by the new formula; who moves is bold."""

    heads = (
        TrialColumn("单位"),
        TrialColumn("现行名次", 74, right=True),
        TrialColumn("得分", 62, right=True),
        TrialColumn("试算名次", 74, right=True),
        TrialColumn("得分", 62, right=True),
        TrialColumn("变化", 74),
    )

    def words(self, row: Any) -> tuple[str, ...]:
        """A unit with both places and scores."""
        return (
            row.unit,
            str(row.old_place),
            f"{row.old_score:.1f}",
            str(row.new_place),
            f"{row.new_score:.1f}",
            _climb(row.old_place - row.new_place),
        )

    def moved(self, row: Any) -> bool:
        """Whether the unit has another place."""
        return bool(row.old_place != row.new_place)


class NoticeTrialTable(TrialTable):
    """The tasks whose proposal has another colour, comes or goes."""

    heads = (
        TrialColumn("序号", 60),
        TrialColumn("任务"),
        TrialColumn("单位", 120),
        TrialColumn("现行", 66),
        TrialColumn("", 30),
        TrialColumn("试算", 66),
    )

    def words(self, row: Any) -> tuple[str, ...]:
        """A task with both colours."""
        return (
            row.number,
            row.title,
            row.unit,
            _colour(row.old),
            "→",
            _colour(row.new),
        )

    def sign(self, row: Any, column: int, role: int) -> Any:
        """Both notices."""
        return {3: row.old, 5: row.new}.get(column) if role == NOTICE_ROLE else None


def _climb(places: int) -> str:
    if places == 0:
        return "—"
    return f"升 {places} 位" if places > 0 else f"降 {-places} 位"


def _colour(colour: NoticeColour | None) -> str:
    return "不提" if colour is None else f"{colour.label}单"
