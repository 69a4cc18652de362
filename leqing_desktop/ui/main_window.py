"""The window of an open ledger: rail, top bar, pages, status bar, and the wiring between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui import tokens
from leqing_desktop.ui.file_drops import FileDrops, is_ledger
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.messages import Toast, confirm_interruption
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_stack import PageStack
from leqing_desktop.ui.page_table import PLACES, PageEntry
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.period_care import PeriodCare
from leqing_desktop.ui.regions import step_region
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.rail import Rail
from leqing_desktop.ui.widgets.status_bar import ZOOMS, StatusBar
from leqing_desktop.ui.widgets.top_bar import TopBar
from leqing_desktop.ui.window_actions import WindowActions

FIRST_SIZE = (1440, 860)
SMALLEST_SIZE = (960, 600)
LABELS_AFTER_MS = 50
IMPORT = "plan_import"


class MainWindow(QMainWindow):
    """Shows one ledger; what it cannot do itself it asks for by signal.

    ``left(action id)``: the clerk wants another ledger or the start page (``file.new``,
    ``file.open``, ``file.close``); pending edits are committed by then. ``closed()`` follows the
    closing of the window. ``ledger_dropped(Path)``: another ledger was dragged in.
    """

    left = Signal(str)
    closed = Signal()
    ledger_dropped = Signal(object)

    def __init__(
        self,
        view: LedgerView,
        operations: Operations,
        settings: DeskSettings,
        pages: Sequence[PageEntry],
    ) -> None:
        super().__init__()
        self.view = view
        self.operations = operations
        self._settings = settings
        self._period: Period | None = view.current
        self._labels = ("", "")
        self._agreed = False
        self.acts = WindowActions(self)
        existing = {entry.id for entry in pages}
        self._places = [place for place in PLACES if place.id in existing]
        entries = [(p.id, p.title, p.icon, f"{p.title}  {p.key}") for p in self._places]
        self.rail = Rail(entries, self)
        self.top = TopBar(self)
        self.care = PeriodCare(self, operations, view.services)
        context = PageContext(
            view.services,
            operations,
            settings,
            self.acts.by_id,
            why_read_only=view.info.why_read_only,
        )
        self.stack = PageStack(context, pages, view.current, self)
        self.status = StatusBar(self)
        self.toast = Toast(self)
        self._drops = FileDrops(self)
        self.top.set_menus(self.acts.ledger_menu(), self.acts.help_menu())
        self._lay_out()
        self._connect_signals()
        self._add_place_keys()
        self._show_ledger()
        self._restore_geometry()
        first = settings.get("page", "")
        self.show_page(first if self.stack.has(first) else self._places[0].id)
        self._show_warnings()
        # The page in view comes first: its rows are asked for above, and painted meanwhile.
        QTimer.singleShot(LABELS_AFTER_MS, self, operations.refresh_labels)

    @property
    def page(self) -> Page:
        """The page in view."""
        return self.stack.page

    @property
    def period(self) -> Period | None:
        """The period in view."""
        return self._period

    def _connect_signals(self) -> None:
        """All wiring between the window's parts, sorted by sender."""
        acts, work = self.acts, self.operations.background
        acts["edit.redo"].triggered.connect(self._redo)
        acts["edit.undo"].triggered.connect(self._undo)
        acts["file.backup"].triggered.connect(self._back_up)
        acts["file.close"].triggered.connect(self._leave)
        acts["file.import"].triggered.connect(self.import_plan)
        acts["file.new"].triggered.connect(self._leave)
        acts["file.open"].triggered.connect(self._leave)
        acts["help.about"].triggered.connect(acts.show_about)
        acts["help.keys"].triggered.connect(acts.show_keys)
        acts["view.region"].triggered.connect(self._next_region)
        acts["view.region_back"].triggered.connect(self._previous_region)
        acts["view.search"].triggered.connect(self.top.focus_search)
        acts["view.zoom_in"].triggered.connect(self._zoom_in)
        acts["view.zoom_out"].triggered.connect(self._zoom_out)
        work.finished.connect(self.status.end_work)
        work.progressed.connect(self.status.show_work)
        work.started.connect(self.status.show_work)
        self.operations.changed.connect(self._changed)
        self.operations.labels.connect(self._show_labels)
        self.operations.refused.connect(self._refused)
        self.operations.noted.connect(self._noted)
        self.operations.told.connect(self.toast.say)
        self._drops.dropped.connect(self._take_file)
        self._drops.refused.connect(self._refused)
        self.rail.chosen.connect(self.show_page)
        self.stack.badge.connect(self.rail.set_badge)
        self.stack.hint.connect(self.status.set_hint)
        self.stack.pending.connect(self._show_pending)
        self.stack.selection.connect(self.status.set_selection)
        self.stack.shown.connect(self.rail.show_current)
        self.stack.steps.connect(self._name_steps)
        self.status.cancelled.connect(work.cancel)
        self.status.zoom_chosen.connect(self.set_zoom)
        self.toast.undo.connect(self._undo)
        self.top.searched.connect(self.stack.search)
        theme().changed.connect(self._fit)
        self._connect_period()

    def _connect_period(self) -> None:
        self.care.made.connect(self._period_made)
        self.top.dates_wanted.connect(self._change_dates)
        self.top.lock_wanted.connect(self._lock_or_open)
        self.top.period_chosen.connect(self.set_period)
        self.top.period_wanted.connect(self._ask_period)

    def _add_place_keys(self) -> None:
        for place in self._places:
            shortcut = QShortcut(QKeySequence(place.key), self)
            shortcut.setObjectName(place.id)
            shortcut.activated.connect(self._place_key)

    def show_page(self, page_id: str) -> None:
        """Bring a page into view, unless the one in view still needs its edits mended."""
        if self.stack.open(page_id):
            self._settings.set("page", page_id)
        else:
            self.rail.show_current(self.stack.place)

    def import_plan(self, file: object = None) -> None:
        """Bring up the review of an import, of a file at once where one is given."""
        path = file if isinstance(file, Path) else None
        if self.view.info.why_read_only:
            self._refused("这份台账现在只能查看，不能导入规划；请关闭占用它的窗口后重新打开。")
        elif self.stack.has(IMPORT):
            self.stack.open(IMPORT, path)

    def _take_file(self, file: Path) -> None:
        if is_ledger(file):
            self.ledger_dropped.emit(file)
        else:
            self.import_plan(file)

    def may_be_left(self) -> bool:
        """Commit what is typed and ask what must be asked, so that ``close`` asks no more."""
        self._agreed = self._may_leave()
        return self._agreed

    def set_period(self, period: Period | None) -> None:
        """Show another period on every page."""
        if not self.stack.leave():
            self._show_period()
            return
        self._period = period
        self._show_period()
        self.stack.set_period(period)

    def set_zoom(self, percent: int) -> None:
        """Show everything at another size."""
        self._settings.zoom = percent
        theme().apply(self._settings.theme, self._settings.density, self._settings.zoom)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Commit what is typed; ask before background work is cut off."""
        if not (self._agreed or self._may_leave()):
            event.ignore()
            return
        self._settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        event.accept()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Switch to the narrow layout and back."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        ground = QWidget(self)
        ground.setObjectName("ground")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(ground)
        room = self.screen().availableGeometry().size()
        self.setMinimumSize(QSize(*SMALLEST_SIZE).boundedTo(room))

    def _restore_geometry(self) -> None:
        stored = str(self._settings.get("geometry", ""))
        known = bool(stored) and self.restoreGeometry(QByteArray.fromBase64(stored.encode()))
        if not known:
            # A table wants all the room there is; the size below is what 还原 gives.
            room = self.screen().availableGeometry().size()
            self.resize(QSize(*FIRST_SIZE).boundedTo(room))
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._fit()

    def _fit(self) -> None:
        width = round(self.width() * 100 / theme().zoom)
        compact = width < tokens.COMPACT_BELOW
        self.rail.set_compact(compact)
        self.top.set_compact(compact)
        self.stack.set_width(width, compact)

    def _show_ledger(self) -> None:
        info = self.view.info
        self.setWindowTitle(f"乐清规划督办 — {info.path.name}")
        self.top.show_ledger(info.title, info.demo, info.why_read_only)
        self.status.show_saved(datetime.now())
        self.status.show_backup(info.last_backup_at, date.today())
        self._show_period()

    def _show_warnings(self) -> None:
        info = self.view.info
        if info.warnings:
            self.page.banner.say("warn", "".join(info.warnings))

    def _show_period(self) -> None:
        self.top.show_periods([info.period for info in self.view.newest_first()], self._period)
        found = self.view.period_info(self._period)
        locked, due = (found.locked, found.due_on) if found is not None else (None, None)
        self.top.show_state(locked, due, date.today())

    def _changed(self, changes: Changes, initiator: object) -> None:
        self.status.show_saved(datetime.now())
        self.stack.tell_changed(changes, initiator)
        if changes.touches("period", "plan", "setting"):
            self.operations.read(self.view.reread, done=self._reread)

    def _reread(self, view: LedgerView) -> None:
        self.view = view
        self.top.show_ledger(view.info.title, view.info.demo, view.info.why_read_only)
        self.status.show_backup(view.info.last_backup_at, date.today())
        if view.period_info(self._period) is None:
            self.set_period(view.current)
        else:
            self._show_period()

    def _show_labels(self, undo: str, redo: str) -> None:
        self._labels = (undo, redo)
        self._name_steps()

    def _name_steps(self) -> None:
        """Undo and redo are the ledger's, unless the page in view has steps of its own."""
        own = self.page.own_steps()
        self.acts.show_labels(*(self._labels if own is None else own))

    def _show_pending(self, count: int) -> None:
        if count:
            self.status.show_pending(count)
            self.acts["edit.undo"].setEnabled(True)
        else:
            self.status.show_saved(datetime.now())
            self._name_steps()

    def _refused(self, sentence: str) -> None:
        # A late refusal of some reading must not take the page's own way out from under the hand.
        if not self.page.banner.offers:
            self.page.banner.say("error", sentence)

    def _noted(self, sentence: str) -> None:
        self.page.banner.note(sentence)

    def _undo(self) -> None:
        if self.page.own_steps() is not None:
            self.page.take_back()
        elif self.stack.leave():
            self.operations.undo(self)

    def _redo(self) -> None:
        if self.page.own_steps() is not None:
            self.page.do_again()
        elif self.stack.leave():
            self.operations.redo(self)

    def _back_up(self) -> None:
        if self.stack.leave():
            folder = self._settings.backup_folder
            self.operations.read(self.view.back_up, folder, done=self._backed_up)

    def _backed_up(self, path: object) -> None:
        self.toast.say(f"已备份到 {path}", False)
        self.operations.read(self.view.reread, done=self._reread)

    def _ask_period(self) -> None:
        self._show_period()
        self.care.add(self.view.next_period(date.today()))

    def _change_dates(self) -> None:
        found = self.view.period_info(self._period)
        if found is not None and self.stack.leave():
            self.care.change_dates(found)

    def _lock_or_open(self) -> None:
        found = self.view.period_info(self._period)
        if found is None or not self.stack.leave():
            return
        if found.locked:
            self.care.unlock(found.period)
        else:
            self.care.lock(found.period)

    def _period_made(self, period: Period) -> None:
        self.operations.read(self.view.reread, done=partial(self._show_new_period, period))

    def _show_new_period(self, period: Period, view: LedgerView) -> None:
        self.view = view
        self.set_period(period)

    def _place_key(self) -> None:
        self.show_page(self.sender().objectName())

    def _leave(self) -> None:
        action_id = self.sender().objectName()
        if self.may_be_left():
            self.left.emit(action_id)

    def _may_leave(self) -> bool:
        if not (self.stack.leave() and self.stack.let_go()):
            return False
        title = self.operations.background.work_title
        return not title or confirm_interruption(self, title)

    def _next_region(self) -> None:
        step_region(self)

    def _previous_region(self) -> None:
        step_region(self, backwards=True)

    def _zoom_in(self) -> None:
        self.set_zoom(next((z for z in ZOOMS if z > theme().zoom), ZOOMS[-1]))

    def _zoom_out(self) -> None:
        self.set_zoom(next((z for z in reversed(ZOOMS) if z < theme().zoom), ZOOMS[0]))
