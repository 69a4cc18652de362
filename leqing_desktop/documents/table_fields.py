"""The body of a mapped sheet as one column for each field of a row: joined, dated, numbered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import count, repeat
from typing import Any

from leqing_desktop.documents.table_surroundings import Surroundings
from leqing_desktop.documents.table_texts import BodyTexts
from leqing_desktop.domain.table_columns import UNITS, Meaning, heading_year
from leqing_desktop.domain.table_dates import NO_DATE, CellDate, due_date, start_date
from leqing_desktop.domain.table_nodes import Stage, stage_label
from leqing_desktop.domain.table_row import EXTRAS, FIELDS, Frame, TableRow
from leqing_desktop.domain.table_titles import one_line, people, printed_number, task_title
from leqing_desktop.domain.table_units import bracketed_units, unit_and_person

_ReadDate = Callable[[str, int | None, bool], CellDate]
_JOIN = {Meaning.TARGET: "\n", Meaning.REMARK: "；", Meaning.PROGRESS: "；"}
_NOTHING = frozenset(["-", "--", "—", "——", "–", "――", "－", "/", "／", "//", "\\"])
"""What says 无 by a dash or a stroke."""
_REPEATING = (*UNITS, Meaning.SECTION, Meaning.PERSON, Meaning.LEADER, Meaning.START, Meaning.DUE)
"""What a blank cell may repeat; a target or a remark is each task's own."""
_BARE = re.compile(r"\d[\d.,]*")


class Fields:
    """Makes the rows of a sheet column by column: a value is looked at once, not once a row."""

    def __init__(
        self,
        texts: BodyTexts,
        columns: Mapping[Meaning, list[int]],
        headings: Mapping[int, str],
        frame: Frame,
        dates: tuple[int | None, bool],
    ) -> None:
        self._texts = texts
        self._columns = columns
        self._headings = headings
        self._frame = frame
        self._year, self._date1904 = dates
        self._blank_repeats = False
        self._repeating = {c for meaning in _REPEATING for c in columns.get(meaning, ())}

    def rows(self, around: Surroundings) -> Iterator[TableRow]:
        """All rows of the sheet, those of the header too, in the sheet's order."""
        self._blank_repeats = around.blank_repeats
        found = self._by_meaning()
        task = self._columns.get(Meaning.TASK, [-1])[0]
        covered = self._texts.covered(task)
        every = range(len(self._texts.own[0]))
        given: dict[str, Iterable[Any]] = {
            "frame": repeat(self._frame),
            "row": count(1),
            "due": self._dates(found, Meaning.DUE, due_date),
            "start": self._dates(found, Meaning.START, start_date),
            "extras": self._extras(found),
            "continues": map(covered.__contains__, every),
        }
        if stages := self._stages():
            given["stages"] = stages
        if found.keys().isdisjoint(UNITS):
            given |= {"lead": repeat(around.lead), "responsible": repeat(around.responsible)}
        for meaning, name in FIELDS.items():
            if meaning in found:
                given[name] = found[meaning]
        columns = [
            given[name] if name in given else repeat(TableRow._field_defaults[name])
            for name in TableRow._fields
        ]
        # As TableRow._make, without its call for each row.
        return map(partial(tuple.__new__, TableRow), zip(*columns, strict=False))

    def _by_meaning(self) -> dict[Meaning, list[str]]:
        """The texts of each meaning; several columns of one meaning are joined."""
        found: dict[Meaning, list[str]] = {}
        for meaning, columns in self._columns.items():
            texts = [self._without_dashes(column) for column in columns]
            if meaning is Meaning.TASK:
                found[meaning] = list(map(task_title, texts[0]))
            elif meaning is Meaning.SECTION:
                found[meaning] = list(map(one_line, texts[0]))
            elif meaning is Meaning.PERSON:
                found[meaning] = list(map(people, texts[0]))
            elif meaning is Meaning.TARGET and len(texts) > 1:
                found[meaning] = _joined(meaning, self._with_years(columns, texts))
            elif meaning is not Meaning.STAGE:
                found[meaning] = _joined(meaning, texts) if len(texts) > 1 else texts[0]
        self._number_steps(found)
        self._part_units(found)
        return found

    def _part_units(self, found: dict[Meaning, list[str]]) -> None:
        """Units that stand in the task's own brackets, and people who stand beside their unit."""
        if found.keys().isdisjoint(UNITS):
            parted = list(map(bracketed_units, found[Meaning.TASK]))
            if any(units for _, units in parted):
                found[Meaning.TASK] = [title for title, _ in parted]
                found[Meaning.RESPONSIBLE] = [units for _, units in parted]
        for meaning in (Meaning.LEAD, Meaning.RESPONSIBLE):
            column = self._columns.get(meaning, [-1])[0]
            if Meaning.PERSON not in found and "人" in self._headings.get(column, ""):
                people = list(map(unit_and_person, found[meaning]))
                found[meaning] = [unit for unit, _ in people]
                found[Meaning.PERSON] = [person for _, person in people]

    def _with_years(self, columns: list[int], texts: list[list[str]]) -> list[list[str]]:
        """The targets of several years, each with the year of its heading."""
        years = [heading_year(self._headings[column]) for column in columns]
        if None in years or len(set(years)) < len(years):
            return texts
        return [
            [f"{year}年：{text}" if text else "" for text in column]
            for year, column in zip(years, texts, strict=True)
        ]

    def _repeated(self, column: int) -> list[str]:
        """A column in which each task's blank cell is as the one above."""
        tasks = self._texts.filled[self._columns[Meaning.TASK][0]]
        texts, above = [], ""
        for row, text in enumerate(self._texts.filled[column]):
            above = text if row >= self._texts.first and text else above
            texts.append(text or (above if tasks[row] else ""))
        return texts

    def _without_dashes(self, column: int) -> list[str]:
        texts = self._texts.filled[column]
        if self._blank_repeats and column in self._repeating:
            texts = self._repeated(column)
        if _NOTHING.isdisjoint(self._texts.distinct[column]):
            return texts
        return ["" if text in _NOTHING else text for text in texts]

    def _number_steps(self, found: dict[Meaning, list[str]]) -> None:
        """Where the number's column counts the measures, not the tasks, it numbers those."""
        step = next((m for m in (Meaning.MEASURE, Meaning.PROGRAMME) if m in found), None)
        if step is None or Meaning.NUMBER not in self._columns:
            return
        first = self._texts.first
        own = self._texts.own
        numbers = own[self._columns[Meaning.NUMBER][0]][first:]
        steps, tasks = (own[self._columns[m][0]][first:] for m in (step, Meaning.TASK))
        counted = {row for row, text in enumerate(numbers) if text.isdecimal()}
        if not counted or len(counted) > 0.9 * sum(map(bool, tasks)):
            return
        if counted - {row for row, text in enumerate(steps) if text}:
            return
        filled = self._texts.filled[self._columns[Meaning.NUMBER][0]]
        found[step] = [
            f"{number}、{text}"
            if text and number.isdecimal() and printed_number(text)[0] is None
            else text
            for number, text in zip(filled, found[step], strict=True)
        ]

    def _dates(
        self, found: dict[Meaning, list[str]], meaning: Meaning, read: _ReadDate
    ) -> Iterable[CellDate]:
        texts = found.get(meaning)
        if texts is None:
            return repeat(NO_DATE)
        known = {
            text: read(text, self._year, self._date1904) if text else NO_DATE for text in set(texts)
        }
        return map(known.__getitem__, texts)

    def _extras(self, found: dict[Meaning, list[str]]) -> Iterable[Mapping[Meaning, str]]:
        present = [meaning for meaning in EXTRAS if meaning in found]
        if not present:
            return repeat({})
        together = zip(*(found[meaning] for meaning in present), strict=True)
        return (
            {meaning: text for meaning, text in zip(present, texts, strict=True) if text}
            if "" in texts
            else dict(zip(present, texts, strict=True))
            for texts in together
        )

    def _stages(self) -> Iterable[tuple[Stage, ...]] | None:
        columns = self._columns.get(Meaning.STAGE, [])
        if not columns:
            return None
        headings = [self._headings[column] for column in columns]
        labels = [(stage_label(heading), heading_year(heading)) for heading in headings]
        together = zip(*map(self._without_dashes, columns), strict=True)
        return (
            tuple(
                Stage(label, text, year)
                for (label, year), text in zip(labels, texts, strict=True)
                if text
            )
            for texts in together
        )


def _joined(meaning: Meaning, columns: list[list[str]]) -> list[str]:
    """Several columns as one; a bare figure beside words (3 beside 建成3个) adds nothing to a target."""
    mark = _JOIN.get(meaning, "、")
    joined = []
    for texts in zip(*columns, strict=True):
        parts = list(dict.fromkeys(filter(None, texts)))
        if meaning is Meaning.TARGET and len(parts) > 1:
            parts = [part for part in parts if not _BARE.fullmatch(part)] or parts
        joined.append(mark.join(parts))
    return joined
