"""A proposed plan under review: a flat tree of nodes, each with its place, all of it immutable.

What a document or a table proposes becomes a draft; the clerk changes the draft, never the ledger.
Since every change gives a new draft, the review's own undo is the list of drafts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import (
    Finding,
    GoalFacts,
    MeasureFacts,
    Number,
    PlanFacts,
    ProgrammeFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.domain.plan_proposal import Place
from leqing_desktop.domain.table_proposal import TaskPlace

NodeFacts = GoalFacts | ProgrammeFacts | MeasureFacts | Indicator | TaskFacts
"""What a node says itself; what stands below it are nodes of their own."""
SourcePlace = Place | TaskPlace
"""Where a node stands: in a text, or in a row of a table."""


class NodeKind(StrEnum):
    """What a node is, in the document's terms."""

    GOAL = "goal"
    PROGRAMME = "programme"
    MEASURE = "measure"
    INDICATOR = "indicator"
    TASK = "task"

    @property
    def label(self) -> str:
        """The kind in the clerk's word."""
        return {
            NodeKind.GOAL: "发展目标",
            NodeKind.PROGRAMME: "工程",
            NodeKind.MEASURE: "举措",
            NodeKind.INDICATOR: "指标",
            NodeKind.TASK: "任务",
        }[self]


class Change(StrEnum):
    """How a node stands to the ledger that it is to come into."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"

    @property
    def label(self) -> str:
        """The change in the clerk's word; GONE is in the ledger and no longer in the document."""
        return {"new": "新增", "same": "未变", "changed": "有改动", "gone": "新稿没有"}[self.value]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the import would change: its name, what stands in the ledger, what comes."""

    field: str
    old: str
    new: str

    @property
    def text(self) -> str:
        """期限：2025-06-30 → 2025-12-31."""
        return f"{self.field}：{self.old or '空'} → {self.new or '空'}"


@dataclass(frozen=True, slots=True)
class DraftNode:
    """One proposed record. ``key`` is its number in this draft, ``parent`` the key above it.

    ``unit_places`` run beside the units of a measure read from a text. ``stated`` is what the source
    says, whatever becomes of ``facts``; None for what the clerk added. ``match`` is the ledger's
    record that it is, with ``change`` and ``differences`` against it. Of a node that is GONE
    ``taken`` means: move it to the recycle bin.
    """

    key: int
    parent: int | None
    kind: NodeKind
    facts: NodeFacts
    place: SourcePlace | None = None
    unit_places: tuple[Place, ...] = ()
    stated: NodeFacts | None = None
    taken: bool = True
    edited: bool = False
    match: int | None = None
    change: Change = Change.NEW
    differences: tuple[FieldChange, ...] = ()

    @property
    def title(self) -> str:
        """Its title or name; "" where the document has none."""
        facts = self.facts
        return facts.name if isinstance(facts, Indicator) else facts.title or ""

    @property
    def no(self) -> Number:
        """Its printed number."""
        return getattr(self.facts, "no", None)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding of the document and the node that it is about, if it is about one.

    ``settled`` says in words what the clerk did about it; "" while it waits.
    """

    finding: Finding
    key: int | None = None
    place: Place | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan under review; ``nodes`` stand in the document's order, each parent before its children."""

    title: str
    start_year: int | None = None
    end_year: int | None = None
    nodes: tuple[DraftNode, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    units: tuple[UnitFacts, ...] = ()

    def node(self, key: int) -> DraftNode:
        """The node of a key; KeyError for one that is not there."""
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)

    def index(self) -> dict[int, DraftNode]:
        """All nodes by key."""
        return {node.key: node for node in self.nodes}

    def children(self, key: int | None) -> tuple[DraftNode, ...]:
        """The nodes right below one (below the plan for None), in order."""
        return tuple(node for node in self.nodes if node.parent == key)

    def below(self, key: int) -> frozenset[int]:
        """The key and those of all nodes below it."""
        found = {key}
        for node in self.nodes:
            if node.parent in found:
                found.add(node.key)
        return frozenset(found)

    def above(self, key: int) -> Iterator[int]:
        """The keys above a node, the nearest first."""
        nodes = self.index()
        parent = nodes[key].parent
        while parent is not None:
            yield parent
            parent = nodes[parent].parent

    def next_key(self) -> int:
        """A key that no node has."""
        return max((node.key for node in self.nodes), default=0) + 1

    def with_nodes(self, changed: Mapping[int, DraftNode]) -> Draft:
        """A copy in which nodes are replaced by key."""
        return replace(self, nodes=tuple(changed.get(node.key, node) for node in self.nodes))

    def taken(self) -> tuple[DraftNode, ...]:
        """What will be imported: taken nodes all of whose ancestors are taken, GONE ones left out."""
        kept: set[int | None] = {None}
        found = []
        for node in self.nodes:
            if node.taken and node.parent in kept and node.change is not Change.GONE:
                kept.add(node.key)
                found.append(node)
        return tuple(found)

    def discarded(self) -> tuple[DraftNode, ...]:
        """What the clerk sends to the recycle bin since the document no longer has it."""
        return tuple(n for n in self.nodes if n.change is Change.GONE and n.taken)

    def news(self) -> tuple[DraftNode, ...]:
        """What the import would write: new, changed, edited; and what goes to the recycle bin."""
        written = [
            node
            for node in self.taken()
            if (node.title and node.change is Change.NEW)
            or node.change is Change.CHANGED
            or (node.edited and node.match is not None)
        ]
        return (*written, *self.discarded())

    def waiting(self) -> tuple[Doubt, ...]:
        """The doubts that nobody has settled."""
        return tuple(doubt for doubt in self.doubts if not doubt.settled)

    def facts(self) -> PlanFacts:
        """The plan as it would be imported, with the findings that still wait."""
        below: dict[int | None, list[DraftNode]] = {}
        for node in self.taken():
            below.setdefault(node.parent, []).append(node)

        def indicators(nodes: Iterable[DraftNode]) -> tuple[Indicator, ...]:
            return tuple(n.facts for n in nodes if isinstance(n.facts, Indicator))

        def measure(node: DraftNode) -> MeasureFacts:
            inside = below.get(node.key, ())
            assert isinstance(node.facts, MeasureFacts)
            tasks = tuple(n.facts for n in inside if isinstance(n.facts, TaskFacts))
            return replace(node.facts, indicators=indicators(inside), tasks=tasks)

        def programme(node: DraftNode) -> ProgrammeFacts:
            assert isinstance(node.facts, ProgrammeFacts)
            return replace(node.facts, measures=tuple(map(measure, below.get(node.key, ()))))

        top = below.get(None, ())
        goals = [(n, n.facts) for n in top if isinstance(n.facts, GoalFacts)]
        return PlanFacts(
            title=self.title,
            start_year=self.start_year,
            end_year=self.end_year,
            goals=tuple(
                replace(facts, indicators=indicators(below.get(node.key, ())))
                for node, facts in goals
            ),
            programmes=tuple(programme(n) for n in top if n.kind is NodeKind.PROGRAMME),
            units=self.units,
            findings=tuple(doubt.finding for doubt in self.waiting()),
        )
