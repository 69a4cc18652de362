"""The decomposition table (重点任务分解表) as the workbook that offices print.

One line a task; its milestones stand numbered in one cell. Programme, measure and the measure's
targets are merged over their tasks, cut at the end of a page. The cells below a
merged one carry its value too (spreadsheet programs show only the first), so that the filter
on 工程 or 举措 finds every task and not just the first. Sorting needs the cells to be unmerged first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import (
    Group,
    Heading,
    Line,
    PrintColumn,
    Table,
)
from leqing_desktop.documents.workbook_writer import HEADER_ROW, Progress, write_table
from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.domain.standing import Standing
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import ColumnChoice, SheetMapping
from leqing_desktop.domain.table_titles import one_line

COLUMNS = (
    PrintColumn("序号", 6, centred=True),
    PrintColumn("工程", 10, centred=True),
    PrintColumn("举措", 14),
    PrintColumn("目标（指标）", 23),
    PrintColumn("重点任务", 27),
    PrintColumn("任务目标", 12),
    PrintColumn("里程碑", 46),
    PrintColumn("牵头单位", 11),
    PrintColumn("责任单位", 17),
    PrintColumn("配合单位", 11),
    PrintColumn("责任科室", 9.5, centred=True),
    PrintColumn("责任人", 8, centred=True),
    PrintColumn("完成时限", 12.5, centred=True),
    PrintColumn("备注", 12),
)
ROW_ID = PrintColumn("编号（程序用）", 16, hidden=True)
"""Where each line tells the program which record it is, when the table comes back."""
SHEET = "分解表"
_MEANINGS = (
    Meaning.NUMBER,
    Meaning.PROGRAMME,
    Meaning.MEASURE,
    Meaning.MEASURE_TARGET,
    Meaning.TASK,
    Meaning.TARGET,
    Meaning.MILESTONE,
    Meaning.LEAD,
    Meaning.RESPONSIBLE,
    Meaning.SUPPORT,
    Meaning.SECTION,
    Meaning.PERSON,
    Meaning.DUE,
    Meaning.REMARK,
    Meaning.ID,
)
OWN_TABLE = SheetMapping(
    SHEET,
    HEADER_ROW - 1,
    HEADER_ROW - 1,
    tuple(
        ColumnChoice(at, column.label, meaning, 1.0)
        for at, (column, meaning) in enumerate(zip((*COLUMNS, ROW_ID), _MEANINGS, strict=True))
    ),
)
"""What the columns mean when the table comes back: nothing about it need be guessed."""
_PROGRAMME, _MEASURE, _TARGET = 1, 2, 3


@dataclass(slots=True)
class _Entry:
    """One line to print: the item it is about, the items above it and its milestones."""

    item: Row
    programme: Row | None
    measure: Row | None
    milestones: list[Row] = field(default_factory=list)


def write_decomposition(
    rows: Sequence[Row],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
    row_ids: Mapping[int, str] | None = None,
) -> None:
    """Write ``rows`` (flat, in display order) as the printed decomposition table, .xlsx.

    ``row_ids``: item id → what its line carries in a hidden column, for the table's return.
    Raises ``Refused`` for a text that fits no cell; nothing is written then.
    """
    entries = _entries(rows)
    table = Table(
        sheet=SHEET,
        columns=COLUMNS if row_ids is None else (*COLUMNS, ROW_ID),
        lines=[_line(entry, row_ids) for entry in entries],
        groups=_groups(entries),
        frozen=3,
        note=_note(rows),
    )
    write_table(table, heading, stream, progress)


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    """One entry a task; a programme or measure without anything below has an entry of its own."""
    entries: list[_Entry] = []
    programme: Row | None = None
    measure: Row | None = None
    for index, row in enumerate(rows):
        below = index + 1 < len(rows) and rows[index + 1].level > row.level
        if row.level is Level.PROGRAMME:
            programme, measure = row, None
        elif row.level is Level.MEASURE:
            measure = row
        if row.level is Level.MILESTONE and entries and entries[-1].item.id == row.parent_id:
            entries[-1].milestones.append(row)
        elif row.level >= Level.TASK or not below:
            entries.append(_Entry(row, programme, measure))
    return entries


def lines_of(rows: Sequence[Row], row_ids: Mapping[int, str]) -> list[Line]:
    """The table's lines as they are written, each with its id."""
    return [_line(entry, row_ids) for entry in _entries(rows)]


def _line(entry: _Entry, row_ids: Mapping[int, str] | None) -> Line:
    row = entry.item
    task = row if row.level >= Level.TASK else None
    return (
        row.number,
        _named(entry.programme),
        _named(entry.measure),
        _targets(entry.measure or entry.programme),
        task.title if task else "",
        task.target if task else "",
        "\n".join(_milestone(no, node) for no, node in enumerate(entry.milestones, 1)),
        row.lead,
        row.responsible,
        row.support,
        row.section,
        row.person,
        row.due or row.due_text,
        _remark(row),
        *([row_ids.get(row.id, "")] if row_ids is not None else []),
    )


def _named(row: Row | None) -> str:
    if row is None:
        return ""
    name = "、".join(part for part in (row.number, row.title) if part)
    if row.standing is not Standing.ACTIVE:
        name += f"〔{row.standing.label}〕"
    return name


def _targets(row: Row | None) -> str:
    """The measure's typed target, and below it its quantified ones, one a line."""
    if row is None:
        return ""
    return "\n".join(line for line in (row.target, *row.indicators) if line)


def _milestone(no: int, row: Row) -> str:
    facts = [
        row.due.isoformat() if row.due else row.due_text,
        one_line(row.evidence),
        row.standing.label if row.standing is not Standing.ACTIVE else "",
    ]
    known = "；".join(fact for fact in facts if fact)
    return f"{no}. {row.title}" + (f"（{known}）" if known else "")


def _remark(row: Row) -> str:
    """What has no column of its own: state, start, printed date, evidence, counting unit, source."""
    counts = row.counts_first if not row.lead and not _leads_list(row) else ""
    parts = [
        row.standing.label
        if row.standing is not Standing.ACTIVE and row.level >= Level.TASK
        else "",
        f"{chinese_date(row.start)}开始" if row.start else "",
        f"期限原文：{row.due_text}" if _says_more(row) else "",
        f"印证材料：{row.evidence}" if row.evidence else "",
        f"以{counts}为计分单位" if counts else "",
        f"来源：{row.origin.note}" if row.origin else "",
    ]
    return "；".join(part for part in parts if part)


def _says_more(row: Row) -> bool:
    """Whether the printed wording of a date says something that the date does not."""
    if row.due is None or not row.due_text:
        return False
    try:
        return parse_date_text(row.due_text, row.due.year).date != row.due
    except ValueError:
        return True


def _leads_list(row: Row) -> bool:
    return row.responsible.split("、", 1)[0] == row.counts_first


def _note(rows: Sequence[Row]) -> str:
    if any(row.counts_first and not row.lead for row in rows):
        return "未列牵头单位的，责任单位中排首位者为计分单位。"
    return ""


def _groups(entries: Sequence[_Entry]) -> list[Group]:
    measures: list[Group] = []
    programmes: list[Group] = []
    for first, last in _runs([entry.measure for entry in entries]):
        if entries[first].measure is not None:
            measures.append(Group((_MEASURE, _TARGET), first, last))
    for first, last in _runs([entry.programme for entry in entries]):
        if entries[first].programme is not None:
            programmes.append(Group((_PROGRAMME,), first, last))
    return programmes + measures


def _runs(owners: Sequence[Row | None]) -> list[tuple[int, int]]:
    """First and last index of each run of the same item (by identity: ids may be 0 in a draft)."""
    runs: list[tuple[int, int]] = []
    for index, owner in enumerate(owners):
        if runs and owners[index - 1] is owner:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
