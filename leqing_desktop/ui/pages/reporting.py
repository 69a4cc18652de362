"""季度报送: who has reported this quarter, and each unit's return to review or sheet to type."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.ui.models.reporting_board import (
    BoardModel,
    state_tone,
    state_words,
)
from leqing_desktop.ui.models.reporting_columns import TITLE_AT
from leqing_desktop.ui.models.reporting_drafts import Drafts, Sheet
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.models.review_model import ReviewModel
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.reporting_blanks import ReportBlanks
from leqing_desktop.ui.pages.reporting_files import ReturnFiles
from leqing_desktop.ui.pages.reporting_keys import ReportingKeys
from leqing_desktop.ui.pages.reporting_lock import PeriodLocking
from leqing_desktop.ui.pages.reporting_reading import (
    BOARD,
    EVERYTHING,
    LIGHTS,
    RETURN,
    SHEET,
    Answer,
    ReportReader,
)
from leqing_desktop.ui.pages.reporting_results import QuarterResults
from leqing_desktop.ui.pages.reporting_review import ReviewDesk
from leqing_desktop.ui.pages.reporting_traffic import ReturnTraffic
from leqing_desktop.ui.pages.reporting_typing import SheetTyping
from leqing_desktop.ui.pages.reporting_units import UnitPicking, typing_facts
from leqing_desktop.ui.widgets.report_board import BoardCard
from leqing_desktop.ui.widgets.return_card import REVIEW, TYPING, ReturnCard

WIDTHS_SETTING = "reporting.widths"
HINTS = {
    TYPING: "Enter 下一行 · Tab 下一格 · Alt+Enter 换行 · Ctrl+D 向下填充 · Ctrl+↓ 下一家",
    REVIEW: "空格 通过/退回 · Ctrl+Enter 审核通过 · Ctrl+Backspace 退回 · F8 下一处 · Ctrl+↓ 下一家",
}


class ReportingPage(Page):
    """Wires the board of units, one unit's sheet, its saving and the readings."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "季度报送")
        self.drafts = Drafts()
        self.board = BoardModel(self)
        self.model = SheetModel(self.drafts, self)
        self.model.why_locked = context.why_read_only
        self.rows = ReviewModel(self)
        self._reader = ReportReader(self.operations, context.services, self.drafts, self._show)
        self._statuses: dict[int, Any] = {}
        self._due: date | None = None
        self._locked = False
        self._stale = True
        self._search = ""
        self._mode_of: int | None = None
        self._entering = False
        self.units = BoardCard(self.board, self)
        self.card = ReturnCard(self.model, self.rows, self)
        self.view = self.card.view
        self.typing = SheetTyping(self, self.drafts, self.model, self.view, self.board)
        self.files = ReturnFiles(self, self.card.files)
        self.review = ReviewDesk(self, self.rows, self.card, self.files)
        self.traffic = ReturnTraffic(self, self.units)
        self.results = QuarterResults(self)
        self.locking = PeriodLocking(self)
        self._stack = QStackedWidget(self)
        self._blanks = ReportBlanks(self, self._stack, self.card, self.board, self.model)
        self._lay_out()
        self.picking = UnitPicking(self, self._reader, self.board, self.units)
        self.keys = ReportingKeys(self, self.card, self.review, self.picking.step)
        self._connect_signals()
        self.view.measures.set_own_widths(list(context.settings.get(WIDTHS_SETTING, [])))

    def _lay_out(self) -> None:
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.units)
        row.addWidget(self.card, 1)
        self._stack.insertWidget(0, both)
        self.body.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.card.mode_wanted.connect(self._set_mode)
        self.card.unit_step.connect(self.picking.step)
        self.card.version_wanted.connect(self._show_version)
        self.card.no_return.wanted.connect(partial(self._set_mode, TYPING))
        self.card.review.table.left.connect(self.units.view.setFocus)
        for part in (self.review, self.files):
            part.refused.connect(partial(self.banner.say, "error"))
        self.review.written.connect(self._written)
        self.traffic.collected.connect(self._collected)
        self.traffic.issued.connect(self._read_all)
        self.traffic.issued.connect(self._enter_card)
        self.traffic.unit_wanted.connect(self.open_at)
        self.operations.background.crashed.connect(self._crashed)
        self.results.row_wanted.connect(self._go_to_row)
        self.typing.stored.connect(self._stored)
        self.typing.unit_wanted.connect(self.picking.pick)
        self.picking.leaving.connect(self.view.finish_editing)
        self.picking.left_list.connect(self._enter_card)
        self.units.view.entered_sheet.connect(self._enter_card)
        self.view.files_pasted.connect(self.traffic.take)
        self.view.left.connect(self.units.view.setFocus)
        self.view.selection_told.connect(self.selection_changed)

    # The page's hooks

    def activate(self) -> None:
        """Read what changed while the page was out of view."""
        self.hint_changed.emit(HINTS[self.card.mode])
        if self._stale:
            # The keys go where the unit's return or sheet comes up, once it is read.
            self._entering = True
            self._read_all(in_view=True)
        self._enter_card()

    def leave(self) -> bool:
        """Write the open cell and see it written; stay while a text was refused."""
        self.context.settings.set(WIDTHS_SETTING, self.view.measures.own_widths)
        return self.typing.leave()

    def set_period(self, period: Period | None) -> None:
        """Show another quarter of the same unit."""
        self._reader.period = self.review.period = period
        self.results.show_period(period)
        self._reader.version = None
        self._mode_of = None
        self.banner.clear()
        self._locked = self.typing.locked = False
        self._read_all()

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Read again what another page, or undo, wrote; own writes are followed by ``stored``."""
        if initiator is not self:
            self._read_all()

    def set_search(self, text: str) -> None:
        """Find units by name, else tasks of the unit in view."""
        self._search = text
        named = any(text.casefold() in unit.unit.casefold() for unit in self.board.all_units)
        self.board.set_search(text if named else "")
        self.model.set_search("" if named else text)
        self.rows.set_search("" if named else text)
        self.card.review.refresh()
        self.units.refresh()
        self._blanks.show(self._reader.period, self._search)

    def set_compact(self, compact: bool) -> None:
        """Fewer columns below 1500 px."""
        super().set_compact(compact)
        self.card.set_compact(compact)
        self.view.measures.set_narrow(compact)

    def set_width(self, width: int) -> None:
        """A narrower list of units in a narrower window."""
        self.picking.set_width(width)

    def open_at(self, argument: object) -> None:
        """Go to a unit by its name, or to a task of the unit in view by its id."""
        if isinstance(argument, str):
            self.picking.pick_named(argument)
        elif isinstance(argument, int) and self.model.row_of(argument) >= 0:
            self.view.go_to(self.model.row_of(argument), TITLE_AT)

    # Reading

    def _read_all(self, in_view: bool = False) -> None:
        self._stale = not in_view and not self.isVisible()
        if self._reader.period is None:
            self._blanks.show(None, self._search)
            self.traffic.show_units(None, None, ())
            self.locking.show_period(None, False)
            self.subtitle.clear()
        elif not self._stale:
            self._reader.ask(EVERYTHING)

    def _crashed(self, _error: object, _trace: str) -> None:
        self._reader.give_up()

    def _show(self, answer: Answer) -> None:
        if answer.period != self._reader.period:
            return
        self._show_stored(answer.stored)
        if answer.units is not None:
            self._show_units(answer.units)
        if answer.statuses is not None:
            self._statuses = answer.statuses
        mine = answer.sheet == (answer.period, self._reader.unit_id)
        if answer.rows is not None and answer.sheet is not None and mine:
            self.typing.show_rows(answer.sheet, answer.rows, answer.settled)
        if answer.review is not None and answer.review.unit_id == self._reader.unit_id:
            self._show_review(answer.review)
            self.files.show_review(answer.period, answer.review, answer.evidence)
        self.model.set_lights(self._statuses)
        self._show_head()
        self._blanks.show(self._reader.period, self._search)

    def _show_stored(self, stored: Any) -> None:
        locked = stored is not None and stored.locked
        self._due = stored.due_on if stored is not None else None
        self.board.set_due(self._due, date.today())
        self.locking.show_period(self._reader.period, locked)
        for part, verb in (
            (self.review, "要审核"),
            (self.results, "小结只能查看；要修改"),
            (self.files, "材料只能查看和另存；要改"),
        ):
            part.why_locked = self.context.why_read_only or self.locking.why(verb)
        if locked and not self._locked:
            self.view.finish_editing()
            self.locking.tell()
        elif self._locked and not locked:
            self.banner.clear()
        self._locked = self.typing.locked = locked

    def _show_units(self, units: Any) -> None:
        if not self.picking.show_units(units):
            self.model.set_sheet(None, (), False)
            self.review.show(None)
        self.subtitle.setText(self.picking.counts())
        self.badge_changed.emit(sum(unit.state is BoardState.WAITING for unit in units))
        self.traffic.show_units(self._reader.period, self._due, self.board.all_units)

    def _show_review(self, review: Any) -> None:
        self.review.show(review)
        if self._mode_of != review.unit_id or not review.versions:
            # What came in is to be reviewed; where nothing came in, there is only typing.
            focus = self.window().focusWidget()
            working = self._entering or focus is None or self.card.isAncestorOf(focus)
            self._entering = False
            self._mode_of = review.unit_id if review.versions else None
            self.card.set_mode(REVIEW if review.versions else TYPING)
            self.hint_changed.emit(HINTS[self.card.mode])
            if working:
                self._enter_card()
        if not review.versions:
            self.card.say_nothing_came(review.unit)

    def _show_head(self) -> None:
        unit = self.board.unit_of(self._reader.unit_id)
        if unit is None:
            self.card.show_head("", "", "grey", "")
            return
        if self.card.mode == REVIEW and self.review.review is not None:
            facts = self.review.facts() + ["附盖章件"] * unit.stamped
        else:
            supports = sum(row.support for row in self.model.all_rows)
            facts = typing_facts(unit, supports, None if self._locked else self._due)
        state = state_words(unit) + (f" v{unit.version}" if unit.version else "")
        self.card.show_head(unit.unit, state, state_tone(unit), "  ·  ".join(facts))

    # The review

    def _go_to_row(self, unit: str, task_id: int) -> None:
        """Show a task's row in what a unit reported, once it is read."""
        self.review.wanted_task = task_id
        self.picking.pick_named(unit)
        self.review.go_to_wanted()

    def _set_mode(self, mode: str) -> None:
        self.view.finish_editing()
        self.card.set_mode(mode)
        self.hint_changed.emit(HINTS[mode])
        self._show_head()
        self._enter_card()

    def _enter_card(self) -> None:
        reviewing = self.card.mode == REVIEW and self.review.review is not None
        (self.card.review.table if reviewing else self.view).setFocus()

    def _show_version(self, version: int) -> None:
        self._reader.version = version
        self._reader.ask(frozenset({RETURN}))

    def _written(self) -> None:
        self._reader.ask(EVERYTHING)

    def _collected(self) -> None:
        self._mode_of, self._reader.version = None, None
        self._read_all(in_view=self.isVisible())

    def _stored(self, sheet: Sheet, figures: bool) -> None:
        parts = {BOARD, LIGHTS} if figures else set()
        if sheet == (self._reader.period, self._reader.unit_id):
            parts.add(SHEET)
        self._reader.ask(frozenset(parts))
