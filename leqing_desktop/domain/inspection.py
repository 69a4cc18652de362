"""What a 专项督查 is: its checklist by area, the verdict on each point, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class InspectionArea(StrEnum):
    """What a point of the checklist looks at (the plan's chapter 六（二）)."""

    PROGRESS = "progress"
    POLICY = "policy"

    @property
    def label(self) -> str:
        """工作进度, 政策落实."""
        return {"progress": "工作进度", "policy": "政策落实"}[self.value]


class Verdict(StrEnum):
    """How a unit stands on a point."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"

    @property
    def label(self) -> str:
        """落实, 部分落实, 未落实."""
        return {"met": "落实", "partly": "部分落实", "unmet": "未落实"}[self.value]


class FindingState(StrEnum):
    """Where a finding's 整改 stands; a point that is met needs none and is settled."""

    SETTLED = "settled"
    OPEN = "open"
    REPORTED = "reported"
    REJECTED = "rejected"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state as lists show it."""
        return {
            "settled": "无需整改",
            "open": "整改中",
            "reported": "已报整改，待核实",
            "rejected": "退回重改",
            "closed": "已销号",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FindingResult:
    """A finding as the circular tells it; ``due`` None where no 整改 is asked for."""

    unit: str
    area: InspectionArea
    question: str
    verdict: Verdict
    wording: str
    demand: str
    due: date | None
    state: FindingState


@dataclass(frozen=True, slots=True)
class InspectionResult:
    """A signed 专项督查 of a period with all its findings; ``number`` as printed."""

    title: str
    number: str
    begins_on: date | None
    ends_on: date | None
    units: tuple[str, ...]
    points: int
    findings: tuple[FindingResult, ...]
