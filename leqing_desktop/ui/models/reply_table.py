"""收反馈结果: every file with its outcome in the clerk's word, and what is to be said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from leqing_desktop.domain.notice_reply import ReplyOutcome
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel

TONES: Mapping[ReplyOutcome, str] = {
    ReplyOutcome.READY: "accent",
    ReplyOutcome.ASK: "yellow",
    ReplyOutcome.REFUSED: "red",
    ReplyOutcome.UNKNOWN: "grey",
    ReplyOutcome.DUPLICATE: "grey",
    ReplyOutcome.UNREADABLE: "red",
}
# What needs the clerk comes first.
_URGENCY = (
    ReplyOutcome.ASK,
    ReplyOutcome.READY,
    ReplyOutcome.REFUSED,
    ReplyOutcome.UNREADABLE,
    ReplyOutcome.UNKNOWN,
    ReplyOutcome.DUPLICATE,
)
ENTERED = "已登记"
COLUMNS = (
    NoticeColumn("结果", 84),
    NoticeColumn("文号", 164),
    NoticeColumn("单位", 120),
    NoticeColumn("文件", 150, 2),
    NoticeColumn("说了什么", 260, 4),
)


class ReplyModel(NoticeTableModel):
    """The files of one call (services' JudgedReply); ``entered`` are those already registered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, self._cells_of, parent)
        self._entered: set[int] = set()

    def show_files(self, files: Sequence[Any]) -> None:
        """Show a call's files."""
        self._entered = set()
        self.show_rows(sorted(files, key=lambda each: _URGENCY.index(each.outcome)), 0)

    def enter(self, file: Any) -> None:
        """A file was registered."""
        self._entered.add(id(file))
        self.show_rows(self.rows, 0)

    def replace(self, old: Any, new: Any) -> None:
        """Tell something else about a file."""
        self.show_rows([new if each is old else each for each in self.rows], 0)

    def is_entered(self, file: Any) -> bool:
        """Whether a file was registered."""
        return id(file) in self._entered

    def waiting(self, outcome: ReplyOutcome) -> list[Any]:
        """The files of an outcome that are not registered yet."""
        return [each for each in self.rows if each.outcome is outcome and not self.is_entered(each)]

    def summary(self) -> str:
        """共 5 个文件：已登记 3，请核对 1，重复 1."""
        counts = Counter(self._label(each) for each in self.rows)
        parts = "，".join(f"{label} {count}" for label, count in counts.items())
        return f"共 {len(self.rows)} 个文件：{parts}" if self.rows else "没有找到文件"

    def _label(self, file: Any) -> str:
        return ENTERED if self.is_entered(file) else str(file.outcome.label)

    def _cells_of(self, file: Any, _year: int) -> tuple[NoticeCell, ...]:
        tone = "green" if self.is_entered(file) else TONES[file.outcome]
        words = line_of(file)
        shown = file.file.shown
        return (
            NoticeCell(self._label(file), chip=tone),
            NoticeCell(file.number or "—", file.number),
            NoticeCell(file.unit or "—", file.unit),
            NoticeCell(shown, shown),
            NoticeCell(words, words),
        )


def line_of(file: Any) -> str:
    """One line: what keeps a file from being registered, else what it answers."""
    serious = [each.message for each in file.findings if each.serious or file.reply is None]
    if serious:
        return str(serious[0])
    return " ".join(file.reply.words.split("\n")) if file.reply is not None else ""


def detail_of(file: Any) -> str:
    """All that is odd, then the words as they would stand in the notice's life."""
    parts = [each.message for each in file.findings]
    if file.reply is not None:
        told = [file.reply.words]
        who = f"反馈人 {file.reply.person}" if file.reply.person else ""
        day = f"日期 {file.reply.day.isoformat()}" if file.reply.day else ""
        told.append("，".join(part for part in (who, day) if part))
        parts += [line for line in told if line]
    return "\n".join(parts)
