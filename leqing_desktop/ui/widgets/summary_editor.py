"""One measure's words to read or edit, and below them every sentence with the report it comes from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from leqing_desktop.domain.roll_up import sources_of
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.summary_tables import (
    STALE,
    MeasureLine,
    SentenceModel,
    sentence_lines,
)
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.summary_text import SummaryText

TRACE_MS = 150
"""After the last key the sentences are looked up again."""


class SummaryEditor(QSplitter):
    """``typed(words)``: the words in the editor are others now."""

    typed = Signal(str)

    def __init__(self, parent: QWidget, read_only: bool) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._line: MeasureLine | None = None
        self.sentences = SentenceModel(self)
        self.sources = NoticeTable(self.sentences, "每句的出处", self)
        self.text = SummaryText(self)
        self.text.setReadOnly(read_only)
        self.title = PlainLabel(parent=self)
        self.title.setProperty("k", "card")
        self.note = PlainLabel(parent=self)
        self.note.setProperty("k", "hint")
        self.draft = QPushButton(icon("undo-2"), "恢复草稿", self)
        self.draft.setToolTip("放弃改写，重新用各单位审核通过的报送拟稿")
        self.draft.setAutoDefault(False)
        self.draft.setVisible(not read_only)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TRACE_MS)
        self._lay_out()
        self._timer.timeout.connect(self._trace)
        self.draft.clicked.connect(self._restore)
        self.text.textChanged.connect(self._changed)
        self.text.cursorPositionChanged.connect(self._cursor_moved)
        self.sources.row_shown.connect(self._show_sentence)
        self.sources.clicked.connect(self._sentence_clicked)

    def _lay_out(self) -> None:
        upper = QWidget(self)
        over = QVBoxLayout(upper)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(theme().px(6))
        head = QHBoxLayout()
        head.setSpacing(theme().px(10))
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        head.addWidget(self.draft)
        over.addLayout(head)
        over.addWidget(self.text, 1)
        self.addWidget(upper)
        self.addWidget(self.sources)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme().px(10))
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)

    def show_line(self, line: MeasureLine, other: bool) -> None:
        """Show a measure; where it is no ``other`` one the cursor stays in its words."""
        self._line = line
        if other or self.text.toPlainText() != line.words:
            self.text.blockSignals(True)
            self.text.setPlainText(line.words)
            self.text.blockSignals(False)
        if other:
            self.text.choose(None)
        self._trace()
        self.tell(line)

    def tell(self, line: MeasureLine) -> None:
        """The measure's words are in another state, e.g. saved."""
        self._line = line
        words = self.text.toPlainText()
        self.title.setText(line.title)
        stale = "  ·  改写以后报送有变，请核对，或恢复草稿" if line.state == STALE else ""
        self.note.setText(f"{len(words)} 字{stale}")
        self.draft.setEnabled(words != line.summary.draft.words)

    def _restore(self) -> None:
        if self._line is not None:
            self.text.put_words(self._line.summary.draft.words)
            self.text.setFocus()

    def _changed(self) -> None:
        self._timer.start()
        self.typed.emit(self.text.toPlainText())

    def _trace(self) -> None:
        self._timer.stop()
        if self._line is None:
            return
        summary, words = self._line.summary, self.text.toPlainText()
        told = words == summary.words
        traced = summary.traced if told else sources_of(words, summary.draft.sentences)
        lines = sentence_lines(traced, summary.tasks)
        if lines != self.sentences.rows:
            self.sentences.show_rows(lines, 0)
        self.text.show_lines(lines)

    def _show_sentence(self, row: int) -> None:
        if self.sources.hasFocus():
            self.text.choose(self.sentences.rows[row])

    def _sentence_clicked(self) -> None:
        chosen = self.sources.chosen_rows()
        if chosen:
            self.text.choose(self.sentences.rows[chosen[0]])

    def _cursor_moved(self) -> None:
        """The sentence that is read or written shows its source below."""
        if self._timer.isActive() or not self.text.hasFocus():
            return
        at = self.text.sentence_at_cursor()
        if 0 <= at < len(self.sentences.rows):
            self.sources.show_row(at)
            self.text.choose(self.sentences.rows[at], scroll=False)
