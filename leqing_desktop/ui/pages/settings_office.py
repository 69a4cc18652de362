"""设置 › 发文: who signs the office's documents, how they are numbered and on what paper they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from leqing_desktop.domain.notice import USUAL_PATTERN, NumberPattern
from leqing_desktop.errors import FieldErrors, LeqingError
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_form import SettingsForm
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.chip import restyle
from leqing_desktop.ui.widgets.segmented import Segmented

FONTS = (("bundled", "程序自带"), ("system", "电脑字体优先"))
_AS_HEAD = "与发文机关相同"
_LINES = (
    ("sender", "发文机关", "红头用的全称或规范化简称", ""),
    ("signer", "落款", "文末的署名", _AS_HEAD),
    ("series", "机关代字", "每个代字每年从 1 号编起", "例如 乐电专督"),
    ("number_pattern", "文号格式", "花括号是位置，其余照印", USUAL_PATTERN),
    ("copies_to", "抄送", "每份公文都抄送；单位之间用顿号", "例如 市政府办、市纪委"),
    ("printed_by", "印发机关", "版记末行的单位", _AS_HEAD),
    ("approved_by", "签发人", "上行文才印，平时空着", ""),
)
_LISTS = frozenset({"copies_to", "approved_by"})


class SixFigures(QSpinBox):
    """A 份号, shown as it is printed."""

    def textFromValue(self, value: int) -> str:  # noqa: N802
        """000012."""
        return f"{value:06d}"


class OfficeCard(Card):
    """A field is saved when it is left, as one step; what is wrong stays, with its sentence under it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("发文", "写进本台账，印在以后签发的公文上；已签发的不变", parent)
        self._context = context
        self._kept: dict[str, Any] = {}
        self._refused: dict[str, Any] = {}
        self.lines = {name: QLineEdit(self) for name, *_ in _LINES}
        self.faults = {name: _label("", "error", self) for name in self.lines}
        self.example = _label("", "hint", self)
        self.usual = QPushButton("恢复默认", self)
        self.sealed = QCheckBox("留出盖章位置", self)
        self.preprinted = QCheckBox("纸上已印好红头和红线，只留位置", self)
        self.copy_number = QCheckBox("印份号，起始号", self)
        self.first_copy = SixFigures(self)
        self.fonts = Segmented(FONTS, self)
        self.lacking = _label("", "label", self)
        self._boxes = {
            "sealed": self.sealed,
            "preprinted": self.preprinted,
            "copy_number": self.copy_number,
        }
        self._dress()
        self._lay_out()
        self._connect_signals()

    def read(self) -> None:
        """Ask the ledger."""
        self._context.operations.read(self._context.services.office.read, done=self._show)

    def take(self) -> None:
        """Save what was typed or chosen and is new; what was refused is not tried again."""
        if not self._kept:
            return
        typed = self._typed()
        for name in self.lines:
            if typed[name] == self._kept[name]:
                self._tell(name, "")
        new = {
            name: value
            for name, value in typed.items()
            if value != self._kept[name] and value != self._refused.get(name)
        }
        if new:
            self._context.operations.run(
                self._context.services.office.change,
                new,
                failed=partial(self._not_saved, new),
                initiator=self,
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Esc puts back what the ledger has."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            for name, field in self.lines.items():
                if field is watched and self._kept and self._value(name) != self._kept[name]:
                    self._put(name)
                    return True
        return super().eventFilter(watched, event)

    def _value(self, name: str) -> Any:
        text = self.lines[name].text().strip()
        if name in _LISTS:
            parts = (each.strip() for each in re.split("[、，,；;]+", text))
            return tuple(dict.fromkeys(filter(None, parts)))
        return text or USUAL_PATTERN if name == "number_pattern" else text

    def _typed(self) -> dict[str, Any]:
        return (
            {name: self._value(name) for name in self.lines}
            | {name: box.isChecked() for name, box in self._boxes.items()}
            | {"first_copy": self.first_copy.value(), "fonts": self.fonts.key}
        )

    def _show(self, office: Any) -> None:
        """Show the ledger's; what is typed and not saved yet stays."""
        typed, before = self._typed(), self._kept
        self._kept = {name: getattr(office, name) for name in typed}
        for name, value in self._kept.items():
            if not before or typed[name] in (before[name], value):
                self._put(name)
        self._follow()
        if self.fonts.key == "system":
            self._context.operations.read(
                self._context.services.office.lacking_fonts, done=self._show_lacking
            )
        else:
            self._show_lacking("")

    def _put(self, name: str) -> None:
        """Show a field as the ledger has it."""
        value = self._kept[name]
        if name in self.lines:
            text = "、".join(value) if name in _LISTS else value
            if self.lines[name].text() != text:
                self.lines[name].setText(text)
            self._tell(name, "")
        elif name in self._boxes:
            self._boxes[name].setChecked(value)
        elif name == "fonts":
            self.fonts.choose(value)
        else:
            self.first_copy.setValue(value)

    def _not_saved(self, new: Mapping[str, Any], error: LeqingError) -> None:
        """What is wrong is told and kept from the ledger; the rest is saved without it."""
        if not isinstance(error, FieldErrors):
            self._context.operations.refused.emit(str(error))
            return
        if not self.isVisible():
            # Left by a key while it was typed: nobody sees the field any more.
            self._context.operations.refused.emit(str(error))
        found = {name: sentence for (_, name), sentence in error.problems.items()}
        told = {name: found[name] for name in found if name in new and name in self.lines}
        if not told:
            # Two fields that do not go together: it is said of the one that was just changed.
            told = {name: str(error) for name in new if name in self.lines}
        for name, sentence in told.items():
            self._refused[name] = new[name]
            self._tell(name, sentence)
        if told and set(new) - set(told):
            self.take()

    def _tell(self, name: str, sentence: str) -> None:
        if not sentence:
            self._refused.pop(name, None)
        self.faults[name].setText(sentence)
        self.faults[name].setVisible(bool(sentence))
        restyle(self.lines[name], "k", "error" if sentence else "")

    def _follow(self) -> None:
        """The first number as it would be printed, while it is typed; what hangs on a tick."""
        try:
            pattern = NumberPattern(self._value("number_pattern"))
            number = pattern.number(self._value("series"), date.today().year, 1)
        except ValueError:
            self.example.setText("文号写成：—")
        else:
            told = f"（{pattern.advice.rstrip('。')}）" if pattern.advice else ""
            self.example.setText(f"文号写成：{number}{told}")
        self.usual.setVisible(self._value("number_pattern") != USUAL_PATTERN)
        may_write = not self._context.why_read_only
        self.first_copy.setEnabled(may_write and self.copy_number.isChecked())

    def _show_lacking(self, sentence: str) -> None:
        self.lacking.setText(sentence)
        self.lacking.setVisible(bool(sentence))

    def _restore_pattern(self) -> None:
        self.lines["number_pattern"].setText(USUAL_PATTERN)
        self.lines["number_pattern"].setFocus()
        self.take()

    def _connect_signals(self) -> None:
        for field in self.lines.values():
            field.editingFinished.connect(self.take)
            field.installEventFilter(self)
        for name in ("series", "number_pattern"):
            self.lines[name].textChanged.connect(self._follow)
        for box in self._boxes.values():
            box.clicked.connect(self.take)
        self.copy_number.toggled.connect(self._follow)
        self.first_copy.editingFinished.connect(self.take)
        self.fonts.chosen.connect(self.take)
        self.usual.clicked.connect(self._restore_pattern)

    def _dress(self) -> None:
        may_write = not self._context.why_read_only
        for name, words, _hint, placeholder in _LINES:
            self.lines[name].setPlaceholderText(placeholder)
            self.lines[name].setAccessibleName(words)
            self.lines[name].setReadOnly(not may_write)
            self.faults[name].setWordWrap(True)
            self.faults[name].hide()
        self.usual.setProperty("k", "link")
        self.usual.setAccessibleName("恢复默认的文号格式")
        self.usual.hide()
        self.first_copy.setRange(1, 999_999)
        self.first_copy.setAccessibleName("份号的起始号")
        self.lacking.setWordWrap(True)
        self.lacking.hide()
        for widget in (*self._boxes.values(), self.first_copy, self.fonts, self.usual):
            widget.setEnabled(may_write)

    def _lay_out(self) -> None:
        form = SettingsForm()
        for name, words, hint, _placeholder in _LINES:
            form.add(words, self.lines[name], hint)
            form.add_under(self.faults[name])
            if name == "number_pattern":
                form.add_under(self._sample())
        copies = QHBoxLayout()
        copies.setSpacing(8)
        copies.addWidget(self.copy_number)
        copies.addWidget(self.first_copy)
        copies.addStretch(1)
        form.add("盖章", self.sealed, "不留时，落款靠右空二字")
        form.add("红头纸", self.preprinted, "文号照印在原来的位置")
        form.add("份号", copies, "六位数，印在首页左上角")
        form.add("字体", self.fonts, "程序自带的在哪台电脑上印都一样")
        form.add_under(self.lacking)
        self.body.addLayout(form)
        QWidget.setTabOrder(self.lines["number_pattern"], self.usual)
        QWidget.setTabOrder(self.usual, self.lines["copies_to"])

    def _sample(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.example)
        row.addStretch(1)
        row.addWidget(self.usual)
        return row


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
