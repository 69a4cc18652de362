"""The source as running text to read, its spans in colours and underlines, clicked and found."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from leqing_desktop.ui.models.source_spans import Mark, SourceSpans, Span
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.span_paint import paint_chosen, paint_span

LINE_PER_CENT = 128
PARAGRAPH_GAP = 7
MARGIN = 14
_BOLD = (Mark.PROGRAMME, Mark.MEASURE)


class SourceText(QTextEdit):
    """``span_clicked(Span)``; ``marked(bool)`` when words are chosen or no longer."""

    span_clicked = Signal(object)
    marked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("source")
        self.setAccessibleName("原文")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._spans = SourceSpans()
        self._chosen: list[Span] = []
        self._still = False
        self._pressed = QPoint()
        self._text = ""
        self._titles: list[Span] = []
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.copyAvailable.connect(self.marked)
        theme().changed.connect(self._dress)

    def show_text(self, text: str, spans: SourceSpans) -> None:
        """Another source, from its beginning."""
        self._text, self._spans, self._chosen = text, spans, []
        self._titles = [s for s in spans.between(0, len(text)) if s.mark in _BOLD]
        self.setPlainText(text)
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_spans(self, spans: SourceSpans) -> None:
        """The same words stand for something else."""
        self._spans = spans
        self.viewport().update()

    def show_chosen(self, spans: list[Span], scroll: bool) -> None:
        """Make the spans of the chosen record stand out; ``scroll`` brings the first into view."""
        self._chosen = spans
        if spans and scroll and not self._still:
            self._bring_into_view(spans[0])
        self.viewport().update()

    def hold_still(self, still: bool) -> None:
        """While words are being chosen the text must not move away under the pointer."""
        self._still = still

    def marked_words(self) -> tuple[str, int, int] | None:
        """The chosen words with start and end, without blanks at their ends; None without any."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        words = self._text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return (words, start, start + len(words)) if words else None

    def drop_mark(self) -> None:
        """No words are chosen any more."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def first_visible(self) -> int:
        """The offset of the first character in view."""
        return self.cursorForPosition(QPoint(2, 2)).position()

    # Looks

    def _dress(self) -> None:
        """Size, spacing, and the titles in bold; colours of spans are painted, not set."""
        look = theme()
        self.document().setDocumentMargin(look.px(MARGIN))
        self.setFont(look.font(14))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(
            LINE_PER_CENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        block.setBottomMargin(look.px(PARAGRAPH_GAP))
        cursor.mergeBlockFormat(block)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setForeground(look.colour("accent"))
        for span in self._titles:
            cursor.setPosition(span.start)
            cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(bold)
        cursor.endEditBlock()
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Highlight, QColor(look.colour("selected")))
        self.setPalette(colours)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The spans in view first, the words over them."""
        top, bottom = event.rect().topLeft(), event.rect().bottomRight()
        # A long text is laid out bit by bit: asked for its size it is laid out whole, and only
        # then lies where it will be painted.
        self.document().documentLayout().documentSize()
        start = self.cursorForPosition(QPoint(0, top.y())).block().position()
        last = self.cursorForPosition(bottom).block()
        end = last.position() + last.length()
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for span in self._spans.between(start, end):
            for box, base in self._boxes(span):
                paint_span(painter, box, base, span.mark, span.taken)
        for span in self._chosen:
            if span.end > start and span.start < end:
                for box, base in self._boxes(span):
                    paint_chosen(painter, box, base)
        painter.end()
        super().paintEvent(event)

    def _boxes(self, span: Span) -> Iterator[tuple[QRectF, float]]:
        """A rectangle around the words on each line they run over, and the line of their feet."""
        block = self.document().findBlock(span.start)
        while block.isValid() and block.position() < span.end:
            yield from self._boxes_in(block, span)
            block = block.next()

    @staticmethod
    def _boxes_in(block: QTextBlock, span: Span) -> Iterator[tuple[QRectF, float]]:
        layout, offset = block.layout(), block.position()
        place = layout.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(span.start - offset, line.textStart())
            last = min(span.end - offset, line.textStart() + line.textLength())
            if first >= last:
                continue
            left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
            base = place.y() + line.y() + line.ascent()
            high = theme().px(14)
            top = base - high - theme().px(1)
            box = QRectF(place.x() + left, top, right - left, high + theme().px(6))
            yield box, base

    def _bring_into_view(self, span: Span) -> None:
        """Scroll only where the words are out of sight, and then to the upper third."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(span.start, len(self._text)))
        area = self.cursorRect(cursor)
        if area.top() < 0 or area.bottom() > self.viewport().height() - theme().px(20):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + area.top() - self.viewport().height() // 3)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Remember where a click began: a drag chooses words, a click a span."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a span tells which one."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        moved = (point - self._pressed).manhattanLength()
        if event.button() is not Qt.MouseButton.LeftButton or moved > 3:
            return
        span = self.span_at(point)
        if span is not None and not self.textCursor().hasSelection():
            self.span_clicked.emit(span)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter on a span does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            span = self._spans.at(self.textCursor().position())
            if span is not None:
                self.span_clicked.emit(span)
            return
        super().keyPressEvent(event)

    def span_at(self, point: QPoint) -> Span | None:
        """The innermost span under a point of the viewport."""
        offset = self.cursorForPosition(point).position()
        spot = QPoint(point.x() + self.horizontalScrollBar().value(), point.y())
        spot.setY(point.y() + self.verticalScrollBar().value())
        # The cursor stands between two characters: the point may be on either of them.
        for near in (offset, offset - 1):
            span = self._spans.at(near) if near >= 0 else None
            if span is not None and any(b.contains(spot) for b, _ in self._boxes(span)):
                return span
        return None


def _x(found: object) -> float:
    """The x of ``cursorToX``, which PySide gives with the position in a pair."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
