"""The bar at the foot: saved state, last backup, background work; hint, selection, zoom."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

HEIGHT = 26
ZOOMS = (100, 110, 125, 150, 175, 200)


def backup_words(at: datetime | None, today: date) -> str:
    """备份 今天 09:00 / 昨天 / 10-15 / 2024-10-15; 还没有备份 where there is none."""
    if at is None:
        return "还没有备份"
    days = (today - at.date()).days
    if days == 0:
        return f"备份 今天 {at:%H:%M}"
    if days == 1:
        return f"备份 昨天 {at:%H:%M}"
    return f"备份 {at:%m-%d}" if at.year == today.year else f"备份 {at:%Y-%m-%d}"


class StatusBar(QWidget):
    """Signals: ``cancelled()`` of the background work, ``zoom_chosen(percent)``."""

    cancelled = Signal()
    zoom_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved_icon = PlainLabel(parent=self)
        self._saved = PlainLabel(parent=self)
        self._backup = PlainLabel(parent=self)
        self._work = PlainLabel(parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton("取消", self)
        self._cancel.setProperty("k", "link")
        self._hint = PlainLabel(parent=self)
        self._selection = PlainLabel(parent=self)
        self._zoom = QToolButton(self)
        self._zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._zoom.setToolTip("显示大小  Ctrl+= 放大，Ctrl+- 缩小")
        self._zoom.setMenu(self._zoom_menu())
        self._lines = [QFrame(self) for _ in range(4)]
        self._saved_state = ("check", "green_text")
        self._lay_out()
        self.end_work()
        self.set_hint("")
        self.set_selection("")
        self._measure()
        # Signals, by sender
        self._cancel.clicked.connect(self._cancelled)
        theme().changed.connect(self._measure)

    def show_saved(self, at: datetime) -> None:
        """Everything typed is in the ledger."""
        self._show_state("check", "green_text", f"所有修改已保存 {at:%H:%M}")

    def show_pending(self, count: int) -> None:
        """Edits that are committed when their row is left."""
        self._show_state("square-pen", "yellow_text", f"{count} 处修改还没有保存")

    def show_backup(self, at: datetime | None, today: date) -> None:
        """When the ledger was last backed up."""
        self._backup.setText(backup_words(at, today))

    def show_work(self, text: str, done: int = 0, total: int = 0) -> None:
        """Background work and how far it is; ``total`` 0 where nobody knows."""
        figures = f" {done} / {total}" if total else ""
        self._work.setText(f"{text}{figures}")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        for widget in (self._work, self._bar, self._cancel, self._lines[1]):
            widget.show()

    def end_work(self) -> None:
        """No background work any more."""
        for widget in (self._work, self._bar, self._cancel, self._lines[1]):
            widget.hide()

    def set_hint(self, text: str) -> None:
        """The keys that help on the page in view."""
        self._hint.setText(text)
        self._lines[2].setVisible(bool(text and self._selection.text()))

    def set_selection(self, text: str) -> None:
        """Count and sum of the selected cells."""
        self._selection.setText(text)
        self._lines[2].setVisible(bool(text and self._hint.text()))
        self._lines[3].setVisible(bool(text or self._hint.text()))

    def _show_state(self, icon_name: str, token: str, text: str) -> None:
        self._saved_state = (icon_name, token)
        self._saved.setText(text)
        self._measure()

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        for percent in ZOOMS:
            action = QAction(f"{percent} %", menu)
            action.setData(percent)
            menu.addAction(action)
        menu.triggered.connect(self._zoom_picked)
        return menu

    def _zoom_picked(self, action: QAction) -> None:
        self.zoom_chosen.emit(action.data())

    def _cancelled(self) -> None:
        self.cancelled.emit()

    def _lay_out(self) -> None:
        for line in self._lines:
            line.setProperty("k", "line")
        for label in (self._saved, self._backup, self._work, self._hint, self._selection):
            label.setProperty("k", "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(8)
        left: tuple[QWidget, ...] = (
            self._saved_icon,
            self._saved,
            self._lines[0],
            self._backup,
            self._lines[1],
            self._work,
            self._bar,
            self._cancel,
        )
        right: tuple[QWidget, ...] = (
            self._hint,
            self._lines[2],
            self._selection,
            self._lines[3],
            self._zoom,
        )
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)

    def _measure(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(HEIGHT))
        self._bar.setFixedWidth(look.px(96))
        for line in self._lines:
            line.setFixedSize(1, look.px(12))
        side = look.px(14)
        name, token = self._saved_state
        self._saved_icon.setPixmap(icon(name, token).pixmap(QSize(side, side)))
        self._zoom.setText(f"{look.zoom} %")
