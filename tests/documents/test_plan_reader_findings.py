"""Growth that cannot reach its end value, and numbers that disagree."""

from __future__ import annotations

from leqing_desktop.documents.plan_reader_findings import PlacedIndicator, two_values, unreachable
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.plan_proposal import Place


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
    assert f"需增长{needed:.1f}%" in finding.message
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
