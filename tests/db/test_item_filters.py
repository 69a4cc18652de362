"""Column filters of the decomposition table."""

from __future__ import annotations

import pytest

from leqing_desktop.domain.decomposition import Column, Edit
from tests.ledgers import Desk


def found(desk: Desk, **filters: str) -> list[str]:
    """Outline numbers of the rows that the filters keep, in the table's order."""
    kept = desk.services.decomposition.matching(dict(filters))
    return [row.number for row in desk.rows if row.id in kept]


def type_in(desk: Desk, number: str, column: Column, text: str) -> None:
    edit = Edit(desk.row(number).id, column, text)
    desk.services.decomposition.apply([edit], create_units=True)


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("1", ["1", "1.1", "1.1.1", "1.2"]),
        ("1.1", ["1.1", "1.1.1"]),
        ("1.1.1", ["1.1.1"]),
        ("１．２", ["1.2"]),
        ("1.2.", ["1.2"]),
        ("1.3", []),
        ("1.0", []),
        ("1.1.1.1", []),
        ("0", []),
        ("一", ["一"]),
        ("二", ["二"]),
        ("第", []),
        (".", []),
        ("99999999999999999999", []),
    ],
)
def test_numbers_are_looked_for_as_shown(small: Desk, number: str, kept: list[str]) -> None:
    assert found(small, number=number) == kept


def test_a_number_counts_live_rows_only(small: Desk) -> None:
    small.services.decomposition.delete([small.row("1.1").id])
    assert found(small, number="1.1", title="研究院") == ["1.1"]
    assert found(small, number="1.2") == []


def test_printed_numbers_may_be_anything(small: Desk) -> None:
    type_in(small, "2", Column.NUMBER, "")
    assert found(small, number="1", title="名牌") == ["1"]
    type_in(small, "3", Column.NUMBER, "2.1")
    assert found(small, number="2.1") == ["2.1", "2.1.1"]
    assert found(small, number="2.1.1") == ["2.1.1"]


def test_every_word_must_occur(small: Desk) -> None:
    assert found(small, title="软件") == ["1.1"]
    assert found(small, title="著作 软件") == ["1.1"]
    assert found(small, title="软件 研究") == []
    assert found(small, title="  ") == [row.number for row in small.rows]
    assert found(small) == [row.number for row in small.rows]


def test_filters_of_two_columns_both_hold(small: Desk) -> None:
    type_in(small, "1.1", Column.PERSON, "张三")
    type_in(small, "1.2", Column.PERSON, "张三丰")
    assert found(small, person="张三") == ["1.1", "1.2"]
    assert found(small, person="张三", title="研究") == ["1.2"]


@pytest.mark.parametrize("word", ["100%", "a_b", "c/d", "e\\f", "'", '"', "[x]", "*"])
def test_no_character_is_a_wildcard(small: Desk, word: str) -> None:
    type_in(small, "1.1", Column.TARGET, f"达到{word}以上")
    type_in(small, "1.2", Column.TARGET, "达到1000 axb cd ef x以上")
    assert found(small, target=word) == ["1.1"]


@pytest.mark.parametrize(
    ("stored", "typed"), [("ABB低压", "abb"), ("abb", "Abb"), ("ＡＢＢ", "ＡＢＢ"), ("ÉTÉ", "ÉTÉ")]
)
def test_case_does_not_matter(small: Desk, stored: str, typed: str) -> None:
    type_in(small, "1.1", Column.TITLE, stored)
    assert found(small, title=typed) == ["1.1"]


def test_tasks_are_found_by_the_units_of_their_measure(small: Desk) -> None:
    assert found(small, lead="经信") == ["1", "1.1", "1.2", "3", "3.1"]
    type_in(small, "1.1", Column.LEAD, "市财政局")
    assert found(small, lead="经信") == ["1", "1.2", "3", "3.1"]
    assert found(small, lead="财政") == ["1.1"]
    assert found(small, support="经信") == []


def test_what_is_deleted_is_not_found(small: Desk) -> None:
    small.services.decomposition.delete([small.row("一").id])
    assert found(small, lead="经信") == ["3", "3.1"]


def test_dates_are_found_by_day_and_by_wording(small: Desk) -> None:
    type_in(small, "1.1", Column.DUE, "2025年底前")
    type_in(small, "1.2", Column.DUE, "2025-06-30")
    assert found(small, due="2025") == ["1.1", "1.2"]
    assert found(small, due="2025-12") == ["1.1"]
    assert found(small, due="年底") == ["1.1"]
    type_in(small, "1.1", Column.START, "2024-01-01")
    assert found(small, start="2024") == ["1.1"]


def test_any_looks_into_every_column(small: Desk) -> None:
    type_in(small, "1.1", Column.TARGET, "1000个")
    type_in(small, "1.2", Column.SUPPORT, "市财政局")
    type_in(small, "1.1.1", Column.EVIDENCE, "证书")
    assert found(small, any="1000") == ["1.1"]
    assert found(small, any="财政") == ["1.2"]
    assert found(small, any="证书") == ["1.1.1"]
    assert found(small, any="科技 研究院") == ["1.2"]


def test_a_page_pasted_into_a_filter_finds_nothing(small: Desk) -> None:
    assert found(small, any="文件 " * 20_000) == []
    assert found(small, title="文" * 100_000, number="1." * 50_000) == []
