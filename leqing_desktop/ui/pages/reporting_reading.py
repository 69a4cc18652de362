"""Reads what the 季度报送 page shows, off the window's thread, one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.reporting_drafts import Cells, Drafts, Sheet
from leqing_desktop.ui.operations import Operations

BOARD, SHEET, RETURN, LIGHTS = "board", "sheet", "return", "lights"
EVERYTHING = frozenset({BOARD, SHEET, RETURN, LIGHTS})
UNIT = frozenset({SHEET, RETURN})


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read. None: not asked for. ``settled`` are the drafts that ``rows`` now contain."""

    period: Period
    stored: Any = None
    units: Any = None
    sheet: Sheet | None = None
    rows: Any = None
    review: Any = None
    evidence: int = 0
    statuses: Any = None
    settled: Cells = field(default_factory=dict)


class ReportReader:
    """Joins questions that come while one is under way, so that fast typing costs one reading."""

    def __init__(
        self,
        operations: Operations,
        services: Any,
        drafts: Drafts,
        show: Callable[[Answer], None],
    ) -> None:
        self._operations = operations
        self._services = services
        self._drafts = drafts
        self._show = show
        self._wanted: set[str] = set()
        self._busy = False
        self.period: Period | None = None
        self.unit_id: int | None = None
        self.version: int | None = None
        """The version of the unit's return that is wanted; None: the newest."""

    def ask(self, parts: frozenset[str]) -> None:
        """Read these parts of the period and unit in view."""
        self._wanted |= parts
        if self._busy or self.period is None:
            return
        wanted, self._wanted = frozenset(self._wanted), set()
        sheet = (self.period, self.unit_id) if self.unit_id is not None else None
        settled = self._drafts.saved(sheet) if sheet is not None else {}
        self._busy = True
        self._operations.read(
            self._read,
            wanted,
            self.period,
            sheet,
            self.version,
            settled,
            done=self._arrived,
            failed=self._failed,
        )

    def give_up(self) -> None:
        """No answer will come to what was asked; the next question is asked afresh."""
        self._busy = False
        self._wanted.clear()

    def _read(
        self,
        wanted: frozenset[str],
        period: Period,
        sheet: Sheet | None,
        version: int | None,
        settled: Cells,
    ) -> Answer:
        reporting, reviewing = self._services.reporting, self._services.review
        known_periods = self._services.period_list.stored()
        stored = next((each for each in known_periods if each.period == period), None)
        units = reviewing.board(period) if BOARD in wanted else None
        rows = review = None
        evidence = 0
        known = units is None or any(sheet and unit.unit_id == sheet[1] for unit in units)
        if sheet is not None and SHEET in wanted and known:
            rows = reporting.sheet(*sheet)
        if sheet is not None and RETURN in wanted and known and stored is not None:
            review = reviewing.review(*sheet, version)
            evidence = len(self._services.evidence.list(*sheet))
        statuses = self._services.status.lights(period) if LIGHTS in wanted else None
        return Answer(period, stored, units, sheet, rows, review, evidence, statuses, settled)

    def _arrived(self, answer: Answer) -> None:
        self._busy = False
        self._show(answer)
        if self._wanted:
            self.ask(frozenset())

    def _failed(self, error: Exception) -> None:
        self.give_up()
        self._operations.refused.emit(str(error))
