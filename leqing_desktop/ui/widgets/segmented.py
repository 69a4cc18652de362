"""A row of joined choices of which one holds, such as 全部 26 · 黄红 9 · 逾期 2."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget


class Segmented(QWidget):
    """Choices in one frame; ``chosen(key)`` when the clerk picks another."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for key, text in choices:
            button = QToolButton(self)
            button.setObjectName(key)
            button.setText(text)
            button.setCheckable(True)
            button.setAccessibleName(text)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        if choices:
            self._buttons[choices[0][0]].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    @property
    def key(self) -> str:
        """The choice that holds."""
        button = self._group.checkedButton()
        return button.objectName() if button is not None else ""

    def choose(self, key: str) -> None:
        """Let another choice hold, without a signal."""
        self._buttons[key].setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        """New words on a choice, e.g. another count."""
        self._buttons[key].setText(text)

    def set_shown(self, key: str, shown: bool) -> None:
        """Offer a choice, or leave it out."""
        self._buttons[key].setVisible(shown)

    def _clicked(self, button: QToolButton) -> None:
        self.chosen.emit(button.objectName())
