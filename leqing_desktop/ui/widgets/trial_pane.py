"""规则试算 beside a rule's editor: a list of what changes, the sentence, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
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

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.rule_trial_table import LIGHT_ROLE, NOTICE_ROLE, TrialTable
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.light_paint import paint_light, paint_notice
from leqing_desktop.ui.widgets.padded_delegate import PaddedDelegate
from leqing_desktop.ui.widgets.tone_line import ToneLine

Line = tuple[str, str, str]
"""Icon, its colour token, words."""


class TrialDelegate(PaddedDelegate):
    """Lights and notices as everywhere else; the other cells are plain words."""

    def tip(self, index: Index, area: QRect) -> str:  # noqa: ARG002
        """The whole title or unit."""
        return str(index.data(Qt.ItemDataRole.ToolTipRole) or "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a light or a notice where the cell has one."""
        light, notice = index.data(LIGHT_ROLE), index.data(NOTICE_ROLE)
        if light is None and notice is None:
            super().paint(painter, option, index)
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, theme().colour("selected"))
        area.adjust(theme().px(8), 0, 0, 0)
        if light is not None:
            paint_light(painter, area, Light(light), theme())
        else:
            paint_notice(painter, area, NoticeColour(notice), theme())


class TrialPane(QWidget):
    """``show_trial`` what a service found, ``pause`` with the sentence why nothing is tried now.

    ``name`` is the list's for who cannot see it; ``above`` stands over the list, ``follows`` is the
    head over what follows.
    """

    follows = "连带影响"

    def __init__(
        self,
        period: Period,
        table: TrialTable,
        name: str,
        above: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        table.setParent(self)
        self.changed_chip = Chip("", "yellow", self)
        self.changed_chip.hide()
        self.sentence = ToneLine(self)
        self.sentence.say("info", "正在试算…")
        self.view = self._table_view(name)
        self._lines: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._lay_out(period, above)

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows from the changes, as it stands there."""
        labels = [each for each in self._lines if isinstance(each, PlainLabel)]
        return tuple(label.text() for label in labels if label.text())

    def show_trial(self, trial: Any) -> None:
        """Show what would change."""
        raise NotImplementedError

    def show_found(
        self, rows: Sequence[Any], chip: str, sentence: str, lines: Sequence[Line]
    ) -> None:
        """Show the rows, how many they are in a chip, the sentence and what follows."""
        self.changed_chip.setText(chip)
        self.changed_chip.setVisible(bool(chip))
        self.table.set_changes(rows)
        self.sentence.say("info", sentence)
        self._show_lines(lines)

    def pause(self, sentence: str) -> None:
        """Say why nothing is tried; what was tried before would mislead and goes."""
        self.changed_chip.hide()
        self.table.set_changes(())
        self.sentence.say("warn", sentence)
        self._show_lines([])

    def _show_lines(self, lines: Sequence[Line]) -> None:
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

    def _lay_out(self, period: Period, above: QWidget | None) -> None:
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
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.view, 1)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(_label(self.follows, "card", self))
        column.addLayout(self._grid)
        column.addWidget(_label("试算只读，不改台账", "hint", self))

    def _table_view(self, name: str) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setItemDelegate(TrialDelegate(view))
        view.setAccessibleName(name)
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
        for at, column in enumerate(self.table.heads):
            header.resizeSection(at, theme().px(column.width))
            if not column.width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        return view


def notice_move(old: dict[NoticeColour, int], new: dict[NoticeColour, int]) -> Line | None:
    """What becomes of the notices to propose; None where their numbers stay."""
    if old == new:
        return None
    was, will = sum(old.values()), sum(new.values())
    moves = "、".join(
        f"{colour.label}单 {old[colour]} → {new[colour]}"
        for colour in NoticeColour
        if old[colour] != new[colour]
    )
    if will == was:
        return ("stamp", "text2", f"督办建议仍为 {will} 件（{moves}）")
    verb = "增加到" if will > was else "减少到"
    return ("stamp", "text2", f"督办建议由 {was} 件{verb} {will} 件（{moves}）")


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
