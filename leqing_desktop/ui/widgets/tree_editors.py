"""Fields for typing into a cell: plain text, and unit names completed one after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QWidget

from leqing_desktop.ui.theme import theme

SEPARATOR = "、"
_SEPARATORS = re.compile(r"[、,，;；\s]")
# Fills the cell and keeps the text where the cell had it.
_CELL_SHEET = "QLineEdit, QLineEdit:focus { min-height: 0; padding: 0 5px; border-radius: 0; }"
_FOR_THE_LIST = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    }
)


class CellEdit(QLineEdit):
    """A line edit that fills its cell; the delegate handles Enter, Tab and Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(_CELL_SHEET)


class UnitsEdit(CellEdit):
    """Unit names joined with 、; the name under the cursor is completed from the list.

    A list row matches when it contains what is typed; Alt+↓ shows all names.
    """

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = frozenset(names)
        self._completer = QCompleter(QStringListModel(list(names), self), self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(10)
        self._completer.setWidget(self)
        self._completer.popup().setStyleSheet(
            f"QListView {{ border: 1px solid {theme().tokens.line2}; }}"
        )
        # The completer's own delegate leaves out the style sheet's padding but for the chosen row.
        self._completer.popup().setItemDelegate(QStyledItemDelegate(self))
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    @property
    def choosing(self) -> bool:
        """Whether the list of names is open, so that Enter and Tab belong to it."""
        return self._completer.popup().isVisible()

    def offer_all(self) -> None:
        """Open the list with every name."""
        self._show("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave the list's keys to the list while it is open."""
        if self.choosing and event.key() in _FOR_THE_LIST:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer_all()
            return
        super().keyPressEvent(event)

    def _segment(self) -> tuple[int, int]:
        text, cursor = self.text(), self.cursorPosition()
        starts = [found.end() for found in _SEPARATORS.finditer(text, 0, cursor)]
        after = _SEPARATORS.search(text, cursor)
        return (starts[-1] if starts else 0), (after.start() if after else len(text))

    def _offer(self) -> None:
        start, end = self._segment()
        typed = self.text()[start:end].strip()
        if typed and typed not in self._names:
            self._show(typed)
        else:
            self._completer.popup().hide()

    def _show(self, prefix: str) -> None:
        self._completer.setCompletionPrefix(prefix)
        popup, model = self._completer.popup(), self._completer.completionModel()
        if model.rowCount() == 0:
            popup.hide()
            return
        area = self.rect()
        area.setWidth(max(area.width(), popup.sizeHintForColumn(0) + 32))
        self._completer.complete(area)
        popup.setCurrentIndex(model.index(0, 0))

    def _take(self, name: str) -> None:
        start, end = self._segment()
        text = self.text()
        self.setText(text[:start] + name + text[end:])
        self.setModified(True)
        self.setCursorPosition(start + len(name))
