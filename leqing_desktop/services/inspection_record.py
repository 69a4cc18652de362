"""A 专项督查 with its findings as plain JSON and back, as a locked period keeps it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from leqing_desktop.domain.inspection import (
    FindingResult,
    FindingState,
    InspectionArea,
    InspectionResult,
    Verdict,
)


def to_json(result: InspectionResult) -> dict[str, Any]:
    """The inspection as plain lists and objects."""
    return {
        **asdict(result),
        "begins_on": _iso(result.begins_on),
        "ends_on": _iso(result.ends_on),
        "findings": [
            {
                **asdict(each),
                "area": each.area.value,
                "verdict": each.verdict.value,
                "state": each.state.value,
                "due": _iso(each.due),
            }
            for each in result.findings
        ],
    }


def from_json(stored: dict[str, Any]) -> InspectionResult:
    """The inspection back."""
    return InspectionResult(
        stored["title"],
        stored["number"],
        _day(stored["begins_on"]),
        _day(stored["ends_on"]),
        tuple(stored["units"]),
        stored["points"],
        tuple(_finding(each) for each in stored["findings"]),
    )


def _finding(stored: dict[str, Any]) -> FindingResult:
    return FindingResult(
        stored["unit"],
        InspectionArea(stored["area"]),
        stored["question"],
        Verdict(stored["verdict"]),
        stored["wording"],
        stored["demand"],
        _day(stored["due"]),
        FindingState(stored["state"]),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
