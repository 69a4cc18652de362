"""收表结果: every file with its one outcome in the clerk's word, the sentence, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from leqing_desktop.domain.return_outcome import FileKind, FileState, Outcome
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel

ALL = "all"
TONES: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: "green",
    Outcome.FAULTY: "yellow",
    Outcome.WRONG_PERIOD: "red",
    Outcome.OLD_TEMPLATE: "red",
    Outcome.UNKNOWN: "grey",
    Outcome.DUPLICATE: "grey",
    Outcome.UNREADABLE: "red",
}
# What needs the clerk comes first.
_URGENCY = (
    Outcome.FAULTY,
    Outcome.WRONG_PERIOD,
    Outcome.OLD_TEMPLATE,
    Outcome.UNREADABLE,
    Outcome.UNKNOWN,
    Outcome.ACCEPTED,
    Outcome.DUPLICATE,
)
REVIEW, STAMP, PROOF, NOTHING = "review", "stamp", "proof", ""
_WAYS = {REVIEW: "去审核", STAMP: "附给单位…", PROOF: "附给单位…", NOTHING: ""}
ATTACHED = "attached"
"""The kind of finding that says for which unit a file was kept."""
COLUMNS = (
    NoticeColumn("结果", 84),
    NoticeColumn("文件", 170, 2),
    NoticeColumn("单位", 130),
    NoticeColumn("读到", 60, right=True),
    NoticeColumn("说明", 260, 4),
    NoticeColumn("怎么办", 92),
)
WAY_AT = len(COLUMNS) - 1


class CollectModel(NoticeTableModel):
    """The files of one collection (services' JudgedFile), filtered by outcome."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, _cells, parent)
        self._all: tuple[Any, ...] = ()

    def show_files(self, files: Sequence[Any]) -> None:
        """Show a collection."""
        self._all = tuple(sorted(files, key=lambda each: _URGENCY.index(each.outcome)))
        self.set_filter(ALL)

    def set_filter(self, key: str) -> None:
        """List the files of one outcome, or all."""
        wanted = None if key == ALL else Outcome(key)
        self.show_rows([each for each in self._all if wanted in (None, each.outcome)], 0)

    def replace_file(self, old: Any, new: Any) -> None:
        """Tell something else about a file."""
        self._all = tuple(new if each is old else each for each in self._all)
        self.show_rows([new if each is old else each for each in self.rows], 0)

    def count(self, key: str) -> int:
        """How many files a filter would list."""
        if key == ALL:
            return len(self._all)
        outcome = Outcome(key)
        return sum(1 for each in self._all if each.outcome is outcome)


def summary(files: Sequence[Any]) -> str:
    """共 12 个文件：已收 9，有疑问 2，重复 1."""
    counts = Counter(each.outcome for each in files)
    parts = "，".join(f"{each.label} {counts[each]}" for each in Outcome if counts[each])
    return f"共 {len(files)} 个文件：{parts}" if files else "没有找到文件"


def sentence(file: Any) -> str:
    """What happened to a file, in one line."""
    parts = [each.message.rstrip("。") for each in file.findings]
    waiting = sum(1 for row in file.rows if row.findings or row.changes or not row.has_subject)
    if file.state is FileState.RIVAL:
        parts.append("选定前各行都不入账")
    elif file.rows:
        parts.append(f"{waiting} 行待审" if waiting else "各行都已入账")
    if file.changes:
        parts.append(f"填报区外改动 {len(file.changes)} 处")
    return "；".join(parts) + "。" if parts else ""


def way_of(file: Any) -> str:
    """What can be done about a file."""
    kinds = {each.kind for each in file.findings}
    if FileKind.STAMPED.value in kinds:
        return STAMP
    if FileKind.EVIDENCE.value in kinds:
        return PROOF
    waiting = file.outcome is Outcome.FAULTY or any(row.findings for row in file.rows)
    if file.unit_id is not None and waiting:
        return REVIEW
    return NOTHING


def _cells(file: Any, _year: int) -> tuple[NoticeCell, ...]:
    words = sentence(file)
    way = _WAYS[way_of(file)]
    shown = file.file.shown
    return (
        NoticeCell(file.outcome.label, chip=TONES[file.outcome]),
        NoticeCell(shown, shown, bold=True),
        NoticeCell(file.unit or "—", file.unit),
        NoticeCell(f"{file.rows_read} 行" if file.rows_read else "", right=True),
        NoticeCell(words, "\n".join(each.message for each in file.all_findings) or words),
        NoticeCell(way, way, chip="accent" if way else ""),
    )
