"""催报清单: who still owes the quarter's report, each with a text to send to that unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardRow
from leqing_desktop.services.return_wording import joint_reminder, reminder
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.reporting_board import TONES
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import NoticeTable

COLUMNS = (
    NoticeColumn("单位", 150),
    NoticeColumn("状态", 84),
    NoticeColumn("发给这家的催报文字", 300, 1),
)


class RemindersDialog(QDialog):
    """``copied(what)``: a text is on the clipboard, for whom; ``letters_wanted()``: 催报通知 as files."""

    copied = Signal(str)
    letters_wanted = Signal()

    def __init__(
        self, parent: QWidget | None, period: Period, due: date | None, units: Sequence[BoardRow]
    ) -> None:
        super().__init__(parent)
        self._joint = joint_reminder(period, due, units)
        texts = [(unit, reminder(unit.unit, period, due, unit.state)) for unit in units]
        rows = [(unit, text) for unit, text in texts if text]
        self.setWindowTitle(f"{period.label}催报清单")
        head = PlainLabel(f"{len(rows)} 家单位还要报送", self)
        head.setProperty("k", "title")
        self._model = NoticeTableModel(COLUMNS, _cells, self)
        self._model.show_rows(rows, 0)
        self.table = NoticeTable(self._model, "催报清单", self)
        self.text = PlainLabel(parent=self)
        self.text.setProperty("k", "label")
        self.text.setWordWrap(True)
        self.text.setMinimumHeight(theme().px(44))
        self.copy_one = QPushButton(icon("copy"), "复制这一家的", self)
        self.copy_all = QPushButton(icon("copy"), "复制群发的一段", self)
        self.letters = QPushButton(icon("file-text"), "存为催报通知…", self)
        self.letters.setToolTip("每家一份公文，PDF 和 Word；用语在 设置 › 公文用语 里改")
        self.letters.setEnabled(bool(rows))
        self.letters.clicked.connect(self.letters_wanted)
        self._lay_out(head)
        self.table.row_shown.connect(self._tell)
        self.copy_one.clicked.connect(self._copy_one)
        self.copy_all.clicked.connect(self._copy_all)
        if rows:
            self.table.show_row(0)
        self.table.setFocus()

    def _lay_out(self, head: QWidget) -> None:
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for button in (self.copy_one, self.copy_all, self.letters):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.resize(theme().px(860), theme().px(460))

    def _tell(self, row: int) -> None:
        self.text.setText(self._model.rows[row][1])

    def _copy_one(self) -> None:
        chosen = self.table.chosen_rows()
        if chosen:
            unit, text = self._model.rows[chosen[0]]
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(unit.unit)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._joint)
        self.copied.emit("群发")


def _cells(row: tuple[BoardRow, str], _year: int) -> tuple[NoticeCell, ...]:
    unit, text = row
    return (
        NoticeCell(unit.unit, unit.unit, bold=True),
        NoticeCell(unit.state.value, chip=TONES[unit.state]),
        NoticeCell(text, text),
    )
