"""The body of a sheet as texts, column by column: washed once a value, merges filled, faults noted.

A column of 5,000 cells has a few dozen different values; each is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leqing_desktop.documents.table_grid import SheetGrid, Value, place_name, shown
from leqing_desktop.domain.official_text import refuse_classified, strip_hidden
from leqing_desktop.errors import Refused

FILL_LIMIT = 2_000_000
"""Cells that merged ranges may cover in one sheet."""
_DITTO = re.compile(r"同上|[〃″]|''|\"")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA)|Err:\d{3}")
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\u00ad]"
)
_UNCACHED = "公式没有计算结果，请在 Excel 或 WPS 中打开保存一次"


def visible(text: str) -> str:
    """A cell's text without what cannot be seen, or could mislead the eye."""
    if _ODD.search(text):
        return strip_hidden(text.replace("_x000D_", "")).strip()
    return text


def refuse_marked(text: str, sheet: str, row: int, column: int) -> None:
    """Refuse a file in which a 密级 is marked, naming the cell."""
    if "密" not in text:
        return
    try:
        refuse_classified(text)
    except ValueError as error:
        raise Refused(f"{sheet}!{place_name(row, column)}：{error}") from error


class BodyTexts:
    """Texts below row ``last`` (from 0): ``own`` as typed, ``filled`` with merged cells repeated.

    ``faults`` are the cells whose formula gives nothing, by row; ``wide`` the widest merge that
    begins in a row; ``below`` the cells that a merge from above covers.
    """

    def __init__(self, grid: SheetGrid, last: int) -> None:
        self.faults: dict[int, list[tuple[int, str]]] = {}
        self.wide: dict[int, int] = {}
        self.below: set[tuple[int, int]] = set()
        self._grid = grid
        self._last = last
        self._own = [
            self._column(number, column)
            for number, column in enumerate(zip(*grid.rows, strict=True))
        ]
        self._patch()
        self._filled = [list(column) for column in self._own]
        self._merge()

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """Row number from 0, own texts, filled texts."""
        pairs = zip(zip(*self._own, strict=True), zip(*self._filled, strict=True), strict=True)
        for row, (own, filled) in enumerate(pairs):
            if row > self._last:
                yield row, own, filled

    def _column(self, number: int, column: tuple[Value, ...]) -> list[str]:
        if bool in set(map(type, column)):  # True and 1 would share an entry
            column = tuple(shown(value) if type(value) is bool else value for value in column)
        texts: dict[Value, str] = {}
        errors: set[Value] = set()
        ditto = False
        for value in set(column):
            text = texts[value] = self._washed(number, column, value)
            if text and text[0] in "#E" and _ERROR.fullmatch(text):
                errors.add(value)
                texts[value] = ""
            ditto = ditto or _DITTO.fullmatch(text) is not None
        if errors:
            self._note_errors(number, column, errors)
        found = list(map(texts.__getitem__, column))
        return _without_ditto(found, self._last) if ditto else found

    def _washed(self, number: int, column: tuple[Value, ...], value: Value) -> str:
        text = visible(shown(value))
        refuse_marked(text, self._grid.name, column.index(value) if "密" in text else 0, number)
        return text

    def at(self, row: int, column: int) -> str:
        """A cell's place: 表1!E4."""
        return f"{self._grid.name}!{place_name(row, column)}"

    def _note_errors(self, number: int, column: tuple[Value, ...], errors: set[Value]) -> None:
        for row, value in enumerate(column):
            if value in errors and row > self._last:
                self._fault(row, number, f"内容是错误值 {value}")

    def _fault(self, row: int, column: int, what: str) -> None:
        self.faults.setdefault(row, []).append((column, what))

    def _patch(self) -> None:
        """Put right the cells that are shown otherwise than stored, or have no value to show."""
        facts, rows, width = self._grid.facts, len(self._grid.rows), len(self._own)
        for (row, column), form in facts.forms.items():
            if row < rows and column < width and self._own[column][row]:
                self._own[column][row] = shown(self._grid.rows[row][column], form)
        for row, column in sorted(facts.uncached):
            if row < rows and column < width and row > self._last and not self._own[column][row]:
                self._fault(row, column, _UNCACHED)
        for row, column in sorted(facts.errors - facts.uncached):
            if self._last < row < rows and column < width:
                self._own[column][row] = ""
                if column not in {each for each, _ in self.faults.get(row, ())}:
                    self._fault(row, column, "公式出错")

    def _merge(self) -> None:
        rows, width = len(self._grid.rows), len(self._own)
        covered = 0
        for top, left, bottom, right in self._grid.facts.merges:
            bottom, right = min(bottom, rows - 1), min(right, width - 1)
            if top <= self._last or bottom < top or right < left:
                continue
            covered += (bottom - top + 1) * (right - left + 1)
            if covered > FILL_LIMIT:
                raise Refused(
                    f"“{self._grid.name}”表里合并单元格过大过多，请取消不必要的合并后再导入。"
                )
            if right > left:
                self.wide[top] = max(self.wide.get(top, 0), right - left + 1)
            self._fill(top, left, bottom, right)

    def _fill(self, top: int, left: int, bottom: int, right: int) -> None:
        """The anchor's text counts for the rows below it, not for the columns beside it."""
        text = self._own[left][top]
        for column in range(left, right + 1):
            first = top + 1 if column == left else top
            blank = [""] * (bottom - first + 1)
            self._own[column][first : bottom + 1] = blank
            self._filled[column][first : bottom + 1] = (
                [text] * len(blank) if column == left else blank
            )
        self.below.update((row, left) for row in range(top + 1, bottom + 1))


def _without_ditto(texts: list[str], last: int) -> list[str]:
    """同上 replaced by the text that stands above it."""
    above = ""
    for row in range(last + 1, len(texts)):
        if _DITTO.fullmatch(texts[row]):
            texts[row] = above
        elif texts[row]:
            above = texts[row]
    return texts
