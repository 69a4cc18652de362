"""What the tests of the decomposition page do and look up again and again."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.ui.models.tree_columns import position_of
from leqing_desktop.ui.widgets.tree_editors import CellEdit

PERSON, DUE = position_of(Column.PERSON), position_of(Column.DUE)
RESPONSIBLE = position_of(Column.RESPONSIBLE)
Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def cell(page, item_id, column):
    return page.model.cell(page.model.row_of(item_id), column)


def stored(services, item_id):
    return next(row for row in services.decomposition.tree() if row.id == item_id)


def type_keys(qtbot, page, text):
    """Type into the current cell, the first key opening the editor."""
    qtbot.keyClicks(page.view, text[0])
    editor = page.view.findChildren(CellEdit)[-1]
    qtbot.keyClicks(editor, text[1:])
    return editor


def put_on_clipboard(text):
    QGuiApplication.clipboard().setText(text)
