"""Make resources/fonts/FandolFang-Regular.gb2312.ttf from the original FandolFang-Regular.otf.

The original is in the Debian package texlive-lang-chinese
(texmf-dist/fonts/opentype/public/fandol) and on CTAN, fonts/fandol.
Its licence is the GPL version 3 with a font embedding exception (resources/fonts/licences); this
script is the complete recipe of our modification:

1. keep the characters of GB 2312, ASCII and a few signs that official documents use;
2. CFF outlines become quadratic glyf outlines (error at most 1/1000 em), as reportlab asks;
3. the CJK glyphs, which sit low in the original, are raised by 72/1000 em, so that their vertical
   centre agrees with the other bundled fonts.

Usage: python packaging/fonts/convert_fandol_fang.py FandolFang-Regular.otf OUT.ttf
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

MAX_ERROR = 1.0  # 1/1000 em: the font has 1000 units per em
RAISE = 72  # 1/1000 em
SIGNS = "\u00a0\u00a5\u00a9\u00b7\u0144\u0148\u2013\u2014\u2022\u20ac\u25bc\u3007"
NOTE = "Modified: CFF->glyf, subset, CJK glyphs raised 72/1000 em. GPLv3 + font exception."


def gb2312() -> set[int]:
    """Every code point of GB 2312: 682 signs and 6763 hanzi."""
    codes = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                codes.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return codes


def kept(font: TTFont) -> TTFont:
    """The font cut down to the wanted characters, without hinting and layout features."""
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=gb2312() | set(range(0x20, 0x7F)) | {ord(sign) for sign in SIGNS})
    cutter.subset(font)
    return font


def is_cjk(code: int) -> bool:
    """Characters set in the hanzi's em box, which are raised with the hanzi."""
    return code >= 0x2000 or code == 0xB7


def quadratic_glyphs(font: TTFont) -> dict[str, Glyph]:
    """Every glyph of the font with quadratic outlines; CJK glyphs raised."""
    raised = {name for code, name in font.getBestCmap().items() if is_cjk(code)}
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        lifted = TransformPen(
            Cu2QuPen(pen, MAX_ERROR, reverse_direction=True),
            (1, 0, 0, 1, 0, RAISE if name in raised else 0),
        )
        outlines[name].draw(lifted)
        glyphs[name] = pen.glyph()
    return glyphs


def to_truetype(font: TTFont) -> None:
    """Replace the CFF table by glyf and loca, in place."""
    glyphs = quadratic_glyphs(font)
    order = font.getGlyphOrder()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs"):
        setattr(maxp, f"max{field}", 0)
    for field in ("StackElements", "SizeOfInstructions", "ComponentElements"):
        setattr(maxp, f"max{field}", 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def main(source: Path, target: Path) -> None:
    """Convert ``source`` and write ``target``."""
    font = kept(TTFont(source, recalcTimestamp=False))
    to_truetype(font)
    font["name"].setName(NOTE, 10, 3, 1, 0x409)
    font.save(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
