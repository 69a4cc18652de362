"""The card 督办建议: what the rule proposes, to be ticked, looked at, sent away and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.supervision_tables import ProposalModel
from leqing_desktop.ui.models.supervision_view import SupervisionView, matches, strongest
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.table_card import TableCard


class ProposalCard(TableCard):
    """督办建议. ``issue_wanted``, ``submit_wanted``, ``withdraw_wanted``, ``preview_wanted``, ``drop_wanted``,
    ``day_changed``; ``ticked`` for the count.
    """

    issue_wanted = Signal()
    submit_wanted = Signal()
    withdraw_wanted = Signal()
    drop_wanted = Signal()
    preview_wanted = Signal()
    day_changed = Signal()
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.proposals = ProposalModel()
        super().__init__("督办建议", self.proposals, parent)
        self.proposals.setParent(self)
        self._all: Sequence[Any] = ()
        self._busy = False
        self._view: SupervisionView | None = None
        self.table.setSelectionMode(NoticeTable.SelectionMode.ExtendedSelection)
        self.count = PlainLabel(parent=self)
        self.count.setProperty("k", "small")
        self.all_button = QPushButton("全选", self)
        self.all_button.setProperty("k", "ghost")
        self._day_label = PlainLabel("签发日期", self)
        self._day_label.setProperty("k", "label")
        self.day_edit = date_edit(date.today(), self)
        self.day_edit.setAccessibleName("签发日期")
        self.day_edit.setMinimumWidth(theme().px(108))
        self.preview_button = QPushButton("预览", self)
        self.preview_button.setIcon(icon("eye"))
        self.preview_button.setToolTip("在右侧看所选各件的公文原样，不占文号")
        self.draft_button = QPushButton("送签", self)
        self.draft_button.setProperty("menu", True)
        self.draft_button.setToolTip("把所选各件的送签稿交领导签字，不占文号")
        self._make_menu()
        self.issue_button = QPushButton("签发所选", self)
        self.issue_button.setProperty("k", "primary")
        self.issue_button.setIcon(icon("stamp", "on_accent"))
        self.issue_button.setToolTip("签发所选  Ctrl+Enter")
        for widget in (
            *(self.count, self.all_button, self._day_label, self.day_edit),
            *(self.preview_button, self.draft_button, self.issue_button),
        ):
            self.head.addWidget(widget)
        self.calendar_hint = self._hint_line()
        self.all_button.clicked.connect(self._tick_all)
        self.day_edit.dateChanged.connect(self._day_changed)
        self.issue_button.clicked.connect(self._issue)
        self.preview_button.clicked.connect(self._preview)
        self.proposals.ticked.connect(self.refresh)
        self.table.tick_wanted.connect(self.proposals.toggle)

    def show_view(self, view: SupervisionView, search: str) -> None:
        """Show what is proposed now, as far as it matches the search."""
        self._view = view
        self._all = view.proposals
        self.proposals.keep_ticks(self._all)
        rows = [row for row in self._all if matches(row, search)]
        self._say_empty(view, search)
        self.put(rows, view.today.year)
        counts = strongest(self._all)
        parts = [f"{colour.label}单 {n}" for colour, n in counts.items() if n]
        self.hint_label.setText(" · ".join([f"{len(self._all)} 件", *parts]) if self._all else "")
        self.refresh()

    @property
    def day(self) -> date:
        """The day chosen for signing."""
        return chosen_day(self.day_edit)

    def put_day(self, day: date) -> None:
        """Propose a day for signing, without telling."""
        self.day_edit.blockSignals(True)
        self.day_edit.setDate(QDate(day.year, day.month, day.day))
        self.day_edit.blockSignals(False)

    def show_answer_days(self, days: tuple[Mapping[NoticeColour, date], str]) -> None:
        """The answer days by colour, and the hint where they lie beyond the known holidays."""
        deadlines, warning = days
        self.proposals.show_deadlines(deadlines)
        self.calendar_hint.setText(warning)
        self.calendar_hint.setVisible(bool(warning))

    def chosen(self) -> list[Any]:
        """What is ticked, strongest first, also where the search hides it."""
        return self.proposals.chosen(self._all)

    def set_busy(self, busy: bool) -> None:
        """No second signing while one is on its way."""
        self._busy = busy
        self.refresh()

    def set_compact(self, compact: bool) -> None:
        """Fewer words where it is narrow."""
        self.hint_label.setVisible(not compact)
        self._day_label.setVisible(not compact)
        self.day_edit.setToolTip("签发日期" if compact else "")
        self.preview_button.setText("" if compact else "预览")

    def refresh(self) -> None:
        """Count and buttons by what is ticked."""
        count = len(self.chosen())
        hidden = count - len(self.proposals.chosen(self.proposals.rows))
        self.count.setText(f"已选 {count}" + (f"（{hidden} 件未显示）" if hidden else ""))
        self.issue_button.setText(f"签发所选 {count} 件" if count else "签发所选")
        for button in (self.issue_button, self.preview_button, self.draft_button):
            button.setEnabled(bool(count) and not self._busy)
        chosen = self.chosen()
        self.submit.setEnabled(any(row.drafted_on is None for row in chosen))
        self.withdraw.setEnabled(any(row.drafted_on is not None for row in chosen))
        hand = self._view.hand if self._view is not None else frozenset()
        self.drop.setEnabled(any(row.task_id in hand for row in chosen))
        self.all_button.setText("全不选" if self.proposals.all_ticked() else "全选")
        self.all_button.setEnabled(bool(self.proposals.rows))
        self.ticked.emit()

    def _make_menu(self) -> None:
        menu = QMenu(self.draft_button)
        self.submit = menu.addAction(icon("send"), "送签所选…")
        self.withdraw = menu.addAction(icon("undo-2"), "撤回送签")
        self.drop = menu.addAction(icon("x"), "撤掉手工拟发")
        self.draft_button.setMenu(menu)
        self.submit.triggered.connect(self._submit)
        self.withdraw.triggered.connect(self._withdraw)
        self.drop.triggered.connect(self._drop)

    def _drop(self) -> None:
        self.drop_wanted.emit()

    def _hint_line(self) -> PlainLabel:
        line = PlainLabel(parent=self)
        line.setProperty("k", "hint")
        line.setWordWrap(True)
        line.setMargin(theme().px(6))
        line.hide()
        self.body.insertWidget(0, line)
        return line

    def _say_empty(self, view: SupervisionView, search: str) -> None:
        if view.period is None:
            hint = "先在上方“报送期”里新增一个季度，再看哪些任务落后。"
            self.say_empty("calendar-days", "还没有报送期", hint)
        elif view.proposals and search:
            hint = f"没有包含“{search[:20]}”的督办建议，改一下上方的搜索词。"
            self.say_empty("funnel", "没有符合搜索的建议", hint)
        else:
            hint = "没有落后、临近期限、逾期未反馈的任务；进度一有变化，这里随时重算。"
            self.say_empty("circle-check", "本季没有需要督办的事项", hint)

    def _tick_all(self) -> None:
        self.proposals.toggle(range(len(self.proposals.rows)))

    def _submit(self) -> None:
        self.submit_wanted.emit()

    def _withdraw(self) -> None:
        self.withdraw_wanted.emit()

    def _issue(self) -> None:
        self.issue_wanted.emit()

    def _preview(self) -> None:
        self.preview_wanted.emit()

    def _day_changed(self) -> None:
        self.day_changed.emit()
