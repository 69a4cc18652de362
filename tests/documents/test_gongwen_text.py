from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.documents.gongwen_text import paragraphs, single_line


@pytest.mark.parametrize(
    "text",
    ["<b>粗</b>", "x<y 且 y>z", "a&b &amp; c", "=1+1", "</para>", "{{name}} {0} %s", "\\n 与 \\u0041",
     '<img src="/etc/passwd"/>', "# 一 * 二 _三_"],
)  # fmt: skip
def test_markup_and_templates_are_ordinary_text(text: str) -> None:
    assert single_line(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\u202e乙\u202c", "甲乙"),
        ("甲\u200b乙\ufeff", "甲乙"),
        ("甲\x00\x07乙", "甲乙"),
        ("甲\t乙\xa0丙", "甲 乙 丙"),
        ("　　甲　乙　", "甲　乙"),
        ("\ud840\udc00", "\U00020000"),
        ("a\ufe0f\u0301", "a\u0301"),
    ],
)
def test_unseen_characters_go_and_seen_ones_stay(text: str, shown: str) -> None:
    assert single_line(text) == shown


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_line_breaks_of_any_kind_part_paragraphs(mark: str) -> None:
    assert paragraphs(f"甲{mark}{mark} 乙") == ["甲", "乙"]
    assert single_line(f"甲{mark}乙") == "甲乙"
    assert single_line(f"to{mark}do") == "to do"


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=60))
def test_visible_text_is_kept_as_it_is(text: str) -> None:
    ignorable = "\u115f\u1160\u3164\uffa0"
    expected = "".join(character for character in text if character not in ignorable)
    assert single_line(text) == expected
