"""Names of units in a 通报's text, held against the lists that they should stand in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.circular import BoundParagraph, FigureRef, Piece, Prose, tidy
from leqing_desktop.domain.circular_check import Trouble, TroubleKind
from leqing_desktop.domain.circular_figures import fact
from leqing_desktop.domain.circular_names import NamedUnits, Topic, check_unit_names
from tests.ledgers import is_sentence

UNITS = ("市发改局", "发改局", "市科技局", "市财政局", "市经信局")
NAMED = NamedUnits(
    UNITS,
    {
        Topic.MISSING: {"市发改局"},
        Topic.LATE: {"市科技局"},
        Topic.RED: {"市发改局", "市科技局"},
        Topic.OVERDUE: {"市科技局"},
        Topic.AHEAD: {"市经信局"},
        Topic.BEHIND: {"市发改局", "市科技局"},
    },
    (("市经信局", 1), ("市财政局", 2), ("发改局", 3), ("市科技局", 4), ("市发改局", 5)),
    {"task:1": {"市科技局"}, "task:2": {"市经信局", "市财政局"}},
    ("已与市财政局对接，超前谋划",),
)
FIGURES = {
    each.key: each
    for each in (
        fact("unit:市经信局:change", "2", "市经信局 名次变化", ("单位", "较上季度"), ("市经信局", "上升2位")),
        fact("task:1:distance", "35", "任务 1.1 落后百分点", ("任务", "说明"), ("建研究院", "落后35点")),
    )
}  # fmt: skip


def told(*pieces: Piece) -> list[Trouble]:
    prose = Prose("通报", "", (BoundParagraph(tidy(pieces)),))
    return check_unit_names(prose, NAMED, FIGURES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("迟报的有市财政局。", "第 1 段把市财政局写成迟报，锁定数据里不是，请核对。"),
        (
            "市经信局、市财政局未报送。",
            "第 1 段把市经信局、市财政局写成未报送，锁定数据里不是，请核对。",
        ),
        ("市经信局有红灯。", "第 1 段把市经信局写成有红灯任务，锁定数据里不是，请核对。"),
        (
            "市发改局的任务逾期。",
            "第 1 段把市发改局写成有逾期任务，锁定数据里不是，请核对。",
        ),
        (
            "市科技局超前序时进度。",
            "第 1 段把市科技局写成超前序时进度，锁定数据里不是，请核对。",
        ),
        (
            "市财政局进度滞后。",
            "第 1 段把市财政局写成落后序时进度，锁定数据里不是，请核对。",
        ),
        ("市发改局得分靠前。", "第 1 段把市发改局（第5名）写成排名靠前，请核对。"),
        ("市经信局排名靠后。", "第 1 段把市经信局（第1名）写成排名靠后，请核对。"),
        (
            "得分靠前的是市经信局、发改局。",
            "第 1 段排名靠前的单位漏写了市财政局，请核对。",
        ),
        (
            "得分靠后的单位是市科技局。",
            "第 1 段排名靠后的单位漏写了市发改局，请核对。",
        ),
    ],
)
def test_a_unit_that_is_not_so_is_told_in_a_sentence(text: str, says: str) -> None:
    (trouble,) = told(text)
    assert trouble.message == says
    assert is_sentence(trouble.message)
    assert trouble.kind is TroubleKind.NAMED
    assert not trouble.kind.is_fault


@pytest.mark.parametrize(
    "text",
    [
        "迟报的有市科技局。市财政局按时报送。",
        "未报送的是市发改局，",
        "“市财政局”未报送。",
        "某某公司未报送，某镇迟报。",
        "《市财政局办法》迟报。",
        "请市财政局督促迟报单位补报。",
        "除市财政局外都未报送。",
        "市财政局没有红灯。",
        "得分靠前的是市经信局（第1位，96分）、市财政局（第2位，90分）。",
        "市经信局得分靠前，市发改局得分靠后。",
        "市科技局排名靠后，市财政局排名靠前。",
        "市经信局：已与市财政局对接，超前谋划。",
        "排名落后的是市发改局、市科技局。",
    ],
)
def test_what_is_so_or_of_no_unit_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_whoever_shares_a_place_stands_at_its_end() -> None:
    tied = replace(NAMED, order=tuple((name, 1) for name in UNITS))
    for text in ("得分靠前的是市经信局、发改局。", "市发改局得分靠前。"):
        prose = Prose("通报", "", (BoundParagraph((text,)),))
        assert check_unit_names(prose, tied, FIGURES) == []
    few = replace(NAMED, order=NAMED.order[:4])
    prose = Prose("通报", "", (BoundParagraph(("得分靠前的是市经信局、市财政局、发改局。",)),))
    assert check_unit_names(prose, few, FIGURES) == []


def test_a_number_of_another_is_a_fault() -> None:
    (trouble,) = told("市财政局“建研究院”：落后", FigureRef("task:1:distance"), "个百分点。")[:1]
    assert trouble.message == "第 1 段“市财政局”后面的数字是市科技局的，请改正。"
    assert trouble.kind.is_fault
    assert told("市科技局“市财政局的事”：落后", FigureRef("task:1:distance"), "点。") == []
    (score,) = told("市财政局（第", FigureRef("unit:市经信局:place"), "位）。")
    assert "“市财政局”后面的数字是市经信局的" in score.message


def test_the_word_before_a_number_must_not_be_its_opposite() -> None:
    (change,) = told("市经信局（下降", FigureRef("unit:市经信局:change"), "位）。")
    assert change.message == "第 1 段写的“下降”，锁定数据是“上升”，请改正。"
    assert told("市经信局（上升", FigureRef("unit:市经信局:change"), "位）。") == []
    ahead = told("市科技局超前", FigureRef("task:1:distance"), "点。")
    assert [each.kind for each in ahead] == [TroubleKind.DIFFERS, TroubleKind.NAMED]


def test_a_list_beside_its_own_count_is_compared_elsewhere() -> None:
    assert told("迟报的有", FigureRef("units.late"), "家：市财政局。") == []


@given(
    st.lists(
        st.one_of(
            st.text("市财政局发改科技“”《》（），。；迟报红灯得分靠前的是\x00", max_size=12),
            st.sampled_from([FigureRef("unit:市经信局:place"), FigureRef("task:1:distance")]),
        ),
        max_size=8,
    )
)
def test_any_text_is_judged_and_every_answer_is_a_sentence(pieces: list[Piece]) -> None:
    assert all(is_sentence(each.message) for each in told(*pieces))
