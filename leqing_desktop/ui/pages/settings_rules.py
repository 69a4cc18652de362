"""设置 › 规则: 亮灯规则 with its history, 报送体检 with switches and limits, days for the due date."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_check import CheckRule
from leqing_desktop.ui.dialogs.light_rule import LightRuleDialog
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card


class LightRuleCard(Card):
    """The version in force, its history with reasons, and the way to a new one."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("亮灯规则", "按落后序时进度的百分点亮灯", parent)
        self._context = context
        self._period: Period | None = None
        self._history: tuple[Any, ...] = ()
        self.change = QPushButton("修改…", self)
        self.now = PlainLabel(parent=self)
        self.versions = PlainLabel(parent=self)
        self.versions.setProperty("k", "hint")
        self.versions.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(self.now, 1)
        top.addWidget(self.change)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.versions)
        self.body.addLayout(column)
        self.change.clicked.connect(self._open)
        self.change.setEnabled(False)

    def set_period(self, period: Period | None) -> None:
        """The period that a new version is tried out on."""
        self._period = period
        self._show_ready()

    def read(self) -> None:
        """Ask the ledger for its versions."""
        rules = self._context.services.rules
        self._context.operations.read(rules.light_rules, done=self._show)

    def _show(self, history: tuple[Any, ...]) -> None:
        self._history = history
        rule = history[-1].rule
        self.now.setText(
            f"第 {rule.version} 版（{rule.effective_from.isoformat()} 起）：落后不超过 "
            f"{rule.yellow_over:g} 点绿灯，超过 {rule.yellow_over:g} 点黄灯，"
            f"超过 {rule.red_over:g} 点或已过期限红灯"
        )
        older = [
            f"第 {each.rule.version} 版　{each.rule.effective_from.isoformat()} 起　"
            f"{each.rule.yellow_over:g} / {each.rule.red_over:g}　{each.reason}"
            for each in reversed(history)
        ]
        self.versions.setText("\n".join(older) if len(older) > 1 else "")
        self.versions.setVisible(len(older) > 1)
        self._show_ready()

    def _show_ready(self) -> None:
        writable = not self._context.why_read_only
        self.change.setEnabled(self._period is not None and bool(self._history) and writable)
        self.change.setToolTip("" if self._period is not None else "先新增报送期，才能试算")

    def _open(self) -> None:
        if self._period is None or not self._history:
            return
        rule = self._history[-1].rule
        dialog = LightRuleDialog(
            self.window(),
            self._context.operations,
            self._context.services.rules,
            self._period,
            rule,
            rule.version + 1,
        )
        dialog.exec()
        self.read()


class CheckRulesCard(Card):
    """报送体检: every rule with its switch and, where it has one, its limit."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("报送体检", "收表时逐行核对；关掉的规则不再提出疑问", parent)
        self._context = context
        self._settings: Any = None
        self.switches: dict[CheckRule, QCheckBox] = {}
        self.limits: dict[CheckRule, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, rule in enumerate(CheckRule):
            switch = QCheckBox(rule.label, self)
            words = PlainLabel(rule.description, self)
            words.setProperty("k", "hint")
            words.setWordWrap(True)
            grid.addWidget(switch, at, 0)
            grid.addWidget(words, at, 1)
            self.switches[rule] = switch
            switch.setEnabled(rule.can_switch)
            switch.toggled.connect(partial(self._switched, rule))
            if rule.default_limit is not None:
                edit = QLineEdit(self)
                edit.setFixedWidth(theme().px(64))
                edit.setAccessibleName(f"{rule.label}的界限")
                grid.addWidget(edit, at, 2)
                grid.addWidget(PlainLabel(rule.limit_unit, self), at, 3)
                self.limits[rule] = edit
                edit.editingFinished.connect(partial(self._typed, rule))
        self.body.addLayout(grid)

    def read(self) -> None:
        """Ask the ledger for its settings."""
        rules = self._context.services.rules
        self._context.operations.read(rules.check_settings, done=self._show)

    def _show(self, settings: Any) -> None:
        self._settings = None
        for rule, switch in self.switches.items():
            switch.setChecked(settings.on(rule))
        for rule, edit in self.limits.items():
            edit.setText(f"{settings.limit(rule):g}")
        self._settings = settings

    def _switched(self, rule: CheckRule, on: bool) -> None:
        if self._settings is not None:
            self._save(self._settings.switched(rule, on))

    def _typed(self, rule: CheckRule) -> None:
        if self._settings is None:
            return
        before: float = self._settings.limit(rule)
        text = self.limits[rule].text().strip().removesuffix("%")
        try:
            limit = float(text)
        except ValueError:
            self._refuse(rule, before, f"“{text[:12]}”不是数，{rule.label}的界限保持 {before:g}。")
            return
        try:
            changed = self._settings.tuned(rule, limit)
        except ValueError as error:
            self._refuse(rule, before, str(error))
            return
        if limit != before:
            self._save(changed)

    def _refuse(self, rule: CheckRule, before: float, sentence: str) -> None:
        self.limits[rule].setText(f"{before:g}")
        self._context.operations.refused.emit(sentence)

    def _save(self, settings: Any) -> None:
        self._settings = settings
        self._context.operations.run(
            self._context.services.rules.save_check_settings, settings, initiator=self
        )
