"""The decisions about a whole 专项督查: 签发, 结束, 作废."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
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


class IssueInspectionDialog(QDialog):
    """Asks before a number is spent: day, folder, one for each unit or one for all.

    Esc and Enter sign nothing.
    """

    def __init__(self, parent: QWidget | None, prepared: Any, units: int, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("签发专项督查通知")
        words = PlainLabel(
            f"将占用文号 {prepared.document.number}，签发后不能撤销，日后可以作废；"
            "签发后方案不再改，可以登记督查情况。",
            self,
        )
        words.setWordWrap(True)
        self.day_edit = date_edit(prepared.issued_on, self)
        self.day_edit.setAccessibleName("签发日期")
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setAccessibleName("存放文件夹")
        browse = QPushButton("选择…", self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._choose)
        self.each_box = QCheckBox(f"一个单位一份（共 {units} 份，同一文号）", self)
        place = QHBoxLayout()
        place.addWidget(self.folder_edit, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(PlainLabel("签发日期", self), self.day_edit)
        form.addRow(PlainLabel("文件存到", self), place)
        form.addRow(PlainLabel("份数", self), self.each_box)
        self.go_button = _frame(self, "签发", "先不签发", "primary", [words], form)
        self.folder_edit.textChanged.connect(self._typed)
        self.setMinimumWidth(theme().px(580))

    @property
    def issued_on(self) -> date:
        """The day chosen."""
        return chosen_day(self.day_edit)

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return Path(self.folder_edit.text().strip())

    @property
    def each(self) -> bool:
        """One 通知 for every unit."""
        return self.each_box.isChecked()

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择存放督查通知的文件夹", str(self.folder))
        if name:
            self.folder_edit.setText(name)

    def _typed(self, text: str) -> None:
        self.go_button.setEnabled(bool(text.strip()))


class CloseInspectionDialog(QDialog):
    """Asks for the day on which an inspection ends."""

    def __init__(self, parent: QWidget | None, inspection: Any, today: date) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"结束督查 {inspection.number}")
        met = inspection.findings - inspection.waiting
        words = PlainLabel(
            f"登记的 {met} 条情况都已落实或销号，督查结束；问题不属实时可以恢复整改。", self
        )
        words.setWordWrap(True)
        self.day_edit = date_edit(today, self)
        self.day_edit.setAccessibleName("结束日期")
        form = QFormLayout()
        form.addRow(PlainLabel("结束日期", self), self.day_edit)
        self.go_button = _frame(self, "结束督查", "取消", "primary", [words], form)
        self.go_button.setDefault(True)
        self.setMinimumWidth(theme().px(440))

    @property
    def on(self) -> date:
        """The day chosen."""
        return chosen_day(self.day_edit)


class VoidInspectionDialog(QDialog):
    """Asks why a signed inspection is void."""

    def __init__(self, parent: QWidget | None, inspection: Any) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"作废 {inspection.number}")
        words = PlainLabel("文号留在台账里，不再使用，不能撤销；登记的问题不再办理。", self)
        words.setWordWrap(True)
        self.reason_edit = QLineEdit(self)
        self.reason_edit.setAccessibleName("作废理由")
        self.reason_edit.setMaxLength(200)
        form = QFormLayout()
        form.addRow(PlainLabel("作废理由（必填）", self), self.reason_edit)
        self.go_button = _frame(self, "作废", "取消", "danger", [words], form)
        self.go_button.setEnabled(False)
        self.reason_edit.textChanged.connect(self._typed)
        self.setMinimumWidth(theme().px(480))
        self.reason_edit.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return self.reason_edit.text()

    def _typed(self, text: str) -> None:
        self.go_button.setEnabled(bool(text.strip()))


def _frame(
    dialog: QDialog,
    go: str,
    stay: str,
    kind: str,
    words: list[PlainLabel],
    form: QFormLayout,
) -> QPushButton:
    """Title, words, fields and the two buttons; returns the one that goes on."""
    head = PlainLabel(dialog.windowTitle(), dialog)
    head.setProperty("k", "title")
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
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 14)
    column.setSpacing(10)
    column.addWidget(head)
    for label in words:
        column.addWidget(label)
    column.addLayout(form)
    column.addLayout(row)
    return go_button
