"""The quarterly progress sheet (季度进展汇总表) as a workbook; lights readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import Group, Heading, Line, PrintColumn, Table
from leqing_desktop.documents.workbook_writer import Progress, write_table
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.progress_sheet import ProgressRow

COLUMNS = (
    PrintColumn("序号", 6.5, centred=True),
    PrintColumn("举措", 17),
    PrintColumn("重点任务", 31),
    PrintColumn("责任单位", 18),
    PrintColumn("目标", 18),
    PrintColumn("序时（%）", 9, centred=True),
    PrintColumn("完成（%）", 9, centred=True),
    PrintColumn("灯", 7.5, centred=True),
    PrintColumn("进展情况", 44),
    PrintColumn("存在问题", 27),
    PrintColumn("下一步", 27),
)
LIGHT_SHAPES = {Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■", Light.GREY: "○"}
"""Shape of each light, before its letter, so that a black and white print can be read."""


def write_progress(
    rows: Sequence[ProgressRow],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write ``rows`` in the order given; tasks of one measure that follow each other share its cell.

    Raises ``Refused`` for a text that fits no cell; nothing is written then.
    """
    unreported = sum(not row.reported for row in rows)
    table = Table(
        sheet="季度进展",
        columns=COLUMNS,
        lines=[_line(row) for row in rows],
        groups=_groups(rows),
        frozen=3,
        note=f"未报 {unreported} 项，沿用上期完成数。" if unreported else "",
    )
    write_table(table, heading, stream, progress)


def _line(row: ProgressRow) -> Line:
    return (
        row.number,
        row.measure,
        row.task,
        row.units,
        row.target,
        _percent(row.schedule),
        _percent(row.progress),
        LIGHT_SHAPES[row.light] + row.light.label if row.light else "—",
        row.done if row.reported else f"〔未报〕{row.done}",
        row.problems,
        row.next_step,
    )


def _percent(value: float | None) -> float | int | None:
    """A whole number without ``.0``, otherwise one decimal."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 1)


def _groups(rows: Sequence[ProgressRow]) -> list[Group]:
    groups: list[Group] = []
    first = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index].measure != rows[first].measure:
            if rows[first].measure:
                groups.append(Group((1,), first, index - 1))
            first = index
    return groups
