"""A reviewed draft becomes records: what is new is added, what changed is changed, history stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from leqing_desktop.db import items, plan_tree, schema, sources, units
from leqing_desktop.db.plan_rows import indicator_values, milestone_values, printed, task_values
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.assignment import Assignment
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan import GoalFacts, MeasureFacts, ProgrammeFacts, TaskFacts
from leqing_desktop.domain.plan_comparing import MOVED
from leqing_desktop.domain.plan_draft import Change, Draft, DraftNode, NodeFacts, NodeKind
from leqing_desktop.domain.plan_import import ReadFile
from leqing_desktop.domain.plan_pairing import plain
from leqing_desktop.domain.plan_proposal import Place
from leqing_desktop.domain.table_proposal import TaskPlace

Values = dict[str, Any]
RECORDS = (ProgrammeFacts, MeasureFacts, TaskFacts)

_LEVELS = {
    NodeKind.PROGRAMME: Level.PROGRAMME,
    NodeKind.MEASURE: Level.MEASURE,
    NodeKind.TASK: Level.TASK,
}
_COUNTED = {
    NodeKind.PROGRAMME: "个工程",
    NodeKind.MEASURE: "项举措",
    NodeKind.TASK: "项任务",
    NodeKind.INDICATOR: "个指标",
    NodeKind.GOAL: "个发展目标",
}


class DraftWriting:
    """One import inside a unit of work; level by level, each in one go."""

    def __init__(self, uow: UnitOfWork, draft: Draft, file: ReadFile, whole: bool) -> None:
        self._uow = uow
        self._draft = draft
        self._file = file
        self._whole = whole
        self._nodes = self._worth_writing(draft.taken())
        self._kinds = {node.key: node.kind for node in draft.nodes}
        self._ids: dict[int, int] = {n.key: n.match for n in self._nodes if n.match is not None}

    def run(self) -> None:
        """Write everything that is taken."""
        self._plan()
        self._goals()
        for kind in _LEVELS:
            self._items([node for node in self._nodes if node.kind is kind])
        self._assign()
        self._milestones()
        self._indicators()
        self._discard()
        self._findings()
        self._source()

    def summary(self) -> str:
        """How much is new, changed and sent to the recycle bin, in words; "" for nothing at all."""
        new = Counter(n.kind for n in self._nodes if n.change is Change.NEW and n.title)
        changed = sum(
            n.change is Change.CHANGED or (n.edited and n.match is not None) for n in self._nodes
        )
        gone = len(self._draft.discarded())
        words = [f"{new[kind]} {name}" for kind, name in _COUNTED.items() if new[kind]]
        parts = [
            f"新增 {'、'.join(words)}" if words else "",
            f"更新 {changed} 处" if changed else "",
            f"移入回收站 {gone} 项" if gone else "",
        ]
        return "，".join(part for part in parts if part)

    @staticmethod
    def _worth_writing(taken: Sequence[DraftNode]) -> list[DraftNode]:
        """A level that the source lacks is written only where something new must hang on it."""
        needed = {n.parent for n in taken if n.match is None}
        return [
            node for node in taken if node.match is not None or node.title or node.key in needed
        ]

    def _plan(self) -> None:
        """An empty ledger takes the document's title and years; later ones are the clerk's."""
        plan = schema.plan
        stored = self._uow.connection.execute(plan.select()).mappings().first()
        draft = self._draft
        values = {
            "title": draft.title,
            "start_year": draft.start_year,
            "end_year": draft.end_year,
        }
        if stored is None:
            self._uow.insert(plan, [values])
        elif self._whole:
            self._uow.update(plan, {stored["id"]: values})

    def _goals(self) -> None:
        goals = [node for node in self._nodes if node.kind is NodeKind.GOAL]
        stored = self._uow.connection.execute(schema.goal.select()).mappings().all()
        plan_id = self._uow.connection.execute(schema.plan.select()).mappings().one()["id"]
        last = max((row["position"] for row in stored), default=-1)
        fresh = [node for node in goals if node.match is None]
        rows = [
            {"plan_id": plan_id, "position": last + offset, **_goal_values(node.facts)}
            for offset, node in enumerate(fresh, start=1)
        ]
        self._note(fresh, self._uow.insert(schema.goal, rows))
        known = {n.match: _goal_values(n.facts) for n in goals if n.match is not None}
        self._uow.update(schema.goal, known)

    def _items(self, nodes: Sequence[DraftNode]) -> None:
        """One level: changed records in place, new ones behind what stands before them in the source."""
        known: dict[int, Values] = {}
        fresh: list[DraftNode] = []
        for node in nodes:
            if node.match is None:
                fresh.append(node)
                continue
            known[node.match] = _item_values(node.facts)
            if any(difference.field == MOVED for difference in node.differences):
                known[node.match]["parent_id"] = self._ids[node.parent or 0]
        self._uow.update(schema.item, known)
        counts: Counter[int | None] = Counter()
        rows = []
        for node in fresh:
            parent = self._parent_id(node)
            level = int(_LEVELS[node.kind])
            place = {"parent_id": parent, "level": level, "position": counts[parent]}
            counts[parent] += 1
            rows.append(place | _item_values(node.facts))
        ids = self._uow.insert(schema.item, rows)
        self._note(fresh, ids)
        self._put_in_order(fresh, nodes)

    def _parent_id(self, node: DraftNode) -> int | None:
        return None if node.parent is None else self._ids[node.parent]

    def _put_in_order(self, fresh: Sequence[DraftNode], nodes: Sequence[DraftNode]) -> None:
        """New children of a known parent stand behind the sibling that precedes them in the source."""
        new_ids = {self._ids[node.key] for node in fresh}
        made = {self._ids[n.key] for n in self._nodes if n.match is None and n.key in self._ids}
        behind: dict[int | None, dict[int, int | None]] = defaultdict(dict)
        last: dict[int | None, int | None] = {}
        for node in nodes:
            parent, own = self._parent_id(node), self._ids[node.key]
            if own in new_ids and parent not in made:
                behind[parent][own] = last.get(parent)
            last[parent] = own
        for parent, wanted in behind.items():
            siblings = [p.id for p in items.siblings(self._uow.connection, parent)]
            order = [key for key in siblings if key not in wanted]
            for key, before in wanted.items():
                # Without a sibling before it, it goes to the end: the clerk's own rows come first.
                at = order.index(before) + 1 if before in order else len(order)
                order.insert(at, key)
            items.renumber(self._uow, order)

    def _note(self, nodes: Iterable[DraftNode], ids: Iterable[int]) -> None:
        self._ids |= {node.key: key for node, key in zip(nodes, ids, strict=True)}

    def _assign(self) -> None:
        wanted: dict[int, Iterable[Assignment]] = {
            self._ids[node.key]: node.facts.units
            for node in self._nodes
            if isinstance(node.facts, MeasureFacts | TaskFacts)
            and (node.facts.units or node.match is not None)
        }
        ids = units.ids_by_name(self._uow.connection)
        names = dict.fromkeys(part.unit for parts in wanted.values() for part in parts)
        kinds = {unit.name: unit for unit in self._draft.units}
        unknown = [name for name in names if name not in ids]
        ids |= units.add_described(
            self._uow,
            [
                (n, kinds[n].full_name, kinds[n].kind) if n in kinds else (n, "", "")
                for n in unknown
            ],
        )
        units.replace_assignments(self._uow, wanted, ids)

    def _milestones(self) -> None:
        tasks = [node for node in self._nodes if isinstance(node.facts, TaskFacts)]
        known = [node.match for node in tasks if node.match is not None]
        stored = plan_tree.milestone_ids(self._uow.connection, known)
        rows: list[Values] = []
        changed: dict[int, Values] = {}
        gone: list[int] = []
        for node in tasks:
            assert isinstance(node.facts, TaskFacts)
            item_id = self._ids[node.key]
            by_title: dict[str, list[int]] = defaultdict(list)
            for key, title in stored.get(item_id, ()):
                by_title[plain(title)].append(key)
            for position, milestone in enumerate(node.facts.milestones):
                values = milestone_values(milestone) | {"position": position}
                if alike := by_title[plain(milestone.title)]:
                    changed[alike.pop(0)] = values
                else:
                    rows.append(values | {"parent_id": item_id, "level": int(Level.MILESTONE)})
            gone += [key for alike in by_title.values() for key in alike]
        self._uow.update(schema.item, changed)
        self._uow.insert(schema.item, rows)
        if gone:
            items.delete(self._uow, gone, self._uow.now, self._uow.clerk)

    def _indicators(self) -> None:
        nodes = [node for node in self._nodes if isinstance(node.facts, Indicator)]
        known: dict[int, Values] = {}
        rows: list[Values] = []
        last = plan_tree.last_indicator_places(self._uow.connection)
        for node in nodes:
            assert isinstance(node.facts, Indicator) and node.parent is not None
            values = indicator_values(node.facts)
            if node.match is not None:
                known[node.match] = values
                continue
            owner = self._ids[node.parent]
            on_goal = self._kinds[node.parent] is NodeKind.GOAL
            place = {
                "goal_id": owner if on_goal else None,
                "item_id": None if on_goal else owner,
                "position": last.get(owner, -1) + 1,
            }
            last[owner] = last.get(owner, -1) + 1
            rows.append(place | values)
        self._uow.update(schema.indicator, known)
        self._uow.insert(schema.indicator, rows)

    def _discard(self) -> None:
        gone = self._draft.discarded()
        of_items = [n.match for n in gone if n.kind in _LEVELS and n.match is not None]
        targets = [n.match for n in gone if n.kind is NodeKind.INDICATOR and n.match is not None]
        goals = [n.match for n in gone if n.kind is NodeKind.GOAL and n.match is not None]
        if goals:
            owned = plan_tree.indicator_ids(self._uow.connection, goals)
            targets = list(dict.fromkeys([*targets, *owned]))
        self._uow.delete(schema.indicator, targets)
        self._uow.delete(schema.goal, goals)
        if of_items:
            items.delete(self._uow, of_items, self._uow.now, self._uow.clerk)

    def _findings(self) -> None:
        """A document's findings take the place of the last one's; a table's are added."""
        stored = self._uow.connection.execute(schema.finding.select()).mappings().all()
        waiting = [asdict(doubt.finding) for doubt in self._draft.waiting()]
        if self._file.text is not None:
            self._uow.delete(schema.finding, [row["id"] for row in stored])
            stored = []
        known = {(row["kind"], row["message"], row["place"]) for row in stored}
        last = max((row["position"] for row in stored), default=-1)
        rows = [
            finding | {"position": last + offset}
            for offset, finding in enumerate(waiting, start=1)
            if tuple(finding.values()) not in known
        ]
        self._uow.insert(schema.finding, rows)

    def _source(self) -> None:
        from leqing_desktop.documents.plan_json import record_to_json

        excerpts = []
        for node in self._nodes:
            if node.kind not in _LEVELS or node.place is None:
                continue
            stated = node.stated
            start, end, place = _span(node)
            # What the clerk made of something else is stated nowhere.
            facts = {}
            if isinstance(stated, RECORDS) and type(stated) is type(node.facts):
                facts = record_to_json(stated)
            excerpts.append(sources.Excerpt(self._ids[node.key], start, end, place, facts))
        kind, words = sources.TABLE, ""
        if self._file.text is not None:
            kind, words = sources.TEXT, self._file.text.text
        sources.add(self._uow, self._file.name, kind, words, excerpts)


def _goal_values(facts: NodeFacts) -> Values:
    assert isinstance(facts, GoalFacts)
    return {"number": printed(facts.no), "title": facts.title}


def _item_values(facts: NodeFacts) -> Values:
    if isinstance(facts, TaskFacts):
        return task_values(facts)
    assert isinstance(facts, ProgrammeFacts | MeasureFacts)
    values: Values = {"number": printed(facts.no), "title": facts.title or ""}
    if isinstance(facts, MeasureFacts):
        values["open_list"] = facts.open_list
    return values


def _span(node: DraftNode) -> tuple[int, int, str]:
    place = node.place
    if isinstance(place, Place):
        return place.start, place.end, place.label
    assert isinstance(place, TaskPlace)
    return 0, 0, f"{place.sheet} 第 {place.row} 行"
