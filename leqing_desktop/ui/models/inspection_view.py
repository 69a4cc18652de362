"""What the 专项督查 view shows, read in one go: the period's inspections and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leqing_desktop.domain.period import Period


@dataclass(frozen=True, slots=True)
class InspectionView:
    """``rows`` are services' InspectionRows; ``folder`` is where their files go if nowhere else."""

    period: Period | None
    today: date
    rows: tuple[Any, ...]
    folder: Path

    @classmethod
    def read(cls, services: Any, period: Period | None) -> InspectionView:
        """Ask the services for a period's inspections; none without a period."""
        inspections = services.inspections
        rows = () if period is None else inspections.register(period)
        place = services.ledger.info().path.parent / "专项督查"
        return cls(period, inspections.today(), rows, place)

    @property
    def summary(self) -> str:
        """The counts in a few words."""
        waiting = sum(row.waiting for row in self.rows)
        overdue = sum(row.overdue for row in self.rows)
        parts = [self.period.label] if self.period else []
        parts += [f"专项督查 {len(self.rows)} 次", f"待整改 {waiting} 条"]
        return " · ".join([*parts, f"逾期 {overdue} 条"] if overdue else parts)
