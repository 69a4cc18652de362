"""The prose of a 通报 to edit: bound numbers are tinted chips, whole or gone, never typed into."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QByteArray, QMimeData, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from leqing_desktop.domain.circular import (
    BoundParagraph,
    FigureRef,
    Piece,
    heading_level,
    tidy,
)
from leqing_desktop.domain.circular_check import unbound_numbers
from leqing_desktop.ui.theme import theme

CHIP = QTextFormat.ObjectTypes.UserObject + 7
KEY = QTextFormat.Property.UserProperty + 1
HOLE = "\ufffc"
MIME = "application/x-leqing-circular"
GONE = "×"
_FONT = 14


class _ChipObject(QPyTextObject):
    """Draws a bound number: its value on a tint, as one character of the text."""

    def __init__(self, parent: CircularEditor) -> None:
        super().__init__(parent)
        self._editor = parent

    def intrinsicSize(  # noqa: N802
        self,
        doc: QTextDocument,  # noqa: ARG002
        pos_in_document: int,  # noqa: ARG002
        format: QTextFormat,
    ) -> QSizeF:
        """As wide as its value."""
        metrics = QFontMetricsF(theme().font(_FONT, bold=True))
        words = self._editor.value(format.property(KEY))
        return QSizeF(metrics.horizontalAdvance(words) + theme().px(10), metrics.ascent())

    def drawObject(  # noqa: N802
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        pos_in_document: int,
        format: QTextFormat,
    ) -> None:
        """The chip; a chosen or current one has a frame, a gone one is red."""
        look, key = theme(), format.property(KEY)
        metrics = QFontMetricsF(look.font(_FONT, bold=True))
        gone = self._editor.value(key) == GONE
        box = QRectF(rect).adjusted(1, -1, -1, metrics.descent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cursor = self._editor.textCursor()
        chosen = cursor.selectionStart() <= pos_in_document < cursor.selectionEnd()
        framed = chosen or key == self._editor.current_key
        painter.setPen(look.colour("accent") if framed else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("red_tint" if gone else "soft"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(look.colour("red_text" if gone else "accent"))
        painter.setFont(look.font(_FONT, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._editor.value(key))
        painter.restore()


class _Marks(QSyntaxHighlighter):
    """Headings in bold; numbers typed by hand underlined."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.quoted: list[str] = []

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Mark one paragraph."""
        if heading_level([text]):
            bold = QTextCharFormat()
            bold.setFontWeight(600)
            self.setFormat(0, len(text), bold)
        by_hand = QTextCharFormat()
        by_hand.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        by_hand.setUnderlineColor(theme().colour("yellow_text"))
        by_hand.setBackground(theme().colour("yellow_tint"))
        pieces = tuple(FigureRef("") if part == HOLE else part for part in _split(text))
        end = 0
        for number in unbound_numbers(BoundParagraph(tidy(pieces)), self.quoted):
            start = text.find(number, end)
            if start >= 0:
                end = start + len(number)
                self.setFormat(_units(text[:start]), _units(number), by_hand)


class CircularEditor(QTextEdit):
    """``figure_shown(key)`` when the cursor stands at a number; ``edited()`` after a change.

    The level of a paragraph follows from its words: 一、… is a heading, （一）… one below it.
    """

    figure_shown = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setAccessibleName("通报正文")
        self.setAcceptRichText(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.current_key = ""
        self._values: dict[str, str] = {}
        self._filling = False
        self._chips = _ChipObject(self)
        self.document().documentLayout().registerHandler(CHIP, self._chips)
        self.document().setDocumentMargin(theme().px(14))
        self._marks = _Marks(self.document())
        self.cursorPositionChanged.connect(self._look_at)
        self.textChanged.connect(self._changed)
        theme().changed.connect(self._dress)
        self._dress()

    def value(self, key: str) -> str:
        """What a bound number says now."""
        return self._values.get(key, GONE)

    def show_prose(
        self,
        paragraphs: Iterable[BoundParagraph],
        values: Mapping[str, str],
        quoted: Iterable[str],
    ) -> None:
        """Another text, from its beginning; nothing to undo in it."""
        self._filling = True
        self.current_key = ""
        self._values = dict(values)
        self._marks.quoted = list(quoted)
        self.clear()
        cursor = QTextCursor(self.document())
        for at, paragraph in enumerate(paragraphs):
            if at:
                cursor.insertBlock()
            self._insert(cursor, paragraph.pieces)
        self._dress()
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._filling = False

    def paragraphs(self) -> tuple[BoundParagraph, ...]:
        """The text as it stands, its numbers by their keys."""
        found = []
        block = self.document().begin()
        while block.isValid():
            pieces: list[Piece] = []
            places = block.begin()
            while not places.atEnd():
                pieces += _pieces_of(places.fragment())
                places += 1
            found.append(BoundParagraph(tidy(pieces), heading_level([block.text()])))
            block = block.next()
        return tuple(found)

    def go_to_paragraph(self, at: int) -> None:
        """Put the cursor at a paragraph's beginning."""
        cursor = QTextCursor(self.document().findBlockByNumber(at))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()

    def insert_figure(self, key: str) -> None:
        """Put a bound number at the cursor."""
        if not self.isReadOnly():
            self._insert(self.textCursor(), (FigureRef(key),))

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """The words with values as plain text, and beside it with the numbers still bound."""
        part = QTextDocument()
        QTextCursor(part).insertFragment(self.textCursor().selection())
        lines: list[list[object]] = []
        block = part.begin()
        while block.isValid():
            pieces: list[Piece] = []
            places = block.begin()
            while not places.atEnd():
                pieces += _pieces_of(places.fragment())
                places += 1
            lines.append([p if isinstance(p, str) else {"figure": p.key} for p in tidy(pieces)])
            block = block.next()
        data = QMimeData()
        data.setText("\n".join("".join(map(self._words, line)) for line in lines))
        data.setData(MIME, QByteArray(json.dumps(lines).encode()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Bound numbers of our own stay bound; anything else comes as plain words."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if source.hasFormat(MIME):
            lines = json.loads(bytes(source.data(MIME).data()).decode())
        else:
            lines = [[line] for line in source.text().replace(HOLE, "").splitlines()]
        for at, line in enumerate(lines):
            if at:
                cursor.insertBlock()
            self._insert(
                cursor, [p if isinstance(p, str) else FigureRef(p["figure"]) for p in line]
            )
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _words(self, piece: object) -> str:
        return piece if isinstance(piece, str) else self.value(piece["figure"])  # type: ignore[index]

    def _insert(self, cursor: QTextCursor, pieces: Iterable[Piece]) -> None:
        plain = QTextCharFormat()
        for piece in pieces:
            if isinstance(piece, str):
                cursor.insertText(piece, plain)
            else:
                chip = QTextCharFormat()
                chip.setObjectType(CHIP)
                chip.setProperty(KEY, piece.key)
                cursor.insertText(HOLE, chip)
        # What is typed behind a number is plain again.
        cursor.setCharFormat(plain)

    def _look_at(self) -> None:
        if self._filling:
            return
        cursor = self.textCursor()
        if not cursor.hasSelection():
            self.setCurrentCharFormat(QTextCharFormat())
        key = self._key_at(cursor.position()) or self._key_at(cursor.position() - 1)
        if key and key != self.current_key:
            self.current_key = key
            self.viewport().update()
            self.figure_shown.emit(key)

    def _key_at(self, position: int) -> str:
        if position < 0 or self.document().characterAt(position) != HOLE:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        return str(cursor.charFormat().property(KEY) or "")

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _dress(self) -> None:
        was, self._filling = self._filling, True
        self.setFont(theme().font(_FONT))
        pitch = QTextBlockFormat()
        pitch.setLineHeight(160, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        pitch.setBottomMargin(theme().px(2))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(pitch)
        self._marks.rehighlight()
        self._filling = was


def _split(text: str) -> list[str]:
    return [part for part in re.split(f"({HOLE})", text) if part]


def _units(text: str) -> int:
    """Qt counts in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces_of(fragment: QTextFragment) -> list[Piece]:
    """A run of the document; neighbouring chips of one figure are one run of several holes."""
    key = fragment.charFormat().property(KEY)
    if key and fragment.charFormat().objectType() == CHIP:
        return [FigureRef(str(key)) for _ in fragment.text()]
    return [fragment.text().replace("\u2028", " ").replace("\u00a0", " ").replace(HOLE, "")]
