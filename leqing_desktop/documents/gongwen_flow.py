"""Fill pages with lines: headings stay with their text, and no page holds the 版记 alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leqing_desktop.documents.gongwen_page import BLACK, Ink
from leqing_desktop.documents.line_layout import Run


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page grid: runs from ``x`` points right of the block's left edge.

    A row without runs is blank. ``keep``: no page may end after this row.
    """

    runs: tuple[Run, ...] = ()
    x: float = 0.0
    size: float = 16.0
    fill: Ink = BLACK
    keep: bool = False


BLANK = Row()


def paginate(
    rows: Sequence[Row], *, first: int, other: int, reserved_first: int, reserved_other: int
) -> list[list[Row]]:
    """Rows page by page.

    ``first`` and ``other`` are the rows a page holds, ``reserved_…`` the rows that the last page
    gives up to the 版记. Blank rows at the head of a page are left out. Rows kept with their
    followers go over together unless they fill a page of their own. There is always one page.
    """
    pages: list[list[Row]] = []
    start = 0
    while True:
        while pages and start < len(rows) and not rows[start].runs:
            start += 1
        room, reserved = (other, reserved_other) if pages else (first, reserved_first)
        if len(rows) - start <= room - reserved:
            pages.append(list(rows[start:]))
            return pages
        end = min(start + room, len(rows) - 1)
        end = _kept_together(rows, start, end)
        pages.append(list(rows[start:end]))
        start = end


def _kept_together(rows: Sequence[Row], start: int, end: int) -> int:
    """The last place up to ``end`` where the page may end; ``end`` itself if there is none."""
    for place in range(end, start, -1):
        if not rows[place - 1].keep:
            return place
    return max(end, start + 1)
