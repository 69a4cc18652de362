"""打印稿: the notices of a round in one PDF or one file each, for paper printed on one or both sides."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class PrintNoticesDialog(QDialog):
    """``together`` and ``duplex`` are the answer; where the files go is asked after it."""

    def __init__(
        self, parent: QWidget | None, count: int, *, together: bool = True, duplex: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"生成 {count} 份督办单的打印稿")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        note = PlainLabel("内容和签发时完全一样，页码每份从 1 开始。", self)
        note.setProperty("k", "label")
        self.together_button = QRadioButton("合成一个 PDF，一次打印", self)
        self.each_button = QRadioButton("每份一个 PDF", self)
        (self.together_button if together else self.each_button).setChecked(True)
        self.duplex_box = QCheckBox("双面打印：每份从新的一张纸开始，不够双页的补空白页", self)
        self.duplex_box.setChecked(duplex)
        self.stay_button = QPushButton("取消", self)
        self.go_button = QPushButton("选择位置…", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        indented = QHBoxLayout()
        indented.addSpacing(theme().px(22))
        indented.addWidget(self.duplex_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        for widget in (head, note, self.together_button):
            column.addWidget(widget)
        column.addLayout(indented)
        column.addWidget(self.each_button)
        column.addSpacing(theme().px(8))
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))
        self.together_button.toggled.connect(self._together_toggled)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._together_toggled(together)
        (self.together_button if together else self.each_button).setFocus()

    @property
    def together(self) -> bool:
        """One PDF of all."""
        return self.together_button.isChecked()

    @property
    def duplex(self) -> bool:
        """Blank backs so that each notice begins a sheet."""
        return self.duplex_box.isChecked()

    def _together_toggled(self, together: bool) -> None:
        # A file of its own begins a sheet anyway.
        self.duplex_box.setEnabled(together)
