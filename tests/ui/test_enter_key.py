"""Enter on a focused button, in a window and where the focus moves meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.enter_key import EnterPresses
from leqing_desktop.ui.widgets.segmented import Segmented


@pytest.fixture
def window(qtbot, qapp):
    enter = EnterPresses(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    window.list = QListWidget(window)
    window.list.addItem("台账")
    window.list.setCurrentRow(0)
    window.button = QPushButton("打开", window)
    window.pressed = []
    window.button.clicked.connect(lambda: window.pressed.append("button"))
    column.addWidget(window.list)
    column.addWidget(window.button)
    with qtbot.waitActive(window):
        window.show()
    yield window
    qapp.focusChanged.disconnect(enter._moved)
    enter.deleteLater()


def test_enter_presses_the_button_in_focus(window, qtbot):
    window.button.setFocus()
    qtbot.keyClick(window.button, Qt.Key.Key_Return)
    assert window.pressed == ["button"]


def test_enter_with_control_is_left_to_the_shortcuts(window, qtbot):
    window.button.setFocus()
    qtbot.keyClick(window.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == []


def test_enter_in_a_list_does_not_press_the_button_that_gets_the_focus_from_it(window, qtbot):
    window.list.itemActivated.connect(lambda: window.list.setEnabled(False))
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_Return)
    assert window.button.hasFocus()
    assert window.pressed == []


def test_enter_in_a_dialog_presses_the_button_with_the_ring_not_the_default(window, qtbot):
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    stay, go = QPushButton("先不签发", dialog), QPushButton("签发", dialog)
    stay.setDefault(True)
    go.setAutoDefault(False)
    go.clicked.connect(lambda: window.pressed.append("go"))
    stay.clicked.connect(lambda: window.pressed.append("stay"))
    dialog.open()
    go.setFocus()
    qtbot.waitUntil(go.hasFocus)
    qtbot.keyClick(go, Qt.Key.Key_Return)
    assert window.pressed == ["go"]


def test_enter_on_the_choice_that_holds_goes_on_to_the_default_button(window, qtbot):
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    choice = Segmented([("keep", "按发出"), ("take", "认可")], dialog)
    go = QPushButton("确定", dialog)
    go.setDefault(True)
    go.clicked.connect(lambda: window.pressed.append("go"))
    dialog.open()
    keep, take = choice.findChildren(QToolButton)
    take.setFocus()
    qtbot.waitUntil(take.hasFocus)
    qtbot.keyClick(take, Qt.Key.Key_Return)
    assert choice.key == "take" and window.pressed == []
    qtbot.keyClick(take, Qt.Key.Key_Return)
    assert window.pressed == ["go"]
    assert not keep.isChecked()


def test_control_enter_presses_what_a_dialog_is_there_for(window, qtbot):
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    words = QPlainTextEdit(dialog)
    stay, go = QPushButton("取消", dialog), QPushButton("退回重办", dialog)
    go.setProperty("k", "primary")
    go.clicked.connect(lambda: window.pressed.append("go"))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    stay.setFocus()
    words.setFocus()
    qtbot.keyClicks(words, "no proof")
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == ["go"] and words.toPlainText() == "no proof"
    go.setEnabled(False)
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == ["go"]


def test_control_enter_leaves_alone_what_cannot_be_taken_back(window, qtbot):
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    words, go = QPlainTextEdit(dialog), QPushButton("作废", dialog)
    go.setProperty("k", "danger")
    go.clicked.connect(lambda: window.pressed.append("go"))
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    words.setFocus()
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == []
