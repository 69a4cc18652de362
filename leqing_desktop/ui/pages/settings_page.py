"""设置: this desk, who signs documents, and the rules of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.settings_days import OwnDaysCard, ReturnDaysCard
from leqing_desktop.ui.pages.settings_evidence import EvidenceLimitCard
from leqing_desktop.ui.pages.settings_form import SettingsForm
from leqing_desktop.ui.pages.settings_notices import NoticeSettingsCard
from leqing_desktop.ui.pages.settings_office import OfficeCard
from leqing_desktop.ui.pages.settings_rules import CheckRulesCard
from leqing_desktop.ui.pages.settings_versions import (
    EscalationRuleCard,
    LightRuleCard,
    RankingRuleCard,
)
from leqing_desktop.ui.pages.settings_wording import WordingCard
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.segmented import Segmented
from leqing_desktop.ui.widgets.status_bar import ZOOMS

THEMES = (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
DENSITIES = (("compact", "紧凑"), ("standard", "标准"), ("roomy", "宽松"))
WIDEST = 860


class SettingsPage(Page):
    """Every change holds at once; what belongs to the ledger is one step of its history."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, "设置", parent)
        self.subtitle.setText("改动立即生效")
        settings = context.settings
        self.clerk = QLineEdit(settings.clerk, self)
        self.clerk.setMaxLength(20)
        self.look = Segmented(THEMES, self)
        self.look.choose(settings.theme)
        self.density = Segmented(DENSITIES, self)
        self.density.choose(settings.density)
        self.zoom = QComboBox(self)
        self.zoom.addItems([f"{percent} %" for percent in ZOOMS])
        self.folder = QLineEdit(self)
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText("与台账放在一起")
        self.folder.setText(str(settings.backup_folder or ""))
        self.pick = QPushButton("选择…", self)
        self.beside = QPushButton("与台账放在一起", self)
        self.office = OfficeCard(context, self)
        self.notices = NoticeSettingsCard(context, self)
        self.wordings = WordingCard(context, self)
        self.light_rule = LightRuleCard(context, self)
        self.ranking_rule = RankingRuleCard(context, self)
        self.escalation_rule = EscalationRuleCard(context, self)
        self._rule_cards = (self.light_rule, self.ranking_rule, self.escalation_rule)
        self.checks = CheckRulesCard(context, self)
        self.return_days = ReturnDaysCard(context, self)
        self.evidence = EvidenceLimitCard(context, self)
        self.own_days = OwnDaysCard(context, self)
        self._lay_out()
        self._measure()
        self._connect_signals()

    def set_period(self, period: Period | None) -> None:
        """The period that a new rule is tried out on."""
        for card in self._rule_cards:
            card.set_period(period)

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Read the rules again when they were changed or taken back."""
        # A card that saved shows it already; read now, it could lose what is typed meanwhile.
        if initiator not in (self, self.checks) and self.isVisible():
            self._read_rules()

    def activate(self) -> None:
        """Read what the ledger says of its organisation."""
        self._read_rules()

    def _read_rules(self) -> None:
        self.office.read()
        self.notices.read()
        self.wordings.read()
        for card in self._rule_cards:
            card.read()
        self.checks.read()
        self.evidence.read()
        self.operations.read(self.context.services.work_days.read, done=self._show_days)

    def _show_days(self, found: Any) -> None:
        self.return_days.show_days(found)
        self.own_days.show_days(found)

    def open_at(self, argument: object) -> None:
        """``"office"``: to the name of the office, which another page misses."""
        if argument == "office":
            self._area.ensureWidgetVisible(self.office)
            self.office.lines["sender"].setFocus()

    def leave(self) -> bool:
        """Take over what is typed and not yet confirmed."""
        self._clerk_typed()
        self.office.take()
        self.return_days.take()
        self.evidence.take()
        return True

    def _connect_signals(self) -> None:
        self.beside.clicked.connect(self._use_ledgers_folder)
        self.clerk.editingFinished.connect(self._clerk_typed)
        self.density.chosen.connect(self._density_chosen)
        self.look.chosen.connect(self._look_chosen)
        self.pick.clicked.connect(self._pick_folder)
        self.zoom.activated.connect(self._zoom_chosen)
        theme().changed.connect(self._measure)

    def _lay_out(self) -> None:
        desk = Card("本机", "只影响这台电脑上的您")
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.pick)
        folder.addWidget(self.beside)
        form = SettingsForm()
        form.add("经办人", self.clerk, "记入每一步修改的历史")
        form.add("外观", self.look)
        form.add("行高", self.density, "表格每行的高度")
        form.add("显示大小", self.zoom, "Ctrl+= 放大，Ctrl+- 缩小")
        form.add("备份文件夹", folder, "每天第一次打开和关闭台账时自动备份")
        desk.body.addLayout(form)
        inner = QWidget(self)
        inner.setObjectName("ground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._cards = (
            desk,
            self.office,
            self.notices,
            self.wordings,
            *self._rule_cards,
            self.return_days,
            self.evidence,
            self.own_days,
            self.checks,
        )
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self.body.addWidget(self._area, 1)

    def _clerk_typed(self) -> None:
        name = self.clerk.text().strip()
        if name:
            self.context.settings.clerk = name
        else:
            self.clerk.setText(self.context.settings.clerk)
            self.banner.say("warn", "经办人不能空着，已恢复原来的姓名。")

    def _look_chosen(self, key: str) -> None:
        self.context.settings.theme = key
        self._apply()

    def _density_chosen(self, key: str) -> None:
        self.context.settings.density = key
        self._apply()

    def _zoom_chosen(self, index: int) -> None:
        self.context.settings.zoom = ZOOMS[index]
        self._apply()

    def _apply(self) -> None:
        settings = self.context.settings
        theme().apply(settings.theme, settings.density, settings.zoom)

    def _measure(self) -> None:
        for card in self._cards:
            card.setMaximumWidth(theme().px(WIDEST))
        now = theme().zoom
        self.zoom.setCurrentIndex(ZOOMS.index(now) if now in ZOOMS else -1)

    def _pick_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择备份文件夹", self.folder.text())
        if name:
            self._set_folder(Path(name))

    def _use_ledgers_folder(self) -> None:
        self._set_folder(None)

    def _set_folder(self, folder: Path | None) -> None:
        self.context.settings.backup_folder = folder
        self.folder.setText(str(folder or ""))
