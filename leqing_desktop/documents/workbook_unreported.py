"""The list of units that have not reported (未报送名单) as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from leqing_desktop.documents.workbook_layout import Heading, Line, PrintColumn, Table
from leqing_desktop.documents.workbook_writer import Progress, write_table
from leqing_desktop.domain.return_review import BoardRow, Punctuality

COLUMNS = (
    PrintColumn("序号", 7, centred=True),
    PrintColumn("单位", 42),
    PrintColumn("情况", 16, centred=True),
    PrintColumn("应报任务", 13, centred=True),
    PrintColumn("已填任务", 13, centred=True),
    PrintColumn("下发日期", 18, centred=True),
    PrintColumn("近五季报送", 30, centred=True),
    PrintColumn("未报原因", 40),
    PrintColumn("备注", 33),
)
SHAPES = {
    Punctuality.ON_TIME: "●",
    Punctuality.LATE: "▲",
    Punctuality.MISSING: "■",
    Punctuality.NONE: "—",
}
_KEY = "近五季：●按时 ▲迟报 ■未报 —不用报"


def write_unreported(
    rows: Sequence[BoardRow],
    heading: Heading,
    stream: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write those of the board's ``rows`` that have not reported, in order, with the rate of returns.

    Raises ``Refused`` for a text that fits no cell; nothing is written then.
    """
    owing = [row for row in rows if not row.has_reported]
    lines = [_line(no, row) for no, row in enumerate(owing, 1)]
    table = Table("未报送名单", COLUMNS, lines, frozen=2, note=f"{_rate(rows)}　　{_KEY}")
    write_table(table, heading, stream, progress)


def _rate(rows: Sequence[BoardRow]) -> str:
    reported = sum(row.has_reported for row in rows)
    if not rows:
        return "没有应报单位"
    share = f"{100 * reported / len(rows):.1f}".removesuffix(".0")
    return f"应报 {len(rows)} 家，已报 {reported} 家，报送率 {share}%"


def _line(no: int, row: BoardRow) -> Line:
    quarters = " ".join(SHAPES[each] for each in row.quarters)
    return (
        no,
        row.unit,
        row.state.value,
        row.expected,
        row.filled,
        row.issued_on or "未下发",
        quarters,
        "",
        "",
    )
