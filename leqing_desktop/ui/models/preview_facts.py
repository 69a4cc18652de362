"""What a sheet of a task table shows beside its texts: each row's part, each column's meaning, doubts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from leqing_desktop.domain.plan import Finding
from leqing_desktop.domain.table_columns import JOINED, Meaning
from leqing_desktop.domain.table_mapping import ColumnChoice, SheetMapping
from leqing_desktop.domain.table_proposal import ProposedTable, SheetPreview, TaskPlace

SURE = 0.7
"""Below this a column's meaning is asked about."""
HEADER_MOST = 3
"""Rows that a header may have."""
Merge = tuple[int, int, int, int]
Cell = tuple[int, int]


class RowKind(Enum):
    """A row's part in the import."""

    BEFORE = "before"
    HEADER = "header"
    TASK = "task"
    GROUP = "group"
    SKIPPED = "skipped"
    OTHER = "other"
    UNUSED = "unused"

    @property
    def tag(self) -> str:
        """The word beside the row's number, so that colour is not all that tells."""
        return {RowKind.HEADER: "表头", RowKind.SKIPPED: "跳过"}.get(self, "")


_RUNNING = (RowKind.BEFORE, RowKind.GROUP, RowKind.SKIPPED, RowKind.UNUSED)


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's look on its cell: the tone of tint and shape, and the sentences."""

    tone: str
    tip: str

    @property
    def icon(self) -> str:
        """The shape that says what the tint says."""
        return {"red": "circle-alert", "yellow": "triangle-alert"}.get(self.tone, "info")


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What stands over a column; ``meaning`` None where there is nothing to choose."""

    letter: str
    meaning: Meaning | None = None
    sure: str = ""
    weak: bool = False
    tip: str = ""

    @property
    def label(self) -> str:
        """The meaning in the office's word."""
        return self.meaning.label if self.meaning is not None else ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One sheet ready to show; rows and columns count from 0."""

    preview: SheetPreview
    mapping: SheetMapping
    width: int
    kinds: tuple[RowKind, ...]
    reasons: Mapping[int, str]
    marks: Mapping[Cell, Mark]
    heads: tuple[ColumnHead, ...]
    tasks: int

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.preview.name

    @property
    def header_words(self) -> str:
        """表头第 3–4 行, or what is the matter."""
        if not self.mapping.has_header:
            return "没有找到表头"
        first, last = self.mapping.first + 1, self.mapping.last + 1
        return f"表头第 {first} 行" if first == last else f"表头第 {first}–{last} 行"

    @property
    def running_texts(self) -> list[Merge]:
        """Titles, notes and group headings run over the empty cells behind them."""
        merged = {
            row for top, _, bottom, _ in self.preview.merges for row in range(top, bottom + 1)
        }
        found = []
        for row, kind in enumerate(self.kinds):
            if kind not in _RUNNING or row in merged:
                continue
            filled = [at for at, text in enumerate(self.preview.rows[row]) if text]
            found += [(row, at, row, end - 1) for at, end in pairwise([*filled, self.width])]
        return found

    @property
    def ignored(self) -> frozenset[int]:
        """The columns whose contents are not imported, once it is known what columns mean."""
        if not self.mapping.columns:
            return frozenset()
        return frozenset(
            at for at, head in enumerate(self.heads) if head.meaning in (None, Meaning.IGNORED)
        )

    def header_block(self, first: int, last: int) -> tuple[int, int]:
        """The rows that a header of these would really take: merged cells reach further down."""
        for top, _left, bottom, _right in self.preview.merges:
            if first <= top <= last < bottom < first + HEADER_MOST:
                last = bottom
        return first, last


def sheet_facts(table: ProposedTable, preview: SheetPreview) -> SheetFacts:
    """Everything about one sheet, computed once."""
    mapping = table.mapping.of(preview.name)
    assert mapping is not None, "every sheet of a preview has its mapping"
    width = max(map(len, preview.rows), default=0)
    places = [each for each in table.places if each.sheet == preview.name]
    reasons = dict(_reasons(table.skipped, preview.name))
    marks, columns = _marks(table.findings, preview)
    return SheetFacts(
        preview,
        mapping,
        width,
        tuple(_kinds(preview, mapping, places, reasons, {row for row, _ in marks})),
        reasons,
        marks,
        column_heads(mapping, width, columns),
        sum(1 for each in places if each.task is not None),
    )


def column_heads(
    mapping: SheetMapping, width: int, doubts: Mapping[int, str] | None = None
) -> tuple[ColumnHead, ...]:
    """The heads of all columns; two columns of one meaning point at each other."""
    choices = {each.column: each for each in mapping.columns}
    twins: dict[Meaning, list[int]] = defaultdict(list)
    for each in mapping.columns:
        if each.meaning is not Meaning.IGNORED and each.meaning not in JOINED:
            twins[each.meaning].append(each.column)
    heads = []
    for column in range(width):
        choice = choices.get(column)
        if choice is None:
            heads.append(ColumnHead(letters(column)))
            continue
        others = [letters(at) for at in twins.get(choice.meaning, ()) if at != column]
        heads.append(_head(choice, others, (doubts or {}).get(column, "")))
    return tuple(heads)


def letters(column: int) -> str:
    """A column from 0 as spreadsheets name it: 27 is AB."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _head(choice: ColumnChoice, others: list[str], doubt: str) -> ColumnHead:
    ignored = choice.meaning is Meaning.IGNORED
    weak = not ignored and choice.confidence < SURE
    sure = "" if ignored else f"把握 {round(choice.confidence * 100)} %"
    tips = [choice.heading or "这一列没有表头文字", doubt]
    if others:
        weak, sure = True, f"与 {'、'.join(others)} 列重复"
        tips.append(f"{'、'.join(others)} 列也是“{choice.meaning.label}”，请改其中一列。")
    elif weak and not doubt:
        tips.append(f"按“{choice.meaning.label}”读入，把握不大，请核对。")
    if choice.samples:
        tips.append("例：" + "；".join(text[:24] for text in choice.samples))
    tip = "\n".join(filter(None, tips))
    return ColumnHead(letters(choice.column), choice.meaning, sure, weak, tip)


_CELL = re.compile(r"([A-Z]+)(\d+)")
_COLUMN = re.compile(r"第(\d+)列")


def _place(finding: Finding, sheet: str) -> str | None:
    """The cell or column within ``sheet`` that a finding names, None for another sheet's."""
    name, _, cell = finding.place.rpartition("!")
    return cell if name == sheet else None


def _cell(address: str) -> Cell | None:
    found = _CELL.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _reasons(skipped: Iterable[Finding], sheet: str) -> Iterable[tuple[int, str]]:
    for each in skipped:
        cell = _cell(_place(each, sheet) or "")
        if cell is not None:
            yield cell[0], each.message


_TONES = {"日期有误": "red", "读不出内容": "red", "隐藏行": "info"}
_WORST = ("red", "yellow", "info")


def _marks(
    findings: Iterable[Finding], preview: SheetPreview
) -> tuple[dict[Cell, Mark], dict[int, str]]:
    """The cells and the columns that findings are about."""
    by_cell: dict[Cell, list[Finding]] = defaultdict(list)
    by_column: dict[int, str] = {}
    owners = _owners(preview.merges)
    for each in findings:
        place = _place(each, preview.name)
        if place is None:
            continue
        if column := _COLUMN.fullmatch(place):
            by_column[int(column[1]) - 1] = each.message
        elif (cell := _cell(place)) is not None:
            by_cell[_owner(owners, cell)].append(each)
    marks = {
        cell: Mark(
            min((_TONES.get(each.kind, "yellow") for each in found), key=_WORST.index),
            "\n".join(dict.fromkeys(each.message for each in found)),
        )
        for cell, found in by_cell.items()
    }
    return marks, by_column


def _owners(merges: Iterable[Merge]) -> dict[int, list[Merge]]:
    """The merges that reach into a column."""
    found: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        for column in range(merge[1], merge[3] + 1):
            found[column].append(merge)
    return found


def _owner(owners: Mapping[int, list[Merge]], cell: Cell) -> Cell:
    """The cell that is seen in this place: the first one of a merged range."""
    row, column = cell
    for top, left, bottom, _right in owners.get(column, ()):
        if top <= row <= bottom:
            return top, left
    return cell


def _kinds(
    preview: SheetPreview,
    mapping: SheetMapping,
    places: Iterable[TaskPlace],
    reasons: Mapping[int, str],
    doubted: set[int],
) -> Iterable[RowKind]:
    if not mapping.used or not mapping.has_header:
        yield from [RowKind.UNUSED] * len(preview.rows)
        return
    known = {
        each.row - 1: RowKind.GROUP if each.task is None else RowKind.TASK for each in places
    } | dict.fromkeys(reasons, RowKind.SKIPPED)
    below = {
        row for top, _, bottom, _ in preview.merges for row in range(top + 1, bottom + 1)
    } | doubted
    for row, texts in enumerate(preview.rows):
        if row < mapping.first:
            yield RowKind.BEFORE
        elif row <= mapping.last:
            yield RowKind.HEADER
        elif row in known:
            yield known[row]
        elif row not in below and 1 <= sum(map(bool, texts)) <= 2:
            # Neither a task nor passed over: the reader took it as the heading of those below.
            yield RowKind.GROUP
        else:
            yield RowKind.OTHER
