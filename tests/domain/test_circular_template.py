"""The 通报's template: numbers stay bound, empty sections go, faults are one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.circular import BoundParagraph, FigureRef, Prose
from leqing_desktop.domain.circular_template import fill_prose
from leqing_desktop.domain.wording_template import WordingFault, parse_template
from tests.ledgers import is_sentence

KEYS = {"红灯数": "tasks.red", "任务总数": "tasks.total"}
NAMES = ("季度", *KEYS, "排名", "做法", "要求")
BLOCKS = ("排名", "做法", "要求")
TEXT = """\
关于{季度}的
通报

现将{季度}情况通报如下，红灯{红灯数}项。
一、排名
{排名}
二、典型做法
{做法}
三、要求
{要求}
请抓紧。"""


def filled(text: str, **blocks: str) -> Prose:
    template = parse_template(text, NAMES, BLOCKS, tuple(KEYS))
    paragraphs = {
        name: (BoundParagraph((blocks[name],)),) if blocks.get(name) else () for name in BLOCKS
    }
    return fill_prose(template, "各单位", {"季度": "第三季度"}, KEYS, paragraphs)


def lines(prose: Prose) -> list[str]:
    return [each.marked({"tasks.red": "6", "tasks.total": "9"}) for each in prose.paragraphs]


def test_words_are_filled_and_numbers_stay_bound() -> None:
    prose = filled(TEXT, 排名="甲第一。", 做法="乙好。", 要求="快。")
    assert (prose.title, prose.to) == ("关于第三季度的\n通报", "各单位")
    assert prose.paragraphs[0].pieces == (
        "现将第三季度情况通报如下，红灯",
        FigureRef("tasks.red"),
        "项。",
    )
    assert lines(prose)[1:] == [
        "一、排名",
        "甲第一。",
        "二、典型做法",
        "乙好。",
        "三、要求",
        "快。",
        "请抓紧。",
    ]
    assert [each.level for each in prose.paragraphs] == [0, 1, 0, 1, 0, 1, 0, 0]


def test_a_section_without_paragraphs_goes_and_the_others_count_on() -> None:
    assert lines(filled(TEXT))[1:] == ["一、要求", "请抓紧。"]
    assert lines(filled(TEXT, 做法="乙好。"))[1:3] == ["一、典型做法", "乙好。"]


def test_headings_of_the_office_s_own_numbering_stay() -> None:
    own = TEXT.replace("二、", "三、").replace("三、要求", "四、要求")
    assert lines(filled(own))[1:] == ["四、要求", "请抓紧。"]


def test_a_heading_may_hold_a_number() -> None:
    prose = filled("通报\n\n一、红灯任务{红灯数}项\n（一）名单\n见附件。")
    assert [each.level for each in prose.paragraphs] == [1, 2, 0]
    assert prose.keys == ("tasks.red",)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("红灯{红灯数}项的通报\n\n正文", 1, "{红灯数} 不能放在标题里"),
        ("通报\n\n情况：{排名}", 3, "第 3 行的 {排名} 会印成几段，请让它在正文里单独占一行"),
        ("通报\n\n{排名}\n{要求}{做法}", 4, "第 4 行的 {要求} 会印成几段"),
        ("{排名}\n\n正文", 1, "第 1 行的 {排名} 会印成几段"),
        ("通报\n\n红灯{红灯}项", 3, "第 3 行的 {红灯} 不是可用的位置，请改成 {红灯数}。"),
    ],
)
def test_a_fault_is_one_sentence_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(WordingFault) as fault:
        parse_template(text, NAMES, BLOCKS, tuple(KEYS))
    assert says in str(fault.value)
    assert is_sentence(str(fault.value))
    assert fault.value.line == line


@given(st.lists(st.sampled_from([*TEXT.splitlines()[3:], "{任务总数}项", "（一）小节", ""])))
def test_any_sound_template_keeps_its_numbers_and_leaves_no_empty_paragraph(
    body: list[str],
) -> None:
    text = "\n".join(["通报", "", "开头。", *body])
    prose = filled(text, 做法="乙好。")
    assert all(each.pieces for each in prose.paragraphs)
    kept = sum(key == "tasks.total" for each in prose.paragraphs for key in each.keys)
    assert kept == body.count("{任务总数}项")
