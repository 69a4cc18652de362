"""The cells of a returned sheet as the clerk sees them: text, and the number where there is one."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from leqing_desktop.documents.table_grid import Place, SheetGrid, place_name, plain, shown
from leqing_desktop.documents.table_texts import FILL_LIMIT, visible
from leqing_desktop.domain.return_reading import ReadCell
from leqing_desktop.errors import Refused

ERROR = "#错误"
"""Stands for an error whose code the file does not give."""
UNCACHED = "#未计算"
"""Stands for a formula that no program has computed; like an error, it begins with ``#``."""
_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[-+]?\.\d+)%?")
_LONGEST_NUMBER = 30
_BEGINS = frozenset("0123456789+-.０１２３４５６７８９＋－．")
_ENDS = frozenset(" 0123456789.%０１２３４５６７８９．％")
_PLAIN = frozenset({str, float})
_new_tuple: Any = tuple.__new__
_Said = tuple[str, float | None]
Name = TypeVar("Name", bound=StrEnum)


class _Known(dict[Any, _Said]):
    """What a text or a plainly formatted number says; every different one is looked at once."""

    def __missing__(self, value: str | float) -> _Said:
        said: _Said
        if isinstance(value, str):
            text = value.strip() if value.isprintable() else _seen(value)
            ends = text[-1:] in _ENDS and text[:1] in _BEGINS
            said = (text, number_in(text) if ends else None)
        else:
            said = (plain(value), value) if math.isfinite(value) else ("", None)
        self[value] = said
        return said


class SheetCells:
    """A sheet cell by cell. A cell merged with those above says what they say."""

    def __init__(self, grid: SheetGrid) -> None:
        self.grid = grid
        self.rows = grid.rows
        facts = grid.facts
        self._facts = facts
        self._letters = [place_name(0, column)[:-1] for column in range(grid.width)]
        self._anchors = self._merged()
        special = (facts.forms, facts.errors, facts.uncached, self._anchors)
        self._special_rows = {row for places in special for row, _ in places}
        self._known = _Known()

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        return self._special(row, column)[0]

    def texts(self, row: int) -> list[str]:
        """What all cells of a row say."""
        values = self.rows[row]
        if row in self._special_rows or not _PLAIN.issuperset(map(type, values)):
            return [self._special(row, column)[0] for column in range(len(values))]
        return [self._known[value][0] for value in values]

    def cells(self, row: int, columns: Mapping[int, Name]) -> dict[Name, ReadCell]:
        """The cells of a row by field, with their places as spreadsheets write them."""
        number = str(row + 1)
        values, letters, known = self.rows[row], self._letters, self._known
        special = row in self._special_rows
        read: dict[Name, ReadCell] = {}
        # A folder of returns has a hundred thousand cells, nearly all of them plain texts.
        for column, name in columns.items():
            value = values[column]
            if special:
                text, figure = self._special(row, column)
            elif type(value) is str:
                if value and (value[-1] in _ENDS or not value.isprintable()):
                    text, figure = known[value]
                else:
                    text, figure = value.strip(), None
            elif type(value) is float:
                text, figure = known[value]
            else:
                text, figure = self._special(row, column)
            read[name] = _new_tuple(ReadCell, (letters[column] + number, text, figure))
        return read

    def _special(self, row: int, column: int) -> _Said:
        """A cell whose format, merge, error or missing value counts."""
        place = self._anchors.get((row, column), (row, column))
        value = self.rows[place[0]][place[1]]
        if place in self._facts.errors:
            return self._facts.codes.get(place) or shown(value) or ERROR, None
        if value is None or value == "":
            return (UNCACHED, None) if place in self._facts.uncached else ("", None)
        if type(value) is str:
            return self._known[value]
        form = self._facts.forms.get(place)
        text = visible(shown(value, form))
        if isinstance(value, bool) or not isinstance(value, int | float):
            return text, None
        if not math.isfinite(value):
            return "", None
        # 0.57 * 100 is 56.99999999999999: no figure has more than ten decimals.
        return text, round(value * 100, 10) if form is not None and form.percent else float(value)

    def _merged(self) -> dict[Place, Place]:
        """Cell → the cell above whose merge covers it; beside it, a merged cell is empty."""
        anchors: dict[Place, Place] = {}
        for top, left, bottom, _ in self._facts.merges:
            if bottom <= top or left >= len(self._letters):
                continue
            bottom = min(bottom, len(self.rows) - 1)
            if len(anchors) + (bottom - top) > FILL_LIMIT:
                raise Refused(
                    f"“{self.grid.name}”表里合并单元格过大过多，请取消不必要的合并后再报。"
                )
            for row in range(top + 1, bottom + 1):
                anchors[row, left] = (top, left)
        return anchors


def _seen(text: str) -> str:
    return visible(text.replace("_x000D_", "") if "_x000D_" in text else text).strip()


def number_in(text: str) -> float | None:
    """The number that a text is, typed in whatever width, with or without ％ (72％ is 72)."""
    if len(text) > _LONGEST_NUMBER:
        return None
    typed = text if text.isascii() else unicodedata.normalize("NFKC", text)
    typed = "".join(typed.split())
    found = _NUMBER.fullmatch(typed)
    if found is None or not found[1].isascii():
        return None
    number = float(found[1].replace(",", ""))
    return number if math.isfinite(number) else None
