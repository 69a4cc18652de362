"""The office that issues documents: settings of the ledger, with defaults."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from leqing_desktop.db import ledger_settings
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.notice import notice_number
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.services.access import LedgerAccess

_KEY = "office"


@dataclass(frozen=True, slots=True)
class Office:
    """``sender`` is the 发文机关, ``series`` its 机关代字, ``printed_by`` the 印发机关."""

    sender: str = ""
    series: str = "乐电专督"
    printed_by: str = ""


class OfficeService:
    """发文机关、机关代字."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def read(self) -> Office:
        """The office as set in this ledger."""
        with self._access.reading() as connection:
            return office_of(ledger_settings.read(connection))

    def save(self, office: Office) -> Changes:
        """Set the office; Refused for a 机关代字 that can stand in no number."""
        with self._access.writing() as uow:
            clean = Office(
                clean_line(office.sender, "发文机关", 60),
                clean_line(office.series, "机关代字", 20),
                clean_line(office.printed_by, "印发机关", 60),
            )
            notice_number(clean.series, 2000, 1)
            ledger_settings.write(uow, {_KEY: asdict(clean)})
            return uow.commit("修改发文机关")


def office_of(settings: dict[str, Any]) -> Office:
    """The office out of a ledger's settings."""
    return Office(**settings.get(_KEY, {}))
