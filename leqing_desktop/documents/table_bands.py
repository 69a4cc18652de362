"""Rows that are only a heading of those below them, and the step of the tree that they set."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from leqing_desktop.domain.table_columns import UNITS, Meaning
from leqing_desktop.domain.table_row import TableRow
from leqing_desktop.domain.table_units import bracketed_units, is_unit

_BAND = re.compile(r"(?:第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]+\s*[、.．])\s*.+")
_SUB_BAND = re.compile(r"[(（][一二三四五六七八九十]+[)）]\s*.+")
NUMERAL = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?")
"""What stands in the number's column of a heading: 一, （二）."""
_FIGURE = re.compile(r"[-—/]+|[≥≤]?\d[\d.,]*\s*[%％万亿元个项]*")
_LONGEST = 60


class Bands:
    """The programme and the measure that hold for the rows to come, and the unit whose they are.

    ``meanings`` are those of the columns, ``programme`` is what holds for the whole sheet.
    """

    def __init__(self, meanings: Mapping[int, Meaning], programme: str) -> None:
        self._meanings = meanings
        self._steps = set(meanings.values()) & {Meaning.PROGRAMME, Meaning.MEASURE}
        self._given = programme
        self._programme, self._measure, self._unit = programme, "", ""
        self.measure_units = ""
        """The units that the last heading named in brackets for its measure."""
        self._own_units = not set(meanings.values()).isdisjoint(UNITS)

    def heading(self, cells: Mapping[int, str], wide: int) -> str:
        """The heading that a row is, or ""; ``cells`` are its filled ones, ``wide`` its merge."""
        (column, first), *others = cells.items()
        if self._meanings.get(column) is Meaning.NUMBER and NUMERAL.fullmatch(first) and others:
            titles = [text for _, text in others if not _FIGURE.fullmatch(text)]
            if len(titles) != 1:
                return ""
            bare = first.strip("()（）")
            return f"（{bare}）{titles[0]}" if first != bare else f"{bare}、{titles[0]}"
        return first if not others and self._stands_alone(column, first, wide) else ""

    def take(self, heading: str) -> bool:
        """Let a heading hold from here on; False where the table has columns for both steps."""
        self.measure_units = ""
        if is_unit(heading) and not self._own_units:
            self._unit = heading
            return True
        if len(self._steps) == 2:
            return False
        sub = _SUB_BAND.fullmatch(heading) is not None
        if Meaning.PROGRAMME in self._steps or (not self._steps and (sub or self._given)):
            self._measure, self.measure_units = bracketed_units(heading)
        else:
            self._programme, self._measure = heading, ""
            if not self._own_units:
                self._programme, self._unit = bracketed_units(heading)
        return True

    def over(self, row: TableRow) -> TableRow:
        """The row with what holds for it: a blank step is the one above, until a higher one changes."""
        programme, measure = row.programme, row.measure
        if programme is self._programme and measure is self._measure and not self._unit:
            return row
        if not programme:
            programme = self._programme
        elif programme != self._programme:
            self._programme, self._measure = programme, ""
        if measure:
            self._measure = measure
        else:
            measure = self._measure
        if self._unit and not row.lead and not row.responsible:
            row = row._replace(responsible=self._unit)
        if programme == row.programme and measure == row.measure:
            return row
        return row._replace(programme=programme, measure=measure)

    def _stands_alone(self, column: int, text: str, wide: int) -> bool:
        if len(text) > _LONGEST:
            return False
        if wide >= 3 and wide >= 0.5 * len(self._meanings):
            return True
        meaning = self._meanings.get(column)
        if meaning in self._steps:
            return False
        if meaning is Meaning.NUMBER and not _FIGURE.fullmatch(text):
            return True
        numbered = _BAND.fullmatch(text) or _SUB_BAND.fullmatch(text)
        return bool(numbered) and (meaning is not Meaning.TASK or len(self._meanings) > 2)


def has_both_ranks(texts: Collection[str]) -> bool:
    """Whether headings of both ranks are among the texts: 一、… and （一）…."""
    return any(map(_SUB_BAND.fullmatch, texts)) and any(map(_BAND.fullmatch, texts))


def numeral_rows(texts: Sequence[str], distinct: Collection[str]) -> set[int]:
    """The rows whose number is written as those of headings are."""
    found = {text for text in distinct if not text.isdecimal() and NUMERAL.fullmatch(text)}
    return {row for row, text in enumerate(texts) if text in found} if found else set()
