"""Where the workbooks that came back are dropped, and the text that hurries who has not reported."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle

WIDE, NARROW = "把收到的报送表或整个文件夹拖到这里（Ctrl+V 也行）", "把报送表或文件夹拖到这里"


class CollectZone(QPushButton):
    """``folder_wanted()``, ``files_wanted()``: a click asks where the workbooks are."""

    folder_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(icon("import", "accent"), WIDE, parent)
        self.setProperty("k", "drop")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        menu = QMenu(self)
        menu.addAction(icon("folder-open"), "选择文件夹…", self.folder_wanted.emit)
        menu.addAction(icon("file-spreadsheet"), "选择文件…", self.files_wanted.emit)
        self.setMenu(menu)

    def show_over(self, over: bool) -> None:
        """Files hang above the page, or no longer."""
        restyle(self, "over", over)

    def set_narrow(self, narrow: bool) -> None:
        """Fewer words in a narrow card."""
        self.setText(NARROW if narrow else WIDE)
        self.setAccessibleName(WIDE)


class ReminderBox(QFrame):
    """催报文字, ready to be changed and copied. ``copied(text)``."""

    copied = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reminderBox")
        self._title = PlainLabel("催报文字", self)
        self._title.setProperty("k", "heading")
        self._count = PlainLabel(parent=self)
        self._count.setProperty("k", "error")
        self.copy = QPushButton(icon("copy", "accent"), "复制", self)
        self.copy.setProperty("k", "link")
        self.copy.setAccessibleName("复制催报文字")
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("reminder")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("催报文字")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        for widget in (self._title, self._count):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(self.copy)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.text)
        self.copy.clicked.connect(self._copy)
        self._measure()
        theme().changed.connect(self._measure)

    def show_text(self, text: str, missing: int, overdue: int) -> None:
        """Show the sentences about those who still owe their report."""
        self._count.setText(f"{overdue} 家逾期未报" if overdue else f"{missing} 家未报")
        if text != self.text.toPlainText():
            self.text.setPlainText(text)

    def _copy(self) -> None:
        text = self.text.toPlainText()
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

    def _measure(self) -> None:
        side = theme().px(10)
        self._column.setContentsMargins(side, theme().px(4), side, theme().px(6))
        self._column.setSpacing(theme().px(2))
        self.text.setFixedHeight(theme().px(64))
