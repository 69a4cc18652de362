"""A plan as JSON: reads the built-in plan, and writes the form that ``plan show --json`` promises."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from leqing_desktop import paths
from leqing_desktop.documents.json_node import JsonNode
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.plan import (
    Finding,
    GoalFacts,
    MeasureFacts,
    MilestoneFacts,
    PlaceFacts,
    PlanFacts,
    ProgrammeFacts,
    ProjectFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.errors import Refused

BUILTIN_PLAN = Path("plan") / "yueqing-electric.json"
"""The built-in plan's file below the resources folder."""

Json = dict[str, Any]


def load_builtin_plan() -> PlanFacts:
    """The plan that comes with the program. Raises Refused when its file is missing or spoilt."""
    file = paths.resources() / BUILTIN_PLAN
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused("读不到内置规划文件，请重新安装本程序。") from error
    except ValueError as error:
        raise Refused("内置规划文件已损坏，请重新安装本程序。") from error
    return plan_from_json(data)


def plan_from_json(data: object) -> PlanFacts:
    """Plan facts from parsed JSON in the form of DESIGN §6.

    Keys that are empty may be left out, keys unknown here are passed over. Raises Refused, naming
    the place, where a value is missing or of the wrong sort.
    """
    node = JsonNode(data, "规划")
    return PlanFacts(
        title=node.text("title", required=True),
        start_year=node.year("start_year"),
        end_year=node.year("end_year"),
        goals=node.many("goals", "目标", _goal),
        programmes=node.many("programmes", "工程", _programme),
        units=node.many("units", "单位", _unit),
        places=node.many("places", "地点", _place),
        projects=node.many("projects", "项目", _project),
        findings=node.many("findings", "疑点", _finding),
    )


def _goal(node: JsonNode) -> GoalFacts:
    return GoalFacts(
        no=node.number("no"),
        title=node.text("title", required=True),
        indicators=node.many("indicators", "指标", _indicator),
    )


def _programme(node: JsonNode) -> ProgrammeFacts:
    return ProgrammeFacts(
        no=node.number("no"),
        title=node.text_or_none("title"),
        measures=node.many("measures", "举措", _measure),
    )


def _measure(node: JsonNode) -> MeasureFacts:
    return MeasureFacts(
        no=node.number("no"),
        title=node.text_or_none("title"),
        open_list=node.flag("open_list"),
        units=node.many("units", "单位", _assignment),
        indicators=node.many("indicators", "指标", _indicator),
        tasks=node.many("tasks", "任务", _task),
    )


def _task(node: JsonNode) -> TaskFacts:
    return TaskFacts(
        title=node.text("title", required=True),
        units=node.many("units", "单位", _assignment),
        section=node.text("section"),
        person=node.text("person"),
        target=node.text("target"),
        start=node.day("start"),
        due=node.day("due"),
        due_text=node.text("due_text"),
        milestones=node.many("milestones", "里程碑", _milestone),
    )


def _milestone(node: JsonNode) -> MilestoneFacts:
    return MilestoneFacts(
        title=node.text("title", required=True),
        due=node.day("due"),
        due_text=node.text("due_text"),
        evidence=node.text("evidence"),
    )


def _assignment(node: JsonNode) -> Assignment:
    return Assignment(
        unit=node.text("name", required=True),
        role=node.choice("role", Role),
        counts_first=node.flag("counts_first"),
    )


def _indicator(node: JsonNode) -> Indicator:
    return Indicator(
        name=node.text("name", required=True),
        value=node.amount("value"),
        uom=node.text_or_none("unit"),
        comparator=node.choice("comparator", Comparator),
        year=node.year("year"),
        kind=node.choice("kind", IndicatorKind),
        upper=node.amount_or_none("upper"),
        literal=node.text("literal"),
        baseline=node.amount_or_none("baseline"),
        baseline_year=node.year("baseline_year"),
    )


def _unit(node: JsonNode) -> UnitFacts:
    return UnitFacts(
        name=node.text("name", required=True),
        kind=node.text("kind", required=True),
        full_name=node.text("full_name"),
        members=node.many("members", "成员", _member),
    )


def _member(node: JsonNode) -> tuple[str, str]:
    return node.text("name", required=True), node.text("duty")


def _place(node: JsonNode) -> PlaceFacts:
    return PlaceFacts(node.text("name", required=True), node.text("kind", required=True))


def _project(node: JsonNode) -> ProjectFacts:
    return ProjectFacts(
        name=node.text("name", required=True),
        kind=node.text("kind", required=True),
        measure=node.number("measure"),
        investment=node.amount_or_none("investment"),
        uom=node.text_or_none("unit"),
    )


def _finding(node: JsonNode) -> Finding:
    return Finding(
        kind=node.text("kind", required=True),
        message=node.text("message", required=True),
        place=node.text("place"),
    )


def plan_to_json(plan: PlanFacts) -> Json:
    """The plan in the form of DESIGN §6, every promised key present, ready for ``json.dumps``.

    Dates are ISO text, whole numbers have no decimal point. Beyond §6 it carries the plan's years,
    units, places and projects, baselines, and a milestone's evidence, so that nothing gets lost.
    """
    return {
        "title": plan.title,
        "start_year": plan.start_year,
        "end_year": plan.end_year,
        "goals": [
            {
                "no": g.no,
                "title": g.title,
                "indicators": [indicator_to_json(i) for i in g.indicators],
            }
            for g in plan.goals
        ],
        "programmes": [
            {"no": p.no, "title": p.title, "measures": [_measure_to_json(m) for m in p.measures]}
            for p in plan.programmes
        ],
        "units": [_unit_to_json(unit) for unit in plan.units],
        "places": [{"name": place.name, "kind": place.kind} for place in plan.places],
        "projects": [_project_to_json(project) for project in plan.projects],
        "findings": [finding_to_json(finding) for finding in plan.findings],
    }


def record_to_json(facts: ProgrammeFacts | MeasureFacts | TaskFacts) -> Json:
    """One programme, measure or task by itself, as a ledger keeps what a source says of it."""
    if isinstance(facts, TaskFacts):
        return _task_to_json(facts)
    if isinstance(facts, MeasureFacts):
        return _measure_to_json(facts)
    return {"no": facts.no, "title": facts.title}


def record_from_json(kind: str, data: object) -> ProgrammeFacts | MeasureFacts | TaskFacts:
    """What ``record_to_json`` made of a "programme", "measure" or "task"."""
    node = JsonNode(data, "原文")
    if kind == "task":
        return _task(node)
    return _measure(node) if kind == "measure" else _programme(node)


def indicator_to_json(indicator: Indicator) -> Json:
    """INDICATOR of DESIGN §6, with the baseline beside it; ``unit`` is the unit of measure."""
    return {
        "name": indicator.name,
        "value": _plain(indicator.value),
        "upper": _plain(indicator.upper),
        "unit": indicator.uom,
        "comparator": indicator.comparator.value,
        "year": indicator.year,
        "kind": indicator.kind.value,
        "literal": indicator.literal,
        "baseline": _plain(indicator.baseline),
        "baseline_year": indicator.baseline_year,
    }


def finding_to_json(finding: Finding) -> Json:
    """One finding in the form of DESIGN §6."""
    return {"kind": finding.kind, "message": finding.message, "place": finding.place}


def _measure_to_json(measure: MeasureFacts) -> Json:
    return {
        "no": measure.no,
        "title": measure.title,
        "open_list": measure.open_list,
        "units": [_assignment_to_json(unit) for unit in measure.units],
        "indicators": [indicator_to_json(indicator) for indicator in measure.indicators],
        "tasks": [_task_to_json(task) for task in measure.tasks],
    }


def _task_to_json(task: TaskFacts) -> Json:
    return {
        "title": task.title,
        "units": [_assignment_to_json(unit) for unit in task.units],
        "section": task.section,
        "person": task.person,
        "target": task.target,
        "start": _iso(task.start),
        "due": _iso(task.due),
        "due_text": task.due_text,
        "milestones": [
            {"title": m.title, "due": _iso(m.due), "due_text": m.due_text, "evidence": m.evidence}
            for m in task.milestones
        ],
    }


def _assignment_to_json(part: Assignment) -> Json:
    return {"name": part.unit, "role": part.role.value, "counts_first": part.counts_first}


def _unit_to_json(unit: UnitFacts) -> Json:
    return {
        "name": unit.name,
        "kind": unit.kind,
        "full_name": unit.full_name,
        "members": [{"name": name, "duty": duty} for name, duty in unit.members],
    }


def _project_to_json(project: ProjectFacts) -> Json:
    return {
        "name": project.name,
        "kind": project.kind,
        "measure": project.measure,
        "investment": _plain(project.investment),
        "unit": project.uom,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: float | None) -> float | int | None:
    """1000 rather than 1000.0, as a person would write it; exact up to 15 digits."""
    if value is not None and abs(value) < 1e15 and value == int(value):
        return int(value)
    return value
