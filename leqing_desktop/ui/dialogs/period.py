"""新增报送期: which quarter, when it goes out, until when units report."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
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
from leqing_desktop.ui.plain_text import PlainLabel

REPORT_DAYS = 15


class PeriodDialog(QDialog):
    """Proposes a quarter with its dates; ``period``, ``issue_on``, ``due_on`` are the answer."""

    def __init__(self, parent: QWidget | None, proposed: Period) -> None:
        super().__init__(parent)
        self.setWindowTitle("新增报送期")
        head = PlainLabel("新增报送期", self)
        head.setProperty("k", "title")
        self._year = QSpinBox(self)
        self._year.setRange(FIRST_YEAR, LAST_YEAR)
        self._year.setSuffix(" 年")
        self._year.setValue(proposed.year)
        self._quarter = QComboBox(self)
        self._quarter.addItems([f"第{name}季度" for name in "一二三四"])
        self._quarter.setCurrentIndex(proposed.quarter - 1)
        self._issue = _date_edit(self)
        self._due = _date_edit(self)
        self._fault = PlainLabel(parent=self)
        self._fault.setProperty("k", "error")
        self._cancel = QPushButton("取消", self)
        self._add = QPushButton("新增", self)
        self._add.setProperty("k", "primary")
        self._add.setDefault(True)
        self._lay_out(head)
        self._propose()
        self._add.clicked.connect(self._check)
        self._cancel.clicked.connect(self.reject)
        self._quarter.currentIndexChanged.connect(self._propose)
        self._year.valueChanged.connect(self._propose)

    @property
    def period(self) -> Period:
        """The quarter chosen."""
        return Period(self._year.value(), self._quarter.currentIndex() + 1)

    @property
    def issue_on(self) -> date:
        """The day the workbooks go out."""
        return _day(self._issue)

    @property
    def due_on(self) -> date:
        """The last day for units to report."""
        return _day(self._due)

    def _propose(self) -> None:
        last = self.period.last_day
        self._issue.setDate(QDate(last.year, last.month, 20))
        due = last + timedelta(days=REPORT_DAYS)
        self._due.setDate(QDate(due.year, due.month, due.day))

    def _check(self) -> None:
        if self.due_on < self.issue_on:
            self._fault.setText("报送截止不能早于下发日期，请改其中一个。")
            return
        self.accept()

    def _lay_out(self, head: QLabel) -> None:
        quarter = QHBoxLayout()
        quarter.addWidget(self._year)
        quarter.addWidget(self._quarter, 1)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("季度", quarter)
        form.addRow("下发日期", self._issue)
        form.addRow("报送截止", self._due)
        form.addRow("", self._fault)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(head)
        column.addLayout(form)
        column.addLayout(buttons)


def _date_edit(parent: QWidget) -> QDateEdit:
    edit = QDateEdit(parent)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    return edit


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
