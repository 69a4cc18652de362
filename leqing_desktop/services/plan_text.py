"""A plan as the console tells it: an outline for people, the JSON of DESIGN §6 for scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.outline import programme_number
from leqing_desktop.domain.plan import PlanFacts
from leqing_desktop.domain.plan_draft import Change
from leqing_desktop.domain.plan_import import ImportReview
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.domain.unit_name import join_units


def plan_to_json(plan: PlanFacts) -> dict[str, Any]:
    """The shape of ``plan show --json``."""
    from leqing_desktop.documents.plan_json import plan_to_json as to_json

    return to_json(plan)


def import_to_json(review: ImportReview, written: bool) -> dict[str, Any]:
    """The shape of ``plan import --json``; ``mapping`` is null for a plan in running text.

    Beyond DESIGN §6 it tells how the file differs from a ledger that has a plan already.
    """
    mapping = review.file.mapping
    return {
        "plan": plan_to_json(review.draft.facts()),
        "mapping": None if mapping is None else mapping.to_json(),
        "written": written,
        "changes": [
            {"kind": node.kind.value, "title": node.title, "change": node.change.value}
            | {"fields": [[each.field, each.old, each.new] for each in node.differences]}
            for node in review.draft.nodes
            if node.change is not Change.SAME and not review.into_empty
        ],
    }


def import_lines(review: ImportReview, changes: Changes | None) -> list[str]:
    """What was recognised, what of it is new or changed, and what needs the clerk's eye.

    ``changes`` None: nothing was to be written.
    """
    draft = review.draft
    lines = plan_lines(replace(draft.facts(), findings=()))
    if mapping := review.file.mapping:
        lines += [line for sheet in mapping.sheets if sheet.used for line in _columns(sheet)]
    for node in draft.nodes:
        if node.change is Change.CHANGED:
            told = "；".join(each.text for each in node.differences)
            lines.append(f"改动 {node.kind.label}“{node.title}”：{told}")
    for doubt in draft.waiting():
        place = f"（{doubt.finding.place}）" if doubt.finding.place else ""
        lines.append(f"疑点 {doubt.finding.message}{place}")
    count = len(draft.waiting())
    if changes is None:
        told = "没有写入台账（试读）"
    else:
        told = f"已{changes.label}" if changes.label else "与台账一致，没有改动"
    lines.append(f"{told}；有 {count} 处疑点。" if count else f"{told}。")
    return lines


def _columns(sheet: SheetMapping) -> list[str]:
    used = [each for each in sheet.columns if each.meaning is not Meaning.IGNORED]
    pairs = "，".join(f"“{each.heading}”→{each.meaning.label}" for each in used)
    return [
        f"表“{sheet.sheet}”第 {sheet.last + 1} 行是表头（把握 {sheet.confidence:.0%}）：{pairs}"
    ]


def plan_lines(plan: PlanFacts) -> list[str]:
    """Goals, programmes, measures with units and targets, and their tasks."""
    lines = [plan.title]
    for goal in plan.goals:
        lines.append(f"目标 {goal.no or ''} {goal.title}")
        lines += [f"    {target.name} {target.target_text}" for target in goal.indicators]
    for programme in plan.programmes:
        number = f"{programme_number(str(programme.no))}、" if programme.no is not None else ""
        lines.append(f"{number}{programme.title or '（没有工程这一级）'}")
        for measure in programme.measures:
            units = join_units(part.unit for part in measure.units)
            no = f"{measure.no}．" if measure.no is not None else ""
            lines.append(f"  {no}{measure.title or '（没有举措这一级）'}  {units}".rstrip())
            lines += [f"      目标 {t.name} {t.target_text}" for t in measure.indicators]
            lines += [
                f"      任务 {t.title} {t.target} {t.due_text}".rstrip() for t in measure.tasks
            ]
    lines += [f"疑点 {finding.message}（{finding.place}）" for finding in plan.findings]
    return lines
