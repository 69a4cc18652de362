"""The ledger's own working days: 节假日 added by the clerk, and how long units have to report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import ledger_settings
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.own_day import DaySpan, OwnDays
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.work_calendar import WorkCalendar

DAYS_SETTING = "extra_days"
RETURN_SETTING = "return_working_days"
RETURN_DAYS = 10
"""Working days that units have for their report, unless the ledger's setting says otherwise."""
MOST_RETURN_DAYS = 60


@dataclass(frozen=True, slots=True)
class WorkDays:
    """``last_year`` is the last one whose 放假 and 调休 the program brings along."""

    today: date
    return_days: int
    own: OwnDays
    last_year: int

    @property
    def reach(self) -> str:
        """What the packaged calendar knows, in one sentence."""
        return (
            f"本机自带的放假调休安排到 {self.last_year} 年为止；以后的年份在补上之前，"
            "按周一至周五算工作日，只除去元旦、劳动节、国庆节。"
        )


class WorkDayService:
    """节假日与报送时限."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def read(self) -> WorkDays:
        """What this ledger adds to the packaged calendar."""
        with self._access.reading() as connection:
            own = own_days(connection)
            today = self._access.now().date()
            return WorkDays(today, return_days(connection), own, WorkCalendar().last_year)

    def save_return_days(self, days: int) -> Changes:
        """Set the working days from issue to due date; periods that have theirs keep them."""
        with self._access.writing() as uow:
            if not 1 <= days <= MOST_RETURN_DAYS:
                raise Refused(f"报送时限要在 1 到 {MOST_RETURN_DAYS} 个工作日之间。")
            ledger_settings.write(uow, {RETURN_SETTING: days})
            return uow.commit(f"报送时限改为 {days} 个工作日")

    def add(self, span: DaySpan) -> Changes:
        """Add days off or 补班 days; they win over the packaged calendar."""
        with self._access.writing() as uow:
            return _save(uow, own_days(uow.connection).added(span), f"填{span.label}", span)

    def remove(self, span: DaySpan) -> Changes:
        """Take days out again: they are what the packaged calendar says."""
        with self._access.writing() as uow:
            return _save(uow, own_days(uow.connection).without(span), f"去掉{span.label}", span)


def own_days(connection: Connection) -> OwnDays:
    """The days that the clerk added in this ledger."""
    return OwnDays.from_json(ledger_settings.read(connection).get(DAYS_SETTING))


def return_days(connection: Connection) -> int:
    """Working days from issue to due date in this ledger."""
    kept = ledger_settings.read(connection).get(RETURN_SETTING)
    if isinstance(kept, int) and 1 <= kept <= MOST_RETURN_DAYS:
        return kept
    return RETURN_DAYS


def calendar_of(connection: Connection) -> WorkCalendar:
    """The packaged calendar with the ledger's own days."""
    own = own_days(connection)
    return WorkCalendar(own.working, own.off)


def _save(uow: UnitOfWork, days: OwnDays, verb: str, span: DaySpan) -> Changes:
    ledger_settings.write(uow, {DAYS_SETTING: days.to_json()})
    until = "" if span.first == span.last else f" 至 {span.last}"
    return uow.commit(f"{verb} {span.first}{until}")
