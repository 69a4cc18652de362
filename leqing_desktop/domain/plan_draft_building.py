"""What a document or a table proposes becomes a draft for review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leqing_desktop.domain.plan import PlanFacts
from leqing_desktop.domain.plan_draft import (
    Doubt,
    Draft,
    DraftNode,
    NodeFacts,
    NodeKind,
    SourcePlace,
)
from leqing_desktop.domain.plan_proposal import Place, PlanPlaces, ProposedPlan
from leqing_desktop.domain.table_proposal import ProposedTable, TaskPlace


class _Nodes:
    """Nodes in the order made, numbered as they come."""

    def __init__(self) -> None:
        self.made: list[DraftNode] = []

    def add(
        self,
        parent: int | None,
        kind: NodeKind,
        facts: NodeFacts,
        place: SourcePlace | None,
        unit_places: tuple[Place, ...] = (),
    ) -> int:
        key = len(self.made) + 1
        self.made.append(DraftNode(key, parent, kind, facts, place, unit_places, facts))
        return key


def draft_of_text(proposed: ProposedPlan) -> Draft:
    """The draft of a plan in running text: every node with its span of the text."""
    facts, places = proposed.facts, proposed.places
    nodes = _Nodes()
    for goal, at in zip(facts.goals, places.goals, strict=True):
        key = nodes.add(None, NodeKind.GOAL, replace(goal, indicators=()), at.title)
        for indicator, place in zip(goal.indicators, at.indicators, strict=True):
            nodes.add(key, NodeKind.INDICATOR, indicator, place)
    _add_programmes(nodes, facts, places)
    doubts = tuple(
        Doubt(finding, _node_at(nodes.made, place), place)
        for finding, place in zip(facts.findings, places.findings, strict=True)
    )
    return _draft(facts, nodes, doubts)


def _add_programmes(nodes: _Nodes, facts: PlanFacts, places: PlanPlaces) -> None:
    for programme, of in zip(facts.programmes, places.programmes, strict=True):
        top = nodes.add(None, NodeKind.PROGRAMME, replace(programme, measures=()), of.title)
        for measure, at in zip(programme.measures, of.measures, strict=True):
            bare = replace(measure, indicators=(), tasks=())
            key = nodes.add(top, NodeKind.MEASURE, bare, at.title, at.units)
            inside: list[tuple[Place, NodeKind, NodeFacts]] = [
                *((p, NodeKind.INDICATOR, i) for i, p in _pairs(measure.indicators, at.indicators)),
                *((p, NodeKind.TASK, t) for t, p in _pairs(measure.tasks, at.tasks)),
            ]
            # As the text runs; of the same place the indicator before the task that serves it.
            for place, kind, own in sorted(inside, key=lambda each: each[0].start):
                nodes.add(key, kind, own, place)


def _pairs(
    facts: Sequence[NodeFacts], places: Sequence[Place]
) -> Sequence[tuple[NodeFacts, Place]]:
    return list(zip(facts, places, strict=True))


def _node_at(nodes: Sequence[DraftNode], place: Place | None) -> int | None:
    """The innermost node that the finding's place lies on."""
    if place is None:
        return None
    best: DraftNode | None = None
    for node in nodes:
        at = node.place
        if not isinstance(at, Place):
            continue
        on_units = any(p.start == place.start for p in node.unit_places)
        # An indicator and the task that serves it share a place: the finding is about the number.
        if on_units or (at.start == place.start and at.end == place.end):
            return node.key
        if at.start <= place.start < max(at.end, at.start + 1):
            best = node
    return best.key if best is not None else None


def draft_of_table(proposed: ProposedTable) -> Draft:
    """The draft of a task table: every task with its row, its target before it."""
    plan = proposed.plan
    rows = _first_rows(proposed.places)
    nodes = _Nodes()
    for p, programme in enumerate(plan.programmes):
        bare = replace(programme, measures=())
        top = nodes.add(None, NodeKind.PROGRAMME, bare, rows.get((p, None, None)))
        for m, measure in enumerate(programme.measures):
            own = replace(measure, indicators=(), tasks=())
            key = nodes.add(top, NodeKind.MEASURE, own, rows.get((p, m, None)))
            waiting = list(measure.indicators)
            for t, task in enumerate(measure.tasks):
                place = rows.get((p, m, t))
                for indicator in [each for each in waiting if each.literal in task.target]:
                    waiting.remove(indicator)
                    nodes.add(key, NodeKind.INDICATOR, indicator, place)
                nodes.add(key, NodeKind.TASK, task, place)
            for indicator in waiting:
                nodes.add(key, NodeKind.INDICATOR, indicator, rows.get((p, m, None)))
    at = _keys_by_row(nodes.made)
    doubts = tuple(
        Doubt(finding, at.get(row) if (row := row_of(finding.place)) is not None else None)
        for finding in proposed.findings
    )
    return _draft(plan, nodes, doubts)


_Path = tuple[int, int | None, int | None]


def _first_rows(places: Sequence[TaskPlace]) -> dict[_Path, TaskPlace]:
    """The first row of each programme, measure and task, by their places in the plan."""
    rows: dict[_Path, TaskPlace] = {}
    for place in places:
        for path in (
            (place.programme, None, None),
            (place.programme, place.measure, None),
            (place.programme, place.measure, place.task),
        ):
            rows.setdefault(path, place)
    return rows


def _keys_by_row(nodes: Sequence[DraftNode]) -> dict[tuple[str, int], int]:
    """The node that a row is about: its task, else the innermost that begins there."""
    found: dict[tuple[str, int], int] = {}
    for node in sorted(nodes, key=lambda each: each.kind is NodeKind.TASK):
        if isinstance(node.place, TaskPlace):
            found[node.place.sheet, node.place.row] = node.key
    return found


def row_of(place: str) -> tuple[str, int] | None:
    """Sheet and row (from 1) of a place such as 表1!E4; None for a column or a whole sheet."""
    sheet, mark, cell = place.rpartition("!")
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (sheet, int(digits)) if mark and digits.isdecimal() else None


def _draft(facts: PlanFacts, nodes: _Nodes, doubts: tuple[Doubt, ...]) -> Draft:
    return Draft(
        title=facts.title,
        start_year=facts.start_year,
        end_year=facts.end_year,
        nodes=tuple(nodes.made),
        doubts=doubts,
        units=facts.units,
    )
