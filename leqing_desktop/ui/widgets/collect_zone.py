"""Where the workbooks that came back are dropped, and the text that hurries who has not reported."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit

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


class ReceivedDay(QWidget):
    """收到日期 of what is collected next: today, unless the clerk says another day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrow = False
        label = PlainLabel("收到日期", self)
        label.setProperty("k", "label")
        self.edit = date_edit(date.today(), self)
        self.edit.setAccessibleName("收到日期")
        self.edit.setToolTip("文件先到、后收时，改成收到的那一天；是否逾期按这一天算")
        label.setBuddy(self.edit)
        self.note = PlainLabel(parent=self)
        self.note.setProperty("k", "hint")
        # A narrow card cuts the note, not the date.
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.edit)
        row.addWidget(self.note, 1)
        self.edit.dateChanged.connect(self._tell)
        self.reset()
        self._measure()
        theme().changed.connect(self._measure)

    @property
    def day(self) -> date | None:
        """The day chosen, None for today."""
        chosen = chosen_day(self.edit)
        return None if chosen == date.today() else chosen

    def set_narrow(self, narrow: bool) -> None:
        """Fewer words in a narrow card."""
        self._narrow = narrow
        self._tell()

    def reset(self) -> None:
        """Today again; tomorrow has not come."""
        today = QDate.currentDate()
        self.edit.setMaximumDate(today)
        self.edit.setDate(today)
        self._tell()

    def _tell(self) -> None:
        if self.day is None:
            self.note.setText("今天" if self._narrow else "今天；早先收到的请改日期再拖入")
        else:
            self.note.setText("仅下一次" if self._narrow else "仅用于下一次收表")

    def _measure(self) -> None:
        self.edit.setFixedWidth(theme().px(122))


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
