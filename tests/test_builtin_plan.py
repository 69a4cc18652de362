"""The built-in plan is whole and consistent, and says about its source only what is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leqing_desktop import paths
from leqing_desktop.documents.plan_json import BUILTIN_PLAN, load_builtin_plan, plan_to_json
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind, plain_number
from leqing_desktop.domain.plan import MeasureFacts, TaskFacts

PLAN = load_builtin_plan()
MEASURES: dict[int, MeasureFacts] = {
    int(measure.no or 0): measure for programme in PLAN.programmes for measure in programme.measures
}
GOAL_INDICATORS = [indicator for goal in PLAN.goals for indicator in goal.indicators]
MEASURE_INDICATORS = [i for measure in MEASURES.values() for i in measure.indicators]
INDICATORS = GOAL_INDICATORS + MEASURE_INDICATORS
TASKS: list[TaskFacts] = [task for measure in MEASURES.values() for task in measure.tasks]
MESSAGES = [finding.message for finding in PLAN.findings]
LONGEST_TITLE = 22
LONGEST_LITERAL = 20


def goal(no: int, name: str) -> Indicator:
    return next(i for i in PLAN.goals[no - 1].indicators if i.name == name)


def target(no: int, name: str) -> Indicator:
    return next(i for i in MEASURES[no].indicators if i.name == name)


def finding_with(*words: str) -> bool:
    return any(all(word in message for word in words) for message in MESSAGES)


# Counts and numbers


def test_programmes_and_measures_are_all_there_in_order() -> None:
    assert [p.no for p in PLAN.programmes] == list(range(1, 10))
    assert [m.no for p in PLAN.programmes for m in p.measures] == list(range(1, 27))
    assert [len(p.measures) for p in PLAN.programmes] == [3, 4, 2, 4, 3, 2, 3, 3, 2]
    titles = [m.title for m in MEASURES.values()] + [p.title for p in PLAN.programmes]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert (PLAN.start_year, PLAN.end_year) == (2021, 2025)


def test_every_target_is_counted_once() -> None:
    """The counts were taken from the document by hand, measure by measure."""
    assert [len(g.indicators) for g in PLAN.goals] == [2, 5, 7, 5, 5]
    counts = [len(measure.indicators) for measure in MEASURES.values()]
    by_programme = "221 3413 44 1234 110 21 302 311 23"
    assert counts == [int(digit) for digit in by_programme.replace(" ", "")]
    for group in [g.indicators for g in PLAN.goals] + [m.indicators for m in MEASURES.values()]:
        names = [indicator.name for indicator in group]
        assert len(set(names)) == len(names)


def test_the_two_measures_without_a_number_have_no_indicator() -> None:
    without = [no for no, measure in MEASURES.items() if not measure.indicators]
    assert without == [16, 20]


# Units


def assignment_lists() -> Iterator[tuple[Assignment, ...]]:
    for measure in MEASURES.values():
        yield measure.units
        yield from (task.units for task in measure.tasks if task.units)


def test_units_are_responsible_and_the_first_counts() -> None:
    for parts in assignment_lists():
        assert parts
        assert {part.role for part in parts} == {Role.RESPONSIBLE}
        assert [part.counts_first for part in parts] == [True] + [False] * (len(parts) - 1)
        assert len({part.unit for part in parts}) == len(parts)


def test_every_unit_named_is_a_known_unit() -> None:
    known = [unit.name for unit in PLAN.units]
    assert len(set(known)) == len(known)
    assert {part.unit for parts in assignment_lists() for part in parts} <= set(known)
    assert all(unit.full_name != unit.name for unit in PLAN.units)


def test_a_task_names_only_units_of_its_measure() -> None:
    for measure in MEASURES.values():
        own = [part.unit for part in measure.units]
        for task in measure.tasks:
            names = [part.unit for part in task.units]
            assert names == [name for name in own if name in names]


def test_the_steering_group_has_its_duties() -> None:
    group = next(unit for unit in PLAN.units if unit.kind == "领导小组")
    duties = [duty for _, duty in group.members]
    assert (duties.count("组长"), duties.count("副组长"), duties.count("成员")) == (1, 1, 15)
    kinds = {unit.kind for unit in PLAN.units}
    assert {"办公室", "专班", "专项工作组", "部门", "镇街", "功能区", "协会"} <= kinds


# Indicators


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_comparator_and_value_agree_with_the_printed_words(indicator: Indicator) -> None:
    words = indicator.literal
    if "超过" in words:
        expected = Comparator.MORE
    elif "左右" in words:
        expected = Comparator.ABOUT
    elif "以上" in words or "不少于" in words:
        expected = Comparator.AT_LEAST
    else:
        expected = Comparator.EQUAL
    assert indicator.comparator is expected
    assert plain_number(indicator.value) in re.findall(r"\d+(?:\.\d+)?", words)
    assert len(words) <= LONGEST_LITERAL
    assert indicator.upper is None


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.name)
def test_unit_year_and_kind_agree_with_the_printed_words(indicator: Indicator) -> None:
    words = indicator.literal.replace("％", "%")
    if indicator.uom:
        assert indicator.uom in words
    if "每年" in words:
        assert indicator.kind is IndicatorKind.YEARLY
    if "年均" in words:
        assert indicator.kind is IndicatorKind.GROWTH
    if "累计" in words:
        assert indicator.kind is IndicatorKind.CUMULATIVE
    if "新增" in words or "新引进" in words:
        assert indicator.kind is IndicatorKind.ADDED or "新增" in indicator.name
    if indicator.kind in (IndicatorKind.SHARE, IndicatorKind.GROWTH):
        assert indicator.uom == "%"
    # Only the yearly publication of research topics stands before any year.
    assert indicator.year == (None if indicator.name == "每年发布关键核心技术攻坚项目" else 2025)


def test_baselines_are_those_the_text_gives_for_2020() -> None:
    found = {i.name: i.baseline for i in INDICATORS if i.baseline is not None}
    assert found == {
        "集群电气工业总产值": 1190,
        "规上电气企业": 759,
        "超亿元电气企业": 146,
    }
    assert all((i.baseline is None) == (i.baseline_year is None) for i in INDICATORS)
    assert {i.baseline_year for i in INDICATORS} == {None, 2020}
    assert all(i.baseline is None or i.baseline < i.value for i in INDICATORS)


# Tasks and milestones


def test_tasks_are_short_distinct_and_cover_every_measure() -> None:
    for measure in MEASURES.values():
        assert len(measure.tasks) >= 4
        assert len(measure.tasks) >= len(measure.indicators)
    titles = [task.title for task in TASKS]
    assert len(set(titles)) == len(titles)
    assert max(len(title) for title in titles) <= LONGEST_TITLE


def test_every_target_of_a_measure_is_carried_by_a_task() -> None:
    for measure in MEASURES.values():
        numbers = {n for task in measure.tasks for n in re.findall(r"\d+", task.target)}
        for indicator in measure.indicators:
            assert plain_number(indicator.value) in numbers, indicator.name


def test_a_number_in_a_task_is_a_target_of_its_measure() -> None:
    """But for the 13 parks to be upgraded, which the document names without making them a target."""
    for no, measure in MEASURES.items():
        known = {plain_number(indicator.value) for indicator in measure.indicators}
        for task in measure.tasks:
            extra = set(re.findall(r"\d+", task.target)) - known
            assert not extra or (no, extra) == (13, {"13"})


def test_dates_lie_within_the_plan() -> None:
    first, last = date(2021, 1, 1), date(2025, 12, 31)
    for task in TASKS:
        assert task.due in (None, last)
        assert (task.due_text in ("2025年底前", "每年")) or (task.due is None and not task.due_text)
        dues = [milestone.due for milestone in task.milestones if milestone.due]
        assert len(dues) == len(task.milestones) <= 3
        assert dues == sorted(dues)
        assert all(first <= due <= last for due in dues)
        assert all(len(m.title) <= 12 and len(m.evidence) <= 8 for m in task.milestones)


# Places and projects


def test_projects_point_to_measures_that_exist() -> None:
    names = [project.name for project in PLAN.projects]
    assert len(set(names)) == len(names)
    assert {project.measure for project in PLAN.projects} <= {None, *MEASURES}
    invested = [(p.name, p.investment, p.uom) for p in PLAN.projects if p.investment is not None]
    assert invested == [("工业电器关键零部件先进制造业基地", 12, "亿元")]
    assert all(project.kind for project in PLAN.projects)


def test_places_are_distinct() -> None:
    names = [place.name for place in PLAN.places]
    assert len(set(names)) == len(names)
    assert {"柳市", "北白象", "翁垟", "经济开发区", "乐清湾港区"} <= set(names)
    assert [place.kind for place in PLAN.places].count("飞地") == 2


# The document's own contradictions: each is true by the data and told as a finding.


def test_the_hidden_champions_differ() -> None:
    name = "新增省级隐形冠军培育企业"
    assert (goal(3, name).value, target(9, name).value) == (20, 25)
    assert finding_with("隐形冠军", "20家", "25家")


def test_the_digital_workshops_differ() -> None:
    assert goal(4, "新增数字化车间、智能工厂示范项目").value == 30
    assert target(4, "建设示范数字化车间、智能工厂").value == 20
    assert finding_with("智能工厂", "30个", "20个")


def test_growth_does_not_reach_the_output_goal() -> None:
    output = goal(1, "集群电气工业总产值")
    growth = goal(1, "集群电气工业总产值年均增速").value
    assert output.baseline is not None
    assert output.baseline_year is not None
    assert output.year is not None
    years = output.year - output.baseline_year
    reached = output.baseline * (1 + growth / 100) ** years
    assert reached < output.value
    needed = ((output.value / output.baseline) ** (1 / years) - 1) * 100
    assert finding_with(f"{reached:.1f}亿元", f"{needed:.1f}%", "1190亿元")


def test_slower_exports_would_lower_their_share() -> None:
    exports = target(22, "外贸出口年均增速").value
    output = goal(1, "集群电气工业总产值年均增速").value
    share = 9 * ((1 + exports / 100) / (1 + output / 100)) ** 5
    assert finding_with("出口占比", "约9%", f"{share:.1f}%")


def test_one_measure_names_departments_otherwise() -> None:
    assert finding_with("举措8写责任部门", f"其余{len(MEASURES) - 1}项")


def test_goals_and_measures_of_one_name_agree_or_are_told() -> None:
    by_name = {indicator.name: indicator for indicator in MEASURE_INDICATORS}
    differing = []
    for indicator in GOAL_INDICATORS:
        other = by_name.get(indicator.name)
        if other is None:
            assert finding_with(indicator.name), indicator.name
        elif (other.value, other.comparator) != (indicator.value, indicator.comparator):
            differing.append(indicator.name)
            assert finding_with(indicator.name), indicator.name
    assert differing == [
        "超亿元电气企业",
        "超10亿元电气企业",
        "上市企业",
        "新增省级隐形冠军培育企业",
    ]


def test_responsibility_gaps_told_are_real() -> None:
    members = {name for name, _ in next(u for u in PLAN.units if u.kind == "领导小组").members}
    bearing: dict[str, list[int]] = {}
    for no, measure in MEASURES.items():
        for part in measure.units:
            bearing.setdefault(part.unit, []).append(no)
    assert "市投资促进服务中心" not in members
    assert bearing["市投资促进服务中心"] == [10, 11]
    assert finding_with("市投资促进服务中心", "举措10、11")
    idle = {"市财政局", "市统计局", "市人力社保局", "市应急管理局"}
    assert idle == {n for n in members if n.endswith("局")} - bearing.keys()
    assert finding_with("财政、统计、人力社保、应急")


def test_findings_are_placed_and_said_once() -> None:
    assert len(set(MESSAGES)) == len(MESSAGES)
    assert all(finding.kind and finding.place for finding in PLAN.findings)


# The file itself


def test_the_file_holds_nothing_that_the_program_would_drop() -> None:
    """Every value of the file comes back from the loaded plan: no misspelt key is passed over."""
    stored = json.loads((paths.resources() / BUILTIN_PLAN).read_text(encoding="utf-8"))

    def within(part: object, whole: object) -> bool:
        if isinstance(part, dict) and isinstance(whole, dict):
            return all(key in whole and within(value, whole[key]) for key, value in part.items())
        if isinstance(part, list) and isinstance(whole, list):
            return len(part) == len(whole) and all(map(within, part, whole))
        return part == whole

    assert within(stored, plan_to_json(PLAN))


# Against the document, where it lies beside the checkout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def source() -> str:
    folder = Path(paths.project_root()).parent / "shared" / "plan"
    files = sorted(folder.glob("*.txt"))
    if not files:
        pytest.skip("规划原文不在项目旁边的 shared/plan 文件夹里，无法对照原文。")
    return squeezed(files[0].read_text(encoding="utf-8"))


def test_every_literal_is_printed_in_the_document(source: str) -> None:
    assert [i.literal for i in INDICATORS if squeezed(i.literal) not in source] == []


def test_titles_and_units_stand_together_in_the_document(source: str) -> None:
    """Number, title, then the units, in the printed order of measure after measure."""
    at = source.index("五、战略举措")
    for no, measure in MEASURES.items():
        at = source.index(f"{no}．{measure.title}", at)
        end = source.index("责任", at)
        while source[end : end + 5] not in ("责任单位：", "责任部门："):
            end = source.index("责任", end + 1)
        printed = source[end + 5 : source.index("）", end)]
        assert [part.unit for part in measure.units] == printed.split("、")
        for indicator in measure.indicators:
            assert squeezed(indicator.literal) in source[at:end], indicator.name
        at = end


def test_goal_literals_stand_under_their_goal(source: str) -> None:
    start = source.index("（三）发展目标")
    end = source.index("（四）2035年远景目标")
    section = source[start:end]
    cuts = [section.index(f"{g.no}．{g.title}") for g in PLAN.goals] + [len(section)]
    for facts, first, last in zip(PLAN.goals, cuts, cuts[1:], strict=False):
        for indicator in facts.indicators:
            assert squeezed(indicator.literal) in section[first:last], indicator.name


def numbers_after_2025(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text.rpartition("到2025年")[2]), key=int)


def test_no_number_of_a_measure_was_left_out(source: str) -> None:
    """Every number after 到2025年 in a measure is a target or a threshold listed here."""
    thresholds = {7: ["5"], 8: ["5", "10"], 11: ["10", "20"]}
    start = source.index("五、战略举措")
    for no, measure in MEASURES.items():
        start = source.index(f"{no}．{measure.title}", start)
        end = next(re.compile("责任(单位|部门)：").finditer(source, start)).start()
        known = [plain_number(i.value) for i in measure.indicators if i.year is not None]
        expected = sorted(known + thresholds.get(no, []), key=int)
        printed = numbers_after_2025(source[start:end]) if "到2025年" in source[start:end] else []
        assert printed == expected, measure.title
        start = end


def test_no_number_of_a_goal_was_left_out(source: str) -> None:
    section = source[source.index("（三）发展目标") : source.index("（四）2035年远景目标")]
    for facts in PLAN.goals:
        text = section[section.index(f"{facts.no}．{facts.title}") :]
        text = text.partition(f"{int(facts.no or 0) + 1}．")[0]
        known = [plain_number(indicator.value) for indicator in facts.indicators]
        threshold = ["10"] if facts.no == 3 else []  # 超 10 亿元
        assert numbers_after_2025(text) == sorted(known + threshold, key=int), facts.title


def test_typing_slips_told_are_printed(source: str) -> None:
    slips = [f.message.split("，")[0] for f in PLAN.findings if f.kind == "疑似笔误"]
    assert len(slips) >= 8
    told = [slip for slip in slips if "并列" not in slip]
    assert [slip for slip in told if slip not in source] == []


def test_no_sentence_of_the_document_is_copied(source: str) -> None:
    """No run of 20 characters of the document stands in a task or a finding."""
    own = [task.title + task.target for task in TASKS] + MESSAGES
    own += [m.title + m.evidence for task in TASKS for m in task.milestones]
    runs = [text[n : n + 20] for text in map(squeezed, own) for n in range(len(text) - 19)]
    assert [run for run in runs if run in source] == []


def test_places_and_projects_are_named_as_printed(source: str) -> None:
    composed = {"智能装备云平台", "电气行业云平台", "会展中心"}
    bare = re.compile("[“”]|总部回归项目")
    names = [place.name for place in PLAN.places] + [p.name for p in PLAN.projects]
    quoteless = bare.sub("", source)
    missing = [n for n in names if n not in composed and bare.sub("", n) not in quoteless]
    assert missing == ["杭州“飞地”", "上海“飞地”"]
