"""The list of questions (疑问清单) that a quarter's returns leave open, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import Group, Heading, Line, PrintColumn, Table
from leqing_desktop.documents.workbook_writer import Progress, write_table
from leqing_desktop.domain.question_sheet import QuestionRow

COLUMNS = (
    PrintColumn("序号", 7, centred=True),
    PrintColumn("单位", 22),
    PrintColumn("版次", 9, centred=True),
    PrintColumn("收到日期", 14, centred=True),
    PrintColumn("位置", 14, centred=True),
    PrintColumn("任务或指标", 44),
    PrintColumn("要核实补正的问题", 58),
    PrintColumn("要求", 10, centred=True),
    PrintColumn("单位答复", 34),
)


def write_questions(
    rows: Sequence[QuestionRow],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write ``rows`` in the order given, numbered from 1; a unit's rows share its cell.

    Raises ``Refused`` for a text that fits no cell; nothing is written then.
    """
    serious = sum(row.serious for row in rows)
    groups: list[Group] = []
    first = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at].unit != rows[first].unit:
            groups.append(Group((1,), first, at - 1))
            first = at
    units = len(groups)
    table = Table(
        sheet="疑问清单",
        columns=COLUMNS,
        lines=[_line(no, row) for no, row in enumerate(rows, 1)],
        groups=groups,
        frozen=2,
        note=f"涉及 {units} 家单位，共 {len(rows)} 条，其中须改 {serious} 条。"
        if rows
        else "没有疑问。",
    )
    write_table(table, heading, stream, progress)


def _line(no: int, row: QuestionRow) -> Line:
    return (
        no,
        row.unit,
        f"第 {row.version} 版",
        row.received,
        row.place,
        row.subject,
        row.question,
        "须改" if row.serious else "请核对",
        "",
    )
