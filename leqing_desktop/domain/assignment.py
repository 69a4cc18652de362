"""Which unit does what for a measure or task (牵头 / 责任 / 配合)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.unit_name import split_units

UNIT_NAME_LIMIT = 200
"""Characters in the name of a unit."""


class Role(StrEnum):
    """Role of a unit for a measure or task; 配合 counts in no rate."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"

    @property
    def label(self) -> str:
        """The role in the office's word."""
        return {"lead": "牵头", "responsible": "责任", "support": "配合"}[self.value]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part in an item, in the document's order.

    ``counts_first``: nobody leads, and this responsible unit's figure is the task's (DESIGN §3).
    """

    unit: str
    role: Role
    counts_first: bool = False


def with_role(parts: Iterable[Assignment], role: Role, text: str) -> list[Assignment]:
    """An item's assignments after its cell of one role was typed anew.

    A name that had another role before changes it. ValueError where a name cannot be kept.
    """
    names = split_units(text).names
    others = [part for part in parts if part.role is not role and part.unit not in names]
    mine = [Assignment(clean_line(name, "单位名称", UNIT_NAME_LIMIT), role) for name in names]
    return in_order([*others, *mine])


def in_order(parts: Iterable[Assignment]) -> list[Assignment]:
    """牵头, 责任, 配合, each unit once; where nobody leads, the first responsible one counts first.

    A unit named twice keeps the stronger role (DESIGN §3).
    """
    by_role: dict[Role, list[str]] = {each: [] for each in Role}
    named: set[str] = set()
    for part in sorted(parts, key=lambda each: tuple(Role).index(each.role)):
        if part.unit not in named:
            named.add(part.unit)
            by_role[part.role].append(part.unit)
    first = None
    if not by_role[Role.LEAD] and by_role[Role.RESPONSIBLE]:
        first = by_role[Role.RESPONSIBLE][0]
    return [
        Assignment(unit, each, each is Role.RESPONSIBLE and unit == first)
        for each in Role
        for unit in by_role[each]
    ]
