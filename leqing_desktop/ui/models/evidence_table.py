"""印证材料 of a unit's return: every kept file, what it proves, how large it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from leqing_desktop.domain.evidence import EvidenceKind, EvidenceRow
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel

WHOLE = "整份报送"
COLUMNS = (
    NoticeColumn("种类", 80),
    NoticeColumn("文件", 180, 4),
    NoticeColumn("印证什么", 150, 3),
    NoticeColumn("大小", 74, right=True),
    NoticeColumn("附上", 130, right=True),
)
_TONES = {EvidenceKind.EVIDENCE: "neutral", EvidenceKind.STAMPED: "accent"}


@dataclass(frozen=True, slots=True)
class Provable:
    """A task or, set in, a milestone of the unit that a file can prove."""

    item_id: int
    words: str
    milestone: bool = False


class EvidenceModel(NoticeTableModel):
    """The files (domain's EvidenceRow) of one unit in one quarter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, self._cells, parent)
        self._names: Mapping[int, str] = {}

    def name_items(self, items: Sequence[Provable]) -> None:
        """Know what the files may belong to."""
        self._names = {each.item_id: each.words for each in items}

    def _cells(self, row: EvidenceRow, _year: int) -> tuple[NoticeCell, ...]:
        proves = WHOLE
        if row.item_id is not None:
            proves = self._names.get(row.item_id, "已不归这家单位的任务")
        tip = f"{row.name}\nSHA-256 {row.sha256}"
        if row.downloaded:
            tip += "\n来自网络的文件，另存后仍带这个标记"
        return (
            NoticeCell(row.kind.label, chip=_TONES[row.kind]),
            NoticeCell(row.name, tip, bold=True),
            NoticeCell(proves, proves, faint=row.item_id is None),
            NoticeCell(size_words(row.size), right=True),
            NoticeCell(f"{row.added_at:%Y-%m-%d %H:%M}", right=True),
        )


def provable_items(tree: Sequence[Any], task_ids: set[int]) -> tuple[Provable, ...]:
    """The tasks of these ids and their milestones, in the order of the decomposition table."""
    found = []
    for row in tree:
        name = f"{row.number} {row.title}".strip()
        if row.level is Level.TASK and row.id in task_ids:
            found.append(Provable(row.id, name))
        elif row.level is Level.MILESTONE and row.parent_id in task_ids:
            found.append(Provable(row.id, name, milestone=True))
    return tuple(found)


def size_words(size: int) -> str:
    """A size as a clerk reads it; never 0 KB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
