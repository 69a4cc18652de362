"""The head of the review: where the import stands, how much was found, the buttons."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QPushButton

from leqing_desktop.domain.plan import MeasureFacts, TaskFacts
from leqing_desktop.domain.plan_draft import Draft, NodeKind
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.stepper import Stepper

STEPS = ("选文件", "识别", "校对", "导入")
CHOOSE, READ, REVIEW, IMPORT = range(len(STEPS))
_FEW = (NodeKind.PROGRAMME, NodeKind.MEASURE)


class ImportHead:
    """Puts stepper, counts and buttons into the head of the page."""

    def __init__(self, page: Page) -> None:
        self.stepper = Stepper(STEPS, page)
        page.head.insertSpacing(1, 8)
        page.head.insertWidget(2, self.stepper)
        self._counts = PlainLabel(parent=page)
        self._counts.setProperty("k", "label")
        page.head.addWidget(self._counts)
        self.other = page.add_button("换文件…", "folder-open")
        self.cancel: QPushButton = page.add_button("取消")
        self.go = page.add_button("导入", "check", "primary")

    def show_step(self, step: int) -> None:
        """Where the import stands; the buttons belong to the review."""
        self.stepper.show_step(step)
        reviewing = step >= REVIEW
        for widget in (self._counts, self.other, self.cancel, self.go):
            widget.setVisible(reviewing)

    def show_draft(self, draft: Draft, compact: bool) -> None:
        """9 工程 · 26 举措 · 12 单位, and what the import would write."""
        self._counts.setText(counts_text(draft, compact))
        news, waiting = len(draft.news()), len(draft.waiting())
        tail = f"，留 {waiting} 处待定" if waiting else ""
        self.go.setText(f"导入 {news} 项{tail}" if news else "没有要导入的")
        self.go.setEnabled(bool(news))
        self.go.setToolTip("写进台账，可以整步撤销  Ctrl+Enter" if news else "")


def counts_text(draft: Draft, compact: bool) -> str:
    """How much of each kind is taken, and how many units it names."""
    taken = draft.taken()
    counted = Counter(node.kind for node in taken if node.title)
    kinds = _FEW if compact else (*_FEW, NodeKind.INDICATOR, NodeKind.TASK)
    units = {
        part.unit
        for node in taken
        if isinstance(node.facts, MeasureFacts | TaskFacts)
        for part in node.facts.units
    }
    parts = [f"{counted[kind]} {kind.label}" for kind in kinds if counted[kind]]
    return " · ".join([*parts, f"{len(units)} 单位"])
