"""The preview of a document's words: title in the middle, paragraphs indented, filled places tinted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from leqing_desktop.domain.notice_document import Paragraph
from leqing_desktop.domain.wording_template import Line, Place, WordingTemplate
from leqing_desktop.ui.theme import theme

_LEADING = 150
"""Line height in percent: about the grid of an official page."""


class WordingPreview(QTextEdit):
    """Shows a template filled in, letter by letter: nothing in it is taken for markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("预览")
        self._shown: tuple[WordingTemplate, Mapping[str, str]] | None = None
        self._lists: Mapping[str, Sequence[Paragraph]] = {}
        theme().changed.connect(self._draw)

    def show_wording(
        self,
        template: WordingTemplate,
        values: Mapping[str, str],
        lists: Mapping[str, Sequence[Paragraph]] | None = None,
    ) -> None:
        """Show a template with values at its places, paragraphs at those of ``lists``."""
        self._shown, self._lists = (template, values), lists or {}
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        template, values = self._shown
        place = self.verticalScrollBar().value()
        self.clear()
        self.document().setDocumentMargin(theme().px(16))
        cursor = QTextCursor(self.document())
        for at, line in enumerate(template.title):
            self._write(cursor, line, values, _block(title=True), title=True, fresh=at > 0)
        if "单位" in values:
            addressee = _block(above=theme().px(12))
            self._write(cursor, (Place("单位"), "："), values, addressee)
        indented = _block(indent=theme().px(28))
        for paragraph in template.paragraphs:
            pieces, level = paragraph
            for each in self._lists.get(paragraph.listed, ()):
                self._write(cursor, (Place(""),), {"": each.text}, indented)
            if paragraph.listed in self._lists:
                continue
            if any(not isinstance(piece, Place) or values[piece.name] for piece in pieces):
                self._write(cursor, pieces, values, indented, bold=level == 1)
        self.verticalScrollBar().setValue(place)

    def _write(
        self,
        cursor: QTextCursor,
        pieces: Line,
        values: Mapping[str, str],
        block: QTextBlockFormat,
        *,
        title: bool = False,
        bold: bool = False,
        fresh: bool = True,
    ) -> None:
        if fresh:
            cursor.insertBlock()
        cursor.setBlockFormat(block)
        plain, filled = QTextCharFormat(), QTextCharFormat()
        for look in (plain, filled):
            look.setFont(theme().font(16 if title else 14, bold=title or bold))
            look.setForeground(theme().colour("text"))
        filled.setBackground(theme().colour("soft"))
        for piece in pieces:
            if isinstance(piece, Place):
                cursor.insertText(values[piece.name], filled)
            else:
                cursor.insertText(piece, plain)


def _block(*, title: bool = False, indent: int = 0, above: int = 0) -> QTextBlockFormat:
    block = QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    block.setLineHeight(_LEADING, proportional.value)
    block.setTextIndent(indent)
    block.setTopMargin(above)
    if title:
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return block
