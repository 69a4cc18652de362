"""The composition root: paths → log → settings → services → window or console."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop import code_archive, log, paths
from leqing_desktop.settings import DeskSettings

if TYPE_CHECKING:
    from leqing_desktop.ui.shell import LedgerDoors


def console() -> None:
    """``leqing``: one command, without loading Qt."""
    _require_utf8()
    code_archive.hold()
    from leqing_desktop.cli import Desk, main

    log.start(paths.log_file(), else_stderr=False)
    settings = DeskSettings(paths.settings_file())
    sys.exit(main(sys.argv[1:], Desk(settings.clerk, datetime.now, take_pictures)))


def _require_utf8() -> None:
    """Start over in Python's UTF-8 mode where the system's encoding has no Chinese file names."""
    if sys.platform != "win32" and sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def window() -> None:
    """``leqing-desktop [LEDGER]``: the window, on a ledger or on the start page.

    ``leqing-desktop --selftest OUT.json`` checks the program on this machine instead.
    """
    code_archive.hold()
    if sys.argv[1:2] == ["--selftest"]:
        sys.exit(_selftest(sys.argv[2:]))
    # While modules are loaded the collector finds nothing and takes an eighth of the time; the
    # window clears garbage on its own thread (ui/garbage.py) and need not look at modules again.
    gc.disable()
    from leqing_desktop.ui import feature_switch

    feature_switch.take_off()
    from leqing_desktop.ui.application import run_window

    log.start(paths.log_file())
    settings = DeskSettings(paths.settings_file())
    ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    doors = _doors(settings)
    gc.freeze()
    sys.exit(run_window(sys.argv[:1], settings, doors, ledger))


def _selftest(arguments: list[str]) -> int:
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from leqing_desktop.selftest.run import selftest

    log.start(paths.log_file(), else_stderr=False)
    return selftest(arguments, _doors)


def take_pictures(ledger: Path, folder: Path) -> list[Path]:
    """Pictures of the window's pages on a ledger; Qt is loaded here, and shows nothing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import tempfile

    from leqing_desktop.ui.pictures import take_pictures as take

    with tempfile.TemporaryDirectory() as passing:
        # A desk of its own: the clerk's settings and recent ledgers stay as they are.
        settings = DeskSettings(Path(passing) / "settings.json")
        settings.clerk = "演示"
        return take(ledger, folder, _doors(settings), settings)


def _doors(settings: DeskSettings, now: Callable[[], datetime] = datetime.now) -> LedgerDoors:
    from leqing_desktop.services.bundle import Services, Workspace
    from leqing_desktop.ui.shell import LedgerDoors

    workspace = Workspace(lambda: settings.clerk, now, lambda: settings.backup_folder)

    def create(path: Path, plan: str) -> Services:
        workspace.create(path, plan)
        return workspace.open(path)

    def close(services: Services) -> tuple[str, ...]:
        return services.ledger.close()

    return LedgerDoors(
        open=workspace.open_or_look,
        create=create,
        close=close,
        newest_backup=workspace.newest_backup,
        restore=workspace.restore,
    )
