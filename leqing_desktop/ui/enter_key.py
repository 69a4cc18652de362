"""Enter presses the button that has the keys; Ctrl+Enter in a dialog the one that it is there for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONFIRM = ("Ctrl+Return", "Ctrl+Enter")
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _holds_already(button: QAbstractButton) -> bool:
    """A choice of which one always holds: pressing it changes nothing, so Enter goes on."""
    return button.isChecked() and button.group() is not None and button.group().exclusive()


def _confirm_by_key(dialog: QDialog) -> None:
    """Ctrl+Enter presses the primary button, also out of a field of several lines.

    A dialog with its own meaning of these keys keeps it. What cannot be taken back has a button of
    another kind and no key.
    """
    keys = [QKeySequence(each) for each in _CONFIRM]
    known: Any = dialog.findChildren(QShortcut)
    if any(each.key() in keys for each in known):
        return
    for key in keys:
        QShortcut(key, dialog).activated.connect(lambda: _press_primary(dialog))


def _press_primary(dialog: QDialog) -> None:
    buttons: Any = dialog.findChildren(QPushButton)
    shown = [each for each in buttons if each.property("k") == "primary" and each.isVisible()]
    if len(shown) == 1:
        shown[0].click()


class EnterPresses(QObject):
    """Qt leaves a focused button to the space bar, and Enter in a dialog to its default button.

    Then the ring is around 签发 and Enter means 先不签发. Here the ring tells the truth.
    Only the button in focus is watched: a filter on everything would slow every event down.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QAbstractButton):
            old.removeEventFilter(self)
        if isinstance(new, QAbstractButton):
            new.installEventFilter(self)
        if new is not None and isinstance(dialog := new.window(), QDialog):
            _confirm_by_key(dialog)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Click on a plain Enter; everything else goes its way."""
        if (
            isinstance(watched, QAbstractButton)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and event.modifiers() in _PLAIN
            and not _holds_already(watched)
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)
