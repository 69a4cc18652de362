"""The running log: what a report of a fault needs, and never the content of a ledger."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 1_000_000
KEPT_FILES = 3
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start(path: Path, level: int = logging.INFO, *, else_stderr: bool = True) -> None:
    """Send the program's log records to a rotating file; without a writable folder, to stderr.

    ``else_stderr`` false: nowhere, for the console, whose one sentence scripts read on stderr.
    Calling it again replaces the earlier target.
    """
    root = logging.getLogger("leqing_desktop")
    stop()
    root.addHandler(_handler(path, else_stderr))
    root.setLevel(level)
    root.propagate = False


def stop() -> None:
    """Close the log file, so that its folder can be moved or removed."""
    root = logging.getLogger("leqing_desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


class _LogFile(RotatingFileHandler):
    """The log file. A record that a full disk does not take is lost, not shown on stderr."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Go on without it."""


def _handler(path: Path, else_stderr: bool) -> logging.Handler:
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8"):
            pass
        handler = _LogFile(
            path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr) if else_stderr else logging.NullHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler
