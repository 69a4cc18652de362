"""The review of returns on 季度报送: accept, send back, settle doubts; every verb one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.return_outcome import FileState, RowState
from leqing_desktop.domain.return_review import ReviewRow, UnitReview
from leqing_desktop.ui.dialogs.send_back import SendBackDialog
from leqing_desktop.ui.models.finding_table import ASSIGN, CHECK, CHOOSE, SEND_BACK, FindingLine
from leqing_desktop.ui.models.review_columns import Mark
from leqing_desktop.ui.models.review_model import ALL, ReviewModel
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.reporting_doubts import ReturnDoubts
from leqing_desktop.ui.pages.reporting_files import ReturnFiles
from leqing_desktop.ui.widgets.return_card import ReturnCard


class ReviewDesk(ReturnDoubts):
    """Drives the review in the right card."""

    def __init__(self, page: Page, rows: ReviewModel, card: ReturnCard, files: ReturnFiles) -> None:
        super().__init__(page, rows)
        self._card = card
        self._files = files
        self._pane = card.review
        self.wanted_task: int | None = None
        self._connect_signals()

    def _connect_signals(self) -> None:
        pane, table = self._pane, self._pane.table
        self._card.accept.clicked.connect(self.accept_marked)
        self._card.send_back.clicked.connect(self.send_back)
        self._rows.marked.connect(self._show_marks)
        pane.changes_wanted.connect(self.check_changes)
        pane.filters.chosen.connect(self._filtered)
        pane.rivals_wanted.connect(self.choose_return)
        pane.unmatched_wanted.connect(self.assign_first)
        pane.findings.shown.connect(self._finding_shown)
        pane.findings.way_wanted.connect(self._go_way)
        table.asked.connect(self._look_behind)
        table.marked.connect(self._mark)
        table.toggled.connect(self.toggle)

    # What is shown

    def show(self, review: UnitReview | None) -> None:
        """Show a unit's return."""
        before = self.review
        self._pane.show_review(review)
        now = self.review
        self._card.show_return(now is not None)
        versions = now.versions if now is not None else ()
        self._card.show_versions(versions, now.shown if now is not None else None)
        self._pane.say_version(self._version_words())
        other = before is None or now is None or before.unit_id != now.unit_id
        if now is not None and other:
            self._pane.table.go_to_first_open()
        self.go_to_wanted()
        self._show_marks()

    def go_to_wanted(self) -> None:
        """Put the cursor on the task asked for, if the return in view has it."""
        rows = self.review.rows if self.review is not None else ()
        row = next((r for r in rows if r.subject_id == self.wanted_task and not r.indicator), None)
        if self.wanted_task is None or row is None:
            return
        self.wanted_task = None
        if self._rows.place_of(row.id) < 0:
            self._pane.filters.choose(ALL)
            self._rows.set_search("")
            self._rows.set_filter(ALL)
            self._pane.refresh()
        self._pane.table.go_to(self._rows.place_of(row.id))

    def facts(self) -> list[str]:
        """What the head says of the return in view."""
        review = self.review
        shown = review.shown if review is not None else None
        if shown is None:
            return []
        parts = [f"{shown.received_on:%m-%d} 收到"]
        if shown.filled_by:
            parts.append(f"填报人 {shown.filled_by}")
        if shown.reviewed_by:
            parts.append(f"审阅 {shown.reviewed_by}")
        return parts

    def step_finding(self, step: int) -> None:
        """F8, Shift+F8."""
        self._pane.findings.step(step)

    def _version_words(self) -> str:
        review = self.review
        shown = review.shown if review is not None else None
        if review is None or shown is None:
            return ""
        if shown.id != review.versions[0].id:
            return f"v{shown.version} 是旧版，只能查看"
        changed = sum(1 for row in review.rows if row.before)
        if changed:
            return f"与上一版相比 {changed} 行有改动，改过的格右上有折角"
        return f"退回说明：{shown.note}" if shown.note and self._is(FileState.SENT_BACK) else ""

    def _is(self, state: FileState) -> bool:
        review = self.review
        shown = review.shown if review is not None else None
        return shown is not None and shown.state is state

    def _filtered(self, _key: str) -> None:
        self._pane.refresh()

    # What the clerk decides

    def toggle(self, rows: Sequence[ReviewRow]) -> None:
        """Space: waiting rows pass or go back; settled ones wait again."""
        if not rows or not self._may_decide():
            return
        settled = [row for row in rows if row.state is not RowState.WAITING]
        if settled and len(settled) == len(rows):
            self._write(
                self._service.reopen,
                [row.id for row in settled],
                toast=f"已改回待定 {len(settled)} 条",
            )
            return
        waiting = [row for row in rows if row.state is RowState.WAITING]
        passing = all(self._rows.mark(row) is Mark.ACCEPT for row in waiting)
        self._mark(waiting, Mark.SEND_BACK if passing else Mark.ACCEPT)

    def accept_marked(self) -> None:
        """Ctrl+Enter: take the rows that are to pass into the ledger."""
        rows = self._rows.marked_rows(Mark.ACCEPT)
        if rows and self._may_decide():
            self._write(
                self._service.accept,
                [row.id for row in rows],
                toast=f"已审核通过 {len(rows)} 条",
            )

    def send_back(self) -> None:
        """Ctrl+Backspace: the rows that are to go back, else the chosen ones, with a note."""
        review = self.review
        if review is None or not self._may_decide():
            return
        rows = self._rows.marked_rows(Mark.SEND_BACK)
        only_missing = not rows and not review.waiting and bool(review.missing)
        if not rows and not only_missing:
            chosen = self._pane.table.chosen_rows()
            rows = tuple(row for row in chosen if row.state is not RowState.SENT_BACK)
        if not rows and not only_missing:
            self._page.hint_changed.emit("先用空格把要退回的行标为“退回本条”。")
            return
        dialog = SendBackDialog(self._page, review, rows)
        if dialog.exec():
            done = self._sent_back if dialog.copy_wanted else None
            ids = [row.id for row in rows]
            toast = f"已退回{review.unit} {len(rows)} 条" if rows else f"已请{review.unit}补报"
            self._write(self._service.send_back, ids, dialog.note, done=done, toast=toast)
        dialog.deleteLater()

    # The steps behind them

    def _mark(self, rows: Sequence[ReviewRow], mark: Mark) -> None:
        if not self._may_decide():
            return
        good = [row for row in rows if row.state is RowState.WAITING]
        if mark is Mark.ACCEPT:
            stopped = [why for row in good if (why := self._rows.why_not(row))]
            good = [row for row in good if not self._rows.why_not(row)]
            if stopped:
                self._page.hint_changed.emit(stopped[0])
        if good:
            self._rows.set_mark([row.id for row in good], mark)

    def _show_marks(self) -> None:
        review = self.review
        waiting = len(review.waiting) if review is not None else 0
        open_ = not self.why_locked and not self._is(FileState.RIVAL)
        passing = len(self._rows.marked_rows(Mark.ACCEPT)) if open_ else 0
        self._card.show_marks(passing, waiting - passing)
        self._card.send_back.setEnabled(review is not None and not self.why_locked)

    def _look_behind(self, row: ReviewRow) -> None:
        if row.subject_id is None:
            self.assign(row)
        elif row.changes:
            self.check_changes()
        else:
            self._page.page_wanted.emit("decomposition", row.subject_id)

    def _finding_shown(self, line: FindingLine) -> None:
        self._page.hint_changed.emit(line.finding.message)
        at = self._rows.place_of(line.row_id) if line.row_id is not None else -1
        if at >= 0:
            self._pane.table.go_to(at)

    def _go_way(self, line: FindingLine) -> None:
        review = self.review
        row = next((row for row in review.rows if row.id == line.row_id), None) if review else None
        if line.way == CHECK:
            self.check_changes()
        elif line.way == CHOOSE:
            self.choose_return()
        elif row is None:
            return
        elif line.way == ASSIGN:
            self.assign(row)
        else:
            self._finding_shown(line)
            if line.way == SEND_BACK:
                self._mark([row], Mark.SEND_BACK)
            self._pane.table.setFocus()

    def _sent_back(self, _changes: Changes) -> None:
        self._files.save_copy()

    def _write(
        self,
        verb: Callable[..., Changes],
        row_ids: Sequence[int],
        *more: Any,
        toast: str,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        """A verb on rows of the unit in view."""
        review = self.review
        assert review is not None
        finish = partial(self._told_and, done)
        self._run(verb, self.period, review.unit_id, list(row_ids), *more, toast=toast, done=finish)

    def _told_and(self, done: Callable[[Changes], None] | None, changes: Changes) -> None:
        self.written.emit()
        if done is not None:
            done(changes)
