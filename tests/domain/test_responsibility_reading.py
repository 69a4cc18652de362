"""Responsibility clauses in the forms that offices use; nothing invented, offsets that hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.responsibility_reading import read_responsibilities

L, R, S = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT

FORMS: dict[str, list[tuple[str, Role]]] = {
    "推进研发。（责任单位：市经信局、市科技局）": [("市经信局", R), ("市科技局", R)],
    "责任部门：市经信局、市财政局": [("市经信局", R), ("市财政局", R)],
    "负责部门:市经信局。": [("市经信局", R)],
    "牵头单位：市经信局；配合单位：市科技局、市财政局": [("市经信局", L), ("市科技局", S), ("市财政局", S)],
    "责任单位：市卫健委 配合单位：市医保局": [("市卫健委", R), ("市医保局", S)],
    "办好。（市经信局牵头，市科技局、市财政局配合）": [("市经信局", L), ("市科技局", S), ("市财政局", S)],
    "办好。（市经信局、市科技局牵头）": [("市经信局", L), ("市科技局", L)],
    "办好。市经信局会同有关部门负责。": [("市经信局", L), ("有关部门", S)],
    "办好。市发改局、市财政局按职责分工负责。": [("市发改局", R), ("市财政局", R)],
    "办好。由市文旅局牵头，市教育局、团市委参与。": [("市文旅局", L), ("市教育局", S), ("团市委", S)],
    "市经信局牵头负责，市财政局按职责分工负责。": [("市经信局", L), ("市财政局", R)],
    "（县农业农村局牵头，县财政局协助，各乡镇具体落实）": [
        ("县农业农村局", L), ("县财政局", S), ("各乡镇", R),
    ],
    "（市商务局、市发改局负责，排在第一位的部门为牵头部门，下同）": [("市商务局", L), ("市发改局", R)],
    "（责任单位：市经信局、市科技局，列第一位的为牵头单位）": [("市经信局", L), ("市科技局", R)],
    "（牵头：市经信局；配合：市科技局）": [("市经信局", L), ("市科技局", S)],
    "办好。（市经信局（牵头）、市科技局）": [("市经信局", L), ("市科技局", R)],
    "〔责任单位：市交通运输局，各乡镇（街道）、功能区〕": [("市交通运输局", R), ("各乡镇（街道）、功能区", R)],
    "【责任单位：各县级政府、有关部门】": [("各县级政府", R), ("有关部门", R)],
    "(责任单位:市委组织部(人才办)、各镇街、功能区)": [("市委组织部(人才办)", R), ("各镇街、功能区", R)],
    "（责任单位：市财政局和市税务局）": [("市财政局", R), ("市税务局", R)],
    "（责任单位：市住房和城乡建设局、市自然资源和规划局）": [
        ("市住房和城乡建设局", R), ("市自然资源和规划局", R),
    ],
    "（责任单位：市市场监\n管局、市经信局）": [("市市场监管局", R), ("市经信局", R)],
    "责任单位：市经信局、市市\n场监管局": [("市经信局", R), ("市市场监管局", R)],
    "（责任单位：市经信局，完成时限：2025年底）": [("市经信局", R)],
    "（责任领导：张三；责任单位：市经信局；责任人：李四）": [("市经信局", R)],
    "（责任单位：市经信局": [("市经信局", R)],
    "以上由市商务局负责。": [("市商务局", R)],
    "建设平台。（责任单位：市科技局）培育企业。（责任单位：市经信局）": [("市科技局", R), ("市经信局", R)],
}  # fmt: skip

NO_CLAUSE = [
    "支持企业技术（研发、设计）中心35家。",
    "在市委领导下，各部门要负责好工作，配合完成任务。",
    "明确牵头部门、责任科室，列出任务清单。",
    "由市主要领导担任组长，市委组织部（人才办）、发改、经信等有关部门和重点镇街为成员。",
    "企业牵头组建创新联合体，高校参与。",
    "（一）加强组织领导。",
    "落实安全责任，配合开展检查。",
]


@pytest.mark.parametrize("text", FORMS)
def test_forms(text: str) -> None:
    found = read_responsibilities(text)
    assert [(p.assignment.unit, p.assignment.role) for p in found.parts] == FORMS[text]
    for part in found.parts:
        printed = re.sub(r"\s", "", text[part.start : part.end])
        assert re.sub(r"[（(]牵头[）)]$", "", printed) == part.assignment.unit


@pytest.mark.parametrize("text", NO_CLAUSE)
def test_nothing_is_invented(text: str) -> None:
    assert read_responsibilities(text).parts == ()


@pytest.mark.parametrize(
    "tail", ["等", "等有关部门", "等部门", "等单位", "等相关单位", "等市级有关部门"]
)
def test_a_trailing_and_so_on_leaves_the_list_open(tail: str) -> None:
    found = read_responsibilities(f"（责任单位：市经信局、市科技局{tail}）")
    assert [part.assignment.unit for part in found.parts] == ["市经信局", "市科技局"]
    assert found.open_list
    assert not read_responsibilities("（责任单位：市经信局、市科技局）").open_list


def test_the_statement_that_the_first_leads_holds_from_there_on() -> None:
    text = (
        "办甲。（责任单位：市科技局、市人社局）办乙。（责任单位：市经信局、市财政局，排在首位的为牵头单位，下同）"
        "办丙。（责任单位：市商务局、市财政局）"
    )
    found = read_responsibilities(text)
    assert [p.assignment.role for p in found.parts] == [R, R, L, R, L, R]
    assert found.states_lead_rule
    later = read_responsibilities("（责任单位：市商务局、市财政局）", found.states_lead_rule)
    assert [part.assignment.role for part in later.parts] == [L, R]


def test_a_named_lead_stands_before_the_statement() -> None:
    found = read_responsibilities("（市经信局、市财政局负责，市商务局牵头）", leads_first=True)
    assert [part.assignment.role for part in found.parts] == [R, R, L]


def test_what_is_said_for_the_following_is_told_apart() -> None:
    found = read_responsibilities("以下任务均由市住建局牵头，市财政局、各镇街配合。")
    assert found.parts == ()
    clause = found.clauses[0]
    assert clause.for_following
    assert [(p.assignment.unit, p.assignment.role) for p in clause.parts] == [
        ("市住建局", L), ("市财政局", S), ("各镇街", S),
    ]  # fmt: skip


def test_a_unit_named_twice_keeps_its_weightiest_part() -> None:
    found = read_responsibilities(
        "甲。（市经信局牵头，市财政局配合）乙。（市财政局牵头，市经信局配合）"
    )
    assert [(p.assignment.unit, p.assignment.role) for p in found.units] == [
        ("市经信局", L), ("市财政局", L),
    ]  # fmt: skip


WORDS = [
    "（",
    "）",
    "(",
    ")",
    "【",
    "】",
    "责任单位",
    "：",
    "牵头单位：",
    "市经信局",
    "市科技局",
    "、",
    "，",
    "；",
    "。",
    "\n",
]
WORDS += [
    "牵头",
    "配合",
    "负责",
    "会同",
    "按职责分工",
    "等有关部门",
    "以下均由",
    "排在第一位的为牵头单位",
    "各镇街、功能区",
    "和",
    " ",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join) | st.text(max_size=200),
    st.booleans(),
)
def test_any_text_gives_names_that_are_printed_there(text: str, leads_first: bool) -> None:
    found = read_responsibilities(text, leads_first)
    ends = [0]
    for clause in found.clauses:
        assert ends[-1] <= clause.start < clause.end <= len(text)
        ends.append(clause.end)
        for part in clause.parts:
            assert clause.start <= part.start < part.end <= clause.end
            assert re.sub(r"\s", "", text[part.start : part.end]).startswith(part.assignment.unit)
