"""Enter presses the button that has the keys, in windows as in dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Click the focused button on Enter; outside dialogs Qt leaves that to the space bar."""
    button = QApplication.focusWidget()
    plain = event.modifiers() in (_NONE, Qt.KeyboardModifier.KeypadModifier)
    if event.key() not in _ENTER or not plain or not isinstance(button, QAbstractButton):
        return False
    button.click()
    event.accept()
    return True


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NONE = Qt.KeyboardModifier.NoModifier
