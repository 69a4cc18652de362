"""Asks once what to do with typed unit names that the ledger does not know: add, or choose."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

OFFERED = 5
_ENOUGH = 0.34


class UnknownUnitsDialog(QDialog):
    """One line a name: 新增到单位名单, or one of the nearest known names.

    ``answer`` maps each typed name to the name to write; a new one stays as typed.
    """

    def __init__(
        self, names: Sequence[str], known: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("确认单位名称")
        head = PlainLabel(f"单位名单里没有这 {len(names)} 个名称", self)
        head.setProperty("k", "title")
        text = PlainLabel("可能是简称或笔误：改选为名单里的单位，或作为新单位加入名单。", self)
        text.setProperty("k", "label")
        text.setWordWrap(True)
        self._choices = {name: self._choice(name, known) for name in names}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for row, (name, choice) in enumerate(self._choices.items()):
            grid.addWidget(PlainLabel(f"“{name}”", self), row, 0)
            grid.addWidget(choice, row, 1)
        grid.setColumnStretch(1, 1)
        cancel = QPushButton("返回修改", self)
        self.go_button = QPushButton("按此填写", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(text)
        column.addLayout(grid)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))
        cancel.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)

    def _choice(self, name: str, known: Sequence[str]) -> QComboBox:
        choice = QComboBox(self)
        choice.setObjectName(name)
        choice.setAccessibleName(f"“{name}”怎么写")
        near = nearest(name, known)
        for other in near:
            choice.addItem(f"改为 {other}", other)
        choice.addItem(f"新增单位“{name}”", name)
        for other in known:
            if other not in near:
                choice.addItem(f"改为 {other}", other)
        choice.setMaxVisibleItems(16)
        # 经信局 is surely 市经信局; 县发改局 and 市发改局 are two offices that look alike.
        if near and name not in near[0] and near[0] not in name:
            choice.setCurrentIndex(choice.findData(name))
        return choice

    @property
    def answer(self) -> dict[str, str]:
        """Typed name → name to write."""
        return {name: str(choice.currentData()) for name, choice in self._choices.items()}

    def choose(self, typed: str, name: str) -> None:
        """Choose the name to write for a typed one."""
        choice = self._choices[typed]
        choice.setCurrentIndex(choice.findData(name))


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """The known names most like a typed one, best first, at most five.

    A name that contains the typed one, or is contained in it, comes before one that only shares
    characters: 经信局 means 市经信局.
    """
    scored = []
    for other in known:
        score = SequenceMatcher(None, name, other).ratio()
        if name in other or other in name:
            score += 1
        if score >= _ENOUGH:
            scored.append((-score, other))
    return [other for _score, other in sorted(scored)[:OFFERED]]
