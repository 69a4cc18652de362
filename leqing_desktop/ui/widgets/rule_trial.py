"""规则试算 beside the rule editor: lights now and then, whose light changes, what follows from it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.light import LightSummary
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.rule_trial_table import COLUMNS, LIGHT_ROLE, RuleTrialTable
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.light_bars import LightBars
from leqing_desktop.ui.widgets.light_paint import paint_light
from leqing_desktop.ui.widgets.padded_delegate import PaddedDelegate
from leqing_desktop.ui.widgets.tone_line import ToneLine

PLACES_SHOWN = 4
_STRETCHED = 1

Line = tuple[str, str, str]
"""Icon, its colour token, words."""


class TrialDelegate(PaddedDelegate):
    """Lights as everywhere else; the other cells are plain words."""

    def tip(self, index: Index, area: QRect) -> str:  # noqa: ARG002
        """The whole title or unit."""
        return str(index.data(Qt.ItemDataRole.ToolTipRole) or "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a light where the cell has one."""
        told = index.data(LIGHT_ROLE)
        if told is None:
            super().paint(painter, option, index)
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().colour("selected"))
        paint_light(painter, area.adjusted(theme().px(8), 0, 0, 0), Light(told), theme())


class RuleTrialPane(QWidget):
    """``show_trial`` what a service found, ``pause`` with the sentence why nothing is tried now."""

    def __init__(self, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RuleTrialTable(self)
        self.bars = LightBars(self)
        self.changed_chip = Chip("", "yellow", self)
        self.changed_chip.hide()
        self.sentence = ToneLine(self)
        self.sentence.say("info", "正在试算…")
        self.view = self._table_view()
        self._lines: list[QWidget] = []
        self._now: LightSummary | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._lay_out(period)

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows from the lights, as it stands there."""
        labels = [each for each in self._lines if isinstance(each, PlainLabel)]
        return tuple(label.text() for label in labels if label.text())

    def show_trial(self, trial: Any) -> None:
        """Show what would change."""
        count = len(trial.changes)
        self.changed_chip.setText(f"{count} 项变灯")
        self.changed_chip.setVisible(bool(count))
        self.table.set_changes(trial.changes)
        self._now = trial.old_counts
        self.bars.show_counts(("现行", trial.old_counts), ("试算", trial.new_counts))
        self.sentence.say("info", trial.sentence)
        self._show_lines(_consequences(trial))

    def pause(self, sentence: str) -> None:
        """Say why nothing is tried; what was tried before would mislead and goes."""
        self.changed_chip.hide()
        self.table.set_changes(())
        self.bars.show_counts(*((("现行", self._now),) if self._now is not None else ()))
        self.sentence.say("warn", sentence)
        self._show_lines([])

    def _show_lines(self, lines: list[Line]) -> None:
        for widget in self._lines:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = []
        side = theme().px(16)
        for row, (name, token, words) in enumerate(lines):
            sign = PlainLabel(parent=self)
            sign.setPixmap(icon(name, token).pixmap(QSize(side, side)))
            text = PlainLabel(words, self)
            text.setWordWrap(True)
            self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._lines += [sign, text]

    def _lay_out(self, period: Period) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_label("规则试算", "card", self))
        head.addWidget(_label(period.label, "hint", self))
        head.addStretch(1)
        head.addWidget(self.changed_chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.bars)
        column.addWidget(self.view, 1)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(_label("连带影响", "card", self))
        column.addLayout(self._grid)
        column.addWidget(_label("试算只读，不改台账", "hint", self))

    def _table_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setItemDelegate(TrialDelegate(view))
        view.setAccessibleName("变灯的任务")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme().row_height)
        view.setMinimumHeight(theme().px(110))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme().px(24))
        for at, column in enumerate(COLUMNS):
            header.resizeSection(at, theme().px(column.width))
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)
        return view


def _consequences(trial: Any) -> list[Line]:
    """What becomes of the notices to propose and of the places in the ranking."""
    lines = []
    old, new = sum(trial.old_notices.values()), sum(trial.new_notices.values())
    if trial.old_notices != trial.new_notices:
        moves = "、".join(
            f"{colour.label}单 {trial.old_notices[colour]} → {trial.new_notices[colour]}"
            for colour in NoticeColour
            if trial.old_notices[colour] != trial.new_notices[colour]
        )
        verb = "增加到" if new > old else "减少到" if new < old else "仍为"
        lines.append(("stamp", "text2", f"督办建议由 {old} 件{verb} {new} 件（{moves}）"))
    moved = sorted(trial.places, key=lambda each: (-abs(each.new - each.old), each.new))
    for each in moved[:PLACES_SHOWN]:
        sign = ("arrow-up", "green_text", "升") if each.new < each.old else _DOWN
        words = f"{each.unit}排名由第 {each.old} {sign[2]}到第 {each.new}"
        lines.append((sign[0], sign[1], words))
    if len(moved) > PLACES_SHOWN:
        more = len(moved) - PLACES_SHOWN
        lines.append(("users", "text2", f"另有 {more} 个单位排名变化"))
    return lines or [("check", "text2", "督办建议和排名都不变")]


_DOWN = ("arrow-down", "red_text", "降")


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
