"""A table of tasks inside a plan document, told as the running text that says the same.

工作方案 often put their tasks into a table (类别, 序号, 重点任务, 牵头单位, 完成时限 …). Each row becomes a
numbered measure with its clause in brackets, each group a heading, so that one reader reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from leqing_desktop.domain.outline import chinese_number

Row = Sequence["Cell"]
_HEADER_ROWS = 3
"""A title and a 填报单位 row may stand above the header."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's paragraphs; ``merged``: it goes on from the cell above it."""

    paragraphs: tuple[str, ...] = ()
    merged: bool = False

    @property
    def text(self) -> str:
        """All of it in one line."""
        return "".join(self.paragraphs)


_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(form))
    for name, form in (
        ("number", r"序号|编号|序"),
        ("lead", r"(?:总?牵头|主办)(?:责任)?(?:单位|部门|处室)?"),
        ("responsible", r"(?:责任|负责|承办|落实|实施)(?:单位|部门|主体|科室)(?:（部门）)?"),
        ("support", r"(?:配合|协办|参与|协同)(?:责任)?(?:单位|部门)"),
        ("due", r"(?:完成|办结|推进|实施)?(?:时限|时间|期限|时间节点|进度安排|完成时间)(?:要求)?"),
        ("group", r"(?:任务|工作|项目)?(?:类别|分类|领域|板块|类型|大项|专项)|一级任务|工程|行动"),
        ("title", r"(?:重点|主要|工作|具体|年度|二级)*(?:任务|举措|事项|工作|项目)(?:名称)?"),
        (
            "content",
            r"(?:具体|主要|工作|建设|任务)*(?:内容|措施|要求|做法)(?:[及和与]\S{2,6})?|任务分解",
        ),
        ("target", r"(?:工作|年度|预期|绩效|主要|阶段性?)*(?:目标|指标|成效)(?:任务|值)?"),
    )
)
_LABELS = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位", "due": "完成时限"}
_LABELLED = re.compile(r"(?:牵头|主办|责任|负责|配合|协办|参与)(?:单位|部门|处室)?[：:]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")
_STOPPED = re.compile(r"[。；;！？!?：:]$")


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The lines of a table: a task table as running text, any other one as cells parted by tabs."""
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        for header, behind in ((row, at + 1), (_two_rows(rows[at : at + 2]), at + 2)):
            columns = _header(header)
            if columns.keys() & {"lead", "responsible"} and columns.keys() & {"title", "content"}:
                return list(_TaskTable(columns).lines([*_headings(rows[:at]), *rows[behind:]]))
    return ["\t".join(cell.text for cell in row) for row in rows]


def _two_rows(rows: Sequence[Row]) -> Row:
    """A header of two rows: 责任分工 above 牵头单位 and 配合单位, the lower words counting."""
    if len(rows) < 2 or not _header(rows[0]) or not _header(rows[1]):
        return ()
    upper, lower = rows
    size = max(len(upper), len(lower))
    upper, lower = ([*row, *[Cell()] * (size - len(row))] for row in (upper, lower))
    return [
        below if below.text.strip() else above for above, below in zip(upper, lower, strict=True)
    ]


def _headings(rows: Sequence[Row]) -> list[Row]:
    """The rows above a header that are numbered headings and not a table's title."""
    return [row for row in rows if _NUMBERED.match("".join(cell.text for cell in row).strip())]


def _header(row: Row) -> dict[str, int]:
    """Which column holds what, by the words of a header row."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        words = re.sub(r"\s", "", cell.text)
        name = next((name for name, form in _COLUMNS if form.fullmatch(words)), None)
        if name is not None:
            columns.setdefault(name, place)
    return columns


def _clause(label: str, said: Sequence[str]) -> str:
    """牵头单位：A、B; a cell whose paragraphs say 牵头：A, 配合：B themselves is not labelled again."""
    if any(_LABELLED.match(text) for text in said):
        return "；".join(said)
    return f"{label}：{'、'.join(said)}"


@dataclass(slots=True)
class _TaskTable:
    columns: dict[str, int]
    group: str = ""
    groups: int = 0
    tasks: int = 0
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def lines(self, rows: Sequence[Row]) -> Iterator[str]:
        """One line a task, one before each group."""
        for row in rows:
            texts = [cell.text for cell in row if cell.text.strip()]
            if not texts or _header(row) == self.columns:
                continue
            if len(texts) == 1 and len(row) > 1 and not any(cell.merged for cell in row):
                # One cell across the table parts its groups.
                yield from self._grouped(texts[0])
                continue
            values = {name: self._value(name, row, place) for name, place in self.columns.items()}
            yield from self._grouped("".join(values.get("group", ())))
            yield self._task(values)

    def _value(self, name: str, row: Row, place: int) -> tuple[str, ...]:
        """The cell's paragraphs, or those of the cell it is merged with."""
        cell = row[place] if place < len(row) else Cell()
        if not (cell.merged and name != "number"):
            self.above[name] = tuple(text.strip() for text in cell.paragraphs if text.strip())
        return self.above.get(name, ())

    def _grouped(self, group: str) -> Iterator[str]:
        if group and group != self.group:
            self.group, self.groups = group, self.groups + 1
            numbered = _NUMBERED.match(group)
            yield group if numbered else f"（{chinese_number(self.groups)}）{group}"

    def _task(self, values: dict[str, tuple[str, ...]]) -> str:
        self.tasks += 1
        printed = "".join(values.get("number", ()))
        number = printed if re.fullmatch(r"\d{1,3}", printed) else str(self.tasks)
        said = [text for name in ("title", "content", "target") for text in values.get(name, ())]
        words = "".join(text if _STOPPED.search(text) else text + "。" for text in said)
        words = re.sub(r"^[（(]?\d{1,3}[）)]?[.．、]?\s*(?=\D)", "", words)
        clauses = [
            _clause(label, values[name]) for name, label in _LABELS.items() if values.get(name)
        ]
        return f"{number}．{words}" + (f"（{'；'.join(clauses)}）" if clauses else "")
