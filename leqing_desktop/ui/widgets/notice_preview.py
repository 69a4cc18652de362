"""The lower half of a notice's panel: its real pages, or words where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_paper import NoticePaper
from leqing_desktop.ui.widgets.segmented import Segmented

NOTICE, REPLY_FORM, REPLY_BOOK = "notice", "reply_form", "reply_book"
"""What of a signed notice can be saved as a file."""
DRAFT = "draft"
VIEWS = ((NOTICE, "公文"), (DRAFT, "送签稿"), (REPLY_FORM, "整改反馈单"))
"""What of a proposal or a notice can be looked at."""


class NoticePreview(QWidget):
    """Signals: ``save_wanted(what, suffix)`` for 另存, ``view_wanted(what)`` for other pages of
    the same.
    """

    save_wanted = Signal(str, str)
    view_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = NoticePaper(self)
        self._words = self._make_words()
        self._lower = QStackedWidget(self)
        self._lower.addWidget(self._words)
        self._lower.addWidget(self.paper)
        self._make_head()
        self._make_views()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view_row)
        column.addWidget(self._head)
        column.addWidget(self._lower, 1)
        self.paper.page_changed.connect(self._show_page)
        theme().changed.connect(self._tint)

    def offer(self, *views: str, saving: bool = False) -> None:
        """Which pages can be looked at, none for nothing; whether they can be saved as files."""
        for key, _ in VIEWS:
            self.views.set_shown(key, key in views)
        self._view_row.setVisible(bool(views))
        self._save.setEnabled(saving)

    def show_pages(self, pages: Sequence[Any], caption: str = "公文预览") -> None:
        """The document's pages."""
        self._caption.setText(caption)
        self.paper.show_pages(pages)
        self._lower.setCurrentWidget(self.paper)
        self._head.show()

    def say(self, title: str, hint: str, icon_name: str = "stamp") -> None:
        """Words where the pages would stand."""
        self._said.setText(title)
        self._hint.setText(hint)
        self._icon_name = icon_name
        self._tint()
        self.paper.show_pages(())
        self._lower.setCurrentWidget(self._words)
        self._head.hide()

    @property
    def said(self) -> str:
        """The words that stand where the pages would, empty with pages."""
        return self._hint.text() if self._lower.currentWidget() is self._words else ""

    def set_compact(self, compact: bool) -> None:
        """Fewer words where it is narrow."""
        self._caption.setVisible(not compact)
        self._save.setText("" if compact else "另存")

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

    def _make_head(self) -> None:
        self._head = QFrame(self)
        self._head.setObjectName("panelFoot")
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
        self._fill_save_menu()
        row = QHBoxLayout(self._head)
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

    def _fill_save_menu(self) -> None:
        menu = QMenu(self._save)
        for words, what in (("督办单", NOTICE), ("整改反馈单", REPLY_FORM)):
            for kind, suffix in (("PDF", ".pdf"), ("Word", ".docx")):
                wanted = partial(self.save_wanted.emit, what, suffix)
                menu.addAction(f"{words} {kind}…", wanted)
        menu.addAction("整改反馈表 Excel…", partial(self.save_wanted.emit, REPLY_BOOK, ".xlsx"))
        self._save.setMenu(menu)

    def _make_views(self) -> None:
        self.views = Segmented(VIEWS, self)
        self.views.setAccessibleName("看哪一种纸")
        self.views.chosen.connect(self._view_chosen)
        self._view_row = QWidget(self)
        row = QHBoxLayout(self._view_row)
        row.setContentsMargins(12, 6, 12, 2)
        row.addWidget(self.views)
        row.addStretch(1)

    def _view_chosen(self, key: str) -> None:
        self.view_wanted.emit(key)

    def _show_page(self, page: int, count: int) -> None:
        self._page.setText(f"第 {page} / {count} 页" if count else "")
