"""Templates of wording: what is read, what is refused in words, and values that mean nothing."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.wording_template import (
    TEMPLATE_LIMIT,
    FilledWording,
    Place,
    level_of,
    parse_template,
)
from tests.ledgers import is_sentence

KNOWN = ("单位", "事项", "答复期限")
TEXT = (
    "关于“{事项}”的\n督办通知单\n\n{单位}承担的{{{事项}}}。\n一、按时反馈\n请于{答复期限}前反馈。"
)
VALUES = {"单位": "市经信局", "事项": "新增软著", "答复期限": "2024年10月22日"}

# Everything that a text field, a workbook or a broken file can hold, lone surrogates too.
anything = st.text(st.characters(exclude_categories=[]), max_size=40)
hostile = st.sampled_from(
    [
        "{单位}",
        "{{",
        "}",
        "{",
        "<b>粗</b>",
        "&lt;",
        "\n\n",
        "一、\n（一）",
        "\u202e",
        "\ud800",
        "%s{0}\\",
    ]
)
values = st.fixed_dictionaries(dict.fromkeys(KNOWN, anything | hostile))
# Words that a line keeps as they are: no line end, nothing that is trimmed or refused.
plain_line = st.text(st.sampled_from("督办通知甲乙丙〔〕（）12.。{}"), min_size=1, max_size=30)


def fault(text: str) -> str:
    with pytest.raises(ValueError) as caught:
        parse_template(text, KNOWN)
    assert is_sentence(str(caught.value))
    return str(caught.value)


def test_title_body_levels_and_places_are_read() -> None:
    template = parse_template(TEXT, KNOWN)
    assert template.places == ("事项", "单位", "答复期限")
    title, paragraphs = template.fill(VALUES)
    assert title == "关于“新增软著”的\n督办通知单"
    assert [(each.text, each.level) for each in paragraphs] == [
        ("市经信局承担的{新增软著}。", 0),
        ("一、按时反馈", 1),
        ("请于2024年10月22日前反馈。", 0),
    ]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、查明原因", 1),
        ("十二、其他", 1),
        ("（一）原表填报。", 2),
        ("(二)把关", 2),
        ("1.核对", 3),
        ("2．核对", 3),
        ("（3）附件", 4),
        ("1.5亿元以上", 0),
        ("2024年", 0),
        ("一是抓紧", 0),
        ("{单位}一、", 0),
    ],
)
def test_a_level_is_told_by_the_number(line: str, level: int) -> None:
    assert level_of(line) == level


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("题\n\n{单位名}反馈", ("第 3 行", "{单位名}", "{单位}")),
        ("题\n\n好\n{电话}", ("第 4 行", "{电话}")),
        ("关于{事项\n\n文", ("第 1 行", "缺少 }", "{事项")),
        ("题\n\n请{单{位}}", ("第 3 行", "缺少 }")),
        ("题\n\n请单位}", ("第 3 行", "第 4 个字", "缺少 {")),
        ("题\n\n请{ }", ("第 3 行", "没有名称")),
        ("题\n\n请｛单位｝报", ("第 3 行", "｛单位｝", "{单位}")),
        ("题\n\n请{单位｝报{事项}", ("第 3 行", "{单位｝", "{单位}")),
        ("", ("标题",)),
        (" \n　\n", ("标题",)),
        ("题", ("正文",)),
        ("题\n\n \n", ("正文",)),
        ("题\n文", ("空一行",)),
        ("题\n\n文\n坏\a的", ("第 4 行", "U+0007")),
        ("\n\n题\n\n{坏}", ("第 5 行",)),
        ("题\n\n" + "字" * TEMPLATE_LIMIT, (str(TEMPLATE_LIMIT), "删减")),
        ("字" * 301 + "\n\n文", ("标题", "300")),
        ("题\n\n密级：机密", ("密级",)),
    ],
)
def test_a_fault_is_one_sentence_with_line_and_place(text: str, words: tuple[str, ...]) -> None:
    sentence = fault(text)
    assert [word for word in words if word not in sentence] == []


@given(values)
def test_any_values_go_in_as_they_stand(given: dict[str, str]) -> None:
    title, paragraphs = parse_template(TEXT, KNOWN).fill(given)
    assert title == f"关于“{given['事项']}”的\n督办通知单"
    assert [each.text for each in paragraphs] == [
        f"{given['单位']}承担的{{{given['事项']}}}。",
        "一、按时反馈",
        f"请于{given['答复期限']}前反馈。",
    ]
    assert [each.level for each in paragraphs] == [0, 1, 0]


@given(st.lists(plain_line, min_size=2, max_size=8))
def test_text_with_doubled_braces_comes_back(lines: list[str]) -> None:
    text = f"{lines[0]}\n\n" + "\n".join(lines[1:])
    doubled = text.replace("{", "{{").replace("}", "}}")
    title, paragraphs = parse_template(doubled, ()).fill({})
    assert (title, [each.text for each in paragraphs]) == (lines[0], lines[1:])


@given(st.lists(st.sampled_from([*KNOWN, "甲", "{{", "}}", "。"]), min_size=1, max_size=20))
def test_pieces_come_back_in_their_order(parts: list[str]) -> None:
    line = "".join(f"{{{part}}}" if part in KNOWN else part for part in parts)
    template = parse_template(f"题\n\n{line}", KNOWN)
    written = "".join(
        f"{{{piece.name}}}"
        if isinstance(piece, Place)
        else piece.replace("{", "{{").replace("}", "}}")
        for piece in template.paragraphs[0].pieces
    )
    assert written == line


@given(anything | hostile | st.text(st.sampled_from("{}单位｛｝ \n一、"), max_size=40))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        template = parse_template(text, KNOWN)
    except ValueError as error:
        assert is_sentence(str(error).replace("\n", "")), str(error)
        assert "\n" not in str(error)
    else:
        assert isinstance(template.fill(VALUES), FilledWording)


def test_a_paragraph_of_empty_places_is_left_out() -> None:
    template = parse_template("题\n\n{单位}{事项}\n文", KNOWN)
    found = template.fill({"单位": "", "事项": ""}).paragraphs
    assert [each.text for each in found] == ["文"]


@pytest.mark.parametrize("unit", ["{", "{{", "｛", "{ ", "{单位｝", "}", "{单位"])
def test_the_longest_hostile_text_is_answered_at_once(unit: str) -> None:
    text = "题\n\n" + unit * ((TEMPLATE_LIMIT - 3) // len(unit))
    started = time.perf_counter()
    with contextlib.suppress(ValueError):
        parse_template(text, KNOWN)
    assert time.perf_counter() - started < 0.5
