"""The 督办 page: the switch between its boards, 督办单 and 专项督查."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.board import Board
from leqing_desktop.ui.pages.inspection_board import InspectionBoard
from leqing_desktop.ui.pages.notice_board import NoticeBoard
from leqing_desktop.ui.widgets.segmented import Segmented

NOTICES, INSPECTIONS = "notices", "inspections"


class SupervisionPage(Page):
    """Hands the window's hooks to its boards; keys and subtitle belong to the one on show."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "督办")
        self._primary = make_action("page.primary", self)
        self._toggle = make_action("table.panel", self)
        self.addActions([self._primary, self._toggle])
        self.notices = NoticeBoard(context, self)
        self.kinds = Segmented(((NOTICES, "督办单"), (INSPECTIONS, "专项督查")), self)
        self.inspections = InspectionBoard(context, self)
        self._boards: dict[str, Board] = {
            NOTICES: self.notices,
            INSPECTIONS: self.inspections,
        }
        self._views = QStackedWidget(self)
        for board in self._boards.values():
            self._views.addWidget(board)
            board.counted.connect(self._tell_summary)
        self.body.addWidget(self._views, 1)
        self.head.insertWidget(1, self.kinds)
        self._order_head()
        self.kinds.chosen.connect(self._kind_chosen)
        self._primary.triggered.connect(self._do_primary)
        self._toggle.triggered.connect(self._toggle_panel)

    @property
    def board(self) -> Board:
        """The board on show."""
        return self._boards[self.kinds.key]

    def show_kind(self, key: str) -> None:
        """督办单 or 专项督查."""
        self.kinds.choose(key)
        self._kind_chosen(key)

    # Hooks of the page

    def activate(self) -> None:
        """Load what is not loaded, or has changed since."""
        self.board.activate()

    def set_period(self, period: Period | None) -> None:
        """Propose and inspect for another quarter."""
        for board in self._boards.values():
            board.set_period(period)

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Progress, units and notices all weigh here; look again."""
        for board in self._boards.values():
            board.invalidate()

    def set_search(self, text: str) -> None:
        """Filter the tables."""
        for board in self._boards.values():
            board.set_search(text.strip())

    def set_compact(self, compact: bool) -> None:
        """Fewer words below 1500 px."""
        super().set_compact(compact)
        for board in self._boards.values():
            board.set_compact(compact)

    def set_width(self, width: int) -> None:
        """Fit the panels."""
        for board in self._boards.values():
            board.set_width(width)

    def open_at(self, argument: object) -> None:
        """Show what concerns an item among the notices."""
        if self.board is not self.notices:
            self.show_kind(NOTICES)
        self.notices.open_at(argument)

    def _order_head(self) -> None:
        """The switch stands left of the buttons, so Tab reaches it before them."""
        choices = [each for each in self.kinds.children() if isinstance(each, QToolButton)]
        before: QWidget = choices[-1]
        for button in self.notices.buttons:
            QWidget.setTabOrder(before, button)
            before = button

    # What the switch and the keys do

    def _kind_chosen(self, _key: str) -> None:
        self.banner.clear()
        shown = self.board
        for board in self._boards.values():
            for button in board.buttons:
                button.setVisible(board is shown)
        self._views.setCurrentWidget(shown)
        self._tell_summary()
        shown.activate()

    def _tell_summary(self) -> None:
        self.subtitle.setText(self.board.summary)

    def _do_primary(self) -> None:
        self.board.primary()

    def _toggle_panel(self) -> None:
        self.board.toggle_panel()
