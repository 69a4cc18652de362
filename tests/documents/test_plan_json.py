"""The JSON form of a plan: nothing is lost on the way there and back, and faults are named."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop import paths
from leqing_desktop.documents.plan_json import (
    load_builtin_plan,
    plan_from_json,
    plan_to_json,
)
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.plan import (
    Finding,
    GoalFacts,
    MeasureFacts,
    MilestoneFacts,
    PlaceFacts,
    PlanFacts,
    ProgrammeFacts,
    ProjectFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.errors import Refused

text = st.text(max_size=6)
filled = text.filter(lambda value: value.strip() != "")
amounts = st.floats(allow_nan=False, allow_infinity=False)
years = st.none() | st.integers(1900, 2200)
numbers = st.none() | st.integers() | text
days = st.none() | st.dates()


def few(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=2).map(tuple)


indicators = st.builds(
    Indicator,
    name=filled,
    value=amounts,
    uom=st.none() | text,
    comparator=st.sampled_from(Comparator),
    year=years,
    kind=st.sampled_from(IndicatorKind),
    upper=st.none() | amounts,
    literal=text,
    baseline=st.none() | amounts,
    baseline_year=years,
)
assignments = st.builds(Assignment, filled, st.sampled_from(Role), st.booleans())
milestones = st.builds(MilestoneFacts, filled, days, text, text)
tasks = st.builds(
    TaskFacts, filled, few(assignments), text, text, text, days, days, text, few(milestones)
)
measures = st.builds(
    MeasureFacts,
    numbers,
    st.none() | text,
    st.booleans(),
    few(assignments),
    few(indicators),
    few(tasks),
)
plans = st.builds(
    PlanFacts,
    title=filled,
    start_year=years,
    end_year=years,
    goals=few(st.builds(GoalFacts, numbers, filled, few(indicators))),
    programmes=few(st.builds(ProgrammeFacts, numbers, st.none() | text, few(measures))),
    units=few(st.builds(UnitFacts, filled, filled, text, few(st.tuples(filled, text)))),
    places=few(st.builds(PlaceFacts, filled, filled)),
    projects=few(
        st.builds(ProjectFacts, filled, filled, numbers, st.none() | amounts, st.none() | text)
    ),
    findings=few(st.builds(Finding, filled, filled, text)),
)


@given(plans)
def test_a_plan_survives_the_way_through_json(plan: PlanFacts) -> None:
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


def test_every_promised_key_is_there_even_when_empty() -> None:
    indicator = Indicator("收入", 30.0, None, Comparator.EQUAL, None, IndicatorKind.STOCK)
    measure = MeasureFacts(
        1,
        "举措",
        units=(Assignment("市经信局", Role.RESPONSIBLE, True),),
        indicators=(indicator,),
        tasks=(TaskFacts("任务", milestones=(MilestoneFacts("节点", date(2024, 9, 30)),)),),
    )
    plan = PlanFacts(
        "规划",
        goals=(GoalFacts(1, "目标"),),
        programmes=(ProgrammeFacts(1, None, (measure,)),),
        findings=(Finding("口径不清", "没有年份"),),
    )
    data = plan_to_json(plan)
    assert {"title", "goals", "programmes", "findings"} <= data.keys()
    assert data["goals"] == [{"no": 1, "title": "目标", "indicators": []}]
    assert data["programmes"][0]["title"] is None
    found = data["programmes"][0]["measures"][0]
    assert found["open_list"] is False
    assert found["units"] == [{"name": "市经信局", "role": "responsible", "counts_first": True}]
    number = found["indicators"][0]
    assert number["value"] == 30
    assert [number[key] for key in ("upper", "unit", "year", "baseline")] == [None] * 4
    assert isinstance(number["value"], int)
    assert (number["comparator"], number["kind"], number["literal"]) == ("=", "存量", "")
    task = found["tasks"][0]
    empty = {key: task[key] for key in ("units", "section", "person", "target", "due", "due_text")}
    assert empty == {
        "units": [],
        "section": "",
        "person": "",
        "target": "",
        "due": None,
        "due_text": "",
    }
    assert task["milestones"][0]["title"] == "节点"
    assert task["milestones"][0]["due"] == "2024-09-30"
    assert data["findings"] == [{"kind": "口径不清", "message": "没有年份", "place": ""}]


GOOD = {
    "title": "规划",
    "start_year": 2021,
    "programmes": [
        {
            "no": 1,
            "title": "工程",
            "measures": [
                {
                    "no": 1,
                    "title": "举措",
                    "units": [{"name": "市经信局", "role": "responsible"}],
                    "indicators": [
                        {"name": "收入", "value": 30, "comparator": "=", "kind": "存量"}
                    ],
                    "tasks": [{"title": "任务", "due": "2025-12-31"}],
                }
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("path", "value", "place", "wanted"),
    [
        (["title"], None, "规划的“title”", "文字"),
        (["title"], "  ", "规划的“title”", "文字"),
        (["start_year"], "2021", "规划的“start_year”", "四位年份"),
        (["start_year"], 21, "规划的“start_year”", "四位年份"),
        (["programmes"], {}, "规划的“programmes”", "一个列表"),
        (["programmes", 0], "实施工程", "规划第1个工程", "一组"),
        (["programmes", 0, "no"], True, "规划第1个工程的“no”", "编号"),
        (["programmes", 0, "measures", 0, "open_list"], "等", "第1个举措的“open_list”", "true"),
        (["programmes", 0, "measures", 0, "units", 0, "role"], "主办", "第1个单位的“role”", "lead"),
        (
            ["programmes", 0, "measures", 0, "indicators", 0, "value"],
            "三十",
            "第1个举措第1个指标的“value”",
            "数字",
        ),
        (
            ["programmes", 0, "measures", 0, "indicators", 0, "value"],
            float("nan"),
            "第1个指标的“value”",
            "数字",
        ),
        (
            ["programmes", 0, "measures", 0, "indicators", 0, "value"],
            10**400,
            "第1个指标的“value”",
            "数字",
        ),
        (
            ["programmes", 0, "measures", 0, "indicators", 0, "comparator"],
            "以上",
            "第1个指标的“comparator”",
            ">=",
        ),
        (
            ["programmes", 0, "measures", 0, "indicators", 0, "kind"],
            None,
            "第1个指标的“kind”",
            "每年",
        ),
        (
            ["programmes", 0, "measures", 0, "tasks", 0, "due"],
            "2025-06-31",
            "第1个任务的“due”",
            "日期",
        ),
    ],
)
def test_a_fault_is_refused_in_words_that_name_its_place(
    path: list[Any], value: object, place: str, wanted: str
) -> None:
    plan_from_json(GOOD)
    data: Any = copy.deepcopy(GOOD)
    node = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    with pytest.raises(Refused) as refusal:
        plan_from_json(data)
    assert place in str(refusal.value)
    assert wanted in str(refusal.value)


@pytest.mark.parametrize("data", [None, [], "规划", 3])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(Refused, match="规划应是一组"):
        plan_from_json(data)


@pytest.mark.parametrize(
    ("content", "word"), [(None, "读不到"), (b"{", "已损坏"), (b"\xff\xfe\x00", "已损坏")]
)
def test_a_missing_or_spoilt_built_in_plan_is_refused(
    content: bytes | None, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The program looks for its resources beside its package.
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "leqing_desktop" / "paths.py"))
    folder = tmp_path / "resources" / "plan"
    folder.mkdir(parents=True)
    if content is not None:
        (folder / "yueqing-electric.json").write_bytes(content)
    with pytest.raises(Refused, match=word):
        load_builtin_plan()
