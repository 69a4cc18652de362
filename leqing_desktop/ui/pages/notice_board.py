"""The 督办单 of the 督办 page: what is behind and why, signing, the register, a notice's life."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.supervision_view import SupervisionView, answer_days
from leqing_desktop.ui.pages.assigned_items import AssignedItems
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.board import Board
from leqing_desktop.ui.pages.hand_notices import HandNotices
from leqing_desktop.ui.pages.notice_board_layout import CardsAndPanel
from leqing_desktop.ui.pages.notice_outcomes import FOLDER_KEY, NoticeOutcomes
from leqing_desktop.ui.pages.proposal_card import ProposalCard
from leqing_desktop.ui.pages.register_card import RegisterCard
from leqing_desktop.ui.pages.supervision_detail import NoticeDetail
from leqing_desktop.ui.pages.supervision_drafts import NoticeDrafting
from leqing_desktop.ui.pages.supervision_files import NoticeFiles
from leqing_desktop.ui.pages.supervision_issue import NoticeIssuing
from leqing_desktop.ui.pages.supervision_print import NoticePrinting
from leqing_desktop.ui.pages.supervision_replies import NoticeReplies
from leqing_desktop.ui.widgets.notice_panel import NoticePanel

HINT = "空格 勾选 · Ctrl+Enter 签发 · F4 侧栏 · 拖入整改反馈表可收反馈"
DROP_HINT = "松开鼠标就读这些整改反馈表，先看结果，再登记"


class NoticeBoard(Board):
    """Cards at the left, the chosen notice at the right."""

    def __init__(self, context: PageContext, page: Page) -> None:
        super().__init__(context, page)
        self._period: Period | None = None
        self._view: SupervisionView | None = None
        self._stale = True
        self._wanted: object = None
        self._search = ""
        self.proposals = ProposalCard(self)
        self.register = RegisterCard(self)
        self.panel = NoticePanel(self)
        services, desk, operations = context.services, context.settings, self._operations
        self.detail = NoticeDetail(operations, services, desk, self.panel, page)
        self.issuing = NoticeIssuing(operations, services.supervision, page)
        self.drafting = NoticeDrafting(operations, services, desk, page)
        self.files = NoticeFiles(operations, services, page)
        self.printing = NoticePrinting(operations, services, desk, page)
        self.outcomes = NoticeOutcomes(page, self.issuing, self.printing)
        self.assigned = AssignedItems(operations, services, page)
        self.hand = HandNotices(operations, services, page)
        # Their words stay where it is narrow: an icon alone would not say what they do.
        self.assign_button = page.add_button("登记交办事项…")
        self.assign_button.setIcon(icon("clipboard-list"))
        self.press_button = page.add_button("督办一件…")
        self.press_button.setIcon(icon("stamp"))
        self.replies = NoticeReplies(page)
        self.buttons = (self.assign_button, self.press_button, self.replies.button)
        self._room = CardsAndPanel(((self.proposals, 4), (self.register, 5)), self.panel, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._room)
        self._print = make_action("page.print", self)
        self._assign = make_action("row.assigned", self)
        # The board's own: they rest while another board is on show.
        self.addActions([self._print, self._assign])
        self._connect_signals()

    # From the page

    @property
    def summary(self) -> str:
        """How many are proposed, open and late."""
        return self._view.summary if self._view is not None else ""

    def activate(self) -> None:
        """Load what is not loaded, or has changed since; take the keys."""
        self._page.hint_changed.emit(HINT)
        self._tell_chosen()
        self._take_the_keys()
        if self._stale:
            self.reload()

    def set_period(self, period: Period | None) -> None:
        """Propose for another quarter."""
        self._period = period
        self.invalidate()

    def invalidate(self) -> None:
        """Look again, also behind the other board: the count on the rail is made here."""
        self._stale = True
        if self._page.isVisible():
            self.reload()

    def set_search(self, text: str) -> None:
        """Filter both tables."""
        self._search = text
        self._show_view()

    def set_compact(self, compact: bool) -> None:
        """Fewer words below 1500 px."""
        for part in (self.proposals, self.register, self.panel):
            part.set_compact(compact)

    def set_width(self, width: int) -> None:
        """Fit the panel; below 1320 px it waits for F4."""
        self._room.set_width(width)

    def primary(self) -> None:
        """Sign what is ticked."""
        view = self._view
        if view is None or view.period is None or not self.proposals.issue_button.isEnabled():
            return
        self.issuing.start(view.period, self.proposals.chosen(), self.proposals.day, self._folder())

    def toggle_panel(self) -> None:
        """Open or close the panel."""
        self._room.toggle_panel()

    def open_at(self, item: object) -> None:
        """Show what concerns an item (its id): its proposal, else its newest notice."""
        self._wanted = item
        self._go_to_wanted()

    # Loading

    def reload(self) -> None:
        """Read proposals and register again."""
        self._stale = False
        read, services = SupervisionView.read, self._context.services
        fail = self.outcomes.fail
        self._operations.read(read, services, self._period, done=self._loaded, failed=fail)

    def _loaded(self, view: SupervisionView) -> None:
        if view.period != self._period:
            return
        first = self._view is None
        self._view = view
        if first:
            self.proposals.put_day(view.today)
            if self._wanted is None and view.proposals:
                self._wanted = view.proposals[0].task_id
        self._show_view()
        self._read_deadlines()
        self.outcomes.show_view(view)
        self.detail.show_again(view, self.proposals.day)
        self._go_to_wanted()

    def _show_view(self) -> None:
        view = self._view
        if view is None:
            return
        self.counted.emit()
        self.proposals.show_view(view, self._search)
        self.register.show_view(view, self._search)
        self._page.badge_changed.emit(len(view.proposals))

    def _day_changed(self) -> None:
        self._read_deadlines()
        if self._view is not None:
            self.detail.show_again(self._view, self.proposals.day)

    def _read_deadlines(self) -> None:
        service, show = self._context.services.supervision, self.proposals.show_answer_days
        fail = self.outcomes.fail
        self._operations.read(answer_days, service, self.proposals.day, done=show, failed=fail)

    # What is shown at the right

    def _proposal_picked(self, row: Any) -> None:
        self.register.table.drop_selection()
        self.detail.show(row)

    def _notice_picked(self, row: Any) -> None:
        self.proposals.table.drop_selection()
        self.detail.show(row)

    def _take_the_keys(self) -> None:
        """Space and the arrows work at once; with the panel alone on show, in the panel."""
        (self.panel if self._room.panel_alone else self.proposals.table).setFocus()

    def _go_to_wanted(self) -> None:
        wanted, view = self._wanted, self._view
        if wanted is None or view is None:
            return
        self._wanted = None
        about = [r for r in view.proposals if r.task_id == wanted]
        signed = [r for r in view.register if wanted in r.items]
        for row in (*about, *signed):
            if self.proposals.select(row) or self.register.select(row):
                self.detail.show(row)
                return

    def _preview_chosen(self) -> None:
        self.detail.preview_chosen(self.proposals.chosen())

    def _open_panel(self) -> None:
        self._room.show_panel(True)

    def _close_panel(self) -> None:
        self._room.show_panel(False)
        self.register.table.setFocus()

    def _tell_chosen(self) -> None:
        count = len(self.proposals.chosen())
        self._page.selection_changed.emit(f"已选 {count} 件" if count else "")

    # What the buttons do

    def _submit(self) -> None:
        view = self._view
        if view is not None and view.period is not None:
            chosen = [row for row in self.proposals.chosen() if row.drafted_on is None]
            self.drafting.submit(view.period, chosen, self.proposals.day, self._folder().parent)

    def _submitted(self, paths: Sequence[Path]) -> None:
        self.invalidate()
        self.outcomes.submitted(paths)

    def _withdraw(self) -> None:
        view = self._view
        if view is not None and view.period is not None:
            self.drafting.withdraw(view.period, self.proposals.chosen())

    def _press(self) -> None:
        if self._period is None:
            self._page.banner.say("warn", "还没有报送期，请先在上方新增一个季度，再督办。")
        else:
            self.hand.open(self._period)

    def _pressed(self, task_id: int) -> None:
        self._wanted = task_id

    def _drop(self) -> None:
        view = self._view
        if view is not None and view.period is not None:
            chosen = [r.task_id for r in self.proposals.chosen() if r.task_id in view.hand]
            self.hand.take_back(view.period, chosen)

    def _print_chosen(self) -> None:
        if self._view is not None:
            chosen = self.register.chosen()
            self.printing.print_notices([row.id for row in chosen], self._folder())

    def _save(self, what: str, suffix: str) -> None:
        if self.detail.shown is not None:
            self.files.save(self.detail.shown, what, self._folder(), suffix)

    def _export(self) -> None:
        if self._view is not None:
            self.files.export_register(self._view.folder.parent)

    def _files_above(self, above: bool) -> None:
        self._page.hint_changed.emit(DROP_HINT if above else HINT)

    def _folder(self) -> Path:
        """Where notices go: the folder used last on this desk, else beside the ledger."""
        assert self._view is not None
        remembered = self._context.settings.get(FOLDER_KEY, "")
        return Path(remembered) if remembered else self._view.folder

    def _connect_signals(self) -> None:
        """All wiring, sorted by sender."""
        said = self.outcomes
        self._assign.triggered.connect(self.assigned.open)
        self.assign_button.clicked.connect(self.assigned.open)
        self.detail.asking.connect(self.replies.serve)
        self.detail.panel_wanted.connect(self._open_panel)
        self.detail.refused.connect(said.fail)
        self.detail.saved.connect(said.file_written)
        self.drafting.refused.connect(said.fail)
        self.drafting.written.connect(self._submitted)
        self.files.refused.connect(said.fail)
        self.files.written.connect(said.file_written)
        self.hand.asked.connect(self._pressed)
        self.hand.refused.connect(said.fail)
        self.issuing.busy_changed.connect(self.proposals.set_busy)
        self.panel.closed.connect(self._close_panel)
        self.panel.preview.save_wanted.connect(self._save)
        self.press_button.clicked.connect(self._press)
        self._print.triggered.connect(self._print_chosen)
        self.proposals.day_changed.connect(self._day_changed)
        self.proposals.drop_wanted.connect(self._drop)
        self.proposals.issue_wanted.connect(self.primary)
        self.proposals.preview_wanted.connect(self._preview_chosen)
        self.proposals.row_shown.connect(self._proposal_picked)
        self.proposals.submit_wanted.connect(self._submit)
        self.proposals.ticked.connect(self._tell_chosen)
        self.proposals.withdraw_wanted.connect(self._withdraw)
        self.register.export_wanted.connect(self._export)
        self.register.print_wanted.connect(self._print_chosen)
        self.register.row_shown.connect(self._notice_picked)
        self.replies.drops.over.connect(self._files_above)
        self.replies.refused.connect(said.refuse)
