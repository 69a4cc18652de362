"""A measure's summary: only what was reported, every sentence with its source, also when edited."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.roll_up import (
    AcceptedText,
    SourceSentence,
    draft,
    sources_of,
    split_sentences,
)

SOFTWARE = AcceptedText(
    1, "1.1", "新增软件著作权", "市经信局", 72,
    "1. 本季新增软件著作权登记65件，累计720件；\n2. 组织培训2场，参训企业48家。持续推进相关工作。",
    "无",
)  # fmt: skip
DIAGNOSIS = AcceptedText(
    2, "1.2", "开展重点企业智能化诊断服务", "市科技局", 80,
    "已完成诊断服务32家，投入资金1.25亿元（其中市级补助300万元；企业自筹0.95亿元）。",
    "个别企业配合度不高，12家尚未提供数据。",
)  # fmt: skip
EMPTY = AcceptedText(3, "1.3", "推广工业机器人", "市经信局", 40.5, "稳步推进中。", "")


def test_the_draft_tells_what_was_reported_and_whose_it_is() -> None:
    told = draft([SOFTWARE, DIAGNOSIS, EMPTY])
    assert told.words == (
        "本季新增软件著作权登记65件，累计720件。组织培训2场，参训企业48家。"
        "开展重点企业智能化诊断服务方面，已完成诊断服务32家，投入资金1.25亿元（其中市级补助300万元；企业自筹0.95亿元）。"
        "推广工业机器人进度为40.5%。"
        "存在问题：个别企业配合度不高，12家尚未提供数据。"
    )
    assert [each.task_id for each in told.sentences] == [1, 1, 2, 3, 2]
    assert told.sentences[-1].unit == "市科技局"
    assert draft([SOFTWARE, DIAGNOSIS, EMPTY]) == told


def test_what_two_units_say_alike_is_told_once_but_other_figures_are_told() -> None:
    other = SOFTWARE._replace(unit="市市场监管局")
    assert draft([SOFTWARE, other]).sentences == draft([SOFTWARE]).sentences
    more = other._replace(done="本季新增软件著作权登记66件，累计720件。")
    assert "66件" in draft([SOFTWARE, more]).words


def test_nothing_reported_gives_no_words() -> None:
    assert draft([]).words == ""
    assert draft([EMPTY._replace(progress=None)]).words == ""


reports = st.lists(
    st.builds(
        AcceptedText,
        st.integers(1, 9),
        st.just("1.1"),
        st.sampled_from(["推广工业机器人", "新增软件著作权", ""]),
        st.sampled_from(["市经信局", "市科技局"]),
        st.none() | st.integers(0, 100),
        st.text(st.sampled_from("完成登记家个。；，\n0123456789.（）“”1、持续推进"), max_size=80),
        st.text(st.sampled_from("无用地不足。；37家"), max_size=20),
    ),
    max_size=5,
)


@given(reports)
def test_no_figure_is_made_up_and_every_sentence_has_its_source(tasks: list[AcceptedText]) -> None:
    told = draft(tasks)
    assert told.words == "".join(each.text for each in told.sentences)
    for sentence in told.sentences:
        own = [task for task in tasks if task.task_id == sentence.task_id]
        known = " ".join(f"{task.done} {task.problems} {task.progress}" for task in own)
        assert all(figure in known for figure in re.findall(r"\d+", sentence.text))
        assert sentence.unit in {task.unit for task in own}


@given(reports)
def test_the_unedited_draft_is_all_sourced(tasks: list[AcceptedText]) -> None:
    told = draft(tasks)
    traced = sources_of(told.words, told.sentences)
    assert "".join(each.text for each in traced) == told.words
    assert all(each.sources for each in traced if any(char.isalnum() for char in each.text))


@given(st.text(st.sampled_from("完成。；！\n（）“”《》家3"), max_size=60))
def test_splitting_loses_nothing(text: str) -> None:
    assert "".join(split_sentences(text)) == text


def test_edited_words_keep_their_sources() -> None:
    told = draft([SOFTWARE, DIAGNOSIS])
    first, second, third, _ = told.sentences
    words = (
        first.text
        + "全市形势总体向好。"
        + "全季共组织培训3场，参训企业48家。"
        + third.text.replace("已完成", "累计完成")
    )
    traced = sources_of(words, told.sentences)
    assert [each.sources for each in traced] == [(first,), (), (second,), (third,)]
    assert [each.changed for each in traced] == [False, False, True, True]
    assert traced[2].other_figures == ("3",)
    assert traced[3].other_figures == ()


def test_two_sentences_made_one_keep_both_sources() -> None:
    one = SourceSentence("本季新增软件著作权登记65件。", 1, "市经信局")
    two = SourceSentence("已完成诊断服务32家。", 2, "市科技局")
    (traced,) = sources_of("本季新增软件著作权登记65件，已完成诊断服务32家。", [one, two])
    assert traced.sources == (one, two) and traced.other_figures == ()
