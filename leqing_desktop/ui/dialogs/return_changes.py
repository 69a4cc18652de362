"""改动核对: what a unit changed outside its input cells, 发出 → 收回, decided one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.return_outcome import OutsideChange
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.segmented import Segmented

KEEP, TAKE = "keep", "take"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A change with the row that it was made in."""

    row_id: int
    title: str
    change: OutsideChange


class ReturnChangesDialog(QDialog):
    """``answer`` lists row id, cell and whether the unit's words were taken, for every change."""

    def __init__(self, parent: QWidget | None, unit: str, changes: Sequence[RowChange]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"改动核对 {unit}")
        head = PlainLabel(f"{unit}在填报区以外改了 {len(changes)} 格", self)
        head.setProperty("k", "title")
        text = PlainLabel(
            "“按发出”：这一格按下发时的内容算。“认可”：记下单位的改法，要改分解表请另行修改。",
            self,
        )
        text.setProperty("k", "label")
        text.setWordWrap(True)
        self._changes = tuple(changes)
        self.choices = [self._choice(each) for each in changes]
        cancel = QPushButton("取消", self)
        self.keep_all = QPushButton("全部按发出", self)
        self.go_button = QPushButton("确定", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep_all)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(text)
        column.addWidget(self._list(), 1)
        column.addLayout(buttons)
        self.resize(theme().px(860), theme().px(min(560, 190 + 54 * len(changes))))
        cancel.clicked.connect(self.reject)
        self.keep_all.clicked.connect(self._keep_all)
        self.go_button.clicked.connect(self.accept)

    @property
    def answer(self) -> tuple[tuple[int, str, bool], ...]:
        """Row id, cell, whether the unit's words were taken."""
        return tuple(
            (each.row_id, each.change.cell, choice.key == TAKE)
            for each, choice in zip(self._changes, self.choices, strict=True)
        )

    def _choice(self, each: RowChange) -> Segmented:
        choice = Segmented([(KEEP, "按发出"), (TAKE, "认可")], self)
        choice.setAccessibleName(f"{each.change.cell} {each.change.label}")
        choice.choose(TAKE if each.change.taken else KEEP)
        return choice

    def _keep_all(self) -> None:
        for choice in self.choices:
            choice.choose(KEEP)

    def _list(self) -> QWidget:
        inside = QFrame(self)
        inside.setProperty("k", "card")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setContentsMargins(12, 10, 12, 10)
        for at, words in enumerate(("单元格", "哪一行", "栏目", "发出", "收回", "怎么算")):
            label = PlainLabel(words, inside)
            label.setProperty("k", "heading")
            grid.addWidget(label, 0, at)
        pairs = zip(self._changes, self.choices, strict=True)
        for row, (each, choice) in enumerate(pairs, start=1):
            change = each.change
            texts = (change.cell, each.title, change.label)
            for at, words in enumerate(
                (*texts, change.sent or "（空）", change.returned or "（空）")
            ):
                label = PlainLabel(words, inside)
                label.setWordWrap(at in (1, 3, 4))
                label.setProperty("k", "outside" if at == 4 else "")
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, row, at)
            grid.addWidget(choice, row, 5)
        for at, share in ((1, 3), (3, 3), (4, 3)):
            grid.setColumnStretch(at, share)
        grid.setRowStretch(len(self._changes) + 1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area
