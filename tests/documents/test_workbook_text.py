from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.documents.workbook_text import (
    cell_text,
    lines_needed,
    needs_prefix,
    stored_length,
)


def shown(stored: str) -> str:
    """What Excel shows: _xHHHH_ read from left to right (ECMA-376, ST_Xstring)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), stored)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("_x041F")))
def test_what_can_be_seen_is_shown_unchanged(text: str) -> None:
    kept = "".join("\n" if char in "\u2028\u2029" else char for char in text)
    kept = kept.replace("\ufffe", "").replace("\uffff", "")
    assert shown(cell_text(text)) == kept


@given(st.text(alphabet=st.characters(max_codepoint=0xFFFF)))
def test_any_text_can_be_carried_by_xml(text: str) -> None:
    element = ElementTree.Element("t")
    element.text = cell_text(text)
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == cell_text(text)


def test_escapes_survive_in_a_row() -> None:
    assert cell_text("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"
    assert shown(cell_text("_x0041_x0042_")) == "_x0041_x0042_"
    assert cell_text("x_x00_") == "x_x00_"


def test_breaks_of_every_kind_become_one_and_invisible_characters_go() -> None:
    assert cell_text("甲\r\n乙\r丙\x0b丁\u2028戊") == "甲\n乙\n丙\n丁\n戊"
    assert cell_text("甲\x00\x07乙\ufffe") == "甲乙"
    assert cell_text("\ud83d半个") == "\ufffd半个"


def test_emoji_count_two_for_the_limit() -> None:
    assert stored_length("😀" * 20_000) == 40_000
    assert stored_length("字" * 20_000) == 20_000


def test_only_formula_starts_are_quoted() -> None:
    assert all(needs_prefix(text) for text in ("=1", "+1", "-1", "@甲", "＝1"))
    assert not any(needs_prefix(text) for text in ("", "甲=1", "1-2"))


def test_lines_of_chinese_text() -> None:
    assert lines_needed("十个字十个字十个字十", 12.0) == 1
    assert lines_needed("字" * 24, 12.0) == 3  # 11.5 a line: the last of 12 may have to go down
    assert lines_needed("一\n二\n\n四", 12.0) == 4


def test_a_latin_word_is_not_broken_while_it_fits() -> None:
    # Two words of 9 × 0.6 em do not stand on one line of 9.5 em.
    assert lines_needed("ABCDEFGHI JKLMNOPQR", 10.0) == 2
    assert lines_needed("W" * 100, 10.0) >= 6


@given(st.text(min_size=1, max_size=200), st.floats(min_value=3, max_value=60))
def test_a_wider_cell_never_needs_more_lines_than_characters(text: str, capacity: float) -> None:
    stored = cell_text(text)
    needed = lines_needed(stored, capacity)
    assert stored.count("\n") + 1 <= needed <= 2 * len(stored) + 1
