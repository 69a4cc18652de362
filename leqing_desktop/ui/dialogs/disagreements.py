"""自评与亮灯不一致: every task of the quarter whose unit says another thing than its light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.notice_table import NoticeTable

COLUMNS = (
    NoticeColumn("单位", 140),
    NoticeColumn("任务", 150, 3),
    NoticeColumn("进度", 54, right=True),
    NoticeColumn("序时", 54, right=True),
    NoticeColumn("单位自评", 104),
    NoticeColumn("计算灯", 64),
    NoticeColumn("为什么", 170, 4),
)


class DisagreementsDialog(QDialog):
    """``wanted(unit, task id)``: go and look at that row of the unit's return."""

    wanted = Signal(str, int)

    def __init__(self, parent: QWidget, period: Period, rows: Sequence[Any]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{period.label}自评与亮灯不一致")
        units = len({row.unit for row in rows})
        words = f"{units} 家单位的 {len(rows)} 项任务，自评与亮灯不一致" if rows else "自评与亮灯"
        head = PlainLabel(words, self)
        head.setProperty("k", "title")
        note = "只列审核通过的报送；一项任务几家都报的，只看计入亮灯的那一家。自评不改变亮灯。"
        hint = PlainLabel(note, self)
        hint.setProperty("k", "label")
        self.model = NoticeTableModel(COLUMNS, _cells, self)
        self.model.show_rows(rows, 0)
        self.table = NoticeTable(self.model, "自评与亮灯不一致", self)
        self.why = PlainLabel(parent=self)
        self.why.setProperty("k", "label")
        self.why.setWordWrap(True)
        self.why.setMinimumHeight(theme().px(36))
        self.empty = EmptyState(self)
        self.empty.say("circle-check", "没有不一致的任务", "审核通过的报送里，自评与亮灯都一致。")
        self.copy = QPushButton(icon("copy"), "复制清单", self)
        self.go_button = QPushButton("看这家的报送", self)
        self.go_button.setProperty("k", "primary")
        self._lay_out(head, hint, bool(rows))
        self.table.row_shown.connect(self._tell)
        self.table.activated.connect(self._go)
        self.go_button.clicked.connect(self._go)
        self.copy.clicked.connect(self._copy)
        if rows:
            self.table.show_row(0)
            self.table.setFocus()

    def _lay_out(self, head: QWidget, hint: QWidget, some: bool) -> None:
        stack = QStackedWidget(self)
        stack.addWidget(self.table if some else self.empty)
        shut = QPushButton("关闭", self)
        shut.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(shut)
        buttons.addWidget(self.go_button)
        for button in (self.copy, shut, self.go_button):
            button.setAutoDefault(False)
        for button in (self.copy, self.go_button):
            button.setEnabled(some)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, hint):
            column.addWidget(widget)
        column.addWidget(stack, 1)
        column.addWidget(self.why)
        column.addLayout(buttons)
        self.resize(theme().px(1040), theme().px(540))

    def _tell(self, row: int) -> None:
        self.why.setText(self.model.rows[row].why)

    def _go(self) -> None:
        chosen = self.table.chosen_rows()
        if chosen:
            row = self.model.rows[chosen[0]]
            self.accept()
            self.wanted.emit(row.unit, row.task_id)

    def _copy(self) -> None:
        lines = ["\t".join(cell.text for cell in _cells(row, 0)) for row in self.model.rows]
        heads = "\t".join(column.title for column in COLUMNS)
        QGuiApplication.clipboard().setText("\n".join([heads, *lines]))


def _cells(row: Any, _year: int) -> tuple[NoticeCell, ...]:
    schedule = "—" if row.schedule is None else plain_number(row.schedule)
    own = row.word.light
    return (
        NoticeCell(row.unit, row.unit, bold=True),
        NoticeCell(row.name, row.name),
        NoticeCell(plain_number(row.progress), right=True),
        NoticeCell(schedule, right=True),
        NoticeCell(f"{own.label} {row.word.label}", chip=own.value),
        NoticeCell(row.light.label, chip=row.light.value),
        NoticeCell(row.why, row.why),
    )
