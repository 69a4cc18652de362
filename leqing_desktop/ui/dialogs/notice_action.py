"""登记反馈, 批准延期, 销号, 退回重办, 恢复办理, 作废: the day, the words, and what follows from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.notice import NoticeAction, NoticeDeadlines
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

_ASKED = {
    NoticeAction.REPLY: "反馈内容",
    NoticeAction.CLOSE: "办理结果",
    NoticeAction.EXTEND: "延期理由",
    NoticeAction.REJECT: "退回理由",
    NoticeAction.REOPEN: "恢复理由",
    NoticeAction.VOID: "作废理由",
}
_REASON_NEEDED = frozenset(_ASKED) - {NoticeAction.REPLY, NoticeAction.CLOSE}


class NoticeActionDialog(QDialog):
    """One step of a notice's life; ``on`` and ``note`` are the answer."""

    def __init__(
        self, parent: QWidget | None, notice: Any, action: NoticeAction, today: date
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
        self.note_edit.setFocus()

    @property
    def on(self) -> date:
        """The day of the step."""
        return chosen_day(self.date_edit)

    @property
    def note(self) -> str:
        """What was written."""
        return self.note_edit.toPlainText().strip()

    def _typed(self) -> None:
        needed = self.action in _REASON_NEEDED
        self.go_button.setEnabled(bool(self.note) or not needed)

    def _lay_out(self, head: QLabel, text: QLabel) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("日期", self.date_edit)
        needed = "（必填）" if self.action in _REASON_NEEDED else ""
        form.addRow(f"{_ASKED[self.action]}{needed}", self.note_edit)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(text)
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))


def date_edit(day: date, parent: QWidget) -> QDateEdit:
    """A date field with calendar, as 2024-10-16."""
    edit = QDateEdit(QDate(day.year, day.month, day.day), parent)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    return edit


def chosen_day(edit: QDateEdit) -> date:
    """The day a date field shows."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _consequence(notice: Any, action: NoticeAction) -> str:
    unit, due = notice.unit, notice.deadline.isoformat()
    more = NoticeDeadlines().of(notice.colour)
    return {
        NoticeAction.REPLY: f"记下{unit}的反馈，状态变为“已反馈，待销号”；看过材料后再销号或退回重办。",
        NoticeAction.CLOSE: f"{unit}办结“{notice.title}”，这份督办单不再催办；需要时可以恢复办理。",
        NoticeAction.EXTEND: f"从原期限 {due}（已过的从批准日）起，再给 {more} 个工作日。",
        NoticeAction.REJECT: f"{unit}要再次反馈，答复期限仍是 {due}。",
        NoticeAction.REOPEN: f"撤回销号，{unit}要再次反馈，答复期限仍是 {due}。",
        NoticeAction.VOID: f"文号 {notice.number} 仍留在督办台账里，不再使用；作废不能撤销。",
    }[action]
