"""Turns the body of a mapped sheet into rows: merges filled, bands read, totals and notes skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from leqing_desktop.documents.table_grid import SheetGrid, Value, place_name
from leqing_desktop.domain.official_text import refuse_classified, strip_hidden
from leqing_desktop.domain.plan import Finding
from leqing_desktop.domain.table_columns import Meaning, heading_uom, heading_year, plain_heading
from leqing_desktop.domain.table_dates import CellDate, due_date, real_date, start_date
from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.domain.table_nodes import Stage, stage_label
from leqing_desktop.domain.table_proposal import TableRow, task_title
from leqing_desktop.errors import Refused

FILL_LIMIT = 2_000_000
"""Cells that merged ranges may cover in one sheet."""
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
_DITTO = re.compile(r"同上|[〃″]|''|\"")
_BAND = re.compile(r"(?:第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]+\s*[、.．])\s*.+")
_SUB_BAND = re.compile(r"[(（][一二三四五六七八九十]+[)）]\s*.+")
_NUMERAL = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA)|Err:\d{3}")
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\u00ad]"
)
_DATES = (Meaning.START, Meaning.DUE)
_JOIN = {Meaning.TARGET: "\n", Meaning.REMARK: "；", Meaning.PROGRESS: "；"}


class SheetRows:
    """The rows of one sheet; collects its findings and what it passed over."""

    def __init__(self, grid: SheetGrid, mapping: SheetMapping, year: int | None) -> None:
        self.findings: list[Finding] = []
        self.skipped: list[Finding] = []
        self._grid = grid
        self._mapping = mapping
        self._year = year
        self._columns = [
            (each.column, each.meaning, each.heading)
            for each in mapping.columns
            if each.meaning is not Meaning.IGNORED
        ]
        by_meaning = {m: mapping.columns_of(m) for m in Meaning}
        self._letters = {m: place_name(0, c[0])[:-1] for m, c in by_meaning.items() if c}
        self._task = next(iter(by_meaning[Meaning.TASK]), -1)
        self._has = {m for m, columns in by_meaning.items() if columns}
        self._above: dict[tuple[int, int], int] = {}
        self._covered: set[tuple[int, int]] = set()
        self._wide: dict[int, int] = {}
        self._clean: dict[str, str] = {}
        self._carried: dict[Meaning, str] = {}
        self._bands: dict[Meaning, str] = {}
        self._last: dict[Meaning, str] = {}
        self._heads = [plain_heading(each.heading.rpartition("›")[2]) for each in mapping.columns]
        target = next((h for _, m, h in self._columns if m is Meaning.TARGET), "")
        self._uom = heading_uom(target)
        self._target_year = heading_year(target)
        self._walk_merges()

    def __iter__(self) -> Iterator[TableRow]:
        for row in range(self._mapping.last + 1, len(self._grid.rows)):
            made = self._row(row)
            if made is not None:
                yield made

    def _walk_merges(self) -> None:
        rows, width = len(self._grid.rows), self._grid.width
        filled = 0
        for top, left, bottom, right in self._grid.facts.merges:
            bottom, right = min(bottom, rows - 1), min(right, width - 1)
            if top <= self._mapping.last or bottom < top or right < left:
                continue
            filled += (bottom - top + 1) * (right - left + 1)
            if filled > FILL_LIMIT:
                raise Refused(
                    f"“{self._grid.name}”表里合并单元格过大过多，请取消不必要的合并后再导入。"
                )
            if right > left:
                self._wide[top] = max(self._wide.get(top, 0), right - left + 1)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        self._covered.add((row, column))
                        if column == left:
                            self._above[row, column] = top

    def _row(self, row: int) -> TableRow | None:
        own = self._own(row)
        if not own:
            return None
        reason = self._reason(own)
        if reason:
            first = next(iter(own.values()))[:30]
            self.skipped.append(Finding("跳过", f"{reason}：“{first}”", self._at(row, min(own))))
            return None
        if self._band(row, own):
            return None
        made = TableRow(
            self._grid.name, row + 1, {}, self._letters,
            year=self._target_year or self._year, uom=self._uom,
        )  # fmt: skip
        for column, meaning, heading in self._columns:
            self._take(made, row, column, meaning, heading)
        self._carry(made)
        made.continues = (row, self._task) in self._above and self._above[
            row, self._task
        ] > self._mapping.last
        if row in self._grid.facts.hidden_rows:
            self.findings.append(
                Finding("隐藏行", "这一行在表里是隐藏的，也已列入。", self._at(row, 0))
            )
        return made

    def _own(self, row: int) -> dict[int, str]:
        """The non-empty cells of a row that are no covered part of a merged one."""
        covered = self._covered
        found: dict[int, str] = {}
        for column, value in enumerate(self._grid.rows[row]):
            if value is None or value == "" or (covered and (row, column) in covered):
                continue
            if text := self._text(row, column):
                found[column] = text
        return found

    def _text(self, row: int, column: int) -> str:
        text = self._grid.text(row, column)
        known = self._clean.get(text)
        if known is None:
            known = self._clean[text] = self._washed(text, row, column)
        return known

    def _washed(self, text: str, row: int, column: int) -> str:
        if _ODD.search(text):
            text = strip_hidden(text).strip()
        if "密" in text:
            try:
                refuse_classified(text)
            except ValueError as error:
                raise Refused(f"{self._at(row, column)}：{error}") from error
        return text.replace("\r\n", "\n").replace("_x000D_", "")

    def _reason(self, own: dict[int, str]) -> str:
        """Why a row is no task, or ""."""
        texts = list(own.values())
        if any(_TOTAL.fullmatch(text) for text in texts[:3]):
            return "小计、合计行"
        if len(texts) <= 3 and _NOTE.fullmatch(texts[0]):
            return "注释行"
        if _SIGNED.fullmatch(texts[0]) or (len(texts) <= 4 and all(map(_SIGNED.match, texts))):
            return "签署行"
        same = sum(1 for text in texts if plain_heading(text) in self._heads)
        if same >= 2 and same >= 0.6 * len(texts):
            return "重复的表头"
        if len(texts) >= 4 and texts == [str(n) for n in range(1, len(texts) + 1)]:
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
            self.skipped.append(
                Finding("跳过", f"分组行：“{text[:30]}”", self._at(row, columns[0]))
            )
            return True
        self._bands[place] = text
        if place is Meaning.PROGRAMME:
            self._bands.pop(Meaning.MEASURE, None)
        self._last.clear()
        return True

    def _alone(self, row: int, column: int, text: str) -> bool:
        if len(text) > 60:
            return False
        wide = self._wide.get(row, 0)
        if wide >= 3 and wide >= 0.5 * len(self._columns):
            return True
        known = {c: m for c, m, _ in self._columns}
        if known.get(column) in (Meaning.PROGRAMME, Meaning.MEASURE):
            return False
        numbered = _BAND.fullmatch(text) or _SUB_BAND.fullmatch(text)
        return numbered is not None and (column != self._task or len(self._columns) > 2)

    def _band_place(self, sub: bool) -> Meaning | None:
        if Meaning.PROGRAMME in self._has and Meaning.MEASURE in self._has:
            return None
        if Meaning.PROGRAMME in self._has:
            return Meaning.MEASURE
        if Meaning.MEASURE in self._has:
            return Meaning.PROGRAMME
        return Meaning.MEASURE if sub else Meaning.PROGRAMME

    def _take(self, made: TableRow, row: int, column: int, meaning: Meaning, heading: str) -> None:
        """Read one cell into its row; a merged one counts for every row that it covers."""
        at = self._above.get((row, column), row) if self._above else row
        if at == row and (row, column) in self._covered:
            return
        if (at, column) in self._grid.facts.uncached:
            self._tell(row, column, heading, "公式没有计算结果，请在 Excel 或 WPS 中打开保存一次")
            return
        text = self._text(at, column)
        if not text:
            if (at, column) in self._grid.facts.errors:
                self._tell(row, column, heading, "公式出错")
            return
        if text[0] in "#E" and _ERROR.fullmatch(text):
            self._tell(row, column, heading, f"内容是错误值 {text}")
            return
        if meaning in _DATES:
            read = self._date(self._grid.rows[at][column], text, meaning, at, column)
            if meaning is Meaning.DUE:
                made.due = read
            else:
                made.start = read
        elif meaning is Meaning.STAGE:
            stage = Stage(stage_label(heading), text, heading_year(heading))
            made.stages = (*made.stages, stage)
        elif _DITTO.fullmatch(text) and meaning in self._carried:
            made.texts[meaning] = self._carried[meaning]
            return
        else:
            self._put(made, meaning, text)
            return
        made.texts[meaning] = text

    def _put(self, made: TableRow, meaning: Meaning, text: str) -> None:
        if meaning is Meaning.TASK:
            text = task_title(text)
        before = made.texts.get(meaning)
        if before and before != text:
            text = before + _JOIN.get(meaning, "、") + text
        made.texts[meaning] = text
        self._carried[meaning] = text

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

    def _date(self, value: Value, text: str, meaning: Meaning, row: int, column: int) -> CellDate:
        form = self._grid.facts.forms.get((row, column))
        whole = form is None or not (form.month_only or form.year_only)
        if isinstance(value, datetime | date) and whole:
            return real_date(value)
        read = due_date if meaning is Meaning.DUE else start_date
        return read(text, self._year, self._grid.date1904)

    def _tell(self, row: int, column: int, heading: str, what: str) -> None:
        name = heading.rpartition("›")[2].strip()
        self.findings.append(
            Finding("读不出内容", f"“{name}”{what}，已留空。", self._at(row, column))
        )

    def _at(self, row: int, column: int) -> str:
        return f"{self._grid.name}!{place_name(row, column)}"
