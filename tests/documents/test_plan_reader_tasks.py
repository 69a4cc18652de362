"""Proposed tasks: their deadlines as the sentences say them, and nothing that no sentence says."""

from __future__ import annotations

from datetime import date

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
