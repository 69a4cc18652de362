"""A table that was exported here and comes back: its rows are known by their ids.

What such a row says is measured against what our own print of the record says when it is read, so
that a field which nobody touched is no change, however little of it a cell can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import Finding, TaskFacts
from leqing_desktop.domain.plan_draft import Doubt, Draft, DraftNode, NodeFacts, NodeKind
from leqing_desktop.domain.plan_pairing import StoredNode, plain
from leqing_desktop.domain.table_proposal import TaskPlace

ELSEWHERE = "写在别处"
"""Kind of the finding of rows that the table puts under another measure or programme."""
COPIED = "编号重复"
"""Kind of the finding of a row that was copied with its hidden id."""
_ABOVE = {NodeKind.TASK: NodeKind.MEASURE, NodeKind.MEASURE: NodeKind.PROGRAMME}
_ITEMS = (NodeKind.PROGRAMME, NodeKind.MEASURE, NodeKind.TASK)


@dataclass(frozen=True, slots=True)
class Printed:
    """How the ledger reads in a table printed now: record id → facts, measure id → its targets."""

    facts: Mapping[int, NodeFacts] = field(default_factory=dict)
    targets: Mapping[int, frozenset[str]] = field(default_factory=dict)


def printed(draft: Draft, ids: Mapping[int, int], stored: Sequence[StoredNode]) -> Printed:
    """What the draft of our own print says of each record; ``ids``: key → the id of its row."""
    records = {record.id: record for record in stored if record.kind in _ITEMS}
    nodes = draft.index()
    literals: dict[int, list[str]] = defaultdict(list)
    for node in draft.nodes:
        if isinstance(node.facts, Indicator) and node.parent is not None:
            literals[node.parent].append(node.facts.literal)
    facts: dict[int, NodeFacts] = {}
    targets: dict[int, frozenset[str]] = {}
    for key, record_id in ids.items():
        at: int | None = key
        record = records.get(record_id)
        while record is not None and at is not None:
            node = nodes[at]
            if node.kind is record.kind:
                facts.setdefault(record.id, node.facts)
                if record.kind is NodeKind.MEASURE:
                    targets.setdefault(record.id, frozenset(literals[at]))
                record = records.get(record.parent or 0)
            at = node.parent
    return Printed(facts, targets)


def returned(
    draft: Draft, ids: Mapping[int, int], stored: Sequence[StoredNode], own: Printed
) -> tuple[Draft, dict[int, int]]:
    """The draft in the ledger's order of things, and its keys with the records that they are.

    A task stays under its measure wherever its row stands; what it says of targets is its own text.
    """
    return _Return(draft, ids, stored, own).run() if ids else (draft, {})


class _Return:
    def __init__(
        self,
        draft: Draft,
        ids: Mapping[int, int],
        stored: Sequence[StoredNode],
        own: Printed,
    ) -> None:
        self._draft = draft
        self._printed = own
        self._stored = stored
        self._records = {record.id: record for record in stored if record.kind in _ITEMS}
        self._nodes = draft.index()
        self._known: dict[int, StoredNode] = {}
        self._dropped: set[int] = set()
        self._elsewhere: list[int] = []
        self._copies: list[int] = []
        self._last = draft.next_key()
        self._claim(ids)

    def run(self) -> tuple[Draft, dict[int, int]]:
        for kind in _ABOVE:
            self._bring_home(kind)
        self._leave_out_targets()
        self._leave_out_empty()
        doubts = [
            replace(doubt, key=self._kept(doubt.key))
            for doubt in self._draft.doubts
            if doubt.key not in self._dropped or not self._is_measure_row(doubt.key)
        ]
        draft = replace(self._draft, nodes=tuple(self._in_order()), doubts=(*doubts, *self._told()))
        left = draft.index()
        return draft, {key: record.id for key, record in self._known.items() if key in left}

    # Whose rows are whose

    def _claim(self, ids: Mapping[int, int]) -> None:
        """Each record for one node: of a row and its copy the one that still says what was printed."""
        claims: dict[int, list[int]] = defaultdict(list)
        for key, record_id in ids.items():
            record = self._records.get(record_id)
            if record is None:
                continue
            node = self._nodes[key]
            if node.kind is not record.kind:
                above = self._ancestor(key, record.kind)
                if above is None:
                    continue
                if not node.title or node.title == self._nodes[above].title:
                    # The row of a measure without tasks, read as a task or as a nameless step.
                    self._dropped.add(key)
                key = above
            claims[record_id].append(key)
        for record_id, keys in claims.items():
            record = self._records[record_id]
            same = [key for key in keys if self._says(key, record)]
            key = (same or keys)[0]
            self._known.setdefault(key, record)
            self._copies += [each for each in keys if each != key]

    def _ancestor(self, key: int, kind: NodeKind) -> int | None:
        return next((at for at in self._draft.above(key) if self._nodes[at].kind is kind), None)

    def _says(self, key: int, record: StoredNode) -> bool:
        """Whether a node bears the name that our print gives to the record."""
        facts = self._printed.facts.get(record.id, record.facts)
        name = getattr(facts, "title", None)
        return plain(self._nodes[key].title) == plain(name or "")

    # Where they belong

    def _bring_home(self, kind: NodeKind) -> None:
        """Put every known node of a kind under the node of what is above its record."""
        children: dict[int, list[int]] = defaultdict(list)
        for key, record in self._known.items():
            if record.kind is kind and record.parent in self._records:
                children[record.parent].append(key)
        homes = {r.id: key for key, r in self._known.items() if r.kind is _ABOVE[kind]}
        for renamed in (False, True):
            for record_id, keys in children.items():
                record = self._records[record_id]
                for above in dict.fromkeys(self._nodes[each].parent for each in keys):
                    if above is None or above in self._known or record_id in homes:
                        continue
                    if renamed or self._says(above, record):
                        homes[record_id], self._known[above] = above, record
        for record_id, keys in children.items():
            home = homes.get(record_id)
            if home is None:
                home = self._new_home(self._records[record_id], self._nodes[keys[0]])
            for key in keys:
                self._move(key, home, self._records[record_id])

    def _new_home(self, record: StoredNode, child: DraftNode) -> int:
        key, self._last = self._last, self._last + 1
        above = self._nodes[child.parent].parent if child.parent is not None else None
        self._nodes[key] = DraftNode(key, above, record.kind, record.facts, child.place)
        self._known[key] = record
        return key

    def _move(self, key: int, home: int, record: StoredNode) -> None:
        node = self._nodes[key]
        if node.parent == home:
            return
        written = self._nodes[node.parent] if node.parent is not None else None
        if written is not None and written.title and not self._says(written.key, record):
            self._elsewhere.append(key)
        self._nodes[key] = replace(node, parent=home)

    def _told(self) -> tuple[Doubt, ...]:
        """Copied rows; and one doubt for all that stands elsewhere, which may be most of them."""
        copied = tuple(
            Doubt(
                Finding(COPIED, f"“{self._nodes[key].title[:30]}”的编号重复，作为新任务列入。"), key
            )
            for key in self._copies
            if key not in self._dropped and self._nodes[key].kind is NodeKind.TASK
        )
        if not self._elsewhere:
            return copied
        first, count = self._elsewhere[0], len(self._elsewhere)
        named = f"“{self._nodes[first].title[:30]}”" + (f"等 {count} 行" if count > 1 else "")
        message = f"{named}在表里写在别的名称之下，台账里的位置不变；要移动，请在分解表里移动。"
        return (*copied, Doubt(Finding(ELSEWHERE, message), first))

    # What is nothing new

    def _leave_out_targets(self) -> None:
        """Targets as printed, and those in the words of a known task, which are the task's own."""
        rows = {
            _row(node): node.facts.target
            for node in self._nodes.values()
            if node.key in self._known and isinstance(node.facts, TaskFacts)
        }
        of_measure: dict[int, list[Indicator]] = defaultdict(list)
        for record in self._stored:
            if isinstance(record.facts, Indicator) and record.parent is not None:
                of_measure[record.parent].append(record.facts)
        anywhere = frozenset[str]().union(*self._printed.targets.values())
        for node in list(self._nodes.values()):
            measure = self._known.get(node.parent or 0)
            facts = node.facts
            if not isinstance(facts, Indicator):
                continue
            target = rows.get(_row(node))
            known = self._printed.targets.get(measure.id, ()) if measure is not None else ()
            if facts.literal in known or (
                target is not None and (facts.literal in target or facts.literal in anywhere)
            ):
                self._dropped.add(node.key)
                continue
            if measure is None:
                continue
            named = [t for t in of_measure[measure.id] if plain(t.name) == plain(facts.name)]
            if len(named) == 1:
                # Our print tells no year: the one that was read is the table's.
                self._nodes[node.key] = replace(node, facts=replace(facts, year=named[0].year))

    def _leave_out_empty(self) -> None:
        """Measures and programmes of the table under which nothing is left."""
        for kind in (NodeKind.MEASURE, NodeKind.PROGRAMME):
            held = {n.parent for n in self._nodes.values() if n.key not in self._dropped}
            before = {n.parent for n in self._draft.nodes}
            for node in self._nodes.values():
                emptied = node.key in before and node.key not in held
                if node.kind is kind and emptied and node.key not in self._known:
                    self._dropped.add(node.key)

    def _is_measure_row(self, key: int | None) -> bool:
        return key is not None and self._nodes[key].kind is NodeKind.TASK

    def _kept(self, key: int | None) -> int | None:
        while key is not None and key in self._dropped:
            key = self._nodes[key].parent
        return key

    def _in_order(self) -> Iterable[DraftNode]:
        """All nodes that are left, each behind what is above it, siblings as they stand."""
        children: dict[int | None, list[DraftNode]] = defaultdict(list)
        for node in self._nodes.values():
            if node.key not in self._dropped:
                children[node.parent].append(node)
        waiting = children[None][::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += children[node.key][::-1]


def _row(node: DraftNode) -> tuple[str, int] | None:
    place = node.place
    return (place.sheet, place.row) if isinstance(place, TaskPlace) else None
