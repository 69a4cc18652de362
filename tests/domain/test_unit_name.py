from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.unit_name import UnitList, join_units, split_units


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", []),
        ("、，;", []),
        ("市经信局", ["市经信局"]),
        ("市经信局、市科技局", ["市经信局", "市科技局"]),
        ("市经信局，市科技局,市发改局；市财政局;市商务局\n市人才办", [
            "市经信局", "市科技局", "市发改局", "市财政局", "市商务局", "市人才办",
        ]),
        ("市经信局、市经信局。", ["市经信局"]),
        ("市 财 政 局", ["市财政局"]),
        ("市经信局 市科技局　市发改局", ["市经信局", "市科技局", "市发改局"]),
        ("市经信局和市科技局", ["市经信局", "市科技局"]),
        ("市人力社保局会同市财政局", ["市人力社保局", "市财政局"]),
        ("乐清海关及国网乐清市供电公司", ["乐清海关", "国网乐清市供电公司"]),
        ("市住房和城乡建设局、市自然资源和规划局", ["市住房和城乡建设局", "市自然资源和规划局"]),
        ("市文化和广电旅游体育局与市委宣传部", ["市文化和广电旅游体育局", "市委宣传部"]),
        ("市经信局（数字办、大数据局）、市科技局", ["市经信局（数字办、大数据局）", "市科技局"]),
        ("各镇街、功能区", ["各镇街、功能区"]),
        ("市经信局、各乡镇（街道）、功能区、市科技局", [
            "市经信局", "各乡镇（街道）、功能区", "市科技局",
        ]),
        ("等有关部门", ["等有关部门"]),
        ("甲\ue000局、（乙）局", ["甲\ue000局", "（乙）局"]),
    ],
)  # fmt: skip
def test_taken_apart(typed: str, names: list[str]) -> None:
    assert split_units(typed) == UnitList(tuple(names))


@pytest.mark.parametrize("typed", ["市经信局、市科技局等", "市经信局、市科技局等有关部门。"])
def test_a_trailing_and_others_opens_the_list(typed: str) -> None:
    assert split_units(typed) == UnitList(("市经信局", "市科技局"), open_list=True)


NAMES = st.sampled_from(
    [
        "市经信局",
        "市住房和城乡建设局",
        "各镇街、功能区",
        "柳市镇",
        "乐清海关",
        "市经信局（数字办、招商办）",
    ]
)


@given(st.lists(NAMES, unique=True))
def test_joined_names_come_apart_again(names: list[str]) -> None:
    assert list(split_units(join_units(names)).names) == names


@given(st.text(alphabet="市经信局和及、，（）【】各镇街功能区等 \n\ue000\ufdd0\ufdd11"))
def test_any_text_gives_names_without_separators_lost_or_doubled(typed: str) -> None:
    units = split_units(typed)
    assert len(set(units.names)) == len(units.names)
    assert all(name and "\ufdd0" not in name for name in units.names)
