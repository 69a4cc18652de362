"""The head of an official document's first page: red mark, number, red rule (7.2 of the standard)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.fonts import CENTRE, face_for
from leqing_desktop.documents.gongwen_page import Ink, PlacedRule, PlacedRun
from leqing_desktop.documents.gongwen_title import title_lines
from leqing_desktop.documents.gongwen_type import body, plain
from leqing_desktop.documents.line_layout import Line
from leqing_desktop.errors import Refused

MARK_TOP = page.TOP - 35 * page.MM
"""7.2.4: the mark's upper edge is 35 mm under the page block's (72 mm from the paper's)."""
RULE_GAP = 4 * page.MM
"""7.2.7: the red rule is 4 mm under the number."""
RULE_THICKNESS = 0.5 * page.MM  # the standard gives none; offices use 0.35 to 0.5 mm

# 7.2.4 leaves the size free (醒目、美观、庄重). A long name goes to two lines before it gets small.
_LARGEST, _SMALLEST = 48.0, 26.0
_MOST_LINES = 3
_MOST_APPROVERS = 3  # lines of 签发人: the first page must show the body
_LEADING = 1.25
_MARK_WIDTH = page.WIDTH
_EM_BOTTOM = CENTRE - 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title; ``bottom`` is the red rule's height."""

    runs: tuple[PlacedRun, ...]
    rules: tuple[PlacedRule, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What is to stand on a head, each on one line; empty texts leave their part out.

    ``tag`` is a mark of this office beyond the standard. ``preprinted``: mark and rule stand on
    the paper already and only their place is kept.
    """

    sender: str
    number: str = ""
    urgency: str = ""
    tag: str = ""
    tag_ink: Ink = page.RED
    copy_number: str = ""
    approved_by: tuple[str, ...] = ()
    preprinted: bool = False


def head(words: HeadWords) -> Head:
    """The head of a first page.

    份号 and 紧急程度 stand flush left from the block's first line, one a line (7.2.1, 7.2.3); the
    tag flush right in the first. Raises Refused where a part is too long for a head.
    """
    runs = _corner(words)
    mark, ink_bottom = _mark(words.sender)
    if not words.preprinted:
        runs += mark
    top = ink_bottom - 2 * page.PITCH
    rule_y = ink_bottom
    if words.approved_by:
        signers, rows = _approvers(words.number, words.approved_by, top)
        runs += signers
        rule_y = top - (rows - 1) * page.PITCH - page.SIZE_BODY
    elif words.number:
        line = _number(words.number)
        runs += place(
            line, _centred(line.width), page.baseline(top, page.SIZE_BODY), page.SIZE_BODY
        )
        rule_y = top - page.SIZE_BODY
    rule_y -= RULE_GAP + RULE_THICKNESS / 2
    rule = PlacedRule(page.LEFT, rule_y, page.WIDTH, RULE_THICKNESS, page.RED)
    rules = () if words.preprinted else (rule,)
    return Head(tuple(runs), rules, rule_y - RULE_THICKNESS / 2)


def _corner(words: HeadWords) -> list[PlacedRun]:
    """份号, 紧急程度 and the tag in the block's upper corners."""
    left = [(words.copy_number, body("FS")), (words.urgency, body("HT"))]
    lines = [style.line(text) for text, style in left if text]
    tag = body("HT").line(words.tag) if words.tag else None
    widest = max((line.width for line in lines), default=0.0)
    if widest + (tag.width if tag else 0.0) > page.WIDTH - page.CELL:
        raise Refused("紧急程度太长，一行放不下，请写“特急”或“加急”。")
    runs: list[PlacedRun] = []
    for at, line in enumerate(lines):
        y = page.baseline(page.TOP - at * page.PITCH, page.SIZE_BODY)
        runs += place(line, page.LEFT, y, page.SIZE_BODY)
    if tag:
        y = page.baseline(page.TOP, page.SIZE_BODY)
        runs += place(tag, page.RIGHT - tag.width, y, page.SIZE_BODY, words.tag_ink)
    return runs


def _number(number: str) -> Line:
    line = body("FS").line(number)
    if line.width > page.WIDTH:
        raise Refused("发文字号太长，一行放不下，请缩短机关代字。")
    return line


def _approvers(number: str, names: Sequence[str], top: float) -> tuple[list[PlacedRun], int]:
    """签发人, two names a line under one another, right of the number in the last line (7.2.5, 7.2.6).

    The runs and the number of lines; the first line's upper edge is at ``top``.
    """
    label = body("FS").line("签发人：")
    lines = [body("KT").line(name) for name in names]
    widest = max(line.width for line in lines)
    across = widest if len(lines) == 1 else 2 * widest + page.CELL
    rows = (len(lines) + 1) // 2
    if rows > _MOST_APPROVERS:
        raise Refused("签发人太多，红头下面放不下，请核对签发人。")
    own = _number(number) if number else None
    first = page.RIGHT - page.CELL - across
    taken = page.CELL + (own.width + page.CELL if own else 0.0)
    if first - label.width < page.LEFT + taken:
        raise Refused("发文字号和签发人一行放不下，请缩短机关代字或核对签发人姓名。")
    base = [page.baseline(top - row * page.PITCH, page.SIZE_BODY) for row in range(rows)]
    runs = place(label, first - label.width, base[0], page.SIZE_BODY)
    for at, line in enumerate(lines):
        x = first + (at % 2) * (widest + page.CELL)
        runs += place(line, x, base[at // 2], page.SIZE_BODY)
    if own:
        runs = [*place(own, page.LEFT + page.CELL, base[-1], page.SIZE_BODY), *runs]
    return runs, rows


def place(line: Line, x: float, y: float, size: float, ink: Ink = page.BLACK) -> list[PlacedRun]:
    """A line's runs with the line's left edge at ``x`` and its common baseline at ``y``."""
    return [
        PlacedRun(
            round(x + run.x, 3),
            round(y + run.rise, 3),
            run.face,
            size,
            run.spacing,
            run.text,
            ink,
        )
        for run in line.runs
    ]


def _centred(width: float) -> float:
    return page.LEFT + (page.WIDTH - width) / 2


def _mark(sender: str) -> tuple[list[PlacedRun], float]:
    """The red mark, and the height of its ink's lower edge."""
    lines, size = _mark_lines(sender)
    style = plain("XBS", size)
    y = MARK_TOP - ink_top(lines[0]) * size
    runs: list[PlacedRun] = []
    for index, text in enumerate(lines):
        line = style.line(text)
        runs += place(line, _centred(line.width), y - index * size * _LEADING, size, page.RED)
    return runs, y - (len(lines) - 1) * size * _LEADING + _ink_bottom(lines[-1]) * size


def _mark_lines(sender: str) -> tuple[list[str], float]:
    """The name in as few lines as its size allows, and that size."""
    width = plain("XBS", 1.0).width(sender)
    if width * _SMALLEST <= _MARK_WIDTH:
        return [sender], min(_LARGEST, float(int(_MARK_WIDTH / width)))
    advances = [glyph.advance for glyph in plain("XBS", _SMALLEST).glyphs(sender)]
    lines = title_lines(sender, advances, _MARK_WIDTH)
    if lines is None or len(lines) > _MOST_LINES:
        raise Refused("发文机关名称太长，红头三行放不下，请在设置里改用规范化简称。")
    widest = max(plain("XBS", 1.0).width(line) for line in lines)
    return lines, min(38.0, float(int(_MARK_WIDTH / widest)))


def ink_top(text: str) -> float:
    """Upper edge of the text's ink in 小标宋 over the baseline, in em."""
    boxes = [face_for("XBS", character).ink(character) for character in text]
    return max((box.top for box in boxes if box), default=CENTRE + 0.5)


def _ink_bottom(text: str) -> float:
    boxes = [face_for("XBS", character).ink(character) for character in text]
    return min((box.bottom for box in boxes if box), default=_EM_BOTTOM)
