"""设置 › 报送体检: every rule with its switch and its limit."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from leqing_desktop.domain.return_check import CheckRule
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card


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
            switch.setEnabled(rule.can_switch and not context.why_read_only)
            switch.toggled.connect(partial(self._switched, rule))
            if rule.default_limit is not None:
                edit = QLineEdit(self)
                edit.setFixedWidth(theme().px(64))
                edit.setAccessibleName(f"{rule.label}的界限")
                edit.setReadOnly(bool(context.why_read_only))
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
            self._context.services.rules.save_check_settings,
            settings,
            failed=self._not_saved,
            initiator=self,
        )

    def _not_saved(self, error: LeqingError) -> None:
        self._context.operations.refused.emit(str(error))
        self.read()
