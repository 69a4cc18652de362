"""The card 督办台账: the signed notices, filtered, exported and printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.supervision_tables import RegisterModel
from leqing_desktop.ui.models.supervision_view import (
    ALL,
    FILTERS,
    SupervisionView,
    matches,
    passes,
    register_hint,
)
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.segmented import Segmented
from leqing_desktop.ui.widgets.table_card import TableCard


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
