"""What the window's frame knows of the open ledger, read in one go off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leqing_desktop.domain.period import Period


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The services of a ledger with its title, periods and current period as read last.

    ``info`` has path, title, demo, last_backup_at; each of ``periods`` has period, issue_on,
    due_on, locked.
    """

    services: Any
    info: Any
    periods: tuple[Any, ...]
    current: Period | None

    @classmethod
    def read(cls, services: Any) -> LedgerView:
        """Ask the services; the caller sees to it that this is not the window's thread."""
        periods = services.period_list
        return cls(services, services.ledger.info(), periods.stored(), periods.current())

    def reread(self) -> LedgerView:
        """The same ledger as it is now."""
        return LedgerView.read(self.services)

    def back_up(self, folder: Path | None) -> Path:
        """Write a backup now; None means the ledger's own place for backups."""
        made: Path = self.services.ledger.backup(folder)
        return made

    def newest_first(self) -> list[Any]:
        """The periods for the selector."""
        return sorted(self.periods, key=_period_of, reverse=True)

    def period_info(self, period: Period | None) -> Any:
        """Dates and lock of a period, None where the ledger does not have it."""
        return next((info for info in self.periods if info.period == period), None)

    def next_period(self, today: date) -> Period:
        """The period a clerk most likely wants to add: after the last one, else today's."""
        newest = self.newest_first()
        return newest[0].period.next if newest else Period.containing(today)


def _period_of(info: Any) -> Period:
    period: Period = info.period
    return period
