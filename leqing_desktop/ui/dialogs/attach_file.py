"""盖章件、印证材料: which unit a file of the folder belongs to, before it is kept for that unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.domain.return_review import BoardRow
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class AttachFileDialog(QDialog):
    """``unit_id`` is the unit chosen; one whose name stands in the file's name is proposed."""

    def __init__(
        self, parent: QWidget | None, shown: str, what: str, units: Sequence[BoardRow]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"附上{what}")
        head = PlainLabel(f"“{shown}”是哪家单位的{what}？", self)
        head.setProperty("k", "title")
        head.setWordWrap(True)
        text = PlainLabel("附上后存进台账，可随时取出；原文件不动。", self)
        text.setProperty("k", "label")
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("单位")
        self.choice.setMaxVisibleItems(20)
        for unit in units:
            self.choice.addItem(unit.unit, unit.unit_id)
        named = named_in(shown, units)
        self.choice.setCurrentIndex(self.choice.findData(named.unit_id) if named else -1)
        cancel = QPushButton("取消", self)
        self.go_button = QPushButton("附上", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        for widget in (head, text, self.choice):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(440))
        self.choice.currentIndexChanged.connect(self._picked)
        cancel.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._picked()

    @property
    def unit_id(self) -> int:
        """The unit chosen."""
        return int(self.choice.currentData())

    def _picked(self) -> None:
        self.go_button.setEnabled(self.choice.currentIndex() >= 0)


def named_in(shown: str, units: Sequence[BoardRow]) -> BoardRow | None:
    """The unit whose name, with or without 市, stands in a file's name; the longest one wins."""
    found = [unit for unit in units if unit.unit in shown or unit.unit.removeprefix("市") in shown]
    return max(found, key=lambda unit: len(unit.unit), default=None)
