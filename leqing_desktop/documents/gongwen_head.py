"""The head of an official document's first page: red mark, number, red rule (7.2 of the standard)."""

from __future__ import annotations

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
_LEADING = 1.25
_MARK_WIDTH = page.WIDTH
_EM_BOTTOM = CENTRE - 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title; ``bottom`` is the red rule's height."""

    runs: tuple[PlacedRun, ...]
    rules: tuple[PlacedRule, ...]
    bottom: float


def head(
    sender: str, number: str, urgency: str = "", tag: str = "", tag_ink: Ink = page.RED
) -> Head:
    """The head of a first page.

    ``urgency`` stands flush left in the block's first line in 黑体 (7.2.3); ``tag``, a mark of this
    office beyond the standard, flush right in the same line. Raises Refused where the name or the
    number is too long for a head.
    """
    runs: list[PlacedRun] = []
    if body("HT").width(urgency + tag) > page.WIDTH - page.CELL:
        raise Refused("紧急程度太长，一行放不下，请写“特急”或“加急”。")
    for text, ink, right in ((urgency, page.BLACK, False), (tag, tag_ink, True)):
        if text:
            line = body("HT").line(text)
            x = page.RIGHT - line.width if right else page.LEFT
            runs += place(line, x, page.baseline(page.TOP, page.SIZE_BODY), page.SIZE_BODY, ink)
    mark, ink_bottom = _mark(sender)
    runs += mark
    rule_y = ink_bottom
    if number:
        line = body("FS").line(number)
        if line.width > page.WIDTH:
            raise Refused("发文字号太长，一行放不下，请缩短机关代字。")
        top = ink_bottom - 2 * page.PITCH
        x = _centred(line.width)
        runs += place(line, x, page.baseline(top, page.SIZE_BODY), page.SIZE_BODY)
        rule_y = top - page.SIZE_BODY
    rule_y -= RULE_GAP + RULE_THICKNESS / 2
    rule = PlacedRule(page.LEFT, rule_y, page.WIDTH, RULE_THICKNESS, page.RED)
    return Head(tuple(runs), (rule,), rule_y - RULE_THICKNESS / 2)


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
