"""One row of the quarterly progress sheet (季度进展汇总表), ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.reported_status import ReportedStatus


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A task's standing in one period.

    ``schedule`` and ``progress`` are plain 0–100 (序时 and 完成), None where there is none.
    ``light`` is None where none was computed. ``reported``: the unit has reported
    for this period; otherwise ``progress`` is the last value kept (DESIGN §4) and marked 未报.
    ``number`` is the outline number (7.2); ``measure`` the measure's title with its number.
    ``status`` is the unit's own word (单位自评). ``unit``: whose report it is, where rows are by unit.
    """

    number: str
    measure: str
    task: str
    units: str = ""
    target: str = ""
    schedule: float | None = None
    progress: float | None = None
    light: Light | None = None
    reported: bool = True
    done: str = ""
    problems: str = ""
    next_step: str = ""
    programme: str = ""
    unit: str = ""
    status: ReportedStatus | None = None

    @property
    def disagrees(self) -> bool:
        """Whether the unit's word and the computed light differ."""
        return (
            self.status is not None and self.light is not None
        ) and self.status.light is not self.light
