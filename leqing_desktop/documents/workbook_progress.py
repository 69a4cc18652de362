"""The quarterly progress sheet (季度进展汇总表) as a workbook; lights readable without colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import Group, Heading, Line, PrintColumn, Table
from leqing_desktop.documents.workbook_writer import Progress, write_tables
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.progress_sheet import ProgressRow

_FIGURES = (
    PrintColumn("序时（%）", 8.5, centred=True),
    PrintColumn("完成（%）", 8.5, centred=True),
    PrintColumn("灯", 7, centred=True),
    PrintColumn("单位自评", 10, centred=True),
)
BY_PROGRAMME = (
    PrintColumn("序号", 6.5, centred=True),
    PrintColumn("工程", 9.5),
    PrintColumn("举措", 14),
    PrintColumn("重点任务", 30),
    PrintColumn("责任单位", 16),
    PrintColumn("目标", 16),
    *_FIGURES,
    PrintColumn("进展情况", 40),
    PrintColumn("存在问题", 24),
    PrintColumn("下一步", 24),
)
BY_UNIT = (
    PrintColumn("序号", 6.5, centred=True),
    PrintColumn("单位", 14),
    PrintColumn("举措", 15),
    PrintColumn("重点任务", 32),
    PrintColumn("目标", 17),
    *_FIGURES,
    PrintColumn("进展情况", 43),
    PrintColumn("存在问题", 26),
    PrintColumn("下一步", 26),
)
LIGHT_SHAPES = {Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■", Light.GREY: "○"}
"""Shape of each light, before its letter, so that a black and white print can be read."""


def write_progress(
    rows: Sequence[ProgressRow],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
    by_unit: Sequence[ProgressRow] | None = None,
) -> None:
    """Write ``rows`` in the order given; tasks of one measure that follow each other share its cell.

    ``by_unit``: the same quarter unit by unit, on a second sheet. Raises ``Refused`` for a text that
    fits no cell; nothing is written then.
    """
    sheets = [(_table("按工程", BY_PROGRAMME, rows, _of_programme), heading)]
    if by_unit is not None:
        sheets.append((_table("按单位", BY_UNIT, by_unit, _of_unit), heading))
    write_tables(sheets, stream, progress)


def _table(
    sheet: str,
    columns: tuple[PrintColumn, ...],
    rows: Sequence[ProgressRow],
    first: Callable[[ProgressRow], tuple[str, str, Line]],
) -> Table:
    """A sheet; ``first`` gives what a row's second and third cell share, and its cells up to 目标."""
    heads = [first(row) for row in rows]
    unreported = sum(not row.reported for row in rows)
    differing = sum(row.disagrees for row in rows)
    notes = [
        f"未报 {unreported} 项，沿用上期完成数。" if unreported else "",
        f"单位自评与灯不一致 {differing} 项，以灯为准。" if differing else "",
        # Else a lagging unit's own figure beside its task's green light looks like a fault.
        "灯按任务的第一牵头（责任）单位所报进度计算。" if first is _of_unit else "",
    ]
    return Table(
        sheet=sheet,
        columns=columns,
        lines=[(*head[2], *_rest(row)) for head, row in zip(heads, rows, strict=True)],
        groups=[
            *_groups(1, [head[0] for head in heads]),
            *_groups(2, [f"{head[0]}\0{head[1]}" if head[1] else "" for head in heads]),
        ],
        frozen=4,
        note="".join(notes),
    )


def _of_programme(row: ProgressRow) -> tuple[str, str, Line]:
    line = (row.number, row.programme, row.measure, row.task, row.units, row.target)
    return row.programme, row.measure, line


def _of_unit(row: ProgressRow) -> tuple[str, str, Line]:
    return row.unit, row.measure, (row.number, row.unit, row.measure, row.task, row.target)


def _rest(row: ProgressRow) -> Line:
    """Figures, light, the unit's word, and what it wrote."""
    return (
        _percent(row.schedule),
        _percent(row.progress),
        LIGHT_SHAPES[row.light] + row.light.label if row.light else "—",
        _own_word(row),
        row.done if row.reported else f"〔未报〕{row.done}",
        row.problems,
        row.next_step,
    )


def _own_word(row: ProgressRow) -> str:
    if row.status is None:
        return "—"
    return f"{row.status.label}（与灯不一致）" if row.disagrees else row.status.label


def _percent(value: float | None) -> float | int | None:
    """A whole number without ``.0``, otherwise one decimal."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 1)


def _groups(column: int, labels: Sequence[str]) -> list[Group]:
    """Lines that follow each other with one label, which share its cell; none for an empty one."""
    groups: list[Group] = []
    first = 0
    for index in range(1, len(labels) + 1):
        if index == len(labels) or labels[index] != labels[first]:
            if labels[first]:
                groups.append(Group((column,), first, index - 1))
            first = index
    return groups
