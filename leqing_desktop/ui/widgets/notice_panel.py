"""The right side of the 督办 page: one notice or proposal, its life, and its real pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
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
from leqing_desktop.ui.widgets.light_paint import NOTICE_SIZE, paint_notice
from leqing_desktop.ui.widgets.notice_paper import NoticePaper
from leqing_desktop.ui.widgets.notice_timeline import STEP, NoticeTimeline, TimelineStep
from leqing_desktop.ui.widgets.segmented import Segmented

STEPS_SEEN = 6
NOTICE, REPLY_FORM, REPLY_BOOK = "notice", "reply_form", "reply_book"
"""What of a signed notice can be saved as a file."""
DRAFT = "draft"
VIEWS = ((NOTICE, "公文"), (DRAFT, "送签稿"), (REPLY_FORM, "整改反馈单"))
"""What of a proposal or a notice can be looked at."""
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


class NoticeSign(QWidget):
    """A notice's sign as a small widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour: NoticeColour | None = None
        self._measure()
        theme().changed.connect(self._measure)

    def show_colour(self, colour: NoticeColour | None) -> None:
        """Show another colour, or none."""
        self._colour = colour
        self.setAccessibleName(f"{colour.label}单" if colour is not None else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint it as the tables do."""
        if self._colour is None:
            return
        painter = QPainter(self)
        paint_notice(painter, self.rect().toRectF(), self._colour, theme())
        painter.end()

    def _measure(self) -> None:
        self.setFixedSize(theme().px(NOTICE_SIZE + 10), theme().px(NOTICE_SIZE + 4))


class NoticePanel(QFrame):
    """Signals: ``act_wanted(NoticeAction)``, ``file_wanted(id)`` of a file that proves a step,
    ``save_wanted(what, suffix)`` for 另存, ``view_wanted(what)`` for other pages of the same,
    ``closed()``.
    """

    act_wanted = Signal(object)
    file_wanted = Signal(int)
    save_wanted = Signal(str, str)
    view_wanted = Signal(str)
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
        self.paper = NoticePaper(self)
        self._words = self._make_words()
        self._lower = QStackedWidget(self)
        self._lower.addWidget(self._words)
        self._lower.addWidget(self.paper)
        self._make_preview_head()
        self._lay_out()
        self.paper.page_changed.connect(self._show_page)
        theme().changed.connect(self._measure)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self._show_head(None, "", "", "", ("", ""))
        self._show_actions(())
        self._show_steps(())
        self._show_views()
        self.say("选一件督办", "点一条建议或一份督办单，看它的办理过程和公文原样。")

    def show_proposal(self, row: Any, steps: Sequence[TimelineStep]) -> None:
        """A proposal: what it is about and why."""
        about = f"{row.unit} · {row.colour.meaning}"
        title = f"{row.number} {row.title}".strip()
        self._show_head(row.colour, title, about, row.why, ("拟发", "neutral"))
        self._show_actions(())
        self._show_steps(steps)
        self._show_views(NOTICE, DRAFT)

    def show_notice(self, row: Any, tone: str, steps: Sequence[TimelineStep]) -> None:
        """A signed notice with what may be done to it now."""
        about = f"{row.title} · {row.unit} · {row.period.label}"
        self._show_head(row.colour, row.number, about, row.why, (row.state_label, tone))
        self._show_actions(row.actions)
        self._show_steps(steps)
        self._save.setEnabled(True)
        self._show_views(NOTICE, REPLY_FORM)

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

    def show_pages(self, pages: Sequence[Any], caption: str = "公文预览") -> None:
        """The document's pages."""
        self._caption.setText(caption)
        self.paper.show_pages(pages)
        self._lower.setCurrentWidget(self.paper)
        self._preview_head.show()

    def say(self, title: str, hint: str, icon_name: str = "stamp") -> None:
        """Words where the pages would stand."""
        self._said.setText(title)
        self._hint.setText(hint)
        self._icon_name = icon_name
        self._tint()
        self.paper.show_pages(())
        self._lower.setCurrentWidget(self._words)
        self._preview_head.hide()

    @property
    def said(self) -> str:
        """The words that stand where the pages would, empty with pages."""
        return self._hint.text() if self._lower.currentWidget() is self._words else ""

    def set_compact(self, compact: bool) -> None:
        """Fewer words where it is narrow, and the state under the number, not beside it."""
        row = self._second if compact else self._first
        self._first.removeWidget(self.chip)
        self._second.removeWidget(self.chip)
        place = 0 if compact else 2
        row.insertWidget(place, self.chip, 0, Qt.AlignmentFlag.AlignTop)
        self._caption.setVisible(not compact)
        self._save.setText("" if compact else "另存")

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
        self._save.setEnabled(False)

    def _show_views(self, *keys: str) -> None:
        for key, _ in VIEWS:
            self.views.set_shown(key, key in keys)
        self._view_row.setVisible(bool(keys))

    def _view_chosen(self, key: str) -> None:
        self.view_wanted.emit(key)

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

    def _make_words(self) -> QWidget:
        """Words for a narrow place, where the pages would stand."""
        words = QWidget(self)
        self._icon_name = "stamp"
        self._icon: QLabel = PlainLabel(parent=words)
        self._said: QLabel = PlainLabel(parent=words)
        self._hint: QLabel = PlainLabel(parent=words)
        self._said.setProperty("k", "card")
        self._hint.setProperty("k", "label")
        column = QVBoxLayout(words)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self._icon, self._said, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(3)
        return words

    def _tint(self) -> None:
        side = theme().px(24)
        self._icon.setPixmap(icon(self._icon_name, "text2").pixmap(side, side))

    def _make_preview_head(self) -> None:
        self._preview_head = QFrame(self)
        self._preview_head.setObjectName("panelFoot")
        self._caption = PlainLabel("公文预览", self)
        self._caption.setProperty("k", "card")
        self._page = PlainLabel(parent=self)
        self._page.setProperty("k", "hint")
        smaller, larger = QToolButton(self), QToolButton(self)
        for button, name, tip in ((smaller, "minus", "缩小"), (larger, "plus", "放大")):
            button.setIcon(icon(name))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        fit = QPushButton("适合宽度", self)
        fit.setProperty("k", "ghost")
        self._save = QPushButton("另存", self)
        self._save.setProperty("k", "ghost")
        self._save.setProperty("menu", True)
        self._save.setIcon(icon("file-down"))
        self._save.setToolTip("把这份督办单、它的整改反馈单或反馈表另存为文件")
        menu = QMenu(self._save)
        for words, what in (("督办单", NOTICE), ("整改反馈单", REPLY_FORM)):
            for kind, suffix in (("PDF", ".pdf"), ("Word", ".docx")):
                wanted = partial(self.save_wanted.emit, what, suffix)
                menu.addAction(f"{words} {kind}…", wanted)
        menu.addAction("整改反馈表 Excel…", partial(self.save_wanted.emit, REPLY_BOOK, ".xlsx"))
        self._save.setMenu(menu)
        row = QHBoxLayout(self._preview_head)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self._caption)
        row.addWidget(self._page)
        row.addStretch(1)
        for widget in (smaller, fit, larger, self._save):
            row.addWidget(widget)
        smaller.clicked.connect(self.paper.zoom_out)
        fit.clicked.connect(self.paper.fit_width)
        larger.clicked.connect(self.paper.zoom_in)
        self._make_views()

    def _make_views(self) -> None:
        self.views = Segmented(VIEWS, self)
        self.views.setAccessibleName("看哪一种纸")
        self.views.chosen.connect(self._view_chosen)
        self._view_row = QWidget(self)
        row = QHBoxLayout(self._view_row)
        row.setContentsMargins(12, 6, 12, 2)
        row.addWidget(self.views)
        row.addStretch(1)

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
        column.addWidget(self._view_row)
        column.addWidget(self._preview_head)
        column.addWidget(self._lower, 1)

    def _measure(self) -> None:
        rows = min(STEPS_SEEN, len(self.timeline.steps))
        self._life.setFixedHeight(theme().px(STEP) * rows)
        self._tint()

    def _show_page(self, page: int, count: int) -> None:
        self._page.setText(f"第 {page} / {count} 页" if count else "")

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
