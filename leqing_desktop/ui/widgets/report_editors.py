"""The field over a text cell of a quarterly sheet: several lines, growing with what is typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from leqing_desktop.ui.theme import theme

TALLEST = 240


class TextCellEdit(QPlainTextEdit):
    """Grows downwards from its cell up to ``TALLEST``, then scrolls; stays inside the table."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cell = QRect()
        self._table = parent
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabChangesFocus(False)
        self.setStyleSheet("QPlainTextEdit, QPlainTextEdit:focus { border-radius: 0; padding: 0; }")
        self.document().setDocumentMargin(theme().px(5))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        # A margin counts as a change of the document; only typing shall.
        self.document().setModified(False)

    def start(self, text: str, overwrite: bool) -> None:
        """Begin with a text: chosen whole where the next key replaces it, else at its end."""
        self.setPlainText(text)
        self.document().setModified(False)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if overwrite:
            cursor.select(QTextCursor.SelectionType.Document)
        self.setTextCursor(cursor)

    def cover(self, cell: QRect) -> None:
        """Lie over a cell of the table."""
        self._cell = cell
        self.setGeometry(cell)
        self._grow()

    def _grow(self) -> None:
        if self._cell.isNull():
            return
        lines = self.document().size().height()
        margin = 2 * (self.document().documentMargin() + self.frameWidth()) + 6
        wanted = round(lines * self.fontMetrics().lineSpacing() + margin)
        room = self._table.height()
        tallest = max(self._cell.height(), min(theme().px(TALLEST), room))
        # A bar that comes and goes would change the lines that decide about it.
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAlwaysOn if wanted > tallest else policy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        height = max(self._cell.height(), min(wanted, tallest))
        top = min(self._cell.top(), max(0, room - height))
        area = QRect(self._cell.left(), top, self._cell.width(), height)
        if area != self.geometry():
            self.setGeometry(area)
