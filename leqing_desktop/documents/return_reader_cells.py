"""The cells of a returned sheet as the clerk sees them: text, and the number where there is one."""

from __future__ import annotations

import math
import re
import unicodedata

from leqing_desktop.documents.table_grid import Place, SheetGrid, Value, place_name, shown
from leqing_desktop.documents.table_texts import FILL_LIMIT, refuse_marked, visible
from leqing_desktop.domain.return_reading import ReadCell
from leqing_desktop.errors import Refused

UNCACHED = "#未计算"
"""Stands for a formula that no program has computed; like an error, it begins with ``#``."""
_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[-+]?\.\d+)%?")
_LONGEST_NUMBER = 30


class SheetCells:
    """A sheet cell by cell. A cell merged with those above says what they say."""

    def __init__(self, grid: SheetGrid) -> None:
        self.grid = grid
        self.rows = grid.rows
        self._facts = grid.facts
        self._letters = [place_name(0, column)[:-1] for column in range(grid.width)]
        self._anchors = self._merged()
        self._known: dict[str, tuple[str, float | None]] = {}

    def text(self, row: int, column: int) -> str:
        """What a cell says, "" where there is none."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self._letters):
            return self._read(row, column)[0]
        return ""

    def texts(self, row: int) -> list[str]:
        """What all cells of a row say."""
        return [self._read(row, column)[0] for column in range(len(self._letters))]

    def cell(self, row: int, column: int) -> ReadCell:
        """A cell with its place as spreadsheets write it."""
        return ReadCell(f"{self._letters[column]}{row + 1}", *self._read(row, column))

    def _read(self, row: int, column: int) -> tuple[str, float | None]:
        place = (row, column)
        if self._anchors:
            place = self._anchors.get(place, place)
        value = self.rows[place[0]][place[1]]
        if type(value) is str:
            known = self._known.get(value)
            if known is None:
                text = _seen(value)
                refuse_marked(text, self.grid.name, row, column)
                known = self._known[value] = (text, number_in(text))
            if known[0] or not self._facts.uncached:
                return known
        if value is None or value == "":
            return (UNCACHED, None) if place in self._facts.uncached else ("", None)
        return self._shown(value, place)

    def _shown(self, value: Value, place: Place) -> tuple[str, float | None]:
        form = self._facts.forms.get(place)
        if place in self._facts.errors:
            return f"#{shown(value).lstrip('#')}", None
        text = shown(value, form)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return visible(text), None
        if not math.isfinite(value):
            return "", None
        # 0.57 * 100 is 56.99999999999999: no figure has more than ten decimals.
        number = round(value * 100, 10) if form is not None and form.percent else float(value)
        return visible(text), number

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
    if not text or len(text) > _LONGEST_NUMBER:
        return None
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBER.fullmatch(typed)
    if found is None or not found[1].isascii():
        return None
    number = float(found[1].replace(",", ""))
    return number if math.isfinite(number) else None
