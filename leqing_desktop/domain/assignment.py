"""Which unit does what for a measure or task (牵头 / 责任 / 配合)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Role of a unit for a measure or task; 配合 counts in no rate."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"

    @property
    def label(self) -> str:
        """The role in the office's word."""
        return {"lead": "牵头", "responsible": "责任", "support": "配合"}[self.value]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part in an item, in the document's order.

    ``counts_first``: nobody leads, and this responsible unit's figure is the task's (DESIGN §3).
    """

    unit: str
    role: Role
    counts_first: bool = False
