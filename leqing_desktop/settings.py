"""What a desk remembers between two starts: the clerk, recent ledgers, look, widths (a JSON file)."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

RECENT_LIMIT = 8
THEMES = ("system", "light", "dark")
DENSITIES = ("compact", "standard", "roomy")

_log = logging.getLogger(__name__)


class DeskSettings:
    """The settings of one desk; every change is on disk when the setter returns.

    A broken file is kept aside as ``*.broken`` and the defaults are used; a folder that cannot be
    written costs the memory of the settings, never the clerk's work.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = self._read()

    @property
    def clerk(self) -> str:
        """经办人, as it stands in the journal; empty until it was asked."""
        return str(self.get("clerk", ""))

    @clerk.setter
    def clerk(self, name: str) -> None:
        self.set("clerk", name.strip())

    @property
    def theme(self) -> str:
        """One of ``THEMES``."""
        value = self.get("theme", "system")
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self.set("theme", name if name in THEMES else "system")

    @property
    def density(self) -> str:
        """One of ``DENSITIES``: the height of table rows."""
        value = self.get("density", "standard")
        return value if value in DENSITIES else "standard"

    @density.setter
    def density(self, name: str) -> None:
        self.set("density", name if name in DENSITIES else "standard")

    @property
    def zoom(self) -> int:
        """Size of everything in percent, 100–200."""
        value = self.get("zoom", 100)
        return min(200, max(100, value)) if isinstance(value, int) else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self.set("zoom", min(200, max(100, percent)))

    @property
    def backup_folder(self) -> Path | None:
        """Where the clerk wants backups; None means beside the ledger."""
        value = self.get("backup_folder", "")
        return Path(value) if isinstance(value, str) and value else None

    @backup_folder.setter
    def backup_folder(self, folder: Path | None) -> None:
        self.set("backup_folder", str(folder) if folder else "")

    @property
    def recent(self) -> tuple[Path, ...]:
        """Ledgers opened last, newest first."""
        value = self.get("recent", [])
        return (
            tuple(Path(p) for p in value if isinstance(p, str)) if isinstance(value, list) else ()
        )

    def remember(self, ledger: Path) -> None:
        """Put a ledger on top of the recent ones."""
        newest = str(ledger.resolve())
        rest = [str(p) for p in self.recent if str(p) != newest]
        self.set("recent", [newest, *rest][:RECENT_LIMIT])

    def forget(self, ledger: Path) -> None:
        """Take a ledger off the recent ones (the file itself is left alone)."""
        self.set("recent", [str(p) for p in self.recent if p != ledger])

    def get(self, key: str, default: Any = None) -> Any:
        """The stored JSON value of a key."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Store a JSON value; a value that did not change costs nothing."""
        if key in self._values and self._values[key] == value:
            return
        self._values[key] = value
        self._write()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            _log.warning("settings cannot be read: %s", error)
            return {}
        except ValueError:
            values = None
        if isinstance(values, dict):
            return values
        self._keep_aside()
        return {}

    def _keep_aside(self) -> None:
        aside = self._path.with_name(self._path.name + ".broken")
        _log.warning("settings are broken, kept as %s", aside)
        try:
            self._path.replace(aside)
        except OSError as error:
            _log.warning("broken settings cannot be kept aside: %s", error)

    def _write(self) -> None:
        text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Not tempfile: on Windows it does not come back from a folder that may not be written.
            unfinished = self._path.with_name(f".settings-{os.getpid()}-{id(self):x}")
            try:
                unfinished.write_text(text, encoding="utf-8")
                unfinished.replace(self._path)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
        except OSError as error:
            _log.warning("settings cannot be written: %s", error)
