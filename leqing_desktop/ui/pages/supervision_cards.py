"""The two cards of the 督办 page: the proposals to choose from, and the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.supervision_tables import (
    NoticeTableModel,
    ProposalModel,
    RegisterModel,
)
from leqing_desktop.ui.models.supervision_view import (
    ALL,
    FILTERS,
    SupervisionView,
    matches,
    passes,
    register_hint,
    strongest,
)
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.date_field import date_edit
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.segmented import Segmented


class TableCard(Card):
    """A card with a table, or words where there is nothing to show."""

    row_shown = Signal(object)

    def __init__(self, title: str, model: NoticeTableModel, parent: QWidget | None) -> None:
        super().__init__(title, parent=parent, padded=False)
        self.model = model
        self.table = NoticeTable(model, title, self)
        self.empty = EmptyState(self)
        self._said = ""
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack)
        self.table.row_shown.connect(self._row_shown)

    @property
    def empty_words(self) -> str:
        """What is said in place of the table, empty with rows."""
        return "" if self._stack.currentWidget() is self.table else self._said

    def say_empty(self, icon_name: str, title: str, hint: str, step: str = "") -> None:
        """What to say where there are no rows."""
        self._said = title
        self.empty.say(icon_name, title, hint, step, primary=False)

    def put(self, rows: Sequence[Any], year: int) -> None:
        """Show rows, or the words already said where there are none."""
        shown = self._current()
        self.model.show_rows(rows, year)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if shown is not None:
            self.select(shown)

    def select(self, wanted: Any) -> bool:
        """Put the cursor on the row of the same thing, without telling; False where it is gone."""
        for at, row in enumerate(self.model.rows):
            if _identity(row) == _identity(wanted):
                self.table.blockSignals(True)
                self.table.show_row(at)
                self.table.blockSignals(False)
                return True
        return False

    def _current(self) -> Any:
        rows = self.table.chosen_rows()
        return self.model.rows[rows[0]] if rows and rows[0] < len(self.model.rows) else None

    def _row_shown(self, row: int) -> None:
        self.row_shown.emit(self.model.rows[row])


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


class RegisterCard(TableCard):
    """督办台账. ``export_wanted`` for the workbook, ``print_wanted`` for the 打印稿."""

    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("督办台账", RegisterModel(), parent)
        self.model.setParent(self)
        self._view: SupervisionView | None = None
        self._search = ""
        self._compact = False
        self.filters = Segmented(FILTERS, self)
        self.filters.choose(ALL)
        self.filter_edit = QLineEdit(self)
        self.filter_edit.setPlaceholderText("筛选台账")
        self.filter_edit.setAccessibleName("筛选台账")
        self.filter_edit.setClearButtonEnabled(True)
        self.export_button = QPushButton("导出…", self)
        self.export_button.setIcon(icon("file-spreadsheet"))
        self.export_button.setToolTip("把督办台账导出为 Excel 表")
        self.table.setSelectionMode(NoticeTable.SelectionMode.ExtendedSelection)
        self.print_button = QPushButton(icon("printer"), "打印稿…", self)
        self.print_button.setAccessibleName("打印稿")
        self.print_button.setToolTip(
            "把选中的督办单排成打印稿，用 Ctrl、Shift 多选；没有选中时是列出的全部  Ctrl+P"
        )
        for widget in (self.filters, self.filter_edit, self.print_button, self.export_button):
            self.head.addWidget(widget)
        self.filters.chosen.connect(self._filter)
        self.filter_edit.textChanged.connect(self._filter)
        self.empty.wanted.connect(self.clear_filters)
        self.export_button.clicked.connect(self._export)
        self.print_button.clicked.connect(self._print)
        self.table.selectionModel().selectionChanged.connect(self._tell_selected)
        self._measure_filter()
        theme().changed.connect(self._measure_filter)

    def show_view(self, view: SupervisionView, search: str) -> None:
        """Show the register, filtered by chips, by the card's text and by the search."""
        self._view, self._search = view, search
        for key, count in view.counts().items():
            words = dict(FILTERS)[key]
            self.filters.set_text(key, f"{words} {count}")
        self.hint_label.setText(register_hint(view.register))
        self.export_button.setEnabled(bool(view.register))
        self._filter()

    def chosen(self) -> list[Any]:
        """The notices selected; all that are listed where none is."""
        rows = self.table.chosen_rows()
        return [self.model.rows[at] for at in rows] if rows else list(self.model.rows)

    def clear_filters(self) -> None:
        """Show everything again."""
        self.filters.choose(ALL)
        self.filter_edit.clear()
        self._filter()

    def set_compact(self, compact: bool) -> None:
        """Fewer words where it is narrow."""
        self.hint_label.setVisible(not compact)
        self.export_button.setText("" if compact else "导出…")
        self._compact = compact
        self._tell_selected()

    def _filter(self, _what: str = "") -> None:
        view = self._view
        if view is None:
            return
        text = f"{self._search} {self.filter_edit.text()}"
        rows = [
            row for row in view.register if passes(row, self.filters.key) and matches(row, text)
        ]
        if view.register:
            hint = "换一个状态，或清除筛选的文字。"
            self.say_empty("funnel", "没有符合筛选的督办单", hint, "清除筛选")
        else:
            hint = "勾选上面的建议并签发，文号、期限和办理状态都记在这里。"
            self.say_empty("stamp", "督办台账里还没有督办单", hint)
        self.put(rows, view.today.year)
        self._tell_selected()

    def _tell_selected(self) -> None:
        count = len(self.table.chosen_rows())
        words = f"打印稿 {count} 份…" if count > 1 else "打印稿…"
        self.print_button.setText("" if self._compact else words)
        self.print_button.setEnabled(bool(self.model.rows))

    def _print(self) -> None:
        self.print_wanted.emit()

    def _export(self) -> None:
        self.export_wanted.emit()

    def _measure_filter(self) -> None:
        self.filter_edit.setFixedWidth(theme().px(120))


def _identity(row: Any) -> tuple[str, int]:
    """What stays the same of a row over a reload: the notice, or the task proposed."""
    if hasattr(row, "task_id"):
        return "task", row.task_id
    return "notice", row.id
