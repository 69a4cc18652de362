from __future__ import annotations

import pytest

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.plan import MeasureFacts
from leqing_desktop.domain.plan_draft import Draft
from leqing_desktop.domain.plan_draft_units import add_unit, retype_units, units_text
from tests.domain.drafts import draft, key_of, place

LEAD, RESPONSIBLE, SUPPORT = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT


def units_of(of: Draft, key: int) -> tuple[Assignment, ...]:
    facts = of.node(key).facts
    assert isinstance(facts, MeasureFacts)
    return facts.units


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("市经信局、市科技局", [("市经信局", RESPONSIBLE), ("市科技局", RESPONSIBLE)]),
        ("牵头 市科技局；配合 市经信局", [("市科技局", LEAD), ("市经信局", SUPPORT)]),
        ("牵头单位：甲局;责任单位:乙局、丙局", [("甲局", LEAD), ("乙局", RESPONSIBLE), ("丙局", RESPONSIBLE)]),
        ("市经信局；配合：甲局", [("市经信局", RESPONSIBLE), ("甲局", SUPPORT)]),
        ("责任办", [("责任办", RESPONSIBLE)]),
        ("", []),
    ],
)  # fmt: skip
def test_units_are_read_as_typed(typed: str, read: list[tuple[str, Role]]) -> None:
    made = draft()
    key = key_of(made, "举措1")
    changed = retype_units(made, key, typed)
    assert [(part.unit, part.role) for part in units_of(changed, key)] == read
    # What a cell shows means the same when it is typed again.
    shown = units_text(units_of(changed, key))
    assert retype_units(changed, key, shown) == changed


def test_units_have_a_place_only_at_measures_and_tasks() -> None:
    made = draft()
    for wrong in (
        lambda: retype_units(made, key_of(made, "平台1"), "甲局"),
        lambda: add_unit(made, key_of(made, "甲工程"), "甲局", None),
        lambda: add_unit(made, key_of(made, "举措1"), "、", None),
        lambda: add_unit(made, key_of(made, "举措1"), "市财政局", None),
    ):
        with pytest.raises(ValueError, match=r"。$"):
            wrong()


def test_units_marked_in_the_text_are_added_with_their_place() -> None:
    made = draft()
    key = key_of(made, "举措1")
    changed = add_unit(made, key, "市科技局、市财政局", place(180, 189))
    assert [(part.unit, part.role) for part in units_of(changed, key)] == [
        ("市经信局", RESPONSIBLE),
        ("市科技局", RESPONSIBLE),
        ("市财政局", RESPONSIBLE),
    ]
    assert changed.node(key).unit_places[-1] == place(180, 189)
    assert changed.node(key).edited
