"""修改公文用语: the template with its places at the left, what will be printed at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.notice_document import Paragraph
from leqing_desktop.domain.wording_template import WordingFault, WordingTemplate
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.messages import confirm
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle
from leqing_desktop.ui.widgets.wording_places import WordingPlaces
from leqing_desktop.ui.widgets.wording_preview import WordingPreview

SIZE = QSize(1160, 680)
HOW = "第 1 行起是标题，空一行后每行一段；{ } 里的位置印成实际内容"
STALE = "用语有误，这里还是出错之前的样子"


class WordingDialog(QDialog):
    """``saved`` is True once the new text stands in the ledger.

    ``wording`` is what the service read; ``service`` saves it and gives the preview's values.
    """

    def __init__(
        self, parent: QWidget | None, operations: Operations, service: Any, wording: Any
    ) -> None:
        super().__init__(parent)
        self._operations, self._service = operations, service
        self._kind = wording.kind
        self._before: str = wording.text
        self._values: dict[str, str] | None = None
        self._lists: Mapping[str, Sequence[Paragraph]] = {}
        self._template: WordingTemplate | None = None
        self._origin = ""
        self.saved = False
        self.setWindowTitle(f"修改公文用语：{self._kind.label}")
        self.edit = QPlainTextEdit(wording.text, self)
        self.edit.setAccessibleName("用语")
        self.edit.setTabChangesFocus(True)
        self.edit.document().setDocumentMargin(theme().px(8))
        self._colours = _PlaceColours(self.edit)
        self.places = WordingPlaces(self._kind.places, self)
        self.hint = _label("", "hint", self)
        self.preview = WordingPreview(self)
        self.source = _label("正在读取预览内容…", "hint", self)
        self.fault = _label("", "hint", self)
        self.fault.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._judge()
        self._tell_place()
        operations.read(
            service.sample, self._kind.key, done=self._show_sample, failed=self._no_sample
        )
        self.edit.setFocus()

    @property
    def text(self) -> str:
        """The text as it stands in the editor."""
        return self.edit.toPlainText()

    @property
    def changed(self) -> bool:
        """Whether something typed would be lost."""
        return self.text != self._before

    def reject(self) -> None:
        """Leave; where something is unsaved, ask first."""
        lost = "改过的用语还没有保存，离开就丢失。"
        if not self.changed or confirm(self, "放弃修改", lost, "放弃修改", "继续修改"):
            super().reject()

    def insert_place(self, item: QListWidgetItem) -> None:
        """Put a place where the cursor stands, and go on typing behind it."""
        self.edit.insertPlainText(f"{{{item.text()}}}")
        self.edit.setFocus()

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._judge)
        self.places.itemActivated.connect(self.insert_place)
        self.places.currentItemChanged.connect(self._tell_place)
        self.usual.clicked.connect(self._put_default)
        self.stay.clicked.connect(self.reject)
        self.save.clicked.connect(self._store)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save.click)

    # Judging what is typed, showing what it gives

    def _judge(self) -> None:
        try:
            self._template = self._kind.parse(self.text)
        except ValueError as error:
            self._template = None
            self._say(str(error))
            self._mark(error.line if isinstance(error, WordingFault) else 0)
        else:
            self._say("", self._kind.advice(self._template))
            self._mark(0)
        self.usual.setEnabled(self.text != self._kind.default)
        self._show_save()
        self._show_preview()

    def _show_save(self) -> None:
        ready = self._template is not None and self.changed
        self.save.setEnabled(ready)
        missing = "还没有改动" if self._template is not None else "先改好有误的地方"
        self.save.setToolTip("" if ready else missing)

    def _say(self, fault: str, advice: str = "") -> None:
        restyle(self.fault, "k", "error" if fault else "label" if advice else "hint")
        self.fault.setText(fault or advice or HOW)

    def _mark(self, line: int) -> None:
        """Tint a faulty line; 0 tints none."""
        marks = []
        block = self.edit.document().findBlockByNumber(line - 1) if line else None
        if block is not None and block.isValid():
            mark = QTextEdit.ExtraSelection()
            whole = QTextCursor(block)
            whole.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            mark.cursor = whole  # type: ignore[attr-defined]
            mark.format.setBackground(theme().colour("red_tint"))  # type: ignore[attr-defined]
            mark.format.setProperty(  # type: ignore[attr-defined]
                QTextFormat.Property.FullWidthSelection, True
            )
            marks.append(mark)
        self.edit.setExtraSelections(marks)

    def _show_preview(self) -> None:
        # A fault leaves the last sound text in view: it goes while a word is being typed.
        if self._values is None:
            return
        if self._template is not None:
            self.preview.show_wording(self._template, self._values, self._lists)
        self.source.setText(self._origin if self._template is not None else STALE)

    def _show_sample(self, sample: Any) -> None:
        self._values, self._lists = dict(sample.values), sample.lists
        self._origin = sample.source
        self.source.setToolTip("底色标出的是各个位置印出来的内容")
        self._show_preview()

    def _no_sample(self, error: LeqingError) -> None:
        self.source.setText(str(error))

    def _tell_place(self) -> None:
        self.hint.setText(self.places.hint)

    def _put_default(self) -> None:
        """The default, as one step that the editor's own undo takes back."""
        cursor = QTextCursor(self.edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._kind.default)
        self.edit.setFocus()

    def _store(self) -> None:
        self.save.setEnabled(False)
        self._operations.run(
            self._service.save,
            self._kind.key,
            self.text,
            done=self._stored,
            failed=self._refused,
            toast="已保存公文用语",
        )

    def _stored(self, _changes: object) -> None:
        self.saved = True
        self.accept()

    def _refused(self, error: LeqingError) -> None:
        self._show_save()
        self._say(str(error))

    # Layout

    def _make_buttons(self) -> None:
        self.usual = QPushButton(icon("undo-2"), "恢复默认", self)
        self.usual.setProperty("k", "ghost")
        self.usual.setToolTip("换成程序自带的用语，保存后生效")
        self.stay = QPushButton("取消", self)
        self.save = QPushButton(icon("save", "on_accent"), "保存", self)
        self.save.setProperty("k", "primary")
        for button in (self.usual, self.stay, self.save):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        left = _column(
            _row(_label("用语", "card", self)),
            self.edit,
            _row(_label("可用的位置", "card", self), _label("双击或按回车插入", "hint", self)),
            self.places,
            self.hint,
        )
        left.setStretch(1, 1)
        right = _column(_row(_label("预览", "card", self), self.source), self.preview)
        right.setStretch(1, 1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.usual)
        buttons.addStretch(1)
        buttons.addWidget(_label("Esc 取消 · Ctrl+Enter 保存", "hint", self))
        buttons.addWidget(self.stay)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(_label(self.windowTitle(), "title", self))
        column.addLayout(both, 1)
        column.addWidget(self.fault)
        column.addLayout(buttons)
        room = self.screen().availableGeometry().size()
        self.resize(QSize(theme().px(SIZE.width()), theme().px(SIZE.height())).boundedTo(room))


class _PlaceColours(QSyntaxHighlighter):
    """Places stand out of the text of an editor."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        theme().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Qt asks for each line that changed."""
        look = QTextCharFormat()
        look.setForeground(theme().colour("accent"))
        start = text.find("{")
        while start >= 0:
            if text.startswith("{{", start):
                start = text.find("{", start + 2)
                continue
            end = text.find("}", start)
            if end < 0:
                return
            self.setFormat(start, end + 1 - start, look)
            start = text.find("{", end)


def _column(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for part in parts:
        if isinstance(part, QHBoxLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return column


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _label(words: str, kind: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", kind)
    return label
