"""The review before there is a file: where to drop one, what can be read, what cannot and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.file_drops import FileDrops
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle

READABLE = (
    ("规划、方案、行动计划", ".docx  .pdf  .txt", "识别工程、举措、单位、指标，逐处对着原文校对"),
    ("任务分解表", ".xlsx  .xlsm  .xls  .ods", "表头和各列含义自动识别，可改"),
    ("压缩包", ".zip", "里面只有一个上述文件"),
)
WAYS_OUT = (
    (".doc  .wps  .et", "用 WPS 或 Word 打开，另存为 .docx、.xlsx"),
    ("扫描件、图片", "先做文字识别（OCR），存成 .docx 或带文字的 PDF"),
    (".rar  .7z，加密文件", "先解压、去掉密码"),
)


class ImportStart(QWidget):
    """``wanted()``: the clerk wants to choose a file; ``drops`` takes one that falls here."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = QFrame(self)
        self.zone.setObjectName("dropZone")
        self._icon = PlainLabel(parent=self.zone)
        self.button = QPushButton(icon("folder-open", "on_accent"), "选择文件…", self.zone)
        self.button.setProperty("k", "primary")
        self.button.clicked.connect(self.wanted)
        self.drops = FileDrops(self)
        self.drops.over.connect(self._show_over)
        self._lay_out()
        self._tint()
        theme().changed.connect(self._tint)

    def _lay_out(self) -> None:
        head = PlainLabel("把规划文件或任务表拖到这里", self.zone)
        head.setProperty("k", "title")
        hint = PlainLabel("读出来先校对，按“导入”之前不改台账。", self.zone)
        hint.setProperty("k", "label")
        inside = QVBoxLayout(self.zone)
        inside.setContentsMargins(24, 28, 24, 28)
        inside.setSpacing(10)
        for widget in (self._icon, head, hint, self.button):
            inside.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self.zone)
        column.addWidget(_table("能读", READABLE, self))
        column.addWidget(_table("读不了的，这样办", WAYS_OUT, self))
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 3)
        row.addStretch(1)

    def _show_over(self, over: bool) -> None:
        restyle(self.zone, "over", over)

    def _tint(self) -> None:
        side = theme().px(32)
        self._icon.setPixmap(icon("file-up", "accent").pixmap(side, side))


def _table(title: str, rows: tuple[tuple[str, ...], ...], parent: QWidget) -> QFrame:
    card = QFrame(parent)
    card.setProperty("k", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    head = PlainLabel(title, card)
    head.setProperty("k", "heading")
    grid.addWidget(head, 0, 0, 1, 3)
    for number, words in enumerate(rows, start=1):
        for at, text in enumerate(words):
            label = PlainLabel(text, card)
            last = at == len(words) - 1
            label.setProperty("k", "label" if last else "")
            label.setWordWrap(last)
            grid.addWidget(label, number, at)
    grid.setColumnStretch(len(rows[0]) - 1, 1)
    return card


class ImportLoading(QWidget):
    """A file is being read: what, and the button that stops it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel(parent=self)
        self._words.setProperty("k", "card")
        bar = QProgressBar(self)
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setFixedWidth(theme().px(320))
        self.cancel = QPushButton("取消", self)
        self.cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        for widget in (self._words, bar, self.cancel):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, name: str) -> None:
        """Name the file."""
        self._words.setText(f"正在读取“{name}”")


class ImportStages(QStackedWidget):
    """What stands in the page: the start, nothing yet, reading, or the review."""

    def __init__(self, review: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = ImportStart(self)
        self.blank = QWidget(self)
        self.loading = ImportLoading(self)
        self.review = review
        for widget in (self.start, self.blank, self.loading, review):
            self.addWidget(widget)
