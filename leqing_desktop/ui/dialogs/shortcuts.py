"""帮助 › 快捷键: the table of actions as a list to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.actions import listed, shown_key
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme


class ShortcutsDialog(QDialog):
    """All keys that work in this version, by group, in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = PlainLabel("快捷键", self)
        head.setProperty("k", "title")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(_table(area))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(theme().px(640), theme().px(560))


def rows() -> list[tuple[str, str, str]]:
    """(group, keys, words) as the dialog lists them; the pages come first."""
    shown = [("页面", "Ctrl+1 … 9、0", "打开左栏的页面（按固定位置）")]
    for spec in listed():
        words = spec.text.rstrip("…") + (f"（{spec.tip}）" if spec.tip else "")
        shown.append((spec.group, "、".join(shown_key(key) for key in spec.keys), words))
    return shown


def _table(parent: QWidget) -> QWidget:
    table = QWidget(parent)
    table.setProperty("k", "plain")
    grid = QGridLayout(table)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(5)
    grid.setContentsMargins(0, 0, 8, 0)
    grid.setColumnStretch(1, 1)
    group, line = "", 0
    for name, keys, words in rows():
        if name != group:
            group = name
            label = PlainLabel(name, table)
            label.setProperty("k", "heading")
            label.setContentsMargins(0, 8, 0, 0)
            grid.addWidget(label, line, 0, 1, 2)
            line += 1
        grid.addWidget(PlainLabel(keys, table), line, 0)
        grid.addWidget(PlainLabel(words, table), line, 1)
        line += 1
    return table
