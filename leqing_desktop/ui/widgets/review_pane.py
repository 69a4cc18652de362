"""The review of one unit's return: what must be settled first, the rows, the 报送体检 below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from leqing_desktop.domain.return_outcome import RowState
from leqing_desktop.domain.return_review import UnitReview
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.models.finding_table import WAY_AT, FindingModel
from leqing_desktop.ui.models.review_columns import open_changes
from leqing_desktop.ui.models.review_model import ALL, FILTERS, ReviewModel
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.review_table import ReviewTable
from leqing_desktop.ui.widgets.segmented import Segmented

UNLIMITED = 16_777_215
"""Qt's greatest height."""


class FindingsPane(QFrame):
    """报送体检. ``shown(FindingLine)`` when the cursor comes to one, ``way_wanted(FindingLine)``."""

    shown = Signal(object)
    way_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = FindingModel(self)
        self.table = NoticeTable(self.model, "报送体检", self)
        title = PlainLabel("报送体检", self)
        title.setProperty("k", "card")
        self.serious = Chip("", "red", self)
        self.reminders = Chip("", "yellow", self)
        self.fine = Chip("没有发现问题", "green", self)
        keys = PlainLabel("F8 下一处　Shift+F8 上一处", self)
        keys.setProperty("k", "hint")
        self._head = QHBoxLayout()
        for widget in (title, self.serious, self.reminders, self.fine):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.table, 1)
        self.table.row_shown.connect(self._row_shown)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._activated)
        self._measure()
        theme().changed.connect(self._measure)

    def show_review(self, review: UnitReview | None) -> None:
        """Show what is found in a return."""
        self.model.show_review(review)
        serious, reminders = self.model.count(True), self.model.count(False)
        self.serious.setText(f"{serious} 须处理")
        self.serious.setVisible(bool(serious))
        self.reminders.setText(f"{reminders} 提醒")
        self.reminders.setVisible(bool(reminders))
        back = sum(row.state is RowState.SENT_BACK for row in review.rows) if review else 0
        self.fine.show_state(
            f"已退回 {back} 条，等单位重报" if back else "没有发现问题",
            "orange" if back else "green",
        )
        self.fine.setVisible(not serious and not reminders)
        self.table.setVisible(bool(serious or reminders))
        self._measure()

    def step(self, step: int) -> None:
        """Go to the next or previous finding, round the end."""
        total = len(self.model.rows)
        if total:
            at = self.table.currentIndex().row()
            first = 0 if step > 0 else total - 1
            self.table.show_row((at + step) % total if at >= 0 else first)

    def _row_shown(self, row: int) -> None:
        self.shown.emit(self.model.rows[row])

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == WAY_AT:
            self.way_wanted.emit(self.model.rows[index.row()])

    def _activated(self, index: QModelIndex) -> None:
        if index.column() != WAY_AT:
            self.way_wanted.emit(self.model.rows[index.row()])

    def _measure(self) -> None:
        side = theme().px(12)
        some = bool(self.model.rows)
        self.setMinimumHeight(theme().px(96 if some else 34))
        self.setMaximumHeight(UNLIMITED if some else theme().px(34))
        self._head.setContentsMargins(side, theme().px(6), side, theme().px(6))
        self._head.setSpacing(theme().px(8))


class ReviewPane(QWidget):
    """``rivals_wanted()``, ``changes_wanted()``: what the banner offers; ``step_wanted()``: what
    the words offer where there is nothing to review.
    """

    rivals_wanted = Signal()
    changes_wanted = Signal()
    unmatched_wanted = Signal()

    def __init__(self, model: ReviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = model
        self.banner = Banner(self)
        self.filters = Segmented([(key, word) for key, word, _passes in FILTERS], self)
        self.note = PlainLabel(parent=self)
        self.note.setProperty("k", "hint")
        self.table = ReviewTable(model, self)
        self.findings = FindingsPane(self)
        self.empty = EmptyState(self)
        self._chips = QHBoxLayout()
        self._chips.addWidget(self.filters)
        self._chips.addWidget(self.note, 1)
        self._lay_out()
        self.filters.chosen.connect(model.set_filter)
        self.empty.wanted.connect(self._show_all)
        self._measure()
        theme().changed.connect(self._measure)

    def show_review(self, review: UnitReview | None) -> None:
        """Show a return, or nothing."""
        self.rows.show_review(review)
        self.findings.show_review(review)
        self.refresh()
        self._say(review)

    def refresh(self) -> None:
        """Show the counts of the rows' filters, and words where none is listed."""
        for key, word, _passes in FILTERS:
            count = self.rows.count(key)
            self.filters.set_text(key, f"{word} {count}")
            self.filters.set_shown(key, key == ALL or bool(count))
        self.filters.choose(self.rows.filter)
        self._show_chips()
        some = self.rows.row_total() > 0
        if not some:
            self.empty.say("funnel", "没有符合的行", "换一个筛选，或清除搜索。", "看全部行", False)
        self._stack.setCurrentWidget(self.table if some else self.empty)

    def say_version(self, words: str) -> None:
        """A note beside the filters: which version is shown, and what became of it."""
        self.note.setText(words)
        self._show_chips()

    def _show_chips(self) -> None:
        """With nothing to choose and nothing to say the rows get the room."""
        choices = sum(1 for key, _word, _passes in FILTERS if self.rows.count(key)) > 1
        self.filters.setVisible(choices)
        self.note.setVisible(choices or bool(self.note.text()))
        side, below = theme().px(12), theme().px(8 if choices or self.note.text() else 0)
        self._chips.setContentsMargins(side, 0, side, below)

    def _say(self, review: UnitReview | None) -> None:
        """The one thing that should be settled first."""
        self.banner.clear()
        if review is None:
            return
        unmatched = [row for row in review.rows if row.subject_id is None]
        changed = [(row, each) for row in review.rows for each in open_changes(row)]
        if review.rivals:
            self.banner.say(
                "warn",
                f"{review.unit}交来 {len(review.rivals)} 份不同的表，选用其中一份后才能审核。",
                ("比较并选用…", self.rivals_wanted.emit),
            )
        elif changed:
            places = "、".join(dict.fromkeys(each.cell for _row, each in changed))
            self.banner.say(
                "outside",
                f"{len(changed)} 个单元格在填报区以外被改动（{places}），现按发出时的内容保留。",
                ("改动核对…", self.changes_wanted.emit),
            )
        elif unmatched:
            self.banner.say(
                "warn",
                f"有 {len(unmatched)} 行对不上账里的任务或指标，指认后才能审核。",
                ("指认…", self.unmatched_wanted.emit),
            )

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._stack)
        self.split.addWidget(self.findings)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self._banner_row = QVBoxLayout()
        self._banner_row.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._banner_row)
        column.addLayout(self._chips)
        column.addWidget(self.split, 1)

    def _show_all(self) -> None:
        self.rows.set_search("")
        self.rows.set_filter(ALL)
        self.refresh()

    def _measure(self) -> None:
        look = theme()
        side = look.px(12)
        self._show_chips()
        self._chips.setSpacing(look.px(10))
        self._banner_row.setContentsMargins(side, 0, side, look.px(8))
        self.table.setMinimumHeight(look.px(120))
