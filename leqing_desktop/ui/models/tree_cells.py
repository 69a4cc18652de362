"""What each cell of the decomposition table shows, computed once a row and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.decomposition import Column, Row, columns_of
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light import Ground
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.standing import Standing
from leqing_desktop.ui.models.tree_columns import LIGHT_KEY, TREE_COLUMNS
from leqing_desktop.ui.models.tree_pending import PendingEdits


@dataclass(frozen=True, slots=True)
class LightCell:
    """A row's light and bar: ``counts`` holds the children's lights, empty for a task.

    ``progress`` and ``schedule`` are percent, None where nothing is reported or asked;
    ``overdue``: unfinished past its date.
    """

    light: Light | None
    progress: float | None = None
    schedule: float | None = None
    why: str = ""
    counts: tuple[tuple[Light, int], ...] = ()
    overdue: bool = False

    @property
    def mixed(self) -> bool:
        """Whether the children have different lights."""
        return len(self.counts) > 1

    @property
    def text(self) -> str:
        """The light in words: 红, or 绿 2 黄 1."""
        if self.counts:
            return " ".join(f"{light.label} {count}" for light, count in self.counts)
        return self.light.label if self.light else ""


NO_LIGHT = LightCell(None)


def light_cell(status: ItemStatus | None) -> LightCell:
    """What the table shows of an item's status."""
    if status is None:
        return NO_LIGHT
    counts: tuple[tuple[Light, int], ...] = ()
    if status.counts is not None:
        by_light = {light: getattr(status.counts, light.value) for light in Light}
        counts = tuple((light, count) for light, count in by_light.items() if count)
    found = status.assessment
    overdue = found is not None and found.ground is Ground.OVERDUE
    return LightCell(status.light, status.progress, status.schedule, status.why, counts, overdue)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell ready to paint. ``typed`` is what editing starts from; ``hint`` is shown in grey.

    ``locked``: the row's level has no such column, or the value is computed.
    """

    text: str
    typed: str = ""
    tip: str = ""
    error: str = ""
    edited: bool = False
    hint: bool = False
    overdue: bool = False
    locked: bool = False


def counting_words(row: Row) -> str:
    """Whose figure counts where a task's document names nobody as leading; empty with a lead."""
    if row.lead or not row.counts_first:
        return ""
    return f"文件未列牵头单位，责任单位中排首位的{row.counts_first}的数字计分。"


def cells_of(row: Row, light: LightCell, pending: PendingEdits) -> tuple[Cell, ...]:
    """The cells of one row, in the order of ``TREE_COLUMNS``."""
    return tuple(
        _computed_cell(shown.key, light)
        if shown.column is None
        else _typed_cell(row, shown.column, light, pending)
        for shown in TREE_COLUMNS
    )


def _computed_cell(key: str, light: LightCell) -> Cell:
    if key == LIGHT_KEY:
        return Cell(light.text, tip=light.why or light.text, locked=True)
    if light.progress is None:
        return Cell("", locked=True)
    tip = light.why or f"完成 {light.progress:g} %"
    if light.schedule is not None and not light.why:
        tip = f"{tip}，序时 {light.schedule:g} %"
    return Cell(f"{light.progress:.0f}%", tip=tip, locked=True)


def _typed_cell(row: Row, column: Column, light: LightCell, pending: PendingEdits) -> Cell:
    typed = typed_text(row, column)
    if column not in columns_of(row.level):
        return Cell(typed, typed, locked=True)
    change = pending.text(row.id, column)
    if change is not None:
        error = pending.error(row.id, column)
        return Cell(change, change, tip=error or f"原为：{typed or '空'}", error=error, edited=True)
    if column is Column.LEAD and counting_words(row):
        # Empty as on paper: any name here would read as the lead. The tooltip and the panel tell.
        return Cell("", tip=counting_words(row))
    if column in _UNIT_TEXTS and row.inherited:
        shown = _UNIT_TEXTS[column](row)
        return Cell(shown, typed, tip="随上级，未单独指定" if shown else "", hint=True)
    if column is Column.TARGET and not row.target and row.indicators:
        tip = "\n".join(("规划的量化目标：", *row.indicators))
        return Cell("；".join(row.indicators), typed, tip=tip, hint=True)
    if column is Column.SCHEDULE and not row.schedule:
        return Cell("", tip="没有另写序时的，按起止日期算，全年任务为 25/50/75/100")
    if column is Column.DUE:
        return _due_cell(row, typed, light)
    if column is Column.TITLE:
        return _title_cell(row, typed)
    return Cell(typed, typed)


def _title_cell(row: Row, typed: str) -> Cell:
    """The name behind 〔议〕 or 〔批〕 where a meeting or a leader gave it out, before its state."""
    before = f"〔{row.origin.kind.mark}〕" if row.origin else ""
    state = "" if row.standing is Standing.ACTIVE else f"（{row.standing.label}）"
    tip = f"{typed}\n来源：{row.origin.note}" if row.origin else ""
    cancelled = row.standing is Standing.CANCELLED
    return Cell(f"{before}{typed}{state}", typed, tip=tip, hint=cancelled)


def _due_cell(row: Row, typed: str, light: LightCell) -> Cell:
    tip = row.due_text if row.due is not None and row.due_text else ""
    if light.overdue:
        tip = f"{light.why or '已过期限，尚未完成'}{f'（原文：{tip}）' if tip else ''}"
    return Cell(typed, typed, tip=tip, overdue=light.overdue)


_UNIT_TEXTS = {
    Column.LEAD: lambda row: row.lead,
    Column.RESPONSIBLE: lambda row: row.responsible,
    Column.SUPPORT: lambda row: row.support,
}


def typed_text(row: Row, column: Column) -> str:
    """The stored value of a cell as a clerk would type it; inherited units are not the row's."""
    if column in _UNIT_TEXTS:
        return "" if row.inherited else _UNIT_TEXTS[column](row)
    if column is Column.START:
        return _day(row.start)
    if column is Column.DUE:
        return _day(row.due) or row.due_text
    return {
        Column.NUMBER: row.number,
        Column.TITLE: row.title,
        Column.SECTION: row.section,
        Column.PERSON: row.person,
        Column.TARGET: row.target,
        Column.EVIDENCE: row.evidence,
        Column.YEAR_GOAL: row.goal,
        Column.SCHEDULE: row.schedule,
    }[column]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def is_group(row: Row) -> bool:
    """Whether the row is painted as a heading (a programme)."""
    return row.level is Level.PROGRAMME
