"""The right card of 季度报送: one unit's sheet under its name, state and due date."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QWidget

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.report_view import SheetView


class SheetCard(Card):
    """``unit_step(±1)``: the previous or next unit is wanted."""

    unit_step = Signal(int)

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(parent=parent, padded=False)
        self.name = PlainLabel(parent=self)
        self.name.setProperty("k", "title")
        self.state = Chip("", "grey", self)
        self.facts = PlainLabel(parent=self)
        self.facts.setProperty("k", "hint")
        # A narrow window cuts the facts, not the buttons beside them.
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.previous = QPushButton(self)
        self.previous.setIcon(icon("chevron-left"))
        self.next = QPushButton(self)
        self.next.setIcon(icon("chevron-right"))
        for button, words, key in (
            (self.previous, "上一家", "Ctrl+↑"),
            (self.next, "下一家", "Ctrl+↓"),
        ):
            button.setProperty("k", "ghost")
            button.setToolTip(f"{words}  {key}")
            button.setAccessibleName(words)
        self.view = SheetView(model, self)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._row = QHBoxLayout()
        self._row.addWidget(self.name)
        self._row.addWidget(self.state)
        self._row.addWidget(self.facts, 1)
        self._row.addWidget(self.previous)
        self._row.addWidget(self.next)
        self.body.addLayout(self._row)
        self.body.addWidget(self._stack, 1)
        self._pad()
        self.previous.clicked.connect(self._step_back)
        self.next.clicked.connect(self._step_on)
        theme().changed.connect(self._pad)

    def show_head(self, name: str, state: str, tone: str, facts: str) -> None:
        """Name the unit, its state, and its figures in words."""
        self.name.setText(name)
        self.state.setVisible(bool(state))
        self.state.show_state(state, tone)
        self.facts.setText(facts)
        self.facts.setToolTip(plain_tip(facts))

    def show_rows(self, any_rows: bool) -> None:
        """The table, or what stands in its place."""
        self._stack.setCurrentWidget(self.view if any_rows else self.empty)

    def set_compact(self, compact: bool) -> None:
        """Words on the buttons only where there is room."""
        self.previous.setText("" if compact else "上一家")
        self.next.setText("" if compact else "下一家")

    def _step_back(self) -> None:
        self.unit_step.emit(-1)

    def _step_on(self) -> None:
        self.unit_step.emit(1)

    def _pad(self) -> None:
        side = theme().px(12)
        self._row.setContentsMargins(side, theme().px(8), side, theme().px(8))
        self._row.setSpacing(theme().px(8))
