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


class PlacedRule(NamedTuple):
    """A horizontal rule; ``y`` is its middle."""

    x: float
    y: float
    width: float
    thickness: float
    fill: Ink


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page."""

    runs: tuple[PlacedRun, ...]
    rules: tuple[PlacedRule, ...]


def baseline(top: float, size: float) -> float:
    """Baseline of characters of ``size`` in a line whose 3号 em box has its upper edge at ``top``.

    Characters of another size share the middle of that box.
    """
    return top - SIZE_BODY / 2 - CENTRE * size
