"""Enter presses the button that has the keys, and no other one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _holds_already(button: QAbstractButton) -> bool:
    """A choice of which one always holds: pressing it changes nothing, so Enter goes on."""
    return button.isChecked() and button.group() is not None and button.group().exclusive()


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
