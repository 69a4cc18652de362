"""新建专项督查, 修改方案: title, days, team, whom, and the checklist as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.inspection import InspectionArea
from leqing_desktop.domain.inspection_plan import (
    DEFAULT_CHECKLIST,
    KINDS,
    CheckPoint,
    InspectionPlan,
    clean_plan,
)
from leqing_desktop.ui.models.inspection_tables import CHOICE_COLUMNS, TickModel, choice_cells
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.notice_table import NoticeTable


class InspectionPlanDialog(QDialog):
    """``plan`` is the answer; a faulty one is told in the dialog, which stays."""

    def __init__(
        self,
        parent: QWidget | None,
        heading: str,
        plan: InspectionPlan,
        choices: Sequence[Any],
        today: date,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.title_edit = QLineEdit(plan.title, self)
        self.team_edit = QLineEdit(plan.team, self)
        self.team_edit.setPlaceholderText("由谁督查，如 市专班办公室督查组")
        self.due_edit, self.first_edit, self.last_edit = (
            date_edit(day or plan.report_due or today, self)
            for day in (plan.report_due, plan.begins_on, plan.ends_on)
        )
        self.choices = TickModel(CHOICE_COLUMNS, attrgetter("name"), choice_cells, self)
        self.choices.show_rows(choices, today.year)
        self.choices.toggle(at for at, each in enumerate(choices) if each.name in plan.units)
        self.units = NoticeTable(self.choices, "督查对象", self)
        self.areas = {area: self._lines(area, plan.points) for area in InspectionArea}
        self.default_button = QPushButton("恢复默认清单", self)
        self.default_button.setProperty("k", "link")
        self.kind_buttons = [self._kind_button(kind, choices) for kind in KINDS]
        self.count_label = PlainLabel(parent=self)
        self.count_label.setProperty("k", "hint")
        self.fault = PlainLabel(parent=self)
        self.fault.setProperty("k", "error")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.stay_button, self.go_button = QPushButton("取消", self), QPushButton("保存", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        for button in (self.default_button, *self.kind_buttons, self.stay_button):
            button.setAutoDefault(False)
        self._lay_out(heading)
        self._count()
        self.units.tick_wanted.connect(self.choices.toggle)
        self.choices.ticked.connect(self._count)
        self.default_button.clicked.connect(self._restore)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self._check)
        self.title_edit.setFocus()
        self.title_edit.selectAll()

    @property
    def plan(self) -> InspectionPlan:
        """What is typed."""
        return InspectionPlan(
            self.title_edit.text(),
            chosen_day(self.first_edit),
            chosen_day(self.last_edit),
            self.team_edit.text(),
            chosen_day(self.due_edit),
            self.chosen_units,
            tuple(
                CheckPoint(area, line.strip())
                for area, edit in self.areas.items()
                for line in edit.toPlainText().splitlines()
                if line.strip()
            ),
        )

    def _check(self) -> None:
        try:
            clean_plan(self.plan)
        except ValueError as error:
            self.fault.setText(str(error))
            self.fault.show()
            return
        self.accept()

    def _restore(self) -> None:
        for area, edit in self.areas.items():
            edit.setPlainText(_text(area, DEFAULT_CHECKLIST))

    @property
    def chosen_units(self) -> tuple[str, ...]:
        """Names of the ticked units, in the order of the list."""
        return tuple(each.name for each in self.choices.chosen)

    def _toggle_kind(self, kind: str) -> None:
        self.choices.toggle(at for at, each in enumerate(self.choices.rows) if each.kind == kind)

    def _count(self) -> None:
        self.count_label.setText(f"已选 {len(self.chosen_units)} 个单位")

    def _lines(self, area: InspectionArea, points: Sequence[CheckPoint]) -> QPlainTextEdit:
        edit = QPlainTextEdit(_text(area, points), self)
        edit.setTabChangesFocus(True)
        edit.setAccessibleName(f"{area.label}清单，一行一条")
        return edit

    def _kind_button(self, kind: str, choices: Sequence[Any]) -> QPushButton:
        count = sum(each.kind == kind for each in choices)
        button = QPushButton(f"{kind} {count}", self)
        button.setToolTip(f"选上全部{kind}，再点一次全部去掉")
        button.setEnabled(bool(count))
        button.clicked.connect(partial(self._toggle_kind, kind))
        return button

    def _lay_out(self, heading: str) -> None:
        head = PlainLabel(heading, self)
        head.setProperty("k", "title")
        halves = QHBoxLayout()
        halves.setSpacing(14)
        halves.addLayout(self._whom(), 2)
        halves.addLayout(self._what(), 3)
        buttons = QHBoxLayout()
        buttons.addWidget(self.fault, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(self._when())
        column.addLayout(halves, 1)
        column.addLayout(buttons)
        self.resize(theme().px(880), theme().px(600))

    def _when(self) -> QFormLayout:
        """Title, team and days."""
        days, due = QHBoxLayout(), QHBoxLayout()
        days.setSpacing(8)
        for widget in (self.first_edit, PlainLabel("至", self), self.last_edit):
            days.addWidget(widget)
        due.addWidget(self.due_edit)
        for row in (days, due):
            row.addStretch(1)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(PlainLabel("督查名称", self), self.title_edit)
        form.addRow(PlainLabel("督查组", self), self.team_edit)
        form.addRow(PlainLabel("自查期限", self), due)
        form.addRow(PlainLabel("督查时间", self), days)
        self.title_edit.setAccessibleName("督查名称")
        self.team_edit.setAccessibleName("督查组")
        self.due_edit.setAccessibleName("自查期限")
        self.first_edit.setAccessibleName("督查开始日期")
        self.last_edit.setAccessibleName("督查结束日期")
        return form

    def _whom(self) -> QVBoxLayout:
        """The units, with a button for each kind."""
        kinds = QHBoxLayout()
        for button in self.kind_buttons:
            kinds.addWidget(button)
        kinds.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self._heading("督查对象"))
        column.addLayout(kinds)
        column.addWidget(self.units, 1)
        column.addWidget(self.count_label)
        return column

    def _what(self) -> QVBoxLayout:
        """The checklist by area."""
        column = QVBoxLayout()
        for area, lines in self.areas.items():
            column.addWidget(self._heading(f"{area.label}（一行一条）"))
            column.addWidget(lines, 1)
        column.addWidget(self.default_button, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _heading(self, words: str) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setProperty("k", "heading")
        return label


def _text(area: InspectionArea, points: Sequence[CheckPoint]) -> str:
    return "\n".join(each.question for each in points if each.area is area)
