"""修改 a rule: its editor at the left, what it would change (规则试算) at the right, before saving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip, restyle
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.trial_pane import TrialPane

PAUSE, SLOW = 250, 300
"""Milliseconds: typing rests so long before a trial, and a trial may take so long unannounced."""
SIZE = QSize(1160, 640)
Call = tuple[Callable[..., Any], tuple[Any, ...]]


class RuleDialog(QDialog):
    """``saved`` is True once the new version stands in the ledger.

    ``rule`` is in force for ``period``, on which the new one is tried; ``earliest`` the first day
    that no locked quarter forbids, None where every day is free; ``day`` the one proposed as the new
    version's first, None for the period's first. The dialog that inherits makes the
    editor and the pane, says what stands in the editor (``draft``), and calls ``_judge`` whenever
    that is another.
    """

    noun, section, paused = "", "", ""

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        service: Any,
        period: Period,
        rule: Any,
        next_version: int,
        earliest: date | None = None,
        day: date | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"修改{self.noun}")
        self._operations, self._service, self._period = operations, service, period
        self._asked = 0
        self._refusal = ""
        self.saved = False
        self.rule = rule
        self.version = Chip(f"第 {rule.version} 版 → 第 {next_version} 版草稿", "yellow", self)
        editor = self._make_editor()
        first = day or period.first_day
        first = first if earliest is None else max(first, earliest)
        self.since = date_edit(first, self)
        self._make_fields()
        self.trial = self._make_trial()
        self._make_buttons(next_version)
        self._pause, self._slow = _timer(self, PAUSE), _timer(self, SLOW)
        self._lay_out(editor)
        self._connect()
        self._judge()
        editor[0].setFocus()

    @property
    def effective_from(self) -> date:
        """The day from which the new version holds."""
        return chosen_day(self.since)

    @property
    def draft(self) -> Any:
        """The rule that stands in the editor, None while it is faulty."""
        raise NotImplementedError

    def show_usual(self) -> None:
        """Put the default into the editor."""
        raise NotImplementedError

    def _make_editor(self) -> list[QWidget]:
        """The editor's parts, from top to bottom; the first takes the focus."""
        raise NotImplementedError

    def _make_trial(self) -> TrialPane:
        raise NotImplementedError

    def _usual_words(self) -> str:
        """How the button that restores the default is called."""
        raise NotImplementedError

    def _trial_call(self, rule: Any) -> Call:
        """The service's verb that tries a draft, and what it is given."""
        return self._service.trial, (self._period, rule)

    def _save_call(self, rule: Any, reason: str) -> Call:
        """The service's verb that saves a draft, and what it is given."""
        return self._service.save, (rule, reason)

    def _connect(self) -> None:
        self.since.dateChanged.connect(self._judge)
        self.reason.textChanged.connect(self._show_save)
        self._pause.timeout.connect(self._try)
        self._slow.timeout.connect(self._say_slow)
        self.usual.clicked.connect(self.show_usual)
        self.stay.clicked.connect(self.reject)
        self.save.clicked.connect(self._store)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)

    # Judging what is typed, trying it out

    def _judge(self) -> None:
        self._refusal = ""
        self.fault.clear()
        self._tell_start("")
        if self.draft is None:
            # An answer that is still under way belongs to other limits.
            self._asked += 1
            self._pause.stop()
            self._slow.stop()
            self.trial.pause(self.paused)
        else:
            self._pause.start()
        self._show_save()

    def _show_save(self) -> None:
        reason = self.reason.toPlainText().strip()
        sound = self.draft is not None
        ready = sound and not self._refusal and bool(reason)
        self.save.setEnabled(ready)
        missing = "先写修改理由" if sound and not reason else "先改好左边的内容"
        self.save.setToolTip("" if ready else missing)

    def _try(self) -> None:
        rule = self.draft
        if rule is None:
            return
        self._asked += 1
        self._slow.start()
        verb, given = self._trial_call(rule)
        self._operations.read(
            verb,
            *given,
            done=partial(self._show_trial, self._asked),
            failed=partial(self._show_failure, self._asked),
        )

    def _say_slow(self) -> None:
        self.trial.sentence.say("info", "正在试算…")

    def _show_trial(self, asked: int, trial: Any) -> None:
        if asked != self._asked:
            return
        self._slow.stop()
        self._refusal = trial.refusal
        self._tell_start(trial.limit_note)
        self.trial.show_trial(trial)
        self._show_save()

    def _show_failure(self, asked: int, error: LeqingError) -> None:
        if asked == self._asked:
            self._slow.stop()
            self.trial.pause(str(error))

    def _tell_start(self, note: str) -> None:
        self.since_words.setText(self._since_words())
        restyle(self.since_note, "k", "error" if self._refusal else "hint")
        self.since_note.setText(self._refusal or note)
        self.since_note.setVisible(bool(self.since_note.text()))

    def _since_words(self) -> str:
        first = Period.containing(self.effective_from).label
        return f"起（{first}起算），已锁定的季度不变"

    def _store(self) -> None:
        rule = self.draft
        if rule is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        verb, given = self._save_call(rule, self.reason.toPlainText())
        self._operations.run(
            verb,
            *given,
            done=self._stored,
            failed=self._refused,
            toast=f"已保存{self.noun}",
        )

    def _stored(self, _changes: object) -> None:
        self.saved = True
        self.accept()

    def _refused(self, error: LeqingError) -> None:
        self.fault.setText(str(error))
        self._show_save()

    # Layout

    def _make_fields(self) -> None:
        self.since_words = PlainLabel(parent=self)
        self.since_words.setProperty("k", "label")
        self.since_note = PlainLabel(parent=self)
        self.since_note.setWordWrap(True)
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("修改理由")
        self.reason.setMinimumHeight(theme().px(48))
        self.reason.setMaximumHeight(theme().px(72))

    def _make_buttons(self, next_version: int) -> None:
        self.usual = QPushButton(icon("undo-2"), self._usual_words(), self)
        self.usual.setProperty("k", "ghost")
        self.fault = PlainLabel(parent=self)
        self.fault.setProperty("k", "error")
        self.fault.setWordWrap(True)
        self.stay = QPushButton("取消", self)
        self.save = QPushButton(icon("save", "on_accent"), f"保存为第 {next_version} 版", self)
        self.save.setProperty("k", "primary")
        for button in (self.usual, self.stay, self.save):
            button.setAutoDefault(False)

    def _lay_out(self, editor: list[QWidget]) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_label(self.windowTitle(), "title", self))
        head.addWidget(self.version)
        head.addStretch(1)
        line = QFrame(self)
        line.setProperty("k", "line")
        line.setFixedWidth(1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(self._left(editor), 1)
        both.addWidget(line)
        both.addWidget(self.trial, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.usual)
        buttons.addWidget(self.fault, 1)
        buttons.addWidget(_label("Esc 取消 · Ctrl+Enter 保存", "hint", self))
        buttons.addWidget(self.stay)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(both, 1)
        column.addLayout(buttons)
        room = self.screen().availableGeometry().size()
        self.resize(QSize(theme().px(SIZE.width()), theme().px(SIZE.height())).boundedTo(room))

    def _left(self, editor: list[QWidget]) -> QVBoxLayout:
        since = QHBoxLayout()
        since.addWidget(PlainLabel("自", self))
        since.addWidget(self.since)
        since.addWidget(self.since_words)
        since.addStretch(1)
        why = QHBoxLayout()
        why.addWidget(PlainLabel("修改理由", self))
        why.addWidget(_label("必填，写入历史", "hint", self))
        why.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(_label(self.section, "card", self))
        for part in editor:
            left.addWidget(part)
        left.addSpacing(4)
        left.addWidget(_label("生效", "card", self))
        left.addLayout(since)
        left.addWidget(self.since_note)
        left.addLayout(why)
        left.addWidget(self.reason, 1)
        left.addStretch(1)
        return left


def _timer(parent: QDialog, wait: int) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(wait)
    return made


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
