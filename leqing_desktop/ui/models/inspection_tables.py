"""The tables of the 专项督查 view: ready cells of inspections, checklist, units and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leqing_desktop.domain.inspection import FindingState, Verdict
from leqing_desktop.domain.inspection_life import InspectionState
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn
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
        NoticeCell(it.plan.title, tip, faint=over),
        NoticeCell(short, it.number, faint=over),
        NoticeCell(
            str(it.waiting or ""), f"逾期 {it.overdue} 条" if it.overdue else "", right=True,
            red=bool(it.overdue),
        ),
    )  # fmt: skip


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
