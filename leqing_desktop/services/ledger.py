"""The ledger as the clerk handles it: what it is, its backups, its closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop.db import backup, ledger_settings, plans
from leqing_desktop.db.ledger_file import LedgerFile
from leqing_desktop.services.access import LedgerAccess

if TYPE_CHECKING:
    from leqing_desktop.domain.plan import PlanFacts

DEMO_KEY = "demo"


@dataclass(frozen=True, slots=True)
class LedgerInfo:
    """What the top bar and the status bar say of a ledger."""

    path: Path
    title: str
    demo: bool
    why_read_only: str
    last_backup_at: datetime | None
    warnings: tuple[str, ...]


class LedgerService:
    """台账文件."""

    def __init__(self, access: LedgerAccess, file: LedgerFile) -> None:
        self._access = access
        self._file = file

    def info(self) -> LedgerInfo:
        """Title, place, and whether it can be written."""
        with self._access.reading() as connection:
            title = plans.title(connection)
            demo = bool(ledger_settings.read(connection).get(DEMO_KEY))
        return LedgerInfo(
            self._file.path,
            title or self._file.path.stem,
            demo,
            self._file.why_read_only,
            self._file.last_backup(),
            self._file.warnings,
        )

    def plan(self) -> PlanFacts:
        """The whole plan as facts, as it stands now."""
        from leqing_desktop.db import plan_facts

        with self._access.reading() as connection:
            return plan_facts.read(connection)

    def backup(self, folder: Path | None = None) -> Path:
        """Make a dated, checked backup; beside the ledger where no folder is given."""
        chosen = folder if folder is not None else backup.folder_for(self._file.path)
        return backup.backup(self._file.path, chosen, self._access.now())

    def close(self) -> tuple[str, ...]:
        """Back up what changed and give the ledger free; returns warnings in words."""
        return self._file.close()
