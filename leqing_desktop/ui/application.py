"""The QApplication with its language, font and look, and the run of the window."""

from __future__ import annotations

import ctypes
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from leqing_desktop import paths
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.enter_key import EnterPresses
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.one_instance import OneInstance
from leqing_desktop.ui.page_table import PAGES, PageEntry
from leqing_desktop.ui.shell import LedgerDoors, Shell
from leqing_desktop.ui.theme import theme

NATIVE_TRACE = "native-crash.txt"
LISTEN_AFTER_MS = 300
"""The first paint needs no socket, whose library costs tens of milliseconds; a second start waits."""
TASKBAR_IDENTITY = "leqing.desktop"
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def make_application(argv: Sequence[str], settings: DeskSettings) -> QApplication:
    """The application, Chinese in Qt's own dialogs too, in the look the desk chose."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    app.setApplicationName("leqing")
    app.setApplicationDisplayName("")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translate(app)
    if app.findChild(EnterPresses) is None:
        EnterPresses(app)
    look = theme()
    look.follow_system()
    look.apply(settings.theme, settings.density, settings.zoom)
    app.setWindowIcon(_window_icon())
    return app


def _window_icon() -> QIcon:
    """The flag, drawn for the title bar, the taskbar and the switcher at every scaling."""
    made, flag = QIcon(), icon("flag", "accent")
    for size in ICON_SIZES:
        made.addPixmap(flag.pixmap(size, size))
    return made


def _stand_apart_on_taskbar() -> None:
    """Run from a checkout the window is not Python's on the taskbar of Windows.

    Where it is installed its launcher says who it is: its shortcuts carry no other identity, and a
    window with one would not join the button that the clerk has pinned.
    """
    if sys.platform == "win32" and paths.child_python() is None:
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_IDENTITY)


def translate(app: QApplication) -> bool:
    """Give Qt's own dialogs their Chinese; False where the translation is not installed."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load("qtbase_zh_CN", folder)
    return found and app.installTranslator(translator)


def run_window(
    argv: Sequence[str],
    settings: DeskSettings,
    doors: LedgerDoors,
    ledger: Path | None = None,
    pages: Sequence[PageEntry] = PAGES,
) -> int:
    """Show the window until it is closed; the exit code of the event loop.

    Where the program already runs at this desk, that window gets the ledger and comes to the front.
    Everything heavy of ``doors`` is imported when its functions are first called.
    """
    one = OneInstance(paths.user_data())
    if not one.claim() and one.hand_over(ledger):
        return 0
    _stand_apart_on_taskbar()
    app = make_application(argv, settings)
    crashes = CrashReporter(app)
    crashes.install()
    crashes.watch_native(paths.user_data() / NATIVE_TRACE)
    shell = Shell(doors, settings, pages, crashes)
    one.asked.connect(shell.receive)
    QTimer.singleShot(LISTEN_AFTER_MS, one, one.listen)
    try:
        try:
            shell.start(ledger)
        except Exception as error:
            crashes.tell(error, traceback.format_exc())
        return app.exec()
    finally:
        one.stop_listening()
        shell.shutdown()
        one.release()
        crashes.uninstall()
        if shell.warnings:
            sentence = "\n".join(shell.warnings)
            QMessageBox(QMessageBox.Icon.Warning, "乐清规划督办", sentence).exec()
