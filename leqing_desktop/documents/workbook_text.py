"""Make any text safe for a worksheet cell, and say how many printed lines it takes."""

from __future__ import annotations

import math
import re
from functools import lru_cache

CELL_LIMIT = 32_767
"""The most UTF-16 units Excel keeps in one cell (Excel specifications and limits)."""

# One search decides for nearly every text that nothing has to be done.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_"
)
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# ECMA-376 part 1, 22.9.2.19 (ST_Xstring): readers turn _xHHHH_ into a character.
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LATIN_RUN = re.compile("[!-~]{3,}")
_PIECE = re.compile("[!-~]+|.")
_LATIN_EM = 0.6


def cell_text(text: str) -> str:
    """``text`` as it must be stored so that a reader shows it literally.

    What cannot be shown is changed as ``shown_text`` says; ``_x0041_`` is escaped.
    """
    return _ESCAPED.sub("_x005F_", shown_text(text)) if _SUSPECT.search(text) else text


def shown_text(text: str) -> str:
    """``text`` as it is read back from a cell that it was stored in.

    Line breaks of any kind become ``\\n``; control characters that XML 1.0 cannot carry have no
    visible form and are dropped; half a surrogate pair becomes U+FFFD.
    """
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _BREAK.sub("\n", text)))


def stored_length(text: str) -> int:
    """Length of a stored text in UTF-16 units, as Excel counts it."""
    if len(text) * 2 <= CELL_LIMIT:
        return len(text)
    return len(text.encode("utf-16-le")) // 2


def needs_prefix(text: str) -> bool:
    """Whether Excel would make a formula of the text when the clerk edits the cell and leaves it."""
    return text[:1] in _FORMULA_STARTS


_FORMULA_STARTS = frozenset("=+-@＝＋－＠\t\n")


@lru_cache(maxsize=4096)
def lines_needed(text: str, capacity: float) -> int:
    """Printed lines of ``text`` in a cell ``capacity`` em wide; on the safe side.

    Han and other wide characters count 1 em, ASCII 0.6 em (a substitute font is wider than the
    half em of 仿宋). Part of an em is kept free a line for punctuation that may not begin one.
    """
    room = max(1.0, math.floor(capacity) - (0.5 if capacity >= 8 else 0.0))
    if "\n" not in text:
        return _paragraph_lines(text, room)
    return sum(_paragraph_lines(part, room) for part in text.split("\n"))


def _paragraph_lines(text: str, room: float) -> int:
    # Four bytes (a rare character, an emoji) count 2 em: too much rather than too little.
    size = len(text.encode("gb18030", "replace"))
    latin = max(0, 2 * len(text) - size)
    width = (size - latin) / 2 + latin * _LATIN_EM
    if width <= room:
        return 1
    if latin and _LATIN_RUN.search(text):
        return _greedy_lines(text, room)
    return math.ceil(width / room)


def _greedy_lines(text: str, room: float) -> int:
    """Lines of a text with Latin words or numbers, which are not broken while they fit a line."""
    lines, used = 1, 0.0
    for piece in _PIECE.findall(text):
        width = _piece_width(piece)
        if used + width <= room:
            used += width
        elif width <= room:
            lines, used = lines + 1, width
        else:
            whole = math.ceil((width if used == 0 else width + used) / room)
            lines += whole - 1 if used == 0 else whole
            used = width % room
    return lines


def _piece_width(piece: str) -> float:
    if piece.isascii():
        return len(piece) * _LATIN_EM
    return 1.0 if ord(piece) < 0x10000 else 2.0
