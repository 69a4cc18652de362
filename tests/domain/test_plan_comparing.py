from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.plan import MeasureFacts, ProgrammeFacts, TaskFacts
from leqing_desktop.domain.plan_comparing import LedgerPlan, Origin, compare, with_strangers
from leqing_desktop.domain.plan_draft import Change, Draft, NodeKind
from leqing_desktop.domain.plan_draft_building import draft_of_text
from leqing_desktop.domain.plan_pairing import StoredNode, pair
from leqing_desktop.domain.plan_returning import Printed, returned
from tests.domain.drafts import TEXT, draft, key_of, proposal, target


def stored(of: Draft, base: bool = False) -> tuple[StoredNode, ...]:
    """The records of a ledger into which a draft went whole: key 7 is record 107."""
    return tuple(
        StoredNode(
            node.key + 100,
            None if node.parent is None else node.parent + 100,
            node.kind,
            node.facts,
            node.facts if base else None,
        )
        for node in of.nodes
    )


def test_an_empty_ledger_leaves_a_draft_as_it_is() -> None:
    assert compare(draft(), LedgerPlan(), Origin(TEXT)) == draft()


def test_the_same_again_is_the_same_record_by_record() -> None:
    compared = compare(draft(), LedgerPlan(stored(draft(), base=True), TEXT), Origin(TEXT))
    assert [(n.match, n.change) for n in compared.nodes] == [
        (n.key + 100, Change.SAME) for n in draft().nodes
    ]


@given(st.permutations(range(3)), st.sampled_from(["", "（一）", "　", "“", "。"]))
def test_order_and_punctuation_hide_no_measure(order: list[int], litter: str) -> None:
    facts = proposal().facts
    measures = [m for p in facts.programmes for m in p.measures]
    records = (
        StoredNode(1, None, NodeKind.PROGRAMME, ProgrammeFacts(9, "甲工程")),
        *(
            StoredNode(
                10 + at, 1, NodeKind.MEASURE, replace(measures[at], title=f"{measures[at].title}{litter}")
            )
            for at in order
        ),
    )  # fmt: skip
    pairs = pair(draft(), records, {})
    for at, title in enumerate(("举措1", "举措2", "举措3")):
        assert pairs[key_of(draft(), title)].id == 10 + at


def test_like_tasks_are_not_the_same_task() -> None:
    measure = key_of(draft(), "举措1")
    records = (
        StoredNode(1, None, NodeKind.PROGRAMME, ProgrammeFacts(1, "甲工程")),
        StoredNode(2, 1, NodeKind.MEASURE, MeasureFacts(1, "举措1")),
        StoredNode(3, 2, NodeKind.TASK, TaskFacts("建设平台2")),
    )
    pairs = pair(draft(), records, {})
    assert pairs[measure].id == 2 and key_of(draft(), "建设平台1") not in pairs


def test_a_row_with_an_id_is_its_record_whatever_it_is_called() -> None:
    key = key_of(draft(), "建设平台3")
    records = (
        StoredNode(1, None, NodeKind.PROGRAMME, ProgrammeFacts(7, "别的工程")),
        StoredNode(2, 1, NodeKind.MEASURE, MeasureFacts(70, "别的举措")),
        StoredNode(3, 2, NodeKind.TASK, TaskFacts("别的任务")),
    )
    made, ids = returned(draft(), {key: 3}, records, Printed())
    pairs = pair(made, records, ids)
    assert pairs[key].id == 3
    assert pairs[key_of(draft(), "举措3")].id == 2 and pairs[key_of(draft(), "乙工程")].id == 1


def test_a_target_whose_value_was_amended_is_the_same_target() -> None:
    records = list(stored(draft()))
    at = next(i for i, r in enumerate(records) if r.title == "平台1")
    records[at] = replace(records[at], facts=target("市级平台1", 25))
    compared = compare(draft(), LedgerPlan(tuple(records), "乙" * 400), Origin(TEXT))
    node = compared.node(key_of(draft(), "平台1"))
    assert node.match == records[at].id and node.change is Change.CHANGED
    assert [each.text for each in node.differences] == ["数值：≥25 个 → ≥10 个"]
    # In the same words as last time it is the clerk who has changed it: his value stands.
    again = compare(draft(), LedgerPlan(tuple(records), TEXT), Origin(TEXT))
    assert again.node(key_of(draft(), "平台1")).facts == records[at].facts


def test_a_proposal_that_the_clerk_had_and_dropped_is_not_taken_again() -> None:
    records = tuple(r for r in stored(draft(), base=True) if r.title != "开展攻关1")
    again = compare(draft(), LedgerPlan(records, TEXT), Origin(TEXT))
    assert not again.node(key_of(again, "开展攻关1")).taken
    # In an amended text it stands where other words stood before.
    fresh = compare(draft(), LedgerPlan(records, "乙" * 400), Origin(TEXT))
    assert fresh.node(key_of(fresh, "开展攻关1")).taken


def test_a_moved_measure_says_so() -> None:
    moved = proposal()
    one, two = moved.facts.programmes
    facts = replace(
        moved.facts,
        programmes=(
            replace(one, measures=one.measures[:1]),
            replace(two, measures=(one.measures[1], *two.measures)),
        ),
    )
    first, second = moved.places.programmes
    places = replace(
        moved.places,
        programmes=(
            replace(first, measures=first.measures[:1]),
            replace(second, measures=(first.measures[1], *second.measures)),
        ),
    )
    amended = draft_of_text(replace(moved, facts=facts, places=places))
    compared = compare(amended, LedgerPlan(stored(draft(), base=True), TEXT), Origin(TEXT))
    node = compared.node(key_of(amended, "举措2"))
    assert [each.text for each in node.differences] == ["所属工程：甲工程 → 乙工程"]


def test_what_the_new_edition_lacks_is_shown_and_not_taken_away() -> None:
    extra = StoredNode(
        900, 102, NodeKind.MEASURE, MeasureFacts(9, "旧举措"), MeasureFacts(9, "旧举措")
    )
    own = StoredNode(901, 102, NodeKind.MEASURE, MeasureFacts(10, "自己加的举措"))
    below = StoredNode(902, 900, NodeKind.TASK, TaskFacts("旧任务"), TaskFacts("旧任务"))
    programme = key_of(draft(), "甲工程") + 100
    records = (*stored(draft(), base=True), replace(extra, parent=programme), own, below)
    compared = compare(draft(), LedgerPlan(records, TEXT), Origin(TEXT))
    gone = [node for node in compared.nodes if node.change is Change.GONE]
    assert [(n.title, n.taken, n.match) for n in gone] == [
        ("旧举措", False, 900),
        ("旧任务", False, 902),
    ]
    assert gone[1].parent == gone[0].key and gone[0].parent == programme - 100
    assert compared.facts().programmes == draft().facts().programmes


def test_another_plan_is_no_edition_that_lacks_everything() -> None:
    others = (
        StoredNode(1, None, NodeKind.PROGRAMME, ProgrammeFacts(1, "养老工程")),
        *(
            StoredNode(10 + at, 1, NodeKind.MEASURE, MeasureFacts(at, f"照护{'甲乙丙丁'[at]}"))
            for at in range(4)
        ),
    )
    compared = compare(draft(), LedgerPlan(others), Origin(TEXT))
    assert {node.change for node in compared.nodes} == {Change.NEW}
    assert compared.doubts == draft().doubts


def test_unknown_units_are_found_where_there_is_a_list() -> None:
    assert with_strangers(draft(), ()).doubts == draft().doubts
    [*_, found] = with_strangers(draft(), ("市经信局",)).doubts
    assert found.finding.kind == "单位不在名单" and "市财政局" in found.finding.message
    # One finding a name, however often it stands there.
    assert len(with_strangers(draft(), ("某局",)).doubts) == len(draft().doubts) + 2
