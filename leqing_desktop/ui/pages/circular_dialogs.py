"""The dialogs of the 通报 page: the pages as printed, 签发, 作废."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day, date_edit
from leqing_desktop.ui.widgets.notice_paper import NoticePaper
from leqing_desktop.ui.widgets.tone_line import ToneLine


class PreviewDialog(QDialog):
    """The pages, exactly as the PDF has them."""

    def __init__(self, parent: QWidget | None, pages: Any) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"通报预览，共 {len(pages)} 页")
        self.paper = NoticePaper(self)
        close = QPushButton("关闭", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 10)
        column.addWidget(self.paper, 1)
        column.addLayout(buttons)
        self.resize(theme().px(760), theme().px(820))
        self.paper.show_pages(pages)


class IssueDialog(QDialog):
    """Asks before a number is spent: day and folder. Esc and Enter sign nothing."""

    def __init__(self, parent: QWidget | None, prepared: Any, check: Any, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("签发通报")
        head = PlainLabel("签发通报", self)
        head.setProperty("k", "title")
        number = prepared.document.number
        words = PlainLabel(f"将占用文号 {number}，签发后不能撤销，日后可以作废。", self)
        words.setWordWrap(True)
        self.check_line = ToneLine(self)
        self.check_line.say("warn" if check.troubles else "ok", f"{check.summary}。")
        self.day_edit = date_edit(prepared.issued_on, self)
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setAccessibleName("存放文件夹")
        browse = QPushButton("选择…", self)
        browse.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self.folder_edit, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.addRow(PlainLabel("签发日期", self), self.day_edit)
        form.addRow(PlainLabel("文件存到", self), place)
        self.go_button, buttons = _buttons(self, "签发", "先不签发", "primary")
        self.folder_edit.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, words, self.check_line):
            column.addWidget(widget)
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(560))

    @property
    def issued_on(self) -> date:
        """The day chosen."""
        return chosen_day(self.day_edit)

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return Path(self.folder_edit.text().strip())

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择存放通报的文件夹", str(self.folder))
        if name:
            self.folder_edit.setText(name)

    def _typed(self, text: str) -> None:
        self.go_button.setEnabled(bool(text.strip()))


class VoidDialog(QDialog):
    """Asks why a signed circular is void, and since when."""

    def __init__(self, parent: QWidget | None, number: str, day: date) -> None:
        super().__init__(parent)
        self.setWindowTitle("作废通报")
        head = PlainLabel(f"作废 {number}", self)
        head.setProperty("k", "title")
        words = PlainLabel("文号留在台账里，不再使用，不能撤销；之后可以重新起草签发。", self)
        words.setWordWrap(True)
        self.reason_edit = QLineEdit(self)
        self.reason_edit.setPlaceholderText("写明作废理由")
        self.reason_edit.setAccessibleName("作废理由")
        self.day_edit = date_edit(day, self)
        self.day_edit.setAccessibleName("作废日期")
        form = QFormLayout()
        form.addRow(PlainLabel("作废理由", self), self.reason_edit)
        form.addRow(PlainLabel("作废日期", self), self.day_edit)
        self.go_button, buttons = _buttons(self, "作废", "取消", "danger")
        self.go_button.setEnabled(False)
        self.reason_edit.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, words):
            column.addWidget(widget)
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().px(460))
        self.reason_edit.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return self.reason_edit.text()

    @property
    def voided_on(self) -> date:
        """Since which day."""
        return chosen_day(self.day_edit)

    def _typed(self, text: str) -> None:
        self.go_button.setEnabled(bool(text.strip()))


def _buttons(dialog: QDialog, go: str, stay: str, kind: str) -> tuple[QPushButton, QHBoxLayout]:
    stay_button, go_button = QPushButton(stay, dialog), QPushButton(go, dialog)
    stay_button.setDefault(True)
    stay_button.clicked.connect(dialog.reject)
    go_button.setProperty("k", kind)
    go_button.setAutoDefault(False)
    go_button.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(stay_button)
    row.addWidget(go_button)
    return go_button, row
