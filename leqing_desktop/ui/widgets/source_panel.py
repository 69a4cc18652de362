"""The left side of the review of a plan in running text: legend, text, and what to make of words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from leqing_desktop.domain.plan_proposal import ProposedPlan
from leqing_desktop.ui.models.source_spans import SourceSpans
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.source_text import SourceText
from leqing_desktop.ui.widgets.span_legend import SpanLegend

MARKING = ("mark.indicator", "mark.task", "mark.measure", "mark.unit", "mark.drop")


class SourcePanel(Card):
    """``text`` is the source itself; the buttons at the foot are the page's actions."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("原文", parent=parent, padded=False)
        self.setProperty("part", True)
        self.hint_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head.setStretch(self.head.indexOf(self.hint_label), 1)
        self.head.addWidget(SpanLegend(self))
        self.text = SourceText(self)
        self.body.addWidget(self.text, 1)
        self._pages: tuple[int, ...] = ()
        self._actions = [actions[name] for name in MARKING]
        self._page = PlainLabel(parent=self)
        self._page.setProperty("k", "hint")
        self.body.addWidget(self._foot())
        self._enable(False)
        self.text.marked.connect(self._enable)
        self.text.verticalScrollBar().valueChanged.connect(self._show_page)

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("panelFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(6)
        label = PlainLabel("选中文字：", foot)
        label.setProperty("k", "hint")
        row.addWidget(label)
        self._buttons = []
        for action in self._actions:
            button = QToolButton(foot)
            button.setProperty("k", "words")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            row.addWidget(button)
            self._buttons.append(button)
        row.addStretch(1)
        row.addWidget(self._page)
        return foot

    def show_plan(self, name: str, plan: ProposedPlan, spans: SourceSpans) -> None:
        """Another source, from its beginning."""
        self.hint_label.setText(name)
        self.hint_label.setToolTip(plain_tip(name))
        self._pages = plan.pages
        self.text.show_text(plan.text, spans)
        self._show_page()

    def _enable(self, marked: bool) -> None:
        for action in self._actions:
            action.setEnabled(marked)

    def _show_page(self) -> None:
        if not self._pages:
            self._page.clear()
            return
        at = bisect_right(self._pages, self.text.first_visible() + 1)
        self._page.setText(f"第 {max(1, at)} / {len(self._pages)} 页")

    def set_compact(self, compact: bool) -> None:
        """Words alone in a narrow window; icons beside them in a wide one."""
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            button.setToolButtonStyle(
                style.ToolButtonTextOnly if compact else style.ToolButtonTextBesideIcon
            )
