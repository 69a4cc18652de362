"""What must be settled before rows of a return can pass: outside changes, rivals, rows nobody can tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_outcome import FileState
from leqing_desktop.domain.return_review import ReviewRow, UnitReview
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.dialogs.assign_row import AssignRowDialog
from leqing_desktop.ui.dialogs.choose_return import ChooseReturnDialog
from leqing_desktop.ui.dialogs.return_changes import ReturnChangesDialog, RowChange
from leqing_desktop.ui.models.review_columns import shown_title
from leqing_desktop.ui.models.review_model import ReviewModel
from leqing_desktop.ui.pages.base import Page


class ReturnDoubts(QObject):
    """``written()``: read board and return again; ``refused(sentence)``.

    ``why_locked``: why nothing can be decided, "" where the clerk may.
    """

    written = Signal()
    refused = Signal(str)

    def __init__(self, page: Page, rows: ReviewModel) -> None:
        super().__init__(page)
        self._page = page
        self._service = page.context.services.review
        self._rows = rows
        self.period: Period | None = None
        self.why_locked = ""

    @property
    def review(self) -> UnitReview | None:
        """The return in view, None where none came in."""
        found = self._rows.review
        return found if found is not None and found.shown is not None else None

    def check_changes(self) -> None:
        """改动核对 of every change outside the input cells."""
        review = self.review
        if review is None or not self._may_decide():
            return
        changes = [
            RowChange(row.id, shown_title(row), each) for row in review.rows for each in row.changes
        ]
        known = {(each.row_id, each.change.cell): each.change.taken for each in changes}
        dialog = ReturnChangesDialog(self._page, review.unit, changes)
        if dialog.exec():
            answers = [each for each in dialog.answer if known[each[0], each[1]] is not each[2]]
            if answers:
                self._run(
                    self._service.decide_changes,
                    answers,
                    toast=f"已核对改动 {len(answers)} 处",
                    done=self._told,
                )
        dialog.deleteLater()

    def choose_return(self) -> None:
        """Of two rivals use one."""
        review, period = self.review, self.period
        if review is None or period is None:
            return
        if self.why_locked:
            self.refused.emit(self.why_locked)
            return
        numbers = [each.version for each in review.rivals]
        self._page.operations.read(
            self._read_versions, period, review.unit_id, numbers, done=self._ask_which
        )

    def assign(self, row: ReviewRow) -> None:
        """Ask whose row it is."""
        if not self._may_decide():
            return
        self._page.operations.read(
            self._service.offers, row.id, done=partial(self._ask_whose, row), failed=self._failed
        )

    def assign_first(self) -> None:
        """Ask whose the first row is that nobody can tell."""
        review = self.review
        rows = review.rows if review is not None else ()
        row = next((row for row in rows if row.subject_id is None), None)
        if row is not None:
            self.assign(row)

    def _may_decide(self) -> bool:
        review = self.review
        if self.why_locked:
            self.refused.emit(self.why_locked)
            return False
        if review is None or review.shown is None:
            return False
        if review.shown.id != review.versions[0].id:
            self.refused.emit("这是旧版，只能查看；要审核请先换到最新一版。")
            return False
        if review.shown.state is FileState.RIVAL:
            self.choose_return()
            return False
        return True

    def _ask_whose(self, row: ReviewRow, offers: Any) -> None:
        dialog = AssignRowDialog(self._page, row, offers)
        if dialog.exec():
            if dialog.struck:
                words, step = f"不收第 {row.row} 行", partial(self._service.strike, row.id)
            else:
                words = f"已指认第 {row.row} 行"
                step = partial(self._service.assign_row, row.id, dialog.subject_id)
            self._run(step, toast=words, done=self._told)
        dialog.deleteLater()

    def _read_versions(self, period: Period, unit_id: int, numbers: Sequence[int]) -> Any:
        return [self._service.review(period, unit_id, number) for number in numbers]

    def _ask_which(self, reviews: Sequence[UnitReview]) -> None:
        if len(reviews) < 2:
            return
        dialog = ChooseReturnDialog(self._page, reviews)
        if dialog.exec():
            toast = f"已选用{reviews[0].unit}的一份报送表"
            self._run(self._service.choose, dialog.chosen_id, toast=toast, done=self._told)
        dialog.deleteLater()

    def _run(
        self,
        verb: Callable[..., Changes],
        *args: Any,
        toast: str,
        done: Callable[[Changes], None] | None,
    ) -> None:
        self._page.operations.run(
            verb, *args, done=done, failed=self._failed, initiator=self._page, toast=toast
        )

    def _told(self, _changes: Changes) -> None:
        self.written.emit()

    def _failed(self, error: LeqingError) -> None:
        self.refused.emit(str(error))
