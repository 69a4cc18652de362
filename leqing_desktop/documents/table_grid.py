"""A sheet of a task table as a plain grid: values as stored, merges, and what a reader must know.

``CellForm`` says how a number or a date is shown, since 0.95 shown as 95% and the first of June
shown as 2024年6月 mean something else than the stored value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite

from leqing_desktop.domain.period import FIRST_YEAR, LAST_YEAR

Value = str | int | float | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]
"""Row and column, both from 0."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0, all inclusive."""


@dataclass(frozen=True, slots=True)
class CellForm:
    """How a number format shows its value: as per cent, a date without a day, with words around.

    ``month_number``: two decimals, so that 2025.1 shows that it is October.
    """

    percent: bool = False
    month_only: bool = False
    year_only: bool = False
    prefix: str = ""
    suffix: str = ""
    month_number: bool = False

    @property
    def plain(self) -> bool:
        """Whether the value alone says it all."""
        return self == CellForm()


@dataclass(slots=True)
class SheetFacts:
    """What calamine does not tell about a sheet, found in the file itself.

    ``codes`` are those of ``errors`` (#REF!) where the file gives them apart from the values.
    ``no_secret``: surely no cell has the character 密, so that none bears a 密级.
    """

    forms: dict[Place, CellForm] = field(default_factory=dict)
    errors: set[Place] = field(default_factory=set)
    codes: dict[Place, str] = field(default_factory=dict)
    no_secret: bool = False
    uncached: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)


@dataclass(slots=True)
class SheetGrid:
    """One sheet: ``rows`` from row 1 and column A on, each row as long as the widest."""

    name: str
    rows: Sequence[Sequence[Value]]
    facts: SheetFacts
    hidden: bool = False
    date1904: bool = False

    @property
    def width(self) -> int:
        """Columns of every row."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def filled(self) -> bool:
        """Whether any cell holds anything."""
        return any(map(any, self.rows))

    def text(self, row: int, column: int) -> str:
        """The cell as the clerk sees it, trimmed; "" for empty, error and uncached cells."""
        try:
            value = self.rows[row][column]
        except IndexError:
            return ""
        if type(value) is str:
            return value.strip()
        if value is None or (row, column) in self.facts.errors:
            return ""
        return shown(value, self.facts.forms.get((row, column)))


def place_name(row: int, column: int) -> str:
    """The address as spreadsheets write it: (3, 4) is E4."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def column_index(letters: str) -> int:
    """The column from 0 of its letters: A is 0, XFD 16383."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def shown(value: Value, form: CellForm | None = None) -> str:
    """A value as its cell shows it: 95%, 2024年6月, 12, 2024-06-30."""
    if value is None:
        return ""
    if form is None and type(value) is float:
        return plain(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return _shown_date(value, form)
    if isinstance(value, int | float):
        return _shown_number(value, form)
    return str(value).strip()


def _shown_date(day: date, form: CellForm | None) -> str:
    if form is not None and form.year_only:
        return f"{day.year}年{form.suffix}"
    if form is not None and form.month_only:
        return f"{day.year}年{day.month}月{form.suffix}"
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _shown_number(value: int | float, form: CellForm | None) -> str:
    if form is not None and form.percent:
        return f"{form.prefix}{plain(value * 100)}%{form.suffix}"
    if form is not None and form.month_number and FIRST_YEAR <= value <= LAST_YEAR + 1:
        return f"{value:.2f}"
    text = plain(value)
    return f"{form.prefix}{text}{form.suffix}" if form is not None else text


def plain(value: int | float) -> str:
    """A number as typed: no .0, no exponent, no digits beyond the 15 a spreadsheet keeps."""
    if not isfinite(value):
        return ""
    if -1e15 < value < 1e15 and value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.0f}" if abs(value) >= 1 else f"{value:.12f}".rstrip("0")
    return text


_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BUILTIN = {9: CellForm(percent=True), 10: CellForm(percent=True)}
# ECMA-376 part 1, 18.8.30: 17 is mmm-yy; 55 and 57 are 年月 in the Chinese locale.
_BUILTIN[2] = CellForm(month_number=True)
_BUILTIN |= dict.fromkeys((17, 55, 57), CellForm(month_only=True))


def form_of(number: int, code: str) -> CellForm:
    """What a number format does; ``number`` below 164 is built in and has no code of its own."""
    if not code:
        return _BUILTIN.get(number, CellForm())
    first = code.split(";", 1)[0]
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", _QUOTED.sub("", first))
    literal = [a or b for a, b in _QUOTED.findall(first)]
    if re.search(r"[ymd年月日]", bare, re.IGNORECASE) and not re.search(r"[0#]", bare):
        return _date_form(bare, first)
    if "%" in bare:
        return CellForm(True, False, False, *_around(first))
    if bare == "0.00":
        return CellForm(month_number=True)
    return CellForm(False, False, False, *_around(first)) if literal else CellForm()


def _date_form(bare: str, code: str) -> CellForm:
    low = bare.lower()
    suffix = "底" if "底" in code or "末" in code else ""
    if "y" not in low or "d" in low or "h" in low or "s" in low:
        return CellForm()
    return CellForm(month_only="m" in low, year_only="m" not in low, suffix=suffix)


def _around(code: str) -> tuple[str, str]:
    """The literal words before and after the digits of a number format: ≥0"家" gives (≥, 家)."""
    code = re.sub(r"\[[^\]]*\]|_.|\*.", "", code)
    digits = re.search(r"[0#?][0#?,.]*%?|General|G/通用格式|@", code)
    if digits is None or digits[0] == "@":
        return "", ""
    before, after = code[: digits.start()], code[digits.end() :]
    return _literal(before), _literal(after)


def _literal(part: str) -> str:
    words = "".join(a or b for a, b in _QUOTED.findall(part))
    if re.fullmatch(r"[$¥￥\s]*", words):
        return ""
    return words.strip()
