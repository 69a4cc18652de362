"""The pages of the window: made on first use, one in view, all told what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.page_table import PageEntry
from leqing_desktop.ui.pages.base import Page, PageContext


class PageStack(QStackedWidget):
    """Signals: ``shown(place on the rail)``; ``badge(page id, count)``; the rest are the page's in
    view.
    """

    shown = Signal(str)
    badge = Signal(str, int)
    hint = Signal(str)
    selection = Signal(str)
    pending = Signal(int)
    steps = Signal()

    def __init__(
        self,
        context: PageContext,
        entries: Sequence[PageEntry],
        period: Period | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = replace(context, parent=self)
        self._factories: dict[str, Callable[[PageContext], Page]] = {
            entry.id: entry.factory for entry in entries
        }
        self._marks = {entry.id: entry.marks or entry.id for entry in entries}
        self._pages: dict[str, Page] = {}
        self._period = period
        self._compact = False
        self._width = 0
        self.current_id = ""

    @property
    def page(self) -> Page:
        """The page in view."""
        return self._pages[self.current_id]

    def has(self, page_id: str) -> bool:
        """Whether such a page exists in this version."""
        return page_id in self._factories

    def open(self, page_id: str, argument: object = None) -> bool:
        """Bring a page into view; False where the one in view still needs its edits mended."""
        if page_id != self.current_id and not (self.leave() and self.let_go()):
            return False
        page = self._pages.get(page_id) or self._make(page_id)
        self.current_id = page_id
        self.setCurrentWidget(page)
        self.hint.emit("")
        self.selection.emit("")
        self.shown.emit(self.place)
        self.steps.emit()
        page.activate()
        if argument is not None:
            page.open_at(argument)
        return True

    def leave(self) -> bool:
        """Let the page in view commit what is typed; False where it cannot."""
        return not self.current_id or self.page.leave()

    def let_go(self) -> bool:
        """Let the page in view ask before what it holds is lost; False where it shall stay."""
        return not self.current_id or self.page.let_go()

    @property
    def place(self) -> str:
        """The place on the rail of the page in view."""
        return self._marks[self.current_id]

    def set_period(self, period: Period | None) -> None:
        """Show another period on every page."""
        self._period = period
        for page in self._pages.values():
            page.set_period(period)

    def search(self, text: str) -> None:
        """Hand the text of the search box to the page in view."""
        self.page.set_search(text)

    def set_width(self, width: int, compact: bool) -> None:
        """The window's width in logical pixels at zoom 100, and whether it is a narrow one."""
        if compact != self._compact:
            self._compact = compact
            for page in self._pages.values():
                page.set_compact(compact)
        self._width = width
        for page in self._pages.values():
            page.set_width(width)

    def tell_changed(self, changes: Changes, initiator: object) -> None:
        """Tell every page that something was written."""
        for page in self._pages.values():
            page.on_changed(changes, initiator)

    def _make(self, page_id: str) -> Page:
        page = self._factories[page_id](self._context)
        page.badge_changed.connect(self._badge_changed)
        page.edits_pending.connect(self._edits_pending)
        page.hint_changed.connect(self._hint_changed)
        page.page_wanted.connect(self._page_wanted)
        page.selection_changed.connect(self._selection_changed)
        page.steps_changed.connect(self.steps)
        self._pages[page_id] = page
        self.addWidget(page)
        page.set_compact(self._compact)
        page.set_width(self._width)
        page.set_period(self._period)
        return page

    def _badge_changed(self, count: int) -> None:
        for page_id, page in self._pages.items():
            if page is self.sender():
                self.badge.emit(page_id, count)

    def _in_view(self) -> bool:
        return bool(self.current_id) and self.sender() is self.page

    def _edits_pending(self, count: int) -> None:
        if self._in_view():
            self.pending.emit(count)

    def _hint_changed(self, text: str) -> None:
        if self._in_view():
            self.hint.emit(text)

    def _selection_changed(self, text: str) -> None:
        if self._in_view():
            self.selection.emit(text)

    def _page_wanted(self, page_id: str, argument: object) -> None:
        if self.has(page_id):
            self.open(page_id, argument)
