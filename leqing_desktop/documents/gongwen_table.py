"""Tables of an official document: columns measured, cells broken into lines, rows put on pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.fonts import Role
from leqing_desktop.documents.gongwen_head import place
from leqing_desktop.documents.gongwen_page import PlacedRule, PlacedRun
from leqing_desktop.documents.gongwen_text import paragraphs
from leqing_desktop.documents.gongwen_type import TypeStyle, plain
from leqing_desktop.documents.line_breaking import break_points
from leqing_desktop.documents.line_layout import Line
from leqing_desktop.domain.notice_document import AnnexTable
from leqing_desktop.errors import Refused

SIZES = (12.0, 10.5, 9.0)
"""小四, 五号, 小五 in points: the first in which the columns hold their longest words."""
LEADING = 1.5
"""Line pitch of a cell in sizes; the standard gives none."""
AIR = 4.0
"""Points between a cell's text and its edges, above and below as at the sides."""
RULE = 0.5
_LONG_CELL = 10  # characters of a cell that want to stand side by side
_FEW_COLUMNS = 8  # more stand in 五号 from the start
_SHORT_TITLE = 4  # characters of a column's title that stay together
_LENGTH = 0.8  # how much of their length counts when long columns share the width
_JUSTIFIED = 9  # characters of a column whose lines are worth filling to the edge


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a table, or the part of it that stands on one page: each cell's lines."""

    cells: tuple[tuple[Line, ...], ...]
    is_head: bool = False

    @property
    def lines(self) -> int:
        """Lines of the tallest cell, at least one."""
        return max(1, *map(len, self.cells))

    def split(self, lines: int) -> tuple[Band, Band]:
        """The first ``lines`` lines of every cell, and the others."""
        return (
            replace(self, cells=tuple(cell[:lines] for cell in self.cells)),
            replace(self, cells=tuple(cell[lines:] for cell in self.cells)),
        )


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table broken into lines: column widths and type size in points, its rows as bands."""

    widths: tuple[float, ...]
    size: float
    figures: frozenset[int]
    head: tuple[Band, ...]
    bands: tuple[Band, ...]

    def height(self, band: Band) -> float:
        """Points that a band takes, with the air above and below its text."""
        return (band.lines - 1) * self.size * LEADING + self.size + 2 * AIR

    def fitting(self, room: float) -> int:
        """Lines of a band that fit into ``room`` points."""
        return int((room - 2 * AIR - self.size + 0.01) // (self.size * LEADING)) + 1


def lies_across(table: AnnexTable) -> bool:
    """Whether the table needs the sheet's long side, unless the document says so itself."""
    if table.landscape is not None:
        return table.landscape
    style = plain("FS", SIZES[0])
    wants, _, _ = _column_wants(table, SIZES[0])
    cap = _LONG_CELL * style.cell + 2 * AIR
    return sum(min(want, cap) for want in wants) > page.WIDTH


def column_widths(table: AnnexTable, width: float) -> tuple[tuple[float, ...], float]:
    """Widths of the columns, filling ``width`` points together, and the size of the type.

    Raises Refused where there are more columns than can hold a character each.
    """
    if width / table.columns < SIZES[-1] + 2 * AIR:
        raise Refused(f"附件的表格有{table.columns}栏，一页的宽度放不下，请分成几张表。")
    for size in SIZES[table.columns > _FEW_COLUMNS :]:
        wants, easy, least = _column_wants(table, size)
        if sum(least) <= width:
            break
    if len(table.weights) == table.columns and all(each > 0 for each in table.weights):
        whole = sum(table.weights)
        return tuple(each / whole * width for each in table.weights), size
    if sum(easy) <= width:
        spare = (width - sum(easy)) / len(easy)
        return tuple(each + spare for each in easy), size
    return _shared(wants, least, width), size


def lay_table(table: AnnexTable, width: float) -> TableLayout:
    """The table broken into lines, ``width`` points wide."""
    widths, size = column_widths(table, width)
    head = [_band(table.head, widths, plain("HT", size), is_head=True)] if any(table.head) else []
    return TableLayout(
        widths,
        size,
        frozenset(table.figures),
        tuple(head),
        tuple(_band(row, widths, plain("FS", size)) for row in table.rows),
    )


def table_pages(
    layout: TableLayout, first: float, room: float, reserved: float
) -> list[list[Band]]:
    """The bands page by page, the head again on each.

    ``first`` points are left on the page on which the table begins, whose list is empty if nothing
    fits there; ``room`` points are on every other page. The last page leaves ``reserved`` points
    free. A row is torn only where it is taller than a page. Raises Refused for a head of half a page.
    """
    top = sum(map(layout.height, layout.head))
    heads = list(layout.head)
    if top > room / 2 or layout.fitting(room - top - reserved) < 1:
        raise Refused("附件表格的栏目名称太长，表头占了半页以上，请精简栏目名称。")
    if not layout.bands:
        return [heads] if top <= first - reserved else [[], heads]
    pages: list[list[Band]] = [[]]
    left = first - top
    queue = deque(layout.bands)
    while queue:
        band = queue.popleft()
        height = layout.height(band)
        if height <= left + 0.01:
            pages[-1].append(band)
            left -= height
            continue
        lines = layout.fitting(left)
        if height > room - top and lines >= 2:
            start, rest = band.split(lines)
            pages[-1].append(start)
            queue.appendleft(rest)
        else:
            queue.appendleft(band)
        pages.append([])
        left = room - top
    if left < reserved:
        pages += _taken_over(layout, pages[-1], room - top - reserved)
    return [[*heads, *bands] if bands else [] for bands in pages]


def _taken_over(layout: TableLayout, bands: list[Band], room: float) -> list[list[Band]]:
    """The last row, taken off a page that has no place for the 版记, so that it is not alone.

    As one page, or as two where the row is too tall for the ``room`` points beside the 版记.
    """
    last = bands.pop()
    if not bands and last.lines > 1:
        start, last = last.split(last.lines - 1)
        bands.append(start)
    lines = layout.fitting(room)
    if last.lines <= lines:
        return [[last]]
    start, last = last.split(last.lines - lines)
    return [[start], [last]]


def placed_table(
    layout: TableLayout, bands: Sequence[Band], top: float
) -> tuple[list[PlacedRun], list[PlacedRule]]:
    """The bands' text and rules, the table's upper edge at the height ``top``."""
    runs: list[PlacedRun] = []
    edges = [page.LEFT, *(page.LEFT + x for x in accumulate(layout.widths))]
    width = edges[-1] - edges[0]
    heights = [top]
    for band in bands:
        y = heights[-1]
        height = layout.height(band)
        for at, (lines, (left, right)) in enumerate(zip(band.cells, pairwise(edges), strict=True)):
            free = (band.lines - len(lines)) * layout.size * LEADING
            middled = band.is_head or at in layout.figures or len(lines) == 1
            start = y - AIR - (free / 2 if middled else 0.0)
            for order, line in enumerate(lines):
                x = _cell_x(line, left, right, is_head=band.is_head, figure=at in layout.figures)
                base = start - order * layout.size * LEADING - layout.size * 0.88
                runs += place(line, x, base, layout.size)
        heights.append(y - height)
    rules = [PlacedRule(edges[0], y, width, RULE, page.BLACK) for y in heights]
    tall = heights[0] - heights[-1]
    rules += [PlacedRule(x, heights[-1], 0.0, RULE, page.BLACK, tall) for x in edges]
    return runs, rules


def _cell_x(line: Line, left: float, right: float, *, is_head: bool, figure: bool) -> float:
    if is_head:
        return (left + right - line.width) / 2
    return right - AIR - line.width if figure else left + AIR


def _band(
    row: Sequence[str], widths: Sequence[float], style: TypeStyle, *, is_head: bool = False
) -> Band:
    cells = []
    for text, width in zip([*row, *[""] * (len(widths) - len(row))], widths, strict=True):
        room = width - 2 * AIR
        fill = not is_head and room >= _JUSTIFIED * style.cell
        lines: list[Line] = []
        for part in paragraphs(text):
            lines += style.lines(part, first=room, rest=room, justify=fill)
        cells.append(tuple(lines))
    return Band(tuple(cells), is_head)


def _column_wants(table: AnnexTable, size: float) -> tuple[list[float], list[float], list[float]]:
    """For each column the width that it wants, with its title on one line, and its longest word's."""
    wants, easy, least = [], [], []
    for at in range(table.columns):
        title = table.head[at] if at < len(table.head) else ""
        whole, word = _wants((title,), "HT", size)
        word = whole if len(title) <= _SHORT_TITLE else word
        cells = [row[at] for row in table.rows if at < len(row)]
        cell_want, cell_word = _wants(cells, "FS", size)
        # A title may take two lines where its column is narrow otherwise.
        wants.append(max(whole / 2, word, cell_want) + 2 * AIR)
        easy.append(max(whole, cell_want) + 2 * AIR)
        least.append(max(word, cell_word, 2 * size) + 2 * AIR)
    return wants, easy, least


def _wants(cells: Sequence[str], role: Role, size: float) -> tuple[float, float]:
    style = plain(role, size)
    want = word = 0.0
    for text in cells:
        for part in paragraphs(text):
            widths = [0.0, *accumulate(glyph.advance for glyph in style.glyphs(part))]
            want = max(want, widths[-1])
            stops = [at for at, may in enumerate(break_points(part)) if may]
            for start, end in pairwise([0, *stops, len(part)]):
                word = max(word, widths[end] - widths[start])
    return want, word


def _shared(wants: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """Widths that fill ``width``: narrow columns get what they want, the others share the rest."""
    given: dict[int, float] = {}
    while True:
        open_ = [at for at in range(len(wants)) if at not in given]
        share = (width - sum(given.values())) / max(1, len(open_))
        content = [at for at in open_ if wants[at] <= share]
        if not content or len(content) == len(open_):
            break
        given |= {at: wants[at] for at in content}
    weights = {at: wants[at] ** _LENGTH for at in open_}
    rest = width - sum(given.values())
    for at in open_:
        given[at] = rest * weights[at] / sum(weights.values())
    return _at_least([given[at] for at in range(len(wants))], least, width)


def _at_least(widths: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """The widths with no column narrower than its longest word, if all of the words find room."""
    spare = width - sum(least)
    if spare <= 0:
        # Words longer than the sheet is wide: every column its even share, the rest to the longest.
        fair = [min(each, width / len(least)) for each in least]
        over = [each - part for each, part in zip(least, fair, strict=True)]
        rest = (width - sum(fair)) / (sum(over) or 1.0)
        return tuple(part + rest * more for part, more in zip(fair, over, strict=True))
    over = [max(0.0, each - word) for each, word in zip(widths, least, strict=True)]
    whole = sum(over) or 1.0
    return tuple(word + spare * more / whole for word, more in zip(least, over, strict=True))
