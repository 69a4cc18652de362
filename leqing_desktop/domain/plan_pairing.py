"""Which proposed record is which of the ledger: by hidden id, by title, by number, by likeness."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan_draft import Draft, DraftNode, NodeFacts, NodeKind

LIKE = 0.6
"""Likeness (0–1) of two titles that bear the same number, or of two names of like targets."""
VERY_LIKE = 0.85
"""Likeness of two titles that nothing but their wording joins."""


@dataclass(frozen=True, slots=True)
class StoredNode:
    """A record of the ledger as a draft would state it; ``parent`` the id above it.

    ``base`` is how the last imported source stated it; None for what a clerk made.
    """

    id: int
    parent: int | None
    kind: NodeKind
    facts: NodeFacts
    base: NodeFacts | None = None

    @property
    def title(self) -> str:
        """Its title or name."""
        facts = self.facts
        return facts.name if isinstance(facts, Indicator) else facts.title or ""


Pairs = dict[int, StoredNode]
"""The key of a draft's node → the record that it is."""


def pair(draft: Draft, stored: Sequence[StoredNode], ids: Mapping[int, int]) -> Pairs:
    """The records that the nodes of a draft are; ``ids``: key of an item → its record's id.

    Each record is taken once. Tasks are told by id or equal title only: 建设一期 and 建设二期 are very
    like and not the same.
    """
    return _Pairing(draft, stored).run(ids)


class _Pairing:
    def __init__(self, draft: Draft, stored: Sequence[StoredNode]) -> None:
        self._draft = draft
        self._records = {
            (record.kind is NodeKind.INDICATOR, record.id): record for record in stored
        }
        self._below: dict[tuple[NodeKind, int | None], list[StoredNode]] = defaultdict(list)
        for record in stored:
            self._below[record.kind, record.parent].append(record)
        self._of_kind: dict[NodeKind, list[StoredNode]] = defaultdict(list)
        for record in stored:
            self._of_kind[record.kind].append(record)
        self._children: dict[int | None, list[DraftNode]] = defaultdict(list)
        for node in draft.nodes:
            self._children[node.parent].append(node)
        self._pairs: Pairs = {}
        self._used: set[int] = set()

    def run(self, ids: Mapping[int, int]) -> Pairs:
        self._by_id(ids)
        for kind in (NodeKind.GOAL, NodeKind.PROGRAMME):
            self._by_title(self._free_nodes(None, kind), self._of_kind[kind])
        for top in self._children[None]:
            self._measures_of(top)
        # A measure that moved to another programme.
        moved = [n for n in self._draft.nodes if n.kind is NodeKind.MEASURE]
        self._by_title(self._unpaired(moved), self._of_kind[NodeKind.MEASURE])
        self._by_children()
        for node in self._draft.nodes:
            record = self._pairs.get(node.key)
            if record is None:
                continue
            if node.kind in (NodeKind.MEASURE, NodeKind.GOAL):
                self._indicators(node, record)
            if node.kind is NodeKind.MEASURE:
                free = self._free_nodes(node.key, NodeKind.TASK)
                self._equal(free, self._below[NodeKind.TASK, record.id], _plain_title)
        return self._pairs

    def _by_id(self, ids: Mapping[int, int]) -> None:
        for key, record_id in ids.items():
            if (record := self._records.get((False, record_id))) is not None:
                self._join(key, record)

    def _by_children(self) -> None:
        """A programme under another name is the one whose measures all stand below it."""
        records = {record.id: record for record in self._of_kind[NodeKind.PROGRAMME]}
        for node in self._free_nodes(None, NodeKind.PROGRAMME):
            parents = {
                self._pairs[child.key].parent
                for child in self._children[node.key]
                if child.key in self._pairs
            }
            if len(parents) == 1 and (parent := parents.pop()) in records:
                self._join(node.key, records[parent])

    def _measures_of(self, top: DraftNode) -> None:
        record = self._pairs.get(top.key)
        if record is not None:
            free = self._free_nodes(top.key, NodeKind.MEASURE)
            self._by_title(free, self._below[NodeKind.MEASURE, record.id])

    def _by_title(self, nodes: Sequence[DraftNode], records: Sequence[StoredNode]) -> None:
        self._equal(nodes, records, _plain_title)
        free = [record for record in records if not self._is_used(record)]
        for node in self._unpaired(nodes):
            best = _likest(node, free)
            if best is not None:
                self._join(node.key, best)
                free.remove(best)

    def _indicators(self, node: DraftNode, record: StoredNode) -> None:
        records = self._below[NodeKind.INDICATOR, record.id]

        def free() -> list[DraftNode]:
            return self._free_nodes(node.key, NodeKind.INDICATOR)

        self._equal(free(), records, _name_and_year)
        self._equal(free(), records, _numbers)
        self._equal(free(), records, _name_and_value)
        for each in free():
            alike = [r for r in records if not self._is_used(r) and _like_targets(each, r)]
            if len(alike) == 1:
                self._join(each.key, alike[0])

    def _equal(
        self,
        nodes: Iterable[DraftNode],
        records: Iterable[StoredNode],
        key: Callable[[DraftNode | StoredNode], Hashable],
    ) -> None:
        """Join nodes and records with the same key, in order where several have it."""
        waiting: dict[Hashable, list[StoredNode]] = defaultdict(list)
        for record in records:
            if not self._is_used(record):
                waiting[key(record)].append(record)
        for node in nodes:
            if found := waiting.get(key(node)):
                self._join(node.key, found.pop(0))

    def _join(self, key: int, record: StoredNode) -> None:
        if not self._is_used(record) and key not in self._pairs:
            self._used.add(record.id)
            self._pairs[key] = record

    def _is_used(self, record: StoredNode) -> bool:
        return record.id in self._used

    def _free_nodes(self, parent: int | None, kind: NodeKind) -> list[DraftNode]:
        return [n for n in self._unpaired(self._children[parent]) if n.kind is kind]

    def _unpaired(self, nodes: Iterable[DraftNode]) -> list[DraftNode]:
        return [node for node in nodes if node.key not in self._pairs]


def plain(text: str) -> str:
    """A title for comparing: half-width, without blanks, punctuation and quotation marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _plain_title(node: DraftNode | StoredNode) -> str:
    return plain(node.title)


def _name_and_year(node: DraftNode | StoredNode) -> Hashable:
    return plain(node.title), _target(node).year


def _numbers(node: DraftNode | StoredNode) -> Hashable:
    target = _target(node)
    return target.value, target.upper, target.uom, target.year


def _name_and_value(node: DraftNode | StoredNode) -> Hashable:
    """For a table that prints a target without its year."""
    target = _target(node)
    return plain(target.name), target.value, target.uom


def _like_targets(node: DraftNode, record: StoredNode) -> bool:
    one, other = _target(node), _target(record)
    return (one.uom, one.year) == (other.uom, other.year) and _likeness(node, record) >= LIKE


def _target(node: DraftNode | StoredNode) -> Indicator:
    assert isinstance(node.facts, Indicator)
    return node.facts


def _likest(node: DraftNode, records: Iterable[StoredNode]) -> StoredNode | None:
    """The record whose title is most like the node's, if any is like enough."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(plain(node.title))
    best, likest = None, 0.0
    for record in records:
        same_no = node.no is not None and node.no == getattr(record.facts, "no", None)
        floor = max(likest, LIKE if same_no else VERY_LIKE)
        matcher.set_seq1(plain(record.title))
        # The cheap bounds first: a large plan has some thousand pairs.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < floor:
            continue
        if (likeness := matcher.ratio()) >= floor and record.title:
            best, likest = record, likeness
    return best


def _likeness(node: DraftNode, record: StoredNode) -> float:
    return difflib.SequenceMatcher(
        None, plain(node.title), plain(record.title), autojunk=False
    ).ratio()
