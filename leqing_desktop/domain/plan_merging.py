"""What an import would change: each proposed record against the one that the ledger has.

Three states meet: what the source says now, what it said when it was imported last (the base; of a
table of our own what our print says), and what the ledger says. A field that the source did not
change keeps what the clerk made of it; an empty field takes nothing away, unless the row came back
with its id and its cell was emptied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from leqing_desktop.domain.assignment import Assignment
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.outline import chinese_value
from leqing_desktop.domain.plan import MilestoneFacts, Number, TaskFacts
from leqing_desktop.domain.plan_draft import FieldChange, NodeFacts
from leqing_desktop.domain.plan_draft_units import units_text
from leqing_desktop.domain.plan_pairing import plain

_FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "GoalFacts": (("no",), ("title",)),
    "ProgrammeFacts": (("no",), ("title",)),
    "MeasureFacts": (("no",), ("title",), ("units",), ("open_list",)),
    "TaskFacts": (
        ("title",), ("units",), ("section",), ("person",), ("target",), ("start",),
        ("due", "due_text"), ("milestones",),
    ),
    "Indicator": (
        ("value", "upper", "uom", "comparator", "literal"), ("year",),
        ("baseline", "baseline_year"),
    ),
}  # fmt: skip
"""Fields that are changed together. The name and kind of a known indicator stay the ledger's."""
_LABELS = {
    "no": "序号",
    "title": "名称",
    "units": "单位",
    "open_list": "等有关部门",
    "section": "责任科室",
    "person": "责任人",
    "target": "目标",
    "start": "开始",
    "due": "期限",
    "milestones": "里程碑",
    "value": "数值",
    "year": "年份",
    "baseline": "基期",
}


def merged(
    new: NodeFacts,
    stored: NodeFacts,
    base: NodeFacts | None = None,
    emptied: Iterable[str] = (),
    printed: bool = False,
) -> tuple[NodeFacts, tuple[FieldChange, ...]]:
    """The record as it would be after the import, and what of it changes.

    ``emptied``: fields whose cells came back empty in a row with its own id. ``printed``: the base
    is how our own print of the stored record reads.
    """
    cleared = frozenset(emptied)
    if printed and isinstance(new, TaskFacts) and isinstance(stored, TaskFacts):
        assert isinstance(base, TaskFacts)
        new = replace(new, milestones=_as_stored(new.milestones, stored.milestones, base))
    result: Any = stored
    changes: list[FieldChange] = []
    for group in _FIELDS[type(stored).__name__]:
        values = _chosen(group, new, stored, base, bool(cleared & set(group)))
        if all(_same(name, value, getattr(stored, name)) for name, value in values.items()):
            continue
        changed = replace(result, **values)
        changes.append(
            FieldChange(_LABELS[group[0]], _shown(group[0], stored), _shown(group[0], changed))
        )
        result = changed
    # A new literal alone ("达到5个" for "5个以上") is no change that anybody would look at.
    kept = tuple(change for change in changes if change.old != change.new)
    return (result if kept else stored), kept


def _chosen(
    group: tuple[str, ...], new: NodeFacts, stored: NodeFacts, base: NodeFacts | None, cleared: bool
) -> Mapping[str, Any]:
    if group == ("milestones",):
        assert isinstance(new, TaskFacts) and isinstance(stored, TaskFacts)
        old = base.milestones if isinstance(base, TaskFacts) else ()
        return {"milestones": _milestones(new.milestones, stored.milestones, old, cleared)}
    now = {name: getattr(new, name) for name in group}
    unchanged = base is not None and all(
        _same(name, value, getattr(base, name)) for name, value in now.items()
    )
    empty = now[group[0]] in (None, "", (), False) and not now.get("due_text")
    if unchanged or (empty and not cleared):
        return {name: getattr(stored, name) for name in group}
    return now


def _as_stored(
    new: tuple[MilestoneFacts, ...], stored: tuple[MilestoneFacts, ...], base: TaskFacts
) -> tuple[MilestoneFacts, ...]:
    """What comes back of our print, in the words that the ledger has for it."""
    if new == base.milestones:
        return stored
    if len(base.milestones) != len(stored):
        return new
    waiting: dict[str, list[tuple[MilestoneFacts, MilestoneFacts]]] = defaultdict(list)
    for pair in zip(base.milestones, stored, strict=True):
        waiting[pair[0].title].append(pair)
    result = []
    for each in new:
        if not waiting[each.title]:
            result.append(each)
            continue
        was, own = waiting[each.title].pop(0)
        same = each.evidence == was.evidence
        changed = replace(each, title=own.title, evidence=own.evidence if same else each.evidence)
        result.append(own if each == was else changed)
    return tuple(result)


def _milestones(
    new: tuple[MilestoneFacts, ...],
    stored: tuple[MilestoneFacts, ...],
    base: tuple[MilestoneFacts, ...],
    cleared: bool,
) -> tuple[MilestoneFacts, ...]:
    """The stored milestones brought up to date by title, and those that are new behind them."""
    named: dict[str, list[MilestoneFacts]] = defaultdict(list)
    for each in new:
        named[plain(each.title)].append(each)
    known = {plain(each.title): each for each in base}
    result = []
    for each in stored:
        alike = named[plain(each.title)]
        now = alike.pop(0) if alike else None
        before = known.get(plain(each.title))
        if now is None:
            # What the source stated last time, and nobody has touched, goes as the source drops it.
            dropped = bool(new) and before is not None and _same_node(before, each)
            if not cleared and not dropped:
                result.append(each)
        elif _same_node(now, each) or (before is not None and _same_node(now, before)):
            result.append(each)
        else:
            result.append(replace(now, title=each.title, evidence=now.evidence or each.evidence))
    left = [id(each) for alike in named.values() for each in alike]
    return (*result, *(each for each in new if id(each) in left))


def _same_node(one: MilestoneFacts, other: MilestoneFacts) -> bool:
    """The day counts; its wording only where there is no day."""
    if one.due != other.due or (one.due is None and one.due_text != other.due_text):
        return False
    return not one.evidence or one.evidence == other.evidence


def _same(name: str, one: Any, other: Any) -> bool:
    if name == "no":
        return _number(one) == _number(other)
    if name == "due_text":
        return not one or bool(one == other)
    if name == "units":
        return _roles(one) == _roles(other)
    if name == "title":
        return plain(one or "") == plain(other or "")
    return bool(one == other)


def _number(no: Number) -> Number:
    """A number for comparing: 七 is 7."""
    return chinese_value(no) or no if isinstance(no, str) else no


def _roles(units: Iterable[Assignment]) -> set[tuple[str, str]]:
    return {(part.unit, part.role.value) for part in units}


def _shown(name: str, facts: NodeFacts) -> str:
    value = getattr(facts, name)
    if isinstance(facts, Indicator) and name == "value":
        return facts.target_text
    if name == "units":
        return units_text(value)
    if name == "milestones":
        return "；".join(f"{m.title}（{m.due or m.due_text}）" for m in value)
    if name == "open_list":
        return "是" if value else ""
    if name == "due":
        return str(value) if value else getattr(facts, "due_text", "")
    return "" if value is None else str(value)
