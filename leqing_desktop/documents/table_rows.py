"""Turns the body of a mapped sheet into rows: bands read, totals, notes and signatures skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, repeat
from typing import Any

from leqing_desktop.documents.table_grid import SheetGrid, place_name
from leqing_desktop.documents.table_texts import BodyTexts
from leqing_desktop.domain.plan import Finding
from leqing_desktop.domain.table_columns import Meaning, heading_uom, heading_year
from leqing_desktop.domain.table_dates import NO_DATE, CellDate, due_date, start_date
from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.domain.table_nodes import Stage, stage_label
from leqing_desktop.domain.table_row import EXTRAS, FIELDS, Frame, TableRow
from leqing_desktop.domain.table_titles import task_title

_TOTAL = re.compile(
    r"(?:本页|本表|分项|全部|各项)?(?:小\s*计|合\s*计|总\s*计|共\s*计|累\s*计)(?:[:：(（\d].*)?"
)
_NOTE = re.compile(
    r"(?:附?注|备注|填表说明|填报说明|说明|附件|填写说明)\s*\d*\s*[:：].*|注\s*\d*[.、．].*|※.*",
    re.DOTALL,
)
_SIGNED = re.compile(
    r"(?:填报人|填表人|制表人?|审核人?|审批人?|复核人?|经办人|编制人?|单位负责人|分管领导|主要领导|填报单位|填报日期|填报时间|填表日期|"
    r"制表日期|制表单位|联系人|联系电话|单位\s*[(（]盖章[)）]|盖章|签字|签章|负责人签字)(?:[(（].{0,6}[)）])?\s*[:：].*",
    re.DOTALL,
)
_BAND = re.compile(r"(?:第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]+\s*[、.．])\s*.+")
_SUB_BAND = re.compile(r"[(（][一二三四五六七八九十]+[)）]\s*.+")
_NUMERAL = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?")
_ReadDate = Callable[[str, int | None, bool], CellDate]
_JOIN = {Meaning.TARGET: "\n", Meaning.REMARK: "；", Meaning.PROGRESS: "；"}


class SheetRows:
    """The rows of one sheet; collects its findings and what it passed over."""

    def __init__(self, grid: SheetGrid, mapping: SheetMapping, year: int | None) -> None:
        self.findings: list[Finding] = []
        self.skipped: list[Finding] = []
        self._grid = grid
        self._mapping = mapping
        self._year = year
        self._texts = BodyTexts(grid, mapping.last)
        self._headings = {each.column: each.heading for each in mapping.columns}
        self._known = {
            each.column: each.meaning
            for each in mapping.columns
            if each.meaning is not Meaning.IGNORED
        }
        self._by_meaning: dict[Meaning, list[int]] = {}
        for column, meaning in self._known.items():
            self._by_meaning.setdefault(meaning, []).append(column)
        self._stages = [
            (column, stage_label(self._headings[column]), heading_year(self._headings[column]))
            for column in self._by_meaning.get(Meaning.STAGE, ())
        ]
        self._task = self._first(Meaning.TASK)
        self._number = self._first(Meaning.NUMBER)
        self._programme = self._measure = ""
        self._heads = self._head_texts()
        self._unusual = self._unusual_rows()
        target = " ".join(self._headings[c] for c in self._by_meaning.get(Meaning.TARGET, [])[:1])
        letters = {m: place_name(0, c[0])[:-1] for m, c in self._by_meaning.items()}
        own_year = heading_year(target) or year
        self._frame = Frame(grid.name, letters, own_year, heading_uom(target))

    def __iter__(self) -> Iterator[TableRow]:
        """Column by column as far as it goes: a value is looked at once, not once a row."""
        columns = self._columns()
        rows = map(TableRow._make, zip(*self._fields(columns), strict=False))
        faults, hidden = self._texts.faults, self._grid.facts.hidden_rows
        own, last = self._texts.own, self._mapping.last
        blanks = map(tuple.count, zip(*own, strict=True), repeat(""))
        for row, (blank, made) in enumerate(zip(blanks, rows, strict=False)):
            if row <= last or (blank == len(own) and row not in faults):
                continue
            if row in self._unusual and self._passed_over(row):
                continue
            if blank >= len(own) - 2 and self._band(row):
                continue
            if row in faults or row in hidden:
                self._tell(row)
            yield self._carried(made)

    def _fields(self, columns: dict[Meaning, list[str]]) -> Iterator[Iterable[Any]]:
        """A column for each field of a row, in the order of its fields."""
        covered = self._texts.covered(self._task)
        rows = range(len(self._grid.rows))
        given: dict[str, Iterable[Any]] = {
            "frame": repeat(self._frame),
            "row": count(1),
            "due": self._dates(columns, Meaning.DUE, due_date),
            "start": self._dates(columns, Meaning.START, start_date),
            "extras": self._extras(columns),
            "continues": map(covered.__contains__, rows),
        }
        if self._stages:
            given["stages"] = map(self._stages_of, rows)
        for meaning, name in FIELDS.items():
            if meaning in columns:
                given[name] = columns[meaning]
        for name in TableRow._fields:
            yield given.get(name) or repeat(TableRow._field_defaults[name])

    def _first(self, meaning: Meaning) -> int:
        return next(iter(self._by_meaning.get(meaning, ())), -1)

    def _columns(self) -> dict[Meaning, list[str]]:
        """The texts of each meaning; several columns of one meaning are joined."""
        found: dict[Meaning, list[str]] = {}
        for meaning, columns in self._by_meaning.items():
            if meaning is Meaning.STAGE:
                continue
            texts = self._texts.filled[columns[0]]
            if len(columns) > 1:
                mark = _JOIN.get(meaning, "、")
                together = zip(*(self._texts.filled[c] for c in columns), strict=True)
                texts = [mark.join(dict.fromkeys(filter(None, parts))) for parts in together]
            found[meaning] = list(map(task_title, texts)) if meaning is Meaning.TASK else texts
        return found

    def _dates(
        self, columns: dict[Meaning, list[str]], meaning: Meaning, read: _ReadDate
    ) -> Iterable[CellDate]:
        texts = columns.get(meaning)
        if texts is None:
            return repeat(NO_DATE)
        known = {text: self._date(text, read) for text in set(texts)}
        return map(known.__getitem__, texts)

    def _extras(self, columns: dict[Meaning, list[str]]) -> Iterable[Mapping[Meaning, str]]:
        present = [meaning for meaning in EXTRAS if meaning in columns]
        if not present:
            return repeat({})
        together = zip(*(columns[meaning] for meaning in present), strict=True)
        return (
            {meaning: text for meaning, text in zip(present, texts, strict=True) if text}
            for texts in together
        )

    def _date(self, text: str, read: _ReadDate) -> CellDate:
        return read(text, self._year, self._grid.date1904) if text else NO_DATE

    def _stages_of(self, row: int) -> tuple[Stage, ...]:
        filled = self._texts.filled
        return tuple(
            Stage(label, filled[column][row], year)
            for column, label, year in self._stages
            if filled[column][row]
        )

    def _head_texts(self) -> set[str]:
        """The header's own texts, to know it again where a page repeats it."""
        rows = range(self._mapping.first, self._mapping.last + 1)
        width = self._grid.width
        return {self._grid.text(row, column) for row in rows for column in range(width)} - {""}

    def _unusual_rows(self) -> set[int]:
        """The rows with a text that a row which is no task may have; only those are looked into."""
        rows: set[int] = set()
        for column, texts in zip(self._texts.own, self._texts.distinct, strict=True):
            found = texts & (self._heads | {"2"})
            if not _UNUSUAL_STARTS.isdisjoint([text[:1] for text in texts]):
                found.update(filter(_looks_noted, texts))
            found.update(text for text in texts if "计" in text and _TOTAL.fullmatch(text))
            if found:
                rows.update(row for row, text in enumerate(column) if text in found)
        return rows

    def _own(self, row: int) -> list[str]:
        return [column[row] for column in self._texts.own]

    def _passed_over(self, row: int) -> bool:
        own = self._own(row)
        texts = [text for text in own if text]
        reason = self._reason(texts)
        if reason:
            self._skip(row, own, f"{reason}：“{texts[0][:30]}”")
        return bool(reason)

    def _skip(self, row: int, own: Sequence[str], why: str) -> None:
        column = next(c for c, text in enumerate(own) if text)
        self.skipped.append(Finding("跳过", why, self._texts.at(row, column)))

    def _tell(self, row: int) -> None:
        for column, what in self._texts.faults.get(row, ()):
            if column in self._known:
                name = self._headings[column].rpartition("›")[2].strip()
                place = self._texts.at(row, column)
                self.findings.append(Finding("读不出内容", f"“{name}”{what}，已留空。", place))
        if row in self._grid.facts.hidden_rows:
            place = self._texts.at(row, 0)
            self.findings.append(Finding("隐藏行", "这一行在表里是隐藏的，也已列入。", place))

    def _reason(self, texts: list[str]) -> str:
        """Why a row is no task, or ""."""
        first = texts[0]
        if any("计" in text and _TOTAL.fullmatch(text) for text in texts[:3]):
            return "小计、合计行"
        if len(texts) <= 3 and _NOTE.fullmatch(first):
            return "注释行"
        if ("：" in first or ":" in first) and _SIGNED.fullmatch(first):
            return "签署行"
        same = len(self._heads.intersection(texts))
        if same >= 2 and same >= 0.6 * len(texts):
            return "重复的表头"
        if (
            len(texts) >= 4
            and texts[:2] == ["1", "2"]
            and texts == [str(n) for n in range(1, len(texts) + 1)]
        ):
            return "列号行"
        return ""

    def _band(self, row: int) -> bool:
        """Take in a row that is only the heading of those below it."""
        own = self._own(row)
        columns = [column for column, text in enumerate(own) if text]
        if not columns:
            return False
        first, text = own[columns[0]], " ".join(own[column] for column in columns)
        if len(columns) == 2 and columns[0] == self._number and _NUMERAL.fullmatch(first):
            text = first.strip("()（）") + "、" + own[columns[1]]
            if first.startswith(("(", "（")):
                text = f"（{first.strip('()（）')}）{own[columns[1]]}"
        elif len(columns) != 1 or not self._alone(row, columns[0], text):
            return False
        sub = _SUB_BAND.fullmatch(text) is not None
        place = self._band_place(sub)
        if place is None:
            place_at = self._texts.at(row, columns[0])
            self.skipped.append(Finding("跳过", f"分组行：“{text[:30]}”", place_at))
            return True
        if place is Meaning.PROGRAMME:
            self._programme, self._measure = text, ""
        else:
            self._measure = text
        return True

    def _alone(self, row: int, column: int, text: str) -> bool:
        if len(text) > 60:
            return False
        wide = self._texts.wide.get(row, 0)
        if wide >= 3 and wide >= 0.5 * len(self._known):
            return True
        if self._known.get(column) in (Meaning.PROGRAMME, Meaning.MEASURE):
            return False
        numbered = _BAND.fullmatch(text) or _SUB_BAND.fullmatch(text)
        return numbered is not None and (column != self._task or len(self._known) > 2)

    def _band_place(self, sub: bool) -> Meaning | None:
        if Meaning.PROGRAMME in self._by_meaning and Meaning.MEASURE in self._by_meaning:
            return None
        if Meaning.PROGRAMME in self._by_meaning:
            return Meaning.MEASURE
        if Meaning.MEASURE in self._by_meaning:
            return Meaning.PROGRAMME
        return Meaning.MEASURE if sub else Meaning.PROGRAMME

    def _carried(self, row: TableRow) -> TableRow:
        """A blank programme or measure is the one above, unless a higher step has changed."""
        programme, measure = row.programme, row.measure
        if not programme:
            programme = self._programme
        elif programme != self._programme:
            self._programme, self._measure = programme, ""
        if measure:
            self._measure = measure
        else:
            measure = self._measure
        if programme == row.programme and measure == row.measure:
            return row
        return row._replace(programme=programme, measure=measure)


_UNUSUAL_STARTS = frozenset("注附备填说※制审复经编单分主联盖签负")


def _looks_noted(text: str) -> bool:
    return text[:1] in _UNUSUAL_STARTS and bool(_NOTE.fullmatch(text) or _SIGNED.fullmatch(text))
