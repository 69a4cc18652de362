"""The right card of 季度报送: one unit's return to review, or its sheet to type into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QStackedWidget, QWidget

from leqing_desktop.domain.return_review import ReturnVersion
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.models.review_model import ReviewModel
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.report_view import SheetView
from leqing_desktop.ui.widgets.return_files import FilesButton
from leqing_desktop.ui.widgets.review_pane import ReviewPane
from leqing_desktop.ui.widgets.segmented import Segmented

REVIEW, TYPING = "review", "typing"


class ReturnCard(Card):
    """``unit_step(±1)``: the previous or next unit is wanted; ``version_wanted(number)``: another
    version; ``mode_wanted(REVIEW or TYPING)``.
    """

    unit_step = Signal(int)
    version_wanted = Signal(int)
    mode_wanted = Signal(str)

    def __init__(self, sheet: SheetModel, rows: ReviewModel, parent: QWidget) -> None:
        super().__init__(parent=parent, padded=False)
        self._compact = False
        self._passing = (0, 0)
        self._make_head()
        self.view = SheetView(sheet, self)
        self.empty = EmptyState(self)
        self.review = ReviewPane(rows, self)
        self.no_return = EmptyState(self)
        self._stack = QStackedWidget(self)
        for page in (self.view, self.empty, self.review, self.no_return):
            self._stack.addWidget(page)
        self._any_rows, self._any_return = True, False
        self.body.addLayout(self._row)
        self.body.addWidget(self._stack, 1)
        self._pad()
        self.set_mode(TYPING)
        self.modes.chosen.connect(self.mode_wanted)
        self.previous.clicked.connect(self._step_back)
        self.next.clicked.connect(self._step_on)
        theme().changed.connect(self._pad)

    def _make_head(self) -> None:
        self.name = PlainLabel(parent=self)
        self.name.setProperty("k", "title")
        self.state = Chip("", "grey", self)
        self.facts = PlainLabel(parent=self)
        self.facts.setProperty("k", "hint")
        # A narrow window cuts the facts, not the buttons beside them.
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.versions = QPushButton(icon("history", "accent"), "", self)
        self.versions.setProperty("k", "link")
        self.versions.setToolTip("看这家单位交来的各版报送表")
        self.versions.setMenu(QMenu(self.versions))
        self.versions.hide()
        self.files = FilesButton(self)
        self.modes = Segmented([(REVIEW, "审核"), (TYPING, "填报")], self)
        self.previous = self._ghost("chevron-left", "上一家", "Ctrl+↑")
        self.next = self._ghost("chevron-right", "下一家", "Ctrl+↓")
        self.send_back = QPushButton(icon("reply", "red_text"), "退回…", self)
        self.send_back.setProperty("k", "danger")
        self.send_back.setToolTip("写退回说明，退回这家单位  Ctrl+Backspace")
        self.accept = QPushButton(icon("check", "on_accent"), "审核通过", self)
        self.accept.setProperty("k", "primary")
        self._row = QHBoxLayout()
        for widget in (self.name, self.state):
            self._row.addWidget(widget)
        self._row.addWidget(self.facts, 1)
        self._row.addWidget(self.versions)
        self._row.addWidget(self.files)
        self._row.addWidget(self.modes)
        self._row.addWidget(self.previous)
        self._row.addWidget(self.next)
        for button in (self.send_back, self.accept):
            self._row.addWidget(button)

    def _ghost(self, icon_name: str, words: str, key: str) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(icon_name))
        button.setProperty("k", "ghost")
        button.setToolTip(f"{words}  {key}")
        button.setAccessibleName(words)
        return button

    @property
    def mode(self) -> str:
        """Whether the return is reviewed or the sheet typed."""
        return self.modes.key

    def set_mode(self, mode: str) -> None:
        """Review what came in, or type."""
        self.modes.choose(mode)
        reviewing = mode == REVIEW
        for button in (self.send_back, self.accept):
            button.setVisible(reviewing and self._any_return)
        if reviewing:
            self._stack.setCurrentWidget(self.review if self._any_return else self.no_return)
        else:
            self._stack.setCurrentWidget(self.view if self._any_rows else self.empty)

    def show_head(self, name: str, state: str, tone: str, facts: str) -> None:
        """Name the unit, its state, and its figures in words."""
        self.name.setText(name)
        self.state.setVisible(bool(state))
        self.state.show_state(state, tone)
        self.facts.setText(facts)
        self.facts.setToolTip(plain_tip(facts))

    def show_versions(self, versions: Sequence[ReturnVersion], shown: ReturnVersion | None) -> None:
        """Offer the kept versions; with one alone there is nothing to choose."""
        menu = self.versions.menu()
        menu.clear()
        for each in versions:
            words = f"v{each.version}  {each.received_on} 收到  {each.state.label}  {each.name}"
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(shown is not None and each.id == shown.id)
            action.setData(each.version)
            action.triggered.connect(self._version_chosen)
            menu.addAction(action)
        self.versions.setVisible(len(versions) > 1)
        self.versions.setText(f"v{shown.version}" if shown is not None else "")

    def show_rows(self, any_rows: bool) -> None:
        """The table to type into, or what stands in its place."""
        self._any_rows = any_rows
        self.set_mode(self.mode)

    def show_return(self, any_return: bool) -> None:
        """The review, or the words that no workbook came in."""
        self._any_return = any_return
        self.set_mode(self.mode)

    def say_nothing_came(self, unit: str) -> None:
        """What stands in the place of a review where no workbook came in."""
        self.no_return.say(
            "inbox",
            f"还没有收到{unit}的报送表",
            "收到后把文件拖到本页任何地方；电话、微信里报来的数可以直接填报。",
            "直接填报",
        )

    def show_marks(self, passing: int, staying: int) -> None:
        """审核通过 7 条，留 3 条: what the primary button would do."""
        self._passing = (passing, staying)
        words = f"审核通过 {passing} 条" if passing else "审核通过"
        if passing and staying and not self._compact:
            words += f"，留 {staying} 条"
        self.accept.setText(words)
        self.accept.setEnabled(bool(passing))
        stays = f"，留下 {staying} 条" if staying else ""
        self.accept.setToolTip(f"审核通过 {passing} 条{stays}  Ctrl+Enter")

    def set_compact(self, compact: bool) -> None:
        """Words on the buttons only where there is room."""
        self._compact = compact
        self.previous.setText("" if compact else "上一家")
        self.next.setText("" if compact else "下一家")
        self.review.table.set_narrow(compact)
        self.show_marks(*self._passing)

    def _version_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.version_wanted.emit(action.data())

    def _step_back(self) -> None:
        self.unit_step.emit(-1)

    def _step_on(self) -> None:
        self.unit_step.emit(1)

    def _pad(self) -> None:
        side = theme().px(12)
        self._row.setContentsMargins(side, theme().px(8), side, theme().px(8))
        self._row.setSpacing(theme().px(8))
