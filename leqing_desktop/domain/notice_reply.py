"""The 整改反馈表 as data: what goes out with a notice, what came back, and the words for its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from leqing_desktop.domain.official_text import strip_hidden
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_reading import ReadCell
from leqing_desktop.domain.return_seal import Lines

TEMPLATE_VERSION = 1
WORDS_LIMIT = 1_900
"""Characters of the words of one step; the ledger keeps 2,000."""
PERSON_LIMIT = 60
_NUMERALS = "一二三四五六七八九十"


class ReplyOutcome(StrEnum):
    """The one outcome of every file; the values are those of ``notices replies --json``."""

    READY = "accepted"
    ASK = "faulty"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The clerk's word."""
        return _OUTCOMES[self]


_OUTCOMES = {
    ReplyOutcome.READY: "可登记",
    ReplyOutcome.ASK: "请核对",
    ReplyOutcome.REFUSED: "不能登记",
    ReplyOutcome.UNKNOWN: "不认识",
    ReplyOutcome.DUPLICATE: "重复",
    ReplyOutcome.UNREADABLE: "打不开",
}


class ReplyField(StrEnum):
    """The columns of the form, from left to right."""

    NUMBER = "number"
    MATTER = "matter"
    WHY = "why"
    CAUSE = "cause"
    MEASURES = "measures"
    DONE = "done"
    PROGRESS = "progress"
    FINISH = "finish"
    PERSON = "person"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """The column's head."""
        return _LABELS[self]

    @property
    def is_input(self) -> bool:
        """Whether the unit fills it."""
        return self in REPLY_INPUTS


_LABELS = {
    ReplyField.NUMBER: "序号",
    ReplyField.MATTER: "督办事项",
    ReplyField.WHY: "督办原因",
    ReplyField.CAUSE: "原因分析",
    ReplyField.MEASURES: "整改措施",
    ReplyField.DONE: "整改进展",
    ReplyField.PROGRESS: "当前进度（%）",
    ReplyField.FINISH: "完成时限",
    ReplyField.PERSON: "责任人",
    ReplyField.PHONE: "联系电话",
}
REPLY_INPUTS = frozenset(ReplyField) - {ReplyField.NUMBER, ReplyField.MATTER, ReplyField.WHY}
REPLY_TEXTS = (ReplyField.CAUSE, ReplyField.MEASURES, ReplyField.DONE)
"""What a reply must say something of."""


class ReplyItem(NamedTuple):
    """A task that a notice is about, and why it is supervised."""

    item_id: int
    number: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ReplyBook:
    """The form that goes out with one notice; ``ledger`` is the ledger's mark."""

    ledger: str
    notice_id: int
    number: str
    unit: str
    sender: str
    issued_on: date
    deadline: date
    items: tuple[ReplyItem, ...]
    demo: bool = False
    template: int = TEMPLATE_VERSION


class ReplyRow(NamedTuple):
    """A row as it was read (from 1); ``mark`` is the task that its hidden first cell names."""

    row: int
    mark: int | None
    cells: Mapping[ReplyField, ReadCell]

    def text(self, name: ReplyField) -> str:
        """What a cell says, "" where there is none."""
        cell = self.cells.get(name)
        return cell.text if cell is not None else ""


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """A workbook read, nothing judged: rows, the sealed lines, what the visible sheet says."""

    name: str
    sheet: str
    seal: Lines
    rows: tuple[ReplyRow, ...]
    number_line: str = ""
    unit_line: str = ""
    filled_by: str = ""
    filled_on: str = ""


@dataclass(frozen=True, slots=True)
class ItemReply:
    """What a unit answers about one task; ``progress`` and ``finish`` as it wrote them.

    ``item_id`` is None where nobody could tell which task a row is about.
    """

    item_id: int | None
    title: str
    cause: str = ""
    measures: str = ""
    done: str = ""
    progress: str = ""
    finish: str = ""
    person: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written that answers."""
        return not (self.cause or self.measures or self.done)


@dataclass(frozen=True, slots=True)
class ReadReply:
    """A reply understood: the notice it answers, the words by task, who filled it in and when."""

    notice_id: int
    number: str
    unit: str
    items: tuple[ItemReply, ...]
    person: str = ""
    phone: str = ""
    day: date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> str:
        """The step's words."""
        return reply_words(self.items)


def reply_words(items: tuple[ItemReply, ...]) -> str:
    """What the units' answers say, one line a field, tasks numbered where there are several.

    Never longer than ``WORDS_LIMIT``: what is cut off says that the attached form has it whole.
    """
    said = [each for each in items if not each.is_empty]
    lines: list[str] = []
    for at, each in enumerate(said):
        if len(said) > 1:
            lines.append(f"（{_numeral(at + 1)}）{each.title[:40]}")
        lines += _lines(each)
    words = "\n".join(lines)
    if len(words) <= WORDS_LIMIT:
        return words
    note = "……（全文见所附反馈表）"
    return words[: WORDS_LIMIT - len(note)].rstrip() + note


def _lines(item: ItemReply) -> list[str]:
    progress = item.progress
    if progress and not progress.endswith(("%", "％")):
        progress = f"{progress}%" if progress.replace(".", "").isdigit() else progress
    short = [
        f"当前进度 {progress}（自报）" if progress else "",
        f"完成时限 {item.finish}" if item.finish else "",
        f"责任人 {item.person}" if item.person else "",
    ]
    told = [
        f"原因分析：{item.cause}" if item.cause else "",
        f"整改措施：{item.measures}" if item.measures else "",
        f"整改进展：{item.done}" if item.done else "",
        "，".join(part for part in short if part),
    ]
    return [line for line in told if line]


def _numeral(number: int) -> str:
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)


def plain_words(text: str) -> str:
    """A cell's words as the ledger keeps them: hidden characters gone, blank lines closed."""
    lines = (line.strip() for line in strip_hidden(text).splitlines())
    return "\n".join(line for line in lines if line)


def progress_findings(text: str, number: float | None, row: int) -> list[Finding]:
    """What is wrong with a 当前进度 that was written; nothing of an empty one."""
    if not text:
        return []
    if number is None:
        words = f"第 {row} 行当前进度写成“{text[:20]}”，请核对是百分之几；反馈里照原样记下。"
        return [Finding("progress", words, row, field="progress", serious=False)]
    if not 0 <= number <= 100:
        words = f"第 {row} 行当前进度是 {text[:20]}，应在 0 到 100 之间，请向单位核实。"
        return [Finding("progress", words, row, field="progress")]
    if 0 < number < 1:
        words = f"第 {row} 行当前进度是 {number:g}%，请核对是不是 {number * 100:g}%。"
        return [Finding("progress", words, row, field="progress", serious=False)]
    return []
