"""新增报送期, 改日期: which quarter, when it goes out, until when units report."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.period import FIRST_YEAR, LAST_YEAR, Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit

Dates = tuple[date, date, str]


class PeriodDialog(QDialog):
    """Proposes a quarter with its dates; ``period``, ``issue_on``, ``due_on`` are the answer.

    The due date is counted in working days by ``service`` (services.periods), off the window's
    thread; a date that the clerk chose himself stays. With ``known`` (issue_on, due_on) the dates
    of that very quarter are changed.
    """

    def __init__(
        self,
        parent: QWidget | None,
        proposed: Period,
        operations: Operations,
        service: Any,
        known: Any = None,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._service = service
        self._ticket = 0
        self._waiting = self._agreed = self._showing = False
        self._own_due = known is not None and known.due_on is not None
        self.setWindowTitle("新增报送期" if known is None else f"改{proposed.label}的日期")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        self._make_fields(proposed, known)
        self._lay_out(head)
        if known is not None and known.issue_on is not None:
            self._propose_due()
        else:
            self._propose()
        self._connect()

    @property
    def period(self) -> Period:
        """The quarter chosen."""
        return Period(self._year.value(), self._quarter.currentIndex() + 1)

    @property
    def issue_on(self) -> date:
        """The day the workbooks go out."""
        return chosen_day(self._issue)

    @property
    def due_on(self) -> date:
        """The last day for units to report."""
        return chosen_day(self._due)

    def _propose(self) -> None:
        """Ask for both dates of the quarter."""
        self._ask(None)

    def _propose_due(self) -> None:
        """Ask for the due date that belongs to the day of issue shown."""
        self._ask(self.issue_on)

    def _ask(self, issue_on: date | None) -> None:
        self._ticket += 1
        self._waiting = True
        self._operations.read(
            self._service.default_dates,
            self.period,
            issue_on,
            done=partial(self._take, self._ticket),
            failed=partial(self._refuse, self._ticket),
        )

    def _refuse(self, ticket: int, error: LeqingError) -> None:
        if ticket == self._ticket:
            self._waiting = self._agreed = False
            self._say_fault(str(error))

    def _take(self, ticket: int, dates: Dates) -> None:
        if ticket != self._ticket:
            return
        issue, due, warning = dates
        self._waiting = False
        self._showing = True
        self._issue.setDate(QDate(issue.year, issue.month, issue.day))
        if not self._own_due:
            self._due.setDate(QDate(due.year, due.month, due.day))
        self._showing = False
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self.adjustSize()
        self._usual.setText(f"按工作日推算为 {due.isoformat()}")
        if self._agreed:
            self._check()

    def _issue_changed(self) -> None:
        if not self._showing:
            self._propose_due()

    def _due_changed(self) -> None:
        if not self._showing:
            self._own_due = True

    def _quarter_changed(self) -> None:
        self._own_due = False
        self._propose()

    def _check(self) -> None:
        # Enter may come before the dates of the quarter just typed are known.
        self._agreed = self._waiting
        if self._waiting:
            return
        if self.due_on < self.issue_on:
            self._say_fault("报送截止不能早于下发日期，请改其中一个。")
            return
        self.accept()

    def _say_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.show()
        self.adjustSize()

    def _make_fields(self, proposed: Period, known: Any) -> None:
        self._year = QSpinBox(self)
        self._year.setRange(FIRST_YEAR, LAST_YEAR)
        self._year.setSuffix(" 年")
        self._year.setValue(proposed.year)
        self._quarter = QComboBox(self)
        self._quarter.addItems([f"第{name}季度" for name in "一二三四"])
        self._quarter.setCurrentIndex(proposed.quarter - 1)
        # What is typed first replaces the year proposed.
        self._year.selectAll()
        for choice in (self._year, self._quarter):
            choice.setEnabled(known is None)
        issue = getattr(known, "issue_on", None) or proposed.last_day
        self._issue = date_edit(issue, self)
        self._due = date_edit(getattr(known, "due_on", None) or issue, self)
        self._usual = PlainLabel(parent=self)
        self._usual.setProperty("k", "small")
        self._warning = PlainLabel(parent=self)
        self._warning.setWordWrap(True)
        self._warning.hide()
        self._fault = PlainLabel(parent=self)
        self._fault.setProperty("k", "error")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._cancel = QPushButton("取消", self)
        self._add = QPushButton("新增" if known is None else "保存", self)
        self._add.setProperty("k", "primary")
        self._add.setDefault(True)

    def _connect(self) -> None:
        self._add.clicked.connect(self._check)
        self._cancel.clicked.connect(self.reject)
        self._due.dateChanged.connect(self._due_changed)
        self._issue.dateChanged.connect(self._issue_changed)
        self._quarter.currentIndexChanged.connect(self._quarter_changed)
        self._year.valueChanged.connect(self._quarter_changed)

    def _lay_out(self, head: QLabel) -> None:
        quarter = QHBoxLayout()
        quarter.addWidget(self._year)
        quarter.addWidget(self._quarter, 1)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("季度", quarter)
        form.addRow("下发日期", self._issue)
        form.addRow("报送截止", self._due)
        form.addRow("", self._usual)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(head)
        column.addLayout(form)
        column.addWidget(self._warning)
        column.addWidget(self._fault)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(380))
