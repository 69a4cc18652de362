"""登记督查情况: which unit, which point, how it stands, what is asked for by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.inspection import Verdict
from leqing_desktop.domain.inspection_plan import FindingEntry, clean_finding
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.ui.models.inspection_tables import OFFER_COLUMNS, TickModel, offer_cells
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.segmented import Segmented


class FindingDialog(QDialog):
    """``entry`` is the answer; a faulty one is told in the dialog, which stays."""

    def __init__(
        self, parent: QWidget | None, heading: str, inspection: Any, entry: FindingEntry
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self._item_id = entry.item_id
        self.unit_box = self._box("单位", [(u.name, u.id) for u in inspection.units])
        self.point_box = self._box(
            "督查内容",
            [
                (f"{at}. {each.point.area.label}：{each.point.question}", each.id)
                for at, each in enumerate(inspection.points, start=1)
            ],
        )
        _pick(self.unit_box, entry.unit_id)
        _pick(self.point_box, entry.point_id)
        self.verdict = Segmented([(each.value, each.label) for each in Verdict], self)
        self.verdict.setAccessibleName("结论")
        self.verdict.choose(entry.verdict.value)
        self.wording_edit = self._text("发现的情况", entry.wording)
        self.demand_edit = self._text("整改要求", entry.demand)
        self.found_edit = date_edit(entry.found_on, self)
        self.found_edit.setAccessibleName("发现日期")
        self.due_edit = date_edit(entry.due or entry.found_on, self)
        self.due_edit.setAccessibleName("整改期限")
        self.fault = PlainLabel(parent=self)
        self.fault.setProperty("k", "error")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.stay_button, self.go_button = QPushButton("取消", self), QPushButton("登记", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self.stay_button.setAutoDefault(False)
        self._lay_out(heading)
        self._show_fields()
        self.verdict.chosen.connect(self._show_fields)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self._check)
        self.unit_box.setFocus()

    @property
    def entry(self) -> FindingEntry:
        """What is typed."""
        verdict = Verdict(self.verdict.key)
        return FindingEntry(
            self.unit_box.currentData(),
            self.point_box.currentData(),
            verdict,
            self.wording_edit.toPlainText().strip(),
            self.demand_edit.toPlainText().strip(),
            chosen_day(self.found_edit),
            None if verdict is Verdict.MET else chosen_day(self.due_edit),
            self._item_id,
        )

    def _check(self) -> None:
        try:
            clean_finding(self.entry)
        except ValueError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        self.accept()

    def _show_fields(self, _key: str = "") -> None:
        met = Verdict(self.verdict.key) is Verdict.MET
        for widget in (*self._demanded, self.demand_edit, self.due_edit):
            widget.setVisible(not met)

    def _box(self, name: str, choices: Sequence[tuple[str, int]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, key in choices:
            box.addItem(words, key)
            box.setItemData(box.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        return box

    def _text(self, name: str, text: str) -> QPlainTextEdit:
        edit = QPlainTextEdit(text, self)
        edit.setTabChangesFocus(True)
        edit.setAccessibleName(name)
        edit.setFixedHeight(theme().px(74))
        return edit

    def _lay_out(self, heading: str) -> None:
        head = PlainLabel(heading, self)
        head.setProperty("k", "title")
        form = QFormLayout()
        form.setVerticalSpacing(8)
        demand, due = PlainLabel("整改要求", self), PlainLabel("整改期限", self)
        self._demanded = (demand, due)
        for label, field in (
            (PlainLabel("单位", self), self.unit_box),
            (PlainLabel("督查内容", self), self.point_box),
            (PlainLabel("结论", self), self.verdict),
            (PlainLabel("发现日期", self), self.found_edit),
            (PlainLabel("发现的情况", self), self.wording_edit),
            (demand, self.demand_edit),
            (due, self.due_edit),
        ):
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addLayout(_button_row(self.stay_button, self.go_button))
        self.setMinimumWidth(theme().px(600))


class FindingProposalsDialog(QDialog):
    """Red and yellow tasks to enter as findings; ``chosen`` are the ticked proposals."""

    def __init__(
        self, parent: QWidget | None, proposals: Sequence[Any], found_on: date, due: date
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从亮灯结果登记问题")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        words = PlainLabel(
            "督查对象本季度的红灯、黄灯任务，选上的登记为“工作进度”的问题，文字登记后还可以改。",
            self,
        )
        words.setWordWrap(True)
        self.offers = TickModel(OFFER_COLUMNS, attrgetter("entry"), offer_cells, self)
        self.offers.show_rows(proposals, found_on.year)
        self.offers.toggle(at for at, each in enumerate(proposals) if each.light is Light.RED)
        self.list = NoticeTable(self.offers, "红灯和黄灯任务", self)
        self.list.show_row(0)
        self.due_edit = date_edit(due, self)
        self.due_edit.setMinimumDate(QDate(found_on.year, found_on.month, found_on.day))
        self.due_edit.setAccessibleName("整改期限")
        self.stay_button, self.go_button = QPushButton("取消", self), QPushButton(self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self.stay_button.setAutoDefault(False)
        form = QFormLayout()
        form.addRow(PlainLabel("整改期限", self), self.due_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addLayout(form)
        column.addLayout(_button_row(self.stay_button, self.go_button))
        self.resize(theme().px(760), theme().px(460))
        self._count()
        self.list.tick_wanted.connect(self.offers.toggle)
        self.offers.ticked.connect(self._count)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self.list.setFocus()

    @property
    def chosen(self) -> list[Any]:
        """The ticked proposals, in order."""
        return self.offers.chosen

    @property
    def due(self) -> date:
        """By when they are to be mended."""
        return chosen_day(self.due_edit)

    def _count(self) -> None:
        count = len(self.chosen)
        self.go_button.setText(f"登记 {count} 条")
        self.go_button.setEnabled(bool(count))


def _pick(box: QComboBox, key: int) -> None:
    box.setCurrentIndex(max(0, box.findData(key)))


def _button_row(stay: QPushButton, go: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(stay)
    row.addWidget(go)
    return row
