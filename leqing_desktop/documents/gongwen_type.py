"""Turn text into measured glyphs of a role and size, on the grid or at natural widths."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.fonts import Face, Role, face_for
from leqing_desktop.documents.line_breaking import CLOSING, OPENING, is_wide
from leqing_desktop.documents.line_layout import Glyph, Line, lay_out

_HALF = 0.5  # em a full-width mark can give up
_OVERLAP = 0.02  # em by which each half of a dash crosses the seam, so that no hairline shows
_AIR = 0.06  # em that stays between a squeezed mark and its neighbour


class TypeStyle:
    """A role at one size on one grid: ``cell`` points for a full-width character."""

    def __init__(self, role: Role, size: float, cell: float) -> None:
        self.role = role
        self.size = size
        self.cell = cell
        self._glyphs: dict[str, Glyph] = {}

    def glyphs(self, text: str) -> list[Glyph]:
        """One glyph per character; raises Refused for a character that no font has."""
        known = self._glyphs
        for character in set(text) - known.keys():
            known[character] = self._glyph(character)
        glyphs = [known[character] for character in text]
        if "——" in text:
            self._join_dashes(text, glyphs)
        return glyphs

    def _join_dashes(self, text: str, glyphs: list[Glyph]) -> None:
        """Move the halves of each 破折号 together, in fonts whose dash does not fill the em."""
        ink, overlap = face_for(self.role, "—").ink("—"), _OVERLAP * self.size
        place = text.find("——")
        while ink and place >= 0:
            first, second = glyphs[place], glyphs[place + 1]
            glyphs[place] = replace(first, offset=first.advance - ink.right * self.size + overlap)
            glyphs[place + 1] = replace(second, offset=-ink.left * self.size - overlap)
            place = text.find("——", place + 2)

    def width(self, text: str) -> float:
        """Width of the text on one line, in points."""
        return sum(glyph.advance for glyph in self.glyphs(text))

    def lines(self, text: str, *, first: float, rest: float, justify: bool = True) -> list[Line]:
        """The text broken into justified lines of these widths, in points."""
        return lay_out(self.glyphs(text), first=first, rest=rest, cell=self.cell, justify=justify)

    def line(self, text: str) -> Line:
        """The text on one line of its natural width."""
        return self.lines(text, first=float("inf"), rest=float("inf"), justify=False)[0]

    def _glyph(self, character: str) -> Glyph:
        face = face_for(self.role, character)
        size, tracking = self.size, self.cell - self.size
        natural = face.advance(character) * size
        advance = self.cell if is_wide(character) else natural + tracking
        before, behind = _blanks(face, character)
        return Glyph(
            text=character,
            face=face.name,
            advance=advance,
            natural=natural,
            offset=(advance - natural) / 2,
            rise=round(face.rise * size, 3),
            before=before * size,
            behind=behind * size,
        )


def _blanks(face: Face, character: str) -> tuple[float, float]:
    """Blank in em that a full-width mark can give up in front and behind, read from its ink."""
    if character not in OPENING and character not in CLOSING:
        return 0.0, 0.0
    ink = face.ink(character)
    if ink is None:
        return 0.0, 0.0
    if character in OPENING:
        return max(0.0, min(_HALF, ink.left - _AIR)), 0.0
    return 0.0, max(0.0, min(_HALF, 1 - ink.right - _AIR))


@cache
def body(role: Role) -> TypeStyle:
    """3号 on the grid of 28 characters."""
    return TypeStyle(role, page.SIZE_BODY, page.CELL)


@cache
def small(role: Role) -> TypeStyle:
    """4号, for 版记 and page numbers."""
    return TypeStyle(role, page.SIZE_SMALL, page.SIZE_SMALL)


@cache
def plain(role: Role, size: float) -> TypeStyle:
    """Any size at the font's own pitch, for titles and the red head."""
    return TypeStyle(role, size, size)
