from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop.ui.messages import Banner, ConfirmDialog, Toast


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    made = Banner()
    qtbot.addWidget(made)
    return made


def test_a_banner_is_hidden_until_it_says_something(banner: Banner) -> None:
    assert banner.isHidden()
    banner.say("warn", "节假日表只到 2026 年")
    assert not banner.isHidden()
    assert banner.text == "节假日表只到 2026 年"
    assert banner.height() == 34
    banner.clear()
    assert banner.isHidden()
    assert banner.text == ""


def test_the_next_sentence_replaces_the_last_with_its_actions(banner: Banner, qtbot: QtBot) -> None:
    pressed: list[str] = []
    banner.say("error", "打不开", ("重试", lambda: pressed.append("重试")))
    banner.say("error", "还是打不开", ("看详情", lambda: pressed.append("看详情")))
    buttons = [b for b in banner.findChildren(QPushButton) if b.text() == "看详情"]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert pressed == ["看详情"]
    assert banner.text == "还是打不开"


def test_a_note_stands_behind_whatever_is_said_until_it_is_closed(
    banner: Banner, qtbot: QtBot
) -> None:
    banner.note("已改用程序自带的字体。")
    assert banner.text == "已改用程序自带的字体。" and banner.property("tone") == "warn"
    banner.say("ok", "已签发 1 份。", ("打开文件夹", lambda: None))
    assert banner.text == "已签发 1 份。 已改用程序自带的字体。"
    assert banner.offers and banner.property("tone") == "ok"
    banner.clear()
    assert banner.text == "已改用程序自带的字体。" and not banner.offers
    banner.say("error", "打不开。")
    banner.note("又一句。")
    assert banner.text == "打不开。 又一句。"
    close = next(b for b in banner.findChildren(QToolButton) if b.toolTip() == "关闭")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    banner.say("info", "只此一句。")
    assert banner.text == "只此一句。"


def test_markup_in_a_sentence_stays_text(banner: Banner) -> None:
    banner.say("info", "<b>名称</b> &amp;")
    assert banner.text == "<b>名称</b> &amp;"


def test_a_toast_offers_undo_only_where_there_is_one(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 500)
    host.show()
    toast = Toast(host)
    toast.say("已撤销：粘贴 12 行", False)
    button = toast.findChild(QPushButton)
    assert not button.isVisible()
    toast.say("已粘贴 12 行", True)
    assert button.isVisible()
    with qtbot.waitSignal(toast.undo):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_toast_stays_inside_the_window(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 500)
    host.show()
    toast = Toast(host)
    toast.say("很长" * 100, True)
    host.resize(960, 700)
    qtbot.waitUntil(lambda: host.rect().contains(toast.geometry()))


def test_the_safe_answer_is_the_default(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, "锁定 2024年第三季度", "还有 2 家未报。", "仍要锁定", "先不锁定")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.stay_button.isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == ConfirmDialog.DialogCode.Rejected


def test_the_other_answer_takes_a_press(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, "作废 6 号", "文号保留。", "作废")
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go_button.click()
