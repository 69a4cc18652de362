"""The keys of 季度报送: the next unit, the primary action, sending back, the next finding."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.reporting_review import ReviewDesk
from leqing_desktop.ui.widgets.return_card import REVIEW, ReturnCard


class ReportingKeys(QObject):
    """What decides about a return works only while it is in view."""

    def __init__(
        self, page: Page, card: ReturnCard, review: ReviewDesk, step_unit: Callable[[int], None]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._card = card
        self._review = review
        self._step_unit = step_unit
        preceding = QAction("上一家单位", page)
        preceding.setShortcut(QKeySequence("Ctrl+Up"))
        self._add(preceding, partial(self._step, -1))
        self._add(make_action("page.next_unit", page), partial(self._step, 1))
        for name, call in (
            ("page.primary", self._accept),
            ("page.send_back", self._send_back),
            ("finding.next", partial(self._step_finding, 1)),
            ("finding.previous", partial(self._step_finding, -1)),
        ):
            self._add(make_action(name, page), call)

    def _add(self, action: QAction, call: Callable[..., None]) -> None:
        action.triggered.connect(call)
        self._page.addAction(action)

    def _step(self, step: int, _checked: bool = False) -> None:
        self._step_unit(step)

    def _accept(self) -> None:
        if self._card.mode == REVIEW:
            self._review.accept_marked()

    def _send_back(self) -> None:
        if self._card.mode == REVIEW:
            self._review.send_back()

    def _step_finding(self, step: int, _checked: bool = False) -> None:
        if self._card.mode == REVIEW:
            self._review.step_finding(step)
