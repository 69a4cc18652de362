"""Growth that cannot reach its end value, and numbers that disagree."""

from __future__ import annotations

import pytest

from leqing_desktop.documents.plan_reader import propose
from leqing_desktop.documents.plan_reader_cleaning import clean
from leqing_desktop.documents.plan_reader_figures import (
    Placed,
    PlacedIndicator,
    two_values,
)
from leqing_desktop.documents.plan_reader_figures import unreachable as unreachable_in
from leqing_desktop.documents.plan_source import text_source
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.plan_proposal import Place


def unreachable(indicators: list[PlacedIndicator], text: str = "") -> list[Placed]:
    return unreachable_in(indicators, clean(text_source(text)), len(text))


def placed(indicator: Indicator, page: int = 3) -> PlacedIndicator:
    return PlacedIndicator(indicator, Place(0, 1, page, 1), "目标“总量”")


def stock(value: float, year: int = 2025, baseline: float | None = 1190.0) -> Indicator:
    return Indicator(
        "工业总产值", value, "亿元", Comparator.EQUAL, year, IndicatorKind.STOCK, baseline=baseline, baseline_year=2020
    )  # fmt: skip


def growth(value: float) -> Indicator:
    return Indicator(
        "工业总产值年均增速", value, "%", Comparator.AT_LEAST, 2025, IndicatorKind.GROWTH
    )


def test_a_growth_that_falls_short_is_told_with_the_growth_that_is_needed() -> None:
    ((finding, place),) = unreachable([placed(stock(2000)), placed(growth(8))])
    needed = ((2000 / 1190) ** (1 / 5) - 1) * 100
    assert finding.kind == "测算不符"
    assert f"须年均增长约{needed:.1f}%" in finding.message
    assert "到2025年约1748.5亿元，不到2000亿元" in finding.message
    assert place is not None and finding.place == place.label == "第 3 页"


def test_a_growth_that_is_enough_is_not_told() -> None:
    assert unreachable([placed(stock(2000)), placed(growth(11))]) == []


def test_without_a_baseline_nothing_is_reckoned() -> None:
    assert unreachable([placed(stock(2000, baseline=None)), placed(growth(1))]) == []


def test_two_values_of_one_year_are_told_once_and_of_two_years_not() -> None:
    same = [placed(stock(2000)), placed(stock(1800), page=9), placed(stock(2000))]
    ((finding, _),) = two_values(same)
    assert "2000 亿元" in finding.message and "1800 亿元" in finding.message
    assert finding.place == "第 9 页"
    assert two_values([placed(stock(2000)), placed(stock(3000, year=2030))]) == []


PLAN = """云溪县产业规划
一、发展基础
2020年，全县工业总产值达到1190亿元，农业总产值40亿元。邻近的石桥县工业总产值为900亿元。
二、发展目标
到2025年，工业总产值达到2000亿元，年均增长8%以上。
三、重点任务
（一）强链。到2025年，培育企业10家。（责任单位：县经信局、科技局）
（二）补链。完善机制。（责任单位：县经济和信息化局）
（三）延链。2025年6月底前，出台实施方案。（责任单位：县科技局，县经济和信息化局（以下简称“县经信局”））
四、保障措施
培育链主、制定标准、完善体系。各镇街要制定年度计划。
"""


def found_in(text: str, *known: str) -> list[tuple[str, str, str]]:
    facts = propose(text_source(text), "某规划", known).facts
    return [(f.kind, f.message, f.place) for f in facts.findings]


def test_the_baseline_is_found_in_the_background() -> None:
    ((_, message, place),) = [f for f in found_in(PLAN) if f[0] == "测算不符"]
    assert "“工业总产值”2020年写的是1190亿元（第 3 行）" in message
    assert place == "第 5 行"
    # Two figures for the last year: nobody knows which is meant, so nothing is said.
    doubled = PLAN.replace("邻近的", "2020年，")
    assert not [f for f in found_in(doubled) if f[0] == "测算不符"]


def test_a_measure_without_date_and_target_is_told_of_both() -> None:
    told = {(kind, place) for kind, _, place in found_in(PLAN)}
    assert ("没有时间节点", "第 8 行") in told and ("无法量化", "第 8 行") in told
    assert ("没有时间节点", "第 9 行") not in told and ("没有时间节点", "第 7 行") not in told


def test_a_unit_under_two_names_is_told_and_keeps_both() -> None:
    told = [message for kind, message, _ in found_in(PLAN) if kind == "简称"]
    assert sorted(message.split("（")[0] for message in told) == [
        "“县经信局”看来就是“县经济和信息化局”",
        "“科技局”看来就是“县科技局”",
    ]
    units = {u.name: u.full_name for u in propose(text_source(PLAN)).facts.units}
    assert units["县经信局"] == "县经济和信息化局"
    assert units["科技局"] == ""


def test_the_nearest_known_unit_is_named() -> None:
    told = [
        m for kind, m, _ in found_in(PLAN, "县科技局", "县经济和信息化局") if kind == "单位不在名单"
    ]
    assert any("“科技局”，最接近的是“县科技局”" in message for message in told)
    assert any("“县经信局”，最接近的是“县经济和信息化局”" in message for message in told)


def test_an_obligation_is_told_once_and_a_list_of_aims_is_none() -> None:
    told = [m for kind, m, _ in found_in(PLAN) if kind == "无人认领"]
    assert told == ["第 11 行这句话无人领：“各镇街要制定年度计划”"]


def test_every_finding_has_its_place() -> None:
    for text in (PLAN, "前言\n没有举措。", PLAN.replace("\n", "\f")):
        plan = propose(text_source(text))
        assert all(finding.place for finding in plan.facts.findings)
        assert None not in plan.places.findings


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("建成充电桩200个", "建成充电桩300个", "数字不一致"),
        ("完成投资0.3亿元", "完成投资3000万元", None),
        ("建成充电桩200个", "建成充电桩200个以上", "口径不一"),
        ("建成充电桩200个", "建成充电桩200个", None),
        ("规模达到20亿元", "规模达到30亿元", None),
    ],
)
def test_two_measures_that_speak_of_one_indicator(one: str, two: str, kind: str | None) -> None:
    measures = (f"（一）甲事项。到2025年，{one}。", f"（二）乙事项。到2025年，{two}。")
    text = "\n".join(["某规划", "一、重点任务", *(m + "（县发改局负责）" for m in measures)])
    assert [f[0] for f in found_in(text)] == ([kind] if kind else [])
