"""The words of a measure to edit: what differs from the reports stands in amber, one sentence chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from leqing_desktop.domain.roll_up import FIGURE
from leqing_desktop.ui.models.summary_tables import SentenceLine
from leqing_desktop.ui.theme import theme


class SummaryText(QPlainTextEdit):
    """Marks lie over the words and never become part of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName("举措小结")
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._lines: Sequence[SentenceLine] = ()
        self._chosen: SentenceLine | None = None
        self._measure()
        theme().changed.connect(self._measure)

    def put_words(self, words: str) -> None:
        """Replace the words as if they were typed, so that Ctrl+Z brings the former ones back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)

    def show_lines(self, lines: Sequence[SentenceLine]) -> None:
        """Mark the sentences of the words that stand here now."""
        self._lines = lines
        if self._chosen is not None:
            start = self._chosen.start
            self._chosen = next((each for each in lines if each.start == start), None)
        self._paint()

    def choose(self, line: SentenceLine | None, scroll: bool = True) -> None:
        """Make one sentence stand out and bring it into view; the keys stay where they are."""
        self._chosen = line
        if line is not None and scroll:
            cursor = self.textCursor()
            cursor.setPosition(self._at(line.start))
            blocked = self.blockSignals(True)
            self.setTextCursor(cursor)
            self.blockSignals(blocked)
            self.ensureCursorVisible()
        self._paint()

    def sentence_at_cursor(self) -> int:
        """The number of the sentence that the text cursor stands in, -1 for none."""
        at = len(_text_of(self.toPlainText(), self.textCursor().position()))
        found = (n for n, each in enumerate(self._lines) if each.start <= at < each.end)
        return next(found, len(self._lines) - 1)

    def _paint(self) -> None:
        look = theme()
        marks = []
        for line in self._lines:
            if line.doubtful:
                marks.append(self._mark(line.start, line.end, "yellow_tint"))
            others = set(line.traced.other_figures)
            for found in FIGURE.finditer(line.traced.text) if others else ():
                if found[0] in others:
                    start = line.start + found.start()
                    mark = self._mark(start, start + len(found[0]), "yellow_tint")
                    form: QTextCharFormat = mark.format  # type: ignore[attr-defined]
                    form.setForeground(look.colour("yellow_text"))
                    form.setFontUnderline(True)
                    mark.format = form  # type: ignore[attr-defined]
                    marks.append(mark)
        if self._chosen is not None:
            # Under the amber, so that both are seen: the ground of the whole sentence comes first.
            marks.insert(0, self._mark(self._chosen.start, self._chosen.end, "selected"))
        self.setExtraSelections(marks)

    def _mark(self, start: int, end: int, ground: str) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._at(start))
        cursor.setPosition(self._at(end), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(theme().colour(ground))
        # The stubs do not know the fields of this plain record.
        mark.cursor = cursor  # type: ignore[attr-defined]
        mark.format = form  # type: ignore[attr-defined]
        return mark

    def _at(self, place: int) -> int:
        """A place in characters as Qt counts it, in UTF-16; never behind the end."""
        units = len(self.toPlainText()[:place].encode("utf-16-le", "replace")) // 2
        return min(units, self.document().characterCount() - 1)

    def _measure(self) -> None:
        self.setFont(theme().font(14))
        self.document().setDocumentMargin(theme().px(10))
        self._paint()


def _text_of(text: str, units: int) -> str:
    """The text up to a place that Qt counts in UTF-16."""
    return text.encode("utf-16-le", "replace")[: 2 * units].decode("utf-16-le", "ignore")
