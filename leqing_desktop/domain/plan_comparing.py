"""A draft held against the ledger: what is new, what changes, what the new edition no longer has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leqing_desktop.domain.plan import Finding, TaskFacts
from leqing_desktop.domain.plan_draft import (
    Change,
    Doubt,
    Draft,
    DraftNode,
    FieldChange,
    NodeFacts,
    NodeKind,
)
from leqing_desktop.domain.plan_draft_doubts import MISSING, STRANGER
from leqing_desktop.domain.plan_merging import merged
from leqing_desktop.domain.plan_pairing import Pairs, StoredNode, pair, plain
from leqing_desktop.domain.plan_proposal import Place
from leqing_desktop.domain.plan_returning import Printed, returned
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_proposal import TaskPlace

_FIELDS_OF: dict[Meaning, str] = {
    Meaning.LEAD: "units",
    Meaning.RESPONSIBLE: "units",
    Meaning.SUPPORT: "units",
    Meaning.SECTION: "section",
    Meaning.PERSON: "person",
    Meaning.TARGET: "target",
    Meaning.DUE: "due",
    Meaning.MILESTONE: "milestones",
}
"""Columns whose empty cell in a row with its own id empties the field."""


@dataclass(frozen=True, slots=True)
class LedgerPlan:
    """What the ledger has to compare with.

    ``words``: the text of the document imported last; "" where none was. ``units``: the
    organisation list.
    """

    nodes: tuple[StoredNode, ...] = ()
    words: str = ""
    units: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is no plan in it yet."""
        return not self.nodes


@dataclass(frozen=True, slots=True)
class Origin:
    """What a draft was read from: the cleaned ``words`` of a text, or the ``ids`` of a table's rows.

    ``ids``: key → the record that its row names; ``printed`` how our own print of those reads now.
    """

    words: str = ""
    ids: Mapping[int, int] = field(default_factory=dict)
    printed: Printed = field(default_factory=Printed)

    @property
    def is_text(self) -> bool:
        """Whether it was a plan in running text."""
        return bool(self.words)


def compare(draft: Draft, ledger: LedgerPlan, origin: Origin) -> Draft:
    """The draft with every node's relation to the ledger, and what would come as it would come.

    Proposals that the clerk had before him at the last import and did not keep are not taken again.
    """
    if ledger.empty:
        return draft
    draft, ids = returned(draft, origin.ids, ledger.nodes, origin.printed)
    origin = replace(origin, ids=ids)
    pairs = pair(draft, ledger.nodes, ids)
    return _Comparison(draft, ledger, origin, pairs).run()


AROUND = 24
"""Characters before a target that tell whether an amended text has touched it."""


class _Comparison:
    def __init__(self, draft: Draft, ledger: LedgerPlan, origin: Origin, pairs: Pairs) -> None:
        self._draft = draft
        self._ledger = ledger
        self._origin = origin
        self._pairs = pairs
        self._nodes = draft.index()
        self._stored = {record.id: record for record in ledger.nodes}
        self._with_tasks = {r.parent for r in ledger.nodes if r.kind is NodeKind.TASK}
        self._faults = {doubt.finding.place for doubt in draft.doubts}
        self._words = plain(ledger.words)
        self._shares = self._listed()

    def run(self) -> Draft:
        nodes = [self._compared(node) for node in self._draft.nodes]
        gone = self._gone(nodes[-1].key if nodes else 0)
        doubts = (*self._draft.doubts, *(self._missing(node) for node in gone))
        return replace(self._draft, nodes=(*nodes, *gone), doubts=doubts)

    def _compared(self, node: DraftNode) -> DraftNode:
        record = self._pairs.get(node.key)
        if record is None:
            return replace(node, change=Change.NEW, taken=self._is_fresh(node))
        if self._origin.is_text and node.kind is NodeKind.TASK and record.base is None:
            # Proposals from running text do not overrule the tasks that a clerk has written.
            return replace(node, facts=record.facts, match=record.id, change=Change.SAME)
        if self._is_repeated(node):
            # The same words as last time: whatever the clerk has made of the target stands.
            return replace(node, facts=record.facts, match=record.id, change=Change.SAME)
        new = self._with_readable_date(self._as_inherited(node, record), record)
        own = self._printed_as(node, record)
        base = record.base if own is None else own
        facts, differences = merged(
            new.facts, record.facts, base, self._emptied(node), printed=own is not None
        )
        differences += self._moved(node, record)
        change = Change.CHANGED if differences else Change.SAME
        return replace(node, facts=facts, match=record.id, change=change, differences=differences)

    def _is_repeated(self, node: DraftNode) -> bool:
        """Whether a target stands in the very words that the last edition had around it."""
        place = node.place
        if node.kind is not NodeKind.INDICATOR or not isinstance(place, Place) or not self._words:
            return False
        around = self._origin.words[max(0, place.start - AROUND) : place.end + AROUND // 3]
        return plain(around) in self._words

    def _printed_as(self, node: DraftNode, record: StoredNode) -> NodeFacts | None:
        """How our own print of a record reads, where the node is a row that came back."""
        if node.key not in self._origin.ids:
            return None
        own = self._origin.printed.facts.get(record.id)
        return own if type(own) is type(record.facts) else None

    def _moved(self, node: DraftNode, record: StoredNode) -> tuple[FieldChange, ...]:
        """A measure that an amended document has put under another programme."""
        above = self._nodes.get(node.parent or 0)
        if (
            node.kind is not NodeKind.MEASURE
            or not self._origin.is_text
            or above is None
            or not above.title
        ):
            return ()
        now = self._pairs.get(above.key)
        before = self._stored.get(record.parent or 0)
        if before is None or (now is not None and now.id == before.id):
            return ()
        return (FieldChange(MOVED, before.title, above.title),)

    def _is_fresh(self, node: DraftNode) -> bool:
        """Whether an unknown task or indicator of a known measure is worth taking unasked."""
        if not self._origin.is_text or node.kind not in (NodeKind.TASK, NodeKind.INDICATOR):
            return True
        above = self._pairs.get(node.parent or 0)
        if above is None or not isinstance(node.place, Place):
            return True
        said = plain(self._origin.words[node.place.start : node.place.end])
        if self._words:
            return said not in self._words
        return node.kind is NodeKind.INDICATOR or above.id not in self._with_tasks

    def _as_inherited(self, node: DraftNode, record: StoredNode) -> DraftNode:
        """A row that prints its measure's units has none of its own."""
        stored, facts = record.facts, node.facts
        if not isinstance(stored, TaskFacts) or not isinstance(facts, TaskFacts) or stored.units:
            return node
        measure = self._stored.get(record.parent or 0)
        above = {(p.unit, p.role) for p in getattr(measure and measure.facts, "units", ())}
        if above == {(part.unit, part.role) for part in facts.units}:
            return replace(node, facts=replace(facts, units=()))
        return node

    def _with_readable_date(self, node: DraftNode, record: StoredNode) -> DraftNode:
        """A date cell of a table that gives no day, and was told, leaves the day that there is."""
        facts, stored, place = node.facts, record.facts, node.place
        if (
            isinstance(facts, TaskFacts)
            and isinstance(stored, TaskFacts)
            and isinstance(place, TaskPlace)
            and facts.due is None
            and stored.due is not None
            and place.cell(Meaning.DUE) in self._faults
        ):
            kept = replace(facts, due=stored.due, due_text=stored.due_text)
            return replace(node, facts=kept)
        return node

    def _emptied(self, node: DraftNode) -> list[str]:
        if node.key not in self._origin.ids or not isinstance(node.place, TaskPlace):
            return []
        place = node.place
        return [
            name
            for meaning, name in _FIELDS_OF.items()
            if (cell := place.cell(meaning)) and cell not in self._faults
        ]

    def _gone(self, last: int) -> list[DraftNode]:
        """Records that the source should have and has not; none of them is taken away unasked."""
        keys = {record.id: key for key, record in self._pairs.items()}
        found: list[DraftNode] = []
        if self._origin.is_text and not self._is_edition():
            return found
        for record in self._ledger.nodes:
            if record.id in keys or not self._expected(record, keys):
                continue
            last += 1
            keys[record.id] = last
            parent = keys.get(record.parent) if record.parent is not None else None
            found.append(
                DraftNode(
                    last,
                    parent,
                    record.kind,
                    record.facts,
                    taken=False,
                    match=record.id,
                    change=Change.GONE,
                )
            )
        return found

    def _is_edition(self) -> bool:
        """Whether the text is another edition of the ledger's plan and not another plan.

        Then most of the shorter one's measures are known to both.
        """
        read = [node for node in self._draft.nodes if node.kind is NodeKind.MEASURE]
        held = [record for record in self._ledger.nodes if record.kind is NodeKind.MEASURE]
        known = sum(node.key in self._pairs for node in read)
        return 2 * known >= min(len(read), len(held))

    def _listed(self) -> dict[int | None, tuple[int, int]]:
        """Measure id → how many of its tasks were imported, and how many of these the source lists."""
        known = {record.id for record in self._pairs.values()}
        shares: dict[int | None, tuple[int, int]] = {}
        for record in self._ledger.nodes:
            if record.kind is NodeKind.TASK and record.base is not None:
                imported, listed = shares.get(record.parent, (0, 0))
                shares[record.parent] = (imported + 1, listed + (record.id in known))
        return shares

    def _covers(self, record: StoredNode) -> bool:
        """Whether a table without ids lists most of the imported tasks of a task's measure."""
        imported, listed = self._shares.get(record.parent, (0, 0))
        return 2 * listed >= imported

    def _expected(self, record: StoredNode, keys: Mapping[int, int]) -> bool:
        under_known = record.parent in keys
        if not self._origin.is_text:
            # A table is often a part of the plan: only rows missing among those that came back.
            came = bool(self._origin.ids) or (record.base is not None and self._covers(record))
            return record.kind is NodeKind.TASK and under_known and came
        if record.kind in (NodeKind.PROGRAMME, NodeKind.MEASURE):
            return record.base is not None or not self._words
        if record.kind is NodeKind.TASK:
            return record.base is not None
        return under_known or record.kind is NodeKind.GOAL

    @staticmethod
    def _missing(node: DraftNode) -> Doubt:
        message = f"{node.kind.label}“{node.title[:30]}”新稿里没有了，台账里的保留不动。"
        return Doubt(Finding(MISSING, message), node.key)


def with_strangers(draft: Draft, known: Sequence[str]) -> Draft:
    """A finding for every unit of a table that the organisation list does not have.

    An empty list knows nothing: into an empty ledger all units are new.
    """
    if not known:
        return draft
    told = {d.finding.message for d in draft.doubts if d.finding.kind == STRANGER}
    found: list[Doubt] = []
    seen: set[str] = set(known)
    for node in draft.taken():
        for part in getattr(node.facts, "units", ()):
            if part.unit in seen:
                continue
            seen.add(part.unit)
            message = f"单位名单里没有“{part.unit}”，已作为新单位加入，请核对名称。"
            if not any(f"“{part.unit}”" in each for each in told):
                place = _printed_place(node)
                found.append(Doubt(Finding(STRANGER, message, place), node.key))
    return replace(draft, doubts=(*draft.doubts, *found))


MOVED = "所属工程"
"""Name of the change of a measure that moved."""


def _printed_place(node: DraftNode) -> str:
    place = node.place
    if isinstance(place, TaskPlace):
        for meaning in (Meaning.LEAD, Meaning.RESPONSIBLE, Meaning.SUPPORT):
            if cell := place.cell(meaning):
                return cell
        return f"{place.sheet}!A{place.row}"
    return place.label if place is not None else ""
