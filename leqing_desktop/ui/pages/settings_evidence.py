"""设置 › 印证材料: the largest size of a file that is kept with a return."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from leqing_desktop.domain.evidence import LARGEST_LIMIT
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.card import Card


class EvidenceLimitCard(Card):
    """Saved when the field is left."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("印证材料", "已经附上的不受影响", parent)
        self._context = context
        self._kept = 0
        self.limit = QSpinBox(self)
        self.limit.setRange(1, LARGEST_LIMIT)
        self.limit.setSuffix(" MB")
        self.limit.setAccessibleName("单个文件上限")
        self.limit.setEnabled(not context.why_read_only)
        name = PlainLabel("单个文件上限", self)
        name.setProperty("k", "label")
        name.setBuddy(self.limit)
        hint = PlainLabel(f"最大 {LARGEST_LIMIT} MB；材料存在台账里，越大备份越慢", self)
        hint.setProperty("k", "hint")
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (name, self.limit, hint):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)
        self.limit.editingFinished.connect(self.take)

    def read(self) -> None:
        """Ask the ledger."""
        self._context.operations.read(self._context.services.evidence.limit, done=self._show)

    def take(self) -> None:
        """Save what is typed, if it is new."""
        typed = self.limit.value()
        if not self._kept or typed == self._kept:
            return
        self._kept = typed
        self._context.operations.run(
            self._context.services.evidence.set_limit, typed, failed=self._not_saved
        )

    def _show(self, megabytes: int) -> None:
        self._kept = megabytes
        self.limit.setValue(megabytes)

    def _not_saved(self, error: LeqingError) -> None:
        self._context.operations.refused.emit(str(error))
        self.read()
