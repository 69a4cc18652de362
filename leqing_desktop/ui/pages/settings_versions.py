"""设置 › 规则: a card for each rule that is kept in versions, with their history and the way to a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QTableView, QWidget

from leqing_desktop.domain.escalation import usual_day
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.rule_version import rule_in_force
from leqing_desktop.ui.dialogs.escalation_rule import EscalationRuleDialog
from leqing_desktop.ui.dialogs.light_rule import LightRuleDialog
from leqing_desktop.ui.dialogs.ranking_rule import RankingRuleDialog
from leqing_desktop.ui.dialogs.rule_dialog import RuleDialog
from leqing_desktop.ui.models.rule_history_table import (
    EscalationHistoryTable,
    RankingHistoryTable,
    RuleHistoryTable,
    VersionTable,
)
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.padded_delegate import PaddedDelegate

VERSIONS_SHOWN = 5
"""Older versions are scrolled to."""


class RuleCard(Card):
    """The version in force, its history with reasons, and the way to a new one.

    The card that inherits says which service keeps the rule, and what it says in words.
    """

    noun, about = "", ""
    table_type: type[VersionTable] = VersionTable
    dialog_type: type[RuleDialog] = RuleDialog

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(self.noun, self.about, parent)
        self._context = context
        self._period: Period | None = None
        self._history: tuple[Any, ...] = ()
        self._earliest: date | None = None
        self._today: date | None = None
        self.change = QPushButton("修改…", self)
        self.change.setAccessibleName(f"修改{self.noun}")
        self.now = PlainLabel(parent=self)
        self.now.setWordWrap(True)
        self.table = self.table_type(self)
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
        today = self._context.services.supervision.today
        self._context.operations.read(partial(_versions, self._service(), today), done=self._show)

    def _service(self) -> Any:
        """What keeps the rule: ``versions``, ``earliest_day`` and what the dialog asks for."""
        raise NotImplementedError

    def _words(self, rule: Any) -> str:
        """What a version says, without full stop."""
        raise NotImplementedError

    def _in_view(self, period: Period) -> tuple[date, str]:
        """The day whose rule is told, and how that day is called."""
        return period.last_day, period.label

    def _first_day(self, period: Period) -> date:
        """From when a new version is proposed to hold."""
        return period.first_day

    def _show(self, answer: tuple[tuple[Any, ...], date | None, date]) -> None:
        self._history, self._earliest, self._today = answer
        self._show_all()

    def _in_force(self) -> Any:
        """The rule for the period in view; without one the newest."""
        if not self._history:
            return None
        if self._period is None:
            return self._history[-1].rule
        day, _ = self._in_view(self._period)
        return rule_in_force([each.rule for each in self._history], day)

    def _show_all(self) -> None:
        rule = self._in_force()
        if rule is not None:
            where = f"{self._in_view(self._period)[1]}按" if self._period is not None else ""
            self.now.setText(f"{where}第 {rule.version} 版：{self._words(rule)}")
        self.table.set_versions(self._history, rule.version if rule is not None else 0)
        self._measure_rows()
        writable = not self._context.why_read_only
        self.change.setEnabled(self._period is not None and bool(self._history) and writable)
        self.change.setToolTip("" if self._period is not None else "先新增报送期，才能试算")

    def _open(self) -> None:
        rule = self._in_force()
        if self._period is None or rule is None:
            return
        dialog = self.dialog_type(
            self.window(),
            self._context.operations,
            self._service(),
            self._period,
            rule,
            self._history[-1].rule.version + 1,
            self._earliest,
            self._first_day(self._period),
        )
        dialog.exec()
        dialog.deleteLater()

    def _table_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setItemDelegate(PaddedDelegate(view))
        view.setAccessibleName(f"{self.noun}的历次版本")
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
        for at, column in enumerate(self.table.heads[:-1]):
            view.horizontalHeader().resizeSection(at, look.px(column.width))
        shown = min(max(1, self.table.row_total()), VERSIONS_SHOWN)
        view.setFixedHeight(look.px(32) + shown * look.row_height)


class LightRuleCard(RuleCard):
    """亮灯规则."""

    noun, about = "亮灯规则", "按落后序时进度的百分点亮灯"
    table_type, dialog_type = RuleHistoryTable, LightRuleDialog

    def _service(self) -> Any:
        return self._context.services.rules

    def _words(self, rule: Any) -> str:
        return (
            f"落后不超过 {rule.yellow_over:g} 点绿灯，"
            f"超过 {rule.yellow_over:g} 点黄灯，超过 {rule.red_over:g} 点或已过期限红灯"
        )


class RankingRuleCard(RuleCard):
    """排名公式."""

    noun, about = "排名公式", "按报送、亮灯、督办三项给责任单位排名次"
    table_type, dialog_type = RankingHistoryTable, RankingRuleDialog

    def _service(self) -> Any:
        return self._context.services.ranking_rules

    def _words(self, rule: Any) -> str:
        return (
            f"报送 {rule.submissions} 分、亮灯 {rule.lights} 分、督办 {rule.notices} 分，"
            f"一盏黄灯按 {rule.yellow_worth} % 折算"
        )


class EscalationRuleCard(RuleCard):
    """督办规则: 升级与答复期限."""

    noun, about = "督办规则", "何时提出哪种督办单，多久答复；已签发的不变"
    table_type, dialog_type = EscalationHistoryTable, EscalationRuleDialog

    def _service(self) -> Any:
        return self._context.services.notice_rules

    def _words(self, rule: Any) -> str:
        return str(rule.summary)

    def _in_view(self, period: Period) -> tuple[date, str]:
        """Notices go by the rule of the day on which they are proposed, not of their quarter."""
        day = self._first_day(period)
        return day, f"{day.isoformat()} "

    def _first_day(self, period: Period) -> date:
        asked = usual_day(period, self._today) if self._today is not None else None
        return asked or period.last_day


def _versions(service: Any, today: Callable[[], date]) -> tuple[tuple[Any, ...], date | None, date]:
    return service.versions(), service.earliest_day(), today()
