"""发文稿纸 and 整改反馈单 as PDF: boxes on the page block, and the draft behind the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.documents import gongwen_draw, paper_form
from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.font_policy import use_fonts
from leqing_desktop.documents.gongwen_annex import annex_pages
from leqing_desktop.documents.gongwen_body import text_rows
from leqing_desktop.documents.gongwen_colophon import page_number
from leqing_desktop.documents.gongwen_flow import paginate
from leqing_desktop.documents.gongwen_head import place
from leqing_desktop.documents.gongwen_page import Ink, Page, PlacedRule, PlacedRun
from leqing_desktop.documents.gongwen_rows import placed_rows, title_rows
from leqing_desktop.documents.gongwen_text import paragraphs, single_line
from leqing_desktop.documents.gongwen_type import plain
from leqing_desktop.documents.line_layout import Line
from leqing_desktop.documents.paper_form import FormCell, FormRow
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm
from leqing_desktop.errors import Refused

SIZE = 14.0
LEADING = 21.0
AIR = 5.0
LABEL_WIDTH = 5 * SIZE + 2 * AIR
_RULE = 0.75
_DASH = 3 * page.MM
_STUB_AIR = 18.0


def render_reply_form(form: ReplyForm, day: date) -> bytes:
    """The 整改反馈单; ``day`` stands for the dates of making, as in a notice.

    Raises Refused for a form without unit or matter, or with more words than a page takes.
    """
    name = f"{paper_form.REPLY_TITLE} {single_line(form.number)}".strip()
    return gongwen_draw.pdf(reply_pages(form), title=name, author=single_line(form.sender), day=day)


def reply_pages(form: ReplyForm) -> list[Page]:
    """The 整改反馈单 laid out: one page, or more where many matters do not fit on it."""
    use_fonts(form.fonts)
    title = placed_rows(title_rows([paper_form.REPLY_TITLE]), page.TOP)
    stub, stub_rules, stub_top = _stub(form) if form.with_stub else ([], [], page.BOTTOM)
    floor = stub_top + (_STUB_AIR if form.with_stub else 0.0)
    rows, top = paper_form.reply_rows(form), page.TOP - 1.6 * page.PITCH
    pages = []
    while (taken := _taken(rows, top, floor)) < len(rows):
        runs, rules, _ = _boxes(rows[:taken], top, page.BOTTOM, page.BLACK)
        pages.append(Page((*title, *runs), tuple(rules)))
        # Unit and number again, should the sheets part.
        rows, top, title = [rows[0], *rows[taken:]], page.TOP, []
    runs, rules, _ = _boxes(rows, top, floor, page.BLACK)
    return [*pages, Page((*title, *runs, *stub), (*rules, *stub_rules))]


def _taken(rows: Sequence[FormRow], top: float, floor: float) -> int:
    """How many rows go on this page: all where they fit over ``floor``, with the form's end.

    Else as many as the whole page holds, a matter at least staying with the form's end if it can.
    """
    heights = [_height(row, _row(row)) for row in rows]
    matters = len(rows) - paper_form.REPLY_TAIL - 1
    if sum(heights) <= top - floor or matters < 1:
        return len(rows)
    taken = 1
    while taken < max(2, matters) and sum(heights[: taken + 1]) <= top - page.BOTTOM:
        taken += 1
    return taken if taken > 1 else len(rows)


def render_draft_sheet(notice: NoticeDocument, sheet: DraftSheet) -> bytes:
    """The 发文稿纸 with the draft behind its boxes, and the annexes behind the draft.

    Raises Refused as ``render_notice`` does, and for boxes with more words than a page takes.
    """
    return gongwen_draw.pdf(
        draft_pages(notice, sheet),
        title=single_line(notice.title),
        author=single_line(notice.sender),
        day=notice.issued_on,
    )


def draft_pages(notice: NoticeDocument, sheet: DraftSheet) -> list[Page]:
    """The 发文稿纸 laid out."""
    use_fonts(notice.fonts)
    title = title_rows([paper_form.draft_title(notice)], [single_line(notice.sender)])
    red = [run._replace(fill=page.RED) for run in placed_rows(title, page.TOP)]
    top = page.TOP - (len(title) + 0.6) * page.PITCH
    runs, rules, bottom = _boxes(paper_form.draft_rows(notice, sheet), top, page.BOTTOM, page.RED)
    under = bottom - page.PITCH
    first = page.rows_within(under - page.BOTTOM)
    # Where the boxes leave no place worth the name, the draft begins on a page of its own.
    shown = first if first > 4 else 0
    rows = text_rows(notice)
    content = paginate(
        rows, first=shown or page.ROWS, other=page.ROWS, reserved_first=0, reserved_other=0
    )
    pages = [Page(tuple(placed_rows(each, page.TOP)), ()) for each in content]
    boxed = Page((*red, *runs), tuple(rules))
    if shown:
        pages[0] = Page((*boxed.runs, *placed_rows(content[0], under)), boxed.rules)
    else:
        pages.insert(0, boxed)
    for annex, label in zip(notice.annexes, notice.annex_labels, strict=True):
        pages += annex_pages(annex, label, 0.0)
    return [
        Page((*each.runs, *page_number(number)), each.rules) for number, each in enumerate(pages, 1)
    ]


@dataclass(frozen=True, slots=True)
class _Box:
    cell: FormCell
    left: float
    width: float
    label: Line
    lines: tuple[Line, ...]

    @property
    def indent(self) -> float:
        return 0.0 if self.cell.inside else LABEL_WIDTH

    @property
    def height(self) -> float:
        rows = len(self.lines) + (1 if self.cell.inside else 0)
        return max(1, rows) * LEADING + 2 * AIR


def _boxes(
    rows: Sequence[FormRow], top: float, floor: float, ink: Ink
) -> tuple[list[PlacedRun], list[PlacedRule], float]:
    """The boxes from ``top`` down, a row that grows filling the place to ``floor``; their bottom."""
    laid = [_row(row) for row in rows]
    heights = [_height(row, boxes) for row, boxes in zip(rows, laid, strict=True)]
    spare = top - floor - sum(heights)
    if spare < 0:
        raise Refused("表格里的内容太长，一页放不下，请精简，或把材料作为附件另印。")
    growing = [at for at, row in enumerate(rows) if row.grows]
    for at in growing:
        heights[at] += spare / len(growing)
    runs: list[PlacedRun] = []
    rules = [PlacedRule(page.LEFT, top, page.WIDTH, _RULE, ink)]
    y = top
    for boxes, height in zip(laid, heights, strict=True):
        for box in boxes:
            runs += _words(box, y, height, ink)
            edges = [box.left] if box.cell.inside else [box.left, box.left + LABEL_WIDTH]
            rules += [PlacedRule(x, y - height, 0.0, _RULE, ink, height) for x in edges]
        y -= height
        rules.append(PlacedRule(page.LEFT, y, page.WIDTH, _RULE, ink))
    rules.append(PlacedRule(page.RIGHT, y, 0.0, _RULE, ink, top - y))
    return runs, rules, y


def _height(row: FormRow, boxes: Sequence[_Box]) -> float:
    return max(row.height, *(box.height for box in boxes))


def _row(row: FormRow) -> list[_Box]:
    whole = sum(cell.share for cell in row.cells)
    boxes, left = [], page.LEFT
    label, words = plain("HT", SIZE), plain("FS", SIZE)
    for cell in row.cells:
        width = page.WIDTH * cell.share / whole
        room = width - 2 * AIR - (0.0 if cell.inside else LABEL_WIDTH)
        lines: list[Line] = []
        for part in paragraphs(cell.text) if cell.text != paper_form.DAY else [cell.text]:
            lines += words.lines(part, first=room, rest=room, justify=room > 12 * SIZE)
        title = label.line(cell.label + ("：" if cell.inside else ""))
        boxes.append(_Box(cell, left, width, title, tuple(lines)))
        left += width
    return boxes


def _words(box: _Box, top: float, height: float, ink: Ink) -> list[PlacedRun]:
    """Label and words: a label box's label in its middle, words in the middle of low boxes."""
    label, lines = box.label, box.lines
    if box.cell.inside:
        runs = place(label, box.left + AIR, _base(top - AIR, 0), SIZE, ink)
        for order, line in enumerate(lines):
            runs += place(line, box.left + AIR, _base(top - AIR, order + 1), SIZE)
        return runs
    middle = top - height / 2 + LEADING / 2
    size = SIZE if label.width <= LABEL_WIDTH - 2 * AIR else SIZE * 0.8
    if size < SIZE:
        label = plain("HT", size).line(box.cell.label)
    x = box.left + (LABEL_WIDTH - label.width) / 2
    runs = place(label, x, _base(middle, 0), size, ink)
    is_tall = height > box.height + 2 * LEADING
    start = top - AIR if is_tall else top - height / 2 + len(lines) * LEADING / 2
    for order, line in enumerate(lines):
        runs += place(line, box.left + LABEL_WIDTH + AIR, _base(start, order), SIZE)
    return runs


def _base(top: float, order: int) -> float:
    """Baseline of a box's line, ``top`` being the upper edge of its first."""
    return top - order * LEADING - (LEADING - SIZE) / 2 - 0.88 * SIZE


def _stub(form: ReplyForm) -> tuple[list[PlacedRun], list[PlacedRule], float]:
    """The 回执 on the block's lower edge, and the height of the line to cut along."""
    greeting, *text = paper_form.stub_lines(form)
    style = plain("FS", SIZE)
    lines = [(0.0, line) for line in style.lines(greeting, first=page.WIDTH, rest=page.WIDTH)]
    for words in text:
        broken = style.lines(words, first=page.WIDTH - 2 * SIZE, rest=page.WIDTH)
        lines += [(0.0 if at else 2 * SIZE, line) for at, line in enumerate(broken)]
    height = len(lines) * LEADING * 1.1
    if height > 200:
        raise Refused("回执上的单位或标题太长，一页放不下，请改用规范化简称。")
    runs: list[PlacedRun] = []
    for at, (x, line) in enumerate(lines):
        top = page.BOTTOM + height - at * LEADING * 1.1
        runs += place(line, page.LEFT + x, _base(top, 0), SIZE)
    title = plain("XBS", 18.0).line(paper_form.STUB_TITLE)
    top = page.BOTTOM + height + 28.0
    x = page.LEFT + (page.WIDTH - title.width) / 2
    runs += place(title, x, top - 0.88 * 18.0, 18.0)
    cut = top + 12.0
    dashes = int(page.WIDTH / (2 * _DASH) + 0.5)
    gap = (page.WIDTH - dashes * _DASH) / (dashes - 1)
    rules = [
        PlacedRule(page.LEFT + at * (_DASH + gap), cut, _DASH, 0.5, page.BLACK)
        for at in range(dashes)
    ]
    return runs, rules, cut
