"""Every folder and bundled file the program knows, in one place."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP_NAME = "leqing"
_CHILD_PYTHON = Path("runtime", "pythonw.exe")


def project_root() -> Path:
    """Folder that holds ``resources`` and ``migrations``: the checkout, or ``app`` where installed.

    The installed program's code is an archive in that folder.
    """
    found = Path(__file__).parent.parent
    return found.parent if found.suffix == ".zip" else found


def resources() -> Path:
    """Folder of the bundled data: fonts, icons, the built-in plan."""
    return project_root() / "resources"


def migrations() -> Path:
    """Folder of the Alembic chain."""
    return project_root() / "migrations"


def child_python() -> Path | None:
    """The Python without a console that comes with the installed program; None in a checkout.

    It lies in ``runtime`` beside ``app``. The launcher itself is no Python that a child could run.
    """
    found = project_root().parent / _CHILD_PYTHON
    return found if found.is_file() else None


def user_data() -> Path:
    """The clerk's own folder for settings and logs; ``LEQING_HOME`` overrides it (tests, USB sticks).

    On Windows ``%LOCALAPPDATA%\\leqing``: it belongs to this computer and does not roam.
    """
    override = os.environ.get("LEQING_HOME")
    return Path(override) if override else Path(platformdirs.user_data_dir(APP_NAME, False))


def settings_file() -> Path:
    """The desk's settings (clerk's name, recent ledgers, column widths)."""
    return user_data() / "settings.json"


def log_file() -> Path:
    """The running log."""
    return user_data() / "leqing.log"
