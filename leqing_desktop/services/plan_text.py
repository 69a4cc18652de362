"""A plan as the console tells it: an outline for people, the JSON of DESIGN §6 for scripts."""

from __future__ import annotations

from typing import Any

from leqing_desktop.domain.outline import programme_number
from leqing_desktop.domain.plan import PlanFacts
from leqing_desktop.domain.unit_name import join_units


def plan_to_json(plan: PlanFacts) -> dict[str, Any]:
    """The shape of ``plan show --json``."""
    from leqing_desktop.documents.plan_json import plan_to_json as to_json

    return to_json(plan)


def plan_lines(plan: PlanFacts) -> list[str]:
    """Goals, programmes, measures with units and targets, and their tasks."""
    lines = [plan.title]
    for goal in plan.goals:
        lines.append(f"目标 {goal.no or ''} {goal.title}")
        lines += [f"    {target.name} {target.target_text}" for target in goal.indicators]
    for programme in plan.programmes:
        number = programme_number(str(programme.no)) if programme.no is not None else ""
        lines.append(f"{number}、{programme.title or '（无名称）'}")
        for measure in programme.measures:
            units = join_units(part.unit for part in measure.units)
            lines.append(f"  {measure.no or ''}．{measure.title or '（无名称）'}  {units}")
            lines += [f"      目标 {t.name} {t.target_text}" for t in measure.indicators]
            lines += [
                f"      任务 {t.title} {t.target} {t.due_text}".rstrip() for t in measure.tasks
            ]
    lines += [f"疑点 {finding.message}（{finding.place}）" for finding in plan.findings]
    return lines
