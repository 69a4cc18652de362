"""One step of a notice's life: the day, the words, who answered for it, what proves it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.file_list import FileList

_ACT = NoticeAction
_ASKED = {
    _ACT.SEAL: "备注",
    _ACT.DELIVER: "备注",
    _ACT.REPLY: "反馈内容",
    _ACT.ASK: "申请理由",
    _ACT.EXTEND: "批准意见",
    _ACT.DENY: "不同意的理由",
    _ACT.CLOSE: "办理结果",
    _ACT.REJECT: "退回理由",
    _ACT.REOPEN: "恢复理由",
    _ACT.VOID: "作废理由",
}
_REASON_NEEDED = frozenset({_ACT.ASK, _ACT.DENY, _ACT.REJECT, _ACT.REOPEN, _ACT.VOID})
_PERSON = {
    _ACT.DELIVER: "签收人",
    _ACT.REPLY: "反馈人",
    _ACT.EXTEND: "批准人",
    _ACT.DENY: "批准人",
    _ACT.CLOSE: "审批人",
}
_PROVED = frozenset({_ACT.DELIVER, _ACT.REPLY, _ACT.ASK, _ACT.CLOSE})
"""Steps that a file may prove: the 回执, the answer, the request, what was done."""
EXTENDING = frozenset({_ACT.ASK, _ACT.EXTEND})
"""Steps about a later day to answer."""


class NoticeActionDialog(QDialog):
    """``on``, ``note``, ``person``, ``until`` and ``files`` are the answer.

    ``usual`` is the day to propose for an extension where none was asked for yet.
    ``form_wanted``: the words of a reply are to be read from the unit's 整改反馈表.
    """

    form_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        notice: Any,
        action: NoticeAction,
        today: date,
        usual: date | None = None,
    ) -> None:
        super().__init__(parent)
        self.action = action
        self.notice_id: int = notice.id
        self.number: str = notice.number
        self.setWindowTitle(f"{action.label} {notice.number}")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        text = PlainLabel(_consequence(notice, action), self)
        text.setWordWrap(True)
        self.date_edit = date_edit(today, self)
        first = notice.state_on
        self.date_edit.setMinimumDate(QDate(first.year, first.month, first.day))
        self.until_edit = self._later_day(notice, usual)
        self.person_edit = QLineEdit(self)
        self.person_edit.setMaxLength(60)
        self.person_edit.setAccessibleName(_PERSON.get(action, "经办人"))
        self.proofs = FileList("附上文件…", self)
        self._make_form_parts()
        self.note_edit = QPlainTextEdit(self)
        self.note_edit.setTabChangesFocus(True)
        self.note_edit.setFixedHeight(theme().px(84))
        self.note_edit.setAccessibleName(_ASKED[action])
        self.stay_button = QPushButton("取消", self)
        self.go_button = QPushButton(action.label, self)
        danger = action is NoticeAction.VOID
        self.go_button.setProperty("k", "danger" if danger else "primary")
        self.go_button.setAutoDefault(not danger)
        (self.stay_button if danger else self.go_button).setDefault(True)
        self._lay_out(head, text)
        self._typed()
        self.note_edit.textChanged.connect(self._typed)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        asks_who = action is _ACT.DELIVER
        (self.person_edit if asks_who else self.note_edit).setFocus()

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
        """Who signed for it, answered or approved; empty where the step names nobody."""
        return self.person_edit.text().strip() if self.action in _PERSON else ""

    @property
    def until(self) -> date | None:
        """The day asked for or granted."""
        return chosen_day(self.until_edit) if self.action in EXTENDING else None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that prove the step."""
        return self.proofs.files if self.action in _PROVED else ()

    def fill(self, note: str, person: str, day: date | None, form: Path) -> None:
        """Take over what a reply form says; the clerk may still change it."""
        self.note_edit.setPlainText(note)
        self.person_edit.setText(person)
        if day is not None:
            self.date_edit.setDate(QDate(day.year, day.month, day.day))
        self.proofs.add([form])

    def tell_form(self, words: str) -> None:
        """Say what became of a form that was read."""
        self.form_told.setText(words)
        self.form_told.show()

    def _make_form_parts(self) -> None:
        self.form_button = QPushButton(icon("file-spreadsheet"), "从反馈表读取…", self)
        self.form_button.setAutoDefault(False)
        self.form_button.setToolTip("读单位填好的整改反馈表，填上内容、反馈人和日期，并附上这份表")
        self.form_button.clicked.connect(self._want_form)
        self.form_told = PlainLabel(parent=self)
        self.form_told.setProperty("k", "hint")
        self.form_told.setWordWrap(True)

    def _want_form(self) -> None:
        self.form_wanted.emit()

    def _later_day(self, notice: Any, usual: date | None) -> QDateEdit:
        later = notice.deadline + timedelta(days=1)
        edit = date_edit(max(later, notice.asked_until or usual or later), self)
        edit.setMinimumDate(QDate(later.year, later.month, later.day))
        edit.setAccessibleName("延到")
        return edit

    def _typed(self) -> None:
        needed = self.action in _REASON_NEEDED
        self.go_button.setEnabled(bool(self.note) or not needed)

    def _lay_out(self, head: QLabel, text: QLabel) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("日期", self.date_edit)
        for wanted, words, field in (
            (self.action in EXTENDING, "延到", self.until_edit),
            (self.action in _PERSON, _PERSON.get(self.action, ""), self.person_edit),
        ):
            field.setVisible(wanted)
            if wanted:
                form.addRow(words, field)
        needed = "（必填）" if self.action in _REASON_NEEDED else ""
        form.addRow(f"{_ASKED[self.action]}{needed}", self.note_edit)
        self.proofs.setVisible(self.action in _PROVED)
        if self.action in _PROVED:
            form.addRow("材料", self.proofs)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(text)
        replies = self.action is _ACT.REPLY
        self.form_button.setVisible(replies)
        self.form_told.hide()
        if replies:
            column.addWidget(self.form_button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self.form_told)
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))


def _consequence(notice: Any, action: NoticeAction) -> str:
    unit, due = notice.unit, notice.deadline.isoformat()
    asked = f"（申请延到 {notice.asked_until.isoformat()}）" if notice.asked_until else ""
    return {
        _ACT.SEAL: "记下这份督办单盖章的日子。",
        _ACT.DELIVER: f"记下{unit}哪天由谁签收；有回执的，扫描件可以附上。",
        _ACT.REPLY: (
            f"记下{unit}的反馈，状态变为“已反馈，待销号”；看过材料后再销号或退回重办。"
            "反馈里的进度不改季度报送。"
        ),
        _ACT.ASK: f"记下{unit}申请延期；答复期限 {due} 在批准之前不变。",
        _ACT.EXTEND: f"答复期限由 {due} 改到下面这一天{asked}。",
        _ACT.DENY: f"答复期限仍是 {due}{asked}。",
        _ACT.CLOSE: f"{unit}办结“{notice.title}”，这份督办单不再催办；需要时可以恢复办理。",
        _ACT.REJECT: f"{unit}要再次反馈，答复期限仍是 {due}。",
        _ACT.REOPEN: f"撤回销号，{unit}要再次反馈，答复期限仍是 {due}。",
        _ACT.VOID: f"文号 {notice.number} 仍留在督办台账里，不再使用；作废不能撤销。",
    }[action]
