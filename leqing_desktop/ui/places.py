"""Which folder a file dialog starts in: the one used last, beside the ledger, or 文档."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from leqing_desktop.settings import DeskSettings


def documents_folder() -> Path:
    """The user's 文档 folder, wherever Windows has it; the home folder where there is none."""
    name = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(name) if name else Path.home()
    return folder if folder.is_dir() else Path.home()


def used_last(settings: DeskSettings, key: str) -> Path:
    """The folder that a setting remembers; 文档 before the first time, or where it is gone."""
    known = str(settings.get(key, ""))
    return Path(known) if known and Path(known).is_dir() else documents_folder()


def beside(ledger: Path) -> Path:
    """The ledger's own folder; 文档 where that takes no files (a read-only stick, a share)."""
    # Not tempfile: on Windows it does not come back from a folder that may not be written.
    trial = ledger.parent / f".leqing-{secrets.token_hex(4)}"
    try:
        with trial.open("xb"):
            pass
        trial.unlink()
    except OSError:
        return documents_folder()
    return ledger.parent
