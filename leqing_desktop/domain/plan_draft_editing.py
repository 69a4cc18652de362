"""What a clerk does to a draft: take, change, merge, split, convert, add. Each gives a new draft.

ValueError with one sentence where the wish makes no sense; the draft stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from leqing_desktop.domain.assignment import UNIT_NAME_LIMIT, in_order
from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.official_text import clean_line, clean_text
from leqing_desktop.domain.plan import GoalFacts, MeasureFacts, ProgrammeFacts, TaskFacts
from leqing_desktop.domain.plan_draft import (
    Change,
    Draft,
    DraftNode,
    NodeFacts,
    NodeKind,
    SourcePlace,
)
from leqing_desktop.domain.plan_proposal import Place
from leqing_desktop.domain.table_target import read_target
from leqing_desktop.domain.target_reading import read_targets

PARENTS: dict[NodeKind, frozenset[NodeKind | None]] = {
    NodeKind.GOAL: frozenset({None}),
    NodeKind.PROGRAMME: frozenset({None}),
    NodeKind.MEASURE: frozenset({NodeKind.PROGRAMME}),
    NodeKind.INDICATOR: frozenset({NodeKind.MEASURE, NodeKind.GOAL}),
    NodeKind.TASK: frozenset({NodeKind.MEASURE}),
}
"""Below what a node of each kind may stand; None: below the plan itself."""


def take(draft: Draft, keys: Iterable[int], taken: bool) -> Draft:
    """Take nodes in with all above them, or leave them out with all below them.

    Of a record that the document no longer has ``taken`` means the recycle bin: it and its like
    below it change together, and never with the measure that they stand under.
    """
    nodes = draft.index()
    wanted: set[int] = set()
    for key in keys:
        gone = nodes[key].change is Change.GONE
        wanted |= {k for k in draft.below(key) if (nodes[k].change is Change.GONE) is gone}
        if taken and not gone:
            wanted |= set(draft.above(key))
    return draft.with_nodes({key: replace(nodes[key], taken=taken) for key in wanted})


def retitle(draft: Draft, text: str) -> Draft:
    """Give the plan another title."""
    title = clean_line(text, "规划题名")
    if not title:
        raise ValueError("规划题名不能为空。")
    return replace(draft, title=title)


def rename(draft: Draft, key: int, text: str) -> Draft:
    """Give a node another title or name."""
    node = draft.node(key)
    title = clean_line(text, f"{node.kind.label}名称")
    if not title:
        raise ValueError(f"{node.kind.label}名称不能为空；不要这一条时去掉它前面的勾。")
    facts = node.facts
    if isinstance(facts, Indicator):
        return _changed(draft, node, replace(facts, name=title))
    return _changed(draft, node, replace(facts, title=title))


def rename_unit(draft: Draft, old: str, new: str) -> Draft:
    """Write another name for a unit wherever it is named; two names that become one are one unit."""
    name = clean_line(new, "单位名称", UNIT_NAME_LIMIT)
    if not name:
        raise ValueError(f"请写出“{old}”应改成的单位名称。")
    changed: dict[int, DraftNode] = {}
    for node in draft.nodes:
        facts = node.facts
        if node.change is Change.GONE or not isinstance(facts, MeasureFacts | TaskFacts):
            continue
        if any(part.unit == old for part in facts.units):
            renamed = [replace(p, unit=name) if p.unit == old else p for p in facts.units]
            new_facts = replace(facts, units=tuple(in_order(renamed)))
            changed[node.key] = replace(node, facts=new_facts, edited=True)
    known = {unit.name for unit in draft.units}
    units = tuple(
        replace(unit, name=name) if unit.name == old else unit
        for unit in draft.units
        if unit.name != old or name not in known
    )
    return replace(draft.with_nodes(changed), units=units)


def retarget(draft: Draft, key: int, text: str) -> Draft:
    """Type the value of an indicator (≥1000 个, 3-5 家) or the target of a task anew."""
    node = draft.node(key)
    if isinstance(node.facts, TaskFacts):
        return _changed(draft, node, replace(node.facts, target=clean_text(text, "目标", 2000)))
    if not isinstance(node.facts, Indicator):
        raise ValueError(f"{node.kind.label}没有目标值，请写到指标或任务上。")
    old = node.facts
    read = read_target(text, old.name, old.uom or "", old.year)
    if read is None:
        raise ValueError(
            f"看不懂“{text.strip()[:20]}”，请写成 ≥1000 个、3-5 家 或 85% 这样的数值。"
        )
    facts = replace(
        old, value=read.value, upper=read.upper, comparator=read.comparator, uom=read.uom
    )
    changed = _changed(draft, node, facts)
    for twin in draft.children(node.parent):
        # The task that was proposed for this target says its number too.
        if isinstance(twin.facts, TaskFacts) and old.literal and twin.facts.target == old.literal:
            own = replace(twin.facts, target=facts.target_text)
            changed = _changed(changed, twin, own)
    return changed


def redate(draft: Draft, key: int, text: str) -> Draft:
    """Type the year of an indicator, or the due date of a task, anew; empty takes it away."""
    node = draft.node(key)
    if isinstance(node.facts, Indicator):
        return _changed(draft, node, replace(node.facts, year=_year(text)))
    if not isinstance(node.facts, TaskFacts):
        raise ValueError(f"{node.kind.label}没有期限，请写到指标或任务上。")
    day, words = _due(text, draft.end_year)
    return _changed(draft, node, replace(node.facts, due=day, due_text=words))


def _year(text: str) -> int | None:
    plain = text.strip().removesuffix("年")
    if not plain:
        return None
    if not (plain.isdecimal() and 2000 <= int(plain) <= 2099):
        raise ValueError(f"看不懂年份“{text.strip()[:20]}”，请写成 2025。")
    return int(plain)


def _due(text: str, year: int | None) -> tuple[date | None, str]:
    if not text.strip():
        return None, ""
    read = parse_date_text(text, year)
    return read.date, "" if text.strip() == str(read.date) else read.text


def merge(draft: Draft, keys: Collection[int]) -> Draft:
    """Make one of several nodes of a kind: the first keeps its title and gets what the others have."""
    nodes = [node for node in draft.nodes if node.key in keys]
    if len(nodes) < 2 or len({node.kind for node in nodes}) > 1:
        raise ValueError("请选中两个以上同类的行（同为任务、同为举措）再合并。")
    first, rest = nodes[0], nodes[1:]
    if first.kind in (NodeKind.INDICATOR, NodeKind.GOAL):
        raise ValueError(f"{first.kind.label}各有各的数值，不能合并；不要的去掉前面的勾。")
    facts = first.facts
    for node in rest:
        facts = _joined(facts, node.facts)
    gone = {node.key for node in rest}
    children = {
        node.key: replace(node, parent=first.key) for node in draft.nodes if node.parent in gone
    }
    merged = replace(first, facts=facts, edited=True, taken=any(node.taken for node in nodes))
    kept = [
        merged if node.key == first.key else children.get(node.key, node)
        for node in draft.nodes
        if node.key not in gone
    ]
    doubts = tuple(
        replace(doubt, key=first.key) if doubt.key in gone else doubt for doubt in draft.doubts
    )
    return replace(draft, nodes=_in_tree_order(kept), doubts=doubts)


def _joined(one: NodeFacts, other: NodeFacts) -> NodeFacts:
    if isinstance(one, MeasureFacts) and isinstance(other, MeasureFacts):
        return replace(
            one,
            open_list=one.open_list or other.open_list,
            units=tuple(in_order([*one.units, *other.units])),
        )
    if isinstance(one, TaskFacts) and isinstance(other, TaskFacts):
        later = max((each for each in (one, other) if each.due), key=_due_of, default=one)
        return replace(
            one,
            units=tuple(in_order([*one.units, *other.units])),
            section=one.section or other.section,
            person=one.person or other.person,
            # The other's name would be lost: it stands in the target, before its own.
            target="\n".join(dict.fromkeys(filter(None, (one.target, _told(other))))),
            due=later.due,
            due_text=later.due_text,
            milestones=one.milestones + other.milestones,
        )
    return one


def _told(task: TaskFacts) -> str:
    return f"{task.title}：{task.target}" if task.target else task.title


def _due_of(task: TaskFacts) -> date:
    return task.due or date.min


def split(draft: Draft, key: int) -> Draft:
    """Begin a new measure at this indicator or task (a new programme at this measure).

    The node and its following siblings stand in the new one, which takes the node's title and, for
    a measure, the units of the one it came from.
    """
    node = draft.node(key)
    siblings = draft.children(node.parent)
    if node.parent is None:
        raise ValueError("请选中要从哪一条开始拆分的举措、任务或指标。")
    above = draft.node(node.parent)
    if above.kind is NodeKind.GOAL:
        raise ValueError("发展目标下的指标不能拆成举措。")
    if siblings[0].key == key:
        raise ValueError(f"“{node.title[:12]}”已经是第一条，拆开后前面就空了。")
    facts: NodeFacts = ProgrammeFacts(None, node.title)
    if isinstance(above.facts, MeasureFacts):
        facts = MeasureFacts(None, node.title, above.facts.open_list, above.facts.units)
    new = DraftNode(draft.next_key(), above.parent, above.kind, facts, node.place, edited=True)
    position = [sibling.key for sibling in siblings].index(key)
    moved = {sibling.key for sibling in siblings[position:]}
    nodes: list[DraftNode] = []
    for each in draft.nodes:
        nodes.append(replace(each, parent=new.key) if each.key in moved else each)
        if each.key == above.key:
            nodes.append(new)
    return replace(draft, nodes=_in_tree_order(nodes))


def split_task(draft: Draft, key: int, titles: Sequence[str]) -> Draft:
    """Make several tasks of one, all with its units, section and date."""
    node = draft.node(key)
    if not isinstance(node.facts, TaskFacts):
        raise ValueError("只有任务能拆成几项。")
    cleaned = [title for text in titles if (title := clean_line(text, "任务名称"))]
    if len(cleaned) < 2:
        raise ValueError("请写出至少两项任务，一行一项。")
    made = []
    for offset, title in enumerate(cleaned):
        facts = replace(node.facts, title=title)
        number = node.key if offset == 0 else draft.next_key() + offset - 1
        part = replace(node, key=number, facts=facts, edited=True)
        made.append(part if offset == 0 else _as_new(part))
    nodes = [new for each in draft.nodes for new in (made if each.key == key else (each,))]
    return replace(draft, nodes=tuple(nodes))


def convert(draft: Draft, key: int, kind: NodeKind) -> Draft:
    """Make a task of an indicator (its target in words) or an indicator of a task."""
    node = draft.node(key)
    facts = node.facts
    if isinstance(facts, Indicator) and kind is NodeKind.TASK:
        if draft.node(node.parent or 0).kind is not NodeKind.MEASURE:
            raise ValueError("发展目标下的指标不能改成任务，任务要放在举措下。")
        due = date(facts.year, 12, 31) if facts.year else None
        words = f"{facts.year}年底前" if facts.year else ""
        target = facts.literal or facts.target_text
        task = TaskFacts(facts.name, target=target, due=due, due_text=words)
        return draft.with_nodes({key: _as_new(replace(node, kind=kind, facts=task, edited=True))})
    if isinstance(facts, TaskFacts) and kind is NodeKind.INDICATOR:
        year = facts.due.year if facts.due else draft.end_year
        read = read_target(facts.target, facts.title, "", year)
        found = read_targets(facts.target or facts.title, year)
        indicator = read or (found[0].indicator if found else None)
        if indicator is None:
            raise ValueError("这项任务没有带数值的目标，不能改成指标；可先在“数值”一栏写上。")
        new = replace(node, kind=kind, facts=indicator, edited=True)
        return draft.with_nodes({key: _as_new(new)})
    raise ValueError("只有指标和任务能互相改。")


def insert(
    draft: Draft, parent: int | None, kind: NodeKind, words: str, place: SourcePlace | None
) -> Draft:
    """Add what the clerk marked in the text below ``parent``, where the text has it."""
    above = None if parent is None else draft.node(parent).kind
    if above not in PARENTS[kind]:
        raise ValueError(f"{kind.label}不能放在这里，请先在右边选中它所属的一条。")
    first = draft.next_key()
    made = [
        DraftNode(first + offset, parent, kind, facts, place, edited=True)
        for offset, facts in enumerate(_made(kind, words, draft.end_year))
    ]
    behind = next((n for n in draft.children(parent) if _is_before(place, n.place)), None)
    at = draft.nodes.index(behind) if behind is not None else len(draft.nodes)
    nodes = [*draft.nodes[:at], *made, *draft.nodes[at:]]
    return replace(draft, nodes=_in_tree_order(nodes))


def _is_before(one: SourcePlace | None, other: SourcePlace | None) -> bool:
    return isinstance(one, Place) and isinstance(other, Place) and one.start < other.start


def _made(kind: NodeKind, words: str, year: int | None) -> list[NodeFacts]:
    if kind is NodeKind.INDICATOR:
        found = read_targets(words, year)
        if found:
            return [each.indicator for each in found]
        # 超亿元企业6家 is no sentence, but the clerk has said that it is a target.
        named = read_target(words, "", "", year)
        if named is None or not named.name:
            raise ValueError("选中的文字里没有读到带数值的目标；没有数值的可以设为任务。")
        return [named]
    title = clean_line(words.strip(" ，,；;。：:"), f"{kind.label}名称")
    if not title:
        raise ValueError("请先在左边原文里选中文字。")
    if kind is NodeKind.TASK:
        return [TaskFacts(title)]
    if kind is NodeKind.MEASURE:
        return [MeasureFacts(None, title)]
    if kind is NodeKind.GOAL:
        return [GoalFacts(None, title)]
    return [ProgrammeFacts(None, title)]


def settle(draft: Draft, number: int, how: str) -> Draft:
    """Note what the clerk did about the n-th doubt (from 0); "" opens it again."""
    doubts = list(draft.doubts)
    doubts[number] = replace(doubts[number], settled=how)
    return replace(draft, doubts=tuple(doubts))


def _changed(draft: Draft, node: DraftNode, facts: NodeFacts) -> Draft:
    if facts == node.facts:
        return draft
    return draft.with_nodes({node.key: replace(node, facts=facts, edited=True)})


def _as_new(node: DraftNode) -> DraftNode:
    """What a node becomes that is no longer the ledger's record it was held for."""
    return replace(node, match=None, change=Change.NEW, differences=())


def _in_tree_order(nodes: Sequence[DraftNode]) -> tuple[DraftNode, ...]:
    """Each parent before its children, siblings as they stand."""
    below: dict[int | None, list[DraftNode]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
    ordered: list[DraftNode] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(reversed(below.get(node.key, [])))
    return tuple(ordered)
