"""Turns the body of a mapped sheet into rows; totals, notes, signatures and headings are no tasks."""

from __future__ import annotations

from collections.abc import Iterator

from leqing_desktop.documents.table_bands import NUMERAL, Bands, has_both_ranks, numeral_rows
from leqing_desktop.documents.table_content import guess_content
from leqing_desktop.documents.table_fields import Fields
from leqing_desktop.documents.table_grid import SheetGrid, place_name
from leqing_desktop.documents.table_passing import last_task_row, unusual_rows, why_no_task
from leqing_desktop.documents.table_surroundings import Surroundings
from leqing_desktop.documents.table_texts import BodyTexts
from leqing_desktop.domain.plan import Finding
from leqing_desktop.domain.table_columns import (
    UNITS,
    Meaning,
    guess_heading,
    heading_uom,
    heading_year,
)
from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.domain.table_row import Frame, TableRow

_LONGEST_HEADING = 12


class SheetRows:
    """The rows of one sheet; collects its findings and what it passed over."""

    def __init__(
        self,
        grid: SheetGrid,
        mapping: SheetMapping,
        years: tuple[int | None, int | None],
        around: Surroundings,
    ) -> None:
        """``years``: the one that the table states, and the one that stands in for it."""
        stated = years[0]
        year = stated or years[1]
        self.findings: list[Finding] = []
        self.skipped: list[Finding] = []
        self._grid = grid
        self._mapping = mapping
        self._around = around
        self._texts = BodyTexts(grid, mapping.last)
        self._headings = {each.column: each.heading for each in mapping.columns}
        self._known = {
            each.column: each.meaning
            for each in mapping.columns
            if each.meaning is not Meaning.IGNORED
        }
        columns: dict[Meaning, list[int]] = {}
        for column, meaning in self._known.items():
            columns.setdefault(meaning, []).append(column)
        target = " ".join(self._headings[c] for c in columns.get(Meaning.TARGET, [])[:1])
        self._frame = Frame(
            grid.name,
            {meaning: place_name(0, places[0])[:-1] for meaning, places in columns.items()},
            heading_year(target) or year,
            heading_uom(target),
            around.first_leads,
            stated,
            heading_year(target),
        )
        self._task = columns.get(Meaning.TASK, [-1])[0]
        self._number = columns.get(Meaning.NUMBER, [-1])[0]
        self._fields = Fields(
            self._texts, columns, self._headings, self._frame, (year, grid.date1904)
        )
        self._heads = self._head_texts()
        self._tell_above()

    def __iter__(self) -> Iterator[TableRow]:
        faults, hidden = self._texts.faults, self._grid.facts.hidden_rows
        unusual = unusual_rows(self._texts, self._heads)
        sparse, numerals = self._sparse_rows(), self._numeral_rows()
        self._bands = Bands(self._known, self._programme(sparse))
        self._take_heading_above(sparse)
        last_task = last_task_row(self._texts, self._task)
        after_gap = False
        for row, made in enumerate(self._fields.rows(self._around)):
            if row < self._texts.first:
                continue
            if row in sparse:
                filled = len(self._cells(row))
                after_gap = after_gap or filled <= 1
                if not filled and row not in faults:
                    continue
            if row in unusual and self._passed_over(row):
                continue
            if row in sparse and row > last_task and self._is_left_alone(row):
                continue
            if (row in sparse or row in numerals) and self._heads_others(row):
                if units := self._bands.measure_units:
                    yield self._bands.over(TableRow(self._frame, row + 1, responsible=units))
                continue
            if after_gap and self._is_other_header(row):
                break
            after_gap = False
            if row in faults or row in hidden:
                self._tell(row)
            yield self._bands.over(made)

    def _sparse_rows(self) -> set[int]:
        """The rows in which at most two cells are filled.

        Such a row is blank in one of the three fullest columns; only those are counted out.
        """
        own = self._texts.own
        fullest = sorted(own, key=lambda column: column.count(""))[:3]
        blank = {row for column in fullest for row, text in enumerate(column) if not text}
        if len(own) < 3:
            return set(range(len(own[0])))
        return {row for row in blank if len(self._cells(row)) <= 2}

    def _programme(self, sparse: set[int]) -> str:
        """The programme of the whole sheet, unless headings of two ranks in it say it better."""
        if not self._around.programme:
            return ""
        texts = [text for row in sparse for text in self._cells(row).values()]
        return "" if has_both_ranks(texts) else self._around.programme

    def _take_heading_above(self, sparse: set[int]) -> None:
        """The heading 一、 that stands above the header, where 二、 stands in the body."""
        if self._mapping.first < 1:
            return
        row = [self._grid.text(self._mapping.first - 1, c) for c in range(self._grid.width)]
        texts = list(filter(None, row))
        if len(texts) == 1 and texts[0].startswith("一、"):
            below = (text for each in sparse for text in self._cells(each).values())
            if any(text.startswith("二、") for text in below):
                self._bands.take(texts[0])

    def _numeral_rows(self) -> set[int]:
        if self._number < 0:
            return set()
        return numeral_rows(self._texts.own[self._number], self._texts.distinct[self._number])

    def _head_texts(self) -> set[str]:
        """The header's own texts, to know it again where a page repeats it."""
        rows = range(self._mapping.first, self._mapping.last + 1)
        columns = range(self._grid.width)
        return {self._grid.text(row, column) for row in rows for column in columns} - {""}

    def _cells(self, row: int) -> dict[int, str]:
        return {c: text for c, column in enumerate(self._texts.own) if (text := column[row])}

    def _passed_over(self, row: int) -> bool:
        cells = self._cells(row)
        texts = list(cells.values())
        reason = why_no_task(texts, self._heads)
        if reason:
            self._skip(row, cells, f"{reason}：“{texts[0][:30]}”")
        return bool(reason)

    def _is_left_alone(self, row: int) -> bool:
        """Whether a single text heads nothing, for no task stands below it: an issuer, a date."""
        cells = self._cells(row)
        if len(cells) != 1:
            return False
        [text] = cells.values()
        self._skip(row, cells, f"落款行：“{text[:30]}”")
        return True

    def _heads_others(self, row: int) -> bool:
        cells = self._cells(row)
        heading = self._bands.heading(cells, self._texts.wide.get(row, 0)) if cells else ""
        if heading and not self._bands.take(heading):
            self._skip(row, cells, f"分组行：“{heading[:30]}”")
        return bool(heading)

    def _is_other_header(self, row: int) -> bool:
        """Whether a second table with other columns begins here; it is told, not misread."""
        texts = list(self._cells(row).values())
        if len(texts) < 2 or max(map(len, texts)) > _LONGEST_HEADING:
            return False
        known = sum(1 for text in texts if guess_heading(text).confidence >= 0.85)
        labels = self._are_labels(row)
        if len(texts) == 2 and not (labels and known):
            return False
        if known < 0.7 * len(texts) and not labels:
            return False
        self.findings.append(
            Finding(
                "另一张表",
                "从这一行起是另一张表，未读，请把它放到单独的工作表后再导入。",
                self._texts.at(row, next(iter(self._cells(row)))),
            )
        )
        return True

    def _are_labels(self, row: int) -> bool:
        """Whether words stand for all that the columns hold: one for the number, no unit, no day."""
        cells = self._cells(row)
        number = cells.get(self._number, "")
        if number and guess_heading(number).meaning is Meaning.NUMBER:
            return True
        if len(number) < 2 or any(map(str.isdigit, "".join(cells.values()))):
            return False
        kinds = {guess_content([text]).meaning for text in cells.values()}
        return not NUMERAL.fullmatch(number) and kinds.isdisjoint((*UNITS, Meaning.DUE))

    def _tell_above(self) -> None:
        """Say that rows above the header look like a table of their own."""
        rows = [
            row
            for row in range(self._mapping.first)
            if sum(1 for c in range(self._grid.width) if self._grid.text(row, c)) >= 3
        ]
        if len(rows) >= 3:
            self.findings.append(
                Finding(
                    "另一张表",
                    "表头上面还有像表格的内容，未读，请把它放到单独的工作表后再导入。",
                    self._texts.at(rows[0], 0),
                )
            )

    def _skip(self, row: int, cells: dict[int, str], why: str) -> None:
        self.skipped.append(Finding("跳过", why, self._texts.at(row, next(iter(cells)))))

    def _tell(self, row: int) -> None:
        for column, what in self._texts.faults.get(row, ()):
            if column in self._known:
                name = self._headings[column].rpartition("›")[2].strip()
                place = self._texts.at(row, column)
                self.findings.append(Finding("读不出内容", f"“{name}”{what}，已留空。", place))
        if row in self._grid.facts.hidden_rows:
            place = self._texts.at(row, 0)
            self.findings.append(Finding("隐藏行", "这一行在表里是隐藏的，也已列入。", place))
