"""The units of a draft as a cell shows them and as a clerk types them: 牵头 A；配合 B、C."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from leqing_desktop.domain.assignment import (
    UNIT_NAME_LIMIT,
    Assignment,
    Role,
    in_order,
    with_role,
)
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.plan import MeasureFacts, TaskFacts
from leqing_desktop.domain.plan_draft import Draft, DraftNode
from leqing_desktop.domain.plan_proposal import Place
from leqing_desktop.domain.unit_name import join_units, split_units

_ROLES = {role.label: role for role in Role}
_HEAD = re.compile(r"(?:^|(?<=[；;\n]))\s*(牵头|责任|配合)(?:单位|部门)?\s*[：: ]\s*")


def units_text(parts: Iterable[Assignment]) -> str:
    """市经信局、市科技局 where all are responsible alike; 牵头 A；责任 B；配合 C where they differ."""
    by_role = {role: [part.unit for part in parts if part.role is role] for role in Role}
    if not by_role[Role.LEAD] and not by_role[Role.SUPPORT]:
        return join_units(by_role[Role.RESPONSIBLE])
    named = ((role, names) for role, names in by_role.items() if names)
    return "；".join(f"{role.label} {join_units(names)}" for role, names in named)


def retype_units(draft: Draft, key: int, text: str) -> Draft:
    """Type all units of a measure or task anew; names without a role before them are responsible."""
    node = _with_units(draft, key)
    first, *rest = _HEAD.split(text)
    typed = dict.fromkeys(Role, "")
    typed[Role.RESPONSIBLE] = first
    for label, names in zip(rest[::2], rest[1::2], strict=True):
        typed[_ROLES[label]] += f"、{names}"
    parts: list[Assignment] = []
    for role, names in typed.items():
        parts = with_role(parts, role, names)
    return _replaced(draft, node, tuple(parts))


def add_unit(draft: Draft, key: int, words: str, place: Place | None) -> Draft:
    """Add the units named by some words of the source as responsible ones."""
    node = _with_units(draft, key)
    names = [clean_line(n, "单位名称", UNIT_NAME_LIMIT) for n in split_units(words).names]
    if not names:
        raise ValueError("请先在左边原文里选中单位名称。")
    known = [part.unit for part in _units(node)]
    if all(name in known for name in names):
        raise ValueError(f"“{node.title[:12]}”已经有{names[0]}。")
    parts = [*_units(node), *(Assignment(name, Role.RESPONSIBLE) for name in names)]
    if place is not None:
        node = replace(node, unit_places=(*node.unit_places, place))
    return _replaced(draft, node, tuple(in_order(parts)))


def _with_units(draft: Draft, key: int) -> DraftNode:
    node = draft.node(key)
    if not isinstance(node.facts, MeasureFacts | TaskFacts):
        raise ValueError(f"{node.kind.label}没有责任单位，请写到举措或任务上。")
    return node


def _units(node: DraftNode) -> tuple[Assignment, ...]:
    assert isinstance(node.facts, MeasureFacts | TaskFacts)
    return node.facts.units


def _replaced(draft: Draft, node: DraftNode, parts: tuple[Assignment, ...]) -> Draft:
    if parts == _units(node):
        return draft
    assert isinstance(node.facts, MeasureFacts | TaskFacts)
    facts = replace(node.facts, units=parts)
    return draft.with_nodes({node.key: replace(node, facts=facts, edited=True)})
