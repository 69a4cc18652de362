from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.file_name import (
    LONGEST,
    LONGEST_BYTES,
    UNNAMED,
    distinct_names,
    safe_file_name,
)

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)} | {"\x7f"}
DEVICES = {"CON", "PRN", "AUX", "NUL"} | {f"{p}{n}" for p in ("COM", "LPT") for n in range(10)}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=260)
TROUBLE = st.text("市县局CONaux.~$ /\\:*?1²\u202e\u200d\ud800😀\n\u3000（2）", max_size=120)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市经信局", "市经信局.xlsx"),
        ("市/县", "市／县.xlsx"),
        ('a<b>c:d"e\\f|g?h*i', "a＜b＞c：d＂e＼f｜g？h＊i.xlsx"),
        ("CON", "_CON.xlsx"),
        ("nul.局", "_nul.局.xlsx"),
        ("COM¹", "_COM¹.xlsx"),
        ("COM10", "COM10.xlsx"),
        ("控股", "控股.xlsx"),
        ("市局. . .", "市局.xlsx"),
        ("  市\t局　办\n", "市 局 办.xlsx"),
        ("..", f"{UNNAMED}.xlsx"),
        ("", f"{UNNAMED}.xlsx"),
        ("~$市局", "市局.xlsx"),
        ("市\ud800局\x00\u202e", "市局.xlsx"),
        ("😀局", "😀局.xlsx"),
    ],
)
def test_a_name_is_kept_as_near_as_windows_allows(text: str, name: str) -> None:
    assert safe_file_name(text, ".xlsx") == name


def test_a_long_name_is_cut_before_its_suffix() -> None:
    name = safe_file_name("局" * 200, "_2024Q3报送表.xlsx")
    assert name.startswith("局" * 60) and name.endswith("局_2024Q3报送表.xlsx")
    assert len(safe_file_name("a" * 200, ".xlsx")) == LONGEST
    assert safe_file_name("a" * 90 + "." * 90, ".xlsx") == "a" * 90 + ".xlsx"


@pytest.mark.parametrize("suffix", ["", ".", ".xlsx ", "/a.xlsx", ".x\n", ".xlsx."])
def test_a_suffix_that_is_no_ending_is_refused(suffix: str) -> None:
    with pytest.raises(ValueError, match="结尾"):
        safe_file_name("市局", suffix)


def check(name: str) -> None:
    assert name.endswith("_2024Q3.xlsx")
    assert not FORBIDDEN & set(name)
    assert name == name.strip(" .") and not name.startswith("~$")
    assert len(name.encode("utf-16-le")) <= 2 * LONGEST
    assert len(name.encode("utf-8")) <= LONGEST_BYTES
    assert name.split(".")[0].rstrip().upper() not in DEVICES
    stem = name.removesuffix("_2024Q3.xlsx")
    assert stem and stem == stem.rstrip(" .")


@given(st.one_of(ANY_TEXT, TROUBLE))
def test_any_text_gives_a_name_that_windows_takes(text: str) -> None:
    check(safe_file_name(text, "_2024Q3.xlsx"))


@given(
    st.lists(st.one_of(ANY_TEXT, TROUBLE, st.sampled_from(["A", "a", "Ａ", "A（2）"])), max_size=8)
)
def test_no_two_units_share_a_file(texts: list[str]) -> None:
    names = distinct_names(texts, "_2024Q3.xlsx")
    assert len(names) == len(texts)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        check(name)


def test_names_that_fall_together_are_numbered_and_the_rest_is_left() -> None:
    assert distinct_names(["市/县", "市／县", "甲", "市／县（2）", "Con局", "CON局"], ".xlsx") == (
        "市／县.xlsx",
        "市／县（2）.xlsx",
        "甲.xlsx",
        "市／县（2）（2）.xlsx",
        "Con局.xlsx",
        "CON局（2）.xlsx",
    )
    long = distinct_names(["局" * 200 + "甲", "局" * 200 + "乙"], ".xlsx")
    assert long[1].endswith("局（2）.xlsx") and len(long[1].encode()) <= LONGEST_BYTES


def test_a_device_with_the_suffix_attached_is_marked_too() -> None:
    assert safe_file_name("CON ", ".xlsx") == "_CON.xlsx"
    assert safe_file_name("AUX.", ".xlsx") == "_AUX.xlsx"
