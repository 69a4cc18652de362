"""设置 › 规则: 亮灯规则 with its history, 报送体检 with switches and limits."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_check import CheckRule
from leqing_desktop.domain.rule_version import rule_in_force
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.dialogs.light_rule import LightRuleDialog
from leqing_desktop.ui.models.rule_history_table import VERSION_COLUMNS, RuleHistoryTable
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.padded_delegate import PaddedDelegate

VERSIONS_SHOWN = 5
"""Older versions are scrolled to."""


class LightRuleCard(Card):
    """The version in force, its history with reasons, and the way to a new one."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("亮灯规则", "按落后序时进度的百分点亮灯", parent)
        self._context = context
        self._period: Period | None = None
        self._history: tuple[Any, ...] = ()
        self._earliest: date | None = None
        self.change = QPushButton("修改…", self)
        self.now = PlainLabel(parent=self)
        self.now.setWordWrap(True)
        self.table = RuleHistoryTable(self)
        self.versions = self._table_view()
        top = QHBoxLayout()
        top.addWidget(self.now, 1)
        top.addWidget(self.change)
        self.body.addLayout(top)
        self.body.addWidget(self.versions)
        self.change.clicked.connect(self._open)
        self.change.setEnabled(False)
        theme().changed.connect(self._measure_rows)

    def set_period(self, period: Period | None) -> None:
        """The period that a new version is tried out on."""
        self._period = period
        self._show_all()

    def read(self) -> None:
        """Ask the ledger for its versions."""
        self._context.operations.read(
            partial(_versions, self._context.services.rules), done=self._show
        )

    def _show(self, answer: tuple[tuple[Any, ...], date | None]) -> None:
        self._history, self._earliest = answer
        self._show_all()

    def _in_force(self) -> LightRule | None:
        """The rule for the period in view; without one the newest."""
        if not self._history:
            return None
        if self._period is None:
            newest: LightRule = self._history[-1].rule
            return newest
        return rule_in_force([each.rule for each in self._history], self._period.last_day)

    def _show_all(self) -> None:
        rule = self._in_force()
        if rule is not None:
            where = f"{self._period.label}按" if self._period is not None else ""
            self.now.setText(
                f"{where}第 {rule.version} 版：落后不超过 {rule.yellow_over:g} 点绿灯，"
                f"超过 {rule.yellow_over:g} 点黄灯，超过 {rule.red_over:g} 点或已过期限红灯"
            )
        self.table.set_versions(self._history, rule.version if rule is not None else 0)
        self._measure_rows()
        writable = not self._context.why_read_only
        self.change.setEnabled(self._period is not None and bool(self._history) and writable)
        self.change.setToolTip("" if self._period is not None else "先新增报送期，才能试算")

    def _open(self) -> None:
        rule = self._in_force()
        if self._period is None or rule is None:
            return
        dialog = LightRuleDialog(
            self.window(),
            self._context.operations,
            self._context.services.rules,
            self._period,
            rule,
            self._history[-1].rule.version + 1,
            self._earliest,
        )
        dialog.exec()
        dialog.deleteLater()

    def _table_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setItemDelegate(PaddedDelegate(view))
        view.setAccessibleName("亮灯规则的历次版本")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setStretchLastSection(True)
        return view

    def _measure_rows(self) -> None:
        look, view = theme(), self.versions
        view.verticalHeader().setDefaultSectionSize(look.row_height)
        for at, column in enumerate(VERSION_COLUMNS[:-1]):
            view.horizontalHeader().resizeSection(at, look.px(column.width))
        shown = min(max(1, self.table.row_total()), VERSIONS_SHOWN)
        view.setFixedHeight(look.px(32) + shown * look.row_height)


def _versions(rules: Any) -> tuple[tuple[Any, ...], date | None]:
    return rules.light_rules(), rules.earliest_day()


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
