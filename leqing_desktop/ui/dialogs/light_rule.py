"""修改亮灯规则: the bands at the left, what they would change (规则试算) at the right, before saving."""

from __future__ import annotations

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

from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip, restyle
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.rule_bands import RuleBands
from leqing_desktop.ui.widgets.rule_ruler import RuleRuler
from leqing_desktop.ui.widgets.rule_trial import RuleTrialPane

PAUSE, SLOW = 250, 300
"""Milliseconds: typing rests so long before a trial, and a trial may take so long unannounced."""
SIZE = QSize(1160, 640)
DEFAULT = LightRule()


class LightRuleDialog(QDialog):
    """``saved`` is True once the new version stands in the ledger.

    ``rule`` is in force for ``period``, on which the new one is tried; ``earliest`` the first day
    that no locked quarter forbids, None where every day is free.
    """

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        service: Any,
        period: Period,
        rule: LightRule,
        next_version: int,
        earliest: date | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改亮灯规则")
        self._operations, self._service, self._period = operations, service, period
        self._asked = 0
        self._refusal = ""
        self.saved = False
        self.version = Chip(f"第 {rule.version} 版 → 第 {next_version} 版草稿", "yellow", self)
        self.ruler = RuleRuler(rule.yellow_over, rule.red_over, self)
        self.bands = RuleBands(rule, self)
        first = period.first_day if earliest is None else max(period.first_day, earliest)
        self.since = date_edit(first, self)
        self._make_fields()
        self.trial = RuleTrialPane(period, self)
        self._make_buttons(next_version)
        self._pause, self._slow = _timer(self, PAUSE), _timer(self, SLOW)
        self._lay_out()
        self._connect()
        self._judge()
        self.ruler.setFocus()

    @property
    def effective_from(self) -> date:
        """The day from which the new version holds."""
        return chosen_day(self.since)

    def show_limits(self, yellow: float, red: float) -> None:
        """Put two limits into the bands and the ruler."""
        self.bands.show_limits(yellow, red)

    def _connect(self) -> None:
        self.ruler.moved.connect(self.show_limits)
        self.bands.changed.connect(self._judge)
        self.since.dateChanged.connect(self._judge)
        self.reason.textChanged.connect(self._show_save)
        self._pause.timeout.connect(self._try)
        self._slow.timeout.connect(self._say_slow)
        self.usual.clicked.connect(lambda: self.show_limits(DEFAULT.yellow_over, DEFAULT.red_over))
        self.stay.clicked.connect(self.reject)
        self.save.clicked.connect(self._store)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)

    # Judging what is typed, trying it out

    def _judge(self) -> None:
        rule = self.bands.rule
        self._refusal = ""
        self.fault.clear()
        self._tell_start("")
        if rule is None:
            # An answer that is still under way belongs to other limits.
            self._asked += 1
            self._pause.stop()
            self._slow.stop()
            self.trial.pause("界限改好后再试算。")
        else:
            self.ruler.show_limits(rule.yellow_over, rule.red_over)
            self._pause.start()
        self._show_save()

    def _show_save(self) -> None:
        reason = self.reason.toPlainText().strip()
        ready = self.bands.rule is not None and not self._refusal and bool(reason)
        self.save.setEnabled(ready)
        missing = (
            "先写修改理由" if self.bands.rule is not None and not reason else "先改好左边的内容"
        )
        self.save.setToolTip("" if ready else missing)

    def _try(self) -> None:
        rule = self.bands.rule
        if rule is None:
            return
        self._asked += 1
        self._slow.start()
        self._operations.read(
            self._service.trial,
            self._period,
            rule.yellow_over,
            rule.red_over,
            self.effective_from,
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
        first = Period.containing(self.effective_from).label
        self.since_words.setText(f"起（{first}起算），已锁定的季度不变")
        restyle(self.since_note, "k", "error" if self._refusal else "hint")
        self.since_note.setText(self._refusal or note)
        self.since_note.setVisible(bool(self.since_note.text()))

    def _store(self) -> None:
        rule = self.bands.rule
        if rule is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        self._operations.run(
            self._service.save_light_rule,
            rule.yellow_over,
            rule.red_over,
            self.effective_from,
            self.reason.toPlainText(),
            done=self._stored,
            failed=self._refused,
            toast="已保存亮灯规则",
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
        words = f"恢复默认 {DEFAULT.yellow_over:g} / {DEFAULT.red_over:g}"
        self.usual = QPushButton(icon("undo-2"), words, self)
        self.usual.setProperty("k", "ghost")
        self.fault = PlainLabel(parent=self)
        self.fault.setProperty("k", "error")
        self.fault.setWordWrap(True)
        self.stay = QPushButton("取消", self)
        self.save = QPushButton(icon("save", "on_accent"), f"保存为第 {next_version} 版", self)
        self.save.setProperty("k", "primary")
        for button in (self.usual, self.stay, self.save):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
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
        both.addLayout(self._left(), 1)
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

    def _left(self) -> QVBoxLayout:
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
        left.addWidget(_label("分档", "card", self))
        left.addWidget(self.ruler)
        left.addWidget(self.bands)
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
