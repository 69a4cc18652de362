"""Proposed tasks: their deadlines as the sentences say them, and nothing that no sentence says."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.plan_reader import propose
from leqing_desktop.documents.plan_source import text_source
from leqing_desktop.domain.plan import TaskFacts


def tasks(*measure: str, title: str = "城区更新行动计划（2024—2026年）") -> dict[str, TaskFacts]:
    text = "\n".join([title, "一、重点任务", "（一）改造老旧小区。" + measure[0], *measure[1:]])
    facts = propose(text_source(text)).facts
    return {task.title: task for task in facts.programmes[0].measures[0].tasks}


def test_a_target_takes_the_finest_date_of_its_sentence() -> None:
    found = tasks("2025年6月底前，建成示范点20个。到2026年，加装电梯100台。")
    assert (found["建成示范点"].due, found["建成示范点"].due_text) == (
        date(2025, 6, 30),
        "2025年6月底前",
    )
    assert found["加装电梯"].due == date(2026, 12, 31)


def test_an_action_without_a_date_gets_none() -> None:
    found = tasks("到2026年，建成示范点20个。完善长效机制。每季度开展检查。")
    assert (found["完善长效机制"].due, found["完善长效机制"].due_text) == (None, "")
    assert (found["开展检查"].due, found["开展检查"].due_text) == (None, "每季度")


def test_several_dates_in_one_sentence_are_milestones() -> None:
    found = tasks("2024年底前完成主体改造，2025年6月底前投入使用。")
    task = found["完成主体改造"]
    nodes = [(node.title, node.due) for node in task.milestones]
    assert nodes == [("完成主体改造", date(2024, 12, 31)), ("投入使用", date(2025, 6, 30))]
    assert task.due == date(2025, 6, 30)


def test_one_target_of_several_years_is_one_task_with_milestones() -> None:
    found = tasks("到2025年，新增停车位500个；到2026年，新增停车位900个。")
    task = found["新增停车位"]
    assert [(n.title, n.due) for n in task.milestones] == [
        ("新增停车位500个", date(2025, 12, 31)),
        ("新增停车位900个", date(2026, 12, 31)),
    ]
    assert (task.due, task.target) == (date(2026, 12, 31), "新增停车位900个")


def test_a_time_limit_in_the_responsibility_bracket_speaks_for_what_is_before_it() -> None:
    found = tasks(
        "编制选址方案。（责任单位：县城管局；完成时限：2025年3月底前）"
        "推进立面改造。（责任单位：县住建局；完成时限：长期坚持）"
    )
    assert found["编制选址方案"].due == date(2025, 3, 31)
    assert (found["推进立面改造"].due, found["推进立面改造"].due_text) == (None, "长期坚持")


def test_a_plan_of_one_year_lends_its_year_to_a_month() -> None:
    found = tasks("6月底前，编制选址方案。", title="2025年城区更新工作要点")
    assert found["编制选址方案"].due == date(2025, 6, 30)
    found = tasks("6月底前，编制选址方案。")
    assert (found["编制选址方案"].due, found["编制选址方案"].due_text) == (None, "6月底前")


def test_an_item_has_the_date_of_its_own_text() -> None:
    found = tasks("", "1．编制方案。2025年一季度印发。", "2．开展试点。", "（责任单位：县住建局）")
    assert found["编制方案"].due == date(2025, 3, 31)
    assert found["开展试点"].due is None


def test_a_deadline_in_front_of_its_verb_speaks_for_its_clause_alone() -> None:
    found = tasks("2025年6月底前完成一轮诊断，每年实施改造项目15个以上，数字化改造覆盖率达到95%。")
    assert {title: (task.due, task.due_text) for title, task in found.items()} == {
        "完成一轮诊断": (date(2025, 6, 30), "2025年6月底前"),
        "每年实施改造项目": (None, "每年"),
        "数字化改造覆盖率达到目标": (None, ""),
    }


def test_what_opens_a_sentence_speaks_for_all_of_it() -> None:
    found = tasks("到2026年，建成示范点20个，加装电梯100台。2025年6月底前，完成选址，新建泵站5座。")
    assert {title: task.due for title, task in found.items()} == {
        "建成示范点": date(2026, 12, 31),
        "加装电梯": date(2026, 12, 31),
        "新建泵站": date(2025, 6, 30),
    }


def test_a_month_of_one_sentence_is_not_the_next_one_s() -> None:
    found = tasks("2025年6月底前，建成示范点20个。加装电梯100台。")
    assert (found["加装电梯"].due, found["加装电梯"].due_text) == (None, "")


def test_a_month_after_a_span_of_years_is_of_no_year() -> None:
    found = tasks("到2026年，建成示范点20个。6月底前编制选址方案。")
    assert (found["编制选址方案"].due, found["编制选址方案"].due_text) == (None, "6月底前")


def test_every_clause_with_its_own_deadline_is_a_task() -> None:
    found = tasks("完善管理机制，2025年6月底前完成信息平台建设，2026年底前建成数据中心。")
    assert {title: task.due for title, task in found.items()} == {
        "完善管理机制": None,
        "完成信息平台建设": date(2025, 6, 30),
        "建成数据中心": date(2026, 12, 31),
    }


def test_what_is_only_finished_is_what_was_spoken_of_before() -> None:
    found = tasks("推进主体改造，2024年底前完成封顶。建成示范点20个，2025年6月底前投入使用。")
    assert {title: task.due for title, task in found.items()} == {
        "推进主体改造": date(2024, 12, 31),
        "建成示范点": date(2025, 6, 30),
    }


def test_how_often_is_said_of_one_clause() -> None:
    found = tasks("完善长效机制，每季度开展专项检查。")
    assert found["完善长效机制"].due_text == ""
    assert found["开展专项检查"].due_text == "每季度"


def test_one_date_among_several_things_to_do_is_a_step_of_an_item() -> None:
    found = tasks(
        "",
        "1．建设平台。推进数据归集。2025年底前完成一期上线工作。",
        "2．修建道路。2025年底前新建道路3公里。",
        "（责任单位：县住建局）",
    )
    steps = [(step.title, step.due) for step in found["建设平台"].milestones]
    assert (found["建设平台"].due, steps) == (None, [("完成一期上线工作", date(2025, 12, 31))])
    assert found["修建道路"].due == date(2025, 12, 31)


_CLAUSES = (
    "建成示范点20个|到2027年|覆盖率达到95%|每年培训技工300人次|完善长效机制|推进道路改造|2026年底前|2025年"
    "|2025年新建泵站5座|加快项目建设|每季度开展检查|9月底前完成招标工作|力争投入使用|2026年一季度投入使用|三年内"
)
_MARKS = st.sampled_from("，，，；。。")
_BODY = st.lists(st.tuples(st.sampled_from(_CLAUSES.split("|")), _MARKS), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None)
@given(_BODY, st.data())
def test_a_bound_deadline_gives_nothing_else_a_date(
    body: list[tuple[str, str]], data: st.DataObject
) -> None:
    words = [clause + mark for clause, mark in body]
    at = data.draw(st.integers(0, len(words)))
    words.insert(at, "2031年5月底前完成一轮普查建档，")
    found = tasks("".join(words))
    dated = [title for title, task in found.items() if task.due == date(2031, 5, 31)]
    assert dated in (["完成一轮普查建档"], [])
    steps = [step for task in found.values() for step in task.milestones]
    assert all("普查" in step.title for step in steps if step.due == date(2031, 5, 31))


@settings(max_examples=300, deadline=None)
@given(_BODY)
def test_a_task_has_no_date_that_the_measure_does_not_print(body: list[tuple[str, str]]) -> None:
    text = "".join(clause + mark for clause, mark in body)
    for task in tasks(text).values():
        assert task.due_text in text
        if task.due is not None:
            assert re.search(rf"{task.due.year}年", text)
            assert task.due.month == 12 or f"{task.due.month}月" in text or "一季度" in text
