"""The base of the delegates whose cells are typed into: Enter and Tab write and step on."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from leqing_desktop.ui.widgets.tip_delegate import Index, TipDelegate
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit

_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class TypingDelegate(TipDelegate):
    """``stepped`` carries rows and columns to move by; ``fill_all`` is Ctrl+Enter: the text goes
    into every chosen cell.
    """

    stepped = Signal(int, int)
    fill_all = Signal(str)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Start from the typed text, with everything selected."""
        if isinstance(editor, CellEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(  # noqa: N802
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Hand on what was typed; an untouched field changes nothing."""
        if isinstance(editor, CellEdit) and editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter, Shift+Enter, Tab and Ctrl+Enter end the editing and say where to go."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, CellEdit):
            assert isinstance(event, QKeyEvent)
            if event.key() in _STEPS:
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, CellEdit):
            assert isinstance(event, QKeyEvent)
            if isinstance(watched, UnitsEdit) and watched.choosing:
                return False
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._finish(watched, step, event)
                return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: CellEdit, step: tuple[int, int], event: QKeyEvent) -> None:
        text = editor.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and step[0]:
            step = (-1, 0)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, _NO_HINT)
        if control and step[0]:
            self.fill_all.emit(text)
        else:
            self.stepped.emit(*step)
