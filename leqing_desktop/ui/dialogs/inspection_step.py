"""One step of a finding's 整改: the day, the words, who answered for it, what proves it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.inspection_life import FindingAction
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.file_list import FileList

_ACT = FindingAction
_ASKED = {
    _ACT.REPORT: "整改情况",
    _ACT.EXTEND: "延期理由",
    _ACT.REJECT: "退回理由",
    _ACT.CLOSE: "核实情况",
    _ACT.REOPEN: "恢复理由",
}
_PERSON = {
    _ACT.REPORT: "报送人",
    _ACT.EXTEND: "批准人",
    _ACT.CLOSE: "核实人",
    _ACT.REJECT: "核实人",
    _ACT.REOPEN: "批准人",
}
_REASON_NEEDED = frozenset({_ACT.EXTEND, _ACT.REJECT, _ACT.REOPEN})
_PROVED = frozenset({_ACT.REPORT, _ACT.CLOSE, _ACT.REJECT})
_MAY_MOVE = frozenset({_ACT.REJECT, _ACT.REOPEN})


class FindingStepDialog(QDialog):
    """``on``, ``note``, ``person``, ``until`` and ``files`` are the answer.

    ``usual`` is the day to propose for a new 整改期限.
    """

    def __init__(
        self,
        parent: QWidget | None,
        finding: Any,
        action: FindingAction,
        today: date,
        usual: date,
    ) -> None:
        super().__init__(parent)
        self.action, self.finding_id, self.unit = action, finding.id, finding.unit
        self.setWindowTitle(f"{action.label}：{finding.unit}")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        about = PlainLabel(finding.wording, self)
        about.setProperty("k", "label")
        words = PlainLabel(_consequence(finding, action), self)
        for label in (about, words):
            label.setWordWrap(True)
        self.date_edit = date_edit(max(today, finding.state_on), self)
        self.date_edit.setMinimumDate(_qdate(finding.state_on))
        self.date_edit.setAccessibleName("日期")
        extending = action is _ACT.EXTEND
        first = finding.due + timedelta(days=1) if extending and finding.due else finding.state_on
        self.until_edit = date_edit(max(first, usual), self)
        self.until_edit.setMinimumDate(_qdate(first))
        self.until_edit.setAccessibleName("整改期限")
        self.move_box = QCheckBox("改整改期限", self)
        self.move_box.setChecked(finding.due is not None and finding.due < today)
        self.person_edit = QLineEdit(self)
        self.person_edit.setMaxLength(60)
        self.person_edit.setAccessibleName(_PERSON[action])
        self.note_edit = QPlainTextEdit(self)
        self.note_edit.setTabChangesFocus(True)
        self.note_edit.setFixedHeight(theme().px(84))
        self.note_edit.setAccessibleName(_ASKED[action])
        self.proofs = FileList("附上文件…", self)
        self.stay_button, self.go_button = (
            QPushButton("取消", self),
            QPushButton(action.label, self),
        )
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self.stay_button.setAutoDefault(False)
        self._lay_out([head, about, words])
        self._typed()
        self.note_edit.textChanged.connect(self._typed)
        self.move_box.toggled.connect(self._typed)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self.note_edit.setFocus()

    @property
    def on(self) -> date:
        """The day of the step."""
        return chosen_day(self.date_edit)

    @property
    def note(self) -> str:
        """What was written."""
        return self.note_edit.toPlainText().strip()

    @property
    def person(self) -> str:
        """Who reported, checked or approved."""
        return self.person_edit.text().strip()

    @property
    def until(self) -> date | None:
        """The new day of 整改, where there is one."""
        moves = self.action is _ACT.EXTEND or (
            self.action in _MAY_MOVE and self.move_box.isChecked()
        )
        return chosen_day(self.until_edit) if moves else None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that prove the step."""
        return self.proofs.files if self.action in _PROVED else ()

    def _typed(self) -> None:
        self.go_button.setEnabled(bool(self.note) or self.action not in _REASON_NEEDED)
        self.until_edit.setEnabled(self.action is _ACT.EXTEND or self.move_box.isChecked())

    def _lay_out(self, above: list[PlainLabel]) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(PlainLabel("日期", self), self.date_edit)
        self.move_box.setVisible(self.action in _MAY_MOVE)
        self.until_edit.setVisible(self.action is _ACT.EXTEND or self.action in _MAY_MOVE)
        if self.action is _ACT.EXTEND:
            form.addRow(PlainLabel("延到", self), self.until_edit)
        elif self.action in _MAY_MOVE:
            form.addRow(self.move_box, self.until_edit)
        form.addRow(PlainLabel(_PERSON[self.action], self), self.person_edit)
        needed = "（必填）" if self.action in _REASON_NEEDED else ""
        form.addRow(PlainLabel(f"{_ASKED[self.action]}{needed}", self), self.note_edit)
        self.proofs.setVisible(self.action in _PROVED)
        if self.action in _PROVED:
            form.addRow(PlainLabel("材料", self), self.proofs)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        for label in above:
            column.addWidget(label)
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(480))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _consequence(finding: Any, action: FindingAction) -> str:
    unit, due = finding.unit, finding.due
    return {
        _ACT.REPORT: f"记下{unit}报来的整改情况，核实后再销号或退回重改。",
        _ACT.EXTEND: f"整改期限由 {due} 改到下面这一天。",
        _ACT.REJECT: f"{unit}要再次整改，期限 {due}，可以另定。",
        _ACT.CLOSE: "整改已经核实，这条问题销号；不属实时可以恢复整改。",
        _ACT.REOPEN: f"撤回销号，{unit}要再次整改；已结束的督查一并恢复。",
    }[action]
