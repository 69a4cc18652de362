from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.indicator import Comparator, Indicator
from leqing_desktop.domain.plan import MeasureFacts, TaskFacts
from leqing_desktop.domain.plan_draft import Change, Draft, NodeKind
from leqing_desktop.domain.plan_draft_units import retype_units
from tests.domain.drafts import draft, key_of, place, proposal


def titles(of: Draft, key: int | None) -> list[str]:
    return [node.title for node in of.children(key)]


def test_a_draft_says_what_the_document_proposes() -> None:
    facts = draft().facts()
    assert facts.goals == proposal().facts.goals
    assert facts.findings == proposal().facts.findings
    # Inside a measure the tasks stand as the text runs.
    assert [m.title for p in facts.programmes for m in p.measures] == ["举措1", "举措2", "举措3"]
    for programme, wanted in zip(facts.programmes, proposal().facts.programmes, strict=True):
        for measure, before in zip(programme.measures, wanted.measures, strict=True):
            assert measure.units == before.units and measure.indicators == before.indicators
            assert set(measure.tasks) == set(before.tasks)
    measure = key_of(draft(), "举措1")
    assert titles(draft(), measure) == ["开展攻关1", "平台1", "建设平台1"]


def test_a_finding_stands_at_the_number_it_is_about() -> None:
    first, second = draft().doubts
    assert first.key == key_of(draft(), "平台1") and second.key is None


def test_leaving_out_a_measure_leaves_out_all_below_and_taking_a_task_takes_all_above() -> None:
    made = draft()
    out = editing.take(made, [key_of(made, "甲工程")], False)
    assert [p.title for p in out.facts().programmes] == ["乙工程"]
    back = editing.take(out, [key_of(made, "建设平台2")], True)
    [programme, _] = back.facts().programmes
    assert [m.title for m in programme.measures] == ["举措2"]
    assert [t.title for t in programme.measures[0].tasks] == ["建设平台2"]
    assert programme.measures[0].indicators == ()


def test_typed_values_are_understood_or_refused_in_words() -> None:
    made = draft()
    key = key_of(made, "平台1")
    changed = editing.retarget(made, key, "不低于 3-5家")
    facts = changed.node(key).facts
    assert isinstance(facts, Indicator)
    assert (facts.value, facts.upper, facts.uom) == (3, 5, "家")
    assert facts.comparator is Comparator.AT_LEAST and changed.node(key).edited
    assert editing.redate(made, key, "2030年").node(key).facts.year == 2030  # type: ignore[union-attr]
    task = key_of(made, "建设平台1")
    dated = editing.redate(made, task, "2025年6月底").node(task).facts
    assert isinstance(dated, TaskFacts) and dated.due == date(2025, 6, 30)
    for wrong in (
        lambda: editing.retarget(made, key, "很多"),
        lambda: editing.redate(made, key, "明年"),
        lambda: editing.redate(made, task, "2025年6月31日"),
        lambda: editing.rename(made, key, " "),
        lambda: retype_units(made, key, "牵头 市科技局"),
        lambda: editing.retarget(made, key_of(made, "举措1"), "5个"),
    ):
        with pytest.raises(ValueError, match=r"。$"):
            wrong()


def test_units_are_typed_by_role() -> None:
    made = draft()
    key = key_of(made, "举措1")
    changed = retype_units(made, key, "牵头 市科技局、市财政局；责任 市经信局").node(key).facts
    assert isinstance(changed, MeasureFacts)
    assert [(p.unit, p.role, p.counts_first) for p in changed.units] == [
        ("市科技局", Role.LEAD, False),
        ("市财政局", Role.LEAD, False),
        ("市经信局", Role.RESPONSIBLE, False),
    ]


def test_measures_merge_with_all_that_is_below_them() -> None:
    made = draft()
    one, three = key_of(made, "举措1"), key_of(made, "举措3")
    merged = editing.merge(made, [three, one])
    assert titles(merged, one)[-3:] == ["开展攻关3", "平台3", "建设平台3"]
    assert [p.title for p in merged.facts().programmes] == ["甲工程", "乙工程"]
    assert merged.facts().programmes[1].measures == ()
    with pytest.raises(ValueError, match="不能合并"):
        editing.merge(made, [key_of(made, "平台1"), key_of(made, "平台2")])
    with pytest.raises(ValueError, match="同类"):
        editing.merge(made, [one, key_of(made, "平台2")])


def test_tasks_merge_into_the_first_with_the_later_date() -> None:
    made = draft()
    merged = editing.merge(made, [key_of(made, "开展攻关1"), key_of(made, "建设平台1")])
    task = merged.node(key_of(made, "开展攻关1")).facts
    assert isinstance(task, TaskFacts) and task.due == date(2026, 12, 31)
    assert titles(merged, key_of(made, "举措1")) == ["开展攻关1", "平台1"]


def test_a_measure_is_split_where_the_clerk_points() -> None:
    made = draft()
    split = editing.split(made, key_of(made, "平台1"))
    programme = key_of(made, "甲工程")
    assert titles(split, programme) == ["举措1", "平台1", "举措2"]
    new = split.children(programme)[1]
    assert titles(split, new.key) == ["平台1", "建设平台1"]
    assert isinstance(new.facts, MeasureFacts) and len(new.facts.units) == 2
    with pytest.raises(ValueError, match="第一条"):
        editing.split(made, key_of(made, "开展攻关1"))
    with pytest.raises(ValueError, match="目标"):
        editing.split(made, key_of(made, "产值"))


def test_a_task_becomes_several() -> None:
    made = draft()
    key = key_of(made, "建设平台1")
    several = editing.split_task(made, key, ["建设一期", "", "建设二期"])
    assert titles(several, key_of(made, "举措1"))[-2:] == ["建设一期", "建设二期"]
    assert len({node.key for node in several.nodes}) == len(several.nodes)
    with pytest.raises(ValueError, match="至少两项"):
        editing.split_task(made, key, ["只有一项"])


def test_indicators_and_tasks_become_each_other() -> None:
    made = draft()
    key = key_of(made, "平台1")
    task = editing.convert(made, key, NodeKind.TASK).node(key)
    assert isinstance(task.facts, TaskFacts) and task.facts.target == "10个以上"
    again = editing.convert(editing.convert(made, key, NodeKind.TASK), key, NodeKind.INDICATOR)
    facts = again.node(key).facts
    assert isinstance(facts, Indicator) and (facts.value, facts.uom, facts.year) == (10, "个", 2026)
    for wrong in ("开展攻关1", "产值", "举措1"):
        with pytest.raises(ValueError, match=r"。$"):
            kind = NodeKind.TASK if wrong == "产值" else NodeKind.INDICATOR
            editing.convert(made, key_of(made, wrong), kind)


def test_marked_words_become_nodes_where_they_stand() -> None:
    made = draft()
    measure = key_of(made, "举措1")
    with_task = editing.insert(made, measure, NodeKind.TASK, "，建设中试基地；", place(115, 125))
    assert titles(with_task, measure) == ["开展攻关1", "建设中试基地", "平台1", "建设平台1"]
    words = "到2026年，建成中试基地5个以上"
    with_target = editing.insert(made, measure, NodeKind.INDICATOR, words, place(45, 60))
    new = next(n for n in with_target.nodes if n.key not in made.index())
    assert isinstance(new.facts, Indicator)
    assert (new.facts.value, new.facts.year, new.facts.uom) == (5, 2026, "个")
    with pytest.raises(ValueError, match="数值"):
        editing.insert(made, measure, NodeKind.INDICATOR, "完善服务体系", None)
    with pytest.raises(ValueError, match="不能放在这里"):
        editing.insert(made, None, NodeKind.TASK, "建设中试基地", None)


def test_a_settled_doubt_is_no_finding_any_more() -> None:
    made = editing.settle(draft(), 0, "两处都留")
    assert [d.finding.kind for d in made.waiting()] == ["题名"]
    assert [f.kind for f in made.facts().findings] == ["题名"]


@given(st.data())
def test_whatever_is_done_the_tree_stays_one(data: st.DataObject) -> None:
    """Random edits: unique keys, parents before children and of the right kind, nothing lost."""
    made = draft()
    for _ in range(data.draw(st.integers(1, 8))):
        key = data.draw(st.sampled_from([node.key for node in made.nodes]))
        other = data.draw(st.sampled_from([node.key for node in made.nodes]))
        edits = (
            lambda of, k=key: editing.take(of, [k], data.draw(st.booleans())),
            lambda of, k=key, o=other: editing.merge(of, {k, o}),
            lambda of, k=key: editing.split(of, k),
            lambda of, k=key: editing.convert(of, k, NodeKind.TASK),
            lambda of, k=key: editing.insert(of, k, NodeKind.TASK, "新任务", place(1, 2)),
        )
        before = made
        try:
            made = data.draw(st.sampled_from(edits))(made)
        except ValueError as error:
            assert str(error).endswith("。") and made == before
        seen: dict[int | None, NodeKind | None] = {None: None}
        for node in made.nodes:
            assert node.key not in seen
            assert seen[node.parent] in editing.PARENTS[node.kind]
            seen[node.key] = node.kind
        taken = {node.key for node in made.taken()}
        assert all(n.parent in taken for n in made.taken() if n.parent is not None)
        made.facts()


def test_a_unit_gets_another_name_wherever_it_is_named() -> None:
    made = draft()
    renamed = editing.rename_unit(made, "市财政局", "市 财政和国资局")
    for title in ("举措1", "举措2", "举措3"):
        facts = renamed.node(key_of(renamed, title)).facts
        assert isinstance(facts, MeasureFacts)
        assert [(p.unit, p.role) for p in facts.units] == [
            ("市经信局", Role.RESPONSIBLE),
            ("市 财政和国资局", Role.SUPPORT),
        ]
    assert [unit.name for unit in renamed.units] == ["市经信局", "市 财政和国资局"]
    assert renamed.node(key_of(renamed, "举措1")).edited
    # Two names that become one are one unit, in the stronger role.
    one = editing.rename_unit(made, "市财政局", "市经信局")
    facts = one.node(key_of(one, "举措1")).facts
    assert isinstance(facts, MeasureFacts)
    assert [(p.unit, p.role) for p in facts.units] == [("市经信局", Role.RESPONSIBLE)]
    assert [unit.name for unit in one.units] == ["市经信局"]
    with pytest.raises(ValueError, match=r"。$"):
        editing.rename_unit(made, "市财政局", " ")


def test_a_record_that_is_gone_goes_to_the_bin_only_by_its_own_tick() -> None:
    made = draft()
    programme, measure = key_of(made, "甲工程"), key_of(made, "举措1")
    task = made.node(key_of(made, "开展攻关1"))
    gone = replace(task, change=Change.GONE, match=7, taken=False)
    made = editing.take(made.with_nodes({task.key: gone}), [programme], False)
    back = editing.take(made, [programme], True)
    assert back.node(key_of(back, "平台1")).taken and not back.discarded()
    binned = editing.take(made, [task.key], True)
    assert [node.key for node in binned.discarded()] == [task.key]
    assert not binned.node(measure).taken
    assert [node.key for node in editing.take(binned, [measure], False).discarded()] == [task.key]


def test_what_is_no_longer_the_ledgers_record_comes_as_new() -> None:
    made = draft()
    task = key_of(made, "建设平台1")
    matched = replace(made.node(task), match=7, change=Change.SAME)
    made = made.with_nodes({task: matched})
    parts = editing.split_task(made, task, ["甲", "乙"])
    first, second = parts.node(task), parts.node(key_of(parts, "乙"))
    assert (first.match, first.change) == (7, Change.SAME)
    assert (second.match, second.change) == (None, Change.NEW)
    target = key_of(made, "平台1")
    made = made.with_nodes({target: replace(made.node(target), match=9, change=Change.SAME)})
    turned = editing.convert(made, target, NodeKind.TASK).node(target)
    assert (turned.match, turned.change, turned.kind) == (None, Change.NEW, NodeKind.TASK)


def test_what_the_import_would_write() -> None:
    made = draft()
    same = {n.key: replace(n, match=n.key, change=Change.SAME) for n in made.nodes}
    made = made.with_nodes(same)
    assert made.news() == ()
    target = key_of(made, "平台1")
    changed = editing.retarget(made, target, "12个")
    assert [node.key for node in changed.news()] == [target]
    gone = replace(made.node(target), change=Change.GONE)
    assert [node.key for node in made.with_nodes({target: gone}).news()] == [target]


def test_the_plan_gets_another_title() -> None:
    assert editing.retitle(draft(), " 三年计划 ").title == "三年计划"
    with pytest.raises(ValueError, match=r"。$"):
        editing.retitle(draft(), "")
