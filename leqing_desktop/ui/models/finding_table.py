"""报送体检: what is found wrong in a return, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject

from leqing_desktop.domain.return_outcome import FileState, Finding, OutsideChange, RowState
from leqing_desktop.domain.return_review import ReviewRow, UnitReview
from leqing_desktop.ui.models.reporting_columns import short
from leqing_desktop.ui.models.review_columns import finding_label, open_changes
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel

SEND_BACK, CHECK, ASSIGN, LOOK, CHOOSE = "send_back", "check", "assign", "look", "choose"
_WAYS = {
    SEND_BACK: "退回此条",
    CHECK: "核对改动…",
    ASSIGN: "指认…",
    LOOK: "看这一行",
    CHOOSE: "比较选用…",
}

COLUMNS = (
    NoticeColumn("程度", 70),
    NoticeColumn("位置", 84),
    NoticeColumn("问题", 116),
    NoticeColumn("说明", 200, 1),
    NoticeColumn("建议处理", 96),
)
WAY_AT = len(COLUMNS) - 1
_NAMED = 24


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the row it belongs to (None: the whole file) and the way out proposed."""

    finding: Finding
    row_id: int | None
    way: str

    @property
    def place(self) -> str:
        """Where it is, in words."""
        if self.finding.cell:
            return self.finding.cell
        return f"第 {self.finding.row} 行" if self.finding.row is not None else "整份表"


class FindingModel(NoticeTableModel):
    """The findings of the return in view, the rows' in their order, the file's first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, _cells, parent)

    def show_review(self, review: UnitReview | None) -> None:
        """Show what is found in a return."""
        self.show_rows(lines_of(review) if review is not None else (), 0)

    def count(self, serious: bool) -> int:
        """How many are 须处理, or 提醒."""
        return sum(1 for line in self.rows if line.finding.serious is serious)


def lines_of(review: UnitReview) -> tuple[FindingLine, ...]:
    """The findings of rows that are not settled, outside changes that nobody decided included."""
    whole = review.shown.findings if review.shown is not None else ()
    rival = review.shown is not None and review.shown.state is FileState.RIVAL
    lines = [
        FindingLine(each, None, CHOOSE if each.kind == "two_versions" else "")
        for each in whole
        if each.row is None and (rival or each.kind != "two_versions")
    ]
    for row in review.rows:
        if row.state is not RowState.WAITING:
            continue
        lines.extend(
            FindingLine(_named(row, each), row.id, _way(row, each)) for each in row.findings
        )
        lines.extend(FindingLine(_changed(row, each), row.id, CHECK) for each in open_changes(row))
    return tuple(lines)


def _named(row: ReviewRow, finding: Finding) -> Finding:
    """Of a row that nobody can tell: the finding with what the unit calls it."""
    title = short(row.title, _NAMED) if row.subject_id is None else ""
    if not title or row.title in finding.message:
        return finding
    return replace(finding, message=f"{title}：{finding.message}")


def _way(row: ReviewRow, finding: Finding) -> str:
    if finding.kind == "match" or row.subject_id is None:
        return ASSIGN
    return SEND_BACK if finding.serious else LOOK


def _changed(row: ReviewRow, change: OutsideChange) -> Finding:
    sentence = (
        f"“{change.label}”发出时是“{change.sent or '空'}”，收回时是“{change.returned or '空'}”，"
        "现按发出时的内容保留。"
    )
    return Finding("outside", sentence, row.row, cell=change.cell)


def _cells(line: FindingLine, _year: int) -> Sequence[Any]:
    found = line.finding
    tone, degree = ("red", "须处理") if found.serious else ("yellow", "提醒")
    way = _WAYS.get(line.way, "")
    return (
        NoticeCell(degree, chip=tone),
        NoticeCell(line.place, line.place),
        NoticeCell(finding_label(found.kind), bold=True),
        NoticeCell(found.message, found.message),
        NoticeCell(way, way, chip="accent" if way else ""),
    )
