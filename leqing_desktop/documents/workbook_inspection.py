"""The list of problems (问题清单) that a 专项督查 found, as a workbook, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import Group, Heading, Line, PrintColumn, Table
from leqing_desktop.documents.workbook_writer import Progress, write_table
from leqing_desktop.domain.inspection_sheet import InspectionSheetRow

COLUMNS = (
    PrintColumn("序号", 7, centred=True),
    PrintColumn("单位", 22),
    PrintColumn("类别", 13, centred=True),
    PrintColumn("督查内容", 34),
    PrintColumn("结论", 13, centred=True),
    PrintColumn("发现的情况", 44),
    PrintColumn("整改要求", 34),
    PrintColumn("整改期限", 15, centred=True),
    PrintColumn("状态", 16, centred=True),
    PrintColumn("整改情况", 30),
)


def write_inspection(
    rows: Sequence[InspectionSheetRow],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write ``rows`` in the order given, numbered from 1; a unit's rows share its cell.

    Raises ``Refused`` for a text that fits no cell; nothing is written then.
    """
    groups: list[Group] = []
    first = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at].unit != rows[first].unit:
            groups.append(Group((1,), first, at - 1))
            first = at
    table = Table(
        sheet="问题清单",
        columns=COLUMNS,
        lines=[_line(no, row) for no, row in enumerate(rows, 1)],
        groups=groups if rows else [],
        frozen=2,
        note=f"涉及 {len(groups)} 家单位，共 {len(rows)} 条问题。" if rows else "没有发现问题。",
    )
    write_table(table, heading, stream, progress)


def _line(no: int, row: InspectionSheetRow) -> Line:
    return (
        no,
        row.unit,
        row.area,
        row.question,
        row.verdict,
        row.wording,
        row.demand,
        row.due,
        row.state,
        row.outcome,
    )
