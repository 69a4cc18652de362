"""Which column of a task table means what: plain data to show, to change, to keep for next time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from leqing_desktop.domain.table_columns import Meaning, plain_heading

NO_HEADER = -1
"""The header's rows of a sheet in which none was found."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column: ``column`` from 0, its heading (group › leaf), its meaning and how sure that is.

    ``confidence`` 0–1; 1.0 also for what the clerk chose. ``samples`` are its first few values.
    """

    column: int
    heading: str
    meaning: Meaning
    confidence: float
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet's table: header rows ``first`` to ``last`` (from 0, inclusive) and its columns.

    ``used`` false: the sheet is left out; ``why`` says for what reason, in the clerk's words.
    Both rows are ``NO_HEADER`` where none was found; no columns beside a header: yet to be guessed.
    """

    sheet: str
    first: int
    last: int
    columns: tuple[ColumnChoice, ...]
    used: bool = True
    why: str = ""

    @property
    def has_header(self) -> bool:
        """Whether the sheet's header is known, found or chosen."""
        return self.first != NO_HEADER

    @property
    def fingerprint(self) -> str:
        """The shape of the header; the same for every file made from the same form, else ""."""
        return fingerprint_of((each.column, each.heading) for each in self.columns)

    @property
    def confidence(self) -> float:
        """How sure the whole mapping is: the mean over the columns that are imported."""
        sure = [each.confidence for each in self.columns if each.meaning is not Meaning.IGNORED]
        return round(sum(sure) / len(sure), 2) if sure else 0.0

    def columns_of(self, meaning: Meaning) -> list[int]:
        """The columns that have this meaning, from left to right."""
        return [each.column for each in self.columns if each.meaning is meaning]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The mapping of a whole file, sheet by sheet."""

    sheets: tuple[SheetMapping, ...] = ()

    def with_meaning(self, sheet: str, column: int, meaning: Meaning) -> TableMapping:
        """A copy in which the clerk has set one column."""

        def changed(mapping: SheetMapping) -> SheetMapping:
            columns = tuple(
                replace(each, meaning=meaning, confidence=1.0) if each.column == column else each
                for each in mapping.columns
            )
            return replace(mapping, columns=columns)

        return self._with(sheet, changed)

    def with_use(self, sheet: str, used: bool) -> TableMapping:
        """A copy in which the clerk has taken a sheet in or left it out."""
        why = "" if used else "未选中"
        return self._with(sheet, lambda mapping: replace(mapping, used=used, why=why))

    def with_header(self, sheet: str, first: int, last: int) -> TableMapping:
        """A copy in which the clerk has chosen a sheet's header rows (from 0, inclusive).

        The sheet is taken in; its columns are guessed anew when the file is read again.
        """
        chosen = SheetMapping(sheet, min(first, last), max(first, last), ())
        return self._with(sheet, lambda _: chosen)

    def of(self, sheet: str) -> SheetMapping | None:
        """The mapping of the sheet of that name."""
        return next((each for each in self.sheets if each.sheet == sheet), None)

    def _with(self, sheet: str, changed: Callable[[SheetMapping], SheetMapping]) -> TableMapping:
        return TableMapping(
            tuple(changed(each) if each.sheet == sheet else each for each in self.sheets)
        )

    def to_json(self) -> dict[str, Any]:
        """The mapping as JSON data, without samples (no content of the table is kept)."""
        return {
            "sheets": [
                {
                    "sheet": each.sheet,
                    "header_rows": [each.first + 1, each.last + 1],
                    "fingerprint": each.fingerprint,
                    "confidence": each.confidence,
                    "used": each.used,
                    "why": each.why,
                    "columns": [
                        {
                            "column": choice.column + 1,
                            "heading": choice.heading,
                            "meaning": choice.meaning.value,
                            "confidence": choice.confidence,
                        }
                        for choice in each.columns
                    ],
                }
                for each in self.sheets
            ]
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TableMapping:
        """Read what ``to_json`` made. ValueError where it is something else."""
        try:
            return cls(tuple(map(_sheet, data["sheets"])))
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError("保存的列对应关系已损坏，请重新选择各列的含义。") from error


def fingerprint_of(headings: Iterable[tuple[int, str]]) -> str:
    """The shape that headings with their columns make; "" for none."""
    names = "|".join(f"{column}:{plain_heading(text)}" for column, text in headings if text)
    return hashlib.sha256(names.encode()).hexdigest()[:16] if names else ""


def _sheet(data: Mapping[str, Any]) -> SheetMapping:
    columns = tuple(
        ColumnChoice(
            int(each["column"]) - 1,
            str(each["heading"]),
            Meaning(each["meaning"]),
            float(each["confidence"]),
        )
        for each in data["columns"]
    )
    first, last = data["header_rows"]
    return SheetMapping(
        str(data["sheet"]),
        int(first) - 1,
        int(last) - 1,
        columns,
        bool(data["used"]),
        str(data.get("why", "")),
    )
