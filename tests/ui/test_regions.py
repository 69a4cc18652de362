"""F6 out of a table and round the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget

from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.regions import step_region


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    window.banner = Banner(window)
    window.table = QListWidget(window)
    window.filter = QLineEdit(window.table)
    window.outside = QLineEdit(window)
    for widget in (window.banner, window.table, window.outside):
        column.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
    window.table.setFocus()
    return window


def test_the_next_part_is_entered_not_the_next_field_of_the_table(window):
    step_region(window)
    assert QApplication.focusWidget() is window.outside
    step_region(window, backwards=True)
    assert QApplication.focusWidget() in (window.table, window.filter)


def test_a_banner_that_shows_is_a_part_of_its_own(window, qtbot):
    window.banner.say("error", "有 1 处修改没有存上。", ("放弃这些修改", lambda: None))
    qtbot.waitUntil(lambda: all(b.isVisible() for b, _call in window.banner._actions))
    seen = set()
    for _ in range(3):
        step_region(window)
        seen.add(window.banner.isAncestorOf(QApplication.focusWidget()))
    assert seen == {True, False}


def test_disabled_and_hidden_fields_are_passed_over(window):
    window.outside.setEnabled(False)
    step_region(window)
    assert QApplication.focusWidget() is window.table
    assert window.table.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_banners_actions_follow_its_place_not_their_age(window, qtbot):
    window.banner.say("error", "台账文件已损坏。", ("用最近的备份恢复…", lambda: None))
    ((button, _call),) = window.banner._actions
    qtbot.waitUntil(button.isVisible)
    window.banner._close.setFocus()
    window.focusNextChild()
    assert QApplication.focusWidget() is button
