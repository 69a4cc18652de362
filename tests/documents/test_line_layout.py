from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leqing_desktop.documents import gongwen_page as page
from leqing_desktop.documents.gongwen_type import body
from leqing_desktop.documents.line_breaking import break_points
from leqing_desktop.documents.line_layout import Glyph, Line, lay_out

# The lists of GB/T 15834 and office practice, written down anew: not those of the program.
MUST_NOT_START = "，。、；：！？）》〉】〕」』”’％%℃…—～·,.;:!?)]}"
MUST_NOT_END = "（《〈【〔「『“‘([{￥$"
NUMBER = re.compile(
    r"\d[\d.,]*(?:[-~～—]\d[\d.,]*)?\s?(?:%|％|℃|‰|个|家|年|月|日|号|亿元|万元|亩|项|台|人|吨|倍|个百分点)?"
)
LATIN = re.compile(r"[A-Za-z]+")

PIECES = [
    *"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后",
    *"，。、；：，。、，。",
    "“小巨人”", "《规划》", "（须附材料）", "——", "……", "〔2024〕6号", "（一）",
    "2026年", "45%", "85 %", "3-5 个", "1790.5亿元", "12个百分点", "2000亿元", "0577-62881234",
    "9月30日", "≥20 家", "VOCs", "5G", "GB/T 9704-2012", "Internet of Things", "10 kV", "150万平方米",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=60, max_size=220).map("".join)


def body_lines(text: str) -> list[Line]:
    return body("FS").lines(text, first=26 * page.CELL, rest=page.WIDTH)


def broken_rules(text: str, lines: list[Line]) -> list[str]:
    faults = []
    for line in lines[1:]:
        before, after = text[line.start - 1], text[line.start]
        if after in MUST_NOT_START:
            faults.append(f"line starts with {after}")
        if before in MUST_NOT_END:
            faults.append(f"line ends with {before}")
        for rule in (NUMBER, LATIN):
            for match in rule.finditer(text):
                if match.start() < line.start < match.end():
                    faults.append(f"torn: {match.group()}")
    return faults


def test_five_thousand_lines_tear_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The measure of the whole: text of one seed, so that the count is the same every time."""
    chance = random.Random(9704)
    count, faults = 0, []
    while count < 5000:
        text = "".join(chance.choices(PIECES, k=chance.randint(60, 220)))
        text = re.sub(
            f"([{re.escape(MUST_NOT_START)}]{{3}})[{re.escape(MUST_NOT_START)}]+", r"\1", text
        )
        lines = body_lines(text.lstrip(MUST_NOT_START))
        count += len(lines)
        faults += broken_rules(text.lstrip(MUST_NOT_START), lines)
    torn = sum(fault.startswith("torn") for fault in faults)
    with capsys.disabled():
        print(f"\n{count} lines: {len(faults) - torn} violations, {torn} torn")
    assert faults == []


def right_edge(line: Line, size: float = page.SIZE_BODY) -> float:
    """Where the ink box of the last visible run ends, from the fonts' own widths."""
    run = [run for run in line.runs if run.text.strip()][-1]
    shown = run.text.rstrip()
    glyphs = body("FS").glyphs(shown)
    return run.x + sum(g.natural for g in glyphs) + run.spacing * (len(shown) - 1)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mixed_text_breaks_no_rule_and_loses_nothing(text: str) -> None:
    text = text.strip()
    if text[0] in MUST_NOT_START or re.search(f"[{re.escape(MUST_NOT_START)}]{{4,}}", text):
        return
    lines = body_lines(text)
    assert broken_rules(text, lines) == []
    assert [line.start for line in lines] == [0] + [line.end for line in lines[:-1]]
    assert lines[-1].end == len(text)
    drawn = "".join(run.text for line in lines for run in line.runs)
    assert drawn.replace(" ", "") == text.replace(" ", "")


@settings(max_examples=40, deadline=None)
@example("国" * 26 + "Internet of ThingsVOCs的GB/T 9704-2012Internet of ThingsVOCs" * 4)
@given(TEXTS)
def test_no_line_is_overfull_and_full_lines_end_at_the_edge(text: str) -> None:
    lines = body_lines(text.strip())
    for line in lines:
        assert line.width <= (page.WIDTH if line.start else 26 * page.CELL) + 0.02
        assert right_edge(line) <= (page.WIDTH if line.start else 26 * page.CELL) + 0.3
    for line in lines[1:-1]:
        assert line.width == pytest.approx(page.WIDTH, abs=0.02) or gapes(text.strip(), line)


def gapes(text: str, line: Line) -> bool:
    """Whether filling the line would open its gaps by more than a character: it stays ragged."""
    shown = text[line.start : line.end].strip()
    wide = sum(ord(a) > 0x2000 or ord(b) > 0x2000 or " " in (a, b) for a, b in pairwise(shown))
    return (page.WIDTH - line.width) / max(1, wide) > page.CELL / 2


@given(st.text(alphabet="国，。“”（）《》a1 —…％", max_size=120), st.integers(4, 30))
@settings(max_examples=150, deadline=None)
def test_any_text_in_any_width_is_broken_to_the_end(text: str, cells: int) -> None:
    glyphs = [Glyph(c, "F", 10.0 if ord(c) > 0x2000 else 5.0, 10.0) for c in text]
    lines = lay_out(glyphs, first=10.0 * cells, rest=10.0 * cells, cell=10.0)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.end > line.start for line in lines)


def test_twenty_eight_hanzi_stand_exactly_on_the_grid() -> None:
    first, second = body_lines("国" * 54)
    assert [first.end - first.start, second.end - second.start] == [26, 28]
    assert len(second.runs) == 1
    assert second.runs[0].spacing == pytest.approx(page.CELL - 16, abs=0.001)


def test_a_closing_mark_is_squeezed_onto_the_line() -> None:
    text = "国" * 10 + "，" + "国" * 10 + "，" + "国" * 5 + "好。" + "国" * 5
    glyphs = body("FS").glyphs(text)
    line = lay_out(glyphs, first=page.WIDTH, rest=page.WIDTH, cell=page.CELL)[0]
    assert text[: line.end].endswith("好。") and line.end == 29
    assert line.width == pytest.approx(page.WIDTH, abs=0.02)


def test_without_marks_to_squeeze_the_character_goes_down_with_its_mark() -> None:
    text = "国" * 27 + "好。" + "国" * 5
    glyphs = body("FS").glyphs(text)
    line = lay_out(glyphs, first=page.WIDTH, rest=page.WIDTH, cell=page.CELL)[0]
    assert line.end == 27
    assert line.width == pytest.approx(page.WIDTH, abs=0.02)


@pytest.mark.parametrize("letter", ["a", "1", "，", "（", "http://x.cn/"])
def test_endless_piece_is_cut(letter: str) -> None:
    text = (letter * 10_000)[:10_000]
    lines = body_lines(text)
    assert lines[-1].end == 10_000
    assert all(0 < line.width <= page.WIDTH + 0.02 for line in lines if letter not in "，（")
    assert max(line.end - line.start for line in lines) < 140


def test_blanks_hang_over_the_edge_and_begin_no_line() -> None:
    text = "word " * 60
    for before, after in pairwise(body_lines(text)):
        assert text[before.end - 1] == " " and text[after.start] != " "


@pytest.mark.parametrize(
    "whole",
    ["2026年", "45%", "85 %", "3-5 个", "1790.5亿元", "≥20 家", "〔2026〕1号", "12个百分点", "第3季",
     "10 kV", "150万平方米", "0577-6288 1234", "￥300", "——", "……", "GB/T"],
)  # fmt: skip
def test_numbers_words_and_pairs_stay_whole(whole: str) -> None:
    text = f"国家{whole}，国"
    start = text.index(whole)
    assert not any(break_points(text)[start + 1 : start + len(whole)])
