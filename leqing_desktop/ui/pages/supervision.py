"""The 督办 page: what is behind and why, signing, the register, and each notice's life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.supervision_view import SupervisionView, answer_days, range_words
from leqing_desktop.ui.pages.assigned_items import AssignedItems
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.hand_notices import HandNotices
from leqing_desktop.ui.pages.inspection_board import InspectionBoard
from leqing_desktop.ui.pages.supervision_cards import ProposalCard, RegisterCard
from leqing_desktop.ui.pages.supervision_detail import NoticeDetail
from leqing_desktop.ui.pages.supervision_drafts import NoticeDrafting
from leqing_desktop.ui.pages.supervision_files import NoticeFiles
from leqing_desktop.ui.pages.supervision_issue import NoticeIssuing, Run
from leqing_desktop.ui.pages.supervision_print import NoticePrinting
from leqing_desktop.ui.pages.supervision_replies import NoticeReplies
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.date_field import chosen_day
from leqing_desktop.ui.widgets.notice_panel import REPLY_BOOK, REPLY_FORM, NoticePanel
from leqing_desktop.ui.widgets.segmented import Segmented

FOLDER_KEY = "notice_folder"
HINT = "空格 勾选 · Ctrl+Enter 签发 · F4 侧栏 · 拖入整改反馈表可收反馈"
DROP_HINT = "松开鼠标就读这些整改反馈表，先看结果，再登记"
QWIDGETSIZE_MAX = 16_777_215
NOTICES, INSPECTIONS = "notices", "inspections"
PANEL_CLOSED_BELOW = 1320
PANEL_ALONE_BELOW = 1180
"""Where cards and panel do not fit side by side, the open panel takes the cards' place."""
PANEL_WIDTHS = ((1800, 600), (1500, 460), (0, 348))


class SupervisionPage(Page):
    """Cards at the left, the chosen notice at the right."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "督办")
        self._period: Period | None = None
        self._view: SupervisionView | None = None
        self._stale = True
        self._search = self._summary = ""
        self._wanted: object = None
        self.unwritten_run: Run | None = None
        self._roomy: bool | None = None
        self._width = PANEL_CLOSED_BELOW
        self.proposals = ProposalCard(self)
        self.register = RegisterCard(self)
        self.panel = NoticePanel(self)
        self.kinds = Segmented(((NOTICES, "督办单"), (INSPECTIONS, "专项督查")), self)
        self.inspections = InspectionBoard(context, self)
        supervision = context.services.supervision
        self.detail = NoticeDetail(
            self.operations, context.services, context.settings, self.panel, self
        )
        self.issuing = NoticeIssuing(self.operations, supervision, self)
        self.drafting = NoticeDrafting(self.operations, context.services, context.settings, self)
        self.files = NoticeFiles(self.operations, context.services, self)
        self.printing = NoticePrinting(self.operations, context.services, context.settings, self)
        self.assigned = AssignedItems(self.operations, context.services, self)
        self.hand = HandNotices(self.operations, context.services, self)
        # Their words stay where it is narrow: an icon alone would not say what they do.
        self.assign_button = self.add_button("登记交办事项…")
        self.assign_button.setIcon(icon("clipboard-list"))
        self.press_button = self.add_button("督办一件…")
        self.press_button.setIcon(icon("stamp"))
        self.replies = NoticeReplies(self)
        self._lay_out()
        self._primary = make_action("page.primary", self)
        self._toggle = make_action("table.panel", self)
        self._print = make_action("page.print", self)
        self._assign = make_action("row.assigned", self)
        self.addActions([self._primary, self._toggle, self._print, self._assign])
        self._connect_signals()

    # Hooks of the page

    def activate(self) -> None:
        """Load what is not loaded, or has changed since."""
        if self._shows_inspections:
            self.inspections.activate()
            return
        self.hint_changed.emit(HINT)
        self._tell_chosen()
        self._take_the_keys()
        if self._stale:
            self.reload()

    def set_period(self, period: Period | None) -> None:
        """Propose for another quarter."""
        self._period = period
        self.inspections.set_period(period)
        self._invalidate()

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Progress, units and notices all weigh here; look again."""
        self.inspections.invalidate()
        self._invalidate()

    def set_search(self, text: str) -> None:
        """Filter both tables."""
        self._search = text.strip()
        self.inspections.set_search(self._search)
        self._show_view()

    def set_compact(self, compact: bool) -> None:
        """Fewer words below 1500 px."""
        super().set_compact(compact)
        for part in (self.proposals, self.register, self.panel, self.inspections):
            part.set_compact(compact)

    def set_width(self, width: int) -> None:
        """Fit the panel; below 1320 px it waits for F4."""
        self._width = width
        roomy = width >= PANEL_CLOSED_BELOW
        if roomy is not self._roomy:
            self._roomy = roomy
            self._show_panel(roomy)
        self._fit_panel()

    def open_at(self, argument: object) -> None:
        """Show what concerns an item: its proposal, else its newest notice."""
        self._wanted = argument
        if self._shows_inspections:
            self.show_kind(NOTICES)
        self._go_to_wanted()

    def show_kind(self, key: str) -> None:
        """督办单 or 专项督查."""
        self.kinds.choose(key)
        self._kind_chosen(key)

    @property
    def _shows_inspections(self) -> bool:
        return self.kinds.key == INSPECTIONS

    def _kind_chosen(self, key: str) -> None:
        self.banner.clear()
        for button in (self.assign_button, self.press_button, self.replies.button):
            button.setVisible(key == NOTICES)
        self._views.setCurrentIndex(int(key == INSPECTIONS))
        self._tell_summary()
        self.activate()

    # Loading

    def reload(self) -> None:
        """Read proposals and register again."""
        self._stale = False
        read = SupervisionView.read
        self.operations.read(
            read, self.context.services, self._period, done=self._loaded, failed=self._failed
        )

    def _invalidate(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _loaded(self, view: SupervisionView) -> None:
        if view.period != self._period:
            return
        first = self._view is None
        self._view = view
        if first:
            today = view.today
            edit = self.proposals.day_edit
            edit.blockSignals(True)
            edit.setDate(edit.date().fromString(today.isoformat(), Qt.DateFormat.ISODate))
            edit.blockSignals(False)
            if self._wanted is None and view.proposals:
                self._wanted = view.proposals[0].task_id
        self._show_view()
        self._read_deadlines()
        self._say_missing_sender()
        self.detail.show_again(view, self.issued_on)
        self._go_to_wanted()

    def _show_view(self) -> None:
        view = self._view
        if view is None:
            return
        counts = view.counts()
        parts = [f"建议 {len(view.proposals)} 件", f"在办 {counts['open']} 件"]
        if counts["late"]:
            parts.append(f"逾期 {counts['late']} 件")
        if view.period is not None:
            parts.insert(0, view.period.label)
        self._summary = " · ".join(parts)
        self._tell_summary()
        self.proposals.show_view(view, self._search)
        self.register.show_view(view, self._search)
        self.badge_changed.emit(len(view.proposals))

    def _tell_summary(self) -> None:
        shown = self.inspections.summary if self._shows_inspections else self._summary
        self.subtitle.setText(shown)

    def _say_missing_sender(self) -> None:
        assert self._view is not None
        if not self._view.sender:
            self.banner.say(
                "warn",
                "还没有填发文机关，填好后才能预览和签发督办单。",
                ("去设置", self._open_office),
            )

    def _failed(self, error: LeqingError) -> None:
        if self._view is not None and not self._view.sender:
            self.banner.say("error", str(error), ("去设置", self._open_office))
        else:
            self.banner.say("error", str(error))

    def _open_office(self) -> None:
        self.page_wanted.emit("settings", "office")

    # The day of signing

    @property
    def issued_on(self) -> date:
        """The day chosen for signing."""
        return chosen_day(self.proposals.day_edit)

    def _day_changed(self) -> None:
        self._read_deadlines()
        if self._view is not None:
            self.detail.show_again(self._view, self.issued_on)

    def _read_deadlines(self) -> None:
        self.operations.read(
            answer_days,
            self.context.services.supervision,
            self.issued_on,
            done=self.proposals.show_answer_days,
            failed=self._failed,
        )

    # What is shown at the right

    def _proposal_picked(self, row: Any) -> None:
        self.register.table.drop_selection()
        self.detail.show(row)

    def _notice_picked(self, row: Any) -> None:
        self.proposals.table.drop_selection()
        self.detail.show(row)

    def _take_the_keys(self) -> None:
        """Space and the arrows work at once; with the panel alone on show, in the panel."""
        (self.proposals.table if self._cards.isVisibleTo(self) else self.panel).setFocus()

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

    # Signing

    def _issue(self) -> None:
        if self._shows_inspections:
            self.inspections.primary()
            return
        view = self._view
        if view is None or view.period is None or not self.proposals.issue_button.isEnabled():
            return
        self.issuing.start(view.period, self.proposals.chosen(), self.issued_on, self._folder())

    def _submit(self) -> None:
        view = self._view
        if view is not None and view.period is not None:
            chosen = [row for row in self.proposals.chosen() if row.drafted_on is None]
            self.drafting.submit(view.period, chosen, self.issued_on, self._folder().parent)

    def _withdraw(self) -> None:
        view = self._view
        if view is not None and view.period is not None:
            self.drafting.withdraw(view.period, self.proposals.chosen())

    def _press(self) -> None:
        if self._period is None:
            self.banner.say("warn", "还没有报送期，请先在上方新增一个季度，再督办。")
        else:
            self.hand.open(self._period)

    def _pressed(self, task_id: int) -> None:
        self._wanted = task_id

    def _drop(self) -> None:
        view = self._view
        if view is not None and view.period is not None:
            chosen = [r.task_id for r in self.proposals.chosen() if r.task_id in view.hand]
            self.hand.take_back(view.period, chosen)

    def _submitted(self, paths: Sequence[Path]) -> None:
        folder = paths[0].parent
        self._invalidate()
        self.banner.say(
            "ok",
            f"送签稿 {len(paths) // 2} 份（PDF 和 Word）已存到 {folder}，签好后在这里签发，才占文号。",
            ("打开文件夹", partial(open_folder, folder)),
        )

    def _issued(self, run: Run) -> None:
        self.context.settings.set(FOLDER_KEY, str(run.folder))
        words = range_words(run.numbers)
        self.banner.say(
            "ok",
            f"已签发 {len(run.numbers)} 件：{words}，PDF、Word 和反馈表已存到 {run.folder}",
            ("打印稿…", partial(self._print_run, run)),
            ("打开文件夹", partial(open_folder, run.folder)),
        )

    def _unwritten(self, run: Run, sentence: str) -> None:
        self.unwritten_run = run
        self.banner.say(
            "error",
            f"{range_words(run.numbers)} 已签发入账，但文件没有全部写成：{sentence}",
            ("换个文件夹再写…", self._write_elsewhere),
        )

    def _write_elsewhere(self) -> None:
        run = self.unwritten_run
        start = str(run.folder) if run is not None else ""
        name = QFileDialog.getExistingDirectory(self, "选择存放督办单的文件夹", start)
        if name and run is not None:
            self.issuing.write_again(run, Path(name))

    def _issue_refused(self, sentence: str) -> None:
        action = ("去设置", self._open_office)
        offers = (action,) if self._view is not None and not self._view.sender else ()
        self.banner.say("error", f"没有签发，文号未占用：{sentence}", *offers)

    def _issue_cancelled(self) -> None:
        self.banner.say("info", "已取消签发，没有占用文号。")

    # Files

    def _print_run(self, run: Run) -> None:
        self.printing.print_documents([each.document for each in run.prepared], run.folder)

    def _print_chosen(self) -> None:
        if self._view is None:
            return
        chosen = self.register.chosen()
        self.printing.print_notices([row.id for row in chosen], self._folder())

    def _printed(self, path: Path, count: int) -> None:
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self.banner.say("ok", f"打印稿 {count} 份已存到 {path.parent}", offer)

    def _save(self, what: str, suffix: str) -> None:
        row = self.detail.shown
        if row is not None and what == REPLY_BOOK:
            self.files.save_reply_book(row.number, row.unit, self._folder())
        elif row is not None:
            save = self.files.save_reply_form if what == REPLY_FORM else self.files.save_notice
            save(row.id, self._folder(), suffix)

    def _export(self) -> None:
        if self._view is not None:
            self.files.export_register(self._view.folder.parent)

    def _file_written(self, path: Path) -> None:
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self.banner.say("ok", f"已写好 {path.name}", offer)

    def _files_above(self, above: bool) -> None:
        self.hint_changed.emit(DROP_HINT if above else HINT)

    def _say_refused(self, sentence: str) -> None:
        self.banner.say("error", sentence)

    def _folder(self) -> Path:
        """Where notices go: the folder used last on this desk, else beside the ledger."""
        assert self._view is not None
        remembered = self.context.settings.get(FOLDER_KEY, "")
        return Path(remembered) if remembered else self._view.folder

    # Layout

    def _lay_out(self) -> None:
        self.kinds.chosen.connect(self._kind_chosen)
        self.inspections.counted.connect(self._tell_summary)
        self._cards = QSplitter(Qt.Orientation.Vertical, self)
        self._cards.setChildrenCollapsible(False)
        self._cards.addWidget(self.proposals)
        self._cards.addWidget(self.register)
        self._cards.setStretchFactor(0, 4)
        self._cards.setStretchFactor(1, 5)
        notices = QWidget(self)
        row = QHBoxLayout(notices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._cards, 1)
        row.addWidget(self.panel)
        self._views = QStackedWidget(self)
        self._views.addWidget(notices)
        self._views.addWidget(self.inspections)
        self.body.addWidget(self._views, 1)
        self.head.insertWidget(1, self.kinds)
        self._fit_panel()

    def _connect_signals(self) -> None:
        """All wiring, sorted by sender."""
        self._assign.triggered.connect(self.assigned.open)
        self.assign_button.clicked.connect(self.assigned.open)
        self.hand.asked.connect(self._pressed)
        self.hand.refused.connect(self._failed)
        self.press_button.clicked.connect(self._press)
        self.proposals.drop_wanted.connect(self._drop)
        self.detail.panel_wanted.connect(self._open_panel)
        self.detail.asking.connect(self.replies.serve)
        self.detail.refused.connect(self._failed)
        self.detail.saved.connect(self._file_written)
        self.drafting.refused.connect(self._failed)
        self.drafting.written.connect(self._submitted)
        self.files.refused.connect(self._failed)
        self.files.written.connect(self._file_written)
        self._primary.triggered.connect(self._issue)
        self._toggle.triggered.connect(self._toggle_panel)
        self.issuing.busy_changed.connect(self.proposals.set_busy)
        self.issuing.cancelled.connect(self._issue_cancelled)
        self.issuing.issued.connect(self._issued)
        self.issuing.refused.connect(self._issue_refused)
        self.issuing.unwritten.connect(self._unwritten)
        self.panel.closed.connect(self._close_panel)
        self.panel.save_wanted.connect(self._save)
        self._print.triggered.connect(self._print_chosen)
        self.printing.refused.connect(self._failed)
        self.printing.written.connect(self._printed)
        self.proposals.day_changed.connect(self._day_changed)
        self.proposals.issue_wanted.connect(self._issue)
        self.proposals.submit_wanted.connect(self._submit)
        self.proposals.withdraw_wanted.connect(self._withdraw)
        self.proposals.preview_wanted.connect(self._preview_chosen)
        self.proposals.row_shown.connect(self._proposal_picked)
        self.proposals.ticked.connect(self._tell_chosen)
        self.register.export_wanted.connect(self._export)
        self.register.print_wanted.connect(self._print_chosen)
        self.register.row_shown.connect(self._notice_picked)
        self.replies.drops.over.connect(self._files_above)
        self.replies.refused.connect(self._say_refused)
        theme().changed.connect(self._fit_panel)

    def _fit_panel(self) -> None:
        open_ = not self.panel.isHidden()
        alone = open_ and self._width < PANEL_ALONE_BELOW
        self._cards.setVisible(not alone)
        width = next(wide for least, wide in PANEL_WIDTHS if self._width >= least)
        self.panel.setMinimumWidth(theme().px(width))
        self.panel.setMaximumWidth(QWIDGETSIZE_MAX if alone else theme().px(width))
        self._cards.setHandleWidth(theme().px(12))

    def _show_panel(self, open_: bool) -> None:
        self.panel.setVisible(open_)
        self._fit_panel()

    def _open_panel(self) -> None:
        self._show_panel(True)

    def _close_panel(self) -> None:
        self._show_panel(False)
        self.register.table.setFocus()

    def _toggle_panel(self) -> None:
        if self._shows_inspections:
            return
        self._show_panel(self.panel.isHidden())

    def _tell_chosen(self) -> None:
        count = len(self.proposals.chosen())
        self.selection_changed.emit(f"已选 {count} 件" if count else "")
