"""A notice as a .docx that an office can go on writing in: the measures of GB/T 9704-2012 as Word's own.

Written as the package's XML, with the standard library: a notice needs a dozen kinds of paragraph.
The fonts are named, not embedded; where one is absent the word processor puts its own in its place.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from leqing_desktop.documents.gongwen_docx_parts import (
    CONTENT_TYPES,
    DOCUMENT_RELS,
    PACKAGE_RELS,
    SETTINGS,
    STYLES,
    W,
    core_properties,
    footer,
)
from leqing_desktop.documents.gongwen_page import (
    BOTTOM,
    CELL,
    LEFT,
    MM,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    SIZE_BODY,
    SIZE_SMALL,
    SIZE_TITLE,
    TOP,
    WIDTH,
)
from leqing_desktop.documents.gongwen_text import paragraphs, single_line
from leqing_desktop.documents.workbook_text import shown_text
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused

TITLE_FONT, BODY_FONT, HEAD_FONT, SUB_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
RED = "E60012"
_COLOURS = {"blue": "1F4E9E", "orange": "C55A11", "red": RED}
_LEVEL_FONTS = {1: HEAD_FONT, 2: SUB_FONT}
_MARK_LARGEST, _MARK_SMALLEST = 48, 26
_SLACK = 6
"""Twentieths of a point that a line is wider, for the spacing is told in whole ones."""
_SMALL_PITCH, _SMALL_AIR = 21.0, 6.0
"""Points of a line of the 版记, and the air above and below its text."""
_FOOTER_FROM_EDGE = 25 * MM
"""So that the number stands 7 mm under the page block (7.5)."""


def render_docx(notice: NoticeDocument) -> bytes:
    """The notice as .docx; the same notice gives the same bytes.

    Refused, with one Chinese sentence, for a notice without sender, title or body.
    """
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELS,
        "docProps/core.xml": core_properties(
            _plain(notice.title), _plain(notice.sender), notice.issued_on
        ),
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/document.xml": _document(notice),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": footer(odd=True),
        "word/footer2.xml": footer(odd=False),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, words.encode())
    return stream.getvalue()


def _document(notice: NoticeDocument) -> str:
    body = [
        *_head(notice),
        *_title(_required(notice.title, "标题")),
        _paragraph("", "body", keep=True),
    ]
    if to := _plain(notice.to):
        body.append(_paragraph(to.rstrip("：:") + "：", "flush"))
    body += _body(notice)
    body += _attachments(notice)
    body += _ending(notice)
    # It stands on the page of the paragraph behind it.
    body.insert(-1, _colophon(notice))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:document {W}><w:body>{''.join(body)}{_section()}</w:body>"
        f"</w:document>"
    )


def _head(notice: NoticeDocument) -> list[str]:
    """紧急程度 and colour, the red mark, the number and the red rule (7.2)."""
    sender = "".join(_required(notice.sender, "发文机关"))
    size = min(_MARK_LARGEST, max(_MARK_SMALLEST, int(WIDTH / max(1, len(sender)))))
    before = 35 * MM - 0.2 * size
    found = []
    tag = f"{notice.colour.label}单·{notice.colour.meaning}" if notice.colour else ""
    if notice.urgency or tag:
        before -= PITCH
        ink = _COLOURS[notice.colour.value] if notice.colour else "000000"
        runs = _run(_plain(notice.urgency or ""), HEAD_FONT) + "<w:r><w:tab/></w:r>"
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{_twips(WIDTH)}"/></w:tabs>'
        found.append(_raw(tabs, runs + _run(tag, HEAD_FONT, colour=ink)))
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{round(4 * MM)}" '
        f'w:color="{RED}"/></w:pBdr>'
    )
    number = _plain(notice.number)
    mark = _run(sender, TITLE_FONT, size, RED)
    found.append(
        _raw(
            f"{'' if number else rule}{_spacing(before, 0, size * 1.25)}"
            + '<w:jc w:val="center"/>',
            mark,
        )
    )
    if number:
        properties = rule + _spacing(2 * PITCH - 6, 0, PITCH) + '<w:jc w:val="center"/>'
        found.append(_raw(properties, _run(number, BODY_FONT)))
    return found


def _title(lines: list[str]) -> list[str]:
    """The title two lines under the red rule (7.3.1); where it breaks is for the clerk to say."""
    found = []
    for at, line in enumerate(lines):
        properties = "<w:keepNext/>" + _spacing(0 if at else 2 * PITCH - 6, 0, PITCH)
        found.append(
            _raw(properties + '<w:jc w:val="center"/>', _run(line, TITLE_FONT, SIZE_TITLE))
        )
    return found


def _body(notice: NoticeDocument) -> list[str]:
    found = []
    for each in notice.paragraphs:
        for at, text in enumerate(_lines(each.text)):
            font = None if at else _LEVEL_FONTS.get(each.level)
            stop = text.find("。") + 1
            # 7.3.3: the heading up to its full stop, the words behind it in the body's type.
            cut = (stop if 0 < stop < len(text) else len(text)) if font else 0
            runs = _run(text[:cut], font or BODY_FONT) + _run(text[cut:], BODY_FONT)
            alone = font is not None and cut == len(text)
            found.append(_raw(_indent("body", keep=alone), runs))
    if not found:
        raise Refused("这份公文没有正文，请先写明事项和要求。")
    return found


def _attachments(notice: NoticeDocument) -> list[str]:
    """附件说明 after a blank line, wraps hanging under the name (7.3.4)."""
    names = [name for each in notice.attachments if (name := _plain(each))]
    found = [_paragraph("", "body", keep=True)] if names else []
    for at, name in enumerate(names):
        number = f"{at + 1}." if len(names) > 1 else ""
        label = "附件：" if at == 0 else "\u3000" * 3
        hanging = 3 + (1 if number else 0)
        left = _twips((2 + hanging) * CELL)
        properties = f'<w:keepNext/><w:ind w:left="{left}" w:hanging="{_twips(hanging * CELL)}"/>'
        found.append(_raw(properties, _run(label + number + name.rstrip("。；;"), BODY_FONT)))
    return found


def _ending(notice: NoticeDocument) -> list[str]:
    """署名, 成文日期 and 附注 (7.3.5, 7.3.6); the blank lines are the seal's place."""
    day, signer = chinese_date(notice.issued_on), _plain(notice.signer)
    dated, named = _width(day), _width(signer)
    if notice.sealed:
        right = 4 * CELL
        name_right = max(0.0, right + (dated - named) / 2)
    else:
        name_right = 2 * CELL
        right = max(0.0, name_right + named - dated - 2 * CELL)
    found = [_paragraph("", "body", keep=True)] * (2 if notice.sealed else 1)
    if signer:
        found.append(_right(signer, name_right, keep=True))
    note = _plain(notice.note)
    found.append(_right(day, right, keep=bool(note)))
    if note:
        shown = note if note.startswith("（") and note.endswith("）") else f"（{note}）"
        found.append(_paragraph(shown, "body"))
    return found


def _colophon(notice: NoticeDocument) -> str:
    """版记: frames on the lower edge of the page block of the page where they are anchored (7.4).

    Frames and not a table, which LibreOffice lets float only where it is narrower than the text;
    one a line, for it takes two paragraphs of one frame for text.
    """
    rows = []
    if copies := _plain(notice.copies_to):
        rows.append((f"抄送：{copies.rstrip('。；;，,')}。", ""))
    if office := _plain(notice.printed_by):
        day = chinese_date(notice.printed_on or notice.issued_on)
        rows.append((office, f"{day}印发"))
    room = WIDTH - 2 * SIZE_SMALL
    lines = [max(1, ceil(SIZE_SMALL * len(left + right) / room)) for left, right in rows]
    heights = [_SMALL_PITCH * each + _SMALL_AIR for each in lines]
    found = []
    for at, (left, right) in enumerate(rows):
        frame = (
            f'<w:framePr w:w="{_twips(WIDTH)}" w:wrap="around" w:hAnchor="page" w:vAnchor="page" '
            f'w:x="{_twips(LEFT)}" w:y="{_twips(PAPER_HEIGHT - BOTTOM - sum(heights[at:]))}"/>'
        )
        # 7.4.1: first and last rule 0.35 mm, those between 0.25 mm.
        edges = [("top", 6 if at else 8)]
        if at == len(rows) - 1:
            edges.append(("bottom", 8))
        rules = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
            for side, size in edges
        )
        found.append(_colophon_row(f"{frame}<w:pBdr>{rules}</w:pBdr>", left, right))
    return "".join(found)


def _colophon_row(properties: str, left: str, right: str) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_twips(WIDTH - SIZE_SMALL)}"/></w:tabs>'
    hanging = 0.0 if right else 3 * SIZE_SMALL
    indent = (
        f'<w:ind w:left="{_twips(SIZE_SMALL + hanging)}" w:right="{_twips(SIZE_SMALL)}" '
        f'w:hanging="{_twips(hanging)}"/>'
    )
    runs = _run(left, BODY_FONT, SIZE_SMALL)
    if right:
        runs += "<w:r><w:tab/></w:r>" + _run(right, BODY_FONT, SIZE_SMALL)
    air = _SMALL_AIR / 2
    return _raw(properties + tab + _spacing(air, air, _SMALL_PITCH) + indent, runs)


def _section() -> str:
    """The page: block of 156 × 225 mm with 22 lines of 28 characters (5.2)."""
    margins = (
        f'w:top="{_twips(PAPER_HEIGHT - TOP)}" w:bottom="{_twips(BOTTOM)}" '
        f'w:left="{_twips(LEFT)}" w:right="{_twips(PAPER_WIDTH - LEFT - WIDTH) - _SLACK}" '
        f'w:header="851" w:footer="{_twips(_FOOTER_FROM_EDGE)}" w:gutter="0"'
    )
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="{_twips(PAPER_WIDTH)}" w:h="{_twips(PAPER_HEIGHT)}"/>'
        f"<w:pgMar {margins}/>"
        f'<w:docGrid w:type="lines" w:linePitch="{_twips(PITCH)}"/></w:sectPr>'
    )


def _paragraph(text: str, kind: str, *, keep: bool = False) -> str:
    return _raw(_indent(kind, keep=keep), _run(text, BODY_FONT))


def _indent(kind: str, *, keep: bool = False) -> str:
    indent = (
        f'<w:ind w:firstLineChars="200" w:firstLine="{_twips(2 * CELL)}"/>'
        if kind == "body"
        else ""
    )
    return ("<w:keepNext/>" if keep else "") + indent + '<w:jc w:val="both"/>'


def _right(text: str, right: float, *, keep: bool) -> str:
    properties = f'<w:ind w:right="{_twips(right)}"/><w:jc w:val="right"/>'
    return _raw(("<w:keepNext/>" if keep else "") + properties, _run(text, BODY_FONT))


def _raw(properties: str, runs: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _spacing(before: float, after: float, line: float) -> str:
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{_twips(max(0.0, before))}" '
        f'w:after="{_twips(after)}" w:line="{_twips(line)}" w:lineRule="exact"/>'
    )


def _run(text: str, font: str, size: float = SIZE_BODY, colour: str = "") -> str:
    if not text:
        return ""
    name = quoteattr(font)
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    # 28 characters a line by their spacing: a grid narrower than the type confuses LibreOffice.
    tight = f'<w:spacing w:val="{_twips(CELL - SIZE_BODY)}"/>' if size == SIZE_BODY else ""
    return (
        f"<w:r><w:rPr><w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} "
        f'w:hint="eastAsia"/>{ink}{tight}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _required(text: str, what: str) -> list[str]:
    lines = _lines(text)
    if not lines:
        raise Refused(f"这份公文没有{what}，请先填写。")
    return lines


def _lines(text: str) -> list[str]:
    return [shown_text(line) for line in paragraphs(text)]


def _plain(text: str) -> str:
    return shown_text(single_line(text))


def _width(text: str) -> float:
    """Points that a line of body type takes: figures half a character."""
    return sum(CELL / 2 if char.isascii() else CELL for char in text)


def _twips(points: float) -> int:
    return round(points * 20)
