"""Break text into lines of a given width and justify them: a pure function on glyph widths.

All lengths are in points. A line's glyphs end up at exact places and are handed out as runs:
stretches of one font with one character spacing, which a canvas draws in one go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from leqing_desktop.documents.line_breaking import (
    NO_END,
    NO_START,
    break_points,
    is_wide,
)

MAX_SQUEEZE = 2
"""At most so many cells are won by half-width punctuation to keep a mark from a line's start."""
EPSILON = 0.01  # points; far below a printer's dot
_SAME_SPACING = 0.0005  # points; over 28 characters 0.014 pt


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character at one size.

    ``advance`` is its place in the line (a cell for a hanzi), ``natural`` the font's own advance,
    ``offset`` where the font's box begins in that place, ``rise`` the shift of the baseline,
    ``before`` and ``behind`` the blank that punctuation may give up on either side.
    """

    text: str
    face: str
    advance: float
    natural: float
    offset: float = 0.0
    rise: float = 0.0
    before: float = 0.0
    behind: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font and one spacing; ``x`` from the line's left edge."""

    x: float
    rise: float
    face: str
    spacing: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A placed line: ``width`` is where its last visible character's place ends."""

    start: int
    end: int
    width: float
    runs: tuple[Run, ...]


def lay_out(
    glyphs: Sequence[Glyph], *, first: float, rest: float, cell: float, justify: bool = True
) -> list[Line]:
    """Lines of the text: the first one ``first`` wide, the others ``rest``.

    A line that cannot be filled because a mark, number or word must not be torn is squeezed by at
    most MAX_SQUEEZE cells of half-width punctuation, or else broken earlier and stretched, evenly
    between the characters. A piece wider than a line is cut where it must be. The last line keeps
    its natural spacing, and so does one that would gape by more than a cell a gap.
    """
    lines: list[Line] = []
    measure = _Measure(glyphs)
    start = 0
    while start < len(glyphs):
        limit = rest if lines else first
        end = measure.line_end(start, limit, rest, cell)
        is_last = end == len(glyphs)
        positions = measure.positions(start, end, limit, cell, justify and not is_last)
        lines.append(_line(glyphs, start, end, positions))
        start = end
    return lines


class _Measure:
    """Sums over the glyphs, so that a line is found by bisection and not by trying."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self.glyphs = glyphs
        self.text = "".join(glyph.text for glyph in glyphs)
        self.x = [0.0, *accumulate(glyph.advance for glyph in glyphs)]
        self.give = [0.0, *accumulate(glyph.before + glyph.behind for glyph in glyphs)]
        allowed = break_points(self.text)
        self.breaks = [i for i, may in enumerate(allowed) if may]
        self.breaks.append(len(glyphs))

    def visible_end(self, start: int, end: int) -> int:
        """End without the blanks that hang over the edge."""
        while end > start + 1 and self.text[end - 1].isspace():
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Natural width of the visible part."""
        return self.x[self.visible_end(start, end)] - self.x[start]

    def squeezable(self, start: int, end: int) -> float:
        """Points that the line's punctuation can give up; its last mark keeps its whole place."""
        end = self.visible_end(start, end)
        return self.give[end] - self.give[start] - self.glyphs[end - 1].behind

    def line_end(self, start: int, limit: float, rest: float, cell: float) -> int:
        """Where the line that begins at ``start`` ends."""
        fits = bisect_right(self.x, self.x[start] + limit + EPSILON) - 1
        while fits < len(self.glyphs) and self.text[fits].isspace():
            fits += 1
        if fits >= len(self.glyphs):
            return len(self.glyphs)
        place = bisect_right(self.breaks, fits)
        end = self.breaks[place - 1] if place else 0
        following = self.breaks[place]
        if end > start and limit - self.width(start, end) < cell - EPSILON:
            return end
        over = self.width(start, following) - limit
        if over <= min(MAX_SQUEEZE * cell, self.squeezable(start, following)) + EPSILON:
            return following
        if end <= start or self.width(end, following) > rest + EPSILON:
            return self.cut(start, max(fits, start + 1))
        return end

    def cut(self, start: int, fits: int) -> int:
        """The last place up to ``fits`` where an over-long piece may be cut if it must."""
        if fits >= len(self.glyphs):
            return len(self.glyphs)
        for end in range(fits, start, -1):
            before, after = self.text[end - 1], self.text[end]
            if after in NO_START or before in NO_END or after.isspace():
                continue
            if before.isdigit() and after.isdigit() and end > start + (fits - start) // 2:
                continue
            return end
        return fits

    def positions(self, start: int, end: int, limit: float, cell: float, fill: bool) -> list[float]:
        """Left edge of every glyph's place, squeezed or stretched to the limit."""
        visible = self.visible_end(start, end)
        slack = limit - (self.x[visible] - self.x[start])
        origin = self.x[start]
        natural = [edge - origin for edge in self.x[start : end + 1]]
        if slack < -EPSILON:
            return self._squeezed(start, visible, natural, -slack)
        if not fill or slack < EPSILON:
            return natural
        gaps = [self._stretches(i) for i in range(start, visible - 1)]
        total = sum(gaps)
        if not total or slack / total > cell:
            return natural
        shifts = [0.0, *accumulate(slack / total * gap for gap in gaps)]
        shifts += [shifts[-1]] * (len(natural) - len(shifts))
        return [x + shift for x, shift in zip(natural, shifts, strict=True)]

    def _squeezed(self, start: int, end: int, natural: list[float], over: float) -> list[float]:
        """Take ``over`` points evenly from the blank halves of the punctuation."""
        give = self.squeezable(start, end)
        factor = min(1.0, over / give) if give else 0.0
        taken, moved = 0.0, []
        for x, glyph in zip(natural, self.glyphs[start:end], strict=False):
            taken += factor * glyph.before
            moved.append(x - taken)
            taken += factor * glyph.behind
        taken -= factor * self.glyphs[end - 1].behind
        moved += [x - taken for x in natural[len(moved) :]]
        return moved

    def _stretches(self, index: int) -> bool:
        """Whether the gap behind a glyph may grow: not inside words, numbers and dashes."""
        before, after = self.text[index], self.text[index + 1]
        if before.isspace() or is_wide(before):
            return not (before == after and before in "—…―⸺")
        return is_wide(after)


def _line(glyphs: Sequence[Glyph], start: int, end: int, positions: list[float]) -> Line:
    """Gather glyphs of one font and one spacing into runs."""
    runs: list[Run] = []
    visible = end
    while visible > start + 1 and glyphs[visible - 1].text.isspace():
        visible -= 1
    drawn = min(end, visible + 1)  # one hanging blank is drawn, so that copied words stay apart
    places = [positions[i] + glyphs[start + i].offset for i in range(drawn - start)]
    opened, spacing = 0, None
    for i in range(drawn - start - 1):
        glyph, following = glyphs[start + i], glyphs[start + i + 1]
        gap = places[i + 1] - places[i] - glyph.natural
        if glyph.face == following.face and (spacing is None or abs(gap - spacing) < _SAME_SPACING):
            spacing = gap if spacing is None else spacing
            continue
        runs.append(_run(glyphs, start + opened, start + i + 1, places[opened], spacing))
        opened, spacing = i + 1, None
    runs.append(_run(glyphs, start + opened, drawn, places[opened], spacing))
    return Line(start, end, positions[visible - start], tuple(runs))


def _run(glyphs: Sequence[Glyph], start: int, end: int, x: float, spacing: float | None) -> Run:
    text = "".join([glyph.text for glyph in glyphs[start:end]])
    glyph = glyphs[start]
    return Run(round(x, 4), glyph.rise, glyph.face, round(spacing or 0.0, 4), text)
