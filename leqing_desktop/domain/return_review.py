"""What the clerk sees of a quarter's returns: the board of units, and one unit's return under review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_outcome import FileState, Finding, OutsideChange, RowState


class BoardState(StrEnum):
    """Where a unit's report of a period stands; the value is the clerk's word."""

    MISSING = "未报"
    OVERDUE = "逾期"
    FILLING = "填报中"
    WAITING = "待审"
    SENT_BACK = "退回"
    ACCEPTED = "已报"


class Punctuality(StrEnum):
    """How a unit reported in one of the last quarters."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit that owes a report. ``expected`` tasks, ``filled`` of them with a figure in force.

    ``version`` 0: no workbook came in (typed here, or nothing). ``serious`` and ``reminders`` count
    the findings that wait. ``quarters``: the last five periods, this one last.
    """

    unit_id: int
    unit: str
    state: BoardState
    expected: int
    filled: int
    issued_on: date | None = None
    received_on: date | None = None
    version: int = 0
    serious: int = 0
    reminders: int = 0
    stamped: bool = False
    quarters: tuple[Punctuality, ...] = ()

    @property
    def has_reported(self) -> bool:
        """Whether it counts as reported (in the rate of returns)."""
        return self.state in (BoardState.WAITING, BoardState.SENT_BACK, BoardState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class ReturnVersion:
    """A kept workbook of a unit."""

    id: int
    version: int
    state: FileState
    name: str
    received_on: date
    sha256: str
    filled_by: str = ""
    reviewed_by: str = ""
    filled_on: str = ""
    note: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row of a return beside what was promised and said last time.

    ``id`` is the row's own; ``subject_id`` the task's or, with ``indicator``, the indicator's; None
    where nobody could tell. ``fields`` are the texts of the input cells by field name. ``before``
    holds the fields that differ from the unit's version before, as they were there. ``light`` and
    ``why`` are computed as if the row were accepted; ``reported`` is the unit's own word.
    """

    id: int
    row: int
    state: RowState
    indicator: bool
    subject_id: int | None
    number: str
    measure: str
    title: str
    fields: Mapping[str, str]
    last: Mapping[str, str]
    progress: float | None = None
    last_progress: float | None = None
    schedule: int | None = None
    reported: ReportedStatus | None = None
    light: Light | None = None
    why: str = ""
    findings: tuple[Finding, ...] = ()
    changes: tuple[OutsideChange, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def disagrees(self) -> bool:
        """Whether the unit's word and the computed light differ."""
        return (
            self.reported is not None and self.light is not None
        ) and self.reported.light is not self.light


@dataclass(frozen=True, slots=True)
class UnitReview:
    """One unit's return of a period: its versions, newest first, and the rows of the one shown."""

    unit_id: int
    unit: str
    versions: tuple[ReturnVersion, ...]
    shown: ReturnVersion | None
    rows: tuple[ReviewRow, ...]
    missing: tuple[str, ...] = ()
    """Owed tasks that the workbook has no row for, as the clerk names them (7.2 …)."""

    @property
    def rivals(self) -> tuple[ReturnVersion, ...]:
        """The workbooks of which one is to be chosen: those that differ, and the one already taken."""
        if not any(each.state is FileState.RIVAL for each in self.versions):
            return ()
        return tuple(each for each in self.versions if each.state is not FileState.REPLACED)

    @property
    def waiting(self) -> tuple[ReviewRow, ...]:
        """The rows that wait for the clerk."""
        return tuple(row for row in self.rows if row.state is RowState.WAITING)

    @property
    def clean(self) -> tuple[ReviewRow, ...]:
        """The waiting rows without a serious finding and without an undecided change."""
        return tuple(
            row
            for row in self.waiting
            if row.subject_id is not None
            and not any(each.serious for each in row.findings)
            and not any(each.taken is None for each in row.changes)
        )
