"""The right side of the 督办 page: one notice or proposal, its life, and its real pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.notice_preview import DRAFT, NOTICE, REPLY_FORM, NoticePreview
from leqing_desktop.ui.widgets.notice_sign import NoticeSign
from leqing_desktop.ui.widgets.notice_timeline import STEP, NoticeTimeline, TimelineStep

STEPS_SEEN = 6
_REASONS_SEEN = 3
FRONT = {
    NoticeAction.DELIVER: "send",
    NoticeAction.REPLY: "inbox",
    NoticeAction.EXTEND: "calendar-days",
    NoticeAction.CLOSE: "check",
    NoticeAction.REJECT: "reply",
    NoticeAction.REOPEN: "history",
}
"""The steps with a button of their own, in order; 升级 happens by signing the next notice."""
MORE = {
    NoticeAction.SEAL: "stamp",
    NoticeAction.ASK: "calendar-days",
    NoticeAction.DENY: "circle-x",
    NoticeAction.VOID: "x",
}
"""The steps in the menu behind them."""


class NoticePanel(QFrame):
    """Signals: ``act_wanted(NoticeAction)``, ``file_wanted(id)`` of a file that proves a step,
    ``closed()``. Its pages are in ``preview``.
    """

    act_wanted = Signal(object)
    file_wanted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self.setProperty("part", True)
        self.sign = NoticeSign(self)
        self.title = PlainLabel(parent=self)
        self.title.setProperty("k", "title")
        self.chip = Chip("", "neutral", self)
        self.about = PlainLabel(parent=self)
        self.about.setProperty("k", "label")
        self.why = PlainLabel(parent=self)
        for label in (self.title, self.about, self.why):
            label.setWordWrap(True)
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setToolTip("关闭侧栏  F4")
        self._close.clicked.connect(self._closed)
        self.buttons = {action: self._action_button(action, name) for action, name in FRONT.items()}
        self.more = QPushButton("其他", self)
        self.more.setProperty("menu", True)
        self.more.setMenu(QMenu(self.more))
        self.files = QPushButton(icon("paperclip"), "", self)
        self.files.setProperty("menu", True)
        self.files.setMenu(QMenu(self.files))
        self.entries = {action: self._entry(action, name) for action, name in MORE.items()}
        self.timeline = NoticeTimeline(self)
        self._life = QScrollArea(self)
        self._life.setWidget(self.timeline)
        self._life.setWidgetResizable(True)
        self._life.viewport().setAutoFillBackground(False)
        self.timeline.setAutoFillBackground(False)
        self._life.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = NoticePreview(self)
        self._lay_out()
        theme().changed.connect(self._measure)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._show_head(None, "", "", "", ("", ""))
        self._show_actions(())
        self._show_steps(())
        self.preview.offer()
        self.preview.say("选一件督办", "点一条建议或一份督办单，看它的办理过程和公文原样。")

    def show_proposal(self, row: Any, steps: Sequence[TimelineStep]) -> None:
        """A proposal: what it is about and why."""
        about = f"{row.unit} · {row.colour.meaning}"
        title = f"{row.number} {row.title}".strip()
        self._show_head(row.colour, title, about, row.why, ("拟发", "neutral"))
        self._show_actions(())
        self._show_steps(steps)
        self.preview.offer(NOTICE, DRAFT)

    def show_notice(self, row: Any, tone: str, steps: Sequence[TimelineStep]) -> None:
        """A signed notice with what may be done to it now."""
        about = f"{row.title} · {row.unit} · {row.period.label}"
        self._show_head(row.colour, row.number, about, row.why, (row.state_label, tone))
        self._show_actions(row.actions)
        self._show_steps(steps)
        self.preview.offer(NOTICE, REPLY_FORM, saving=True)

    def show_files(self, files: Sequence[tuple[int, str]]) -> None:
        """The files that prove its steps, each with its id and what to call it."""
        menu = self.files.menu()
        menu.clear()
        for file_id, words in files:
            menu.addAction(words, partial(self.file_wanted.emit, file_id))
        self.files.setText(f"材料 {len(files)}")
        self.files.setVisible(bool(files))
        parts = (*self.buttons.values(), self.more, self.files)
        self._acts.setVisible(any(not part.isHidden() for part in parts))

    def set_compact(self, compact: bool) -> None:
        """Fewer words where it is narrow, and the state under the number, not beside it."""
        row = self._second if compact else self._first
        self._first.removeWidget(self.chip)
        self._second.removeWidget(self.chip)
        place = 0 if compact else 2
        row.insertWidget(place, self.chip, 0, Qt.AlignmentFlag.AlignTop)
        self.preview.set_compact(compact)

    def _show_head(
        self,
        colour: NoticeColour | None,
        title: str,
        about: str,
        why: str,
        chip: tuple[str, str],
    ) -> None:
        self.sign.show_colour(colour)
        self.sign.setVisible(colour is not None)
        self.title.setText(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.why.setText(_shortened(why))
        self.why.setToolTip(plain_tip(why) if "\n" in why else "")
        self._why_box.setVisible(bool(why))
        self.chip.show_state(*chip)
        self.chip.setVisible(bool(chip[0]))

    def _show_actions(self, allowed: Sequence[NoticeAction]) -> None:
        for action, button in self.buttons.items():
            button.setVisible(action in allowed)
        for action, entry in self.entries.items():
            entry.setVisible(action in allowed)
        self.more.setVisible(any(action in allowed for action in self.entries))
        self.show_files(())

    def _show_steps(self, steps: Sequence[TimelineStep]) -> None:
        self.timeline.show_steps(steps)
        self._life.setVisible(bool(steps))
        self._measure()

    def _action_button(self, action: NoticeAction, icon_name: str) -> QPushButton:
        button = QPushButton(f"{action.label}…", self)
        button.setObjectName(action.value)
        button.setIcon(icon(icon_name, "text2"))
        button.clicked.connect(self._act)
        return button

    def _entry(self, action: NoticeAction, icon_name: str) -> QAction:
        danger = action is NoticeAction.VOID
        entry = QAction(
            icon(icon_name, "red_text" if danger else "text2"), f"{action.label}…", self
        )
        entry.setObjectName(action.value)
        entry.triggered.connect(self._act)
        if danger:
            self.more.menu().addSeparator()
        self.more.menu().addAction(entry)
        return entry

    def _lay_out(self) -> None:
        first = self._first = QHBoxLayout()
        first.setSpacing(8)
        second = self._second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.about, 1)
        first.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.title, 1)
        first.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._why_box = QFrame(self)
        self._why_box.setObjectName("whyBox")
        box = QVBoxLayout(self._why_box)
        box.setContentsMargins(10, 6, 8, 7)
        box.addWidget(self.why)
        self._acts = QWidget(self)
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(6)
        for button in self.buttons.values():
            acts.addWidget(button)
        acts.addWidget(self.more)
        acts.addWidget(self.files)
        acts.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(14, 10, 12, 8)
        top.setSpacing(6)
        top.addLayout(first)
        top.addLayout(second)
        for widget in (self._acts, self._why_box, self._life):
            top.addWidget(widget)
        line = QFrame(self)
        line.setProperty("k", "line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line)
        column.addWidget(self.preview, 1)

    def _measure(self) -> None:
        rows = min(STEPS_SEEN, len(self.timeline.steps))
        self._life.setFixedHeight(theme().px(STEP) * rows)

    def _act(self) -> None:
        self.act_wanted.emit(NoticeAction(self.sender().objectName()))

    def _closed(self) -> None:
        self.closed.emit()


def _shortened(why: str) -> str:
    """A few of many reasons; the others stand in the tip and in the document."""
    lines = why.split("\n")
    if len(lines) <= _REASONS_SEEN + 1:
        return why
    return "\n".join([*lines[:_REASONS_SEEN], f"…… 共 {len(lines)} 项，都写在公文里"])
