from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.plan import MeasureFacts, MilestoneFacts, TaskFacts
from leqing_desktop.domain.plan_merging import merged
from tests.domain.drafts import target

LEAD = Assignment("市经信局", Role.LEAD)
HELP = Assignment("市财政局", Role.SUPPORT)


def task(**changes: object) -> TaskFacts:
    made = TaskFacts(
        "建设平台", (LEAD,), "科技科", "张三", "5个", None, date(2025, 6, 30), "6月底前"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_field_that_the_source_did_not_change_keeps_the_clerks_words() -> None:
    base = task()
    stored = task(person="李四", target="7个", due=date(2025, 9, 30), due_text="9月底前")
    facts, changes = merged(task(target="8个"), stored, base)
    assert facts == replace(stored, target="8个")
    assert [change.text for change in changes] == ["目标：7个 → 8个"]


def test_without_a_base_the_source_wins_but_never_with_an_empty_cell() -> None:
    new = TaskFacts("建设平台", person="王五")
    facts, changes = merged(new, task())
    assert facts == task(person="王五")
    assert [change.text for change in changes] == ["责任人：张三 → 王五"]


def test_an_emptied_cell_of_a_row_with_its_id_empties_the_field() -> None:
    new = task(person="", due=None, due_text="", target="")
    facts, changes = merged(new, task(), None, ["person", "due"])
    assert facts == task(person="", due=None, due_text="")
    assert [change.text for change in changes] == ["责任人：张三 → 空", "期限：2025-06-30 → 空"]


def test_the_same_day_in_other_words_is_no_change() -> None:
    facts, changes = merged(task(due_text=""), task())
    assert (facts, changes) == (task(), ())


def test_the_order_of_units_is_no_change_their_roles_are() -> None:
    stored = MeasureFacts(1, "举措", units=(LEAD, HELP))
    assert merged(replace(stored, units=(HELP, LEAD)), stored) == (stored, ())
    other = replace(stored, units=(LEAD, Assignment("市财政局", Role.RESPONSIBLE)))
    facts, [change] = merged(other, stored)
    assert facts == other and change.text == (
        "单位：牵头 市经信局；配合 市财政局 → 牵头 市经信局；责任 市财政局"
    )


def test_milestones_are_told_by_title_and_keep_their_evidence() -> None:
    stored = task(
        milestones=(
            MilestoneFacts("完成选址", date(2025, 3, 31), "3月底", "批复"),
            MilestoneFacts("主体封顶", date(2025, 9, 30)),
        )
    )
    new = task(
        milestones=(
            MilestoneFacts("完成选址", date(2025, 4, 30)),
            MilestoneFacts("设备进场", date(2025, 12, 31)),
        )
    )
    facts, _ = merged(new, stored)
    assert isinstance(facts, TaskFacts)
    assert facts.milestones == (
        MilestoneFacts("完成选址", date(2025, 4, 30), evidence="批复"),
        stored.milestones[1],
        new.milestones[1],
    )
    facts, _ = merged(new, stored, None, ["milestones"])
    assert isinstance(facts, TaskFacts)
    assert [each.title for each in facts.milestones] == ["完成选址", "设备进场"]


def test_a_known_indicator_keeps_its_name_and_takes_the_value() -> None:
    stored = target("平台", 5)
    facts, [change] = merged(target("市级平台", 8), stored)
    assert facts == replace(stored, value=8, literal="8个以上")
    assert change.text == "数值：≥5 个 → ≥8 个"


_texts = st.sampled_from(["", "甲", "乙", "丙"])
_tasks = st.builds(
    TaskFacts,
    st.sampled_from(["建设", "推进"]),
    st.sampled_from([(), (LEAD,), (LEAD, HELP)]),
    _texts,
    _texts,
    _texts,
    st.just(None),
    st.sampled_from([None, date(2025, 1, 1), date(2025, 6, 30)]),
)


@given(_tasks, _tasks)
def test_merging_what_was_merged_changes_nothing_more(new: TaskFacts, stored: TaskFacts) -> None:
    once, _ = merged(new, stored)
    assert merged(new, once) == (once, ())
    assert merged(stored, stored) == (stored, ())


@given(_tasks, _tasks, _tasks)
def test_three_ways(new: TaskFacts, stored: TaskFacts, base: TaskFacts) -> None:
    """Field by field: the source's change if it made one and says something, else the clerk's."""
    facts, _ = merged(new, stored, base)
    for name in ("title", "section", "person", "target"):
        now, before = getattr(new, name), getattr(base, name)
        wanted = now if now and now != before else getattr(stored, name)
        assert getattr(facts, name) == wanted


def test_a_milestone_that_the_source_put_otherwise_takes_the_place_of_the_old_one() -> None:
    old, now = MilestoneFacts("建成8个"), MilestoneFacts("建成9个")
    base = task(milestones=(old,))
    facts, _ = merged(task(milestones=(now,)), base, base)
    assert isinstance(facts, TaskFacts) and facts.milestones == (now,)
    # One that the clerk has dated meanwhile is his.
    own = task(milestones=(replace(old, due=date(2025, 5, 1)),))
    facts, _ = merged(task(milestones=(now,)), own, base)
    assert isinstance(facts, TaskFacts) and facts.milestones == (*own.milestones, now)
