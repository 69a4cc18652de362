"""The sheets of a notice's .docx: its sections, and the 版记 on the lower edge of the last page."""

from __future__ import annotations

from math import ceil

from leqing_desktop.documents.gongwen_docx_parts import footer_part, page_number_words
from leqing_desktop.documents.gongwen_docx_words import (
    BODY_FONT,
    plain_words,
    raw,
    run,
    spacing,
    twips,
)
from leqing_desktop.documents.gongwen_page import (
    BOTTOM,
    LEFT,
    MM,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    SIZE_BODY,
    SIZE_SMALL,
    TOP,
    WIDTH,
)
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.printed_date import chinese_date

_SLACK = 6
"""Twentieths of a point that a line is wider, for the spacing is told in whole ones."""
_UNDER = PITCH - SIZE_BODY
"""Points of the 22nd line under its characters: a word processor wants room for the whole pitch."""
_SMALL_PITCH, _SMALL_AIR = 21.0, 6.0
"""Points of a line of the 版记, and the air above and below its text."""
_FOOTER_FROM_EDGE = 25 * MM
"""So that the number stands 7 mm under the page block (7.5)."""
_EMU = 12700
"""English metric units in a point."""
_WORDS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def section(*, across: bool = False, strip: float = 0.0, numbered: bool = True) -> str:
    """The page: block of 156 × 225 mm with 22 lines of 28 characters (5.2).

    ``across``: the sheet on its side, to be turned by 90° against the clock when it is bound
    (clause 8), with ``strip`` points over its foot left to the 版记. ``numbered``: its pages bear
    their numbers.
    """
    edges = {
        "top": PAPER_HEIGHT - TOP,
        "right": PAPER_WIDTH - LEFT - WIDTH,
        "bottom": BOTTOM - _UNDER,
        "left": LEFT,
    }
    size = f'w:w="{twips(PAPER_WIDTH)}" w:h="{twips(PAPER_HEIGHT)}"'
    footers = ("rId3", "rId4") if numbered else ("rId7", "rId7")
    if across:
        edges = {
            "top": edges["left"],
            "right": edges["top"],
            "bottom": edges["right"],
            "left": BOTTOM + strip,
        }
        size = f'w:w="{twips(PAPER_HEIGHT)}" w:h="{twips(PAPER_WIDTH)}" w:orient="landscape"'
        footers = ("rId5", "rId6")
    margins = " ".join(
        f'w:{side}="{twips(edge) - (_SLACK if side == "right" else 0)}"'
        for side, edge in edges.items()
    )
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footers[0]}"/>'
        f'<w:footerReference w:type="even" r:id="{footers[1]}"/><w:type w:val="nextPage"/>'
        f"<w:pgSz {size}/>"
        f'<w:pgMar {margins} w:header="851" w:footer="{twips(_FOOTER_FROM_EDGE)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{twips(PITCH)}"/></w:sectPr>'
    )


def colophon_height(notice: NoticeDocument) -> float:
    """Points over the block's lower edge that the 版记 takes, with the air above it."""
    heights = _heights(_rows(notice))
    return sum(heights) + 8.0 if heights else 0.0


def upright_colophon(notice: NoticeDocument) -> str:
    """版记: frames on the lower edge of the page block of the page where they are anchored (7.4).

    Frames and not a table, which LibreOffice lets float only where it is narrower than the text;
    one a line, for it takes two paragraphs of one frame for text.
    """
    rows = _rows(notice)
    heights = _heights(rows)
    found = []
    for at, (left, right) in enumerate(rows):
        frame = (
            f'<w:framePr w:w="{twips(WIDTH)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
            f'w:x="{twips(LEFT)}" w:y="{twips(PAPER_HEIGHT - BOTTOM - sum(heights[at:]))}"/>'
        )
        found.append(_row(frame + _edges(at, len(rows)), left, right))
    return "".join(found)


def turned_colophon(notice: NoticeDocument) -> str:
    """版记 of a last page that lies across: upright again once the sheet is turned."""
    rows = _rows(notice)
    if not rows:
        return ""
    heights = _heights(rows)
    words = "".join(_row("", left, right) for left, right in rows)
    found = turned_box(BOTTOM, LEFT, sum(heights), WIDTH, words, number=1)
    # Rules of their own: LibreOffice does not turn a paragraph's with its words.
    for at in range(len(rows) + 1):
        ends = at in (0, len(rows))
        thickness = (0.35 if ends else 0.25) * MM
        found += _line(BOTTOM + sum(heights[at:]), thickness, number=10 + at)
    return found


def turned_box(x: float, y: float, width: float, height: float, words: str, *, number: int) -> str:
    """A run with paragraphs that read downwards, in a box at (x, y) points from the sheet's corner.

    ``number`` tells the boxes of a file apart.
    """
    inside = (
        '<wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{_geometry(width, height, 'rect')}<a:noFill/></wps:spPr>"
        f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
        "<a:noAutofit/></wps:bodyPr>"
    )
    return _anchored(x, y, width, height, inside, number)


def _line(x: float, thickness: float, *, number: int) -> str:
    """A rule over the block's whole width, once the sheet is turned."""
    inside = (
        f"<wps:cNvCnPr/><wps:spPr>{_geometry(0, WIDTH, 'line')}"
        f'<a:ln w="{round(thickness * _EMU)}"><a:solidFill><a:srgbClr val="000000"/>'
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/>"
    )
    return _anchored(x, LEFT, 0, WIDTH, inside, number)


def _geometry(width: float, height: float, kind: str) -> str:
    return (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width * _EMU)}" '
        f'cy="{round(height * _EMU)}"/></a:xfrm><a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>'
    )


def _anchored(x: float, y: float, width: float, height: float, inside: str, number: int) -> str:
    at = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{round(place * _EMU)}'
        f"</wp:posOffset></wp:position{axis}>"
        for axis, place in (("H", x), ("V", y))
    )
    size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" '
        'distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
        f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{at}<wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="{number}" '
        f'name="{number}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_WORDS}"><wps:wsp xmlns:wps="{_WORDS}">{inside}</wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></w:r>"
    )


def turned_footer(*, odd: bool) -> str:
    """The page number of a sheet that lies across, where those of upright ones have it (clause 8)."""
    properties, runs = page_number_words(odd=odd)
    line = raw(spacing(0, 0, _SMALL_PITCH) + properties, runs)
    middle = BOTTOM - 7 * MM
    box = turned_box(middle - _SMALL_PITCH / 2, LEFT, _SMALL_PITCH, WIDTH, line, number=2)
    return footer_part(raw("", box))


def _rows(notice: NoticeDocument) -> list[tuple[str, str]]:
    """Left and right words of each line of the 版记."""
    rows = []
    if copies := plain_words(notice.copies_to):
        rows.append((f"抄送：{copies.rstrip('。；;，,')}。", ""))
    if office := plain_words(notice.printed_by):
        day = chinese_date(notice.printed_on or notice.issued_on)
        rows.append((office, f"{day}印发"))
    return rows


def _heights(rows: list[tuple[str, str]]) -> list[float]:
    room = WIDTH - 2 * SIZE_SMALL
    lines = [max(1, ceil(SIZE_SMALL * len(left + right) / room)) for left, right in rows]
    return [_SMALL_PITCH * each + _SMALL_AIR for each in lines]


def _edges(at: int, count: int) -> str:
    """7.4.1: first and last rule 0.35 mm, those between 0.25 mm."""
    edges = [("top", 6 if at else 8)]
    if at == count - 1:
        edges.append(("bottom", 8))
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in edges
    )
    return f"<w:pBdr>{rules}</w:pBdr>"


def _row(properties: str, left: str, right: str) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(WIDTH - SIZE_SMALL)}"/></w:tabs>'
    hanging = 0.0 if right else 3 * SIZE_SMALL
    indent = (
        f'<w:ind w:left="{twips(SIZE_SMALL + hanging)}" w:right="{twips(SIZE_SMALL)}" '
        f'w:hanging="{twips(hanging)}"/>'
    )
    runs = run(left, BODY_FONT, SIZE_SMALL)
    if right:
        runs += "<w:r><w:tab/></w:r>" + run(right, BODY_FONT, SIZE_SMALL)
    air = _SMALL_AIR / 2
    return raw(properties + tab + spacing(air, air, _SMALL_PITCH) + indent, runs)
