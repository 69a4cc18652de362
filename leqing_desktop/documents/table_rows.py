"""Turns the body of a mapped sheet into rows: bands read, totals, notes and signatures skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leqing_desktop.documents.table_grid import SheetGrid, place_name
from leqing_desktop.documents.table_texts import BodyTexts
from leqing_desktop.domain.plan import Finding
from leqing_desktop.domain.table_builder import TableRow
from leqing_desktop.domain.table_columns import Meaning, heading_uom, heading_year
from leqing_desktop.domain.table_dates import due_date, start_date
from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.domain.table_nodes import Stage, stage_label
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
        by_meaning: dict[Meaning, list[int]] = {
            m: mapping.columns_of(m) for m in Meaning if m is not Meaning.IGNORED
        }
        self._letters: dict[Meaning, str] = {
            m: place_name(0, c[0])[:-1] for m, c in by_meaning.items() if c
        }
        self._has = {m for m, columns in by_meaning.items() if columns}
        self._single = [
            (m, c[0]) for m, c in by_meaning.items() if len(c) == 1 and m is not Meaning.STAGE
        ]
        self._joined = [
            (m, c) for m, c in by_meaning.items() if len(c) > 1 and m is not Meaning.STAGE
        ]
        self._stages = [
            (column, stage_label(heading), heading_year(heading))
            for column, heading in self._headings.items()
            if self._known.get(column) is Meaning.STAGE
        ]
        self._task = next(iter(by_meaning[Meaning.TASK]), -1)
        self._bands: dict[Meaning, str] = {}
        self._last: dict[Meaning, str] = {}
        self._heads = self._head_texts()
        target = " ".join(self._headings[c] for c in by_meaning[Meaning.TARGET][:1])
        self._uom = heading_uom(target)
        self._own_year = heading_year(target) or year

    def __iter__(self) -> Iterator[TableRow]:
        for row, own, filled in self._texts:
            if any(own) or row in self._texts.faults:
                made = self._row(row, own, filled)
                if made is not None:
                    yield made

    def _head_texts(self) -> set[str]:
        """The header's own texts, to know it again where a page repeats it."""
        rows = range(self._mapping.first, self._mapping.last + 1)
        width = self._grid.width
        return {self._grid.text(row, column) for row in rows for column in range(width)} - {""}

    def _row(self, row: int, own: Sequence[str], filled: Sequence[str]) -> TableRow | None:
        texts = [text for text in own if text]
        reason = self._reason(texts) if texts else ""
        if reason:
            self._skip(row, own, f"{reason}：“{texts[0][:30]}”")
            return None
        if len(texts) <= 2 and self._band(row, {c: text for c, text in enumerate(own) if text}):
            return None
        found: dict[Meaning, str] = {meaning: filled[column] for meaning, column in self._single}
        for meaning, columns in self._joined:
            parts = dict.fromkeys(filled[column] for column in columns)
            found[meaning] = _JOIN.get(meaning, "、").join(part for part in parts if part)
        if title := found.get(Meaning.TASK):
            found[Meaning.TASK] = task_title(title)
        made = TableRow(
            self._grid.name, row + 1, found, self._letters, year=self._own_year, uom=self._uom
        )
        if text := found.get(Meaning.DUE):
            made.due = due_date(text, self._year, self._grid.date1904)
        if text := found.get(Meaning.START):
            made.start = start_date(text, self._year, self._grid.date1904)
        if self._stages:
            made.stages = tuple(
                Stage(label, filled[column], year)
                for column, label, year in self._stages
                if filled[column]
            )
        self._carry(made)
        made.continues = (row, self._task) in self._texts.below
        self._tell(row)
        return made

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

    def _band(self, row: int, own: dict[int, str]) -> bool:
        """Take in a row that is only the heading of those below it."""
        columns = list(own)
        text = " ".join(own.values())
        number = self._mapping.columns_of(Meaning.NUMBER)
        if len(own) == 2 and columns[0] in number and _NUMERAL.fullmatch(own[columns[0]]):
            text = own[columns[0]].strip("()（）") + "、" + own[columns[1]]
            if own[columns[0]].startswith(("(", "（")):
                text = f"（{own[columns[0]].strip('()（）')}）{own[columns[1]]}"
        elif len(own) != 1 or not self._alone(row, columns[0], text):
            return False
        sub = _SUB_BAND.fullmatch(text) is not None
        place = self._band_place(sub)
        if place is None:
            place_at = self._texts.at(row, columns[0])
            self.skipped.append(Finding("跳过", f"分组行：“{text[:30]}”", place_at))
            return True
        self._bands[place] = text
        if place is Meaning.PROGRAMME:
            self._bands.pop(Meaning.MEASURE, None)
        self._last.clear()
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
        if Meaning.PROGRAMME in self._has and Meaning.MEASURE in self._has:
            return None
        if Meaning.PROGRAMME in self._has:
            return Meaning.MEASURE
        if Meaning.MEASURE in self._has:
            return Meaning.PROGRAMME
        return Meaning.MEASURE if sub else Meaning.PROGRAMME

    def _carry(self, made: TableRow) -> None:
        """A blank programme or measure is the one above, unless a higher step has changed."""
        for meaning in (Meaning.PROGRAMME, Meaning.MEASURE):
            if meaning not in self._has:
                if band := self._bands.get(meaning):
                    made.texts[meaning] = band
                continue
            text = made.texts.get(meaning, "")
            if text and meaning is Meaning.PROGRAMME and text != self._last.get(meaning):
                self._last.pop(Meaning.MEASURE, None)
            if text:
                self._last[meaning] = text
            elif kept := self._last.get(meaning, ""):
                made.texts[meaning] = kept
