"""The versions of a rule, newest first, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.ui.models.row_table import Index, RowTable
from leqing_desktop.ui.theme import theme


@dataclass(frozen=True, slots=True)
class VersionColumn:
    """A column's head and its width in the design's pixels; the last takes what is left."""

    heading: str
    width: int = 0
    right: bool = False


class VersionTable(RowTable):
    """``set_versions`` with the stored rules, oldest first, and the version in force.

    The table that inherits says which ``limits`` stand between the day and the reason.
    """

    heads: Sequence[VersionColumn]
    limits: tuple[VersionColumn, ...] = ()
    mark = "本季"

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.heads = (
            VersionColumn("版本", 124),
            VersionColumn("生效", 104),
            *self.limits,
            VersionColumn("修改理由"),
        )
        self._rows: Sequence[Any] = ()
        self._now = 0

    def set_versions(self, history: Sequence[Any], now: int) -> None:
        """Show these versions."""
        self.beginResetModel()
        self._rows, self._now = tuple(reversed(history)), now
        self.endResetModel()

    def words(self, rule: Any) -> tuple[str, ...]:  # noqa: ARG002
        """A version's limits in words, one for each column."""
        return ()

    def row_total(self) -> int:
        """One row a version."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Ready words; the version in force is bold, and its reason says who gave it."""
        each, column = self._rows[index.row()], index.column()
        rule = each.rule
        if role == Qt.ItemDataRole.FontRole and rule.version == self._now:
            return theme().font(bold=True)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.heads[column].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        clerk = getattr(each, "clerk", "")
        reason = " ".join(each.reason.split()) or "默认规则"
        return (
            f"第 {rule.version} 版" + (f"（{self.mark}）" if rule.version == self._now else ""),
            rule.effective_from.isoformat(),
            *self.words(rule),
            f"{reason}（{clerk}）" if clerk else reason,
        )[column]


class RuleHistoryTable(VersionTable):
    """亮灯规则: both limits."""

    limits = (
        VersionColumn("黄灯：落后大于", 112, right=True),
        VersionColumn("红灯：落后大于", 112, right=True),
    )

    def words(self, rule: Any) -> tuple[str, ...]:
        """Points behind."""
        return f"{rule.yellow_over:g} 点", f"{rule.red_over:g} 点"


class RankingHistoryTable(VersionTable):
    """排名公式: the weights, and what a yellow light is worth."""

    limits = (
        VersionColumn("报送", 56, right=True),
        VersionColumn("亮灯", 56, right=True),
        VersionColumn("督办", 56, right=True),
        VersionColumn("黄灯折算", 80, right=True),
    )

    def words(self, rule: Any) -> tuple[str, ...]:
        """Points and per cent."""
        weights = (rule.submissions, rule.lights, rule.notices)
        return (*map(str, weights), f"{rule.yellow_worth} %")


class EscalationHistoryTable(VersionTable):
    """督办规则: working days, whether notices escalate, the colour for what is overdue."""

    mark = "现行"

    limits = (
        VersionColumn("临近", 56, right=True),
        *(VersionColumn(f"{colour.label}单答复", 72, right=True) for colour in NoticeColour),
        VersionColumn("自动升级", 76),
        VersionColumn("逾期发", 64),
    )

    def words(self, rule: Any) -> tuple[str, ...]:
        """Days, yes or no, a colour."""
        return (
            f"{rule.near_days} 天",
            *(f"{rule.deadlines.of(colour)} 天" for colour in NoticeColour),
            "是" if rule.escalates else "否",
            f"{rule.overdue.label}单",
        )
