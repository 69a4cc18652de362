"""Lay a return workbook's first sheet out: which cell stands where, in which look, how tall.

The rows are those that the reader expects: title, unit and period, a hint, the tasks under their
header, the indicators, the tasks in which the unit only assists, the signatures. The hidden first
column says which record a row is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leqing_desktop.documents.return_workbook_cells import (
    BLOCK_SIZE,
    DATE_MERGE,
    FIRST_COLUMN,
    HEADER_ROW,
    INDICATOR_COLUMNS,
    INDICATOR_TITLE,
    LAST_COLUMN,
    NOTE_MERGE,
    OLD_SIZE,
    SIGN_COLUMNS,
    SIGN_FIELDS,
    SUPPORT_LABELS,
    SUPPORT_TITLE,
    TASK_COLUMNS,
    TEXT_SIZES,
    WIDTHS,
    Look,
    PlacedCell,
    PlacedRow,
)
from leqing_desktop.documents.workbook_layout import (
    BODY_SIZE,
    CELL_PADDING,
    LINE_PITCH,
    UNIT_POINTS,
    text_height,
)
from leqing_desktop.documents.workbook_style import DEMO_NOTE, TITLE_SIZE
from leqing_desktop.documents.workbook_text import CELL_LIMIT, cell_text, stored_length
from leqing_desktop.domain.return_form import (
    FormIndicator,
    FormTask,
    IndicatorField,
    ReturnForm,
    TaskField,
)
from leqing_desktop.domain.return_seal import row_mark
from leqing_desktop.errors import Refused

_ROOM_TO_WRITE = 4 * LINE_PITCH + 6.0
"""Shortest task row in points: four lines of handwriting or type."""
_TALLEST = 405.0
"""Excel makes no row taller than 409.5 points (Excel specifications and limits)."""
_ACROSS = sum(width for column, width in WIDTHS.items() if column >= FIRST_COLUMN)
"""Width of the printed columns in spreadsheet units."""
_PAPER_WIDTH, _PAPER_HEIGHT = 777.0, 505.0
"""Points of an A4 landscape page inside its margins."""
_COLUMNS_IN = (1.0, 1.06)
"""Width of a column in Excel and in LibreOffice, which does not round a digit to whole pixels."""


@dataclass(slots=True)
class ReturnLayout:
    """The sheet laid out; rows count from 1. ``tasks`` and ``indicators`` are first and last row.

    ``merges`` are (row, first column, last column); ``breaks`` are rows that begin a new page.
    """

    rows: list[PlacedRow] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    tasks: tuple[int, int] | None = None
    indicators: tuple[int, int] | None = None
    blocks: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    sign_row: int = 0


def lay_out_return(form: ReturnForm) -> ReturnLayout:
    """Every cell of ``form``'s first sheet; ``Refused`` for a text that fits no cell."""
    layout = ReturnLayout()
    _head(form, layout)
    _tasks(form, layout)
    if form.indicators:
        _indicators(form, layout)
    if form.supports:
        _supports(form, layout)
    _signatures(layout)
    layout.breaks = _breaks(layout)
    return layout


def title_of(form: ReturnForm) -> str:
    """What stands on top of the sheet and in the file's properties."""
    return f"{form.plan}{form.period.label}重点任务报送表"


def _head(form: ReturnForm, layout: ReturnLayout) -> None:
    due = form.due_on.isoformat() if form.due_on else "另行通知"
    line = f"单位：{form.unit}　报送期：{form.period.label}　截止：{due}"
    sender = f"填好后报{form.sender}。" if form.sender else ""
    hint = (
        "只填浅黄色格子，其余内容请勿改动；灰色字为上季所报，供对照。"
        f"填法见“填报说明”页。{sender}{DEMO_NOTE + '。' if form.demo else ''}"
    )
    for text, look, size, least in (
        (title_of(form), Look.TITLE, TITLE_SIZE, 42.0),
        (line, Look.LINE, BLOCK_SIZE, 24.0),
        (hint, Look.HINT, BODY_SIZE, 22.0),
    ):
        room = (_ACROSS * UNIT_POINTS - CELL_PADDING) / size
        stored = stored_text(text, "表头")
        height = min(_TALLEST, max(least, text_height(stored, room, size * 1.45)))
        layout.merges.append((len(layout.rows) + 1, FIRST_COLUMN, LAST_COLUMN))
        layout.rows.append(PlacedRow(height, (PlacedCell(FIRST_COLUMN, look, stored, size),)))


def _tasks(form: ReturnForm, layout: ReturnLayout) -> None:
    layout.rows.append(_header((name.label, name.is_input) for name in TaskField))
    first = len(layout.rows) + 1
    layout.rows.extend(_task_row(task) for task in form.tasks)
    if form.tasks:
        layout.tasks = (first, len(layout.rows))


def _header(labels: Iterable[tuple[str, bool]]) -> PlacedRow:
    cells = [
        PlacedCell(column, Look.HEAD_INPUT if is_input else Look.HEAD, label)
        for column, (label, is_input) in enumerate(labels, FIRST_COLUMN)
    ]
    return PlacedRow(40.0, cells)


def _task_row(task: FormTask) -> PlacedRow:
    place = f"任务“{task.title[:20]}”的"
    cells = [
        PlacedCell(1, Look.BARE, row_mark("T", task.task_id)),
        _text(TASK_COLUMNS[TaskField.NUMBER], Look.CENTRED, task.number, place),
        _text(TASK_COLUMNS[TaskField.MEASURE], Look.TEXT, task.measure, place),
        _text(TASK_COLUMNS[TaskField.TITLE], Look.TEXT, task.title, place),
        _text(TASK_COLUMNS[TaskField.YEAR_GOAL], Look.TEXT, task.year_goal, place),
        _text(TASK_COLUMNS[TaskField.MILESTONES], Look.TEXT, task.milestones, place),
        _figure(TASK_COLUMNS[TaskField.SCHEDULE], task.schedule, old=False),
        _figure(TASK_COLUMNS[TaskField.LAST_PROGRESS], task.last_progress, old=True),
        _text(TASK_COLUMNS[TaskField.LAST_DONE], Look.OLD_TEXT, task.last_done, place),
        PlacedCell(TASK_COLUMNS[TaskField.PROGRESS], Look.INPUT_FIGURE),
        PlacedCell(TASK_COLUMNS[TaskField.STATUS], Look.INPUT_WORD),
        PlacedCell(TASK_COLUMNS[TaskField.DONE], Look.INPUT_TEXT),
        PlacedCell(TASK_COLUMNS[TaskField.PROBLEMS], Look.INPUT_TEXT),
        PlacedCell(TASK_COLUMNS[TaskField.NEXT_STEP], Look.INPUT_TEXT),
        PlacedCell(TASK_COLUMNS[TaskField.EVIDENCE], Look.INPUT_TEXT),
    ]
    return PlacedRow(_tallest(cells, _ROOM_TO_WRITE), cells, grows=True)


def _indicators(form: ReturnForm, layout: ReturnLayout) -> None:
    _block(layout, INDICATOR_TITLE)
    header = _header((name.label, name.is_input) for name in IndicatorField)
    note = [PlacedCell(at, Look.HEAD_INPUT) for at in range(NOTE_MERGE[0] + 1, LAST_COLUMN + 1)]
    layout.rows.append(PlacedRow(header.height, (*header.cells, *note)))
    layout.merges.append((len(layout.rows), *NOTE_MERGE))
    first = len(layout.rows) + 1
    for indicator in form.indicators:
        layout.rows.append(_indicator_row(indicator))
        layout.merges.append((len(layout.rows), *NOTE_MERGE))
    layout.indicators = (first, len(layout.rows))


def _indicator_row(indicator: FormIndicator) -> PlacedRow:
    place = f"指标“{indicator.name[:20]}”的"
    column = INDICATOR_COLUMNS
    cells = [
        PlacedCell(1, Look.BARE, row_mark("I", indicator.indicator_id)),
        _text(column[IndicatorField.NUMBER], Look.CENTRED, indicator.number, place),
        _text(column[IndicatorField.MEASURE], Look.TEXT, indicator.measure, place),
        _text(column[IndicatorField.NAME], Look.TEXT, indicator.name, place),
        _text(column[IndicatorField.DEFINITION], Look.TEXT, indicator.definition, place),
        _text(column[IndicatorField.UOM], Look.CENTRED, indicator.uom, place),
        _text(column[IndicatorField.TARGET], Look.CENTRED, indicator.target, place),
        _figure(column[IndicatorField.LAST_VALUE], indicator.last_value, old=True),
        PlacedCell(column[IndicatorField.IN_QUARTER], Look.INPUT_FIGURE),
        PlacedCell(column[IndicatorField.VALUE], Look.INPUT_FIGURE),
        *(PlacedCell(at, Look.INPUT_TEXT) for at in range(NOTE_MERGE[0], LAST_COLUMN + 1)),
    ]
    return PlacedRow(_tallest(cells, 2 * LINE_PITCH + 6.0), cells, grows=True)


def _supports(form: ReturnForm, layout: ReturnLayout) -> None:
    _block(layout, SUPPORT_TITLE)
    layout.rows.append(_header((label, False) for label in SUPPORT_LABELS))
    for support in form.supports:
        place = f"配合事项“{support.title[:20]}”的"
        texts = (support.number, support.measure, support.title, support.leads)
        cells = [
            _text(at, Look.TEXT if at > FIRST_COLUMN else Look.CENTRED, text, place)
            for at, text in enumerate(texts, FIRST_COLUMN)
        ]
        layout.rows.append(PlacedRow(_tallest(cells, LINE_PITCH + 6.0), cells, grows=True))


def _block(layout: ReturnLayout, title: str) -> None:
    layout.rows.append(PlacedRow(12.0))
    layout.rows.append(PlacedRow(24.0, (PlacedCell(FIRST_COLUMN, Look.BLOCK, title, BLOCK_SIZE),)))
    layout.blocks.append(len(layout.rows))


def _signatures(layout: ReturnLayout) -> None:
    layout.rows.append(PlacedRow(12.0))
    cells: list[PlacedCell] = []
    for label, at in zip(SIGN_FIELDS, SIGN_COLUMNS, strict=True):
        dated = at + 1 == DATE_MERGE[0]
        cells.append(PlacedCell(at, Look.LABEL, label))
        cells.append(PlacedCell(at + 1, Look.INPUT_DATE if dated else Look.INPUT_WORD))
        if dated:
            cells.append(PlacedCell(DATE_MERGE[1], Look.INPUT_DATE))
    layout.rows.append(PlacedRow(_tallest(cells, 40.0), cells))
    layout.sign_row = len(layout.rows)
    layout.merges.append((layout.sign_row, *DATE_MERGE))


def _breaks(layout: ReturnLayout) -> list[int]:
    """The rows that must begin a page so that a block's title, header and first row stay together."""
    across = _ACROSS * UNIT_POINTS
    found: set[int] = set()
    for wider in _COLUMNS_IN:
        room = _PAPER_HEIGHT * across * wider / _PAPER_WIDTH
        used = 0.0
        for at, row in enumerate(layout.rows, 1):
            last = at + 2 if at in layout.blocks else at
            together = sum(each.height for each in layout.rows[at - 1 : last])
            if at in found or used + together > room:
                # Other pages begin where the program that prints lets them.
                if at in layout.blocks:
                    found.add(at)
                used = layout.rows[HEADER_ROW - 1].height
            used += row.height
    return sorted(found)


def _text(column: int, look: Look, text: str, place: str) -> PlacedCell:
    """A locked text in the largest type in which it is not clipped on paper."""
    stored = stored_text(text, place)
    sizes = [size for size in TEXT_SIZES if look is not Look.OLD_TEXT or size <= OLD_SIZE]
    if len(stored) < 40:
        return PlacedCell(column, look, stored or None, sizes[0])
    fits = (size for size in sizes if _needs(column, stored, size) <= _TALLEST)
    return PlacedCell(column, look, stored, next(fits, sizes[-1]))


def _figure(column: int, value: float | None, *, old: bool) -> PlacedCell:
    """A locked figure as it is; how many decimals are shown does not change what is stored."""
    if value is None or value == int(value):
        whole = None if value is None else int(value)
        return PlacedCell(column, Look.OLD_FIGURE if old else Look.FIGURE, whole)
    return PlacedCell(column, Look.OLD_FRACTION if old else Look.FRACTION, value)


def _tallest(cells: Sequence[PlacedCell], least: float) -> float:
    needed = least
    for cell in cells:
        # A bare cell is not seen; three characters take one line anywhere.
        if isinstance(cell.value, str) and len(cell.value) > 3 and cell.look is not Look.BARE:
            needed = max(needed, _needs(cell.column, cell.value, cell.size))
    return min(_TALLEST, needed)


def _needs(column: int, text: str, size: float) -> float:
    room = (WIDTHS[column] * UNIT_POINTS - CELL_PADDING) / size
    return text_height(text, room, LINE_PITCH * size / BODY_SIZE)


def stored_text(text: str, place: str) -> str:
    """A text as a cell keeps it; ``Refused`` where it fits none, ``place`` saying whose it is."""
    stored = cell_text(text)
    if len(stored) * 2 > CELL_LIMIT and stored_length(stored) > CELL_LIMIT:
        raise Refused(
            f"{place}文字有 {len(text)} 个字，超过表格一格 {CELL_LIMIT} 个字的上限，"
            "请先把它缩短再下发。"
        )
    return stored
