"""Reads a 整改反馈表 that came back, whatever was done to it on the way; judges nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from leqing_desktop.documents.garbage_pause import no_collection
from leqing_desktop.documents.return_reader import (
    LOOK,
    NoReturn,
    Signature,
    refuse_marked_cells,
    sealed_lines,
    signatures,
)
from leqing_desktop.documents.return_reader_cells import SheetCells
from leqing_desktop.documents.return_reader_rows import row_marks
from leqing_desktop.documents.return_reader_sheets import ReturnBook, open_return
from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.domain import return_seal
from leqing_desktop.domain.notice_reply import REPLY_INPUTS, ReplyField, ReplyRow, ReplySheet
from leqing_desktop.domain.reply_seal import FORMAT

ROW_LIMIT = 2_000
"""Rows of a form; a notice has some dozens of tasks at most."""
_LONGEST_HEAD = 16
_HEADS = (
    (re.compile(r"^(?:序号|编号)$"), ReplyField.NUMBER),
    (re.compile(r"(?:督办|整改)(?:事项|任务|内容)|^(?:重点)?任务$"), ReplyField.MATTER),
    (re.compile(r"督办原因|存在问题"), ReplyField.WHY),
    (re.compile(r"原因"), ReplyField.CAUSE),
    (re.compile(r"措施"), ReplyField.MEASURES),
    (re.compile(r"(?:整改|工作|落实|目前|当前)?(?:进展|完成)情况|整改进展"), ReplyField.DONE),
    (re.compile(r"进度"), ReplyField.PROGRESS),
    (re.compile(r"(?:完成|整改)?(?:时限|时间|期限)"), ReplyField.FINISH),
    (re.compile(r"责任人|负责人"), ReplyField.PERSON),
    (re.compile(r"电话|联系方式"), ReplyField.PHONE),
)
_NUMBER = re.compile(r"[^\W\d_]{2,20}[〔\[(【]\d{4}[〕\])】]第?\d{1,6}号")
_UNIT = re.compile(r"单位(?:名称)?:\s*(.+?)(?=\s*(?:反馈期限|期限|文号|签发)|\s{2,}|$)")
_SIGNS: tuple[Signature, ...] = (
    ("filled_by", re.compile(r"(?:填报人|填表人)")),
    ("", re.compile(r"审核人")),
    ("filled_on", re.compile(r"(?:填报|填表|反馈)(?:日期|时间)")),
    ("", re.compile(r"主要负责人|单位(?:\(盖章\)|负责人)")),
)
_NO_WORD = re.compile(r"[\W_]+")


class _Found(NamedTuple):
    """A sheet with the form's header: its row from 0 and its columns."""

    cells: SheetCells
    header: int
    columns: Mapping[int, ReplyField]

    @property
    def rank(self) -> tuple[bool, int]:
        """The more it looks like the one that was filled in, the greater."""
        inputs = [at for at, name in self.columns.items() if name in REPLY_INPUTS]
        below = self.cells.rows[self.header + 1 : self.header + 1 + LOOK]
        filled = sum(row[at] not in (None, "") for row in below for at in inputs)
        return not self.cells.grid.hidden, filled


def read_reply(path: Path) -> ReplySheet:
    """Read a reply form (.xlsx, .xls, .ods) in this process.

    Sheet and columns are found by their heads, the rows by the marks of the hidden column where
    they are still there. ``NoReturn`` where no sheet has such a header, ``Refused`` where the file
    cannot be read; files from outside belong into ``collect_replies``.
    """
    with no_collection(), open_return(path) as book:
        return _read(path, book)


def _read(path: Path, book: ReturnBook) -> ReplySheet:
    found: list[_Found] = []
    sealed: SheetGrid | None = None
    foreign = False
    for index in range(len(book.sheets)):
        grid = book.grid(index)
        formats = {row[1] for row in grid.rows[:5] if len(row) > 1}
        if FORMAT in formats:
            sealed = sealed or grid
        elif return_seal.FORMAT in formats:
            foreign = True
        elif (each := _find(grid)) is not None:
            found.append(each)
    if not found:
        raise NoReturn(_nothing(path, foreign=foreign, ours=sealed is not None))
    best = max(found, key=lambda each: each.rank)
    if len(best.cells.rows) > ROW_LIMIT:
        raise NoReturn(
            f"“{best.cells.grid.name}”表有 {len(best.cells.rows)} 行，不像整改反馈表，"
            "请删去表下多余的内容再收一次。"
        )
    rows, signed = _rows(best)
    number, unit = _heading(best)
    return ReplySheet(
        path.name,
        best.cells.grid.name,
        sealed_lines(sealed) if sealed is not None else (),
        rows,
        number,
        unit,
        **signatures(best.cells, signed, _SIGNS),
    )


def _find(grid: SheetGrid) -> _Found | None:
    cells = SheetCells(grid)
    refuse_marked_cells(cells)
    for row in range(min(len(grid.rows), LOOK)):
        columns = _columns(cells.texts(row))
        if columns:
            return _Found(cells, row, columns)
    return None


def _columns(texts: list[str]) -> dict[int, ReplyField]:
    """Columns by their heads; none where it is not the form's header."""
    columns: dict[int, ReplyField] = {}
    for at, text in enumerate(texts):
        if text and len(text) <= _LONGEST_HEAD:
            name = _head(_NO_WORD.sub("", unicodedata.normalize("NFKC", text)))
            if name is not None and name not in columns.values():
                columns[at] = name
    said = set(columns.values())
    # 季度报送 has columns of progress and problems too; only a reply says why and what is done.
    ours = said & {ReplyField.CAUSE, ReplyField.MEASURES} and len(said & REPLY_INPUTS) >= 2
    return columns if ours else {}


def _head(word: str) -> ReplyField | None:
    return next((name for pattern, name in _HEADS if pattern.search(word)), None)


def _rows(found: _Found) -> tuple[tuple[ReplyRow, ...], list[int]]:
    cells, columns = found.cells, found.columns
    marks = row_marks(cells, columns)
    rows: list[ReplyRow] = []
    signed: list[int] = []
    for row in range(found.header + 1, len(cells.rows)):
        mark = marks.get(row)
        texts = cells.texts(row)
        if mark is None and _signs(texts):
            signed.append(row)
        elif mark is not None or any(
            texts[at] for at, name in columns.items() if name is not ReplyField.NUMBER
        ):
            if signed and mark is None:
                continue  # what stands below the signatures is a note
            read = cells.cells(row, columns)
            rows.append(ReplyRow(row + 1, mark[1] if mark is not None else None, read))
    return tuple(rows), signed


def _signs(texts: list[str]) -> bool:
    first = next((text for text in texts if text), "")
    plain = "".join(unicodedata.normalize("NFKC", first[:40]).split())
    return any(pattern.match(plain) for _, pattern in _SIGNS)


def _heading(found: _Found) -> tuple[str, str]:
    """The number and the unit that stand above the header, "" where there is none."""
    lines = [
        unicodedata.normalize("NFKC", text)
        for row in range(found.header)
        for text in found.cells.texts(row)
        if text
    ]
    number = next((said[0] for line in lines if (said := _NUMBER.search(line))), "")
    unit = next((said[1].strip() for line in lines if (said := _UNIT.search(line))), "")
    return number, unit


def _nothing(path: Path, *, foreign: bool, ours: bool) -> str:
    if foreign:
        return f"“{path.name}”是季度报送表，请到“季度报送”页去收。"
    if ours:
        return (
            f"“{path.name}”里找不到“原因分析、整改措施”这一行表头，"
            "请让单位在随督办单发出的整改反馈表上重新填。"
        )
    return f"“{path.name}”里没有整改反馈表；是佐证材料的，请在登记反馈时附上。"
