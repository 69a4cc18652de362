from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.table_columns import (
    Meaning,
    guess_column,
    guess_heading,
    heading_uom,
    heading_year,
)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("工作任务", Meaning.MEASURE),
        ("具体\n举措", Meaning.TASK),
        ("牵 头 单 位", Meaning.LEAD),
        ("责任单位（盖章）", Meaning.RESPONSIBLE),
        ("配合单位：", Meaning.SUPPORT),
        ("＊完成时限", Meaning.DUE),
        ("2025年目标值（万元）", Meaning.TARGET),
        ("牵头市领导", Meaning.LEADER),
        ("责任单位联系人", Meaning.CONTACT),
        ("单位责任人", Meaning.PERSON),
        ("改革举措及预期成果", Meaning.TASK),
        ("三季度工作目标", Meaning.STAGE),
        ("计量单位", Meaning.UOM),
        ("备　注", Meaning.REMARK),
        ("完成时线", Meaning.DUE),
    ],
)
def test_names_that_offices_use(heading: str, meaning: Meaning) -> None:
    assert guess_heading(heading).meaning is meaning


@pytest.mark.parametrize(
    "text", ["", "推进全市企业智能化改造工作取得实效", "3", "张三", "甲乙丙丁"]
)
def test_other_texts_name_no_column(text: str) -> None:
    assert guess_heading(text).meaning is None


@pytest.mark.parametrize(
    ("steps", "meaning"),
    [
        (("责任单位", "牵头"), Meaning.LEAD),
        (("责任单位", "配合"), Meaning.SUPPORT),
        (("牵头", "单位"), Meaning.LEAD),
        (("责任人", "姓名"), Meaning.PERSON),
        (("责任部门及人员", "姓名"), Meaning.PERSON),
        (("责任人", "电话"), Meaning.PHONE),
        (("责任人", "职务"), Meaning.IGNORED),
        (("时间安排", "起"), Meaning.START),
        (("完成时限", "止"), Meaning.DUE),
        (("2024年推进计划", "一季度"), Meaning.STAGE),
        (("目标", "单位"), Meaning.UOM),
    ],
)
def test_a_leaf_is_read_with_its_group(steps: tuple[str, ...], meaning: Meaning) -> None:
    assert guess_column(steps).meaning is meaning


@given(st.text(max_size=60))
def test_any_text_gets_a_confidence_between_none_and_sure(text: str) -> None:
    guess = guess_heading(text)
    assert 0.0 <= guess.confidence <= 1.0
    assert (guess.meaning is None) == (guess.confidence == 0.0)


def test_a_heading_may_name_a_year_and_a_unit_of_measure() -> None:
    assert heading_year("2025年目标值") == 2025
    assert heading_year("2024-2026年目标") is None
    assert heading_uom("目标值（万元）") == "万元"
    assert heading_uom("目标值（见附件）") == ""
