"""The columns of a unit's quarterly sheet, and what each cell shows of a reported task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.reporting_drafts import Draft
from leqing_desktop.ui.models.tree_cells import Cell, LightCell

if TYPE_CHECKING:
    from leqing_desktop.services.reporting import Entry, ReportRow

TIP_LIMIT = 1200
"""Characters of a long text that a tooltip shows: more would fill the screen."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: ``field`` is what is typed there ("" where nothing is).

    ``width`` is its least width in logical pixels, ``share`` its part of what is left over,
    ``lines``: how many lines of a wrapped text
    are shown (0: one line, no wrapping), ``narrow`` whether a narrow window shows the column.
    """

    key: str
    heading: str
    width: int
    share: float = 0
    field: str = ""
    right: bool = False
    lines: int = 0
    narrow: bool = True


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("number", "序号", 50, right=True),
    SheetColumn("title", "任务 · 举措", 132, 1.3, lines=2),
    SheetColumn("target", "目标", 70, 0.7, lines=3, narrow=False),
    SheetColumn("goal", "年度目标", 80, 0.9, "goal", lines=3, narrow=False),
    SheetColumn("schedule", "序时", 48, right=True),
    SheetColumn("last", "上季", 48, right=True),
    SheetColumn("progress", "本季进度", 70, field="progress", right=True),
    SheetColumn("light", "灯", 48),
    SheetColumn("last_text", "上季情况", 100, 1.6, lines=4),
    SheetColumn("done", "本季进展情况", 120, 2.2, "done", lines=5),
    SheetColumn("problems", "存在问题", 84, 1.2, "problems", lines=5),
    SheetColumn("next_step", "下一步", 84, 1.6, "next_step", lines=5),
)

AT = {column.key: at for at, column in enumerate(COLUMNS)}
INPUTS = tuple(at for at, column in enumerate(COLUMNS) if column.field not in ("", "goal"))
"""What a report is made of, in the order in which Tab goes; the year goal is seldom typed here."""
TITLE_AT, LIGHT_AT, PROGRESS_AT = (AT[key] for key in ("title", "light", "progress"))


def column_of(field: str) -> int:
    """The position of an input column."""
    return next(at for at, column in enumerate(COLUMNS) if column.field == field)


def figure(value: float | None) -> str:
    """A progress figure as a clerk types it: 72, 72.5, empty where there is none."""
    return "" if value is None else f"{value:g}"


def stored_text(row: ReportRow, field: str) -> str:
    """What the ledger holds in an input cell, as it would be typed."""
    entry = row.entry
    if field == "goal":
        return row.year_goal
    if entry is None:
        return ""
    return figure(entry.progress) if field == "progress" else str(getattr(entry, field))


def last_words(entry: Entry | None) -> str:
    """Last quarter's text: what was done, then its problems and what was announced as next."""
    if entry is None:
        return ""
    named = (("", entry.done), ("问题：", entry.problems), ("下一步：", entry.next_step))
    return "\n".join(f"{name}{text}" for name, text in named if text)


def cells_of(
    row: ReportRow, light: LightCell, drafts: dict[str, Draft], period: Period, locked: bool
) -> tuple[Cell, ...]:
    """The cells of one task, in the order of ``COLUMNS``."""
    return tuple(
        _input_cell(row, column.field, drafts.get(column.field), locked)
        if column.field
        else _shown_cell(row, column.key, light, period)
        for column in COLUMNS
    )


def _input_cell(row: ReportRow, field: str, draft: Draft | None, locked: bool) -> Cell:
    stored = stored_text(row, field)
    if row.support:
        tip = "本单位只配合这项任务，不用填报，也不计入报送"
        shown = {"progress": "配合", "goal": row.year_goal}.get(field, "")
        return Cell(shown, tip=tip, hint=True, locked=True)
    if draft is not None:
        tip = draft.error or f"正在保存，原为：{short(stored, 200) or '空'}"
        return Cell(draft.text, draft.text, tip=tip, error=draft.error, edited=True)
    return Cell(stored, stored, locked=locked, hint=locked)


def _shown_cell(row: ReportRow, key: str, light: LightCell, period: Period) -> Cell:
    if key == "number":
        return Cell(row.number, hint=True)
    if key == "title":
        return Cell(row.title, tip=_about(row), hint=row.support, locked=row.support)
    if key == "target":
        return Cell(row.target, hint=row.support, locked=True)
    if key == "schedule":
        tip = f"{period.label}末应完成全年任务的 {row.schedule} %"
        if row.schedule is None:
            return Cell("—", tip="还没有序时要求", hint=True, locked=True)
        return Cell(f"{row.schedule}", tip=tip, hint=True, locked=True)
    if key == "last":
        return Cell(figure(row.last.progress if row.last else None), hint=True, locked=True)
    if key == "light":
        return Cell(light.text, tip=light.why, locked=row.support)
    return Cell(last_words(row.last), hint=True, locked=True)


def _about(row: ReportRow) -> str:
    due = row.due.isoformat() if row.due is not None else ""
    facts = (
        ("任务：", row.title),
        ("举措：", row.measure),
        ("目标：", row.target),
        ("年度目标：", row.year_goal),
        ("期限：", due),
    )
    return "\n".join(f"{name}{text}" for name, text in facts if text)


def short(text: str, limit: int = TIP_LIMIT) -> str:
    """A text for a tooltip, cut where it would fill the screen."""
    return text if len(text) <= limit else f"{text[:limit]}…（共 {len(text)} 字，按 F2 看全文）"
