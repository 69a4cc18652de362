"""设置 › 规则: the time units have to report, and the days off and 补班 days added by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QWidget,
)

from leqing_desktop.domain.own_day import DaySpan
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit

KINDS = ("放假", "补班")
MOST_RETURN_DAYS = 60
_WEEK = "一二三四五六日"


class ReturnDaysCard(Card):
    """报送期: how many working days lie between issue and due date."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("报送期", "新增报送期时推算截止日；已定的截止日不变", parent)
        self._context = context
        self._kept = 0
        self.days = QSpinBox(self)
        self.days.setRange(1, MOST_RETURN_DAYS)
        self.days.setSuffix(" 个工作日")
        self.days.setAccessibleName("报送时限")
        self.days.setKeyboardTracking(False)
        self.days.setReadOnly(bool(context.why_read_only))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_label("报送时限", "label", self))
        row.addWidget(self.days)
        row.addWidget(_label("从下发次日起算，扣除节假日", "hint", self))
        row.addStretch(1)
        self.body.addLayout(row)
        self.days.editingFinished.connect(self.take)

    def show_days(self, found: Any) -> None:
        """Show what the ledger says."""
        self._kept = found.return_days
        self.days.setValue(self._kept)

    def take(self) -> None:
        """Save what is typed, if it is new."""
        typed = self.days.value()
        if not self._kept or typed == self._kept:
            return
        self._kept = typed
        self._context.operations.run(
            self._context.services.work_days.save_return_days, typed, failed=self._not_saved
        )

    def _not_saved(self, error: LeqingError) -> None:
        self._context.operations.refused.emit(str(error))
        work_days = self._context.services.work_days
        self._context.operations.read(work_days.read, done=self.show_days)


class OwnDaysCard(Card):
    """节假日: what the packaged calendar knows, and the days added to it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("节假日", "推算期限、判断逾期都用；填在这里的日子优先", parent)
        self._context = context
        self.reach = _label("", "label", self)
        self.reach.setWordWrap(True)
        self.kind = QComboBox(self)
        self.kind.addItems(KINDS)
        self.kind.setAccessibleName("放假或补班")
        self._dated = False
        self.first, self.last = date_edit(date.min, self), date_edit(date.min, self)
        self.first.setAccessibleName("第一天")
        self.last.setAccessibleName("最后一天")
        self.add = QPushButton(icon("plus"), "加入", self)
        self.none = _label("还没有填过。", "hint", self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(3, 1)
        self._shown: list[QWidget] = []
        self.removes: list[QPushButton] = []
        self._lay_out()
        for field in (self.kind, self.first, self.last, self.add):
            field.setEnabled(not context.why_read_only)
        self.add.clicked.connect(self._add)
        self.first.dateChanged.connect(self._first_moved)

    @property
    def lines(self) -> tuple[str, ...]:
        """The spans listed, in words."""
        return tuple(
            words for each in self._shown if isinstance(each, PlainLabel) and (words := each.text())
        )

    def show_days(self, found: Any) -> None:
        """Show what the ledger says."""
        self.reach.setText(found.reach)
        if not self._dated:
            self._dated = True
            self.first.setDate(QDate(found.today.year, found.today.month, found.today.day))
        for widget in self._shown:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown, self.removes = [], []
        spans = found.own.spans()
        self.none.setVisible(not spans)
        for row, span in enumerate(spans):
            self._show_span(row, span)

    def _show_span(self, row: int, span: DaySpan) -> None:
        kind = _label(span.label, "label", self)
        days = PlainLabel(span_words(span), self)
        count = _label(f"{span.days} 天", "hint", self)
        remove = QPushButton("去掉", self)
        remove.setProperty("k", "link")
        remove.setAccessibleName(f"去掉{span.label} {span_words(span)}")
        remove.setEnabled(not self._context.why_read_only)
        remove.clicked.connect(lambda: self._remove(span))
        for at, widget in enumerate((kind, days, count)):
            self._grid.addWidget(widget, row, at)
        self._grid.addWidget(remove, row, 4)
        self._shown += [kind, days, count, remove]
        self.removes.append(remove)

    def _first_moved(self, day: QDate) -> None:
        """A holiday's end is near its beginning: the second field follows the first."""
        if self.last.date() < day or day.daysTo(self.last.date()) > 31:
            self.last.setDate(day)

    def _add(self) -> None:
        worked = self.kind.currentIndex() == KINDS.index("补班")
        span = DaySpan(chosen_day(self.first), chosen_day(self.last), worked)
        self._context.operations.run(self._context.services.work_days.add, span)

    def _remove(self, span: DaySpan) -> None:
        self._context.operations.run(
            self._context.services.work_days.remove, span, toast=f"已去掉{span.label}"
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.kind, self.first, PlainLabel("至", self), self.last, self.add):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addWidget(self.reach)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.none)
        self.body.addLayout(row)
        self._measure_fields()
        theme().changed.connect(self._measure_fields)

    def _measure_fields(self) -> None:
        for field in (self.first, self.last):
            field.setMinimumWidth(theme().px(124))


def span_words(span: DaySpan) -> str:
    """2027-02-06（周六）至 2027-02-12（周五）."""
    first = _day_words(span.first)
    return first if span.first == span.last else f"{first}至 {_day_words(span.last)}"


def _day_words(day: date) -> str:
    return f"{day.isoformat()}（周{_WEEK[day.weekday()]}）"


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
