from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.indicator import Comparator, IndicatorKind
from leqing_desktop.domain.outline import chinese_value
from leqing_desktop.domain.table_dates import due_date, start_date
from leqing_desktop.domain.table_nodes import Stage, milestones_of, own_remark
from leqing_desktop.domain.table_target import read_target
from leqing_desktop.domain.table_titles import printed_number, task_title
from leqing_desktop.domain.table_units import (
    assignments,
    bracketed_units,
    read_units,
    unit_and_person,
)
from leqing_desktop.domain.unit_name import unit_kind

L, R, S = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT


@pytest.mark.parametrize(
    ("text", "units", "is_open"),
    [
        ("市经信局、市科技局", (("市经信局", R), ("市科技局", R)), False),
        ("牵头：甲局；配合：乙局、丙局", (("甲局", L), ("乙局", S), ("丙局", S)), False),
        ("牵头单位：甲局\n责任单位：乙局", (("甲局", L), ("乙局", R)), False),
        ("甲局牵头，乙局、丙局配合", (("甲局", L), ("乙局", S), ("丙局", S)), False),
        ("甲局、乙局共同牵头", (("甲局", L), ("乙局", L)), False),
        ("甲局牵头，乙局，丙局配合", (("甲局", L), ("乙局", S), ("丙局", S)), False),
        ("甲局牵头、乙局、丙局配合", (("甲局", L), ("乙局", S), ("丙局", S)), False),
        ("甲局牵头，会同乙局、丙局负责", (("甲局", L), ("乙局", S), ("丙局", S)), False),
        (
            "县自然资源和\n规划局、县市场监督管\n理局",
            (("县自然资源和规划局", R), ("县市场监督管理局", R)),
            False,
        ),
        ("甲局\n县乙局", (("甲局", R), ("县乙局", R)), False),
        ("甲局（牵头）、乙局", (("甲局", L), ("乙局", R)), False),
        ("甲局会同乙局", (("甲局", L), ("乙局", S)), False),
        ("甲局、乙局按职责分工负责", (("甲局", R), ("乙局", R)), False),
        ("甲局等有关部门", (("甲局", R),), True),
        ("各镇街、功能区", (("各镇街、功能区", R),), False),
        ("—", (), False),
        ("无", (), False),
        ("", (), False),
    ],
)
def test_units_with_the_roles_that_the_cell_states(
    text: str, units: tuple[tuple[str, Role], ...], is_open: bool
) -> None:
    assert read_units(text, R) == (units, is_open)


def test_the_first_responsible_unit_counts_where_nobody_leads() -> None:
    assert [each.counts_first for each in assignments([("甲", S), ("乙", R), ("丙", R)])] == [
        False,
        True,
        False,
    ]
    assert not any(each.counts_first for each in assignments([("甲", L), ("乙", R)]))
    assert [each.role for each in assignments([("甲", S), ("甲", L)])] == [L]


@given(st.text(max_size=80))
def test_any_cell_of_units_is_read_without_a_fault(text: str) -> None:
    units, _ = read_units(text, R)
    assert all(name.strip() for name, _ in units)


def test_kinds_of_units() -> None:
    assert [unit_kind(name) for name in ("市经信局", "柳市镇", "各镇街", "某某集团")] == [
        "部门",
        "镇街",
        "集合",
        "企业",
    ]


@pytest.mark.parametrize(
    ("text", "uom", "value", "upper", "unit", "sign"),
    [
        ("95%以上", "", 95, None, "%", Comparator.AT_LEAST),
        ("2000万", "", 2000, None, "万", Comparator.EQUAL),
        ("≥1,000 个", "", 1000, None, "个", Comparator.AT_LEAST),
        ("不少于5场次", "", None, None, None, None),
        ("不少于5场", "", 5, None, "场", Comparator.AT_LEAST),
        ("3-5家", "", 3, 5, "家", Comparator.EQUAL),
        ("控制在1.5%以内", "", 1.5, None, "%", Comparator.AT_MOST),
        ("超过30亿元", "", 30, None, "亿元", Comparator.MORE),
        ("约２０台", "", 20, None, "台", Comparator.ABOUT),
        ("320", "家", 320, None, "家", Comparator.EQUAL),
        ("320", "", None, None, None, None),
        ("完成主体工程", "", None, None, None, None),
        ("一期、二期各3家", "", 3, None, "家", Comparator.EQUAL),
        ("开展5次培训，覆盖200人", "", None, None, None, None),
    ],
)
def test_a_clear_quantity_is_an_indicator(
    text: str,
    uom: str,
    value: float | None,
    upper: float | None,
    unit: str | None,
    sign: Comparator | None,
) -> None:
    read = read_target(text, "任务", uom, 2025)
    if value is None:
        assert read is None
    else:
        assert read is not None
        assert (read.value, read.upper, read.uom, read.comparator) == (value, upper, unit, sign)
        assert read.literal == text
        assert read.year == 2025


@pytest.mark.parametrize(
    ("text", "name"),
    [("到位资金15亿元", "到位资金"), ("新增15家", "规上企业"), ("力争建成15家", "规上企业")],
)
def test_a_word_for_doing_is_no_indicator_s_name(text: str, name: str) -> None:
    read = read_target(text, "规上企业", "", 2025)
    assert read is not None
    assert (read.name, read.value) == (name, 15)


def test_an_indicator_has_the_name_and_year_of_its_cell() -> None:
    read = read_target("2027年新增高企达到50家", "任务", "", 2025)
    assert read is not None
    assert (read.name, read.year, read.kind) == ("新增高企", 2027, IndicatorKind.ADDED)


@pytest.mark.parametrize(
    ("text", "due", "start", "kept", "faulty"),
    [
        ("2024年6月底前", date(2024, 6, 30), None, "2024年6月底前", False),
        ("2024.3-2024.9月", date(2024, 9, 30), date(2024, 3, 1), "2024.3-2024.9月", False),
        ("4-11月", date(2025, 11, 30), date(2025, 4, 1), "4-11月", False),
        ("2024-2026年", date(2026, 12, 31), date(2024, 1, 1), "2024-2026年", False),
        ("2024/3/1-2024/5/6", date(2024, 5, 6), date(2024, 3, 1), "2024/3/1-2024/5/6", False),
        ("2024-06-30", date(2024, 6, 30), None, "", False),
        ("45473", date(2024, 6, 30), None, "", False),
        ("长期坚持", None, None, "长期坚持", False),
        ("6月31日", None, None, "6月31日", True),
        ("13月底", None, None, "13月底", True),
        ("2025年2月29日", None, None, "2025年2月29日", True),
        ("202509", date(2025, 9, 30), None, "202509", False),
        ("201209", None, None, "201209", True),
        ("25年9月底", date(2025, 9, 30), None, "25年9月底", False),
        ("49年9月底", None, None, "49年9月底", True),
        ("即日起至12月20日", date(2025, 12, 20), None, "即日起至12月20日", False),
        ("2025.3-2025.11", date(2025, 11, 30), date(2025, 3, 1), "2025.3-2025.11", False),
        ("2025年3月至11月底前", date(2025, 11, 30), date(2025, 3, 1), "2025年3月至11月底前", False),
        (
            "2024年10月-2025年3月",
            date(2025, 3, 31),
            date(2024, 10, 1),
            "2024年10月-2025年3月",
            False,
        ),
        ("3月上旬至二季度末", date(2025, 6, 30), date(2025, 3, 10), "3月上旬至二季度末", False),
        ("2025-13-1", None, None, "2025-13-1", True),
        ("2025-2-29", None, None, "2025-2-29", True),
        ("立行立改，长期坚持", None, None, "立行立改，长期坚持", False),
        ("—", None, None, "", False),
        ("6月前", None, None, "6月前", True),
        ("待上级文件下发后", None, None, "待上级文件下发后", True),
    ],
)
def test_due_dates(
    text: str, due: date | None, start: date | None, kept: str, faulty: bool
) -> None:
    read = due_date(text, 2025)
    assert (read.day, read.start, read.text, bool(read.problem)) == (due, start, kept, faulty)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月", date(2024, 3, 1)),
        ("2024年二季度", date(2024, 4, 1)),
        ("2024年下半年", date(2024, 7, 1)),
        ("2024年", date(2024, 1, 1)),
        ("2024年3月15日", date(2024, 3, 15)),
        ("2024年3月底", date(2024, 3, 31)),
        ("3月-9月", date(2025, 3, 1)),
    ],
)
def test_a_start_is_the_first_day_of_what_is_written(text: str, day: date) -> None:
    assert start_date(text, 2025).day == day


@given(st.text(max_size=40), st.sampled_from([None, 2025]))
def test_no_text_gives_a_date_out_of_range(text: str, year: int | None) -> None:
    read = due_date(text, year)
    assert read.day is None or 2000 <= read.day.year <= 2099


@pytest.mark.parametrize(
    ("title", "no", "bare"),
    [
        ("一、实施高端化工程", 1, "实施高端化工程"),
        ("（十二）强化保障", 12, "强化保障"),
        ("3.优化布局", 3, "优化布局"),
        ("第三章 重点任务", 3, "重点任务"),
        ("5G基站建设", None, "5G基站建设"),
        ("1.5万亩高标准农田", None, "1.5万亩高标准农田"),
        ("一体化推进", None, "一体化推进"),
    ],
)
def test_printed_numbers(title: str, no: int | None, bare: str) -> None:
    assert printed_number(title) == (no, bare)


def test_task_titles_lose_their_number_and_their_wraps_only() -> None:
    assert task_title("1．推进\n旧改项目") == "推进旧改项目"
    assert task_title("（2）5G全覆盖") == "5G全覆盖"
    assert task_title("1.5万亩整治") == "1.5万亩整治"
    assert task_title("3-5家企业入规") == "3-5家企业入规"
    assert chinese_value("二十一") == 21


def test_milestones_in_a_cell_and_in_columns() -> None:
    nodes = milestones_of(
        "1. 印发方案（2024-03-31；文件）\n6月底前：完成招标；\n验收",
        (Stage("一季度", "开工"), Stage("二季度", "50%")),
        2024,
    )
    assert [(node.title, node.due) for node in nodes] == [
        ("印发方案", date(2024, 3, 31)),
        ("完成招标", date(2024, 6, 30)),
        ("验收", None),
        ("开工", date(2024, 3, 31)),
        ("50%", date(2024, 6, 30)),
    ]
    assert nodes[0].evidence == "文件"
    assert own_remark("2024年1月5日开始；期限原文：每年").start == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("title", "bare", "units"),
    [
        ("开展创建（责任单位：甲局、乙局）", "开展创建", "责任单位：甲局、乙局"),
        ("打造书房5家。（甲局牵头，乙局配合）。", "打造书房5家", "甲局牵头，乙局配合"),
        ("整治（含地下）", "整治（含地下）", ""),
        ("整治（甲局牵头，各镇（街道）配合）", "整治", "甲局牵头，各镇（街道）配合"),
        ("（甲局牵头）", "（甲局牵头）", ""),
        ("整治", "整治", ""),
    ],
)
def test_units_in_the_last_brackets_of_a_task(title: str, bare: str, units: str) -> None:
    assert bracketed_units(title) == (bare, units)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("招商局 张三", ("招商局", "张三")),
        ("招商局（张三）", ("招商局", "张三")),
        ("招商局", ("招商局", "")),
        ("招商局 财政局", ("招商局 财政局", "")),
    ],
)
def test_a_unit_and_its_person_in_one_cell(text: str, parted: tuple[str, str]) -> None:
    assert unit_and_person(text) == parted
