"""举措小结: the measures with how far their words are the clerk's, and a text's sentences with sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from leqing_desktop.domain.roll_up import TracedSentence
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel

MEASURE_COLUMNS = (
    NoticeColumn("序号", 48),
    NoticeColumn("举措", 120, 1),
    NoticeColumn("小结", 84),
)
SENTENCE_COLUMNS = (
    NoticeColumn("这一句", 160, 5),
    NoticeColumn("出自", 140, 4),
    NoticeColumn("核对", 92),
)
DRAFT, OWN, STALE, UNSAVED = "草稿", "已改", "报送有变", "未保存"
_TONES = {DRAFT: "neutral", OWN: "accent", STALE: "yellow", UNSAVED: "yellow"}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure (services' MeasureSummary); ``typed``: words not saved yet, None where there are none."""

    summary: Any
    typed: str | None = None

    @property
    def words(self) -> str:
        """The words as they stand in the editor."""
        return self.summary.words if self.typed is None else self.typed

    @property
    def title(self) -> str:
        """The measure as the clerk names it."""
        return f"{self.summary.number} {self.summary.title}".strip()

    @property
    def state(self) -> str:
        """Whose words they are."""
        if self.typed is not None:
            return UNSAVED
        if self.summary.stale:
            return STALE
        return OWN if self.summary.own else DRAFT


class MeasureModel(NoticeTableModel):
    """The measures of the quarter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(MEASURE_COLUMNS, _measure_cells, parent)

    def replace_line(self, at: int, line: MeasureLine) -> None:
        """Tell something else about a measure; the cursor stays where it is."""
        self.rows = (*self.rows[:at], line, *self.rows[at + 1 :])
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence with its place in the text, in characters, and the names of what it comes from."""

    traced: TracedSentence
    start: int
    source: str

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.traced.text)

    @property
    def verdict(self) -> str:
        """What the clerk should know of it."""
        if self.traced.other_figures:
            return "数字无出处"
        if self.traced.changed:
            return "有改动"
        return "" if self.traced.sources else "自拟"

    @property
    def doubtful(self) -> bool:
        """Whether it stands in the text in amber."""
        return bool(self.traced.changed or self.traced.other_figures)


class SentenceModel(NoticeTableModel):
    """The sentences of the words in the editor."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(SENTENCE_COLUMNS, _sentence_cells, parent)


def sentence_lines(
    traced: Sequence[TracedSentence], tasks: Mapping[int, str]
) -> tuple[SentenceLine, ...]:
    """The sentences that say something, each with its place and its sources in words."""
    lines, start = [], 0
    for each in traced:
        if each.text.strip():
            named = (
                f"{one.unit} · {tasks.get(one.task_id, '已删除的任务')}" for one in each.sources
            )
            source = "；".join(dict.fromkeys(named))
            lines.append(SentenceLine(each, start, source or "经办人自拟，没有对应的报送"))
        start += len(each.text)
    return tuple(lines)


def all_words(lines: Sequence[MeasureLine]) -> str:
    """Every measure's title and words, ready to be pasted into a document."""
    return "\n\n".join(f"{line.title}\n{line.words.strip()}" for line in lines)


def _measure_cells(line: MeasureLine, _year: int) -> tuple[NoticeCell, ...]:
    return (
        NoticeCell(line.summary.number, faint=True),
        NoticeCell(line.summary.title, line.title),
        NoticeCell(line.state, chip=_TONES[line.state]),
    )


def _sentence_cells(line: SentenceLine, _year: int) -> tuple[NoticeCell, ...]:
    text = line.traced.text.strip()
    figures = "、".join(line.traced.other_figures)
    why = f"报送里没有这些数字：{figures}" if figures else ""
    chip = "yellow" if line.doubtful else "neutral" if line.verdict else ""
    return (
        NoticeCell(text, text),
        NoticeCell(line.source, line.source.replace("；", "\n"), faint=True),
        NoticeCell(line.verdict, why, chip=chip),
    )
