"""One row of the 问题清单 of a 专项督查, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InspectionSheetRow:
    """A finding of a unit; ``state`` in words, ``outcome`` what the last step says of the 整改."""

    unit: str
    area: str
    question: str
    verdict: str
    wording: str
    demand: str
    due: date | None
    state: str
    outcome: str = ""
