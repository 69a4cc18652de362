"""From the start page to a ledger and back: opening, creating, refusing, closing in order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from leqing_desktop.errors import LedgerDamaged, LeqingError
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.chosen_files import with_ending
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.file_drops import is_ledger
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.messages import confirm
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PageEntry
from leqing_desktop.ui.places import documents_folder

if TYPE_CHECKING:
    from leqing_desktop.ui.start_page import StartPage

SUFFIX = ".leqing"
FILTER = f"规划台账 (*{SUFFIX})"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LedgerDoors:
    """How ledgers are opened and closed; the program's root gives the functions.

    ``open(path)`` and ``create(path, "builtin" | "empty")`` return the services; both refuse with a
    ``LeqingError``. ``restore(backup, target)`` writes a new ledger at a path that is free.
    """

    open: Callable[[Path], Any]
    create: Callable[[Path, str], Any]
    close: Callable[[Any], tuple[str, ...]]
    newest_backup: Callable[[Path], Path | None]
    restore: Callable[[Path, Path], Any]


class Shell(QObject):
    """Owns the gate for background work and whichever of start page and window is shown."""

    def __init__(
        self,
        doors: LedgerDoors,
        settings: DeskSettings,
        pages: Sequence[PageEntry],
        crashes: CrashReporter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._settings = settings
        self._pages = pages
        self.background = Background(self)
        self.background.crashed.connect(crashes.tell)
        self.background.crashed.connect(self._free_start_page)
        self.start_page: StartPage | None = None
        self.window: MainWindow | None = None
        self._closed_window: MainWindow | None = None
        self.warnings: tuple[str, ...] = ()

    def start(self, ledger: Path | None = None) -> None:
        """Show a ledger, or the start page where none is given or it is refused."""
        if ledger is None:
            self.show_start()
            return
        if not self._clerk_known(None):
            self.show_start()
            return
        if not is_ledger(ledger) and ledger.is_file():
            # Dropped on the program's icon.
            self.show_start()
            self._import(ledger)
            return
        try:
            view = self._look_into(ledger)
        except LeqingError as error:
            self.show_start()
            self._refused(ledger, error)
            return
        except Exception:
            self.show_start()
            raise
        self._show_window(view)

    def show_start(self) -> None:
        """The start page, in front."""
        if self.start_page is None:
            from leqing_desktop.ui.start_page import StartPage

            page = self.start_page = StartPage()
            page.clerk_wanted.connect(self._ask_clerk)
            page.create_wanted.connect(self._create)
            page.forget_wanted.connect(self._forget)
            page.import_wanted.connect(self._import)
            page.open_wanted.connect(self._ask_and_open)
            page.recent_wanted.connect(self.open)
        self.start_page.banner.clear()
        self.start_page.set_busy("")
        self.start_page.show_recent(self._settings.recent)
        self.start_page.show_clerk(self._settings.clerk)
        self.start_page.show()
        self.start_page.raise_()

    def open(self, ledger: Path) -> None:
        """Open a ledger from the start page, off the window's thread."""
        if self._clerk_known(self.start_page):
            self._begin(ledger, f"正在打开 {ledger.name}…", partial(self._look_into, ledger))

    def receive(self, file: Path | None) -> None:
        """What a second start brought, or was dropped: the window comes to the front and takes it."""
        dialog = QApplication.activeModalWidget()
        shown = self.window or self.start_page
        if shown is not None:
            _to_front(shown)
        if dialog is not None:
            _to_front(dialog)
        if file is None or shown is None:
            return
        if dialog is not None:
            words = f"请先处理完打开的对话框，再打开“{file.name}”。"
            if self.window is not None:
                self.window.toast.say(words, False)
            elif self.start_page is not None:
                self.start_page.banner.say("warn", words)
        elif self.window is None:
            if self.start_page is not None:
                self.start_page.take_file(file)
        elif not is_ledger(file):
            self.window.import_plan(file)
        elif file.resolve() != self.window.view.info.path and self.window.may_be_left():
            self.show_start()
            self.window.close()
            self.open(file)

    def shutdown(self) -> None:
        """Close what is open, in order; call it after the event loop ended.

        ``warnings`` then says what the clerk should know, such as a backup that was not made.
        """
        self._close_ledger()
        self.background.shutdown()

    def _begin(
        self,
        ledger: Path,
        sentence: str,
        call: Callable[[], LedgerView],
        done: Callable[[LedgerView], None] | None = None,
    ) -> None:
        if self.start_page is not None:
            self.start_page.set_busy(sentence)
        failed = partial(self._refused, ledger)
        self.background.run(call, done=done or self._show_window, failed=failed)

    def _look_into(self, ledger: Path) -> LedgerView:
        return LedgerView.read(self._doors.open(ledger))

    def _make(self, ledger: Path, plan: str) -> LedgerView:
        return LedgerView.read(self._doors.create(ledger, plan))

    def _rebuild(self, backup: Path, target: Path) -> LedgerView:
        self._doors.restore(backup, target)
        return self._look_into(target)

    def _show_window(self, view: LedgerView) -> None:
        self._settings.remember(view.info.path)
        operations = Operations(self.background, view.services.journal, self)
        try:
            window = MainWindow(view, operations, self._settings, self._pages)
        except Exception:
            # Nobody would ever close it: the ledger would stay taken by this program itself.
            self.background.run(self._close_quietly, view.services)
            self.show_start()
            raise
        window.left.connect(self._left)
        window.closed.connect(self._close_ledger)
        # Not inside the drop: the other program waits until that is over.
        window.ledger_dropped.connect(self.receive, Qt.ConnectionType.QueuedConnection)
        self.window = window
        window.show()
        if self.start_page is not None:
            self.start_page.set_busy("")
            self.start_page.hide()

    def _free_start_page(self) -> None:
        """A crash while a ledger is opened leaves the page as it was before."""
        if self.start_page is not None and self.start_page.isVisible():
            self.start_page.banner.clear()
            self.start_page.set_busy("")

    def _refused(self, ledger: Path, error: LeqingError) -> None:
        page = self.start_page
        assert page is not None
        page.set_busy("")
        backup = self._doors.newest_backup(ledger) if isinstance(error, LedgerDamaged) else None
        if backup is None:
            page.banner.say("error", str(error))
        else:
            offer = ("用最近的备份恢复…", partial(self._offer_backup, ledger, backup))
            page.banner.say("error", str(error), offer)

    def _offer_backup(self, ledger: Path, backup: Path) -> None:
        target = _free_name(ledger)
        agreed = confirm(
            self.start_page,
            "用备份恢复台账",
            f"将用备份“{backup.name}”另存为“{target.name}”并打开；备份之后的修改不在其中，"
            f"原文件“{ledger.name}”保持不动。",
            "恢复并打开",
        )
        if agreed:
            call = partial(self._rebuild, backup, target)
            self._begin(target, f"正在恢复 {target.name}…", call)

    def _ask_and_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.start_page, "打开台账", str(self._folder()), FILTER
        )
        if name:
            self.open(Path(name))

    def _create(self, plan: str) -> None:
        if not self._clerk_known(self.start_page):
            return
        proposed = "乐清电气产业集群规划" if plan == "builtin" else "新台账"
        path = self._ask_where("新建台账", proposed)
        if path is not None:
            self._begin(path, f"正在新建 {path.name}…", partial(self._make, path, plan))

    def _ask_where(self, title: str, proposed: str) -> Path | None:
        """Where a new ledger goes, None where the clerk thinks better of it."""
        place = str(self._folder() / f"{proposed}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self.start_page, title, place, FILTER)
        return with_ending(name, SUFFIX) if name else None

    def _import(self, file: Path | None) -> None:
        """A plan becomes a new ledger: choose the file, then its place; the window reviews it."""
        if not self._clerk_known(self.start_page):
            return
        from leqing_desktop.ui.dialogs.import_file import ask_for_file

        file = file or ask_for_file(self.start_page, self._settings)
        path = self._ask_where("新台账存到哪里", file.stem) if file is not None else None
        if file is None or path is None:
            return
        call = partial(self._make, path, "empty")
        self._begin(path, f"正在新建 {path.name}…", call, partial(self._show_import, file))

    def _show_import(self, file: Path, view: LedgerView) -> None:
        self._show_window(view)
        if self.window is not None:
            self.window.import_plan(file)

    def _forget(self, ledger: Path) -> None:
        self._settings.forget(ledger)
        if self.start_page is not None:
            self.start_page.show_recent(self._settings.recent)

    def _folder(self) -> Path:
        recent = self._settings.recent
        return recent[0].parent if recent else documents_folder()

    def _clerk_known(self, parent: QWidget | None) -> bool:
        return bool(self._settings.clerk) or self._ask_name(parent)

    def _ask_clerk(self) -> None:
        self._ask_name(self.start_page)

    def _ask_name(self, parent: QWidget | None) -> bool:
        from leqing_desktop.ui.dialogs.clerk_name import ClerkNameDialog

        dialog = ClerkNameDialog(parent, self._settings.clerk)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        if agreed:
            self._settings.clerk = dialog.name
            if self.start_page is not None:
                self.start_page.show_clerk(dialog.name)
        dialog.deleteLater()
        return agreed

    def _left(self, action_id: str) -> None:
        self.show_start()
        if self.window is not None:
            self.window.close()
        if action_id == "file.open":
            self._ask_and_open()
        elif action_id == "file.new" and self.start_page is not None:
            # The start page is where the clerk says which plan the new ledger begins with.
            self.start_page.builtin.setFocus()

    def _close_ledger(self) -> None:
        window, self.window = self.window, None
        if window is None:
            return
        self.background.run(self._close_quietly, window.view.services)
        # Dropping the last reference here would destroy the window inside its own event.
        self._closed_window = window
        window.operations.deleteLater()
        window.deleteLater()

    def _close_quietly(self, services: Any) -> None:
        try:
            found = self._doors.close(services)
        except LeqingError as error:
            found = (str(error),)
        for warning in found:
            _log.warning("closing the ledger: %s", warning)
        self.warnings += found


def _to_front(window: QWidget) -> None:
    """Show a window above the others, also where it was minimised."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _free_name(ledger: Path) -> Path:
    """A path beside the damaged ledger that nobody uses."""
    number = 1
    while True:
        tail = "恢复" if number == 1 else f"恢复{number}"
        target = ledger.with_name(f"{ledger.stem}-{tail}{SUFFIX}")
        if not target.exists():
            return target
        number += 1
