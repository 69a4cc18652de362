"""The page of an official document in numbers, and what is placed on it (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from leqing_desktop.documents.fonts import CENTRE

MM = 72 / 25.4
"""Points in a millimetre; every length below is in points, y grows upwards from the paper's foot."""

PAPER_WIDTH = 210 * MM
PAPER_HEIGHT = 297 * MM
LEFT = 28 * MM
"""Left edge of the page block (5.2.1: 订口 28 mm)."""
RIGHT = LEFT + 156 * MM
TOP = PAPER_HEIGHT - 37 * MM
"""Upper edge of the page block (5.2.1: 天头 37 mm)."""
BOTTOM = TOP - 225 * MM
WIDTH = RIGHT - LEFT

SIZE_TITLE = 22.0
"""2号, 3号 and 4号 in points, as offices' word processors have them."""
SIZE_BODY = 16.0
SIZE_SMALL = 14.0

COLUMNS = 28
ROWS = 22
CELL = WIDTH / COLUMNS
"""28 characters fill the block (5.2.3); 28 × 16 pt would not fit, so a cell is 15.793 pt."""
PITCH = (TOP - BOTTOM - SIZE_BODY) / (ROWS - 1)
"""22 lines fill the block from edge to edge (5.2.3): 29.61 pt, 10.446 mm."""

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black from 0 to 1."""
BLACK: Ink = (0.0, 0.0, 0.0, 1.0)
RED: Ink = (0.0, 0.8, 0.8, 0.0)
"""6.2: 黑色 BL 100 %, 红色 Y 80 % M 80 %."""
BLUE: Ink = (1.0, 0.6, 0.0, 0.1)
ORANGE: Ink = (0.0, 0.6, 1.0, 0.1)


class PlacedRun(NamedTuple):
    """Text to draw with its baseline's left end at (x, y), in one font with one spacing."""

    x: float
    y: float
    font: str
    size: float
    charspace: float
    text: str
    fill: Ink
    turned: bool = False
    """Whether it runs upwards from there: turned by 90° against the clock."""


class PlacedRule(NamedTuple):
    """A rule from (x, y) over ``width`` to the right, or, where that is 0, over ``height`` upwards.

    The point is on the middle of its thickness.
    """

    x: float
    y: float
    width: float
    thickness: float
    fill: Ink
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page."""

    runs: tuple[PlacedRun, ...]
    rules: tuple[PlacedRule, ...]


def turned(content: Page, foot: float) -> Page:
    """A page laid out across the sheet, turned onto it by 90° against the clock (clause 8).

    Its places count from the block's upper left corner, as everywhere; that corner comes to lie
    ``foot`` points over the paper's foot on the left edge of the block, so that the head of a table
    is at the binding on odd pages and at the cut on even ones.
    """
    return Page(
        tuple(
            run._replace(
                x=round(LEFT + TOP - run.y, 3), y=round(foot + run.x - LEFT, 3), turned=True
            )
            for run in content.runs
        ),
        tuple(
            rule._replace(
                x=LEFT + TOP - rule.y - rule.height,
                y=foot + rule.x - LEFT,
                width=rule.height,
                height=rule.width,
            )
            for rule in content.rules
        ),
    )


def baseline(top: float, size: float) -> float:
    """Baseline of characters of ``size`` in a line whose 3号 em box has its upper edge at ``top``.

    Characters of another size share the middle of that box.
    """
    return top - SIZE_BODY / 2 - CENTRE * size


def rows_within(room: float) -> int:
    """Rows of the grid whose 3号 characters fit into ``room`` points of height."""
    return int((room - SIZE_BODY + 0.1) / PITCH) + 1 if room >= SIZE_BODY else 0
