"""The frame of a side panel: title with light, the sentence why, tabs, a foot with buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle
from leqing_desktop.ui.widgets.light_paint import paint_light

WIDTH = 372
COMPACT_WIDTH = 304


class LightLabel(QWidget):
    """A light's shape and letter as a small widget; empty without a light."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light: Light | None = None
        self._measure()
        theme().changed.connect(self._measure)

    def set_light(self, light: Light | None) -> None:
        """Show another light."""
        self._light = light
        self.setAccessibleName(f"{light.label}灯" if light is not None else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint shape and letter as the tables do."""
        if self._light is None:
            return
        painter = QPainter(self)
        paint_light(painter, self.rect().toRectF(), self._light, theme())
        painter.end()

    def _measure(self) -> None:
        self.setFixedSize(theme().px(34), theme().px(18))


class SidePanel(QFrame):
    """Put pages into ``tabs`` and buttons into ``foot``; ``closed`` when × is pressed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self.setProperty("part", True)
        self._kind = PlainLabel(parent=self)
        self._kind.setProperty("k", "small")
        self.light = LightLabel(self)
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setToolTip("关闭侧栏  F4")
        self._close.clicked.connect(self._closed)
        self._title = PlainLabel(parent=self)
        self._title.setProperty("k", "title")
        self._title.setWordWrap(True)
        self._why = QFrame(self)
        self._why.setObjectName("whyBox")
        self._why_head = PlainLabel(parent=self._why)
        self._why_head.setObjectName("whyHead")
        self._why_text = PlainLabel(parent=self._why)
        self._why_text.setWordWrap(True)
        box = QVBoxLayout(self._why)
        box.setContentsMargins(10, 6, 8, 7)
        box.setSpacing(2)
        box.addWidget(self._why_head)
        box.addWidget(self._why_text)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.foot_row = QFrame(self)
        self.foot_row.setObjectName("panelFoot")
        self.foot = QHBoxLayout(self.foot_row)
        self._lay_out()
        self.set_compact(False)

    def show_head(self, kind: str, title: str, light: Light | None, why: str = "") -> None:
        """What is shown: ``kind`` such as 举措 7, the title, the light and the sentence why."""
        self._kind.setText(kind)
        self._title.setText(title)
        self.light.set_light(light)
        self._why.setVisible(bool(why))
        self._why_text.setText(why)
        self._why_head.setText(f"为什么是{light.label}灯" if light is not None else "说明")
        restyle(self._why, "tone", light.value if light is not None else "")
        restyle(self._why_head, "tone", light.value if light is not None else "")

    def set_compact(self, compact: bool) -> None:
        """Narrow below 1500 px."""
        self.setFixedWidth(theme().px(COMPACT_WIDTH if compact else WIDTH))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._kind)
        head.addWidget(self.light)
        head.addStretch(1)
        head.addWidget(self._close)
        top = QVBoxLayout()
        top.setContentsMargins(14, 8, 12, 4)
        top.setSpacing(5)
        top.addLayout(head)
        top.addWidget(self._title)
        top.addWidget(self._why)
        self.foot.setContentsMargins(12, 7, 12, 7)
        self.foot.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.foot_row)

    def _closed(self) -> None:
        self.closed.emit()
