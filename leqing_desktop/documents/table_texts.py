"""The body of a sheet as columns of texts: washed, merges filled, faults noted."""

from __future__ import annotations

import re

from leqing_desktop.documents.table_grid import SheetGrid, Value, place_name, shown
from leqing_desktop.domain.official_text import refuse_classified, strip_hidden
from leqing_desktop.errors import Refused

FILL_LIMIT = 2_000_000
"""Cells that merged ranges may cover in one sheet."""
_DITTO = re.compile(r"同上|[〃″]|''|\"")
_DITTO_LINE = re.compile(rf"^(?:{_DITTO.pattern})$", re.MULTILINE)
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

    Both are columns of texts, ``distinct`` the different texts of each as first seen; ``first`` is
    the body's first row. ``faults`` are the cells whose formula gives nothing, by row; ``wide`` the
    widest merge that begins in a row.
    """

    def __init__(self, grid: SheetGrid, last: int) -> None:
        self.faults: dict[int, list[tuple[int, str]]] = {}
        self.wide: dict[int, int] = {}
        self.distinct: list[set[str]] = []
        self.first = last + 1
        self._grid = grid
        self._last = last
        self.own = [
            self._column(number, column)
            for number, column in enumerate(zip(*grid.rows, strict=True))
        ]
        self._patch()
        self.filled = [list(column) for column in self.own]
        self._merge()

    def covered(self, column: int) -> set[int]:
        """The rows in which a merge from above covers this column."""
        rows: set[int] = set()
        for top, left, bottom, _ in self._grid.facts.merges:
            if left == column and top > self._last:
                rows.update(range(top + 1, min(bottom, len(self._grid.rows) - 1) + 1))
        return rows

    def _column(self, number: int, values: tuple[Value, ...]) -> list[str]:
        """The texts of a column. What is rare is looked for in all of its values at once."""
        texts = _shown(values)
        distinct = set(texts)
        self.distinct.append(distinct)
        together = "\n".join(distinct)
        if _ODD.search(together):
            texts = list(map(visible, texts))
            distinct.update(texts)
        if "密" in together:
            for row, text in enumerate(texts):
                refuse_marked(text, self._grid.name, row, number)
        if "#" in together or "Err:" in together:
            errors = {text for text in distinct if _ERROR.fullmatch(text)}
            if errors:
                texts = self._without_errors(number, texts, errors)
        if _DITTO_LINE.search(together):
            texts = _without_ditto(texts, self._last)
        return texts

    def at(self, row: int, column: int) -> str:
        """A cell's place: 表1!E4."""
        return f"{self._grid.name}!{place_name(row, column)}"

    def _without_errors(self, number: int, texts: list[str], errors: set[str]) -> list[str]:
        for row, text in enumerate(texts):
            if text in errors and row > self._last:
                self._fault(row, number, f"内容是错误值 {text}")
        return ["" if text in errors else text for text in texts]

    def _fault(self, row: int, column: int, what: str) -> None:
        self.faults.setdefault(row, []).append((column, what))

    def _patch(self) -> None:
        """Put right the cells that are shown otherwise than stored, or have no value to show."""
        facts, rows, width = self._grid.facts, len(self._grid.rows), len(self.own)
        for (row, column), form in facts.forms.items():
            if row < rows and column < width and self.own[column][row]:
                self.own[column][row] = shown(self._grid.rows[row][column], form)
        for row, column in sorted(facts.uncached):
            if row < rows and column < width and row > self._last and not self.own[column][row]:
                self._fault(row, column, _UNCACHED)
        for row, column in sorted(facts.errors - facts.uncached):
            if self._last < row < rows and column < width:
                self.own[column][row] = ""
                if column not in {each for each, _ in self.faults.get(row, ())}:
                    self._fault(row, column, "公式出错")

    def _merge(self) -> None:
        rows, width = len(self._grid.rows), len(self.own)
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
        text = self.own[left][top]
        for column in range(left, right + 1):
            first = top + 1 if column == left else top
            blank = [""] * (bottom - first + 1)
            self.own[column][first : bottom + 1] = blank
            self.filled[column][first : bottom + 1] = (
                [text] * len(blank) if column == left else blank
            )


def _shown(values: tuple[Value, ...]) -> list[str]:
    """The values as their cells show them, each different one looked at once."""
    try:
        return list(map(str.strip, values))  # type: ignore[arg-type]
    except TypeError:  # not texts alone
        pass
    if bool in set(map(type, values)):  # True and 1 would share an entry
        values = tuple(shown(value) if type(value) is bool else value for value in values)
    texts = {
        # The commonest of them, a whole number, without a call.
        value: str(int(value))
        if type(value) is float and -1e15 < value < 1e15 and value.is_integer()
        else shown(value)
        for value in set(values)
    }
    return list(map(texts.__getitem__, values))


def _without_ditto(texts: list[str], last: int) -> list[str]:
    """同上 replaced by the text that stands above it."""
    above = ""
    for row in range(last + 1, len(texts)):
        if _DITTO.fullmatch(texts[row]):
            texts[row] = above
        elif texts[row]:
            above = texts[row]
    return texts
