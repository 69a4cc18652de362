"""设置 › 督办单: 一事一单 or 一单位一单, and whether the 整改反馈单 goes with each notice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from leqing_desktop.domain.notice_grouping import NoticeGrouping
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.segmented import Segmented

HINTS = {
    NoticeGrouping.BY_ITEM: "每项任务一份督办单，一个文号",
    NoticeGrouping.BY_UNIT: "同一单位、同一级别的任务合在一份督办单里，一个文号",
}


class NoticeSettingsCard(Card):
    """Saved at once; what is signed already stays as it is."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("督办单", "签发时生效；已签发的不变", parent)
        self._context = context
        self._kept: Any = None
        self.grouping = Segmented([(each.value, each.label) for each in NoticeGrouping], self)
        self.grouping.setAccessibleName("一份督办单写几项任务")
        self.hint = PlainLabel(parent=self)
        self.hint.setProperty("k", "hint")
        self.form_box = QCheckBox("附整改反馈单", self)
        form_hint = PlainLabel("印在督办单后面，另起一页，PDF 和 Word 都有", self)
        form_hint.setProperty("k", "hint")
        name = PlainLabel("合并方式", self)
        name.setProperty("k", "label")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, widgets in enumerate(((name, self.grouping, self.hint), (form_hint,))):
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, row, column + 2 * row)
        grid.addWidget(self.form_box, 1, 1)
        self.body.addLayout(grid)
        for field in (self.grouping, self.form_box):
            field.setEnabled(not context.why_read_only)
        self.grouping.chosen.connect(self._chosen)
        self.form_box.clicked.connect(self._chosen)

    def read(self) -> None:
        """Ask the ledger."""
        self._context.operations.read(self._context.services.notice_settings.read, done=self._show)

    def _show(self, settings: Any) -> None:
        self._kept = settings
        self.grouping.choose(settings.grouping.value)
        self.form_box.setChecked(settings.with_reply_form)
        self.hint.setText(HINTS[settings.grouping])

    def _chosen(self) -> None:
        if self._kept is None:
            return
        grouping = NoticeGrouping(self.grouping.key)
        self._show(
            replace(self._kept, grouping=grouping, with_reply_form=self.form_box.isChecked())
        )
        self._context.operations.run(
            self._context.services.notice_settings.save, self._kept, failed=self._not_saved
        )

    def _not_saved(self, error: LeqingError) -> None:
        self._context.operations.refused.emit(str(error))
        self.read()
