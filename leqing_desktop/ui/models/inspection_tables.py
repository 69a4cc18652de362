"""The tables of the 专项督查 view: ready cells of inspections, checklist, units and findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.inspection import FindingState, Verdict
from leqing_desktop.domain.inspection_life import InspectionState
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel
from leqing_desktop.ui.models.supervision_view import short_date

STATE_TONES = {
    InspectionState.DRAFT: "neutral",
    InspectionState.ISSUED: "accent",
    InspectionState.CLOSED: "grey",
    InspectionState.VOID: "neutral",
}
FINDING_TONES = {
    FindingState.SETTLED: "neutral",
    FindingState.OPEN: "accent",
    FindingState.REPORTED: "green",
    FindingState.REJECTED: "yellow",
    FindingState.CLOSED: "grey",
}
VERDICT_TONES = {Verdict.MET: "green", Verdict.PARTLY: "yellow", Verdict.UNMET: "red"}

INSPECTION_COLUMNS = (
    NoticeColumn("状态", 72),
    NoticeColumn("督查", 120, 1),
    NoticeColumn("文号", 96),
    NoticeColumn("待改", 48, right=True, tip="还没有销号的问题"),
)
POINT_COLUMNS = (
    NoticeColumn("序号", 48, right=True),
    NoticeColumn("类别", 84),
    NoticeColumn("督查内容", 200, 1),
)
UNIT_COLUMNS = (
    NoticeColumn("督查对象", 130, 1),
    NoticeColumn("类别", 84),
    NoticeColumn("已登记", 72, right=True, tip="已登记情况的条数 / 清单条数"),
    NoticeColumn("待整改", 64, right=True),
)
FINDING_COLUMNS = (
    NoticeColumn("单位", 116),
    NoticeColumn("类别", 76),
    NoticeColumn("督查内容", 110, 3),
    NoticeColumn("结论", 82),
    NoticeColumn("发现的情况", 120, 4),
    NoticeColumn("期限", 80, right=True),
    NoticeColumn("状态", 128),
)
CHOICE_COLUMNS = (NoticeColumn("", 36), NoticeColumn("单位", 120, 1), NoticeColumn("类别", 88))
OFFER_COLUMNS = (
    NoticeColumn("", 36),
    NoticeColumn("灯", 56),
    NoticeColumn("单位", 120),
    NoticeColumn("登记为", 200, 1),
)


class TickModel(NoticeTableModel):
    """Rows to choose from, a tick before each; ``ticked`` says that others are chosen now.

    ``key`` is what stays the same of a row, ``make`` gives its cells behind the tick.
    """

    ticked = Signal()

    def __init__(
        self,
        columns: Sequence[NoticeColumn],
        key: Callable[[Any], Any],
        make: Callable[[Any], Sequence[NoticeCell]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, self._cells, parent)
        self._key = key
        self._behind = make
        self._ticks: set[Any] = set()

    @property
    def chosen(self) -> list[Any]:
        """The ticked rows, in their order."""
        return [row for row in self.rows if self._key(row) in self._ticks]

    def toggle(self, rows: Iterable[int]) -> None:
        """Tick all of these rows, or take the ticks off where all have one."""
        keys = {self._key(self.rows[row]) for row in rows if 0 <= row < len(self.rows)}
        self._ticks = self._ticks - keys if keys <= self._ticks else self._ticks | keys
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))
        self.ticked.emit()

    def _cells(self, it: Any, _year: int) -> tuple[NoticeCell, ...]:
        return (NoticeCell(tick=self._key(it) in self._ticks), *self._behind(it))


@dataclass(frozen=True, slots=True)
class InspectedRow:
    """A unit of an inspection with how far it is looked at."""

    id: int
    unit: str
    kind: str
    told: int
    points: int
    waiting: int


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point of the checklist with its place."""

    id: int
    at: int
    area: str
    question: str


def inspected_rows(inspection: Any, findings: Sequence[Any]) -> list[InspectedRow]:
    """Every unit of an inspection (services' InspectionRow, FindingRows)."""
    rows = []
    for unit in inspection.units:
        mine = [each for each in findings if each.unit_id == unit.id]
        told = len({each.point_id for each in mine})
        waiting = sum(is_waiting(each) for each in mine)
        total = len(inspection.points)
        rows.append(InspectedRow(unit.id, unit.name, unit.kind, told, total, waiting))
    return rows


def point_lines(inspection: Any) -> list[PointLine]:
    """The checklist in order."""
    return [
        PointLine(each.id, at, each.point.area.label, each.point.question)
        for at, each in enumerate(inspection.points, start=1)
    ]


def is_waiting(finding: Any) -> bool:
    """Whether a finding is not closed yet."""
    return finding.state not in (FindingState.SETTLED, FindingState.CLOSED)


def inspection_cells(it: Any, _year: int) -> tuple[NoticeCell, ...]:
    """One inspection, in ``INSPECTION_COLUMNS``; what is over is faint."""
    over = it.state in (InspectionState.CLOSED, InspectionState.VOID)
    mark = it.number.find("〔")
    short = it.number[mark:] if mark > 0 else it.number
    state = "作废" if it.state is InspectionState.VOID else it.state.label
    tip = f"{it.plan.title}\n{len(it.units)} 个单位，{len(it.points)} 条内容".strip()
    return (
        NoticeCell(state, f"{it.state.label}\n{it.note}".strip(), chip=STATE_TONES[it.state]),
        NoticeCell(it.plan.title.removeprefix(it.period.label), tip, faint=over),
        NoticeCell(short, it.number, faint=over),
        NoticeCell(
            str(it.waiting or ""), f"逾期 {it.overdue} 条" if it.overdue else "", right=True,
            red=bool(it.overdue),
        ),
    )  # fmt: skip


def choice_cells(it: Any) -> tuple[NoticeCell, ...]:
    """A unit that can be inspected, behind its tick."""
    return (NoticeCell(it.name, it.name), NoticeCell(it.kind, faint=True))


def offer_cells(it: Any) -> tuple[NoticeCell, ...]:
    """A red or yellow task offered as a finding, behind its tick."""
    red = it.light is Light.RED
    return (
        NoticeCell("红灯" if red else "黄灯", chip="red" if red else "yellow"),
        NoticeCell(it.unit, it.unit),
        NoticeCell(it.entry.wording, it.entry.wording),
    )


def point_cells(it: Any, _year: int) -> tuple[NoticeCell, ...]:
    """One point of the checklist."""
    return (
        NoticeCell(str(it.at), right=True, faint=True),
        NoticeCell(it.area),
        NoticeCell(it.question, it.question),
    )


def unit_cells(it: Any, _year: int) -> tuple[NoticeCell, ...]:
    """One inspected unit."""
    return (
        NoticeCell(it.unit, it.unit),
        NoticeCell(it.kind, faint=True),
        NoticeCell(f"{it.told} / {it.points}", right=True, faint=not it.told),
        NoticeCell(str(it.waiting or ""), right=True),
    )


def finding_cells(it: Any, year: int) -> tuple[NoticeCell, ...]:
    """One finding, in ``FINDING_COLUMNS``; what is over is faint."""
    over = not is_waiting(it)
    due = short_date(it.due, year) if it.due else "—"
    tip = f"{it.wording}\n整改要求：{it.demand}" if it.demand else it.wording
    return (
        NoticeCell(it.unit, it.unit, bold=not over, faint=over),
        NoticeCell(it.area.label, faint=over),
        NoticeCell(it.question, it.question, faint=over),
        NoticeCell(it.verdict.label, it.verdict.label, chip=VERDICT_TONES[it.verdict]),
        NoticeCell(it.wording.replace("\n", " "), tip, faint=over),
        NoticeCell(due, _iso(it.due), right=True, red=it.overdue, faint=over),
        NoticeCell(it.state_label, it.state_label, chip=finding_tone(it)),
    )


def finding_order(finding: Any) -> int:
    """What needs action first: overdue, then what waits, what is closed, what is in order."""
    if finding.overdue:
        return 0
    if is_waiting(finding):
        return 1
    return 2 if finding.state is FindingState.CLOSED else 3


def finding_tone(finding: Any) -> str:
    """The tint of a finding's state: red where its 整改 is overdue."""
    return "red" if finding.overdue else FINDING_TONES[finding.state]


def finding_matches(finding: Any, text: str) -> bool:
    """Whether every word typed stands in a finding's words, whatever its case."""
    hay = (
        f"{finding.unit} {finding.area.label} {finding.question} {finding.verdict.label} "
        f"{finding.wording} {finding.demand} {finding.state_label}"
    ).casefold()
    return all(word in hay for word in text.casefold().split())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
