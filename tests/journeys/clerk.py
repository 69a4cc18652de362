"""A clerk at the real window: the program as app.py puts it together, worked by key and click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QTableView, QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop import app, paths
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.application import make_application
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.models.tree_columns import FROZEN, TITLE_AT
from leqing_desktop.ui.page_table import PAGES
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.decomposition import DecompositionPage
from leqing_desktop.ui.shell import Shell

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
WAIT = 30_000
POLL_MS = 10

Asked = TypeVar("Asked", bound=QDialog)


class Clerk:
    """Sits at one desk; ``start`` and ``leave`` may follow each other, as on two days."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bot = qtbot
        self.shell: Shell | None = None

    def start(self, ledger: Path | None = None, now: Callable[[], datetime] = datetime.now) -> None:
        """Start the program, on a ledger or on the start page; ``now`` is the desk's clock."""
        settings = DeskSettings(paths.settings_file())
        make_application([], settings)
        self.crashes = CrashReporter()
        self.shell = Shell(app._doors(settings, now), settings, PAGES, self.crashes)
        self.shell.start(ledger)
        if ledger is not None:
            self.in_the_window()

    def in_the_window(self) -> None:
        """Wait for the window, and make it as wide as a usual screen."""
        assert self.shell is not None
        self.wait(lambda: self.shell is not None and self.shell.window is not None)
        self.window.showNormal()
        self.window.resize(1900, 1000)
        self.wait(self.window.isActiveWindow)
        self.rest()

    def leave(self) -> None:
        """Close the window, and let the program end as its event loop does."""
        assert self.shell is not None
        if self.shell.window is not None:
            self.shell.window.close()
        if self.shell.start_page is not None:
            self.shell.start_page.close()
        self.shell.shutdown()
        self.shell = None

    @property
    def window(self) -> MainWindow:
        assert self.shell is not None and self.shell.window is not None
        return self.shell.window

    @property
    def page(self) -> Page:
        return self.window.page

    # Waiting

    def wait(self, done: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(done()), timeout=WAIT)

    def rest(self) -> None:
        """Nothing is under way any more."""
        assert self.shell is not None
        background = self.shell.background
        self.wait(lambda: not background.busy)

    # Keys

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        self.bot.keyClick(self._target(), key, held)

    def type(self, text: str) -> None:
        """ASCII comes by keys, Chinese as an input method commits it."""
        if text.isascii():
            for letter in text:
                self.bot.keyClicks(self._target(), letter)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self._target(), event)

    def fill(self, text: str) -> None:
        """Type over the current cell and go to the next row."""
        self.type(text)
        self.press(Key.Key_Return)
        self.rest()

    def _target(self) -> QWidget:
        if QApplication.activeWindow() is None:
            # Without a window manager nobody gives the keys back when a list has closed.
            self.window.activateWindow()
            self.wait(QApplication.focusWidget)
        popup = QApplication.activePopupWidget()
        inside = popup and (popup.focusWidget() or popup.findChild(QAbstractItemView))
        target = inside or popup or QApplication.focusWidget()
        assert target is not None, "nothing has the keys"
        return target

    # The mouse

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible() and widget.isEnabled(), widget.objectName()
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def click_cell(self, table: QTableView, row: int, column: int) -> None:
        """Into a table's cell; a frozen column lies in the overlay."""
        index: QModelIndex = table.model().index(row, column)
        table.scrollTo(index)
        frozen = getattr(table, "frozen", None)
        view = frozen if frozen is not None and column < FROZEN else table
        spot = view.visualRect(index)
        assert not spot.isEmpty(), f"row {row}, column {column} is out of sight"
        point = QPoint(spot.right() - 6, spot.center().y())
        self.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def click_task(self, number: str, column: int = TITLE_AT) -> None:
        """Into a row of the decomposition table, by the number it shows."""
        self.click_cell(self.tree.view, self.row(number), column)

    # What is on the screen

    @property
    def tree(self) -> DecompositionPage:
        page = self.page
        assert isinstance(page, DecompositionPage)
        return page

    def row(self, number: str) -> int:
        model = self.tree.model
        return next(r for r in range(model.rowCount()) if model.item(r).number == number)

    def shown(self, number: str, column: int) -> str:
        """What a cell of the decomposition table shows."""
        return self.tree.model.cell(self.row(number), column).text

    @property
    def undo_name(self) -> str:
        return self.window.acts["edit.undo"].text()

    # Dialogs and the clipboard

    def answer(self, kind: type[Asked], how: Callable[[Asked], object], act: Callable[[], object]):
        """Do what brings up a dialog, and answer the dialog; it may have its own event loop."""
        answered: list[bool] = []
        timer = QTimer()
        timer.setInterval(POLL_MS)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind) and dialog.isActiveWindow():
                timer.stop()
                try:
                    how(dialog)
                    answered.append(True)
                finally:
                    if dialog.isVisible() and not answered:
                        dialog.reject()

        timer.timeout.connect(look)
        timer.start()
        act()
        self.wait(lambda: answered)
        self.rest()

    @staticmethod
    def copy(text: str) -> None:
        """As if copied in Excel."""
        QGuiApplication.clipboard().setText(text)
