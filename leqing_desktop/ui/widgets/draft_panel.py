"""The right side of the review: filter, commands and the table; below it the doubts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.draft_doubts import DoubtModel
from leqing_desktop.ui.models.draft_model import ALL, CHANGED, DOUBTED, EDITED
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.doubt_view import DoubtView
from leqing_desktop.ui.widgets.draft_view import DraftView
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.segmented import Segmented

FILTERS = ((ALL, "全部"), (DOUBTED, "有疑问"), (EDITED, "我改过的"), (CHANGED, "有变化"))
COMMANDS = (
    "draft.merge",
    "draft.split",
    "draft.split_task",
    "draft.as_task",
    "draft.as_indicator",
    "draft.drop",
)
SHORT = {"draft.split": "拆出举措", "draft.split_task": "拆任务…"}
"""Words of a button where the menu has room for more."""
DOUBTS_HEIGHT = 180


class DraftCard(Card):
    """The table with its filter, and the strip of what can be done to the chosen rows."""

    def __init__(self, actions: Mapping[str, QAction], ticks: QMenu, parent: QWidget) -> None:
        super().__init__("识别结果", parent=parent, padded=False)
        self.setProperty("part", True)
        self.filter = Segmented(FILTERS, self)
        self.head.addWidget(self.filter)
        self._strip = QFrame(self)
        self._strip.setObjectName("commandStrip")
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(2)
        ticking = QToolButton(self._strip)
        ticking.setProperty("k", "words")
        ticking.setText("勾选")
        ticking.setIcon(icon("check"))
        ticking.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        ticking.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        ticking.setMenu(ticks)
        row.addWidget(ticking)
        self._buttons = []
        for name in COMMANDS:
            actions[name].setIconText(SHORT.get(name, actions[name].text()))
            button = QToolButton(self._strip)
            button.setProperty("k", "words")
            button.setDefaultAction(actions[name])
            row.addWidget(button)
            self._buttons.append(button)
        row.addStretch(1)
        self.body.addWidget(self._strip)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)

    def put(self, view: DraftView) -> None:
        """Take the table in."""
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)

    def show_nothing(self, nothing: bool, at_all: bool) -> None:
        """Say why the table is empty: nothing was found ``at_all``, or nothing matches."""
        if nothing and at_all:
            hint = "请先在左边指明表头是哪一行、各列是什么；规划文件请检查是不是要导入的那一份。"
            self.empty.say("list-tree", "没有识别出可以导入的内容", hint)
        elif nothing:
            self.empty.say("funnel", "没有符合的条目", "这个筛选下没有内容。", "看全部", False)
        self._stack.setCurrentIndex(0 if nothing else 1)

    def set_compact(self, compact: bool) -> None:
        """Words alone in a narrow window; icons beside them in a wide one."""
        style = Qt.ToolButtonStyle
        for button in self._buttons:
            button.setToolButtonStyle(
                style.ToolButtonTextOnly if compact else style.ToolButtonTextBesideIcon
            )

    def show_counts(self, counts: Mapping[str, int], into_empty: bool, chosen: str) -> None:
        """The filters with how much each would show."""
        for key, words in FILTERS:
            self.filter.set_text(key, f"{words} {counts[key]}")
        self.filter.set_shown(CHANGED, not into_empty)
        self.filter.choose(chosen)


class DoubtCard(Card):
    """待定: what the document leaves open."""

    def __init__(self, model: DoubtModel, parent: QWidget) -> None:
        super().__init__("待定", parent=parent, padded=False)
        self.setProperty("part", True)
        self.hint_label.setText("不处理也能导入，会留在“待办”里")
        keys = PlainLabel("F8 下一处", self)
        keys.setProperty("k", "hint")
        self.head.addWidget(keys)
        self.view = DoubtView(model, self)
        self.body.addWidget(self.view, 1)

    def show_count(self, waiting: int, settled: int) -> None:
        """How many doubts nobody has settled."""
        self.title_label.setText(f"待定 {waiting} 处" if waiting else "没有待定")
        tail = f"，已处理 {settled} 处" if settled else ""
        self.hint_label.setText(f"不处理也能导入，随导入记在台账里{tail}")


class ResultSplit(QSplitter):
    """The table above, the doubts below, the border between them movable."""

    def __init__(self, above: QWidget, below: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self.addWidget(above)
        self.addWidget(below)
        self.setStretchFactor(0, 1)
        self.setHandleWidth(10)
        below.setMinimumHeight(theme().px(110))
        self.setSizes([1000, theme().px(DOUBTS_HEIGHT)])
