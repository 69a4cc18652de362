"""Reads a return workbook that came back, whatever was done to it on the way; judges nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from leqing_desktop.documents.garbage_pause import no_collection
from leqing_desktop.documents.return_reader_cells import SheetCells
from leqing_desktop.documents.return_reader_heads import task_columns
from leqing_desktop.documents.return_reader_rows import ReturnRows
from leqing_desktop.documents.return_reader_sheets import ReturnBook, open_return
from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.documents.table_texts import refuse_marked
from leqing_desktop.domain.return_form import TASK_INPUTS, TaskField
from leqing_desktop.domain.return_reading import ReadReturn
from leqing_desktop.domain.return_seal import FORMAT, SHEET_NAME, Lines
from leqing_desktop.errors import Refused

GUIDE = "填报说明"
LOOK = 100
"""Rows of a sheet in which its header is looked for."""
ROW_LIMIT = 5_000
"""Rows of a return; a unit has some dozens of tasks."""
_UNIT = re.compile(
    r"(?:填报|报送|责任)?单位(?:名称|\(盖章\))?:([^:]*?)(?=\s*(?:报送期|截止|填报)|\s{2,}|$)"
)
_PERIOD = re.compile(r"报送期:\s*(\S+)")
_QUARTER = re.compile(r"20\d\d年?\s*(?:第?[一二三四1234]季度?|[Qq][1-4])")
Signature = tuple[str, re.Pattern[str]]
"""What a signature is kept as, "" for none, and how its label begins."""
_SIGNATURES: tuple[Signature, ...] = (
    ("filled_by", re.compile(r"(?:填报人|填表人)")),
    ("reviewed_by", re.compile(r"审核人")),
    ("filled_on", re.compile(r"(?:填报|填表)(?:日期|时间)")),
    ("", re.compile(r"联系(?:电话|人)")),
)
_LABEL_WIDTH = 40


class NoReturn(Refused):
    """A workbook that can be read but holds no return."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet that has our header: the header's row from 0 and its columns."""

    cells: SheetCells
    header: int
    columns: Mapping[int, TaskField]

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The more it looks like the one that was filled in, the greater."""
        inputs = [at for at, name in self.columns.items() if name in TASK_INPUTS]
        rows = self.cells.rows[self.header + 1 : self.header + 1 + LOOK]
        filled = sum(1 for row in rows for at in inputs if row[at] not in (None, ""))
        return not self.cells.grid.hidden, len(self.columns), filled


def read_return(path: Path) -> ReadReturn:
    """Read a return workbook (.xlsx, .xls, .ods) in this process.

    The sheet is found by its header, the columns by their heads, the rows by the marks of the
    hidden column where they are still there. ``NoReturn`` where no sheet has such a header,
    ``Refused`` where the file cannot be read; files from outside belong into ``collect``.
    """
    with no_collection(), open_return(path) as book:
        return _read(path, book)


def _read(path: Path, book: ReturnBook) -> ReadReturn:
    found, sealed = _look(book)
    if not found:
        raise NoReturn(_nothing(path, sealed is not None))
    best = found[0] if len(found) == 1 else max(found, key=lambda each: each.rank)
    if len(best.cells.rows) > ROW_LIMIT:
        raise NoReturn(
            f"“{best.cells.grid.name}”表有 {len(best.cells.rows)} 行，不像报送表，"
            "请删去表下多余的内容再报。"
        )
    rows = ReturnRows(best.cells, best.header, best.columns)
    unit, period = _heading(best.cells, best.header)
    return ReadReturn(
        path.name,
        best.cells.grid.name,
        sealed_lines(sealed) if sealed is not None else (),
        tuple(rows.tasks),
        tuple(rows.indicators),
        unit,
        period,
        **signatures(best.cells, rows.signature_rows),
    )


def _look(book: ReturnBook) -> tuple[list[_Found], SheetGrid | None]:
    """The sheets with our header, the shown ones first, and the sealed one.

    Neither the guide nor other hidden sheets are opened where the rest is found without them.
    """
    found: list[_Found] = []
    sealed: SheetGrid | None = None
    for index, likely in sorted(enumerate(map(_rank, book.sheets)), key=lambda each: each[1]):
        if likely is _Likely.LAST and found and sealed is not None:
            break
        grid = book.grid(index)
        if sealed is None and _is_seal(grid):
            sealed = grid
            continue
        each = _find(grid)
        if each is not None:
            found.append(each)
    return found, sealed


class _Likely(IntEnum):
    """In which order sheets are looked at."""

    SEAL = 0
    SHOWN = 1
    LAST = 2


def _rank(sheet: tuple[str, bool]) -> _Likely:
    name, hidden = sheet
    if name == SHEET_NAME:
        return _Likely.SEAL
    return _Likely.LAST if hidden or name == GUIDE else _Likely.SHOWN


def refuse_marked_cells(cells: SheetCells) -> None:
    """Refuse a file with a 密级 marking, naming the cell."""
    if cells.grid.facts.no_secret:
        return
    for row, values in enumerate(cells.rows):
        for column, value in enumerate(values):
            if type(value) is str:
                refuse_marked(value, cells.grid.name, row, column)


def _is_seal(grid: SheetGrid) -> bool:
    return any(len(row) > 1 and row[1] == FORMAT for row in grid.rows[:5])


def sealed_lines(grid: SheetGrid) -> Lines:
    """The lines of a sealed sheet as they stand there."""
    pairs = ((grid.text(row, 0), grid.text(row, 1)) for row in range(min(len(grid.rows), LOOK)))
    return tuple((name, text) for name, text in pairs if name)


def _find(grid: SheetGrid) -> _Found | None:
    cells = SheetCells(grid)
    refuse_marked_cells(cells)
    for row in range(min(len(grid.rows), LOOK)):
        columns = task_columns(cells.texts(row))
        if columns:
            return _Found(cells, row, columns)
    return None


def _nothing(path: Path, sealed: bool) -> str:
    if sealed:
        return (
            f"“{path.name}”里找不到“重点任务、本季进度、本季进展”这一行表头，"
            "请让单位在下发的报送表上重新填报。"
        )
    return f"“{path.name}”里没有报送表，请核对是否放错了文件；是佐证材料的，请附到对应的任务。"


def _heading(cells: SheetCells, header: int) -> tuple[str, str]:
    """What stands above the header of unit and period; the title where nothing names the unit."""
    lines = [
        unicodedata.normalize("NFKC", text)
        for row in range(header)
        for text in cells.texts(row)
        if text
    ]
    unit = next((found[1].strip() for line in lines if (found := _UNIT.search(line))), "")
    period = next((found[1] for line in lines if (found := _PERIOD.search(line))), "")
    if not period:
        period = next((found[0] for line in lines if (found := _QUARTER.search(line))), "")
    return unit or (lines[0] if lines else ""), period


def signatures(
    cells: SheetCells, rows: Sequence[int], asked: Sequence[Signature] = _SIGNATURES
) -> dict[str, str]:
    """Who signed, by the names of ``asked``: what stands behind a label or to its right."""
    signed: dict[str, str] = {}
    for row in rows:
        texts = cells.texts(row)
        labels = [
            (at, name, rest) for at, text in enumerate(texts) for name, rest in _label(text, asked)
        ]
        ends = [at for at, _, _ in labels[1:]] + [len(texts)]
        for (at, name, rest), end in zip(labels, ends, strict=True):
            value = rest or next((text for text in texts[at + 1 : end] if text), "")
            if name and value:
                signed.setdefault(name, value)
    return signed


def _label(text: str, asked: Sequence[Signature]) -> list[tuple[str, str]]:
    """The signature that a cell asks for and what was typed behind its label."""
    if not text or len(text) > _LABEL_WIDTH:
        return []
    plain = unicodedata.normalize("NFKC", text)
    for name, pattern in asked:
        if pattern.match("".join(plain.split())):
            return [(name, plain.partition(":")[2].strip())]
    return []
