"""A quarter's status as the console tells it: lines for people, one JSON document for scripts."""

from __future__ import annotations

from typing import Any

from leqing_desktop.services.status import PeriodStatus


def status_to_json(status: PeriodStatus) -> dict[str, Any]:
    """The shape of ``status --json`` (DESIGN §6); items are tasks."""
    counts = status.counts
    return {
        "period": str(status.period),
        "counts": {
            "green": counts.green,
            "yellow": counts.yellow,
            "red": counts.red,
            "grey": counts.grey,
            "unreported": counts.unreported,
        },
        "items": [
            {
                "id": each.task.id,
                "title": each.task.title,
                "unit": each.unit or None,
                "light": each.assessment.light.value,
                "progress": _plain(each.assessment.progress),
                "schedule": each.assessment.schedule,
                "reported": each.assessment.reported,
                "why": each.assessment.why,
            }
            for each in status.tasks
        ],
        "ranking": [
            {
                "place": row.place,
                # Without a quarter before there is nothing to change from.
                "change": row.change or 0,
                "unit": row.unit,
                "score": _plain(row.score),
            }
            for row in status.ranking
        ],
    }


def status_lines(status: PeriodStatus) -> list[str]:
    """The same for people: counts, what is yellow or red with its reason, the ranking."""
    lines = [f"{status.period.label}  {status.counts.text}  未报 {status.counts.unreported}"]
    for each in status.tasks:
        assessment = each.assessment
        if assessment.light.value in ("yellow", "red"):
            task = each.task
            lines.append(
                f"{assessment.light.label}  {task.number} {task.title}  {each.unit}  "
                f"{assessment.short_why}"
            )
    for row in status.ranking:
        lines.append(f"第 {row.place} 名  {row.unit}  {row.score:g} 分")
    if status.ranking:
        lines.append(status.ranking_rule.formula)
    return lines


def _plain(value: float) -> float | int:
    """80 rather than 80.0, as a person would write it."""
    return int(value) if value == int(value) else value
