"""What stands on 季度报送 where there is nothing: no period, no units, no task that matches."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.reporting_board import BoardModel
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.period_care import PeriodCare
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.return_card import ReturnCard

if TYPE_CHECKING:
    from leqing_desktop.ui.pages.base import Page


class ReportBlanks(QObject):
    """Chooses between the page's two cards, the whole page empty, and an empty sheet."""

    def __init__(
        self,
        page: Page,
        stack: QStackedWidget,
        card: ReturnCard,
        board: BoardModel,
        model: SheetModel,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._stack = stack
        self._card = card
        self._board = board
        self._model = model
        self._period: Period | None = None
        self._care = PeriodCare(page, page.operations, page.context.services)
        self.whole = EmptyState(page)
        stack.addWidget(self.whole)
        self.whole.wanted.connect(self._next_step)
        card.empty.wanted.connect(self._show_all_tasks)

    def show(self, period: Period | None, search: str) -> None:
        """Look again at what there is to show."""
        self._period = period
        if period is None:
            self.whole.say(
                "calendar-days",
                "还没有报送期",
                "先新建一个季度，定好报送截止日，就可以按单位填写进展。",
                "新建报送期",
            )
        elif not self._board.all_units:
            self.whole.say(
                "inbox",
                "还没有要报送的单位",
                "先在分解表里给任务填上牵头单位或责任单位。",
                "去分解表",
            )
        if period is None or not self._board.all_units:
            self._stack.setCurrentWidget(self.whole)
            return
        self._stack.setCurrentIndex(0)
        rows = self._model.rowCount() > 0 or self._model.sheet is None
        if not rows:
            self._card.empty.say(
                "funnel",
                "没有符合搜索的任务",
                f"这家单位的任务里没有“{search[:20]}”。",
                "看全部任务",
                False,
            )
        self._card.show_rows(rows)

    def _show_all_tasks(self) -> None:
        self._model.set_search("")
        self._card.show_rows(True)

    def _next_step(self) -> None:
        if self._period is None:
            self._care.add(Period.containing(date.today()))
        else:
            self._page.page_wanted.emit("decomposition", None)
