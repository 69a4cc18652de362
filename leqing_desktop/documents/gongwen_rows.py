"""The parts of an official document as grid lines: title, 主送, body, 附件说明, signature, 附注."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.fonts import Role
from leqing_desktop.documents.gongwen_flow import BLANK, Row
from leqing_desktop.documents.gongwen_title import title_lines
from leqing_desktop.documents.gongwen_type import body, plain
from leqing_desktop.documents.line_layout import Glyph, Line, lay_out

INDENT = 2 * page.CELL
"""7.3.3: 左空二字."""
SEAL_ROWS = 2
"""Blank lines that leave a stamp of 42 mm its place (7.3.5.1: its top within a line of the body)."""
_LEVEL_ROLES: dict[int, Role] = {1: "HT", 2: "KT"}
_NUMBER_GAP = page.SIZE_BODY / 4  # so that “1.” and a name beginning with a year stay apart
_LONGEST_ENDING = 14  # rows: a longer list of attachments may leave the body behind
_TITLE_WIDTH = 20 * page.SIZE_TITLE


def title_rows(
    title: Sequence[str], names: Iterable[str] = (), width: float = page.WIDTH
) -> list[Row]:
    """The title centred in 2号 小标宋 (7.3.1); several strings are the clerk's own lines."""
    style = plain("XBS", page.SIZE_TITLE)
    rows = []
    for own in title:
        advances = [glyph.advance for glyph in style.glyphs(own)]
        shaped = title_lines(own, advances, _TITLE_WIDTH, names)
        if shaped is None:
            lines = style.lines(own, first=_TITLE_WIDTH, rest=_TITLE_WIDTH, justify=False)
        else:
            lines = [style.line(text) for text in shaped]
        for line in lines:
            x = (width - line.width) / 2
            rows.append(Row(line.runs, x, page.SIZE_TITLE, keep=True))
    return rows


def addressee_rows(addressee: str) -> list[Row]:
    """主送机关, flush left with a full-width colon (7.3.2)."""
    named = addressee.rstrip("：:") + "："
    lines = body("FS").lines(named, first=page.WIDTH, rest=page.WIDTH)
    return [Row(line.runs, keep=True) for line in lines]


def paragraph_rows(text: str, level: int, width: float = page.WIDTH) -> list[Row]:
    """A paragraph, indented by two characters, wrapped flush (7.3.3).

    Level 1 is set in 黑体, level 2 in 楷体, both up to the first full stop if text follows on the
    same line. A heading without text of its own stays with the next line.
    """
    role = _LEVEL_ROLES.get(level)
    stop = text.find("。") + 1
    if role is None:
        heading = ""
    elif 0 < stop < len(text):
        heading = text[:stop]
    else:
        heading = text
    glyphs: list[Glyph] = body(role).glyphs(heading) if role else []
    glyphs = glyphs + body("FS").glyphs(text[len(heading) :])
    lines = lay_out(glyphs, first=width - INDENT, rest=width, cell=page.CELL)
    rows = _indented(lines, INDENT, 0.0, keep=bool(heading) and len(heading) == len(text))
    if len(rows) > 2:
        # No single line of a paragraph at a page's head or foot; two lines part where they must.
        for at in (0, len(rows) - 2):
            rows[at] = replace(rows[at], keep=True)
    return rows


def attachment_rows(names: Sequence[str]) -> list[Row]:
    """附件说明 after a blank line: several names are numbered, wraps align with the name (7.3.4)."""
    if not names:
        return []
    style = body("FS")
    rows = [BLANK]
    label = style.line("附件：")
    for index, name in enumerate(names):
        x = INDENT + label.width
        number = style.line(f"{index + 1}.") if len(names) > 1 else None
        name_x = x + (number.width + _NUMBER_GAP if number else 0.0)
        width = page.WIDTH - name_x
        shown = name.rstrip("。；;，,、")
        for order, line in enumerate(style.lines(shown or name, first=width, rest=width)):
            parts: list[tuple[float, Line]] = [(name_x, line)]
            if number and order == 0:
                parts.insert(0, (x, number))
            if index == 0 and order == 0:
                parts.insert(0, (INDENT, label))
            rows.append(_joined(parts))
    return rows


def signature_rows(signer: str, day: str, *, sealed: bool) -> list[Row]:
    """署名 and 成文日期 with the blank lines above them (7.3.5.1 sealed, 7.3.5.2 unsealed).

    A name too long for its place moves left inside the block, and is broken if it must be.
    """
    style = body("FS")
    date_line = style.line(day)
    names = style.lines(signer, first=page.WIDTH, rest=page.WIDTH, justify=False) if signer else []
    widest = max((line.width for line in names), default=0.0)
    if sealed:
        date_x = page.WIDTH - 4 * page.CELL - date_line.width
        middle = date_x + date_line.width / 2
        xs = [_inside(middle - line.width / 2, line.width) for line in names]
    else:
        right = page.WIDTH - 2 * page.CELL
        name_x = _inside(right - widest, widest)
        date_x = name_x + 2 * page.CELL
        if date_line.width > widest or date_x + date_line.width > page.WIDTH:
            date_x = right - date_line.width
            name_x = _inside(min(name_x, date_x - 2 * page.CELL), widest)
        xs = [name_x] * len(names)
    rows = [BLANK] * (SEAL_ROWS if sealed else 1)
    rows += [Row(line.runs, x) for line, x in zip(names, xs, strict=True)]
    return [*rows, Row(date_line.runs, date_x)]


def note_rows(note: str) -> list[Row]:
    """附注 in round brackets on the line under the date, 左空二字 (7.3.6)."""
    if not note:
        return []
    shown = note if note.startswith("（") and note.endswith("）") else f"（{note}）"
    lines = body("FS").lines(shown, first=page.WIDTH - INDENT, rest=page.WIDTH)
    return _indented(lines, INDENT, 0.0)


def kept_with(text: list[Row], attachments: list[Row], ending: list[Row]) -> list[Row]:
    """All rows, with the ending held together with the last two lines before it.

    So no page holds the signature alone (7.3.5: no “此页无正文”). A short 附件说明 belongs to the
    ending, so that the last page has text of the body; a long one counts as text.
    """
    if len(attachments) + len(ending) > _LONGEST_ENDING:
        text, attachments = text + attachments, []
    rows = [*text, *attachments, *ending]
    start = max(0, len(text) - 2)
    kept = [replace(row, keep=True) for row in rows[start:-1]]
    return [*rows[:start], *kept, rows[-1]]


def placed_rows(rows: Sequence[Row], top: float) -> list[page.PlacedRun]:
    """The rows' runs on the page, the first row's box beginning at ``top``."""
    runs = []
    for index, row in enumerate(rows):
        y = page.baseline(top - index * page.PITCH, row.size)
        x = page.LEFT + row.x
        runs += [
            page.PlacedRun(
                round(x + run.x, 3),
                round(y + run.rise, 3),
                run.face,
                row.size,
                run.spacing,
                run.text,
                row.fill,
            )
            for run in row.runs
        ]
    return runs


def _indented(lines: list[Line], first: float, rest: float, *, keep: bool = False) -> list[Row]:
    return [Row(line.runs, rest if index else first, keep=keep) for index, line in enumerate(lines)]


def _joined(parts: list[tuple[float, Line]]) -> Row:
    """Several lines side by side as one row; ``x`` of a part counts from the block's edge."""
    runs = [replace(run, x=round(x + run.x, 4)) for x, line in parts for run in line.runs]
    return Row(tuple(runs))


def _inside(x: float, width: float) -> float:
    """The left edge moved so that the text stays inside the page block."""
    return max(0.0, min(x, page.WIDTH - width))
