"""Facts of a plan as the columns that store them."""

from __future__ import annotations

from typing import Any

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import MilestoneFacts, Number, TaskFacts

Values = dict[str, Any]


def printed(no: Number) -> str:
    """The text that is stored of a printed number."""
    return "" if no is None else str(no)


def printed_number(stored: str) -> Number:
    """The number of a stored text: an integer where it is one, None for an empty one."""
    if not stored:
        return None
    return int(stored) if stored.isdecimal() else stored


def task_values(task: TaskFacts) -> Values:
    """The columns of a task; its units and milestones are records of their own."""
    return {
        "title": task.title,
        "section": task.section,
        "person": task.person,
        "target": task.target,
        "start": task.start,
        "due": task.due,
        "due_text": task.due_text,
    }


def milestone_values(milestone: MilestoneFacts) -> Values:
    """The columns of a milestone."""
    return {
        "title": milestone.title,
        "due": milestone.due,
        "due_text": milestone.due_text,
        "evidence": milestone.evidence,
    }


def indicator_values(target: Indicator) -> Values:
    """The columns of an indicator besides its owner and its place."""
    return {
        "name": target.name,
        "value": target.value,
        "upper": target.upper,
        "uom": target.uom,
        "comparator": target.comparator.value,
        "year": target.year,
        "kind": target.kind.value,
        "literal": target.literal,
        "baseline": target.baseline,
        "baseline_year": target.baseline_year,
    }
