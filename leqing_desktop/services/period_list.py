"""The ledger's periods and which of them the window is about; asked for at every start, so light."""

from __future__ import annotations

from leqing_desktop.db import periods
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.domain.period import Period
from leqing_desktop.services.access import LedgerAccess


class PeriodListService:
    """报送期 as a list."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def stored(self) -> tuple[StoredPeriod, ...]:
        """The ledger's periods, oldest first."""
        with self._access.reading() as connection:
            return periods.all_periods(connection)

    def current(self) -> Period | None:
        """The newest period, None in a ledger without periods.

        Also once it is locked: what follows then, notices and the 通报, is about it and not about
        an older one that was left open.
        """
        return max((each.period for each in self.stored()), default=None)
