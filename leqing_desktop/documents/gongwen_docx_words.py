"""Words of a notice's .docx: runs and paragraphs of WordprocessingML with the measures of the grid."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from leqing_desktop.documents.gongwen_page import CELL, PITCH, SIZE_BODY, SIZE_TITLE
from leqing_desktop.documents.gongwen_text import paragraphs, single_line
from leqing_desktop.documents.workbook_text import shown_text
from leqing_desktop.domain.notice_document import Paragraph

TITLE_FONT, BODY_FONT, HEAD_FONT, SUB_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_LEVEL_FONTS = {1: HEAD_FONT, 2: SUB_FONT}


def paragraph(text: str, kind: str, *, keep: bool = False) -> str:
    """A paragraph of body type; ``kind`` is body (indented) or flush."""
    style = "gwBody" if kind == "body" else "gwFlush"
    return raw(indent(kind, keep=keep), run(text, BODY_FONT), style)


def indent(kind: str, *, keep: bool = False) -> str:
    """Properties of a paragraph that is indented by two characters or flush."""
    first = (
        f'<w:ind w:firstLineChars="200" w:firstLine="{twips(2 * CELL)}"/>' if kind == "body" else ""
    )
    return ("<w:keepNext/>" if keep else "") + first + '<w:jc w:val="both"/>'


def right_line(text: str, right: float, *, keep: bool) -> str:
    """A line ``right`` points from the right edge."""
    properties = f'<w:ind w:right="{twips(right)}"/><w:jc w:val="right"/>'
    return raw(("<w:keepNext/>" if keep else "") + properties, run(text, BODY_FONT))


def body_paragraphs(given: Sequence[Paragraph]) -> list[str]:
    """The text with its levels: headings in 黑体 and 楷体, kept with what follows (7.3.3)."""
    found: list[str] = []
    parts = [
        (each.level, at, text) for each in given for at, text in enumerate(lines_of(each.text))
    ]
    for level, at, text in parts:
        font = None if at else _LEVEL_FONTS.get(level)
        stop = text.find("。") + 1
        # The heading up to its full stop, the words behind it in the body's type.
        cut = (stop if 0 < stop < len(text) else len(text)) if font else 0
        runs = run(text[:cut], font or BODY_FONT) + run(text[cut:], BODY_FONT)
        alone = font is not None and cut == len(text)
        style = f"gwLevel{level}" if font else "gwBody"
        found.append(raw(indent("body", keep=alone), runs, style))
    return found


def title_paragraphs(lines: Sequence[str], before: float) -> list[str]:
    """The title in 2号 小标宋, ``before`` points under what precedes; breaks are the clerk's (7.3.1)."""
    found = []
    for at, line in enumerate(lines):
        properties = "<w:keepNext/>" + spacing(0 if at else before, 0, PITCH)
        words = run(line, TITLE_FONT, SIZE_TITLE)
        found.append(raw(properties + '<w:jc w:val="center"/>', words, "gwTitle"))
    return found


def raw(properties: str, runs: str, style: str = "") -> str:
    """A paragraph of these properties and runs, in a style of the file."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def tiny(sheet: str = "", words: str = "") -> str:
    """A line of no height, which a section's end and a table's end need."""
    return raw(spacing(0, 0, 1) + '<w:rPr><w:sz w:val="2"/></w:rPr>' + sheet, words)


def spacing(before: float, after: float, line: float) -> str:
    """Points before and after, and of each line, off the grid."""
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{twips(max(0.0, before))}" '
        f'w:after="{twips(after)}" w:line="{twips(line)}" w:lineRule="exact"/>'
    )


def run(text: str, font: str, size: float = SIZE_BODY, colour: str = "") -> str:
    """Words in one font and size; none for no words."""
    if not text:
        return ""
    name = quoteattr(font)
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    # 28 characters a line by their spacing: a grid narrower than the type confuses LibreOffice.
    tight = f'<w:spacing w:val="{twips(CELL - SIZE_BODY)}"/>' if size == SIZE_BODY else ""
    return (
        f"<w:r><w:rPr><w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} "
        f'w:hint="eastAsia"/>{ink}{tight}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def lines_of(text: str) -> list[str]:
    """The text's paragraphs as words of the file."""
    return [shown_text(line) for line in paragraphs(text)]


def plain_words(text: str) -> str:
    """The text on one line as words of the file."""
    return shown_text(single_line(text))


def text_width(text: str) -> float:
    """Points that a line of body type takes: figures half a character."""
    return sum(CELL / 2 if char.isascii() else CELL for char in text)


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)
