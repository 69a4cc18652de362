"""The head of a notice's .docx: 份号, 紧急程度, the red mark, number, 签发人 and the red rule (7.2)."""

from __future__ import annotations

from leqing_desktop.documents.gongwen_docx_words import (
    BODY_FONT,
    HEAD_FONT,
    SUB_FONT,
    TITLE_FONT,
    plain_words,
    raw,
    run,
    spacing,
    text_width,
    twips,
)
from leqing_desktop.documents.gongwen_page import CELL, MM, PITCH, WIDTH
from leqing_desktop.documents.gongwen_text import copy_number
from leqing_desktop.domain.notice_document import NoticeDocument

RED = "E60012"
_COLOURS = {"blue": "1F4E9E", "orange": "C55A11", "red": RED}
_MARK_LARGEST, _MARK_SMALLEST = 48, 26
_RULE_ROOM = 4 * MM + 1.5
"""Points that the red rule and the air above it take; kept free on pre-printed paper."""


def docx_head(notice: NoticeDocument, sender: str) -> list[str]:
    """The paragraphs above the title; on pre-printed paper the mark and the rule leave their place."""
    size = min(_MARK_LARGEST, max(_MARK_SMALLEST, int(WIDTH / max(1, len(sender)))))
    found = _corner(notice)
    before = 35 * MM - 0.2 * size - len(found) * PITCH
    lines = _number_lines(notice)
    red = "" if notice.preprinted else RED
    rule, after = "", _RULE_ROOM
    if red:
        rule, after = (
            (
                f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{round(4 * MM)}" '
                f'w:color="{RED}"/></w:pBdr>'
            ),
            0.0,
        )
    mark = run(sender, TITLE_FONT, size, RED) if red else ""
    is_last = not lines
    look = spacing(before, after if is_last else 0, size * 1.25) + '<w:jc w:val="center"/>'
    found.append(raw((rule if is_last else "") + look, mark))
    for at, (tabs, side, runs) in enumerate(lines):
        is_last = at == len(lines) - 1
        look = spacing(0 if at else 2 * PITCH - 6, after if is_last else 0, PITCH)
        found.append(raw((rule if is_last else "") + tabs + look + side, runs))
    return found


def _corner(notice: NoticeDocument) -> list[str]:
    """份号 and 紧急程度, one a line from the block's first; the colour at the right of the first."""
    tag = f"{notice.colour.label}单·{notice.colour.meaning}" if notice.colour else ""
    ink = _COLOURS[notice.colour.value] if notice.colour else ""
    left = [
        run(copy_number(notice.copy_number), BODY_FONT),
        run(plain_words(notice.urgency or ""), HEAD_FONT),
    ]
    left = [each for each in left if each]
    if tag and not left:
        left = [""]
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(WIDTH)}"/></w:tabs>'
    found = []
    for at, words in enumerate(left):
        right = "<w:r><w:tab/></w:r>" + run(tag, HEAD_FONT, colour=ink) if tag and not at else ""
        found.append(raw(tabs, words + right))
    return found


def _number_lines(notice: NoticeDocument) -> list[tuple[str, str, str]]:
    """Tab stops, side and runs of the lines under the mark: the number, or 签发人 beside it (7.2.6)."""
    number = plain_words(notice.number)
    names = [name for each in notice.approved_by if (name := plain_words(each))]
    if not names:
        centred = '<w:jc w:val="center"/>'
        return [("", centred, run(number, BODY_FONT))] if number else []
    label = "签发人："
    widest = max(map(text_width, names))
    pairs = [names[at : at + 2] for at in range(0, len(names), 2)]
    across = 2 * widest + CELL if len(names) > 1 else widest
    first = WIDTH - CELL - across
    found = []
    for at, pair in enumerate(pairs):
        # A tab and no indent, which the red rule under the line would share.
        own = number if at == len(pairs) - 1 else ""
        runs = "<w:r><w:tab/></w:r>" + run(own, BODY_FONT)
        start = first
        if at == 0:
            runs += "<w:r><w:tab/></w:r>" + run(label, BODY_FONT)
            start -= text_width(label)
        for order, name in enumerate(pair):
            runs += ("" if at == order == 0 else "<w:r><w:tab/></w:r>") + run(name, SUB_FONT)
        stops = "".join(
            f'<w:tab w:val="left" w:pos="{twips(each)}"/>'
            for each in (CELL, start, first + widest + CELL)
        )
        found.append((f"<w:tabs>{stops}</w:tabs>", "", runs))
    return found
