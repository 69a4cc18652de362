"""督办一件: which task, how strong, and why where the rule would not ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.services.hand_notices import REASON_LIMIT, HandCandidate
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.segmented import Segmented

MOST = 300
"""Tasks listed at once; whoever has more types a word."""
_ROW = Qt.ItemDataRole.UserRole
_TO_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class HandNoticeDialog(QDialog):
    """``task``, ``colour`` and ``reason`` are the answer."""

    def __init__(
        self,
        parent: QWidget | None,
        candidates: Sequence[HandCandidate],
        chosen: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("督办一件")
        self.head = _label("督办一件", "title", self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("输入几个字找任务：名称、序号、单位、会议、领导")
        self.search.setAccessibleName("找任务")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName("任务")
        self.list.setUniformItemSizes(True)
        self.stand = PlainLabel(parent=self)
        self.stand.setWordWrap(True)
        self.stand.setMinimumHeight(theme().px(52))
        self.stand.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.colours = Segmented(
            [(c.value, f"{c.label}单 {c.meaning}") for c in NoticeColour], self
        )
        self.reason_edit = QPlainTextEdit(self)
        self.reason_edit.setTabChangesFocus(True)
        self.reason_edit.setFixedHeight(theme().px(56))
        self.reason_edit.setPlaceholderText("如：市领导要求月底前通车，至今未开工")
        self.reason_label = _label("督办理由", "label", self)
        self.reason_label.setBuddy(self.reason_edit)
        self.hint = _label("理由印在督办单里“经核查，截至季度末，”的后面。", "hint", self)
        self.stay_button = QPushButton("取消", self)
        self.go_button = QPushButton("列入督办建议", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self._all = tuple((each, _words(each)) for each in candidates)
        self._fill("", chosen)
        self._lay_out()
        self.search.textChanged.connect(self._narrow)
        self.list.currentRowChanged.connect(self._picked)
        self.colours.chosen.connect(self._check)
        self.reason_edit.textChanged.connect(self._check)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._picked()
        (self.search if chosen is None else self.reason_edit).setFocus()

    @property
    def task(self) -> HandCandidate | None:
        """The task chosen; None where the search leaves none."""
        item = self.list.currentItem()
        chosen: Any = item.data(_ROW) if item is not None else None
        return chosen if isinstance(chosen, HandCandidate) else None

    @property
    def colour(self) -> NoticeColour:
        """The colour chosen."""
        return NoticeColour(self.colours.key)

    @property
    def reason(self) -> str:
        """What was written."""
        return self.reason_edit.toPlainText().strip()

    def choose(self, colour: NoticeColour) -> None:
        """Choose a colour."""
        self.colours.choose(colour.value)
        self._check()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The arrows move in the list while one types in the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and _moves(event):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str, chosen: int | None) -> None:
        """List what the search keeps, the chosen task among it; a long list is cut."""
        typed = text.casefold().split()
        self.list.clear()
        for each, words in self._all:
            kept = chosen == each.task_id or self.list.count() < MOST
            if not kept or not all(word in words.casefold() for word in typed):
                continue
            item = QListWidgetItem(words, self.list)
            item.setToolTip(plain_tip(words))
            item.setData(_ROW, each)
            if each.task_id == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        if self.list.currentItem() is not None:
            self.list.scrollToItem(self.list.currentItem())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.colours)
        row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        for widget in (self.head, self.search):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.stand)
        column.addLayout(row)
        column.addWidget(self.reason_label)
        column.addWidget(self.reason_edit)
        column.addLayout(buttons)
        self.resize(theme().px(640), theme().px(560))

    def _narrow(self, text: str) -> None:
        now = self.task
        self.list.blockSignals(True)
        self._fill(text, now.task_id if now else None)
        self.list.blockSignals(False)
        if self.task != now:
            self._picked()

    def _picked(self, _row: int = -1) -> None:
        task = self.task
        if task is None:
            self.stand.setText("没有找到这样的任务；已完成、挂起、取消的和没有责任单位的不在此列。")
        else:
            asked = f"规则建议{task.asked.label}单" if task.asked else "规则没有建议督办"
            running = f"；已有办理中的{task.running_words}" if task.running else ""
            self.stand.setText(f"{task.light.label}灯：{task.why}\n{asked}{running}。")
            least = task.running.strength + 1 if task.running else 1
            usual = max(least, task.asked.strength if task.asked else 1)
            self.colours.choose(list(NoticeColour)[min(usual, 3) - 1].value)
        self._check()

    def _check(self, _key: str = "") -> None:
        task = self.task
        asked = task.asked.strength if task is not None and task.asked else 0
        needed = self.colour.strength > asked
        self.reason_label.setText("督办理由（必填）" if needed else "督办理由（可以不填）")
        blocked = (
            task is None
            or (task.running is not None and task.running.strength >= self.colour.strength)
            or (needed and not self.reason)
            or len(self.reason) > REASON_LIMIT
        )
        self.go_button.setEnabled(not blocked)


def _words(task: HandCandidate) -> str:
    source = f" · {task.origin.note}" if task.origin else ""
    return f"{task.number}  {task.title}　{task.unit}{source}"


def _moves(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in _TO_THE_LIST


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
