"""关闭举措小结: what is written and not saved is saved, thrown away, or written on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

_NAMED = 3


class UnsavedDialog(QDialog):
    """Accepted: save, or with ``discards`` throw away; rejected: go on writing."""

    def __init__(self, parent: QWidget | None, titles: Sequence[str]) -> None:
        super().__init__(parent)
        self.discards = False
        self.setWindowTitle("关闭举措小结")
        head = PlainLabel(f"{len(titles)} 条小结还没有保存", self)
        head.setProperty("k", "card")
        named = "、".join(f"“{title}”" for title in titles[:_NAMED])
        more = " 等" if len(titles) > _NAMED else ""
        text = PlainLabel(f"{named}{more}改过还没有保存；不保存就关闭，这次的改写会丢失。", self)
        text.setWordWrap(True)
        self.drop_button = QPushButton("不保存", self)
        self.drop_button.setProperty("k", "danger")
        self.drop_button.setAutoDefault(False)
        self.stay_button = QPushButton("继续改", self)
        self.save_button = QPushButton("保存并关闭", self)
        self.save_button.setProperty("k", "primary")
        self.save_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.drop_button)
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(text)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(440))
        self.drop_button.clicked.connect(self._drop)
        self.stay_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)

    def _drop(self) -> None:
        self.discards = True
        self.accept()
