"""The foot of an official document: 版记 on the last page and the page numbers (7.4 and 7.5)."""

from __future__ import annotations

from dataclasses import dataclass

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.fonts import CENTRE, face
from leqing_desktop.documents.gongwen_head import place
from leqing_desktop.documents.gongwen_page import PlacedRule, PlacedRun
from leqing_desktop.documents.gongwen_type import small
from leqing_desktop.documents.line_layout import Line
from leqing_desktop.errors import Refused

THICK = 0.35 * page.MM
THIN = 0.25 * page.MM
"""7.4.1: first and last rule 0.35 mm, middle rule 0.25 mm."""

NUMBER_GAP = 7 * page.MM
"""7.5: the dashes beside the page number are 7 mm under the page block."""

_INDENT = page.SIZE_SMALL  # 左右各空一字
_LEADING = 24.0  # points; the standard gives none
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Colophon:
    """The 版记, standing on the lower edge of the page block; no parts, no height."""

    runs: tuple[PlacedRun, ...] = ()
    rules: tuple[PlacedRule, ...] = ()
    height: float = 0.0


def colophon(copies_to: str, printed_by: str, printed_on: str) -> Colophon:
    """The 版记: 抄送 (if any) and 印发机关 with its date (if any), with their rules.

    ``copies_to`` comes without “抄送：” and ends in 。 (added if missing); ``printed_on`` is the
    date as it is to be printed, without 印发.
    """
    blocks = []
    if copies_to:
        blocks.append(_copies(copies_to))
    if printed_by:
        blocks.append(_printed(printed_by, f"{printed_on}印发"))
    if not blocks:
        return Colophon()
    placed: list[PlacedRun] = []
    rules = [_rule(page.BOTTOM, THICK)]
    y = page.BOTTOM
    for index, lines in enumerate(reversed(blocks)):
        if index:
            rules.append(_rule(y, THIN))
        height = _LEADING * max(row for row, _, _ in lines) + _LEADING
        block: list[PlacedRun] = []
        for row, x, line in lines:
            middle = y + height - (row + 0.5) * _LEADING
            block += place(line, x, middle - CENTRE * page.SIZE_SMALL, page.SIZE_SMALL)
        placed = block + placed
        y += height
    rules.append(_rule(y, THICK))
    return Colophon(tuple(placed), tuple(reversed(rules)), y - page.BOTTOM)


_PlacedLine = tuple[int, float, Line]


def _copies(text: str) -> list[_PlacedLine]:
    """抄送 with its following lines aligned behind the colon."""
    style = small("FS")
    label = style.line("抄送：")
    x = page.LEFT + _INDENT
    names = text if text.endswith("。") else text.rstrip("；;，,") + "。"
    width = page.WIDTH - 2 * _INDENT - label.width
    lines = style.lines(names, first=width, rest=width)
    if len(lines) > _MOST_LINES:
        raise Refused("抄送单位太多，版记放不下，请精简抄送单位。")
    return [(0, x, label), *((row, x + label.width, line) for row, line in enumerate(lines))]


def _printed(office: str, day: str) -> list[_PlacedLine]:
    """印发机关 at the left, the date at the right of its last line."""
    style = small("FS")
    date_line = style.line(day)
    width = page.WIDTH - 3 * _INDENT - date_line.width
    lines = style.lines(office, first=width, rest=width, justify=False)
    if len(lines) > _MOST_LINES:
        raise Refused("印发机关名称太长，版记放不下，请改用规范化简称。")
    placed = [(row, page.LEFT + _INDENT, line) for row, line in enumerate(lines)]
    return [*placed, (len(lines) - 1, page.RIGHT - _INDENT - date_line.width, date_line)]


def _rule(y: float, thickness: float) -> PlacedRule:
    return PlacedRule(page.LEFT, y, page.WIDTH, thickness, page.BLACK)


def page_number(number: int) -> list[PlacedRun]:
    """“— 1 —” in 4号 宋体: odd pages one character from the right edge, even ones from the left."""
    text, font, size = f"— {number} —", face("ST"), page.SIZE_SMALL
    width = sum(font.advance(character) for character in text) * size
    dash = font.ink("—")
    top = dash.top if dash else CENTRE
    x = page.RIGHT - _INDENT - width if number % 2 else page.LEFT + _INDENT
    y = page.BOTTOM - NUMBER_GAP - top * size
    return [PlacedRun(round(x, 3), round(y, 3), font.name, size, 0.0, text, page.BLACK)]
