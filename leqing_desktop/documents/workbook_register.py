"""The log of numbers given (督办台账) as a workbook: every number once, voided ones included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import Heading, Line, PrintColumn, Table
from leqing_desktop.documents.workbook_writer import Progress, write_table
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.register_sheet import RegisterRow

COLUMNS = (
    PrintColumn("序号", 6.5, centred=True),
    PrintColumn("文号", 23, centred=True),
    PrintColumn("种类", 17, centred=True),
    PrintColumn("标题", 56),
    PrintColumn("单位", 22),
    PrintColumn("签发日期", 13.5, centred=True),
    PrintColumn("办理期限", 13.5, centred=True),
    PrintColumn("状态", 12, centred=True),
    PrintColumn("反馈日期", 13.5, centred=True),
    PrintColumn("销号日期", 13.5, centred=True),
    PrintColumn("备注", 22),
)
COLOUR_SHAPES = {NoticeColour.BLUE: "◆", NoticeColour.ORANGE: "▲", NoticeColour.RED: "■"}
"""Shape of each colour, before its word, so that a black and white print can be read."""


def write_register(
    rows: Sequence[RegisterRow],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write ``rows`` in the order given, numbered from 1.

    Raises ``Refused`` for a text that fits no cell; nothing is written then.
    """
    lines = [_line(no, row) for no, row in enumerate(rows, 1)]
    write_table(Table("督办台账", COLUMNS, lines, frozen=2), heading, stream, progress)


def _line(no: int, row: RegisterRow) -> Line:
    return (
        no,
        row.number,
        _kind(row),
        row.subject,
        row.unit,
        row.issued,
        row.deadline,
        row.state,
        row.replied,
        row.closed,
        row.remark,
    )


def _kind(row: RegisterRow) -> str:
    if row.colour is None:
        return row.kind
    return f"{COLOUR_SHAPES[row.colour]}{row.colour.label}（{row.colour.meaning}）"
