"""设置: this desk, who signs documents, and the rules of the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.settings_days import OwnDaysCard, ReturnDaysCard
from leqing_desktop.ui.pages.settings_evidence import EvidenceLimitCard
from leqing_desktop.ui.pages.settings_notices import NoticeSettingsCard
from leqing_desktop.ui.pages.settings_rules import CheckRulesCard, LightRuleCard
from leqing_desktop.ui.pages.settings_wording import WordingCard
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.segmented import Segmented
from leqing_desktop.ui.widgets.status_bar import ZOOMS

THEMES = (("system", "跟随系统"), ("light", "浅色"), ("dark", "深色"))
DENSITIES = (("compact", "紧凑"), ("standard", "标准"), ("roomy", "宽松"))
WIDEST = 860
FIELD_WIDTH = 400


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
        self._office: Any = None
        self.name = QLineEdit(self)
        self.series = QLineEdit(self)
        self.series.setPlaceholderText("例如 乐电专督")
        self.example = PlainLabel(parent=self)
        self.example.setProperty("k", "hint")
        self.notices = NoticeSettingsCard(context, self)
        self.wordings = WordingCard(context, self)
        self.light_rule = LightRuleCard(context, self)
        self.checks = CheckRulesCard(context, self)
        self.return_days = ReturnDaysCard(context, self)
        self.evidence = EvidenceLimitCard(context, self)
        self.own_days = OwnDaysCard(context, self)
        self._lay_out()
        self._measure()
        self._connect_signals()

    def set_period(self, period: Period | None) -> None:
        """The period that a new rule is tried out on."""
        self.light_rule.set_period(period)

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Read the rules again when they were changed or taken back."""
        # A card that saved shows it already; read now, it could lose what is typed meanwhile.
        if initiator not in (self, self.checks) and self.isVisible():
            self._read_rules()

    def activate(self) -> None:
        """Read what the ledger says of its organisation."""
        self.operations.read(self.context.services.office.read, done=self._show_sender)
        self._read_rules()

    def _read_rules(self) -> None:
        self.notices.read()
        self.wordings.read()
        self.light_rule.read()
        self.checks.read()
        self.evidence.read()
        self.operations.read(self.context.services.work_days.read, done=self._show_days)

    def _show_days(self, found: Any) -> None:
        self.return_days.show_days(found)
        self.own_days.show_days(found)

    def leave(self) -> bool:
        """Take over what is typed and not yet confirmed."""
        self._clerk_typed()
        self._sender_typed()
        self.return_days.take()
        self.evidence.take()
        return True

    def _connect_signals(self) -> None:
        self.beside.clicked.connect(self._use_ledgers_folder)
        self.clerk.editingFinished.connect(self._clerk_typed)
        self.density.chosen.connect(self._density_chosen)
        self.look.chosen.connect(self._look_chosen)
        self.name.editingFinished.connect(self._sender_typed)
        self.pick.clicked.connect(self._pick_folder)
        self.series.editingFinished.connect(self._sender_typed)
        self.series.textChanged.connect(self._show_example)
        self.zoom.activated.connect(self._zoom_chosen)
        theme().changed.connect(self._measure)

    def _lay_out(self) -> None:
        desk = Card("本机", "只影响这台电脑上的您")
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.pick)
        folder.addWidget(self.beside)
        desk.body.addLayout(
            _form(
                ("经办人", self.clerk, "记入每一步修改的历史"),
                ("外观", self.look, ""),
                ("行高", self.density, "表格每行的高度"),
                ("显示大小", self.zoom, "Ctrl+= 放大，Ctrl+- 缩小"),
                ("备份文件夹", folder, "每天第一次打开和关闭台账时自动备份"),
            )
        )
        office = Card("发文", "写进本台账，印在督办单上")
        office.body.addLayout(
            _form(
                ("发文机关", self.name, "红头和落款用的全称"),
                ("机关代字", self.series, ""),
                ("", self.example, ""),
            )
        )
        inner = QWidget(self)
        inner.setObjectName("ground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._cards = (
            desk,
            office,
            self.notices,
            self.wordings,
            self.light_rule,
            self.return_days,
            self.evidence,
            self.own_days,
            self.checks,
        )
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self.body.addWidget(area, 1)

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

    def _show_sender(self, office: Any) -> None:
        self._office = office
        self.name.setText(office.sender)
        self.series.setText(office.series)

    def _sender_typed(self) -> None:
        if self._office is None:
            return
        sender, series = self.name.text().strip(), self.series.text().strip()
        typed = replace(self._office, sender=sender, series=series)
        if typed == self._office:
            return
        self._office = typed
        self.operations.run(
            self.context.services.office.save,
            typed,
            done=self._sender_saved,
            failed=self._sender_refused,
            initiator=self,
        )

    def _sender_saved(self, _changes: object) -> None:
        self.banner.clear()

    def _sender_refused(self, error: LeqingError) -> None:
        self.banner.say("error", str(error))
        self.operations.read(self.context.services.office.read, done=self._show_sender)

    def _show_example(self) -> None:
        series = self.series.text().strip()
        self.example.setText(f"文号写成：{series}〔2026〕1号" if series else "")


def _form(*rows: tuple[str, QWidget | QHBoxLayout, str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    grid.setColumnMinimumWidth(0, theme().px(84))
    grid.setColumnMinimumWidth(1, theme().px(FIELD_WIDTH))
    grid.setColumnStretch(2, 1)
    for number, (words, field, hint) in enumerate(rows):
        label = PlainLabel(words)
        label.setProperty("k", "label")
        grid.addWidget(label, number, 0)
        if isinstance(field, QHBoxLayout):
            grid.addLayout(field, number, 1)
        else:
            if isinstance(field, QLineEdit):
                label.setBuddy(field)
            grid.addWidget(field, number, 1)
        note = PlainLabel(hint)
        note.setProperty("k", "hint")
        grid.addWidget(note, number, 2)
    return grid
