"""Reads an .ods by itself: OpenDocument keeps beside each value the text that the clerk sees.

Nothing but content.xml is read, by the standard event parser, which never expands an entity here
because the archive has refused every declaration. Repeats are counted before they are made.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.parsers import expat

from leqing_desktop.documents.table_archive import Archive, damaged
from leqing_desktop.documents.table_grid import CellForm, SheetFacts, SheetGrid, Value
from leqing_desktop.documents.table_xlsx import COLUMN_LIMIT, refuse_box
from leqing_desktop.errors import Refused

_MONTH = re.compile(r"\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*月?(?P<end>底|末)?前?")
_YEAR = re.compile(r"\d{4}\s*年?(?P<end>底|末)?")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d{3}")


def read_ods(archive: Archive) -> list[SheetGrid]:
    """All sheets of an OpenDocument spreadsheet."""
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.xml(
        "META-INF/manifest.xml"
    ):
        raise Refused(f"“{archive.name}”有密码，请先去掉密码另存后再导入。")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(archive.xml("content.xml"), True)
    except expat.ExpatError as error:
        raise damaged(archive.name) from error
    return reader.sheets


class _Reader:
    """Collects the sheets while the parser walks through content.xml."""

    def __init__(self) -> None:
        self.sheets: list[SheetGrid] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._rows: list[list[Value]] = []
        self._row: list[Value] = []
        self._row_repeat = 1
        self._at = 0
        self._empty_rows = 0
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._words: list[str] = []
        self._skip = 0
        self._lines = 0
        self._covered = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.partition(":")[2]
        if name == "p" and self._cell is not None and not self._skip:
            if self._lines:
                self._words.append("\n")
            self._lines += 1
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._words, self._lines = attributes, [], 0
            self._covered = name == "covered-table-cell"
        elif name in ("annotation", "frame"):
            self._skip += 1
        elif name == "line-break":
            self._words.append("\n")
        elif name in ("s", "tab") and self._cell is not None:
            self._words.append(" ")
        elif name == "table-row":
            self._open_row(attributes)
        elif name == "table" and tag.startswith("table:"):
            self._open_sheet(attributes)
        elif name == "table-column":
            self._open_column(attributes)
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, tag: str) -> None:
        name = tag.partition(":")[2]
        if name in ("table-cell", "covered-table-cell"):
            self._close_cell()
        elif name in ("annotation", "frame"):
            self._skip -= 1
        elif name == "table-row":
            self._close_row()
        elif name == "table" and tag.startswith("table:") and self.sheets:
            width = max(map(len, self._rows), default=0)
            self.sheets[-1].rows = [row + [None] * (width - len(row)) for row in self._rows]

    def text(self, data: str) -> None:
        if self._cell is not None and not self._skip and self._lines:
            self._words.append(data)

    def _open_sheet(self, attributes: dict[str, str]) -> None:
        name = attributes.get("table:name", "")
        hidden = attributes.get("table:style-name", "") in self._hidden_styles
        self.sheets.append(SheetGrid(name, [], SheetFacts(), hidden))
        self._rows, self._column, self._empty_rows = [], 0, 0

    def _open_column(self, attributes: dict[str, str]) -> None:
        repeat = _repeat(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility", "visible") != "visible":
            last = min(self._column + repeat, COLUMN_LIMIT)
            self.sheets[-1].facts.hidden_columns |= set(range(self._column, last))
        self._column += repeat

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row, self._at = [], 0
        self._row_repeat = _repeat(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility", "visible") != "visible" and self._row_repeat < 1000:
            first = len(self._rows) + self._empty_rows
            self.sheets[-1].facts.hidden_rows |= set(range(first, first + self._row_repeat))

    def _close_row(self) -> None:
        if not self._row:
            self._empty_rows += self._row_repeat
            return
        total = len(self._rows) + self._empty_rows + self._row_repeat
        self._check(total, len(self._row))
        self._rows += [[] for _ in range(self._empty_rows)]
        self._rows += [list(self._row) for _ in range(self._row_repeat)]
        self._empty_rows = 0

    def _close_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        repeat = _repeat(cell, "table:number-columns-repeated")
        words = "".join(self._words)
        place = (len(self._rows) + self._empty_rows, self._at)
        value = None if self._covered and not words else self._value(cell, words, place)
        self._span(cell, place)
        if value is not None:
            self._check(place[0] + 1, self._at + repeat)
            self._row += [None] * (self._at - len(self._row)) + [value] * repeat
        self._at += repeat

    def _check(self, rows: int, columns: int) -> None:
        refuse_box(self.sheets[-1].name, rows, columns, (rows - 1, columns - 1))

    def _span(self, cell: dict[str, str], place: tuple[int, int]) -> None:
        down = _repeat(cell, "table:number-rows-spanned")
        across = _repeat(cell, "table:number-columns-spanned")
        if down > 1 or across > 1:
            row, column = place
            self.sheets[-1].facts.merges.append((row, column, row + down - 1, column + across - 1))

    def _value(self, cell: dict[str, str], words: str, place: tuple[int, int]) -> Any:
        kind = cell.get("office:value-type") or cell.get("calcext:value-type") or ""
        facts = self.sheets[-1].facts
        if cell.get("calcext:value-type") == "error" or (
            "table:formula" in cell and _ERROR.fullmatch(words.strip())
        ):
            facts.errors.add(place)
            return words
        if "table:formula" in cell and not kind and not words:
            facts.uncached.add(place)
            return None
        if kind == "date":
            return _date(cell.get("office:date-value", ""), words, facts, place)
        if kind in ("float", "percentage", "currency"):
            return _number(cell.get("office:value", ""), kind, words, facts, place)
        return words or None


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _date(raw: str, words: str, facts: SheetFacts, place: tuple[int, int]) -> Value:
    try:
        day = date.fromisoformat(raw[:10])
    except ValueError:
        return words or None
    seen = words.strip()
    month, year = _MONTH.fullmatch(seen), _YEAR.fullmatch(seen)
    if month is not None:
        facts.forms[place] = CellForm(month_only=True, suffix=month["end"] or "")
    elif year is not None:
        facts.forms[place] = CellForm(year_only=True, suffix=year["end"] or "")
    return day


def _number(raw: str, kind: str, words: str, facts: SheetFacts, place: tuple[int, int]) -> Value:
    try:
        value = float(raw)
    except ValueError:
        return words or None
    seen = words.strip()
    if kind == "percentage":
        facts.forms[place] = CellForm(percent=True)
    elif re.fullmatch(r"20\d\d\.\d0", seen):
        facts.forms[place] = CellForm(month_number=True)
    elif kind == "float":
        around = re.fullmatch(r"([^\d.,%-]*)-?[\d.,]+([^\d.,%]*)", seen)
        if around is not None and (around[1] or around[2]):
            facts.forms[place] = CellForm(prefix=around[1].strip(), suffix=around[2].strip())
    return value
