"""Pictures of the window's pages, for the demonstration and the README."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from leqing_desktop import paths
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.application import make_application
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.page_table import PAGES, PLACES
from leqing_desktop.ui.shell import LedgerDoors, Shell

SIZE = (1600, 900)
SAMPLE = "示例行动计划.txt"
"""The made-up plan whose review is shown."""
SETTLE_MS = 400
"""How long a page is left alone after its reads came back, for delayed painting."""


def take_pictures(
    ledger: Path, folder: Path, doors: LedgerDoors, settings: DeskSettings
) -> list[Path]:
    """Open the window on a ledger, visit every page, and save a PNG of each."""
    app = make_application(["leqing"], settings)
    shell = Shell(doors, settings, PAGES, CrashReporter(app))
    taken: list[Path] = []
    try:
        shell.start(ledger)
        window = shell.window
        if window is None:
            return taken
        window.showNormal()
        window.resize(*SIZE)
        known = {entry.id for entry in PAGES}
        folder.mkdir(parents=True, exist_ok=True)
        for place in PLACES:
            if place.id in known:
                window.show_page(place.id)
                _settle(shell)
                taken.append(_take(window, folder / f"{place.title}.png"))
        window.import_plan(paths.resources() / "samples" / SAMPLE)
        _settle(shell)
        taken.append(_take(window, folder / "导入规划.png"))
        window.close()
    finally:
        shell.shutdown()
    return taken


def _take(window: QWidget, target: Path) -> Path:
    window.grab().save(str(target))
    return target


def _settle(shell: Shell) -> None:
    """Let the page finish its reads and paint."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(SETTLE_MS)

    def quiet() -> None:
        if not shell.background.busy:
            loop.quit()

    timer.timeout.connect(quiet)
    timer.start()
    loop.exec()
