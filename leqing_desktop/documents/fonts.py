"""The bundled fonts by role: loaded once a process, looked up character by character."""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import median
from typing import Any, Literal

from leqing_desktop.errors import Refused
from leqing_desktop.paths import resources

Role = Literal["FS", "XBS", "HT", "KT", "ST"]
"""仿宋 body, 小标宋 titles, 黑体, 楷体, 宋体 page numbers."""

FILES = {
    "FS": "FandolFang-Regular.gb2312.ttf",
    "XBS": "NotoSerifSC-Bold.8105.ttf",
    "HT": "NotoSansSC-Medium.8105.ttf",
    "KT": "gkai00mp.ttf",
    "ST": "NotoSerifSC-Regular.8105.ttf",
    "SUP": "GWWenKai-Light.supp1467.ttf",
}
FALLBACK: dict[str, tuple[str, ...]] = {
    "FS": ("FS", "SUP", "ST"),
    "XBS": ("XBS", "ST"),
    "HT": ("HT", "ST"),
    "KT": ("KT", "SUP", "ST"),
    "ST": ("ST",),
}
"""Where a character is looked for, in order; together they cover the 8105 of 通用规范汉字表."""

_PREFIX, _OWN = "LQ-", "OWN-"
MISSING = "〓"
_TEXT_ROLES: tuple[Role, ...] = ("FS", "XBS", "HT", "KT")

CENTRE = 0.38
"""Height of a hanzi's middle over the baseline, in em; fonts that differ are shifted to it."""

_SAMPLE = 64  # hanzi whose boxes give a font's vertical centre
_CMAP_BLOCK = 100  # entries of one beginbfchar section (PDF 32000-1, 9.10.3; CMap specification)
_lock = threading.RLock()


@dataclass(frozen=True, slots=True)
class Box:
    """Ink of one glyph in em: left and right edge from the origin, bottom and top from the baseline."""

    left: float
    bottom: float
    right: float
    top: float


class Face:
    """One registered font: its name for the canvas, its characters and their measures in em."""

    def __init__(self, key: str, file: str = "") -> None:
        self.name = f"{_PREFIX}{key}"
        self._font = _registered(self.name, file or FILES[key])
        face = self._font.face
        self._glyphs: dict[int, int] = face.charToGlyph
        self._widths: dict[int, float] = face.charWidths
        self._units: int = face.unitsPerEm
        self._glyf: bytes = face.get_table("glyf")
        self._loca = _loca(face)
        self.rise = CENTRE - self._vertical_centre()

    def has(self, character: str) -> bool:
        """Whether the font draws this character (glyph 0 is the blank .notdef)."""
        return bool(self._glyphs.get(ord(character)))

    def advance(self, character: str) -> float:
        """Advance width of a character, in em."""
        return self._widths[ord(character)] / 1000

    def ink(self, character: str) -> Box | None:
        """Ink box of a character read from the glyf table, in em; None for a blank."""
        glyph = self._glyphs[ord(character)]
        start, end = self._loca[glyph], self._loca[glyph + 1]
        if start == end:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", self._glyf, start + 2)
        units = self._units
        return Box(left / units, bottom / units, right / units, top / units)

    def _vertical_centre(self) -> float:
        hanzi = sorted(code for code, glyph in self._glyphs.items() if glyph and code >= 0x3400)
        hanzi = [code for code in hanzi if not 0xE000 <= code <= 0xFFFF]
        boxes = [self.ink(chr(code)) for code in hanzi[:: max(1, len(hanzi) // _SAMPLE)]]
        return median((box.top + box.bottom) / 2 for box in boxes if box)


@cache
def _bundled(key: str) -> Face:
    return Face(key)


@cache
def _own(key: str) -> Face:
    return Face(key, _own_files[key])


_own_files: dict[str, str] = {}
"""Paths of the fonts that stand before the bundled ones, by their key."""


def put_first(files: dict[Role, str]) -> None:
    """Look for each character in these font files first, by role, and then in the bundled ones.

    Empty: the bundled ones alone. These files are loaded anew; documents laid out before keep theirs.
    """
    with _lock:
        _own_files.clear()
        _own_files.update({f"{_OWN}{role}": path for role, path in files.items()})
        _own.cache_clear()
        _is_printable.cache_clear()


def font_file(name: str) -> str:
    """The file of a face's name: a name in ``resources/fonts`` or a whole path."""
    key = name.removeprefix(_PREFIX)
    return _own_files.get(key) or FILES[key]


def face(key: str) -> Face:
    """The font of a key of FILES, or of one that ``put_first`` made; loaded at its first use."""
    with _lock:
        return _own(key) if key in _own_files else _bundled(key)


def face_for(role: Role, character: str) -> Face:
    """The first font of the role's order that has the character.

    Raises Refused, naming the character and its code, when no bundled font has it: nothing is
    ever dropped or printed blank in silence.
    """
    for key in _order(role):
        candidate = face(key)
        if candidate.has(character):
            return candidate
    raise Refused(missing_sentence(character))


def printable(text: str) -> str:
    """The text with the printers' 〓 in place of each character that a role has in no font."""
    return "".join(character if _is_printable(character) else MISSING for character in text)


@lru_cache(maxsize=65536)
def _is_printable(character: str) -> bool:
    return character in "\n\r\t" or all(
        any(face(key).has(character) for key in _order(role)) for role in _TEXT_ROLES
    )


def _order(role: Role) -> tuple[str, ...]:
    own = f"{_OWN}{role}"
    return (own, *FALLBACK[role]) if own in _own_files else FALLBACK[role]


def missing_sentence(character: str) -> str:
    """The sentence for a character that no bundled font can print."""
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return f"文中有一个残缺的字符（U+{code:04X}），无法打印，请删去后重新输入。"
    return f"字库里没有“{character}”（U+{code:04X}）这个字，无法打印，请换一个写法或删去。"


def _registered(name: str, file: str) -> Any:
    """The reportlab font of a bundled file, parsed and registered."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode_cmap
    font = ttfonts.TTFont(name, str(resources() / "fonts" / file), shapable=False)
    pdfmetrics.registerFont(font)
    return font


def _loca(face: Any) -> tuple[int, ...]:
    """Offsets of the glyphs in the glyf table (OpenType: loca, short offsets are halved)."""
    table: bytes = face.get_table("loca")
    long_offsets = struct.unpack_from(">h", face.get_table("head"), 50)[0]
    if long_offsets:
        return struct.unpack(f">{len(table) // 4}I", table)
    return tuple(2 * offset for offset in struct.unpack(f">{len(table) // 2}H", table))


def to_unicode_cmap(fontname: str, subset: list[int]) -> str:
    """ToUnicode CMap of a font subset, for copying and searching in the PDF.

    Takes the place of reportlab 5.1's function of the same duty, which writes a code beyond
    U+FFFF as five hex digits where UTF-16 is asked: such a character printed right and was
    copied wrong (196 of the 8105). Sections are also kept to the 100 entries a CMap allows.
    """
    entries = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(subset)]
    sections = []
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = entries[start : start + _CMAP_BLOCK]
        sections += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({fontname})",
        f"/Ordering ({fontname})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(head + sections + tail)


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()
