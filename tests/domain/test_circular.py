"""Prose with bound numbers: kept whole, printed, and every number that is not bound found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.circular import (
    BoundParagraph,
    Figure,
    FigureRef,
    Prose,
    clean_prose,
    from_stored,
    lists_agree,
    tidy,
    to_stored,
)
from leqing_desktop.domain.circular_check import (
    TroubleKind,
    check_names,
    check_prose,
    check_values,
    unbound_numbers,
)
from leqing_desktop.domain.circular_figures import count, per_cent, rate
from tests.ledgers import is_sentence

RED = FigureRef("tasks.red")
texts = st.text("红灯任务共{}［］12项，。 ", max_size=12)
pieces = st.lists(st.one_of(texts, st.builds(FigureRef, st.sampled_from(["a", "b", "tasks.red"]))))
paragraphs = st.builds(
    lambda parts, level: BoundParagraph(tidy(parts), level), pieces, st.integers(0, 4)
)


def said(*parts: str | FigureRef) -> BoundParagraph:
    return BoundParagraph(tidy(parts))


@given(st.lists(paragraphs, max_size=6))
def test_prose_comes_back_from_json_as_it_was(found: list[BoundParagraph]) -> None:
    prose = Prose("关于{{tasks.red}}的通报", "各责任单位", tuple(found))
    assert from_stored(to_stored(prose)) == prose


@given(st.lists(paragraphs, min_size=1, max_size=6))
def test_cleaning_unbinds_no_number(found: list[BoundParagraph]) -> None:
    prose = Prose("标题", "", (*found, said("正文")))
    kept = clean_prose(prose)
    assert [k for each in kept.paragraphs for k in each.keys] == [
        k for each in found for k in each.keys
    ]
    assert clean_prose(kept) == kept


def test_a_paragraph_prints_values_and_marks_them_for_the_editor() -> None:
    paragraph = said("红灯任务有", RED, "项。")
    assert paragraph.text({"tasks.red": "5"}) == "红灯任务有5项。"
    assert paragraph.marked({"tasks.red": "5"}) == "红灯任务有［5］项。"
    assert paragraph.marked({}) == "红灯任务有［×］项。"
    with pytest.raises(ValueError, match="已经没有了") as refused:
        paragraph.text({})
    assert is_sentence(str(refused.value))


def test_braces_typed_by_hand_bind_nothing() -> None:
    paragraph = said("{{tasks.red}} {0} %s")
    assert paragraph.keys == ()
    assert paragraph.text({"tasks.red": "5"}) == "{{tasks.red}} {0} %s"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("红灯任务有12项。", ["12"]),
        ("完成率85.7%，比上年高３个百分点。", ["85.7%", "３"]),
        ("共1,200家。", ["1,200"]),
        ("有十二家单位未报，三项任务逾期。", ["十二", "三"]),
        ("要做到一项一策，一是落实责任，二是附材料。", []),
        ("截至2024年第三季度末，2024年10月15日前报送，见附件3。", []),
        ("1.查明原因。", []),
        ("（2）附印证材料。", []),
        ("1.5万元。", ["1.5"]),
        ("参照乐电专督〔2024〕3号。", []),
        ("落后-5个点。", ["-5"]),
    ],
)
def test_numbers_by_hand_are_found(text: str, found: list[str]) -> None:
    assert unbound_numbers(said(text)) == found


def test_digits_in_a_name_of_the_snapshot_are_its_own() -> None:
    paragraph = said("市经信局“培育5亿元电气企业”：完成", RED, "，另有5家。")
    assert unbound_numbers(paragraph, ["培育5亿元电气企业"]) == ["5"]
    assert unbound_numbers(paragraph) == ["5", "5"]


def test_gone_figures_and_numbers_by_hand_are_told_by_paragraph() -> None:
    prose = Prose(
        "通报", "", (said("红灯", RED, "项"), said("黄灯", FigureRef("x"), "项，绿灯9项"))
    )
    found = check_prose(prose, {"tasks.red": Figure("tasks.red", "5", "红灯任务数")})
    assert [(t.kind, t.paragraph) for t in found] == [
        (TroubleKind.GONE, 1),
        (TroubleKind.UNBOUND, 1),
    ]
    assert all(is_sentence(t.message) for t in found)


def test_values_written_down_earlier_are_held_against_the_figures() -> None:
    now = {"a": Figure("a", "4", "红灯任务数")}
    assert check_values({"a": "4"}, now) == []
    (changed, gone) = check_values({"a": "5", "b": "1"}, now)
    assert "5" in changed.message
    assert "4" in changed.message
    assert gone.kind is TroubleKind.GONE


def test_a_count_that_is_not_its_list_is_told() -> None:
    right = count("a", "未报单位数", ("单位",), [("市发改局",)])
    wrong = Figure("b", "3", "迟报单位数", ("单位",), (("市科技局",),), counted=True)
    assert lists_agree([right]) == []
    (sentence,) = lists_agree([right, wrong])
    assert is_sentence(sentence)


def test_names_beside_a_count_must_be_those_counted() -> None:
    missing = count("units.missing", "未报单位数", ("单位",), [("发改局",), ("科技局",)])
    everybody = count("all", "应报单位数", ("单位",), [("发改局",), ("科技局",), ("市发改局",)])
    key = FigureRef("units.missing")

    def names(text: str) -> list[str]:
        prose = Prose("通报", "", (said("未报送的有", key, f"家：{text}。"),))
        return [t.message for t in check_names(prose, missing, everybody)]

    assert names("发改局、科技局") == []
    assert names("具体见附件") == []
    (swapped,) = names("市发改局、科技局")
    assert "多写了市发改局" in swapped
    assert "漏写了发改局" in swapped


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_rates_have_one_decimal_and_are_rounded_half_up(part: int, whole: int) -> None:
    shown = float(per_cent(part, whole).rstrip("%"))
    assert abs(shown - 100 * part / whole) <= 0.05 + 1e-9


def test_a_rate_of_nothing_is_a_dash() -> None:
    nothing = count("a", "应报单位数", (), [])
    assert rate("r", "报送率", nothing, nothing, "已报÷应报").value == "—"
