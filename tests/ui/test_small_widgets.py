from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.rail import Rail
from leqing_desktop.ui.widgets.segmented import Segmented
from leqing_desktop.ui.widgets.side_panel import SidePanel
from leqing_desktop.ui.widgets.status_bar import StatusBar, backup_words
from leqing_desktop.ui.widgets.top_bar import TopBar, due_words

TODAY = date(2024, 10, 17)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2024, 10, 15), "报送截止 10-15（周二），已过截止日"),
        (date(2024, 10, 17), "报送截止 10-17（周四）"),
        (date(2025, 1, 15), "报送截止 2025-01-15（周三）"),
    ],
)
def test_the_due_date_in_words(due: date, words: str) -> None:
    assert due_words(due, TODAY) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (None, "还没有备份"),
        (datetime(2024, 10, 17, 9, 0), "备份 今天 09:00"),
        (datetime(2024, 10, 16, 23, 59), "备份 昨天 23:59"),
        (datetime(2024, 9, 30, 8, 0), "备份 09-30"),
        (datetime(2023, 9, 30, 8, 0), "备份 2023-09-30"),
    ],
)
def test_the_last_backup_in_words(at: datetime | None, words: str) -> None:
    assert backup_words(at, TODAY) == words


def test_one_segment_holds_at_a_time(qtbot: QtBot) -> None:
    row = Segmented((("all", "全部 26"), ("behind", "黄红 9")))
    qtbot.addWidget(row)
    assert row.key == "all"
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.mouseClick(row.findChild(QToolButton, "behind"), Qt.MouseButton.LeftButton)
    assert told.args == ["behind"]
    with qtbot.assertNotEmitted(row.chosen):
        row.choose("all")
    assert row.key == "all"


def test_the_rail_tells_what_was_chosen_and_what_waits(qtbot: QtBot) -> None:
    rail = Rail([("a", "分解表", "list-tree", ""), ("b", "设置", "settings", "")])
    qtbot.addWidget(rail)
    rail.resize(152, 400)
    rail.show()
    first, last = rail._buttons["a"], rail._buttons["b"]
    assert last.geometry().bottom() > 380
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert told.args == ["b"]
    plain = first.grab().toImage()
    rail.set_badge("a", 3)
    assert first.grab().toImage() != plain
    assert first.accessibleDescription() == "3 件待办"


def test_an_empty_page_names_the_next_step(qtbot: QtBot) -> None:
    state = EmptyState()
    qtbot.addWidget(state)
    state.say("inbox", "本季还没有收到报送表", "先下发，收到后把文件夹拖进来", "下发报送表")
    assert state.button.text() == "下发报送表"
    with qtbot.waitSignal(state.wanted):
        state.button.click()
    state.say("funnel", "没有符合筛选的举措", "灯 = 红")
    assert state.button.isHidden()


def test_the_side_panel_says_why(qtbot: QtBot) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    panel.show_head("举措 7", "加快企业绿色制造转型", Light.RED, "完成 41 %，序时 75 %。")
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "为什么是红灯" in texts
    assert "完成 41 %，序时 75 %。" in texts
    panel.show_head("工程 一", "实施产品高端化工程", None)
    assert panel._why.isHidden()
    panel.set_compact(True)
    assert panel.width() == 304


def test_background_work_is_shown_and_can_be_cancelled(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    assert not bar._cancel.isVisible()
    bar.show_work("正在生成报送表", 7, 12)
    assert bar._work.text() == "正在生成报送表 7 / 12"
    with qtbot.waitSignal(bar.cancelled):
        bar._cancel.click()
    bar.end_work()
    assert not bar._bar.isVisible()


def test_without_periods_the_selector_offers_a_new_one(qtbot: QtBot) -> None:
    top = TopBar()
    qtbot.addWidget(top)
    top.show_periods([], None)
    assert top.period_box.currentIndex() == -1
    with qtbot.waitSignal(top.period_wanted):
        top.period_box.activated.emit(0)
